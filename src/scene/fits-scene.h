/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* The table "what fits": output sizes for every padding (rows) and stride (columns); a click sets both. It is made for
 * a side panel of 200 points and more. */
#define FOVEA_TYPE_FITS_SCENE (fovea_fits_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFitsScene, fovea_fits_scene, FOVEA, FITS_SCENE, FoveaScene)

/* @lesson: a FoveaConvolution or FoveaPooling (anything with `input`, `filter`, `stride`, `pad`). */
FoveaScene *fovea_fits_scene_new (FoveaLesson *lesson);

G_END_DECLS
