/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/prediction-wall.h"

G_BEGIN_DECLS

/**
 * FoveaGalleryScene:
 *
 * Images of a data set below one title, as many as there are: what does not fit is scrolled to. A click selects one and
 * emits `picked`.
 */
#define FOVEA_TYPE_GALLERY_SCENE (fovea_gallery_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaGalleryScene, fovea_gallery_scene, FOVEA, GALLERY_SCENE, FoveaScene)

FoveaScene *fovea_gallery_scene_new (void);
void fovea_gallery_scene_set_images (FoveaGalleryScene *self, FoveaExamples *examples, const char *const *class_names,
                                     GArray *predictions, const char *title);
void fovea_gallery_scene_set_losses (FoveaGalleryScene *self, gboolean losses);
void fovea_gallery_scene_set_augmentation (FoveaGalleryScene *self, const FoveaAugmentation *augmentation,
                                           guint64 seed, gint64 epoch);
void fovea_gallery_scene_select (FoveaGalleryScene *self, int image);
int fovea_gallery_scene_get_selected (FoveaGalleryScene *self);
int fovea_gallery_scene_move (FoveaGalleryScene *self, int columns, int rows);
gboolean fovea_gallery_scene_get_place (FoveaGalleryScene *self, double *top, double *bottom);

G_END_DECLS
