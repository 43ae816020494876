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

/* Wide enough for the longest name of a class, within reason. */
static double
get_pitch (const FoveaPredictionWall *self)
{
  int classes = fovea_training_session_get_validation (self->session)->classes, longest = 0;

  for (int i = 0; i < classes; i++)
    {
      g_autofree char *name = fovea_training_session_dup_class_name (self->session, i);

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

/* Image @image as it lies in the file: grey, or red, green and blue. */
void
fovea_picture_paint (FoveaSketch *sketch, const FoveaExamples *examples, int image, const FoveaBox *box)
{
  const guint8 *red = fovea_examples_image (examples, image);
  gsize plane = (gsize) examples->h * examples->w;
  const guint8 *green = examples->c == 3 ? red + plane : red, *blue = examples->c == 3 ? red + 2 * plane : red;
  g_autofree guint32 *pixels = g_new (guint32, plane);
  double side = MIN (box->width / examples->w, box->height / examples->h);
  FoveaBox inner = { box->x, box->y, examples->w * side, examples->h * side };

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

static void
paint_caption (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaPrediction *prediction,
               const FoveaBox *box)
{
  g_autofree char *said = fovea_training_session_dup_class_name (self->session, prediction->said);
  g_autofree char *is = fovea_training_session_dup_class_name (self->session, prediction->label);
  double line = ceil (LINE * sketch->scale);
  FoveaBox first = { box->x, box->y, box->width, line }, second = { box->x, box->y + line, box->width, line };
  g_autofree char *one = NULL, *two = NULL;

  if (prediction->said == prediction->label)
    {
      one = g_strdup_printf ("✓ %s", is);
      fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_CENTRE, &first, one);
      return;
    }
  one = g_strdup_printf (_("✗ said %s"), said);
  two = g_strdup_printf (_("is %s"), is);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->misfit, FOVEA_ALIGN_CENTRE, &first, one);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->misfit, FOVEA_ALIGN_CENTRE, &second, two);
}

void
fovea_prediction_wall_paint (const FoveaPredictionWall *self, FoveaSketch *sketch, const FoveaTiles *tiles)
{
  double row = fovea_prediction_wall_row_height (sketch->scale);

  for (int i = 0; i < tiles->shown; i++)
    {
      const FoveaPrediction *prediction = prediction_at (self, i);
      double x = tiles->box.x + i % tiles->columns * tiles->pitch, y = tiles->box.y + i / tiles->columns * row;
      FoveaBox picture = { floor (x + (tiles->pitch - tiles->tile) / 2), y, tiles->tile, tiles->tile };
      FoveaBox caption = { x + 1, y + tiles->tile + GAP / 2, tiles->pitch - 2, row - tiles->tile };

      fovea_picture_paint (sketch, fovea_training_session_get_validation (self->session), prediction->image, &picture);
      fovea_sketch_frame (sketch, &picture, sketch->palette->edge, 1);
      if (prediction->said != prediction->label)
        fovea_sketch_frame (sketch, &picture, sketch->palette->misfit, 2 * sketch->scale);
      if (prediction->image == self->selected)
        fovea_sketch_frame (sketch, &picture, sketch->palette->here, 3 * sketch->scale);
      paint_caption (self, sketch, prediction, &caption);
    }
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
  g_autofree char *said = fovea_training_session_dup_class_name (self->session, prediction->said);
  g_autofree char *is = fovea_training_session_dup_class_name (self->session, prediction->label);

  if (prediction->said == prediction->label)
    return g_strdup_printf (_("Validation image %d: the net says %s, rightly, with %.1f %%."), prediction->image + 1,
                            said, prediction->probability * 100);
  return g_strdup_printf (_("Validation image %d: the net says %s, with %.1f %%; it is %s."), prediction->image + 1,
                          said, prediction->probability * 100, is);
}
