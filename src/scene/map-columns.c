/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One image through every layer. The maps of a column share one scale, black for the lowest number in the layer, white
 * for its highest, so that what is weak looks weak; gradients one on which zero is white. A vector is folded into a
 * block, row by row. */

#include "config.h"

#include "scene/map-columns.h"
#include "scene/map-layout.h"
#include "scene/scores.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double COLUMN_GAP = 14; /* points */

/* "conv 5×5" */
static char *
name_layer (const FoveaLayerSpec *layer)
{
  switch (layer->kind)
    {
    case FOVEA_LAYER_INPUT:
      return g_strdup (_("input"));
    case FOVEA_LAYER_CONV:
      return g_strdup_printf (_("conv %d×%d"), layer->window.extent, layer->window.extent);
    case FOVEA_LAYER_POOL:
      return g_strdup_printf (_("pool %d×%d"), layer->window.extent, layer->window.extent);
    case FOVEA_LAYER_AVGPOOL:
      return g_strdup_printf (_("mean %d×%d"), layer->window.extent, layer->window.extent);
    case FOVEA_LAYER_FC:
      return g_strdup (_("fc"));
    case FOVEA_LAYER_RELU:
      return g_strdup (_("relu"));
    case FOVEA_LAYER_TANH:
      return g_strdup (_("tanh"));
    case FOVEA_LAYER_SIGMOID:
      return g_strdup (_("sigmoid"));
    case FOVEA_LAYER_LRN:
      return g_strdup (_("lrn"));
    case FOVEA_LAYER_BATCHNORM:
      return g_strdup (_("batchnorm"));
    case FOVEA_LAYER_DROPOUT:
      return g_strdup (_("dropout"));
    case FOVEA_LAYER_SOFTMAX:
      return g_strdup (_("softmax"));
    }
  g_return_val_if_reached (NULL);
}

static char *
name_shape (const FoveaLayerSpec *layer)
{
  if (fovea_layer_spec_is_vector (layer))
    return g_strdup_printf ("%d", layer->out.depth);
  return g_strdup_printf ("%d×%d×%d", layer->out.width, layer->out.height, layer->out.depth);
}

/* "conv 5×5"; a vector is named after the FC that made it: "fc, relu". */
char *
fovea_net_spec_name_row (const FoveaNetSpec *spec, int row)
{
  const FoveaLayerSpec *layer = &spec->layers[row];

  if (fovea_layer_spec_is_activation (layer) && fovea_layer_spec_is_vector (layer))
    {
      g_autofree char *own = name_layer (layer), *before = name_layer (layer - 1);

      return g_strdup_printf ("%s, %s", before, own);
    }
  return name_layer (layer);
}

static void
paint_heading (const FoveaNetSpec *spec, FoveaSketch *sketch, int row, const FoveaBox *box)
{
  g_autofree char *name = fovea_net_spec_name_row (spec, row), *shape = name_shape (&spec->layers[row]);
  double line = ceil (14 * sketch->scale);

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ box->x, box->y, box->width, line }, name);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ box->x, box->y + line, box->width, line }, shape);
}

/* How the numbers of a layer become colours: from black at @low to white at @high, or by their sign up to ±@limit. */
typedef struct
{
  float low, high, limit; /* limit 0: not by sign */
} Scale;

/* What is no number is black. */
static void
fill_greys (guint32 *pixels, const float *numbers, int n, float low, float high)
{
  float scale = high > low && isfinite (high - low) ? 255 / (high - low) : 0;

  for (int i = 0; i < n; i++)
    {
      float level = (numbers[i] - low) * scale;
      gint32 byte = (gint32) ((level > 0 ? MIN (level, 255.f) : 0.f) + 0.5f);

      pixels[i] = (guint32) byte * 0x010101;
    }
}

static void
fill_pixels (guint32 *pixels, const float *numbers, int n, const FoveaPalette *palette, const Scale *scale)
{
  if (scale->limit == 0)
    fill_greys (pixels, numbers, n, scale->low, scale->high);
  for (int i = 0; i < n && scale->limit > 0; i++)
    pixels[i] = fovea_weight_pixel (palette, numbers[i], scale->limit);
}

static Scale
get_scale (const FoveaTensor *numbers, gboolean by_sign)
{
  Scale scale = { 0 };

  fovea_tensor_range (numbers, &scale.low, &scale.high);
  if (by_sign)
    scale.limit = fmaxf (fmaxf (scale.high, -scale.low), 1e-30f);
  return scale;
}

static void
paint_map (FoveaSketch *sketch, const FoveaTensor *maps, int map, const Scale *scale, const FoveaBox *box)
{
  g_autofree guint32 *pixels = g_new (guint32, maps->h * maps->w);
  FoveaBox inner = fovea_box_keep_aspect (box, maps->w, maps->h);

  fill_pixels (pixels, fovea_tensor_at (maps, 0, map, 0, 0), maps->h * maps->w, sketch->palette, scale);
  fovea_sketch_pixels (sketch, pixels, maps->w, maps->h, &inner);
}

/* Slice @map of 1×C×H×W, black at @low to white at @high. */
void
fovea_map_paint (FoveaSketch *sketch, const FoveaTensor *maps, int map, float low, float high, const FoveaBox *box)
{
  paint_map (sketch, maps, map, &(Scale){ low, high, 0 }, box);
}

static void
paint_vector (FoveaSketch *sketch, const FoveaTensor *maps, const Scale *scale, const FoveaBox *box)
{
  int width = fovea_block_width (maps->c), height = fovea_block_height (maps->c);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  FoveaBox inner = fovea_box_keep_aspect (box, width, height);
  guint32 nothing = fovea_colour_pack (sketch->palette->canvas);

  inner.x = box->x;
  inner.y = box->y;
  fill_pixels (pixels, maps->data, maps->c, sketch->palette, scale);
  for (int i = maps->c; i < width * height; i++)
    pixels[i] = nothing;
  fovea_sketch_pixels (sketch, pixels, width, height, &inner);
}

/* The byte that became number @i of the input. */
static guint32
get_byte (const FoveaTensor *image, gsize i, int channel, const float mean[3], const float deviation[3])
{
  gsize plane = (gsize) image->h * image->w;

  return lround (CLAMP (image->data[channel * plane + i] * deviation[channel] + mean[channel], 0, 1) * 255);
}

/* (transfer full): the pixels of an image as it was before @net normalised it, grey or red, green and blue, each
 * 0xRRGGBB, row by row. */
guint32 *
fovea_image_pack (const FoveaNet *net, const FoveaTensor *image)
{
  int blue = image->c == 3 ? 2 : 0, green = image->c == 3 ? 1 : 0, plane = image->h * image->w;
  guint32 *pixels = g_new (guint32, plane);
  float mean[3], deviation[3];

  fovea_net_get_statistics (net, mean, deviation);
  for (int i = 0; i < plane; i++)
    pixels[i] = get_byte (image, i, 0, mean, deviation) << 16 | get_byte (image, i, green, mean, deviation) << 8
                | get_byte (image, i, blue, mean, deviation);
  return pixels;
}

static void
paint_input (const FoveaMapColumns *self, FoveaSketch *sketch, const FoveaBox *box)
{
  const FoveaTensor *image = self->maps[0];
  g_autofree guint32 *pixels = fovea_image_pack (self->net, image);
  FoveaBox inner = fovea_box_keep_aspect (box, image->w, image->h);

  fovea_sketch_pixels (sketch, pixels, image->w, image->h, &inner);
}

void
fovea_tensor_range (const FoveaTensor *self, float *low, float *high)
{
  gsize size = fovea_tensor_size (self);
  float least = self->data[0], most = least;

  for (gsize i = 0; i < size; i++)
    {
      least = self->data[i] < least ? self->data[i] : least;
      most = self->data[i] > most ? self->data[i] : most;
    }
  *low = least;
  *high = most;
}

/* Whether slice k of this row comes from filter k of the convolution in row @conv alone. */
gboolean
fovea_net_spec_follows_conv (const FoveaNetSpec *spec, int conv, int row)
{
  return conv >= 0 && fovea_net_spec_find_conv (spec, row) == conv;
}

/* The convolution whose filter k slice k of @row comes from, or −1. */
int
fovea_net_spec_find_conv (const FoveaNetSpec *spec, int row)
{
  for (int i = row; i > 0 && spec->layers[i].kind != FOVEA_LAYER_FC; i--)
    if (spec->layers[i].kind == FOVEA_LAYER_CONV)
      return i;
  return -1;
}

static void
paint_more (FoveaSketch *sketch, const FoveaBox *box, int more)
{
  g_autofree char *text = g_strdup_printf (ngettext ("+ %d more", "+ %d more", (gulong) more), more);

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT, box, text);
}

static FoveaBox
box_below (const FoveaSketch *sketch, const FoveaTiles *tiles)
{
  int rows = (tiles->shown + tiles->columns - 1) / tiles->columns;

  return (FoveaBox){ tiles->box.x, tiles->box.y + rows * tiles->pitch, tiles->box.width + COLUMN_GAP - 4,
                     ceil (14 * sketch->scale) };
}

/* The selected map, framed. */
static void
paint_selected (const FoveaMapColumns *self, FoveaSketch *sketch, int row, const FoveaTiles *tiles)
{
  FoveaBox box;

  if (self->selected < 0 || self->selected >= tiles->shown || row == 0
      || !fovea_net_spec_follows_conv (fovea_net_get_spec (self->net), self->conv, row))
    return;
  box = fovea_tiles_get (tiles, self->selected);
  fovea_sketch_frame (sketch, &box, sketch->palette->here, 2 * sketch->scale);
}

static void
paint_column (const FoveaMapColumns *self, FoveaSketch *sketch, int row, const FoveaTiles *tiles)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self->net);
  const FoveaTensor *numbers = self->gradients ? self->gradients[row] : self->maps[row];
  Scale scale = get_scale (numbers, self->gradients != NULL);
  FoveaBox box = fovea_tiles_get (tiles, 0);
  int n = fovea_layer_spec_count_maps (&spec->layers[row]);

  if (row == 0 && !self->gradients)
    {
      paint_input (self, sketch, &box);
      return;
    }
  for (int i = 0; i < tiles->shown; i++)
    {
      box = fovea_tiles_get (tiles, i);
      if (fovea_layer_spec_is_vector (&spec->layers[row]))
        paint_vector (sketch, numbers, &scale, &box);
      else
        paint_map (sketch, numbers, i, &scale, &box);
    }
  paint_selected (self, sketch, row, tiles);
  if (tiles->shown < n)
    {
      FoveaBox below = box_below (sketch, tiles);

      paint_more (sketch, &below, n - tiles->shown);
    }
}

void
fovea_map_columns_paint (const FoveaMapColumns *self, FoveaSketch *sketch, const FoveaMapLayout *layout)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self->net);

  for (int i = 0; i < layout->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("layer %d", layout->rows[i]);
      g_autofree char *heading = g_strdup_printf ("heading %d", layout->rows[i]);

      paint_heading (spec, sketch, layout->rows[i], &layout->headings[i]);
      paint_column (self, sketch, layout->rows[i], &layout->tiles[i]);
      fovea_sketch_mark (sketch, heading, &layout->headings[i]);
      fovea_sketch_mark (sketch, name, &layout->tiles[i].box);
    }
  if (self->scores)
    fovea_scores_paint (&(FoveaScores){ fovea_net_get_class_names (self->net), self->scores, self->label }, sketch,
                        &layout->scores);
}

/* "relu, map 3 of 6, 28×28: from 0 to 2.31" */
char *
fovea_map_columns_tooltip (const FoveaMapColumns *self, const FoveaMapLayout *layout, double x, double y)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self->net);
  g_autofree char *name = NULL;
  char least[FOVEA_NUMBER_SIZE], most[FOVEA_NUMBER_SIZE];
  g_autoptr (FoveaTensor) one = NULL;
  const FoveaTensor *maps;
  float low, high;
  int row, map;

  if (!fovea_map_columns_pick (layout, x, y, &row, &map))
    return NULL;
  maps = self->gradients ? self->gradients[row] : self->maps[row];
  name = fovea_net_spec_name_row (spec, row);
  if (row == 0 || fovea_layer_spec_is_vector (&spec->layers[row]))
    {
      fovea_tensor_range (maps, &low, &high);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %d number from %s to %s",
                                           "%s: %d numbers from %s to %s", (gulong) fovea_tensor_size (maps)),
                              name, (int) fovea_tensor_size (maps),
                              fovea_number_full (low, least), fovea_number_full (high, most));
    }
  one = fovea_tensor_new_from (1, 1, maps->h, maps->w, fovea_tensor_at (maps, 0, map, 0, 0));
  fovea_tensor_range (one, &low, &high);
  return g_strdup_printf (_("%s, map %d of %d, %d×%d: from %s to %s"), name, map + 1, maps->c, maps->w, maps->h,
                          fovea_number_full (low, least), fovea_number_full (high, most));
}
