/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Grids of cells. Large cells are squares with their number; small ones are an image of one pixel a cell, scaled up
 * without smoothing, on pixel surfaces, and rectangles in SVG and PDF, where no cell may become a bitmap.
 *
 * Colours come from a table of 256 steps of the grid's scale, values from the scene row by row. */

#include "config.h"

#include "scene/grid.h"

#include "lesson/numbers.h"
#include "scene/pixels.h"

#include <math.h>
#include <string.h>

enum
{
  N_SHADES = 256,
  MAX_DRAWN = 64, /* discs drawn one by one */
  MAX_IMAGES = 64 /* kept */
};

/* Inks of numbers. */
enum
{
  BLACK = 1,
  WHITE,
  OF_PADDING,
  N_INKS
};

static const double SMALLEST_TYPE = 8; /* points */
static const double LINED = 6;         /* points from which on cells have lines between them */

typedef struct
{
  const FoveaGrid *grid;
  const FoveaPalette *palette;
  double unit; /* the style's scale */
  FoveaColour shades[N_SHADES];
  guint8 known[N_SHADES]; /* those shades that somebody has asked for: many grids are of a few cells */
  guint8 inks[N_SHADES];  /* of numbers on them: BLACK or WHITE, 0 if not known yet */
  float *values; /* of all cells */
  guint8 *states;
} Brush;

/* --- colours */

static FoveaColour
get_scale_colour (const Brush *brush, double t)
{
  const FoveaGrid *grid = brush->grid;
  const FoveaPalette *palette = brush->palette;

  switch (grid->scale)
    {
    case FOVEA_SCALE_WEIGHT:
      return fovea_palette_weight (palette, (2 * t - 1) * grid->high, grid->high);
    case FOVEA_SCALE_OUTPUT:
      return fovea_palette_output (palette, 2 * t - 1, 1);
    case FOVEA_SCALE_GREY:
      return (FoveaColour){ t, t, t };
    case FOVEA_SCALE_INPUT:
    default:
      return fovea_palette_input (palette, t, 0, 1);
    }
}

static gboolean
is_diverging (const FoveaGrid *grid)
{
  return grid->scale == FOVEA_SCALE_WEIGHT || grid->scale == FOVEA_SCALE_OUTPUT;
}

static int
get_shade (const FoveaGrid *grid, float value)
{
  double low = is_diverging (grid) ? -grid->high : grid->low;
  double t = grid->high > low ? (value - low) / (grid->high - low) : 0.5;

  return (int) (CLAMP (t, 0, 1) * (N_SHADES - 1) + 0.5);
}

/* Diverging shades are symmetric about a zero that lies between two of them, which are both white. */
static FoveaColour
get_shade_colour (Brush *brush, int i)
{
  const FoveaGrid *grid = brush->grid;
  gboolean zero = is_diverging (grid) && (i == N_SHADES / 2 - 1 || i == N_SHADES / 2);

  if (!brush->known[i])
    {
      FoveaColour shade = get_scale_colour (brush, zero ? 0.5 : i / (double) (N_SHADES - 1));

      brush->shades[i] = grid->dim ? fovea_colour_mix (shade, brush->palette->canvas, 0.5) : shade;
      brush->known[i] = TRUE;
    }
  return brush->shades[i];
}

/* Of the number in a cell. */
static int
get_ink (Brush *brush, gsize cell)
{
  int i = get_shade (brush->grid, brush->values[cell]);

  if (brush->states[cell] == FOVEA_CELL_PADDING)
    return OF_PADDING;
  if (brush->inks[i] == 0)
    brush->inks[i] = fovea_colour_ink (get_shade_colour (brush, i)).red > 0.5 ? WHITE : BLACK;
  return brush->inks[i];
}

static FoveaColour
get_cell_colour (Brush *brush, gsize cell)
{
  switch (brush->states[cell])
    {
    case FOVEA_CELL_EMPTY:
      return brush->palette->empty;
    case FOVEA_CELL_PADDING:
      return brush->palette->padding;
    case FOVEA_CELL_VALUE:
    default:
      return get_shade_colour (brush, get_shade (brush->grid, brush->values[cell]));
    }
}

static gboolean
is_numbered (const FoveaGrid *grid, const FoveaStyle *style)
{
  return grid->cell >= (grid->crowded ? FOVEA_CELL_CROWDED : FOVEA_CELL_NUMBERED) * style->scale;
}

static void
brush_init (Brush *brush, const FoveaGrid *grid, const FoveaStyle *style)
{
  gsize cells = (gsize) grid->rows * (gsize) grid->columns;

  *brush = (Brush){ .grid = grid, .palette = fovea_palette_get (style), .unit = style->scale };
  brush->values = g_new0 (float, cells);
  brush->states = g_new0 (guint8, cells);
  for (int row = 0; row < grid->rows; row++)
    grid->fill (grid->data, grid, row, brush->values + row * grid->columns, brush->states + row * grid->columns);
}

static void
brush_clear (Brush *brush)
{
  g_free (brush->values);
  g_free (brush->states);
}

/* --- small cells */

static guint32
to_pixel (FoveaColour colour)
{
  return (guint32) lround (colour.red * 255) << 16 | (guint32) lround (colour.green * 255) << 8
         | (guint32) lround (colour.blue * 255);
}

/* @first: of the first cell alone */
static cairo_surface_t *
make_image (Brush *brush, gboolean first)
{
  const FoveaGrid *grid = brush->grid;
  int columns = first ? 1 : grid->columns, rows = first ? 1 : grid->rows;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
  int stride = cairo_image_surface_get_stride (image);
  guint8 *data = cairo_image_surface_get_data (image);
  guint32 shades[N_SHADES], empty = to_pixel (brush->palette->empty), padding = to_pixel (brush->palette->padding);

  for (int i = 0; i < N_SHADES; i++)
    shades[i] = to_pixel (get_shade_colour (brush, i));
  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++)
      {
        gsize cell = (gsize) row * (gsize) columns + (gsize) column;
        guint8 state = brush->states[cell];

        ((guint32 *) (gpointer)(data + row * stride))[column] = state == FOVEA_CELL_VALUE
                                                                   ? shades[get_shade (grid, brush->values[cell])]
                                                               : state == FOVEA_CELL_EMPTY ? empty
                                                                                           : padding;
      }
  cairo_surface_mark_dirty (image);
  return image;
}

static void
paint_image (const FoveaGrid *grid, cairo_surface_t *image, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, grid->x, grid->y);
  cairo_scale (cr, grid->cell, grid->cell);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), grid->cell < 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, grid->columns, grid->rows);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* An image, and what it was made of. */
typedef struct
{
  FoveaGrid grid;
  const FoveaPalette *palette;
  FoveaPixels pixels;
  guint used; /* how often any was painted before it was the last time */
} Image;

static void
image_free (gpointer data)
{
  Image *image = data;

  fovea_pixels_clear (&image->pixels);
  g_free (image);
}

GHashTable *
fovea_grid_images_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, image_free);
}

static gboolean
is_of (const Image *image, const FoveaGrid *grid, const FoveaPalette *palette)
{
  const FoveaGrid *of = &image->grid;

  return of->state == grid->state && of->rows == grid->rows && of->columns == grid->columns && of->dim == grid->dim
         && of->low == grid->low && of->high == grid->high && image->palette == palette;
}

/* Drops the image that was not painted for the longest. */
static void
drop_oldest (GHashTable *images, guint now)
{
  GHashTableIter iter;
  gpointer key, oldest = NULL, value;
  guint age = 0;

  g_hash_table_iter_init (&iter, images);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (now - ((Image *) value)->used >= age)
      {
        age = now - ((Image *) value)->used;
        oldest = key;
      }
  g_hash_table_remove (images, oldest);
}

/* A map of which nothing is known yet is an image of one pixel. */
static gboolean
is_empty (const Brush *brush)
{
  gsize cells = (gsize) brush->grid->rows * (gsize) brush->grid->columns;

  return cells > 0 && brush->states[0] == FOVEA_CELL_EMPTY && memcmp (brush->states, brush->states + 1, cells - 1) == 0;
}

/* The image of a grid that tells when its values change, kept from the last time if they have not. */
static void
paint_kept_image (const FoveaGrid *grid, const FoveaStyle *style, GHashTable *images, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_palette_get (style);
  static int painted = 0; /* by all threads */
  guint now = (guint) g_atomic_int_add (&painted, 1);
  gpointer key = GUINT_TO_POINTER ((guint) grid->role << 24 ^ (guint) grid->index);
  Image *image = g_hash_table_lookup (images, key);
  FoveaBox box;
  Brush brush;

  if (!image || !is_of (image, grid, palette))
    {
      image = g_new (Image, 1);
      brush_init (&brush, grid, style);
      *image = (Image){ *grid, palette, { .image = make_image (&brush, is_empty (&brush)) } };
      brush_clear (&brush);
      if (g_hash_table_size (images) >= MAX_IMAGES)
        drop_oldest (images, now);
      g_hash_table_insert (images, key, image);
    }
  image->used = now;
  box = (FoveaBox){ grid->x, grid->y, grid->columns * grid->cell, grid->rows * grid->cell };
  fovea_pixels_paint (&image->pixels, cr, box);
}

/* --- large cells */

/* The cells' squares; neighbours of one colour are one rectangle where there are no gaps between them. */
static void
paint_squares (Brush *brush, cairo_t *cr, double gap)
{
  const FoveaGrid *grid = brush->grid;

  for (int row = 0; row < grid->rows; row++)
    for (int column = 0, end; column < grid->columns; column = end)
      {
        gsize cell = (gsize) row * (gsize) grid->columns + (gsize) column;
        FoveaColour colour = get_cell_colour (brush, cell);
        guint32 pixel = to_pixel (colour);

        end = column + 1;
        while (gap == 0 && end < grid->columns
               && to_pixel (get_cell_colour (brush, cell + (gsize) (end - column))) == pixel)
          end++;
        cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
        cairo_rectangle (cr, grid->x + column * grid->cell + gap, grid->y + row * grid->cell + gap,
                         (end - column) * grid->cell - gap, grid->cell - gap);
        cairo_fill (cr);
      }
}

/* A neuron's disc, in the middle of a cell. */
static void
add_disc (cairo_t *cr, double x, double y, double cell)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + 0.5 + cell / 2, y + 0.5 + cell / 2, 0.45 * cell, 0, 2 * G_PI);
}

static FoveaColour
get_disc_edge (const Brush *brush, double *alpha)
{
  *alpha = brush->grid->dim ? 0.6 : 1;
  return brush->palette->padding_edge;
}

/* Each cell a disc with an edge, drawn as such. */
static void
paint_discs (Brush *brush, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  double alpha;
  FoveaColour edge = get_disc_edge (brush, &alpha);

  cairo_set_line_width (cr, 1);
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      {
        add_disc (cr, grid->x + column * grid->cell, grid->y + row * grid->cell, grid->cell);
        fovea_set_colour (cr, get_cell_colour (brush, (gsize) row * (gsize) grid->columns + (gsize) column), 1);
        cairo_fill_preserve (cr);
        fovea_set_colour (cr, edge, alpha);
        cairo_stroke (cr);
      }
}

/* One disc, or its edge, as a stencil of so many pixels as the surface has for it. */
static cairo_surface_t *
make_stencil (cairo_t *cr, double cell, gboolean edge)
{
  int size = (int) ceil (cell) + 2;
  cairo_surface_t *stencil = cairo_surface_create_similar (cairo_get_target (cr), CAIRO_CONTENT_ALPHA, size, size);
  cairo_t *pen = cairo_create (stencil);

  add_disc (pen, 0, 0, cell);
  cairo_set_line_width (pen, 1);
  if (edge)
    cairo_stroke (pen);
  else
    cairo_fill (pen);
  cairo_destroy (pen);
  return stencil;
}

/* The same through stencils, in a tenth of the time; each disc stands at a whole pixel. */
static void
stamp_discs (Brush *brush, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  cairo_surface_t *disc = make_stencil (cr, grid->cell, FALSE), *ring = make_stencil (cr, grid->cell, TRUE);
  double alpha;
  FoveaColour edge = get_disc_edge (brush, &alpha);

  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      {
        double x = round (grid->x + column * grid->cell), y = round (grid->y + row * grid->cell);

        fovea_set_colour (cr, get_cell_colour (brush, (gsize) row * (gsize) grid->columns + (gsize) column), 1);
        cairo_mask_surface (cr, disc, x, y);
        fovea_set_colour (cr, edge, alpha);
        cairo_mask_surface (cr, ring, x, y);
      }
  cairo_surface_destroy (disc);
  cairo_surface_destroy (ring);
}

static void
paint_lines (const FoveaGrid *grid, const FoveaPalette *palette, cairo_t *cr)
{
  double width = grid->columns * grid->cell, height = grid->rows * grid->cell;

  for (int column = 0; column <= grid->columns; column++)
    cairo_rectangle (cr, grid->x + column * grid->cell, grid->y, 1, height + 1);
  for (int row = 0; row <= grid->rows; row++)
    cairo_rectangle (cr, grid->x, grid->y + row * grid->cell, width + 1, 1);
  fovea_set_colour (cr, palette->edge, grid->dim ? 0.6 : 1);
  cairo_fill (cr);
}

/* Whether there is padding at either side of an edge: the one above cell (row, column), or @upright that before it. */
static gboolean
has_dashed_edge (const Brush *brush, gboolean upright, int row, int column)
{
  const FoveaGrid *grid = brush->grid;
  int rows[2] = { upright ? row : row - 1, row }, columns[2] = { upright ? column - 1 : column, column };

  for (int i = 0; i < 2; i++)
    if (rows[i] >= 0 && rows[i] < grid->rows && columns[i] >= 0 && columns[i] < grid->columns
        && brush->states[rows[i] * grid->columns + columns[i]] == FOVEA_CELL_PADDING)
      return TRUE;
  return FALSE;
}

/* The edges of the padding along one axis, each run of them one line. */
static void
add_dashed_edges (const Brush *brush, gboolean upright, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  int lines = upright ? grid->columns : grid->rows, cells = upright ? grid->rows : grid->columns;
  double cell = grid->cell;

  for (int line = 0; line <= lines; line++)
    for (int from = 0, to; from < cells; from = to + 1)
      {
        to = from;
        while (to < cells && has_dashed_edge (brush, upright, upright ? to : line, upright ? line : to))
          to++;
        if (to == from)
          continue;
        cairo_move_to (cr, grid->x + (upright ? line * cell + 0.5 : from * cell),
                       grid->y + (upright ? from * cell : line * cell + 0.5));
        cairo_rel_line_to (cr, upright ? 0 : (to - from) * cell + 1, upright ? (to - from) * cell + 1 : 0);
      }
}

/* Stripes at 45°, two points in four: a thin line cut out of them is a dashed one. */
static cairo_pattern_t *
make_stripes (FoveaColour colour, double alpha)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 4, 4);
  cairo_t *cr = cairo_create (image);
  cairo_pattern_t *stripes;

  fovea_set_colour (cr, colour, alpha);
  for (int row = 0; row < 4; row++)
    for (int i = 0; i < 2; i++)
      cairo_rectangle (cr, (row + i) % 4, row, 1, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
  stripes = cairo_pattern_create_for_surface (image);
  cairo_surface_destroy (image);
  cairo_pattern_set_extend (stripes, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (stripes, CAIRO_FILTER_NEAREST);
  return stripes;
}

/* Padding has a dashed edge. On pixels its dashes are not drawn one by one: a frame has no time for those of a thousand
 * cells. */
static void
paint_dashes (const Brush *brush, cairo_t *cr)
{
  static const double dash[] = { 2, 2 };
  gsize cells = (gsize) brush->grid->rows * (gsize) brush->grid->columns;
  cairo_pattern_t *stripes;

  if (memchr (brush->states, FOVEA_CELL_PADDING, cells) == NULL)
    return;
  cairo_save (cr);
  add_dashed_edges (brush, FALSE, cr);
  add_dashed_edges (brush, TRUE, cr);
  stripes = make_stripes (brush->palette->padding_edge, 0.8);
  if (fovea_is_vector (cr))
    {
      cairo_set_dash (cr, dash, 2, 0);
      fovea_set_colour (cr, brush->palette->padding_edge, 0.8);
    }
  else
    cairo_set_source (cr, stripes);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_pattern_destroy (stripes);
  cairo_restore (cr);
}

/* The most characters that any number of the grid takes with two decimals. */
static int
count_places (const Brush *brush)
{
  gsize cells = (gsize) brush->grid->rows * (gsize) brush->grid->columns;
  char text[FOVEA_NUMBER_SIZE];
  int most = 1;

  for (gsize i = 0; i < cells; i++)
    if (brush->states[i] == FOVEA_CELL_VALUE)
      most = MAX (most, (int) g_utf8_strlen (fovea_number_short (brush->values[i], 6, text), -1));
  return most;
}

/* The size of type that the widest number of the grid fits in, as far as it stays legible. */
static double
choose_type (const Brush *brush, FoveaType *type, int *places)
{
  double size = 5.5 * brush->unit + 0.25 * brush->grid->cell;
  double digit = fovea_type_measure_number (type, "0", 10) / 10; /* of its size */
  double room = brush->grid->cell - 3;
  int most = count_places (brush);

  size = MIN (size, room / (digit * most));
  size = MAX (floor (size * 2) / 2, SMALLEST_TYPE * brush->unit);
  *places = MAX ((int) (room / (digit * size)), 1);
  return size;
}

static void
paint_numbers (Brush *brush, FoveaType *type, cairo_t *cr)
{
  const FoveaGrid *grid = brush->grid;
  const FoveaPalette *palette = brush->palette;
  FoveaColour inks[N_INKS] = { [WHITE] = { 1, 1, 1 }, [OF_PADDING] = palette->padding_ink };
  GArray *glyphs[N_INKS];
  int places;
  double size = choose_type (brush, type, &places);

  if (grid->dim)
    inks[BLACK] = fovea_colour_mix (inks[BLACK], inks[WHITE], 0.3);
  for (int i = BLACK; i < N_INKS; i++)
    glyphs[i] = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      {
        gsize cell = (gsize) row * (gsize) grid->columns + (gsize) column;
        char text[FOVEA_NUMBER_SIZE];

        if (brush->states[cell] != FOVEA_CELL_EMPTY)
          fovea_type_add_number (type, fovea_number_short (brush->values[cell], places, text), size,
                                 grid->x + 0.5 + (column + 0.5) * grid->cell,
                                 grid->y + 0.5 + (row + 0.5) * grid->cell, glyphs[get_ink (brush, cell)]);
      }
  for (int i = BLACK; i < N_INKS; i++)
    {
      fovea_set_colour (cr, inks[i], 1);
      fovea_type_show_glyphs (type, cr, size, glyphs[i]);
      g_array_unref (glyphs[i]);
    }
}

static void
paint_small (const FoveaGrid *grid, const FoveaStyle *style, GHashTable *images, cairo_t *cr)
{
  cairo_surface_t *image;
  Brush brush;

  if (images && grid->state != 0)
    paint_kept_image (grid, style, images, cr);
  else
    {
      brush_init (&brush, grid, style);
      image = make_image (&brush, FALSE);
      paint_image (grid, image, cr);
      cairo_surface_destroy (image);
      brush_clear (&brush);
    }
  if (grid->cell >= LINED)
    paint_lines (grid, fovea_palette_get (style), cr);
}

void
fovea_grid_paint (const FoveaGrid *grid, FoveaType *type, const FoveaStyle *style, GHashTable *images, cairo_t *cr)
{
  gboolean lines = grid->cell >= LINED;
  Brush brush;

  if (grid->round)
    {
      brush_init (&brush, grid, style);
      if (grid->rows * grid->columns <= MAX_DRAWN || fovea_is_vector (cr))
        paint_discs (&brush, cr);
      else
        stamp_discs (&brush, cr);
      if (is_numbered (grid, style))
        paint_numbers (&brush, type, cr);
      brush_clear (&brush);
      return;
    }
  if (grid->cell < FOVEA_CELL_MIN && !fovea_is_vector (cr))
    {
      paint_small (grid, style, images, cr);
      return;
    }
  brush_init (&brush, grid, style);
  paint_squares (&brush, cr, lines ? 1 : 0);
  if (lines)
    paint_lines (grid, brush.palette, cr);
  if (grid->cell >= FOVEA_CELL_MIN)
    paint_dashes (&brush, cr);
  if (is_numbered (grid, style))
    paint_numbers (&brush, type, cr);
  brush_clear (&brush);
}
