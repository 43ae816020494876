/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/window.h"
#include "engine/error.h"

G_BEGIN_DECLS

typedef enum
{
  FOVEA_LAYER_INPUT,
  FOVEA_LAYER_CONV,
  FOVEA_LAYER_POOL,
  FOVEA_LAYER_AVGPOOL,
  FOVEA_LAYER_FC,
  FOVEA_LAYER_RELU,
  FOVEA_LAYER_TANH,
  FOVEA_LAYER_SIGMOID,
  FOVEA_LAYER_LRN,
  FOVEA_LAYER_BATCHNORM,
  FOVEA_LAYER_DROPOUT,
  FOVEA_LAYER_SOFTMAX
} FoveaLayerKind;

/* A volume of numbers, in the lecture's order. */
typedef struct
{
  int width, height, depth;
} FoveaShape;

/**
 * FoveaLayerSpec:
 * @window: of CONV, POOL and AVGPOOL
 * @filters: K of CONV, n of FC
 * @probability: of DROPOUT to drop
 * @in: shape of what comes in (of INPUT: its own)
 * @out: shape of what goes out, 1×1×n for FC
 * @parameters: weights and biases; of BATCHNORM its scales and shifts
 * @macs: multiply-adds for one image, those with padding's zeros counted
 * @receptive_field: cells of the net's input, along one axis, that one output cell sees; 0 from the first FC on
 */
typedef struct
{
  FoveaLayerKind kind;
  FoveaWindow window;
  int filters, groups;
  float probability;
  FoveaShape in, out;
  gint64 parameters, macs;
  int receptive_field;
} FoveaLayerSpec;

/**
 * FoveaNetSpec:
 * @layers: rows of the net, INPUT first
 * @n_layers: how many rows
 * @misfit: the index of the first layer whose window does not fit, or −1; from there on shapes are unknown (zero)
 *
 * A net as its text describes it, without weights. Immutable, reference counted.
 */
typedef struct
{
  FoveaLayerSpec *layers;
  int n_layers, misfit;
  gint64 parameters, macs;
  /*< private >*/
  gatomicrefcount references;
} FoveaNetSpec;

FoveaNetSpec *fovea_net_spec_parse (const char *text, const FoveaShape *input, GError **error);
FoveaNetSpec *fovea_net_spec_open (const char *what, const FoveaShape *input, GError **error);
const char *fovea_net_spec_named (const char *name);
const char *const *fovea_net_spec_names (void);
FoveaNetSpec *fovea_net_spec_ref (FoveaNetSpec *self);
void fovea_net_spec_unref (FoveaNetSpec *self);
char *fovea_net_spec_to_text (const FoveaNetSpec *self);
char *fovea_net_spec_say_misfit (const FoveaNetSpec *self, const char *const *symbols);
gboolean fovea_net_spec_check (const FoveaNetSpec *self, GError **error);
char *fovea_layer_spec_to_text (const FoveaLayerSpec *self);
FoveaGeometry fovea_layer_spec_geometry (const FoveaLayerSpec *self, gboolean vertical);
FoveaGeometry fovea_layer_spec_misfit (const FoveaLayerSpec *self);
gboolean fovea_layer_spec_has_weights (const FoveaLayerSpec *self);
int fovea_net_spec_first_conv (const FoveaNetSpec *self);
int fovea_net_spec_classes (const FoveaNetSpec *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaNetSpec, fovea_net_spec_unref)

G_END_DECLS
