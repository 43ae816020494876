/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures as Cairo images. Scaling a photograph takes longer than a frame may, so the last size is kept. */

#include "config.h"

#include "scene/pixels.h"

#include "scene/shrink.h"

#include <math.h>
#include <string.h>

void
fovea_pixels_clear (FoveaPixels *self)
{
  g_clear_pointer (&self->image, cairo_surface_destroy);
  g_clear_pointer (&self->scaled, cairo_surface_destroy);
  self->state = 0;
}

static guint32
to_byte (double value)
{
  return (guint32) (CLAMP (value, 0, 1) * 255 + 0.5);
}

static guint32 *
begin (FoveaPixels *self, int columns, int rows, guint64 state, int *stride)
{
  fovea_pixels_clear (self);
  self->state = state;
  self->image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
  *stride = cairo_image_surface_get_stride (self->image) / 4;
  return (guint32 *) (gpointer)cairo_image_surface_get_data (self->image);
}

void
fovea_pixels_set_picture (FoveaPixels *self, const FoveaTensor *picture, guint64 state)
{
  int stride, green = picture->c >= 3 ? 1 : 0, blue = picture->c >= 3 ? 2 : 0;
  guint32 *pixels = begin (self, picture->w, picture->h, state, &stride);

  for (int row = 0; row < picture->h; row++)
    for (int column = 0; column < picture->w; column++)
      pixels[row * stride + column] = to_byte (*fovea_tensor_at (picture, 0, 0, row, column)) << 16
                                      | to_byte (*fovea_tensor_at (picture, 0, green, row, column)) << 8
                                      | to_byte (*fovea_tensor_at (picture, 0, blue, row, column));
  cairo_surface_mark_dirty (self->image);
}

void
fovea_pixels_set_map (FoveaPixels *self, const float *values, int columns, int rows, double low, double high,
                      guint64 state)
{
  double scale = high > low ? 1 / (high - low) : 0;
  int stride;
  guint32 *pixels = begin (self, columns, rows, state, &stride);

  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++)
      pixels[row * stride + column] = to_byte ((values[row * columns + column] - low) * scale) * 0x010101;
  cairo_surface_mark_dirty (self->image);
}

void
fovea_pixels_set_packed (FoveaPixels *self, const guint32 *pixels, int columns, int rows, guint64 state)
{
  int stride;
  guint32 *to = begin (self, columns, rows, state, &stride);

  for (int row = 0; row < rows; row++)
    memcpy (to + (gsize) row * stride, pixels + (gsize) row * columns, columns * sizeof *to);
  cairo_surface_mark_dirty (self->image);
}

/* Or narrower and higher. */
static cairo_surface_t *
enlarge (cairo_surface_t *image, int width, int height)
{
  cairo_surface_t *scaled = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  int columns = cairo_image_surface_get_width (image), rows = cairo_image_surface_get_height (image);
  cairo_t *cr = cairo_create (scaled);

  cairo_scale (cr, (double) width / columns, (double) height / rows);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), width >= columns ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  return scaled;
}

/* The rows of an image of RGB24 lie one after the other. */
static const guint32 *
get_rows (cairo_surface_t *image)
{
  return (const guint32 *) (gconstpointer) cairo_image_surface_get_data (image);
}

/* The image at the very pixels that it takes on the surface: larger ones without smoothing, smaller ones averaged. */
static cairo_surface_t *
scale_to (cairo_surface_t *image, int width, int height)
{
  int columns = cairo_image_surface_get_width (image), rows = cairo_image_surface_get_height (image);
  cairo_surface_t *scaled;

  if (width >= columns || height > rows)
    return enlarge (image, width, height);
  scaled = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  fovea_shrink (get_rows (image), columns, rows, (guint32 *) (gpointer) cairo_image_surface_get_data (scaled), width,
                height);
  cairo_surface_mark_dirty (scaled);
  return scaled;
}

static void
paint_source (cairo_t *cr, cairo_surface_t *image, FoveaBox box)
{
  cairo_save (cr);
  cairo_translate (cr, box.x, box.y);
  cairo_scale (cr, box.width / cairo_image_surface_get_width (image),
               box.height / cairo_image_surface_get_height (image));
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
}

void
fovea_pixels_paint (FoveaPixels *self, cairo_t *cr, FoveaBox box)
{
  double width = box.width, height = box.height;
  int w, h;

  if (fovea_is_vector (cr))
    {
      paint_source (cr, self->image, box);
      return;
    }
  cairo_user_to_device_distance (cr, &width, &height);
  w = MAX ((int) lround (width), 1);
  h = MAX ((int) lround (height), 1);
  if (!self->scaled || cairo_image_surface_get_width (self->scaled) != w
      || cairo_image_surface_get_height (self->scaled) != h)
    {
      g_clear_pointer (&self->scaled, cairo_surface_destroy);
      self->scaled = scale_to (self->image, w, h);
    }
  paint_source (cr, self->scaled, box);
}
