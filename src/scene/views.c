/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which scene shows a convolution: a table of the views, which are of the forward pass. */

#include "config.h"

#include "scene/views.h"

#include "lesson/convolution-pass.h"
#include "scene/convolution-scene.h"
#include "scene/dense-scene.h"
#include "scene/depth-scene.h"
#include "scene/flip-scene.h"
#include "scene/gradient-scene.h"
#include "scene/matrix-scene.h"
#include "scene/neuron-scene.h"
#include "scene/picture-scene.h"

typedef struct
{
  GType (*get_type) (void);
  FoveaScene *(*new) (FoveaConvolution *lesson);
} View;

static const View numbers = { fovea_convolution_scene_get_type, fovea_convolution_scene_new };
static const View flipped = { fovea_flip_scene_get_type, fovea_flip_scene_new };
static const View pass = { fovea_gradient_scene_get_type, fovea_gradient_scene_new };
static const View picture = { fovea_picture_scene_get_type, fovea_picture_scene_new };

/* By FoveaView; the first is one of those above. */
static const View views[FOVEA_N_VIEWS] = {
  [FOVEA_VIEW_MATRIX] = { fovea_matrix_scene_get_type, fovea_matrix_scene_new },
  [FOVEA_VIEW_NEURON] = { fovea_neuron_scene_get_type, fovea_neuron_scene_new },
  [FOVEA_VIEW_DENSE] = { fovea_dense_scene_get_type, fovea_dense_scene_new },
  [FOVEA_VIEW_DEPTH] = { fovea_depth_scene_get_type, fovea_depth_scene_new },
};

static const View *
find_view (FoveaConvolution *lesson)
{
  const View *view = &views[fovea_convolution_get_view (lesson)];

  if (fovea_convolution_get_pass (lesson) != FOVEA_LESSON_FORWARD)
    return &pass;
  if (!view->new && fovea_convolution_get_flip (lesson))
    view = &flipped;
  if (view->new && !fovea_lesson_hides (FOVEA_LESSON (lesson), (FoveaHide)~FOVEA_HIDE_CELL))
    return view;
  return fovea_convolution_get_picture (lesson) ? &picture : &numbers;
}

GType
fovea_views_get_type_of (FoveaConvolution *lesson)
{
  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), G_TYPE_INVALID);
  return find_view (lesson)->get_type ();
}

FoveaScene *
fovea_views_new_scene (FoveaConvolution *lesson)
{
  g_return_val_if_fail (FOVEA_IS_CONVOLUTION (lesson), NULL);
  return find_view (lesson)->new (lesson);
}
