/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net-spec.h"
#include "engine/tensor.h"

G_BEGIN_DECLS

/**
 * FoveaNet:
 *
 * A net with weights: what a spec describes, ready to run forward. Tensors at its border are N×C×H×W whatever the
 * layout inside. One net is used by one thread at a time; fovea_net_copy() gives another thread its own.
 */
typedef struct _FoveaNet FoveaNet;

FoveaNet *fovea_net_new (FoveaNetSpec *spec, guint64 seed, GError **error);
FoveaNet *fovea_net_copy (const FoveaNet *self);
void fovea_net_free (FoveaNet *self);

FoveaNetSpec *fovea_net_get_spec (const FoveaNet *self);

/* The parameters of row @layer: weight (CONV K×(C/groups)×F×F, FC n×inputs×1×1, BATCHNORM scale 1×C×1×1), bias
 * (1×K×1×1), and BATCHNORM's running mean and variance; NULL where the row has none. Snapshots: changing them changes
 * nothing until fovea_net_set_parameter(). */
typedef enum
{
  FOVEA_WEIGHT,
  FOVEA_BIAS,
  FOVEA_RUNNING_MEAN,
  FOVEA_RUNNING_VAR
} FoveaParameterKind;

FoveaTensor *fovea_net_get_parameter (const FoveaNet *self, int layer, FoveaParameterKind kind);
void fovea_net_read_parameter (const FoveaNet *self, int layer, FoveaParameterKind kind, FoveaTensor *to);
gboolean fovea_net_set_parameter (FoveaNet *self, int layer, FoveaParameterKind kind, const FoveaTensor *value,
                                  GError **error);

/* How pixels become numbers, (pixel/255 − mean)/deviation per channel, and what the classes are called. */
void fovea_net_set_statistics (FoveaNet *self, const float mean[3], const float deviation[3]);
void fovea_net_get_statistics (const FoveaNet *self, float mean[3], float deviation[3]);
void fovea_net_set_class_names (FoveaNet *self, const char *const *names);
const char *const *fovea_net_get_class_names (const FoveaNet *self);

/* How many threads fovea_net_infer() may use: 1 unless told otherwise, 0 for every core. */
void fovea_net_set_threads (FoveaNet *self, int threads);
/* Bytes that one training step takes, all in all, with momentum and on every core. */
gsize fovea_net_training_memory (const FoveaNetSpec *spec, int batch);

/* Class scores (probabilities, N×classes×1×1) of images that are already normalised, N×C×H×W. */
FoveaTensor *fovea_net_infer (FoveaNet *self, const FoveaTensor *images);
/* What every row gives for one normalised image 1×C×H×W: @maps[n_layers], row 0 being the image itself.
 Each is exactly what its row computes. */
void fovea_net_activations (FoveaNet *self, const FoveaTensor *image, FoveaTensor **maps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaNet, fovea_net_free)

G_END_DECLS
