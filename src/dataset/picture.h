/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "engine/tensor.h"

G_BEGIN_DECLS

/* The longest side, in pixels, at which a picture is shown and computed with. */
#define FOVEA_PICTURE_SIDE 512

FoveaTensor *fovea_picture_open (const char *name, gboolean colour, GError **error);
FoveaTensor *fovea_picture_load (const char *path, gboolean colour, GError **error);
gboolean fovea_picture_load_filled (const char *path, int width, int height, int channels, guint8 *pixels,
                                    GError **error);

G_END_DECLS
