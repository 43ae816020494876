/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window on a picture: the arithmetic of geometry.c, once for each axis. */

#include "config.h"

#include "engine/error.h"
#include "engine/window.h"

#include <glib/gi18n-lib.h>

/**
 * fovea_window_geometry:
 * @vertical: along columns, whose cells lie below one another; else along rows
 * @input: cells of that axis
 *
 * The window along one axis. SAME padding is worked out for @input; its rounding is then FOVEA_ROUND_FLOOR.
 */
FoveaGeometry
fovea_window_geometry (const FoveaWindow *self, gboolean vertical, int input)
{
  FoveaGeometry geometry = {
    .input = input,
    .filter = vertical ? fovea_window_rows (self) : self->extent,
    .stride = self->stride,
    .pad = self->pad,
    .pad_end = self->pad,
    .dilation = self->dilation,
    .round = self->round,
  };

  if (self->same)
    fovea_geometry_set_same (&geometry);
  return geometry;
}

static gboolean
check_values (const FoveaWindow *self, GError **error)
{
  if (self->extent >= 1 && self->rows >= 0 && self->stride >= 1 && self->dilation >= 1 && self->pad >= 0)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("A window of extent %d, stride %d, padding %d and dilation %d cannot be: extent, stride and dilation "
                 "are at least 1, padding at least 0."),
               self->extent, self->stride, self->pad, self->dilation);
  return FALSE;
}

/**
 * fovea_window_output:
 * @height: rows of the input
 * @width: columns of the input
 * @out_height: (out): rows of the output
 * @out_width: (out): columns of the output
 *
 * How many places the window finds in both directions, by its rounding.
 *
 * Returns: FALSE with FOVEA_ERROR_MISFIT and the arithmetic where it does not fit, with FOVEA_ERROR_ARGUMENT where
 *   the window's own values are out of range
 */
gboolean
fovea_window_output (const FoveaWindow *self, int height, int width, int *out_height, int *out_width, GError **error)
{
  FoveaGeometry rows, columns;
  g_autofree char *detail = NULL;

  if (!check_values (self, error))
    return FALSE;
  columns = fovea_window_geometry (self, FALSE, width);
  rows = fovea_window_geometry (self, TRUE, height);
  *out_width = fovea_geometry_fit (&columns).output;
  *out_height = fovea_geometry_fit (&rows).output;
  if (*out_width > 0 && *out_height > 0)
    return TRUE;
  detail = fovea_geometry_detail (*out_width > 0 ? &rows : &columns);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_MISFIT, _("A %d×%d window does not fit an input of %d×%d: %s."),
               self->extent, fovea_window_rows (self), width, height, detail);
  return FALSE;
}
