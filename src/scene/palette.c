/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The colours of the scenes, light and dark, and what high contrast changes. Contrast is that of WCAG 2.1:
 *   (L₁ + 0.05)/(L₂ + 0.05), L = 0.2126 R + 0.7152 G + 0.0722 B of the linear channels. */

#include "config.h"

#include "scene/palette.h"

#include <math.h>

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex)&255) / 255.0                                       \
  }

static const FoveaPalette light = {
  .canvas = RGB (0xffffff),
  .empty = RGB (0xf4f4f4),
  .edge = RGB (0xd0d0d4),
  .here = RGB (0x1a5fb4),
  .ink = RGB (0x1e1e1e),
  .dim = RGB (0x5e5c64),
  .input_label = RGB (0x1c71d8),
  .input_low = RGB (0xeef4fd),
  .input_high = RGB (0x62a0ea),
  .weight_label = RGB (0xb34700),
  .weight_negative = RGB (0x4569c9),
  .weight_zero = RGB (0xffffff),
  .weight_positive = RGB (0xe66100),
  .output_label = RGB (0x1a7346),
  .output_low = RGB (0xeefaf2),
  .output_high = RGB (0x57e389),
  .padding = RGB (0xececec),
  .padding_edge = RGB (0x9a9996),
  .padding_ink = RGB (0x68666d),
  .misfit = RGB (0xc01c28),
  .misfit_wash = RGB (0xfbe3e4),
  .chip = RGB (0xe8f0fb),
  .chip_edge = RGB (0x99c1f1),
  .training = RGB (0x77767b),
  .validation = RGB (0x813d9c),
};

static const FoveaPalette dark = {
  .canvas = RGB (0x1e1e1e),
  .empty = RGB (0x2e2e2e),
  .edge = RGB (0x4a4a4d),
  .here = RGB (0x99c1f1),
  .ink = RGB (0xf6f5f4),
  .dim = RGB (0xb8b6b3),
  .input_label = RGB (0x78aeed),
  .input_low = RGB (0x24303f),
  .input_high = RGB (0x3584e4),
  .weight_label = RGB (0xffbe6f),
  .weight_negative = RGB (0x7d9bff),
  .weight_zero = RGB (0x2e2e2e),
  .weight_positive = RGB (0xff9a4d),
  .output_label = RGB (0x8ff0a4),
  .output_low = RGB (0x22362a),
  .output_high = RGB (0x2ec27e),
  .padding = RGB (0x2a2a2a),
  .padding_edge = RGB (0x77767b),
  .padding_ink = RGB (0x9a9996),
  .misfit = RGB (0xff7b63),
  .misfit_wash = RGB (0x45201c),
  .chip = RGB (0x243447),
  .chip_edge = RGB (0x3d6ea8),
  .training = RGB (0x9a9996),
  .validation = RGB (0xdc8add),
};

/* No pale text and no pale edges. */
static FoveaPalette
strengthen (const FoveaPalette *from, gboolean is_dark)
{
  FoveaPalette strong = *from;
  FoveaColour ink = is_dark ? (FoveaColour){ 1, 1, 1 } : (FoveaColour){ 0, 0, 0 };

  strong.ink = strong.dim = strong.padding_ink = ink;
  strong.edge = fovea_colour_mix (from->canvas, ink, 0.6);
  strong.padding_edge = strong.chip_edge = ink;
  strong.here = fovea_colour_mix (from->here, ink, 0.35);
  strong.input_label = fovea_colour_mix (from->input_label, ink, 0.35);
  strong.weight_label = fovea_colour_mix (from->weight_label, ink, 0.35);
  strong.output_label = fovea_colour_mix (from->output_label, ink, 0.35);
  strong.misfit = fovea_colour_mix (from->misfit, ink, 0.25);
  return strong;
}

const FoveaPalette *
fovea_palette_get (const FoveaStyle *style)
{
  static FoveaPalette strong[2];
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      strong[0] = strengthen (&light, FALSE);
      strong[1] = strengthen (&dark, TRUE);
      g_once_init_leave (&made, 1);
    }
  if (style->contrast)
    return &strong[style->dark != FALSE];
  return style->dark ? &dark : &light;
}

FoveaColour
fovea_colour_mix (FoveaColour from, FoveaColour to, double amount)
{
  double t = CLAMP (amount, 0, 1);

  return (FoveaColour){ from.red + t * (to.red - from.red), from.green + t * (to.green - from.green),
                        from.blue + t * (to.blue - from.blue) };
}

guint32
fovea_colour_pack (FoveaColour colour)
{
  return (guint32) lround (colour.red * 255) << 16 | (guint32) lround (colour.green * 255) << 8
         | (guint32) lround (colour.blue * 255);
}

static double
to_linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (FoveaColour colour)
{
  return 0.2126 * to_linear (colour.red) + 0.7152 * to_linear (colour.green) + 0.0722 * to_linear (colour.blue);
}

/* From 1, none, to 21, black on white. */
double
fovea_colour_contrast (FoveaColour a, FoveaColour b)
{
  double one = get_luminance (a) + 0.05, other = get_luminance (b) + 0.05;

  return one > other ? one / other : other / one;
}

FoveaColour
fovea_colour_ink (FoveaColour ground)
{
  const FoveaColour black = { 0, 0, 0 }, white = { 1, 1, 1 };

  return get_luminance (ground) > 0.1791 ? black : white; /* where both contrast alike, √(1.05·0.05) − 0.05 */
}

/* An input's cell, from low to high. */
FoveaColour
fovea_palette_input (const FoveaPalette *self, double value, double low, double high)
{
  return fovea_colour_mix (self->input_low, self->input_high, high > low ? (value - low) / (high - low) : 0.5);
}

/* A weight's: white at zero, strongest at ±@limit; whole numbers as small as the classic demo's ±1 stay calm. */
FoveaColour
fovea_palette_weight (const FoveaPalette *self, double value, double limit)
{
  double full = limit >= 1 ? MAX (limit, 2.5) : limit * 1.6;
  double t = full > 0 ? value / full : 0;

  return t < 0 ? fovea_colour_mix (self->weight_zero, self->weight_negative, -t * 0.9)
               : fovea_colour_mix (self->weight_zero, self->weight_positive, t * 0.9);
}

/* An output's: pale at zero, green above, the scale's negative colour below. */
FoveaColour
fovea_palette_output (const FoveaPalette *self, double value, double limit)
{
  double t = limit > 0 ? value / limit : 0;

  return t < 0 ? fovea_colour_mix (self->output_low, self->weight_negative, -t * 0.5)
               : fovea_colour_mix (self->output_low, self->output_high, t * 0.9);
}
