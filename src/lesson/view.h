/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoveaView:
 * @FOVEA_VIEW_GRID: the window on the input, the filter, the map
 * @FOVEA_VIEW_MATRIX: one matrix product: filters as rows times patches as columns (im2col)
 * @FOVEA_VIEW_NEURON: inputs, weights, Σ and activation; neighbours that share their weights
 * @FOVEA_VIEW_DENSE: a row of weights for each output over the whole input, as in a fully connected layer
 * @FOVEA_VIEW_DEPTH: a dot product down the depth at one pixel
 *
 * How the same convolution is drawn; its numbers are the same in all of them.
 */
typedef enum
{
  FOVEA_VIEW_GRID,
  FOVEA_VIEW_MATRIX,
  FOVEA_VIEW_NEURON,
  FOVEA_VIEW_DENSE,
  FOVEA_VIEW_DEPTH,
  FOVEA_N_VIEWS
} FoveaView;

#define FOVEA_TYPE_VIEW (fovea_view_get_type ())
GType fovea_view_get_type (void); /* nicks: grid, matrix, neuron, dense, depth */

/* What people call it, translated: "Grid", … */
const char *fovea_view_label (FoveaView view);

G_END_DECLS
