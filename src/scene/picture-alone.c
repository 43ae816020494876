/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One filter on the picture, product by product: in each row a slice of what lies under the window, the filter's slice,
 * and what they multiply to; below, the sums that flow together. Its map stands under the picture. */

#include "config.h"

#include "scene/picture-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double BETWEEN = 26; /* from grid to grid, with the sign between them, points */

/* Slices of the picture that the filter sees. */
static int
list_slices (FoveaPictureLayout *self, int slices[FOVEA_PICTURE_SLICES])
{
  int n = 0;

  for (int slice = 0; slice < self->depth && n < FOVEA_PICTURE_SLICES; slice++)
    if (fovea_convolution_sees (self->lesson, self->current, slice))
      slices[n++] = slice;
  return n;
}

static double
get_products_width (FoveaPictureLayout *self, double cell)
{
  return 3 * (self->filter_columns * cell + 1) + 2 * BETWEEN * self->unit;
}

static double
get_products_height (FoveaPictureLayout *self, double cell)
{
  int slices[FOVEA_PICTURE_SLICES], n = list_slices (self, slices);

  return self->label_height + 6 * self->unit
         + n * (self->small_height + self->filter_rows * cell + 8 * self->unit) + 2 * self->label_height + 8 * self->unit;
}

/* Of the picture, its map below it and the chips. */
static double
get_left_height (FoveaPictureLayout *self, double picture)
{
  double map = self->out_columns > 0 ? picture * self->out_rows / self->out_columns : 0;

  return 2 * (self->label_height + 6 * self->unit) + picture * self->rows / self->columns + map
         + fovea_picture_measure_chips (self) + 36 * self->unit;
}

/* Cells of small filters show their numbers, and the scene asks for the room. */
gboolean
fovea_picture_plan_alone (FoveaPictureLayout *self)
{
  double unit = self->unit, least = MAX (self->filter_columns, self->filter_rows) <= 7 ? FOVEA_CELL_NUMBERED : 2, room = self->bottom - self->top;

  for (double cell = 34 * unit; cell >= least * unit; cell -= unit)
    for (double picture = self->width * 0.5; picture >= 120 * unit; picture -= 8 * unit)
      if (get_products_height (self, cell) <= room && get_left_height (self, picture) <= room
          && picture + 28 * unit + get_products_width (self, cell) <= self->width - 2 * self->margin)
        {
          self->plan = (FoveaPicturePlan){ .picture = floor (picture), .map = floor (picture), .filter_cell = cell,
                                           .patch_cell = cell, .columns = 1, .shown = 1 };
          return TRUE;
        }
  return FALSE;
}

/* --- placing */

/* A product is a patch's number times a weight. */
static void
fill_product (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaConvolution *lesson = data;
  int filter = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson))).map;

  fovea_fill_patch (data, grid, row, values, states);
  for (int column = 0; column < grid->columns; column++)
    {
      values[column] *= fovea_convolution_get_applied_weight (lesson, filter, grid->index, row, column);
      states[column] = FOVEA_CELL_VALUE;
    }
}

/* One slice: patch × weights = products, and their sum. */
static void
place_slice (FoveaPictureLayout *self, int slice, double x, double y, float sum)
{
  static const int roles[] = { FOVEA_GRID_PATCH, FOVEA_GRID_FILTER, FOVEA_GRID_PRODUCT };
  static const FoveaScale scales[] = { FOVEA_SCALE_INPUT, FOVEA_SCALE_WEIGHT, FOVEA_SCALE_OUTPUT };
  FoveaText sign = fovea_look (15, FALSE, self->palette->dim);
  FoveaText small = fovea_look (10.5, FALSE, self->palette->dim);
  double pitch = self->filter_columns * self->plan.patch_cell + 1 + BETWEEN * self->unit;
  double limit = fovea_picture_get_limit (self->lesson, self->current);
  char number[FOVEA_NUMBER_SIZE];
  g_autofree char *words
      = g_strdup_printf (_("x[:, :, %d]: sum %s"), slice, fovea_number_short (sum, 7, number));
  g_autofree char *label = g_strdup_printf ("slice %d", slice);

  fovea_sheet_add_text (self->sheet, label, &small, words, x, y);
  y += self->small_height;
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("grid %d of slice %d", i, slice);
      FoveaGrid grid = { .x = x + i * pitch,
                         .y = y,
                         .cell = self->plan.patch_cell,
                         .rows = self->filter_rows,
                         .columns = self->filter_columns,
                         .role = roles[i],
                         .index = i == 1 ? fovea_filter_index (self->current, slice) : slice,
                         .scale = scales[i],
                         .high = i == 0 ? 1 : limit,
                         .fill = i == 0   ? fovea_fill_patch
                                 : i == 1 ? fovea_fill_filter
                                          : fill_product,
                         .data = self->lesson };
      double width, height;

      fovea_sheet_add_grid (self->sheet, name, &grid);
      if (i == 2)
        break;
      fovea_sheet_measure (self->sheet, &sign, i == 0 ? "×" : "=", &width, &height);
      fovea_sheet_add_text (self->sheet, NULL, &sign, i == 0 ? "×" : "=",
                            grid.x + pitch - (BETWEEN * self->unit + width) / 2,
                            y + (self->filter_rows * self->plan.patch_cell - height) / 2);
    }
}

static void
place_products (FoveaPictureLayout *self, double x)
{
  FoveaText label = fovea_look (12.5, TRUE, self->palette->weight_label);
  int position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson)), slices[FOVEA_PICTURE_SLICES];
  int n = list_slices (self, slices);
  FoveaPlace place = fovea_convolution_get_place (self->lesson, position);
  const float *sums = fovea_convolution_get_slice_sums (self->lesson, position);
  g_autofree char *name = fovea_convolution_get_filter_name (self->lesson, self->current);
  g_autofree char *title = g_strdup_printf (_("Filter %d, %s, at row %d, column %d"), self->current + 1, name,
                                            place.row + 1, place.column + 1);
  double y = self->top, width, height;

  fovea_sheet_measure (self->sheet, &label, title, &width, &height);
  if (x + width > self->width - self->margin)
    {
      g_free (title);
      title = g_strdup_printf (_("At row %d, column %d"), place.row + 1, place.column + 1);
    }
  fovea_sheet_add_text (self->sheet, "products title", &label, title, x, y);
  y += self->label_height + 6 * self->unit;
  for (int i = 0; i < n; i++)
    {
      place_slice (self, slices[i], x, y, sums[i]);
      y += self->small_height + self->filter_rows * self->plan.patch_cell + 8 * self->unit;
    }
  fovea_picture_place_result (self, x, y);
}

void
fovea_picture_place_alone (FoveaPictureLayout *self)
{
  FoveaBox box = fovea_picture_place_picture (self, self->margin, self->top);
  double y = box.y + box.height + 12 * self->unit;

  if (self->out_columns > 0)
    {
      FoveaText label = fovea_look (12.5, TRUE, self->palette->output_label);
      g_autofree char *title
          = g_strdup_printf (_("Its map %d×%d"), self->out_columns, self->out_rows);

      fovea_sheet_add_text (self->sheet, "maps title", &label, title, self->margin, y);
      box = fovea_picture_place_map (self, self->current, self->margin, y + self->label_height + 6 * self->unit,
                                     self->plan.map);
      y = box.y + box.height + 12 * self->unit;
    }
  fovea_picture_place_chips (self, self->margin, y, self->plan.picture);
  place_products (self, self->margin + self->plan.picture + 28 * self->unit);
}
