/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the engine only: the numbers of a net, for whoever trains it. */

#include "engine/layer.h"
#include "engine/net.h"
#include "engine/plan.h"

G_BEGIN_DECLS

enum
{
  FOVEA_CHUNK = 512 /* images that are run at a time, at most */
};

void fovea_parameters_draw (FoveaParameters *self, const FoveaNetSpec *spec, const FoveaLayout *layout, guint64 seed);
gboolean fovea_check_memory (const char *what, gsize bytes, GError **error);
const FoveaLayout *fovea_net_get_layout (const FoveaNet *self);
FoveaParameters *fovea_net_get_values (FoveaNet *self);
gboolean fovea_net_has_statistics (const FoveaNet *self);
/* The plan by which fovea_net_infer() runs that many images. */
FoveaPlan *fovea_net_get_plan (FoveaNet *self, int images);
FoveaPlan *fovea_net_get_block_plan (FoveaNet *self, int workers);
/* Returns: the class names as a JSON array, as files carry them; NULL where there are none */
char *fovea_net_class_names_to_json (const FoveaNet *self);
/* The values have been changed. */
void fovea_net_touch (FoveaNet *self);

G_END_DECLS
