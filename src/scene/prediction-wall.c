/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Held-out images and what the net says about them. Right and wrong differ by their mark, by the words, and only then
 * by colour. */

#include "config.h"

#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double PICTURE = 44, PITCH_MIN = 64, LINE = 14, GAP = 6; /* points */
static const double SAID = 40, LETTER = 5.6; /* points: "✗ said ", and a letter after it */

double
fovea_prediction_wall_row_height (double scale)
{
  return ceil ((PICTURE + GAP / 2) * scale) + 2 * ceil (LINE * scale) + GAP;
}

/* The name of a class, or its number where it has none. */
char *
fovea_dup_class_name (const char *const *class_names, int class_number)
{
  if (class_names && class_number < (int) g_strv_length ((char **) class_names))
    return g_strdup (class_names[class_number]);
  return g_strdup_printf ("%d", class_number);
}

/* Wide enough for the longest name of a class, within reason. */
static double
get_pitch (const FoveaPredictionWall *self)
{
  int classes = self->examples->classes, longest = 0;

  for (int i = 0; i < classes; i++)
    {
      g_autofree char *name = fovea_dup_class_name (self->class_names, i);

      longest = MAX (longest, (int) g_utf8_strlen (name, -1));
    }
  return CLAMP (SAID + longest * LETTER, PITCH_MIN, 2 * PITCH_MIN);
}

/* Tiles here are wide rooms for a picture and two lines below it. */
FoveaTiles
fovea_prediction_wall_lay_out (const FoveaPredictionWall *self, double scale, const FoveaBox *box)
{
  FoveaTiles tiles = { .box = *box, .tile = floor (PICTURE * scale) };
  int rows = MAX (1, (int) ((box->height + GAP) / fovea_prediction_wall_row_height (scale)));

  tiles.columns = MAX (1, (int) (box->width / (get_pitch (self) * scale)));
  tiles.pitch = box->width / tiles.columns;
  tiles.shown = MIN ((int) self->predictions->len, tiles.columns * rows);
  return tiles;
}

/* The height at which all of them have room. */
double
fovea_prediction_wall_height (const FoveaPredictionWall *self, double scale, double width)
{
  int columns = MAX (1, (int) (width / (get_pitch (self) * scale)));

  return (self->predictions->len + columns - 1) / columns * fovea_prediction_wall_row_height (scale);
}

/* Image @image, grey, or red, green and blue: as it lies in the file, or as it will be fed. */
static void
paint_picture (const FoveaPredictionWall *self, FoveaSketch *sketch, int image, const FoveaBox *box)
{
  const FoveaExamples *examples = self->examples;
  gsize plane = (gsize) examples->h * examples->w;
  g_autofree guint8 *fed = self->augmentation ? g_new (guint8, plane * examples->c) : NULL;
  const guint8 *red = fed ? fed : fovea_examples_image (examples, image);
  const guint8 *green = examples->c == 3 ? red + plane : red, *blue = examples->c == 3 ? red + 2 * plane : red;
  g_autofree guint32 *pixels = g_new (guint32, plane);
  double side = MIN (box->width / examples->w, box->height / examples->h);
  FoveaBox inner = { box->x, box->y, examples->w * side, examples->h * side };

  if (fed)
    fovea_augment (self->augmentation, fovea_examples_image (examples, image), examples->c, examples->h, examples->w,
                   self->seed, self->epoch, image, fed);
  for (gsize i = 0; i < plane; i++)
    pixels[i] = red[i] << 16 | green[i] << 8 | blue[i];
  inner.x += floor ((box->width - inner.width) / 2);
  fovea_sketch_pixels (sketch, pixels, examples->w, examples->h, &inner);
}

static const FoveaPrediction *
prediction_at (const FoveaPredictionWall *self, int i)
{
  return &g_array_index (self->predictions, FoveaPrediction, i);
}

/* The two lines below an image, and whether they tell of a mistake. */
static gboolean
write_caption (const FoveaPredictionWall *self, const FoveaPrediction *prediction, char **one, char **two)
{
  g_autofree char *is = fovea_dup_class_name (self->class_names, prediction->label), *said = NULL;

  *two = self->losses ? g_strdup_printf (_("loss %.2f"), prediction->loss) : NULL;
  if (prediction->said == FOVEA_NOT_ASKED || prediction->said == prediction->label)
    {
      *one = g_strdup_printf (prediction->said == FOVEA_NOT_ASKED ? "%s" : "✓ %s", is);
      return FALSE;
    }
  said = fovea_dup_class_name (self->class_names, prediction->said);
  if (self->losses)
    *one = g_strdup_printf (_("✗ %s, is %s"), said, is);
  else
    {
      *one = g_strdup_printf (_("✗ said %s"), said);
      *two = g_strdup_printf (_("is %s"), is);
    }
  return TRUE;
}

static void
paint_caption (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaPrediction *prediction,
               const FoveaBox *box)
{
  double line = ceil (LINE * sketch->scale);
  FoveaBox first = { box->x, box->y, box->width, line }, second = { box->x, box->y + line, box->width, line };
  g_autofree char *one = NULL, *two = NULL;
  FoveaColour ink = write_caption (self, prediction, &one, &two) ? sketch->palette->misfit : sketch->palette->ink;

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, ink, FOVEA_ALIGN_CENTRE, &first, one);
  if (two)
    fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, ink, FOVEA_ALIGN_CENTRE, &second, two);
}

static void
paint_one (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaTiles *tiles, int i)
{
  const FoveaPrediction *prediction = prediction_at (self, i);
  double row = fovea_prediction_wall_row_height (sketch->scale);
  double x = tiles->box.x + i % tiles->columns * tiles->pitch, y = tiles->box.y + i / tiles->columns * row;
  FoveaBox picture = { floor (x + (tiles->pitch - tiles->tile) / 2), y, tiles->tile, tiles->tile };
  FoveaBox caption = { x + 1, y + tiles->tile + GAP / 2, tiles->pitch - 2, row - tiles->tile };

  paint_picture (self, sketch, prediction->image, &picture);
  fovea_sketch_frame (sketch, &picture, sketch->palette->edge, 1);
  if (prediction->said != FOVEA_NOT_ASKED && prediction->said != prediction->label)
    fovea_sketch_frame (sketch, &picture, sketch->palette->misfit, 2 * sketch->scale);
  if (prediction->image == self->selected)
    fovea_sketch_frame (sketch, &picture, sketch->palette->here, 3 * sketch->scale);
  paint_caption (self, sketch, prediction, &caption);
}

/* Those rows that show. */
void
fovea_prediction_wall_paint (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaTiles *tiles)
{
  double row = fovea_prediction_wall_row_height (sketch->scale), left, top, right, bottom;
  int first, last;

  cairo_clip_extents (sketch->cr, &left, &top, &right, &bottom);
  first = MAX (0, floor ((top - tiles->box.y) / row)) * tiles->columns;
  last = MIN (tiles->shown, ceil ((bottom - tiles->box.y) / row) * tiles->columns);
  for (int i = first; i < last; i++)
    paint_one (self, sketch, tiles, i);
}

/* The prediction at (x, y), or −1. */
int
fovea_prediction_wall_pick (const FoveaTiles *tiles, double scale, double x, double y)
{
  double row = floor ((y - tiles->box.y) / fovea_prediction_wall_row_height (scale));
  double column = floor ((x - tiles->box.x) / tiles->pitch);
  int i = row * tiles->columns + column;

  return row < 0 || column < 0 || column >= tiles->columns || i >= tiles->shown ? -1 : i;
}

/* "Validation image 124: the net says 4, with 97.1 %. It is a 9." */
char *
fovea_prediction_wall_describe (const FoveaPredictionWall *self, int i)
{
  const FoveaPrediction *prediction = prediction_at (self, i);
  g_autofree char *said = fovea_dup_class_name (self->class_names, prediction->said);
  g_autofree char *is = fovea_dup_class_name (self->class_names, prediction->label);

  if (prediction->said == FOVEA_NOT_ASKED)
    return g_strdup_printf (_("Image %d: %s."), prediction->image + 1, is);
  if (prediction->said == prediction->label)
    return g_strdup_printf (_("Validation image %d: the net says %s, rightly, with %.1f %%."), prediction->image + 1,
                            said, prediction->probability * 100);
  return g_strdup_printf (_("Validation image %d: the net says %s, with %.1f %%; it is %s."), prediction->image + 1,
                          said, prediction->probability * 100, is);
}
