/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/scene.h"

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue;
} FoveaColour;

/**
 * FoveaPalette:
 *
 * What each colour means, alike on every page and in every export: input blue, weights orange, output green,
 * doesn't-fit red with a hatch, "here, now" one dark blue.
 */
typedef struct
{
  FoveaColour canvas, empty, edge, here;
  FoveaColour ink, dim;
  FoveaColour input_label, input_low, input_high;
  FoveaColour weight_label, weight_negative, weight_zero, weight_positive;
  FoveaColour output_label, output_low, output_high;
  FoveaColour padding, padding_edge, padding_ink;
  FoveaColour misfit, misfit_wash;
  FoveaColour chip, chip_edge;
  FoveaColour training, validation;
} FoveaPalette;

const FoveaPalette *fovea_palette_get (const FoveaStyle *style);
FoveaColour fovea_colour_mix (FoveaColour from, FoveaColour to, double amount);
/* As 0xRRGGBB, which Cairo's RGB24 has, too. */
guint32 fovea_colour_pack (FoveaColour colour);
double fovea_colour_contrast (FoveaColour a, FoveaColour b);
/* Black or white, whichever contrasts more with @ground. */
FoveaColour fovea_colour_ink (FoveaColour ground);

FoveaColour fovea_palette_input (const FoveaPalette *self, double value, double low, double high);
FoveaColour fovea_palette_weight (const FoveaPalette *self, double value, double limit);
FoveaColour fovea_palette_output (const FoveaPalette *self, double value, double limit);

G_END_DECLS
