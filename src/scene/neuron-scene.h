/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/view-scene.h"

G_BEGIN_DECLS

/* What its grids show. */
enum
{
  FOVEA_NEURON_INPUTS,     /* of the current neuron, below one another; index 0, as of all but the last four */
  FOVEA_NEURON_WEIGHTS,    /* beside them */
  FOVEA_NEURON_OUTPUT,     /* what it gives, after the activation function */
  FOVEA_NEURON_ROW,        /* the row of the input that the neighbours look at */
  FOVEA_NEURON_PATCH,      /* the patch that the neurons of all filters look at; index: its slice */
  FOVEA_NEURON_SHEET,      /* index: map; all neurons of it */
  FOVEA_NEURON_NEIGHBOUR,  /* index: column of the map */
  FOVEA_NEURON_SAME_PATCH, /* index: map; the neuron at the same place */
};

/* The convolution as neurons: one with its inputs and weights, its neighbours that share them, and those of the other
 * filters that look at the same patch. */
#define FOVEA_TYPE_NEURON_SCENE (fovea_neuron_scene_get_type ())
G_DECLARE_FINAL_TYPE (FoveaNeuronScene, fovea_neuron_scene, FOVEA, NEURON_SCENE, FoveaViewScene)

FoveaScene *fovea_neuron_scene_new (FoveaConvolution *lesson);

G_END_DECLS
