/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Grids of small cells: an image of one pixel a cell, scaled up without smoothing. Images are kept until their values
 * change, those that were painted last; a scaled one as long as its size stays, too. */

#include "config.h"

#include "scene/brush.h"

#include "scene/pixels.h"

#include <string.h>

enum
{
  MAX_IMAGES = 64 /* kept */
};

/* @first: of the first cell alone */
static cairo_surface_t *
make_image (FoveaBrush *brush, gboolean first)
{
  const FoveaGrid *grid = brush->grid;
  int columns = first ? 1 : grid->columns, rows = first ? 1 : grid->rows;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
  int stride = cairo_image_surface_get_stride (image);
  guint8 *data = cairo_image_surface_get_data (image);
  guint32 pixels[FOVEA_N_SHADES], empty = fovea_colour_pack (brush->palette->empty);
  guint32 padding = fovea_colour_pack (brush->palette->padding);
  g_autofree guint8 *shades = g_new (guint8, columns);

  for (int i = 0; i < FOVEA_N_SHADES; i++)
    pixels[i] = fovea_colour_pack (fovea_brush_shade (brush, i));
  for (int row = 0; row < rows; row++)
    {
      const guint8 *states = brush->states + (gsize) row * (gsize) columns;
      guint32 *to = (guint32 *) (gpointer) (data + row * stride);

      fovea_grid_fill_shades (grid, brush->values + (gsize) row * (gsize) columns, columns, shades);
      for (int column = 0; column < columns; column++)
        to[column] = states[column] == FOVEA_CELL_VALUE   ? pixels[shades[column]]
                     : states[column] == FOVEA_CELL_EMPTY ? empty
                                                          : padding;
    }
  cairo_surface_mark_dirty (image);
  return image;
}

static void
paint_image (const FoveaGrid *grid, cairo_surface_t *image, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, grid->x, grid->y);
  cairo_scale (cr, grid->cell, grid->cell);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), grid->cell < 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, grid->columns, grid->rows);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* An image, and what it was made of. */
typedef struct
{
  FoveaGrid grid;
  const FoveaPalette *palette;
  FoveaPixels pixels;
  guint used; /* how often any was painted before it was the last time */
} Image;

static void
image_free (gpointer data)
{
  Image *image = data;

  fovea_pixels_clear (&image->pixels);
  g_free (image);
}

GHashTable *
fovea_grid_images_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, image_free);
}

static gboolean
is_of (const Image *image, const FoveaGrid *grid, const FoveaPalette *palette)
{
  const FoveaGrid *of = &image->grid;

  return of->state == grid->state && of->rows == grid->rows && of->columns == grid->columns && of->dim == grid->dim
         && of->low == grid->low && of->high == grid->high && image->palette == palette;
}

/* Drops the image that was not painted for the longest. */
static void
drop_oldest (GHashTable *images, guint now)
{
  GHashTableIter iter;
  gpointer key, oldest = NULL, value;
  guint age = 0;

  g_hash_table_iter_init (&iter, images);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (now - ((Image *) value)->used >= age)
      {
        age = now - ((Image *) value)->used;
        oldest = key;
      }
  g_hash_table_remove (images, oldest);
}

/* A map of which nothing is known yet is an image of one pixel. */
static gboolean
is_empty (const FoveaBrush *brush)
{
  gsize cells = (gsize) brush->grid->rows * (gsize) brush->grid->columns;

  return cells > 0 && brush->states[0] == FOVEA_CELL_EMPTY && memcmp (brush->states, brush->states + 1, cells - 1) == 0;
}

/* The image of a grid that tells when its values change, kept from the last time if they have not. */
static void
paint_kept_image (const FoveaGrid *grid, const FoveaStyle *style, GHashTable *images, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_palette_get (style);
  static int painted = 0; /* by all threads */
  guint now = (guint) g_atomic_int_add (&painted, 1);
  gpointer key = GUINT_TO_POINTER ((guint) grid->role << 24 ^ (guint) grid->index);
  Image *image = g_hash_table_lookup (images, key);
  FoveaBox box;
  FoveaBrush brush;

  if (!image || !is_of (image, grid, palette))
    {
      image = g_new (Image, 1);
      fovea_brush_init (&brush, grid, style);
      *image = (Image){ *grid, palette, { .image = make_image (&brush, is_empty (&brush)) } };
      fovea_brush_clear (&brush);
      if (g_hash_table_size (images) >= MAX_IMAGES)
        drop_oldest (images, now);
      g_hash_table_insert (images, key, image);
    }
  image->used = now;
  box = (FoveaBox){ grid->x, grid->y, grid->columns * grid->cell, grid->rows * grid->cell };
  fovea_pixels_paint (&image->pixels, cr, box);
}

void
fovea_grid_paint_image (const FoveaGrid *grid, const FoveaStyle *style, GHashTable *images, cairo_t *cr)
{
  cairo_surface_t *image;
  FoveaBrush brush;

  if (images && grid->state != 0)
    paint_kept_image (grid, style, images, cr);
  else
    {
      fovea_brush_init (&brush, grid, style);
      image = make_image (&brush, FALSE);
      paint_image (grid, image, cr);
      cairo_surface_destroy (image);
      fovea_brush_clear (&brush);
    }
}
