/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What `conv` and `pool` share: windows that may not fit, results that go to NumPy files. */

#include "config.h"

#include "cli/arrays.h"
#include "cli/print.h"
#include "engine/npy.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define MAX_NUMBERS ((gint64) 1 << 30) /* in an output: 4 GiB */

/* In the order of FoveaRound. */
const char *const fovea_round_choices[] = { "error", "floor", "ceil", NULL };

/**
 * fovea_check_size:
 * @x: N×C×H×W
 * @depth: of the output
 *
 * Returns: whether the output is of a size that can be computed; a window that does not fit is not this check's to find
 */
gboolean
fovea_check_size (const FoveaTensor *x, const FoveaWindow *window, int depth, GError **error)
{
  gint64 numbers = (gint64) x->n * depth;
  int height, width;

  if (!fovea_window_output (window, x->h, x->w, &height, &width, NULL))
    return TRUE;
  if (!__builtin_mul_overflow (numbers, (gint64) height * width, &numbers) && numbers <= MAX_NUMBERS)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The output would be %d×%d×%d×%d, more than %" PRId64 " numbers."), x->n, depth, height,
               width, MAX_NUMBERS);
  return FALSE;
}

/* Tells of a window that does not fit @x in JSON: {"misfit": {…}}. */
void
fovea_print_window_misfit (const FoveaTensor *x, const FoveaWindow *window)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  FoveaGeometry columns = fovea_window_geometry (window, FALSE, x->w);
  FoveaGeometry rows = fovea_window_geometry (window, TRUE, x->h);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "misfit");
  json_builder_begin_object (builder);
  fovea_json_add_misfit (builder, fovea_geometry_fit (&columns).output > 0 ? &rows : &columns);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

static gboolean
save (const FoveaWrittenArray *arrays, guint n_arrays, GError **error)
{
  g_autoptr (FoveaFileSet) files = fovea_file_set_new ();

  for (guint i = 0; i < n_arrays; i++)
    if (arrays[i].path != NULL
        && !fovea_npy_add (arrays[i].tensor, arrays[i].dimensions, files, arrays[i].path, error))
      return FALSE;
  return fovea_file_set_finish (files, error);
}

/**
 * fovea_write_arrays:
 *
 * Writes those of @arrays that have a path, all or none, then says so: the shapes, or one JSON object.
 */
gboolean
fovea_write_arrays (const FoveaWrittenArray *arrays, guint n_arrays, gboolean json, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!save (arrays, n_arrays, error))
    return FALSE;
  json_builder_begin_object (builder);
  for (guint i = 0; i < n_arrays; i++)
    {
      const FoveaTensor *tensor = arrays[i].tensor;

      if (arrays[i].path == NULL)
        continue;
      fovea_json_add_written (builder, arrays[i].name, arrays[i].path, tensor);
      if (!json)
        fovea_print ("%s: %d×%d×%d×%d\n", arrays[i].path, tensor->n, tensor->c, tensor->h, tensor->w);
    }
  json_builder_end_object (builder);
  if (json)
    fovea_print_json (builder);
  return TRUE;
}
