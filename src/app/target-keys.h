/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/scene-view.h"

G_BEGIN_DECLS

/* Lets the keyboard reach what one can click in a scene besides its cells. In a table that is all there is (@arrows):
 * arrows go from one to the other; else C and Shift+C go to the next and the previous one. Return clicks it. */
void fovea_target_keys_attach (FoveaSceneView *view, gboolean arrows);

G_END_DECLS
