/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/training-options.h"

G_BEGIN_DECLS

gboolean fovea_recipe_find (const char *net, FoveaTrainingOptions *options);

G_END_DECLS
