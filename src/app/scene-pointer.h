/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/scene-view.h"

G_BEGIN_DECLS

/* Lets the pointer tell the scene of @view where it is, and click; once. */
void fovea_scene_pointer_attach (FoveaSceneView *view);

G_END_DECLS
