/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to dense-scene.c and -layout.c. */

#include "scene/dense-scene.h"
#include "scene/fold.h"
#include "scene/view-cells.h"

G_BEGIN_DECLS

/**
 * FoveaDenseLayout:
 * @inputs, @outputs: columns and rows of W that are drawn
 * @first_input: of the page of inputs that was asked for at position @of_position
 * @slices: of the input, and of the row, that are drawn as pictures
 *
 * What a dense scene has laid out beside its sheet.
 */
typedef struct
{
  FoveaDenseScene *scene;
  FoveaFold inputs, outputs;
  int first_input, of_position;
  int slices;
  double picture_cell;
} FoveaDenseLayout;

/* What a chip does. */
enum
{
  FOVEA_DENSE_TURN_INPUTS = FOVEA_FOOTER_N_ACTIONS /* value: the first input to show */
};

/* A number of the input. */
typedef struct
{
  int slice, row, column;
} FoveaPixel;

void fovea_dense_lay_out (FoveaDenseLayout *self, const FoveaViewFrame *frame);

int fovea_dense_count_inputs (const FoveaViewFrame *frame);
FoveaPixel fovea_dense_get_pixel (const FoveaViewFrame *frame, int index);
int fovea_dense_get_index (const FoveaViewFrame *frame, FoveaPixel pixel);
/* The first slice that is drawn as a picture. */
int fovea_dense_get_first_slice (const FoveaDenseLayout *self, const FoveaViewFrame *frame);
/* The weight between an input and an output. Returns: FOVEA_CELL_EMPTY where they are not connected */
FoveaCellState fovea_dense_get_connection (const FoveaViewFrame *frame, FoveaPlace place, FoveaPixel pixel,
                                           FoveaTap *tap, float *weight);

G_END_DECLS
