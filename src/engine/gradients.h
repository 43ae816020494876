/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

int fovea_net_spec_find_scores (const FoveaNetSpec *spec);
double fovea_net_gradients (FoveaNet *self, const FoveaTensor *image, int label, FoveaTensor **maps,
                            FoveaTensor **gradients);
FoveaTensor *fovea_net_pull_back (const FoveaNet *self, FoveaTensor *const *maps, int row,
                                  const FoveaTensor *gradient);

G_END_DECLS
