/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* The type of the scene that shows the lesson now, by its `view`, `flip` and picture; while a question is open whose
 * answer only the grid can leave out, the grid. */
GType fovea_views_get_type_of (FoveaConvolution *lesson);
/* Returns: (transfer full): a scene of that type */
FoveaScene *fovea_views_new_scene (FoveaConvolution *lesson);

G_END_DECLS
