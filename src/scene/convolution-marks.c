/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lights up in the convolution scene while the pointer is on a cell: everything that the cell or the weight touches.
 * Along each axis output i sees input y through weight u where i·S + u·dilation − P = y. */

#include "config.h"

#include "scene/convolution-layout.h"

#include "scene/overlay.h"

enum
{
  MAX_MARKS = 4096 /* cells outlined under the pointer */
};

typedef struct
{
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  const FoveaAim *aim;
} Marks;

/* Outlines the cells of @grid that row and column conditions hold for. */
static void
mark_cells (cairo_t *cr, const FoveaGrid *grid, const gboolean *rows,
            const gboolean *columns, FoveaColour colour)
{
  int marks = 0;

  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; rows[row] && column < grid->columns; column++)
      if (columns[column] && marks++ < MAX_MARKS)
        {
          FoveaBox box = fovea_grid_box (grid, row, column, 1, 1);

          cairo_rectangle (cr, box.x, box.y, box.width, box.height);
        }
  fovea_set_colour (cr, colour, grid->cell >= 6 ? 1 : 0.5);
  cairo_set_line_width (cr, 2);
  if (grid->cell >= 6)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

/* Which of @grid's rows (or columns) the hovered input cell reaches: outputs that see it. */
static void
find_outputs (const Marks *self, gboolean vertical, int input, int n, gboolean *hits)
{
  for (int output = 0; output < n; output++)
    hits[output] = fovea_convolution_get_link (self->lesson, vertical, output, input) >= 0;
}

/* Which inputs (of the padded input) weight @weight touches, over all windows. */
static void
find_inputs (const Marks *self, gboolean vertical, int weight, int n, gboolean *hits)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (self->lesson, vertical);
  int windows = fovea_geometry_count_windows (&geometry);

  for (int i = 0; i < windows; i++)
    if (i * geometry.stride + weight * geometry.dilation < n)
      hits[i * geometry.stride + weight * geometry.dilation] = TRUE;
}

/* A cell of the input: every output that sees it, in every map. */
static void
mark_outputs (const Marks *self, cairo_t *cr)
{
  FoveaGeometry x = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (self->lesson, TRUE);

  for (int filter = 0; filter < fovea_convolution_get_filters (self->lesson); filter++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_MAP, filter);
      g_autofree gboolean *rows = NULL, *columns = NULL;

      if (!grid)
        continue;
      rows = g_new0 (gboolean, grid->rows);
      columns = g_new0 (gboolean, grid->columns);
      find_outputs (self, TRUE, self->aim->row - y.pad, grid->rows, rows);
      find_outputs (self, FALSE, self->aim->column - x.pad, grid->columns, columns);
      mark_cells (cr, grid, rows, columns, fovea_sheet_get_palette (self->sheet)->input_label);
    }
}

/* A weight: every input cell that it is multiplied with. */
static void
mark_inputs (const Marks *self, cairo_t *cr)
{
  const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_INPUT, self->aim->index & 1023);
  g_autofree gboolean *rows = NULL, *columns = NULL;

  if (!grid)
    return;
  rows = g_new0 (gboolean, grid->rows);
  columns = g_new0 (gboolean, grid->columns);
  find_inputs (self, TRUE, self->aim->row, grid->rows, rows);
  find_inputs (self, FALSE, self->aim->column, grid->columns, columns);
  mark_cells (cr, grid, rows, columns, fovea_sheet_get_palette (self->sheet)->weight_label);
}

/* An output: the window that it came from, in every slice that its filter sees. */
static void
mark_field (const Marks *self, cairo_t *cr)
{
  FoveaGeometry x = fovea_convolution_get_geometry (self->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (self->lesson, TRUE);

  for (int slice = 0; slice < fovea_convolution_get_depth (self->lesson); slice++)
    {
      const FoveaGrid *grid = fovea_sheet_find_grid (self->sheet, FOVEA_GRID_INPUT, slice);

      if (grid && fovea_convolution_sees (self->lesson, self->aim->index, slice))
        fovea_stroke_box (cr,
                          fovea_grid_box (grid, self->aim->row * y.stride, self->aim->column * x.stride,
                                          fovea_geometry_extent (&y), fovea_geometry_extent (&x)),
                          fovea_sheet_get_palette (self->sheet)->output_label, 2);
    }
}

void
fovea_convolution_paint_marks (FoveaConvolution *lesson, FoveaSheet *sheet, const FoveaAim *aim, cairo_t *cr)
{
  const Marks marks = { lesson, sheet, aim };
  const FoveaGrid *grid = fovea_sheet_find_aim (sheet, aim);

  if (!grid)
    return;
  if (aim->role == FOVEA_GRID_INPUT)
    mark_outputs (&marks, cr);
  else if (aim->role == FOVEA_GRID_FILTER)
    mark_inputs (&marks, cr);
  else if (aim->role == FOVEA_GRID_MAP || aim->role == FOVEA_GRID_RELU)
    mark_field (&marks, cr);
  fovea_stroke_box (cr, fovea_grid_box (grid, aim->row, aim->column, 1, 1), fovea_sheet_get_palette (sheet)->ink, 2);
}
