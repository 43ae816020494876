/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "engine/net.h"

G_BEGIN_DECLS

FoveaTensor *fovea_image_argument_load (const char *path, const FoveaNet *net, GError **error);

G_END_DECLS
