/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"

G_BEGIN_DECLS

gboolean fovea_convolution_take_filters (FoveaConvolution *self, const char *net, GError **error);

G_END_DECLS
