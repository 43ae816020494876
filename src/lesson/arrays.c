/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of a lesson as files for other programs. They are what the page shows, so the output is read from the
 * lesson's maps, not computed another way. Shapes are those of `fovea-cli conv`: input 1×D×H×W, filters K×D×F×F, biases
 * K, output 1×K×H₂×W₂; a numbered slice of a table is NumPy's index of it, filters[1][0] the first slice of the second. */

#include "config.h"

#include "lesson/arrays.h"

#include "engine/file.h"
#include "engine/npy.h"
#include "lesson/convolution-pass.h"
#include "lesson/numbers.h"
#include "lesson/pooling.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const gint64 MOST = (gint64) 1 << 36; /* multiply-adds that an output may cost: some minutes */

static void
array_free (gpointer data)
{
  FoveaArray *array = data;

  g_free (array->name);
  fovea_tensor_unref (array->tensor);
  g_free (array);
}

GPtrArray *
fovea_arrays_new (void)
{
  return g_ptr_array_new_with_free_func (array_free);
}

/* @tensor: (transfer full) */
void
fovea_arrays_add (GPtrArray *arrays, const char *name, FoveaTensor *tensor, int dimensions, const char *columns)
{
  FoveaArray *array = g_new (FoveaArray, 1);

  *array = (FoveaArray){ g_strdup (name), tensor, dimensions, columns };
  g_ptr_array_add (arrays, array);
}

/* --- convolution */

static FoveaTensor *
join_filters (FoveaConvolution *lesson)
{
  FoveaTensor *all = NULL;

  for (int k = 0; k < fovea_convolution_get_filters (lesson); k++)
    {
      g_autoptr (FoveaTensor) one = fovea_convolution_dup_filter (lesson, k);

      if (all == NULL)
        all = fovea_tensor_new (fovea_convolution_get_filters (lesson), one->c, one->h, one->w);
      memcpy (fovea_tensor_at (all, k, 0, 0, 0), one->data, fovea_tensor_size (one) * sizeof (float));
    }
  return all;
}

static FoveaTensor *
list_biases (FoveaConvolution *lesson)
{
  int filters = fovea_convolution_get_filters (lesson);
  FoveaTensor *biases = fovea_tensor_new (1, 1, 1, filters);

  for (int k = 0; k < filters; k++)
    biases->data[k] = fovea_convolution_get_bias (lesson, k);
  return biases;
}

static gboolean
is_affordable (FoveaConvolution *lesson, const FoveaTensor *filters, int width, int height, GError **error)
{
  char count[FOVEA_NUMBER_SIZE];
  gint64 cost = (gint64) fovea_tensor_size (filters) * width * height;

  if (cost <= MOST)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The output takes %s multiplications, too many to write it to a file; a smaller input or fewer filters "
                 "take less."),
               fovea_number_count (cost, count));
  return FALSE;
}

/* All maps, 1×K×height×width; the lesson stands at its last position. */
static FoveaTensor *
compute_maps (FoveaConvolution *lesson, int width, int height, GCancellable *cancellable, GError **error)
{
  int filters = fovea_convolution_get_filters (lesson);
  g_autoptr (FoveaTensor) maps = fovea_tensor_new (1, filters, height, width);

  for (int k = 0; k < filters; k++)
    {
      int known = 0;
      const float *map = fovea_convolution_get_map (lesson, k, &known);

      while (known < width * height)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          fovea_convolution_settle (lesson);
          map = fovea_convolution_get_map (lesson, k, &known);
        }
      memcpy (fovea_tensor_at (maps, 0, k, 0, 0), map, sizeof (float) * width * height);
    }
  return g_steal_pointer (&maps);
}

static gboolean
add_convolution (GPtrArray *arrays, FoveaConvolution *lesson, GCancellable *cancellable, GError **error)
{
  FoveaTensor *filters = join_filters (lesson), *output;
  int width, height;

  fovea_arrays_add (arrays, "input", fovea_convolution_dup_input (lesson), 4, NULL);
  fovea_arrays_add (arrays, "filters", filters, 4, NULL);
  fovea_arrays_add (arrays, "biases", list_biases (lesson), 1, NULL);
  if (fovea_convolution_get_pass (lesson) != FOVEA_LESSON_FORWARD)
    {
      fovea_convolution_add_pass_arrays (lesson, arrays);
      return TRUE;
    }
  fovea_convolution_get_output_size (lesson, &width, &height);
  if (width == 0 || height == 0)
    return TRUE;
  if (!is_affordable (lesson, filters, width, height, error))
    return FALSE;
  output = compute_maps (lesson, width, height, cancellable, error);
  if (output != NULL)
    fovea_arrays_add (arrays, "output", output, 4, NULL);
  return output != NULL;
}

/* --- pooling */

static void
add_pooling_gradient (GPtrArray *arrays, FoveaPooling *lesson)
{
  FoveaTensor *gradient = fovea_pooling_dup_input (lesson);

  for (int slice = 0; slice < gradient->c; slice++)
    for (int row = 0; row < gradient->h; row++)
      for (int column = 0; column < gradient->w; column++)
        *fovea_tensor_at (gradient, 0, slice, row, column)
            = fovea_pooling_get_input_gradient (lesson, slice, row, column);
  fovea_arrays_add (arrays, "input-gradient", gradient, 4, NULL);
}

static void
add_pooling (GPtrArray *arrays, FoveaPooling *lesson)
{
  int width, height, depth = fovea_pooling_get_depth (lesson);
  FoveaTensor *output;

  fovea_arrays_add (arrays, "input", fovea_pooling_dup_input (lesson), 4, NULL);
  fovea_pooling_get_output_size (lesson, &width, &height);
  if (width == 0 || height == 0)
    return;
  output = fovea_tensor_new (1, depth, height, width);
  for (int slice = 0; slice < depth; slice++)
    for (int row = 0; row < height; row++)
      for (int column = 0; column < width; column++)
        *fovea_tensor_at (output, 0, slice, row, column)
            = fovea_pooling_get_result (lesson, (FoveaPlace){ slice, row, column });
  fovea_arrays_add (arrays, "output", output, 4, NULL);
  if (fovea_pooling_get_pass (lesson) == FOVEA_LESSON_BACKWARD && fovea_pooling_is_workable (lesson))
    add_pooling_gradient (arrays, lesson);
}

/* Of training it is the step on the screen that counts, and not the last that there could be. */
static gboolean
is_training (FoveaLesson *self)
{
  return FOVEA_IS_CONVOLUTION (self) && fovea_convolution_get_pass (FOVEA_CONVOLUTION (self)) == FOVEA_LESSON_TRAIN;
}

/**
 * fovea_lesson_list_arrays:
 *
 * Returns: (transfer full) (element-type FoveaArray): NULL with FOVEA_ERROR_ARGUMENT while a question hides some of
 *   them or there is too much to compute, with G_IO_ERROR_CANCELLED if it was cancelled
 */
GPtrArray *
fovea_lesson_list_arrays (FoveaLesson *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) arrays = fovea_arrays_new ();
  int position;
  gboolean done = TRUE;

  g_return_val_if_fail (FOVEA_IS_LESSON (self), NULL);

  if (fovea_lesson_get_hidden (self) != FOVEA_HIDE_NOTHING)
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                           _("A question is open, and the numbers would answer it: answer it first, or close it."));
      return NULL;
    }
  position = fovea_lesson_get_position (self);
  if (!is_training (self))
    fovea_lesson_set_position (self, fovea_lesson_count_positions (self) - 1);
  if (FOVEA_IS_CONVOLUTION (self))
    done = add_convolution (arrays, FOVEA_CONVOLUTION (self), cancellable, error);
  else if (FOVEA_IS_POOLING (self))
    add_pooling (arrays, FOVEA_POOLING (self));
  fovea_lesson_set_position (self, position);
  if (done && arrays->len == 0)
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                           _("This page shows sizes alone: it has no numbers to write."));
      return NULL;
    }
  return done ? g_steal_pointer (&arrays) : NULL;
}

/* --- files */

static void
write_row (GString *text, const float *numbers, int columns)
{
  char number[FOVEA_NUMBER_SIZE];

  for (int i = 0; i < columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", fovea_number_exact (numbers[i], number));
  g_string_append (text, "\r\n");
}

/* One slice: its name (or its columns' names) and its rows. */
static void
write_table (GString *text, const FoveaArray *array, int image, int slice)
{
  const FoveaTensor *tensor = array->tensor;

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\r\n" : "", array->name);
  if (array->dimensions > 3)
    g_string_append_printf (text, "[%d]", image);
  if (array->dimensions > 2)
    g_string_append_printf (text, "[%d]", slice);
  g_string_append (text, "\r\n");
  if (array->columns)
    g_string_append_printf (text, "%s\r\n", array->columns);
  for (int row = 0; row < tensor->h; row++)
    write_row (text, fovea_tensor_at (tensor, image, slice, row, 0), tensor->w);
}

gboolean
fovea_arrays_save_csv (const GPtrArray *arrays, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < arrays->len; i++)
    {
      const FoveaArray *array = g_ptr_array_index (arrays, i);

      for (int image = 0; image < array->tensor->n; image++)
        for (int slice = 0; slice < array->tensor->c; slice++)
          write_table (text, array, image, slice);
    }
  return fovea_file_write (path, text->str, text->len, error);
}

char **
fovea_arrays_save_npy (const GPtrArray *arrays, const char *path, GError **error)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (FoveaFileSet) files = fovea_file_set_new ();
  int stem = (int) strlen (path) - (g_str_has_suffix (path, ".npy") ? 4 : 0);

  for (guint i = 0; i < arrays->len; i++)
    {
      const FoveaArray *array = g_ptr_array_index (arrays, i);
      g_autofree char *name = g_strdup_printf ("%.*s-%s.npy", stem, path, array->name);

      if (!fovea_npy_add (array->tensor, array->dimensions, files, name, error))
        return NULL;
      g_strv_builder_add (paths, name);
    }
  return fovea_file_set_finish (files, error) ? g_strv_builder_end (paths) : NULL;
}
