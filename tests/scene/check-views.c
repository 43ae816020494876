/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-views.h"

#include "engine/conv2d.h"
#include "lesson/state.h"

#include <math.h>
#include <string.h>

FoveaConvolution *
make_lesson (const char *settings)
{
  g_auto (GStrv) state = g_strsplit (settings, " ", -1);
  FoveaConvolution *lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (FOVEA_LESSON (lesson), (const char *const *)state, &error);
  g_assert_no_error (error);
  return lesson;
}

static void
choose_numbers (FoveaConvolution *lesson, GRand *chance)
{
  int groups = g_rand_int_range (chance, 0, 4) == 0 ? 2 : 1;

  g_object_set (lesson, "input-width", g_rand_int_range (chance, 1, 10), "input-height",
                g_rand_int_range (chance, 1, 10), "depth", groups * g_rand_int_range (chance, 1, 4), "filters",
                groups * g_rand_int_range (chance, 1, 4), "pad", g_rand_int_range (chance, 0, 3), NULL);
  g_object_set (lesson, "filter-width", g_rand_int_range (chance, 1, 6), "filter-height", g_rand_int_range (chance, 1, 6), "stride", g_rand_int_range (chance, 1, 4),
                "dilation", g_rand_int_range (chance, 1, 3), "groups", groups, "round",
                g_rand_int_range (chance, 0, FOVEA_N_CONVENTIONS), NULL);
}

FoveaConvolution *
make_random_lesson (GRand *chance)
{
  FoveaConvolution *lesson = fovea_convolution_new ();
  int n;

  choose_numbers (lesson, chance);
  g_object_set (lesson, "values", g_rand_boolean (chance) ? FOVEA_INPUT_RANDOM : FOVEA_INPUT_RAMP, "flip",
                g_rand_boolean (chance), "relu", g_rand_boolean (chance), "seed",
                (gint64)g_rand_int_range (chance, 0, 1000), NULL);
  n = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
  if (n > 0)
    fovea_lesson_set_position (FOVEA_LESSON (lesson), g_rand_int_range (chance, 0, n));
  return lesson;
}

/* All filters, K×D/groups×rows×columns, each slice turned by half a turn if the lesson flips. */
static FoveaTensor *
join_filters (FoveaConvolution *lesson)
{
  int filters = fovea_convolution_get_filters (lesson), columns = fovea_convolution_get_filter_width (lesson);
  int rows = fovea_convolution_get_filter_height (lesson);
  int depth = fovea_convolution_get_filter_depth (lesson);
  gboolean flip = fovea_convolution_get_flip (lesson);
  FoveaTensor *all = fovea_tensor_new (filters, depth, rows, columns);

  for (int k = 0; k < filters; k++)
    {
      g_autoptr (FoveaTensor) one = fovea_convolution_dup_filter (lesson, k);

      for (int d = 0; d < depth; d++)
        for (int i = 0; i < rows; i++)
          for (int j = 0; j < columns; j++)
            *fovea_tensor_at (all, k, d, i, j)
                = *fovea_tensor_at (one, 0, d, flip ? rows - 1 - i : i, flip ? columns - 1 - j : j);
    }
  return all;
}

static FoveaTensor *
join_biases (FoveaConvolution *lesson)
{
  int filters = fovea_convolution_get_filters (lesson);
  FoveaTensor *biases = fovea_tensor_new (1, filters, 1, 1);

  for (int k = 0; k < filters; k++)
    biases->data[k] = fovea_convolution_get_bias (lesson, k);
  return biases;
}

/* The input with the padding around it that every window of the lesson lies in. */
static FoveaTensor *
pad_input (FoveaConvolution *lesson, int rows, int columns)
{
  g_autoptr (FoveaTensor) x = fovea_convolution_dup_input (lesson);
  FoveaGeometry across = fovea_convolution_get_geometry (lesson, FALSE);
  FoveaGeometry down = fovea_convolution_get_geometry (lesson, TRUE);
  FoveaTensor *padded = fovea_tensor_new (1, x->c, (rows - 1) * down.stride + fovea_geometry_extent (&down),
                                          (columns - 1) * across.stride + fovea_geometry_extent (&across));

  for (int d = 0; d < x->c; d++)
    for (int i = 0; i < MIN (x->h, padded->h - down.pad); i++)
      for (int j = 0; j < MIN (x->w, padded->w - across.pad); j++)
        *fovea_tensor_at (padded, 0, d, i + down.pad, j + across.pad) = *fovea_tensor_at (x, 0, d, i, j);
  return padded;
}

FoveaTensor *
compute_reference (FoveaConvolution *lesson)
{
  FoveaWindow window = { .extent = fovea_convolution_get_filter_width (lesson),
                         .rows = fovea_convolution_get_filter_height (lesson),
                         .stride = fovea_convolution_get_stride (lesson),
                         .dilation = fovea_convolution_get_dilation (lesson) };
  int columns, rows;
  g_autoptr (FoveaTensor) x = NULL, w = join_filters (lesson), b = join_biases (lesson);
  g_autoptr (GError) error = NULL;
  FoveaTensor *y;

  fovea_convolution_get_windows (lesson, &columns, &rows);
  x = pad_input (lesson, rows, columns);
  y = fovea_conv2d_forward (x, w, b, &window, fovea_convolution_get_groups (lesson), &error);
  g_assert_no_error (error);
  return y;
}

void
lay_out_in (FoveaScene *scene, double width, double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);

  fovea_scene_paint (scene, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static const FoveaGrid *
find_grid (FoveaScene *scene, int role, int index)
{
  return fovea_sheet_find_grid (fovea_view_scene_get_frame (FOVEA_VIEW_SCENE (scene))->sheet, role, index);
}

FoveaTensor *
read_grid (FoveaScene *scene, int role, int index, GArray **states)
{
  const FoveaGrid *grid = find_grid (scene, role, index);
  FoveaTensor *values;

  if (!grid)
    return NULL;
  values = fovea_tensor_new (1, 1, grid->rows, grid->columns);
  *states = g_array_sized_new (FALSE, TRUE, 1, (guint)(grid->rows * grid->columns));
  g_array_set_size (*states, (guint)(grid->rows * grid->columns));
  for (int row = 0; row < grid->rows; row++)
    grid->fill (grid->data, grid, row, values->data + row * grid->columns,
                (guint8 *)(*states)->data + row * grid->columns);
  return values;
}

gboolean
is_near (double a, double b)
{
  return fabs (a - b) <= 1e-4 * fmax (1, fabs (b));
}

gboolean
click_cell (FoveaScene *scene, int role, int index, int row, int column)
{
  const FoveaGrid *grid = find_grid (scene, role, index);

  g_assert_nonnull (grid);
  return fovea_scene_activate (scene, grid->x + (column + 0.5) * grid->cell, grid->y + (row + 0.5) * grid->cell);
}

char *
point_at_cell (FoveaScene *scene, int role, int index, int row, int column)
{
  const FoveaGrid *grid = find_grid (scene, role, index);

  g_assert_nonnull (grid);
  return fovea_scene_tooltip (scene, grid->x + (column + 0.5) * grid->cell, grid->y + (row + 0.5) * grid->cell);
}
