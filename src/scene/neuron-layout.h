/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to neuron-scene.c, -layout.c and -links.c. */

#include "scene/fold.h"
#include "scene/neuron-scene.h"

G_BEGIN_DECLS

enum
{
  FOVEA_NEURON_MAX_LINKS = 21 /* weights of a row that have a colour and a dash of their own */
};

/**
 * FoveaNeuronLayout:
 * @products: of the current neuron that are drawn
 * @first_product: that were asked for
 * @maps: neurons at the same place that are drawn
 * @body: the circle in which the products are added up
 * @activation: the box of the activation function
 * @first, @neighbours: columns of the map whose neurons are drawn side by side
 * @row: of the input that they look at, negative in the padding; @start: the first column of it that is drawn
 * @legend: where the samples of the weights' lines begin; their height is @legend_line
 *
 * What a neuron scene has laid out beside its sheet.
 */
typedef struct
{
  FoveaNeuronScene *scene;
  FoveaFold products, maps;
  int first_product;
  double limit; /* the largest |number| of the current map */
  FoveaBox body, activation;
  int first, neighbours, row, start, tap_row;
  double legend_x, legend_y, legend_line;
} FoveaNeuronLayout;

/* What a chip does. */
enum
{
  FOVEA_NEURON_TURN_PRODUCTS = FOVEA_FOOTER_N_ACTIONS, /* value: the first to show */
  FOVEA_NEURON_GO_TO_MAP                               /* value: the map */
};

void fovea_neuron_lay_out (FoveaNeuronLayout *self, const FoveaViewFrame *frame);
/* How many weights of a row are told apart by colour and dash. */
int fovea_neuron_count_links (const FoveaViewFrame *frame);

/* Lines and arrows, behind what is laid out; and what is lit, before it. */
void fovea_neuron_paint_links (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr);
void fovea_neuron_paint_marks (const FoveaNeuronLayout *self, const FoveaViewFrame *frame, cairo_t *cr);

G_END_DECLS
