/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers over an image. The image becomes pale, between the colour of zero and the middle of the scale's other end, so
 * that what lies over it can be seen; a number v, the limit being L, mixes the pixels of its cell with the full colour
 * of its sign by |v|/L. */

#include "scene/heat.h"

#include <math.h>

static const double PALE = 0.3;             /* how much of the image's own contrast is left */
static const float LEAST_DIFFERENCE = 0.05f; /* of probabilities, that has a full colour */

void
fovea_heat_clear (FoveaHeat *self)
{
  g_clear_pointer (&self->numbers, fovea_tensor_unref);
}

/* @gradient, @image: 1×C×H×W */
void
fovea_heat_set_saliency (FoveaHeat *self, const FoveaTensor *gradient, const FoveaTensor *image,
                         FoveaSaliencyKind kind)
{
  fovea_heat_clear (self);
  self->numbers = fovea_saliency_flatten (gradient, image, kind);
  self->cell = 1;
  self->limit = fovea_numbers_limit (self->numbers->data, fovea_tensor_size (self->numbers));
}

/* By how much the probability falls with the patch at each place. */
void
fovea_heat_set_occlusion (FoveaHeat *self, const FoveaOcclusion *occlusion)
{
  gsize n = fovea_tensor_size (occlusion->heat);

  fovea_heat_clear (self);
  self->numbers = fovea_tensor_copy (occlusion->heat);
  for (gsize i = 0; i < n; i++)
    self->numbers->data[i] = occlusion->whole - self->numbers->data[i];
  self->cell = occlusion->patch.stride;
  self->limit = fmaxf (fovea_numbers_limit (self->numbers->data, n), LEAST_DIFFERENCE);
}

enum
{
  SHADES = 256
};

/* 0 … 255, weights of Rec. 601 in 256ths. */
static int
get_light (guint32 pixel)
{
  return (int) ((77 * (pixel >> 16 & 255) + 150 * (pixel >> 8 & 255) + 29 * (pixel & 255)) >> 8);
}

/* What becomes of each light of the image. */
static void
make_shades (const FoveaPalette *palette, guint32 shades[SHADES])
{
  gboolean dark = palette->weight_zero.green < 0.5;

  for (int i = 0; i < SHADES; i++)
    shades[i] = fovea_colour_pack (fovea_colour_mix (palette->weight_zero, palette->ink,
                                                     PALE * (dark ? i : SHADES - 1 - i) / (SHADES - 1)));
}

/* @share 256ths of the way from one colour to another, each channel rounded to the nearest; red and blue at once. */
static guint32
mix (guint32 from, guint32 to, guint32 share)
{
  guint32 rest = 256 - share;
  guint32 outer = ((from & 0xff00ff) * rest + (to & 0xff00ff) * share + 0x800080) >> 8;
  guint32 green = ((from & 0xff00) * rest + (to & 0xff00) * share + 0x8000) >> 8;

  return (outer & 0xff00ff) | (green & 0xff00);
}

/* Returns: (transfer full): @width × @height pixels of @image, with the numbers over them */
guint32 *
fovea_heat_blend (const FoveaHeat *self, const FoveaPalette *palette, const guint32 *image, int width, int height)
{
  guint32 *pixels = g_new (guint32, (gsize) width * height), shades[SHADES];
  guint32 against = fovea_colour_pack (palette->weight_negative), on = fovea_colour_pack (palette->weight_positive);
  float scale = self->limit > 0 ? 256 / self->limit : 0;

  make_shades (palette, shades);
  for (int row = 0; row < height; row++)
    {
      const float *number = fovea_tensor_at (self->numbers, 0, 0, row / self->cell, 0);

      for (int column = 0; column < width; column += self->cell, number++)
        {
          guint32 share = (guint32) (MIN (fabsf (*number) * scale, 256) + 0.5f), full = *number < 0 ? against : on;
          gsize first = (gsize) row * width + column, end = first + MIN (self->cell, width - column);

          for (gsize i = first; i < end; i++)
            pixels[i] = mix (shades[get_light (image[i])], full, share);
        }
    }
  return pixels;
}

/* Where the cell of number @place is, if the image of @width × @height pixels fills @box. */
FoveaBox
fovea_heat_get_cell (const FoveaHeat *self, const FoveaBox *box, int width, int height, int place)
{
  double x = box->width / width, y = box->height / height;
  int column = place % self->numbers->w * self->cell, row = place / self->numbers->w * self->cell;

  return (FoveaBox){ box->x + column * x, box->y + row * y, MIN (self->cell, width - column) * x,
                     MIN (self->cell, height - row) * y };
}

/* Returns: the number whose cell is at (x, y), or −1 */
int
fovea_heat_pick (const FoveaHeat *self, const FoveaBox *box, int width, int height, double x, double y)
{
  int column, row;

  if (!fovea_box_contains (box, x, y))
    return -1;
  column = MIN ((int) ((x - box->x) / box->width * width), width - 1);
  row = MIN ((int) ((y - box->y) / box->height * height), height - 1);
  return row / self->cell * self->numbers->w + column / self->cell;
}

/* Returns: which number has the largest size, the first of several */
int
fovea_heat_find_largest (const FoveaHeat *self)
{
  int largest = 0;

  for (int i = 1; i < (int) fovea_tensor_size (self->numbers); i++)
    if (fabsf (self->numbers->data[i]) > fabsf (self->numbers->data[largest]))
      largest = i;
  return largest;
}
