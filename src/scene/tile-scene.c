/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters and maps as tiles. All tiles of a sheet share one scale, so that they can be compared: a weight w, the largest
 * being L, becomes its place between −L and L on the scale of weights; in a filter over colours its three slices are
 * the levels ½ + w/2L of red, green and blue. Maps go from black, the lowest number of all, to white, the highest.
 * Filters of any other depth stand slice by slice, a row of tiles for each filter. */

#include "config.h"

#include "scene/tile-scene.h"

#include "lesson/numbers.h"
#include "scene/sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MAX_COLUMNS = 64, /* tiles shown side by side, and rows of them */
  MAX_CELL = 16     /* points: below the size from which cells carry numbers */
};

static const double MARGIN = 24, GAP = 12, SLICE_GAP = 4; /* points */

/* A filter, or one slice of it. */
typedef struct
{
  FoveaBox box;
  int filter, slice; /* slice −1: all three as a colour */
} Tile;

struct _FoveaTileScene
{
  FoveaScene parent_instance;
  FoveaTensor *tensor; /* filters K×C×F×F; maps 1×C×H×W */
  gboolean maps, colour;
  char *title;
  double low, high;
  FoveaSheet *sheet;
  GArray *tiles; /* of Tile: filters, which are no grids of the sheet */
  double cell, width, height; /* points */
};

G_DEFINE_FINAL_TYPE (FoveaTileScene, fovea_tile_scene, FOVEA_TYPE_SCENE)

static void
find_range (FoveaTileScene *self)
{
  const float *data = self->tensor->data;

  self->low = self->high = data[0];
  for (gsize i = 1; i < fovea_tensor_size (self->tensor); i++)
    {
      self->low = fmin (self->low, data[i]);
      self->high = fmax (self->high, data[i]);
    }
}

static double
get_limit (const FoveaTileScene *self)
{
  double limit = fmax (fabs (self->low), fabs (self->high));

  return limit > 0 ? limit : 1;
}

/* How many tiles there are, and how many stand in a row. */
static int
count_tiles (const FoveaTileScene *self)
{
  return self->maps ? self->tensor->c : self->tensor->n;
}

static gboolean
is_by_slice (const FoveaTileScene *self)
{
  return !self->maps && !self->colour && self->tensor->c > 1;
}

/* Points of a tile's cell: tiles of about 96 points while they are few, smaller where there are many. */
static double
choose_cell (const FoveaTileScene *self)
{
  int side = MAX (self->tensor->h, self->tensor->w), n = count_tiles (self);
  double tile = is_by_slice (self) ? 30 : n <= 32 ? 96 : n <= 128 ? 64 : 48;

  return CLAMP (floor (tile / side), 1, MAX_CELL);
}

static void
fill_cb (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaTileScene *self = data;

  memcpy (values, fovea_tensor_at (self->tensor, 0, grid->index, row, 0), grid->columns * sizeof (float));
  memset (states, FOVEA_CELL_VALUE, grid->columns);
}

static void
add_map (FoveaTileScene *self, int map, FoveaBox box)
{
  g_autofree char *name = g_strdup_printf ("tile %d", map + 1);
  FoveaGrid grid = {
    .x = box.x,
    .y = box.y,
    .cell = self->cell,
    .rows = self->tensor->h,
    .columns = self->tensor->w,
    .index = map,
    .scale = FOVEA_SCALE_GREY,
    .low = self->low,
    .high = self->high > self->low ? self->high : self->low + 1,
    .fill = fill_cb,
    .data = self,
  };

  fovea_sheet_add_grid (self->sheet, name, &grid);
}

/* One tile at (x, y): map number @index, or filter number @index or a slice of it. */
static void
add_tile (FoveaTileScene *self, int index, int slice, double x, double y)
{
  Tile tile = { { round (x), round (y), self->tensor->w * self->cell, self->tensor->h * self->cell }, index, slice };

  if (self->maps)
    add_map (self, index, tile.box);
  else
    g_array_append_val (self->tiles, tile);
  self->width = fmax (self->width, tile.box.x + tile.box.width + MARGIN);
  self->height = fmax (self->height, tile.box.y + tile.box.height + MARGIN);
}

static FoveaText
make_text (FoveaTileScene *self, double size, gboolean bold)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);

  return (FoveaText){ .size = size, .bold = bold, .colour = bold ? palette->ink : palette->dim };
}

/* A text at (x, y). Returns: where the next one may begin below it */
static double
add_text (FoveaTileScene *self, const char *name, double size, gboolean bold, const char *text, double x, double y)
{
  FoveaText look = make_text (self, size, bold);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  FoveaBox box = fovea_sheet_add_text (self->sheet, name, &look, markup, x, y);

  self->width = fmax (self->width, box.x + box.width + MARGIN);
  self->height = fmax (self->height, box.y + box.height + MARGIN);
  return box.y + box.height;
}

/* "1", "2", … above a tile. Returns: where the tile begins */
static double
add_number (FoveaTileScene *self, int number, double x, double y)
{
  g_autofree char *text = g_strdup_printf ("%d", number);
  g_autofree char *name = g_strdup_printf ("number %d", number);

  return add_text (self, name, 10.5, FALSE, text, x, y) + 2;
}

/* What is beyond @shown of @all. */
static void
add_rest (FoveaTileScene *self, int all, int shown)
{
  g_autofree char *text = g_strdup_printf (ngettext ("+ %d more", "+ %d more", (gulong) (all - shown)), all - shown);

  if (all > shown)
    add_text (self, "rest", 12, FALSE, text, MARGIN, self->height - MARGIN + GAP);
}

/* How many tiles stand in a row: somewhat more than there are rows, and so that the last row is full if it can be. */
static int
choose_columns (int n)
{
  int least = (int) ceil (sqrt (n)), best = least;

  for (int columns = least; columns <= MIN (2 * least, MAX_COLUMNS); columns++)
    if ((columns - n % columns) % columns < (best - n % best) % best)
      best = columns;
  return MIN (best, MAX_COLUMNS);
}

/* Tiles in rows of equal length, each with its number. */
static void
lay_out_tiles (FoveaTileScene *self, double top)
{
  int n = count_tiles (self), columns = choose_columns (n);
  int shown = MIN (n, MAX_COLUMNS * MAX_COLUMNS);
  double pitch = self->tensor->w * self->cell + GAP, y = top;

  pitch = fmax (pitch, 36 * fovea_sheet_get_scale (self->sheet));
  for (int i = 0; i < shown; i++)
    {
      double x = MARGIN + i % columns * pitch;

      if (i > 0 && i % columns == 0)
        y = self->height - MARGIN + GAP;
      add_tile (self, i, self->colour ? -1 : 0, x, add_number (self, i + 1, x, y));
    }
  add_rest (self, n, shown);
}

/* A row for each filter: its number, then its slices. */
static void
lay_out_slices (FoveaTileScene *self, double top)
{
  int filters = MIN (self->tensor->n, MAX_COLUMNS), slices = MIN (self->tensor->c, MAX_COLUMNS);
  double pitch = self->tensor->w * self->cell + SLICE_GAP, left = MARGIN + 36 * fovea_sheet_get_scale (self->sheet);
  double row = fmax (self->tensor->h * self->cell + SLICE_GAP, 16 * fovea_sheet_get_scale (self->sheet));

  for (int filter = 0; filter < filters; filter++)
    {
      add_number (self, filter + 1, MARGIN, top + filter * row);
      for (int slice = 0; slice < slices; slice++)
        add_tile (self, filter, slice, left + slice * pitch, top + filter * row);
    }
  add_rest (self, self->tensor->n * self->tensor->c, filters * slices);
}

static char *
describe_scale (const FoveaTileScene *self)
{
  char low[FOVEA_NUMBER_SIZE], high[FOVEA_NUMBER_SIZE], limit[FOVEA_NUMBER_SIZE];

  fovea_number_short (self->low, 6, low);
  fovea_number_short (self->high, 6, high);
  fovea_number_short (get_limit (self), 6, limit);
  if (self->maps)
    return g_strdup_printf (_("Black is %s, white %s."), low, high);
  if (self->colour)
    return g_strdup_printf (_("Red, green and blue are the weights of the three slices: middle grey is 0, full colour %s."),
                            limit);
  return g_strdup_printf (_("White is 0, orange up to %s, blue down to −%s."), limit, limit);
}

static void
lay_out (FoveaTileScene *self)
{
  g_autofree char *scale = describe_scale (self);
  double y;

  fovea_sheet_begin (self->sheet, fovea_scene_get_style (FOVEA_SCENE (self)));
  g_array_set_size (self->tiles, 0);
  self->width = self->height = 0;
  self->cell = choose_cell (self);
  y = add_text (self, "title", 16, TRUE, self->title, MARGIN, MARGIN);
  y = add_text (self, "scale", 12, FALSE, scale, MARGIN, y + 4);
  if (is_by_slice (self))
    lay_out_slices (self, y + GAP);
  else
    lay_out_tiles (self, y + GAP);
}

static void
fovea_tile_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaTileScene *self = FOVEA_TILE_SCENE (scene);

  lay_out (self);
  *need_width = fmax (width, ceil (self->width));
  *need_height = fmax (height, ceil (self->height));
}

static FoveaColour
get_colour (const FoveaTileScene *self, const Tile *tile, int y, int x)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  double limit = get_limit (self), w[3];

  for (int i = 0; i < 3; i++)
    w[i] = *fovea_tensor_at (self->tensor, tile->filter, tile->slice < 0 ? i : tile->slice, y, x) / limit;
  if (tile->slice < 0)
    return (FoveaColour){ 0.5 + 0.5 * w[0], 0.5 + 0.5 * w[1], 0.5 + 0.5 * w[2] };
  return fovea_colour_mix (palette->weight_zero, w[0] < 0 ? palette->weight_negative : palette->weight_positive,
                           fabs (w[0]));
}

static void
paint_tile (FoveaTileScene *self, cairo_t *cr, const Tile *tile)
{
  const FoveaBox *box = &tile->box;

  for (int y = 0; y < self->tensor->h; y++)
    for (int x = 0; x < self->tensor->w; x++)
      {
        fovea_set_colour (cr, get_colour (self, tile, y, x), 1);
        cairo_rectangle (cr, box->x + x * self->cell, box->y + y * self->cell, self->cell, self->cell);
        cairo_fill (cr);
      }
  fovea_set_colour (cr, fovea_sheet_get_palette (self->sheet)->edge, 1);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, box->x - 0.5, box->y - 0.5, box->width + 1, box->height + 1);
  cairo_stroke (cr);
}

static void
fovea_tile_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaTileScene *self = FOVEA_TILE_SCENE (scene);

  lay_out (self);
  fovea_set_colour (cr, fovea_sheet_get_palette (self->sheet)->canvas, 1);
  cairo_paint (cr);
  fovea_sheet_paint (self->sheet, cr);
  for (guint i = 0; i < self->tiles->len; i++)
    paint_tile (self, cr, &g_array_index (self->tiles, Tile, i));
}

static char *
fovea_tile_scene_describe (FoveaScene *scene, char **description)
{
  FoveaTileScene *self = FOVEA_TILE_SCENE (scene);

  if (description != NULL)
    *description = describe_scale (self);
  return g_strdup (self->title);
}

static void
fovea_tile_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  FoveaTileScene *self = FOVEA_TILE_SCENE (scene);

  fovea_sheet_boxes (self->sheet, boxes, names);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      g_array_append_val (boxes, g_array_index (self->tiles, Tile, i).box);
      g_ptr_array_add (names, g_strdup_printf ("tile %u", i + 1));
    }
}

static void
fovea_tile_scene_finalize (GObject *object)
{
  FoveaTileScene *self = FOVEA_TILE_SCENE (object);

  fovea_tensor_unref (self->tensor);
  fovea_sheet_free (self->sheet);
  g_array_unref (self->tiles);
  g_free (self->title);
  G_OBJECT_CLASS (fovea_tile_scene_parent_class)->finalize (object);
}

static void
fovea_tile_scene_class_init (FoveaTileSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_tile_scene_finalize;
  scene_class->measure = fovea_tile_scene_measure;
  scene_class->paint = fovea_tile_scene_paint;
  scene_class->describe = fovea_tile_scene_describe;
  scene_class->boxes = fovea_tile_scene_boxes;
}

static void
fovea_tile_scene_init (FoveaTileScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->tiles = g_array_new (FALSE, FALSE, sizeof (Tile));
}

static FoveaTileScene *
make_scene (FoveaTensor *tensor)
{
  FoveaTileScene *self = g_object_new (FOVEA_TYPE_TILE_SCENE, NULL);

  self->tensor = fovea_tensor_ref (tensor);
  find_range (self);
  return self;
}

/**
 * fovea_tile_scene_new_filters: (constructor)
 * @layer: the row of @spec that they belong to
 * @weights: K×C×F×F
 */
FoveaScene *
fovea_tile_scene_new_filters (const FoveaNetSpec *spec, int layer, FoveaTensor *weights)
{
  FoveaTileScene *self = make_scene (weights);
  g_autofree char *text = fovea_layer_spec_to_text (&spec->layers[layer]);

  self->colour = weights->c == 3;
  self->title = g_strdup_printf (ngettext ("Layer %d, %s: %d filter of %d×%d×%d", "Layer %d, %s: %d filters of %d×%d×%d",
                                           (gulong) weights->n),
                                 layer, text, weights->n, weights->w, weights->h, weights->c);
  return FOVEA_SCENE (self);
}

/**
 * fovea_tile_scene_new_maps: (constructor)
 * @layer: the row of @spec that made them
 * @maps: 1×C×H×W
 */
FoveaScene *
fovea_tile_scene_new_maps (const FoveaNetSpec *spec, int layer, FoveaTensor *maps)
{
  FoveaTileScene *self = make_scene (maps);
  g_autofree char *text = fovea_layer_spec_to_text (&spec->layers[layer]);

  self->maps = TRUE;
  self->title = g_strdup_printf (ngettext ("Layer %d, %s: %d map of %d×%d", "Layer %d, %s: %d maps of %d×%d",
                                           (gulong) maps->c),
                                 layer, text, maps->c, maps->w, maps->h);
  return FOVEA_SCENE (self);
}
