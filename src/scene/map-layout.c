/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which layers have a column, and where their maps stand. Where the columns do not all fit, they go in this order:
 * numbers that only wait for their activation function, the last of them first; then vectors; then activations that a
 * pooling follows; then whatever stands last. */

#include "scene/map-layout.h"

#include <math.h>

static const double COLUMN_MIN = 66, COLUMN_NARROW = 50, COLUMN_MAX = 148; /* points, with the gap behind it */
static const double COLUMN_GAP = 14;
static const double TILE_MIN = 12, TILE_MAX = 76, INPUT_MAX = 112;
static const double TILE_GAP = 3;
static const double SCORES_SHARE = 0.26, SCORES_MIN = 120, SCORES_NARROW = 96, SCORES_MAX = 260;

gboolean
fovea_layer_spec_is_activation (const FoveaLayerSpec *layer)
{
  return layer->kind == FOVEA_LAYER_RELU || layer->kind == FOVEA_LAYER_TANH || layer->kind == FOVEA_LAYER_SIGMOID;
}

gboolean
fovea_layer_spec_is_vector (const FoveaLayerSpec *layer)
{
  return layer->out.width == 1 && layer->out.height == 1;
}

/* Which go first when room is short; 0 never goes. */
static int
dispensability (const FoveaNetSpec *spec, int row)
{
  const FoveaLayerSpec *layer = &spec->layers[row], *next = layer + 1;

  if (row == 0)
    return 0;
  if (row + 1 < spec->n_layers && fovea_layer_spec_is_activation (next))
    return 4;
  if (fovea_layer_spec_is_vector (layer))
    return 3;
  if (row + 1 < spec->n_layers && next->kind == FOVEA_LAYER_POOL)
    return 2;
  return 1;
}

/* Rows worth a column: all but the scores at the end, vectors that their activation repeats, and dropout. */
static gboolean
has_maps (const FoveaNetSpec *spec, int row)
{
  const FoveaLayerSpec *layer = &spec->layers[row];
  int last = spec->n_layers - 1;

  if (layer->kind == FOVEA_LAYER_DROPOUT || layer->kind == FOVEA_LAYER_SOFTMAX)
    return FALSE;
  if (fovea_layer_spec_is_vector (layer) && row < last && fovea_layer_spec_is_activation (layer + 1))
    return FALSE;
  return !(layer->kind == FOVEA_LAYER_FC && (row == last || spec->layers[row + 1].kind == FOVEA_LAYER_SOFTMAX));
}

static void
remove_most_dispensable (const FoveaNetSpec *spec, FoveaMapLayout *layout)
{
  int victim = 0;

  for (int i = 1; i < layout->n; i++)
    if (dispensability (spec, layout->rows[i]) >= dispensability (spec, layout->rows[victim]))
      victim = i;
  layout->n--;
  layout->hidden++;
  for (int i = victim; i < layout->n; i++)
    layout->rows[i] = layout->rows[i + 1];
}

static void
choose_rows (const FoveaNetSpec *spec, double room, double least, FoveaMapLayout *layout)
{
  for (int row = 0; row < spec->n_layers; row++)
    {
      if (!has_maps (spec, row))
        continue;
      if (layout->n == FOVEA_MAP_COLUMNS_MAX)
        remove_most_dispensable (spec, layout);
      layout->rows[layout->n++] = row;
    }
  while (layout->n > 1 && layout->n * least > room)
    remove_most_dispensable (spec, layout);
}

/* As many maps of a row as columns and rows of tiles; a vector is one block. */
int
fovea_layer_spec_count_maps (const FoveaLayerSpec *layer)
{
  return layer->kind == FOVEA_LAYER_INPUT || fovea_layer_spec_is_vector (layer) ? 1 : layer->out.depth;
}

int
fovea_block_width (int n)
{
  return MAX (1, (int) ceil (sqrt (n / 2.0)));
}

int
fovea_block_height (int n)
{
  return (n + fovea_block_width (n) - 1) / fovea_block_width (n);
}

static FoveaTiles
fit_maps (const FoveaLayerSpec *layer, double scale, const FoveaBox *box)
{
  int n = fovea_layer_spec_count_maps (layer), cells = fovea_layer_spec_is_vector (layer) ? fovea_block_height (layer->out.depth) : layer->out.width;
  double largest = MIN (layer->kind == FOVEA_LAYER_INPUT ? INPUT_MAX * scale : TILE_MAX * scale, box->width);
  double line = ceil (14 * scale);
  FoveaTiles tiles = fovea_tiles_fit (box, n, TILE_MIN * scale, largest, TILE_GAP);

  if (tiles.shown < n)
    tiles = fovea_tiles_fit (&(FoveaBox){ box->x, box->y, box->width, box->height - line }, n, TILE_MIN * scale,
                             largest, TILE_GAP);
  fovea_tiles_round (&tiles, cells);
  return tiles;
}

static double
get_least_column (const FoveaMapColumns *self, double scale)
{
  return (self->narrow ? COLUMN_NARROW : COLUMN_MIN) * scale;
}

/* Nothing where there are none to show. */
static double
get_least_scores (const FoveaMapColumns *self, double scale)
{
  return !self->scores ? 0 : (self->narrow ? SCORES_NARROW : SCORES_MIN) * scale;
}

static int
count_columns (const FoveaNetSpec *spec)
{
  int n = 0;

  for (int row = 0; row < spec->n_layers; row++)
    n += has_maps (spec, row);
  return MIN (n, FOVEA_MAP_COLUMNS_MAX);
}

/* The room in which no layer and no map is left out. */
void
fovea_map_columns_measure (const FoveaMapColumns *self, double scale, double *width, double *height)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self->net);
  double column = get_least_column (self, scale);
  int per_line = (column - COLUMN_GAP + TILE_GAP) / (TILE_MIN * scale + TILE_GAP), lines = 1;

  for (int row = 0; row < spec->n_layers; row++)
    if (has_maps (spec, row))
      lines = MAX (lines, (fovea_layer_spec_count_maps (&spec->layers[row]) + per_line - 1) / per_line);
  *width = ceil (count_columns (spec) * column + get_least_scores (self, scale));
  *height = ceil (32 * scale) + ceil (lines * (TILE_MIN * scale + TILE_GAP));
}

/* The scores take their share, unless a layer would have to go for it. */
static double
get_scores_width (const FoveaMapColumns *self, double scale, double width)
{
  double columns = count_columns (fovea_net_get_spec (self->net)) * get_least_column (self, scale);
  double least = get_least_scores (self, scale);

  if (!self->scores)
    return 0;
  return MAX (least, MIN (CLAMP (width * SCORES_SHARE, least, SCORES_MAX * scale), width - columns));
}

/* Where everything stands in the box. */
void
fovea_map_columns_lay_out (const FoveaMapColumns *self, double scale, const FoveaBox *box, FoveaMapLayout *layout)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self->net);
  double scores = get_scores_width (self, scale, box->width);
  double room = box->width - scores, heading = ceil (32 * scale), pitch;

  *layout = (FoveaMapLayout){ .box = *box };
  choose_rows (spec, room, get_least_column (self, scale), layout);
  pitch = floor (MIN (room / layout->n, COLUMN_MAX * scale));
  for (int i = 0; i < layout->n; i++)
    {
      FoveaBox maps = { box->x + i * pitch, box->y + heading, pitch - COLUMN_GAP, box->height - heading };

      layout->headings[i] = (FoveaBox){ maps.x, box->y, pitch - 2, heading };
      layout->tiles[i] = fit_maps (&spec->layers[layout->rows[i]], scale, &maps);
    }
  layout->scores = (FoveaBox){ box->x + layout->n * pitch, box->y, scores, box->height };
  layout->scores.width = MIN (scores, box->x + box->width - layout->scores.x);
}

/* The map at (x, y). */
gboolean
fovea_map_columns_pick (const FoveaMapLayout *layout, double x, double y, int *row, int *map)
{
  for (int i = 0; i < layout->n; i++)
    if (fovea_box_contains (&layout->tiles[i].box, x, y) && (*map = fovea_tiles_pick (&layout->tiles[i], x, y)) >= 0)
      {
        *row = layout->rows[i];
        return TRUE;
      }
  return FALSE;
}
