/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One image through every layer. The maps of a column share one scale, black for the lowest number in the layer, white
 * for its highest, so that what is weak looks weak. A vector is folded into a block, row by row.
 *
 * Where the columns do not all fit, they go in this order: numbers that only wait for their activation function, the
 * last of them first; then vectors; then activations that a pooling follows; then whatever stands last. */

#include "config.h"

#include "scene/map-columns.h"

#include "lesson/numbers.h"
#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double COLUMN_MIN = 66, COLUMN_MAX = 148; /* points, with the gap behind it */
static const double COLUMN_GAP = 14;
static const double TILE_MIN = 12, TILE_MAX = 76, INPUT_MAX = 112;
static const double TILE_GAP = 3;
static const double SCORES_SHARE = 0.26, SCORES_MIN = 120, SCORES_MAX = 260;

static gboolean
is_activation (const FoveaLayerSpec *layer)
{
  return layer->kind == FOVEA_LAYER_RELU || layer->kind == FOVEA_LAYER_TANH || layer->kind == FOVEA_LAYER_SIGMOID;
}

static gboolean
is_vector (const FoveaLayerSpec *layer)
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
  if (row + 1 < spec->n_layers && is_activation (next))
    return 4;
  if (is_vector (layer))
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
  if (is_vector (layer) && row < last && is_activation (layer + 1))
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
choose_rows (const FoveaNetSpec *spec, double room, double scale, FoveaMapLayout *layout)
{
  for (int row = 0; row < spec->n_layers; row++)
    {
      if (!has_maps (spec, row))
        continue;
      if (layout->n == FOVEA_MAP_COLUMNS_MAX)
        remove_most_dispensable (spec, layout);
      layout->rows[layout->n++] = row;
    }
  while (layout->n > 1 && layout->n * COLUMN_MIN * scale > room)
    remove_most_dispensable (spec, layout);
}

/* As many maps of a row as columns and rows of tiles; a vector is one block. */
static int
count_maps (const FoveaLayerSpec *layer)
{
  return layer->kind == FOVEA_LAYER_INPUT || is_vector (layer) ? 1 : layer->out.depth;
}

static int
block_width (int n)
{
  return MAX (1, (int) ceil (sqrt (n / 2.0)));
}

static int
block_height (int n)
{
  return (n + block_width (n) - 1) / block_width (n);
}

static FoveaTiles
fit_maps (const FoveaLayerSpec *layer, double scale, const FoveaBox *box)
{
  int n = count_maps (layer), cells = is_vector (layer) ? block_height (layer->out.depth) : layer->out.width;
  double largest = MIN (layer->kind == FOVEA_LAYER_INPUT ? INPUT_MAX * scale : TILE_MAX * scale, box->width);
  double line = ceil (14 * scale);
  FoveaTiles tiles = fovea_tiles_fit (box, n, TILE_MIN * scale, largest, TILE_GAP);

  if (tiles.shown < n)
    tiles = fovea_tiles_fit (&(FoveaBox){ box->x, box->y, box->width, box->height - line }, n, TILE_MIN * scale,
                             largest, TILE_GAP);
  fovea_tiles_round (&tiles, cells);
  return tiles;
}

/* Where everything stands in the box. */
void
fovea_map_columns_lay_out (const FoveaMapColumns *self, double scale, const FoveaBox *box, FoveaMapLayout *layout)
{
  const FoveaNetSpec *spec = fovea_training_session_get_spec (self->session);
  double scores = CLAMP (box->width * SCORES_SHARE, SCORES_MIN * scale, SCORES_MAX * scale);
  double room = box->width - scores, heading = ceil (32 * scale), pitch;

  *layout = (FoveaMapLayout){ .box = *box };
  choose_rows (spec, room, scale, layout);
  pitch = floor (MIN (room / layout->n, COLUMN_MAX * scale));
  for (int i = 0; i < layout->n; i++)
    {
      FoveaBox maps = { box->x + i * pitch, box->y + heading, pitch - COLUMN_GAP, box->height - heading };

      layout->headings[i] = (FoveaBox){ maps.x, box->y, pitch - 4, heading };
      layout->tiles[i] = fit_maps (&spec->layers[layout->rows[i]], scale, &maps);
    }
  layout->scores = (FoveaBox){ box->x + layout->n * pitch, box->y, scores, box->height };
  layout->scores.width = MIN (scores, box->x + box->width - layout->scores.x);
}

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
  if (is_vector (layer))
    return g_strdup_printf ("%d", layer->out.depth);
  return g_strdup_printf ("%d×%d×%d", layer->out.width, layer->out.height, layer->out.depth);
}

/* The last word on a column: a vector is named after the FC that made it. */
static char *
name_row (const FoveaNetSpec *spec, int row)
{
  const FoveaLayerSpec *layer = &spec->layers[row];

  if (is_activation (layer) && is_vector (layer))
    {
      g_autofree char *own = name_layer (layer), *before = name_layer (layer - 1);

      return g_strdup_printf ("%s, %s", before, own);
    }
  return name_layer (layer);
}

static void
paint_heading (const FoveaNetSpec *spec, FoveaSketch *sketch, int row, const FoveaBox *box)
{
  g_autofree char *name = name_row (spec, row), *shape = name_shape (&spec->layers[row]);
  double line = ceil (14 * sketch->scale);

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ box->x, box->y, box->width, line }, name);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ box->x, box->y + line, box->width, line }, shape);
}

static guint32
grey (float value, float low, float high)
{
  double level = high > low ? (value - low) / (high - low) : 0;
  guint32 byte = isfinite (level) ? lround (CLAMP (level, 0, 1) * 255) : 0;

  return byte << 16 | byte << 8 | byte;
}

/* @box made as wide to high as the map, in its middle. */
static FoveaBox
keep_aspect (const FoveaBox *box, int width, int height)
{
  double side = MIN (box->width / width, box->height / height);
  FoveaBox inner = { box->x, box->y, width * side, height * side };

  inner.x += floor ((box->width - inner.width) / 2);
  inner.y += floor ((box->height - inner.height) / 2);
  return inner;
}

/* Slice @map of 1×C×H×W, black at @low to white at @high. */
void
fovea_map_paint (FoveaSketch *sketch, const FoveaTensor *maps, int map, float low, float high, const FoveaBox *box)
{
  const float *numbers = fovea_tensor_at (maps, 0, map, 0, 0);
  g_autofree guint32 *pixels = g_new (guint32, maps->h * maps->w);
  FoveaBox inner = keep_aspect (box, maps->w, maps->h);

  for (int i = 0; i < maps->h * maps->w; i++)
    pixels[i] = grey (numbers[i], low, high);
  fovea_sketch_pixels (sketch, pixels, maps->w, maps->h, &inner);
}

static void
paint_vector (FoveaSketch *sketch, const FoveaTensor *maps, float low, float high, const FoveaBox *box)
{
  int width = block_width (maps->c), height = block_height (maps->c);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  FoveaBox inner = keep_aspect (box, width, height);
  guint32 nothing = fovea_colour_pack (sketch->palette->canvas);

  inner.x = box->x;
  inner.y = box->y;
  for (int i = 0; i < width * height; i++)
    pixels[i] = i < maps->c ? grey (maps->data[i], low, high) : nothing;
  fovea_sketch_pixels (sketch, pixels, width, height, &inner);
}

void
fovea_tensor_range (const FoveaTensor *self, float *low, float *high)
{
  *low = *high = self->data[0];
  for (gsize i = 0; i < fovea_tensor_size (self); i++)
    {
      *low = fminf (*low, self->data[i]);
      *high = fmaxf (*high, self->data[i]);
    }
}

/* Whether slice k of this row comes from filter k of the first convolution alone. */
gboolean
fovea_net_spec_follows_first_conv (const FoveaNetSpec *spec, int row)
{
  int conv = fovea_net_spec_first_conv (spec);

  if (conv < 0 || row < conv)
    return FALSE;
  for (int i = conv + 1; i <= row; i++)
    if (spec->layers[i].kind == FOVEA_LAYER_CONV || spec->layers[i].kind == FOVEA_LAYER_FC)
      return FALSE;
  return TRUE;
}

static void
paint_more (FoveaSketch *sketch, const FoveaTiles *tiles, int more)
{
  g_autofree char *text = g_strdup_printf (_("+ %d more"), more);
  int rows = (tiles->shown + tiles->columns - 1) / tiles->columns;

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ tiles->box.x, tiles->box.y + rows * tiles->pitch,
                                  tiles->box.width + COLUMN_GAP - 4,
                                  ceil (14 * sketch->scale) },
                     text);
}

static void
paint_column (const FoveaMapColumns *self, FoveaSketch *sketch, int row, const FoveaTiles *tiles)
{
  const FoveaNetSpec *spec = fovea_training_session_get_spec (self->session);
  const FoveaTrainingReport *report = fovea_training_session_get_report (self->session);
  const FoveaTensor *maps = report->maps[row];
  FoveaBox box;
  float low, high;
  int n = count_maps (&spec->layers[row]);

  fovea_tensor_range (maps, &low, &high);
  if (row == 0)
    {
      box = fovea_tiles_get (tiles, 0);
      fovea_picture_paint (sketch, fovea_training_session_get_validation (self->session), report->image, &box);
      return;
    }
  for (int i = 0; i < tiles->shown; i++)
    {
      box = fovea_tiles_get (tiles, i);
      if (is_vector (&spec->layers[row]))
        paint_vector (sketch, maps, low, high, &box);
      else
        fovea_map_paint (sketch, maps, i, low, high, &box);
      if (i == self->selected && fovea_net_spec_follows_first_conv (spec, row))
        fovea_sketch_frame (sketch, &box, sketch->palette->here, 2 * sketch->scale);
    }
  if (tiles->shown < n)
    paint_more (sketch, tiles, n - tiles->shown);
}

typedef struct
{
  int class_number;
  float score;
} Score;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const Score *one = a, *other = b;

  return one->score < other->score ? 1 : one->score > other->score ? -1 : one->class_number - other->class_number;
}

/* The scores that have room, in the order of the classes if all have, else the highest first. */
static Score *
choose_scores (const FoveaTensor *scores, int room, int *n)
{
  Score *chosen = g_new (Score, scores->c);

  *n = MIN (room, scores->c);
  for (int i = 0; i < scores->c; i++)
    chosen[i] = (Score){ i, scores->data[i] };
  if (*n < scores->c)
    qsort (chosen, scores->c, sizeof *chosen, compare_scores);
  return chosen;
}

static void
paint_score (const FoveaMapColumns *self, FoveaSketch *sketch, const Score *score, gboolean is_true, gboolean is_said,
             const FoveaBox *line)
{
  g_autofree char *name = fovea_training_session_dup_class_name (self->session, score->class_number);
  g_autofree char *label = is_true ? g_strdup_printf ("%s ✓", name) : g_strdup (name);
  g_autofree char *share = g_strdup_printf (_("%.0f %%"), score->score * 100);
  double names = line->width * 0.4, figures = 34 * sketch->scale, bar = line->width - names - figures - 8;
  const FoveaPalette *palette = sketch->palette;

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, palette->ink, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ line->x, line->y, names - 4, line->height }, label);
  fovea_sketch_set_colour (sketch, is_said ? palette->output_label : palette->training);
  cairo_rectangle (sketch->cr, line->x + names, line->y + line->height * 0.2, MAX (1, bar * score->score),
                   line->height * 0.6);
  cairo_fill (sketch->cr);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, palette->ink, FOVEA_ALIGN_RIGHT,
                     &(FoveaBox){ line->x + line->width - figures, line->y, figures, line->height }, share);
}

static void
paint_scores (const FoveaMapColumns *self, FoveaSketch *sketch, const FoveaBox *box)
{
  const FoveaTrainingReport *report = fovea_training_session_get_report (self->session);
  const FoveaExamples *validation = fovea_training_session_get_validation (self->session);
  double heading = ceil (14 * sketch->scale) + 4, line = ceil (16 * sketch->scale);
  g_autofree Score *scores = NULL;
  int n, said = 0;

  if (!report->scores)
    return;
  for (int i = 1; i < report->scores->c; i++)
    if (report->scores->data[i] > report->scores->data[said])
      said = i;
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ box->x, box->y, box->width, ceil (14 * sketch->scale) },
                     _("class scores, ✓ true class"));
  scores = choose_scores (report->scores, (box->height - heading) / line, &n);
  for (int i = 0; i < n; i++)
    paint_score (self, sketch, &scores[i], scores[i].class_number == validation->labels[report->image],
                 scores[i].class_number == said, &(FoveaBox){ box->x, box->y + heading + i * line, box->width, line });
}

void
fovea_map_columns_paint (const FoveaMapColumns *self, FoveaSketch *sketch, const FoveaMapLayout *layout)
{
  const FoveaNetSpec *spec = fovea_training_session_get_spec (self->session);

  for (int i = 0; i < layout->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("layer %d", layout->rows[i]);
      g_autofree char *heading = g_strdup_printf ("heading %d", layout->rows[i]);

      paint_heading (spec, sketch, layout->rows[i], &layout->headings[i]);
      paint_column (self, sketch, layout->rows[i], &layout->tiles[i]);
      fovea_sketch_mark (sketch, heading, &layout->headings[i]);
      fovea_sketch_mark (sketch, name, &layout->tiles[i].box);
    }
  paint_scores (self, sketch, &layout->scores);
  fovea_sketch_mark (sketch, "scores", &layout->scores);
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

/* "relu, map 3 of 6, 28×28: from 0 to 2.31" */
char *
fovea_map_columns_tooltip (const FoveaMapColumns *self, const FoveaMapLayout *layout, double x, double y)
{
  const FoveaNetSpec *spec = fovea_training_session_get_spec (self->session);
  const FoveaTrainingReport *report = fovea_training_session_get_report (self->session);
  g_autofree char *name = NULL;
  char least[FOVEA_NUMBER_SIZE], most[FOVEA_NUMBER_SIZE];
  g_autoptr (FoveaTensor) one = NULL;
  const FoveaTensor *maps;
  float low, high;
  int row, map;

  if (!fovea_map_columns_pick (layout, x, y, &row, &map))
    return NULL;
  maps = report->maps[row];
  name = name_row (spec, row);
  if (row == 0 || is_vector (&spec->layers[row]))
    {
      fovea_tensor_range (maps, &low, &high);
      return g_strdup_printf (_("%s: %d numbers from %s to %s"), name, (int) fovea_tensor_size (maps),
                              fovea_number_full (low, least), fovea_number_full (high, most));
    }
  one = fovea_tensor_new_from (1, 1, maps->h, maps->w, fovea_tensor_at (maps, 0, map, 0, 0));
  fovea_tensor_range (one, &low, &high);
  return g_strdup_printf (_("%s, map %d of %d, %d×%d: from %s to %s"), name, map + 1, maps->c, maps->w, maps->h,
                          fovea_number_full (low, least), fovea_number_full (high, most));
}
