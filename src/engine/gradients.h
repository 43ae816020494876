/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

double fovea_net_gradients (FoveaNet *self, const FoveaTensor *image, int label, FoveaTensor **maps,
                            FoveaTensor **gradients);

G_END_DECLS
