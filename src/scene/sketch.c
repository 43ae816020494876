/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Type and pixels. Digits are tabular, so that numbers that change do not dance. */

#include "scene/sketch.h"

#include "scene/shrink.h"

#include <math.h>
#include <string.h>

static const double TEXT_POINTS[] = { 10.5, 12, 13, 16 }; /* by FoveaTextSize */

/**
 * fovea_sketch_init:
 * @type: the fonts, which keep what they have laid out
 * @boxes: (nullable): array of FoveaBox that fovea_sketch_mark() adds to
 * @names: (nullable): its names, freed with g_free
 *
 * Nothing needs to be freed; all that is given must outlive it.
 */
void
fovea_sketch_init (FoveaSketch *self, cairo_t *cr, FoveaType *type, const FoveaStyle *style, GArray *boxes,
                   GPtrArray *names)
{
  *self = (FoveaSketch){
    .cr = cr,
    .palette = fovea_palette_get (style),
    .scale = style->scale,
    .pixels = fmax (style->pixels, 1),
    .type = type,
    .boxes = boxes,
    .names = names,
  };
}

void
fovea_sketch_set_colour (FoveaSketch *self, FoveaColour colour)
{
  fovea_set_colour (self->cr, colour, 1);
}

static PangoLayout *
get_layout (FoveaSketch *self, FoveaTextSize size, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return fovea_type_get_layout (self->type, markup, TEXT_POINTS[size] * self->scale, size >= FOVEA_TEXT_TITLE, 0);
}

/* Points from one line of that size to the next. */
double
fovea_sketch_line_height (FoveaSketch *self, FoveaTextSize size)
{
  return ceil (TEXT_POINTS[size] * self->scale * 1.4);
}

double
fovea_sketch_text_width (FoveaSketch *self, FoveaTextSize size, const char *text)
{
  int width;

  pango_layout_get_size (get_layout (self, size, text), &width, NULL);
  return ceil ((double) width / PANGO_SCALE);
}

/* Writes @text into the line, in its middle as to height; what is too long ends in "…". Returns the width it took. */
double
fovea_sketch_text (FoveaSketch *self, FoveaTextSize size, FoveaColour colour, FoveaAlign align, const FoveaBox *line,
                   const char *text)
{
  double natural = fovea_sketch_text_width (self, size, text), width = MIN (natural, line->width);
  double slack = align == FOVEA_ALIGN_LEFT ? 0 : align == FOVEA_ALIGN_RIGHT ? 1 : 0.5;
  g_autoptr (PangoLayout) layout = g_object_ref (get_layout (self, size, text));
  int height;

  if (natural > line->width)
    {
      PangoLayout *shorter = pango_layout_copy (layout);

      pango_layout_set_ellipsize (shorter, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (shorter, line->width * PANGO_SCALE);
      g_object_unref (layout);
      layout = shorter;
    }
  pango_layout_get_size (layout, NULL, &height);
  fovea_sketch_set_colour (self, colour);
  cairo_move_to (self->cr, round (line->x + slack * (line->width - width)),
                 round (line->y + (line->height - (double) height / PANGO_SCALE) / 2));
  pango_cairo_show_layout (self->cr, layout);
  return width;
}

/* Writes @text into @box from its top, in as many lines as it has room for; what is too long ends in "…". */
void
fovea_sketch_paragraph (FoveaSketch *self, FoveaTextSize size, FoveaColour colour, const FoveaBox *box,
                        const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  PangoLayout *layout = fovea_type_get_layout (self->type, markup, TEXT_POINTS[size] * self->scale,
                                               size >= FOVEA_TEXT_TITLE, box->width);

  pango_layout_set_height (layout, (int) (box->height * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  fovea_sketch_set_colour (self, colour);
  cairo_move_to (self->cr, round (box->x), round (box->y));
  pango_cairo_show_layout (self->cr, layout);
}

/**
 * fovea_sketch_title:
 * @name: what tests call it
 * @note: (nullable): a word on what is to be seen, behind the title and paler; left out where there is no room
 */
void
fovea_sketch_title (FoveaSketch *self, const char *name, const FoveaBox *line, const char *title, const char *note)
{
  double width = fovea_sketch_text (self, FOVEA_TEXT_TITLE, self->palette->ink, FOVEA_ALIGN_LEFT, line, title);
  FoveaBox rest = { line->x + width + 12, line->y, line->width - width - 12, line->height };

  if (note && rest.width > fovea_sketch_text_width (self, FOVEA_TEXT_SMALL, note))
    fovea_sketch_text (self, FOVEA_TEXT_SMALL, self->palette->dim, FOVEA_ALIGN_LEFT, &rest, note);
  fovea_sketch_mark (self, name, line);
}

static void
paint_cells (FoveaSketch *self, const guint32 *pixels, int width, int height, const FoveaBox *box)
{
  double w = box->width / width, h = box->height / height;

  for (int i = 0; i < width * height; i++)
    {
      guint32 p = pixels[i];

      cairo_set_source_rgb (self->cr, (p >> 16 & 255) / 255.0, (p >> 8 & 255) / 255.0, (p & 255) / 255.0);
      cairo_rectangle (self->cr, box->x + i % width * w, box->y + i / width * h, w, h);
      cairo_fill (self->cr);
    }
}

/* Returns: (transfer full): an image with room for as many pixels */
static cairo_surface_t *
make_image (int width, int height, guint32 **pixels)
{
  int stride = width * (int) sizeof (guint32); /* which is what RGB24 has */
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  g_assert (cairo_image_surface_get_stride (image) == stride);
  *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
  return image;
}

/* Paints @image, and lets go of it. @box: in the units of @cr */
static void
paint_sharp (cairo_t *cr, cairo_surface_t *image, const FoveaBox *box)
{
  cairo_matrix_t matrix;

  cairo_surface_mark_dirty (image);
  cairo_matrix_init_scale (&matrix, cairo_image_surface_get_width (image) / box->width,
                           cairo_image_surface_get_height (image) / box->height);
  cairo_matrix_translate (&matrix, -box->x, -box->y);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_matrix (cairo_get_source (cr), &matrix);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
  cairo_surface_destroy (image);
}

static void
paint_image (FoveaSketch *self, const guint32 *pixels, int width, int height, const FoveaBox *box)
{
  guint32 *to;
  cairo_surface_t *image = make_image (width, height, &to);

  memcpy (to, pixels, (gsize) width * height * sizeof (guint32));
  paint_sharp (self->cr, image, box);
}

/* The pixels of the screen that @box takes, rounded. */
static FoveaBox
find_pixels (const FoveaSketch *self, const FoveaBox *box)
{
  double left = box->x, top = box->y, right = box->x + box->width, bottom = box->y + box->height;

  cairo_user_to_device (self->cr, &left, &top);
  cairo_user_to_device (self->cr, &right, &bottom);
  left = round (left * self->pixels);
  top = round (top * self->pixels);
  return (FoveaBox){ left, top, fmax (round (right * self->pixels) - left, 1),
                     fmax (round (bottom * self->pixels) - top, 1) };
}

/* As an image of the very pixels that it takes. */
static void
paint_smaller (FoveaSketch *self, const guint32 *pixels, int width, int height, const FoveaBox *screen)
{
  guint32 *to;
  cairo_surface_t *image = make_image ((int) screen->width, (int) screen->height, &to);

  fovea_shrink (pixels, width, height, to, (int) screen->width, (int) screen->height);
  cairo_save (self->cr);
  cairo_identity_matrix (self->cr);
  cairo_scale (self->cr, 1 / self->pixels, 1 / self->pixels);
  paint_sharp (self->cr, image, screen);
  cairo_restore (self->cr);
}

/* @width × @height sharp cells that fill the box, row by row, each 0xRRGGBB (averaged where they are smaller than a
 * pixel); rectangles where the target is drawn by lines. */
void
fovea_sketch_pixels (FoveaSketch *self, const guint32 *pixels, int width, int height, const FoveaBox *box)
{
  FoveaBox screen = find_pixels (self, box);

  if (fovea_is_vector (self->cr))
    paint_cells (self, pixels, width, height, box);
  else if (screen.width < width && screen.height <= height)
    paint_smaller (self, pixels, width, height, &screen);
  else
    paint_image (self, pixels, width, height, box);
}

/* A line around the box, outside of it. */
void
fovea_sketch_frame (FoveaSketch *self, const FoveaBox *box, FoveaColour colour, double width)
{
  double out = width / 2;

  fovea_sketch_set_colour (self, colour);
  cairo_set_line_width (self->cr, width);
  cairo_rectangle (self->cr, box->x - out, box->y - out, box->width + 2 * out, box->height + 2 * out);
  cairo_stroke (self->cr);
}

/* Remembers where something stands that nothing may overlap. */
void
fovea_sketch_mark (FoveaSketch *self, const char *name, const FoveaBox *box)
{
  if (!self->boxes)
    return;
  g_array_append_val (self->boxes, *box);
  g_ptr_array_add (self->names, g_strdup (name));
}

/* @box made as wide to high as @width to @height, in its middle. */
FoveaBox
fovea_box_keep_aspect (const FoveaBox *box, int width, int height)
{
  double side = MIN (box->width / width, box->height / height);
  FoveaBox inner = { box->x, box->y, width * side, height * side };

  inner.x += floor ((box->width - inner.width) / 2);
  inner.y += floor ((box->height - inner.height) / 2);
  return inner;
}

void
fovea_marks_init (FoveaMarks *self)
{
  self->type = fovea_type_new ();
  self->boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  self->names = g_ptr_array_new_with_free_func (g_free);
}

void
fovea_marks_clear (FoveaMarks *self)
{
  fovea_type_free (self->type);
  g_array_unref (self->boxes);
  g_ptr_array_unref (self->names);
}

/* A new picture: an empty canvas, on which nothing stands. */
void
fovea_marks_begin (FoveaMarks *self, FoveaScene *scene, cairo_t *cr, FoveaSketch *sketch)
{
  g_array_set_size (self->boxes, 0);
  g_ptr_array_set_size (self->names, 0);
  fovea_sketch_init (sketch, cr, self->type, fovea_scene_get_style (scene), self->boxes, self->names);
  fovea_sketch_set_colour (sketch, sketch->palette->canvas);
  cairo_paint (cr);
}

/* For a scene's boxes(). */
void
fovea_marks_copy (const FoveaMarks *self, GArray *boxes, GPtrArray *names)
{
  g_array_append_vals (boxes, self->boxes->data, self->boxes->len);
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (names, g_strdup (self->names->pdata[i]));
}
