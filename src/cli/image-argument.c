/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is given as IMAGE: any picture, cut and reduced to what a net takes. */

#include "config.h"

#include "cli/image-argument.h"

#include "dataset/picture.h"
#include "lesson/probe.h"

#include <glib/gi18n-lib.h>

static gboolean
check_depth (const FoveaShape *input, GError **error)
{
  if (input->depth == 1 || input->depth == 3)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The net takes %d channels; a picture has 1 (grey) or 3 (red, green, blue)."), input->depth);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the picture's middle in the net's size, normalised as the net was trained:
 * 1×C×H×W */
FoveaTensor *
fovea_image_argument_load (const char *path, const FoveaNet *net, GError **error)
{
  const FoveaShape *input = &fovea_net_get_spec (net)->layers[0].out;
  g_autofree guint8 *pixels = NULL;

  if (!check_depth (input, error))
    return NULL;
  pixels = g_malloc ((gsize) input->depth * input->width * input->height);
  if (!fovea_picture_load_filled (path, input->width, input->height, input->depth, pixels, error))
    return NULL;
  return fovea_net_normalise (net, pixels);
}
