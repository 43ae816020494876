/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a line is drawn, however many points it has.
 *
 * Of the points that share a column of pixels the first, lowest, highest and last are drawn (the M4 aggregation of Jugel
 * and others, 2014), which looks like all of them. They are found among the numbers; only those four are placed. Where
 * a line jumps up and down in every column, though, that is a zigzag over the same pixels again and again: the band that
 * it fills is painted instead, and dashes are columns left out. To Cairo a band is hundreds of rectangles beside one
 * another, which it takes a time in their square to sort; a mask of how much of each pixel the band covers is painted at
 * once. In SVG and PDF it stays a line. */

#include "config.h"

#include "scene/trace.h"

#include <math.h>

enum
{
  STRIP = 48 /* columns of a band that are painted at once */
};

static const double COLUMN = 1.5; /* points */
static const double DENSE = 1.5;  /* points in a column from which on a line may be a band */
static const double FLAT = 0.5;   /* points that it may go up and down in a column without being one */
static const double LEAST = 1e-30; /* what has no logarithm counts as */

/* The points that share a column: the first, the lowest, the highest and the last, as they come. */
typedef struct
{
  double x[4], y[4]; /* by FIRST …; points */
  guint at[4];       /* which of the line */
  guint n;
  double way; /* up and down, from the first to the last */
} Column;

enum
{
  FIRST,
  LOWEST,
  HIGHEST,
  LAST
};

static double
get_x (const FoveaTrace *self, guint i)
{
  return *(const double *) (gconstpointer) ((const char *) self->points + i * self->stride);
}

static float
get_y (const FoveaTrace *self, guint i)
{
  return *(const float *) (gconstpointer) ((const char *) self->points + i * self->stride + self->value);
}

static double
place (const FoveaTraceAxis *axis, double value)
{
  return axis->zero + axis->unit * (axis->log ? log (fmax (value, LEAST)) : value);
}

/* The x that lies @width points right of @x. */
static double
move (const FoveaTraceAxis *axis, double x, double width)
{
  return axis->log ? fmax (x, LEAST) * exp (width / axis->unit) : x + width / axis->unit;
}

/* How far it is up and down from each to the next of @n points from @i on, on a logarithmic axis: the sum of logarithms is
 * the logarithm of the product. */
static double
measure_log_way (const FoveaTrace *self, guint i, guint n)
{
  double factor = 1, last = fmax (get_y (self, i), LEAST);

  for (guint end = i + n; ++i < end;)
    {
      double y = fmax (get_y (self, i), LEAST);

      factor *= y > last ? y / last : last / y;
      last = y;
    }
  return log (factor);
}

/* Takes the points from @i on that lie within @width of the first. */
static void
take_column (const FoveaTrace *self, guint i, double width, Column *column)
{
  double limit = move (&self->x, get_x (self, i), width), way = 0;
  guint lowest = i, highest = i, end = i + 1;
  float least = get_y (self, i), most = least, last = least;

  for (; end < self->n && get_x (self, end) < limit; end++)
    {
      float y = get_y (self, end);

      lowest = y < least ? end : lowest;
      highest = y > most ? end : highest;
      least = MIN (y, least);
      most = MAX (y, most);
      way += fabsf (y - last);
      last = y;
    }
  if (self->y.log)
    way = measure_log_way (self, i, end - i);
  *column = (Column){ .at = { i, lowest, highest, end - 1 }, .n = end - i, .way = way * fabs (self->y.unit) };
  for (int which = FIRST; which <= LAST; which++)
    {
      column->x[which] = place (&self->x, get_x (self, column->at[which]));
      column->y[which] = CLAMP (place (&self->y, get_y (self, column->at[which])), self->top, self->bottom);
    }
}

/* --- a line */

static void
add_line (cairo_t *cr, const Column *column)
{
  int earlier = column->at[LOWEST] < column->at[HIGHEST] ? LOWEST : HIGHEST, later = LOWEST + HIGHEST - earlier;

  cairo_line_to (cr, column->x[FIRST], column->y[FIRST]);
  if (column->y[LOWEST] - column->y[HIGHEST] > fabs (column->y[LAST] - column->y[FIRST]) + FLAT)
    {
      cairo_line_to (cr, column->x[earlier], column->y[earlier]);
      cairo_line_to (cr, column->x[later], column->y[later]);
    }
  cairo_line_to (cr, column->x[LAST], column->y[LAST]);
}

static void
paint_line (FoveaSketch *sketch, const GArray *columns, double width)
{
  cairo_new_path (sketch->cr);
  for (guint i = 0; i < columns->len; i++)
    add_line (sketch->cr, &g_array_index (columns, Column, i));
  if (columns->len == 1 && g_array_index (columns, Column, 0).n == 1)
    cairo_close_path (sketch->cr); /* a round dot */
  cairo_set_line_width (sketch->cr, width);
  cairo_set_line_join (sketch->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (sketch->cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (sketch->cr);
}

/* --- a band */

typedef struct
{
  double lengths[8], length;
  int n;
} Dashes;

static Dashes
get_dashes (cairo_t *cr)
{
  Dashes dashes = { .n = cairo_get_dash_count (cr) };

  g_return_val_if_fail (dashes.n <= (int) G_N_ELEMENTS (dashes.lengths), (Dashes){ 0 });
  cairo_get_dash (cr, dashes.lengths, NULL);
  for (int i = 0; i < dashes.n; i++)
    dashes.length += dashes.lengths[i];
  return dashes;
}

/* Whether they leave @x out. */
static gboolean
is_gap (const Dashes *self, double x)
{
  if (self->n == 0)
    return FALSE;
  x -= self->length * floor (x / self->length); /* fmod () is dear */
  for (int i = 0; i < self->n; x -= self->lengths[i], i++)
    if (x < self->lengths[i])
      return i % 2 == 1;
  return FALSE;
}

/* How much of each pixel of a part of the picture is covered, 0 … 255. */
typedef struct
{
  cairo_surface_t *surface;
  guint8 *data;
  int stride, width, height;
  double x, y;            /* its left and upper edge, in pixels of the target */
  double pixel;           /* how long one is, in those of the target */
  cairo_matrix_t placing; /* of points, in pixels; nothing is turned */
} Mask;

/* @room, in points, as far as it is not clipped; FALSE if all of it is. */
static gboolean
mask_init (Mask *self, const FoveaSketch *sketch, const FoveaBox *room)
{
  double left, top, right, bottom;

  cairo_clip_extents (sketch->cr, &left, &top, &right, &bottom);
  left = fmax (left, room->x - 1); /* edges are rounded */
  right = fmin (right, room->x + room->width + 1);
  top = fmax (top, room->y);
  bottom = fmin (bottom, room->y + room->height);
  cairo_user_to_device (sketch->cr, &left, &top);
  cairo_user_to_device (sketch->cr, &right, &bottom);
  self->pixel = 1 / sketch->pixels;
  self->x = floor (left);
  self->y = floor (top);
  self->width = (int) ceil ((right - self->x) / self->pixel);
  self->height = (int) ceil ((bottom - self->y) / self->pixel);
  if (self->width <= 0 || self->height <= 0)
    return FALSE;
  cairo_get_matrix (sketch->cr, &self->placing);
  cairo_matrix_multiply (&self->placing, &self->placing,
                         &(cairo_matrix_t){ sketch->pixels, 0, 0, sketch->pixels, -self->x * sketch->pixels,
                                            -self->y * sketch->pixels });
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, self->width, self->height);
  self->data = cairo_image_surface_get_data (self->surface);
  self->stride = cairo_image_surface_get_stride (self->surface);
  return self->data != NULL;
}

/* The column whose left edge is the nearest to @x, or the end. */
static int
mask_find (const Mask *self, double x)
{
  return (int) (CLAMP (x * self->placing.xx + self->placing.x0, 0, self->width) + 0.5);
}

/* Covers columns from @left to @right, but one at least, from @top to @bottom; in points. */
static void
mask_cover (Mask *self, double left, double right, double top, double bottom)
{
  int first = mask_find (self, left), end = MIN (MAX (mask_find (self, right), first + 1), self->width);

  top = CLAMP (top * self->placing.yy + self->placing.y0, 0, self->height);
  bottom = CLAMP (bottom * self->placing.yy + self->placing.y0, 0, self->height);
  for (int y = (int) top; y < bottom; y++)
    {
      guint8 cover = (guint8) ((MIN (bottom, y + 1) - MAX (top, y)) * 255 + 0.5);
      guint8 *row = self->data + (gsize) y * self->stride;

      for (int x = first; x < end; x++)
        row[x] = MAX (row[x], cover);
    }
}

static void
mask_paint (Mask *self, FoveaSketch *sketch)
{
  cairo_surface_mark_dirty (self->surface);
  cairo_save (sketch->cr);
  cairo_identity_matrix (sketch->cr);
  cairo_translate (sketch->cr, self->x, self->y);
  cairo_scale (sketch->cr, self->pixel, self->pixel);
  cairo_mask_surface (sketch->cr, self->surface, 0, 0);
  cairo_restore (sketch->cr);
}

/* Where the column ends: where the next one begins. */
static double
get_end (const GArray *columns, guint i, double width)
{
  const Column *column = &g_array_index (columns, Column, i);

  return i + 1 < columns->len ? column[1].x[FIRST] : column->x[LAST] + width;
}

/* Columns from @from to @to, the last not included, each with what leads to it from the one before. */
static void
paint_strip (FoveaSketch *sketch, const GArray *columns, guint from, guint to, const Dashes *dashes, double width)
{
  FoveaBox room = { g_array_index (columns, Column, from).x[FIRST], G_MAXDOUBLE, 0, 0 };
  double most = -G_MAXDOUBLE;
  Mask mask = { 0 };

  for (guint i = from > 0 ? from - 1 : 0; i < to; i++)
    {
      room.y = fmin (room.y, g_array_index (columns, Column, i).y[HIGHEST] - width / 2);
      most = fmax (most, g_array_index (columns, Column, i).y[LOWEST] + width / 2);
    }
  room.width = get_end (columns, to - 1, width) - room.x;
  room.height = most - room.y;
  if (mask_init (&mask, sketch, &room))
    {
      for (guint i = from; i < to; i++)
        {
          const Column *column = &g_array_index (columns, Column, i);
          double before = i > 0 ? column[-1].y[LAST] : column->y[FIRST];

          if (!is_gap (dashes, column->x[FIRST]))
            mask_cover (&mask, column->x[FIRST], get_end (columns, i, width),
                        fmin (column->y[HIGHEST], before) - width / 2, fmax (column->y[LOWEST], before) + width / 2);
        }
      mask_paint (&mask, sketch);
    }
  g_clear_pointer (&mask.surface, cairo_surface_destroy);
}

/* In strips, since a thin band that rises or falls fills little of the room around all of it. */
static void
paint_band (FoveaSketch *sketch, const GArray *columns, double width)
{
  Dashes dashes = get_dashes (sketch->cr);

  for (guint i = 0; i < columns->len; i += STRIP)
    paint_strip (sketch, columns, i, MIN (i + STRIP, columns->len), &dashes, width);
}

static gboolean
is_zigzag (const GArray *columns)
{
  double detours = 0;
  guint points = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);

      points += column->n;
      detours += column->way - fabs (column->y[LAST] - column->y[FIRST]);
    }
  return points > DENSE * columns->len && detours > FLAT * columns->len;
}

/**
 * fovea_trace_paint:
 * @width: of the line, points
 *
 * Draws it in the colour and with the dashes that are set.
 */
void
fovea_trace_paint (const FoveaTrace *self, FoveaSketch *sketch, double width)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));

  for (guint i = 0; i < self->n;)
    {
      Column column;

      take_column (self, i, COLUMN * sketch->scale, &column);
      g_array_append_val (columns, column);
      i += column.n;
    }
  if (columns->len == 0)
    return;
  if (is_zigzag (columns) && !fovea_is_vector (sketch->cr))
    paint_band (sketch, columns, width);
  else
    paint_line (sketch, columns, width);
}
