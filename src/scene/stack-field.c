/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cone of what one cell depends on. It narrows from the input to the chosen cell: in each row stands what the row
 * behind it looks at there, zeros of the padding outside the face. A dashed frame is the field as if there were no
 * border. While the chosen cell glides to its place, by jump times as much does what it looks at in each row. */

#include "config.h"

#include "scene/stack-field.h"

static const FoveaSlab *
slab_of (const FoveaStackField *self, int row)
{
  return &g_array_index (self->slabs, FoveaSlab, row);
}

/* What is looked at in a row, across and down; its first and last cells; and how far it is still away from there. */
typedef struct
{
  GArray *across, *down;
  double x, y;
  int left, top, columns, rows; /* padding too */
  int inner_left, inner_top, inner_columns, inner_rows;
} Region;

static void
get_span (const GArray *runs, gboolean inner, int *first, int *count)
{
  *first = *count = 0;
  for (guint i = 0; i < runs->len; i++)
    {
      const FoveaRun *run = &g_array_index (runs, FoveaRun, i);

      if (inner && run->padding)
        continue;
      if (*count == 0)
        *first = run->first;
      *count = run->first + run->count - *first;
    }
}

static Region
get_region (const FoveaStackField *self, int row)
{
  FoveaPlace place = fovea_stack_get_place (self->lesson);
  Region region = { .across = fovea_stack_look (self->lesson, place, row, FALSE),
                    .down = fovea_stack_look (self->lesson, place, row, TRUE),
                    .x = self->across * fovea_stack_get_sight (self->lesson, row, FALSE).jump,
                    .y = self->down * fovea_stack_get_sight (self->lesson, row, TRUE).jump };

  get_span (region.across, FALSE, &region.left, &region.columns);
  get_span (region.down, FALSE, &region.top, &region.rows);
  get_span (region.across, TRUE, &region.inner_left, &region.inner_columns);
  get_span (region.down, TRUE, &region.inner_top, &region.inner_rows);
  return region;
}

static void
region_clear (Region *self)
{
  g_array_unref (self->across);
  g_array_unref (self->down);
}

static void
paint_patch (const FoveaStackField *self, cairo_t *cr, const Region *region, int row, const FoveaRun *across,
             const FoveaRun *down)
{
  gboolean padding = across->padding || down->padding;
  const FoveaPalette *palette = self->palette;

  fovea_slab_path (slab_of (self, row), cr, across->first + region->x, down->first + region->y, across->count,
                   down->count);
  if (padding)
    fovea_set_colour (cr, palette->padding, 0.9);
  else
    fovea_set_colour (cr, row == 0 ? palette->input_high : palette->output_high,
                      row == fovea_stack_get_layer (self->lesson) ? 1 : 0.85);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, padding ? palette->padding_edge : palette->here, 1);
  cairo_set_line_width (cr, padding ? 1 : 1.2 * self->unit);
  cairo_stroke (cr);
}

/* The field as if there were no border, where it is more than can be looked at. */
static void
paint_whole_field (const FoveaStackField *self, cairo_t *cr, const Region *region, int row)
{
  static const double dash[] = { 5, 4 };
  FoveaPlace place = fovea_stack_get_place (self->lesson);
  FoveaSight across = fovea_stack_get_sight (self->lesson, row, FALSE);
  FoveaSight down = fovea_stack_get_sight (self->lesson, row, TRUE);

  if (across.size == region->columns && down.size == region->rows)
    return;
  cairo_save (cr);
  cairo_set_dash (cr, dash, 2, 0);
  fovea_slab_path (slab_of (self, row), cr, across.start + place.column * across.jump + region->x,
                   down.start + place.row * down.jump + region->y, across.size, down.size);
  fovea_set_colour (cr, self->palette->dim, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_region (const FoveaStackField *self, cairo_t *cr, const Region *region, int row)
{
  const FoveaSlab *slab = slab_of (self, row);

  for (int padding = 1; padding >= 0; padding--)
    for (guint i = 0; i < region->across->len; i++)
      for (guint j = 0; j < region->down->len; j++)
        {
          const FoveaRun *across = &g_array_index (region->across, FoveaRun, i);
          const FoveaRun *down = &g_array_index (region->down, FoveaRun, j);

          if ((across->padding || down->padding) == padding)
            paint_patch (self, cr, region, row, across, down);
        }
  paint_whole_field (self, cr, region, row);
  if (row == fovea_stack_get_layer (self->lesson) && slab->cell < 6 * self->unit) /* a frame that can be found */
    {
      double more = 3 * self->unit / slab->cell;

      fovea_slab_path (slab, cr, region->left + region->x - more, region->top + region->y - more, 1 + 2 * more,
                       1 + 2 * more);
      fovea_set_colour (cr, self->palette->here, 1);
      cairo_set_line_width (cr, 2 * self->unit);
      cairo_stroke (cr);
    }
}

/* From what is looked at in a row to the cells behind it that look there. */
static void
paint_cone (const FoveaStackField *self, cairo_t *cr, int row, const Region *from, const Region *to)
{
  const FoveaSlab *near = slab_of (self, row), *far = slab_of (self, row + 1);
  double x[2][4], y[2][4];

  if (to->inner_columns == 0 || to->inner_rows == 0)
    return;
  for (int corner = 0; corner < 4; corner++)
    {
      gboolean right = corner == 1 || corner == 2, low = corner >= 2;

      fovea_slab_get_point (near, from->left + from->x + right * from->columns, from->top + from->y + low * from->rows,
                            &x[0][corner], &y[0][corner]);
      fovea_slab_get_point (far, to->inner_left + to->x + right * to->inner_columns,
                            to->inner_top + to->y + low * to->inner_rows, &x[1][corner], &y[1][corner]);
    }
  for (int side = 0; side < 4; side++)
    {
      int next = (side + 1) % 4;

      cairo_move_to (cr, x[0][side], y[0][side]);
      cairo_line_to (cr, x[1][side], y[1][side]);
      cairo_line_to (cr, x[1][next], y[1][next]);
      cairo_line_to (cr, x[0][next], y[0][next]);
      cairo_close_path (cr);
      fovea_set_colour (cr, self->palette->here, 0.07);
      cairo_fill (cr);
      cairo_move_to (cr, x[0][side], y[0][side]);
      cairo_line_to (cr, x[1][side], y[1][side]);
      fovea_set_colour (cr, self->palette->here, 0.75);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
}

void
fovea_stack_field_paint (const FoveaStackField *self, cairo_t *cr)
{
  int layer = fovea_stack_get_layer (self->lesson);
  Region behind = get_region (self, layer);

  paint_region (self, cr, &behind, layer);
  for (int row = layer - 1; row >= self->first; row--)
    {
      Region region = get_region (self, row);

      paint_cone (self, cr, row, &region, &behind);
      paint_region (self, cr, &region, row);
      region_clear (&behind);
      behind = region;
    }
  region_clear (&behind);
}
