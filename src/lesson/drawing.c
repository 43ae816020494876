/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a pad to a net's input. MNIST's digits were cut out, brought to 20 pixels along their longer side, and put into
 * 28×28 pixels with their centre of mass in the middle (http://yann.lecun.com/exdb/mnist); a drawing is treated alike,
 * for in the place where it was drawn no net that learned from these would know it.
 *
 * Strokes lie on a square of SIDE² cells; how much of a cell is inked follows from its distance d to the stroke,
 * clamp (r + ½ − d). The pen's radius r is a share of the drawing, not of the pad, so that small digits are no blots.
 * A pixel of the result is the mean of the cells under it, wherever its edges fall: with S (x, y) the sum of all cells
 * above and left of (x, y), linear within a cell along each axis,
 *   mean = (S (x₁, y₁) − S (x₀, y₁) − S (x₁, y₀) + S (x₀, y₀)) / area. */

#include "lesson/drawing.h"

#include <math.h>
#include <string.h>

enum
{
  SIDE = FOVEA_DRAWING_SIDE,
  CELLS = SIDE * SIDE
};

static const double PEN = 0.05;            /* radius of the pen by the side of the drawing's box */
static const double LEAST_BOX = 0.25;      /* of the pad: a single line is not enlarged without end */
static const double MNIST_BOX = 20 / 28.0; /* of the image */
static const float INK = 0.1f;             /* what counts as ink when its box is taken */

/* One thing that can be undone: a stroke, a picture, or that all was cleared. */
typedef struct
{
  GArray *points;       /* FoveaPoint, of a stroke */
  FoveaTensor *picture; /* 1×C×H×W, 0 … 1 */
} Deed;

struct _FoveaDrawing
{
  GObject parent_instance;

  GPtrArray *deeds;
  gboolean centred;
};

G_DEFINE_FINAL_TYPE (FoveaDrawing, fovea_drawing, G_TYPE_OBJECT)

enum
{
  PROP_CENTRED = 1,
  N_PROPERTIES
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
deed_free (gpointer data)
{
  Deed *self = data;

  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->picture, fovea_tensor_unref);
  g_free (self);
}

static const Deed *
get_deed (const FoveaDrawing *self, guint i)
{
  return self->deeds->pdata[i];
}

static Deed *
add_deed (FoveaDrawing *self)
{
  Deed *deed = g_new0 (Deed, 1);

  g_ptr_array_add (self->deeds, deed);
  return deed;
}

/* The first of the deeds that show: the last picture or clearing, or whatever came first. */
static guint
find_ground (const FoveaDrawing *self)
{
  guint i = self->deeds->len;

  while (i > 0 && get_deed (self, i - 1)->points)
    i--;
  return i > 0 ? i - 1 : 0;
}

static void
fovea_drawing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CENTRED)
    g_value_set_boolean (value, FOVEA_DRAWING (object)->centred);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_drawing_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaDrawing *self = FOVEA_DRAWING (object);

  if (id != PROP_CENTRED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->centred == g_value_get_boolean (value))
    return;
  self->centred = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fovea_drawing_finalize (GObject *object)
{
  g_ptr_array_unref (FOVEA_DRAWING (object)->deeds);
  G_OBJECT_CLASS (fovea_drawing_parent_class)->finalize (object);
}

static void
fovea_drawing_class_init (FoveaDrawingClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = fovea_drawing_get_property;
  object_class->set_property = fovea_drawing_set_property;
  object_class->finalize = fovea_drawing_finalize;
  properties[PROP_CENTRED] = g_param_spec_boolean ("centred", NULL, NULL, TRUE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                     | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fovea_drawing_init (FoveaDrawing *self)
{
  self->deeds = g_ptr_array_new_with_free_func (deed_free);
  self->centred = TRUE;
}

FoveaDrawing *
fovea_drawing_new (void)
{
  return g_object_new (FOVEA_TYPE_DRAWING, NULL);
}

/* Deeds */

static FoveaPoint
clamp_to_pad (FoveaPoint point)
{
  return (FoveaPoint){ CLAMP (point.x, 0, 1), CLAMP (point.y, 0, 1) };
}

/* A new stroke: a dot, so far. */
void
fovea_drawing_begin (FoveaDrawing *self, FoveaPoint point)
{
  Deed *deed = add_deed (self);

  point = clamp_to_pad (point);
  deed->points = g_array_new (FALSE, FALSE, sizeof (FoveaPoint));
  g_array_append_val (deed->points, point);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A straight line from where the newest stroke ends. */
void
fovea_drawing_extend (FoveaDrawing *self, FoveaPoint point)
{
  const Deed *deed;

  g_return_if_fail (self->deeds->len > 0);
  deed = get_deed (self, self->deeds->len - 1);
  g_return_if_fail (deed->points != NULL);

  point = clamp_to_pad (point);
  g_array_append_val (deed->points, point);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @pixels: 1×C×H×W, 0 … 1, one channel or three; takes the place of all that was drawn */
void
fovea_drawing_set_picture (FoveaDrawing *self, FoveaTensor *pixels)
{
  g_return_if_fail (pixels->n == 1 && (pixels->c == 1 || pixels->c == 3));

  add_deed (self)->picture = fovea_tensor_ref (pixels);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fovea_drawing_clear (FoveaDrawing *self)
{
  if (fovea_drawing_is_empty (self))
    return;
  add_deed (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fovea_drawing_undo (FoveaDrawing *self)
{
  if (self->deeds->len == 0)
    return;
  g_ptr_array_set_size (self->deeds, self->deeds->len - 1);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
fovea_drawing_can_undo (FoveaDrawing *self)
{
  return self->deeds->len > 0;
}

gboolean
fovea_drawing_is_empty (FoveaDrawing *self)
{
  return fovea_drawing_count_strokes (self) == 0 && !fovea_drawing_get_picture (self);
}

/* Returns: (transfer none) (nullable): what is drawn on */
FoveaTensor *
fovea_drawing_get_picture (FoveaDrawing *self)
{
  return self->deeds->len > 0 ? get_deed (self, find_ground (self))->picture : NULL;
}

/* The first deed that shows and is a stroke. */
static guint
find_first_stroke (FoveaDrawing *self)
{
  guint ground = find_ground (self);

  return ground < self->deeds->len && !get_deed (self, ground)->points ? ground + 1 : ground;
}

guint
fovea_drawing_count_strokes (FoveaDrawing *self)
{
  return self->deeds->len - find_first_stroke (self);
}

/* (array length=n_points) */
const FoveaPoint *
fovea_drawing_get_stroke (FoveaDrawing *self, guint stroke, guint *n_points)
{
  const GArray *points = get_deed (self, find_first_stroke (self) + stroke)->points;

  *n_points = points->len;
  return (const FoveaPoint *) points->data;
}

gboolean
fovea_drawing_get_centred (FoveaDrawing *self)
{
  return self->centred;
}

/* Cells */

static double
get_stroke_extent (FoveaDrawing *self)
{
  double left = 1, right = 0, top = 1, bottom = 0;

  for (guint i = 0; i < fovea_drawing_count_strokes (self); i++)
    {
      guint n;
      const FoveaPoint *points = fovea_drawing_get_stroke (self, i, &n);

      for (guint j = 0; j < n; j++)
        {
          left = fmin (left, points[j].x);
          right = fmax (right, points[j].x);
          top = fmin (top, points[j].y);
          bottom = fmax (bottom, points[j].y);
        }
    }
  return fmax (right - left, bottom - top);
}

/* The pen's radius by the side of the pad. */
double
fovea_drawing_get_pen (FoveaDrawing *self)
{
  return PEN * (self->centred && !fovea_drawing_get_picture (self) ? CLAMP (get_stroke_extent (self), LEAST_BOX, 1)
                                                                   : 0.7);
}

/* How far (x, y) is from the line between @a and @b. */
static double
get_distance (double x, double y, FoveaPoint a, FoveaPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((x - a.x) * dx + (y - a.y) * dy) / length, 0, 1) : 0;

  return hypot (x - a.x - t * dx, y - a.y - t * dy);
}

/* Inks the cells around a line; points and the radius in cells. */
static void
ink_line (float *cells, FoveaPoint a, FoveaPoint b, double radius)
{
  int left = fmax (fmin (a.x, b.x) - radius - 1, 0), right = fmin (fmax (a.x, b.x) + radius + 1, SIDE - 1);
  int top = fmax (fmin (a.y, b.y) - radius - 1, 0), bottom = fmin (fmax (a.y, b.y) + radius + 1, SIDE - 1);

  for (int y = top; y <= bottom; y++)
    for (int x = left; x <= right; x++)
      {
        float ink = CLAMP (radius + 0.5 - get_distance (x + 0.5, y + 0.5, a, b), 0, 1);

        cells[y * SIDE + x] = fmaxf (cells[y * SIDE + x], ink);
      }
}

static void
ink_strokes (FoveaDrawing *self, float *cells)
{
  double radius = fovea_drawing_get_pen (self) * SIDE;

  for (guint i = 0; i < fovea_drawing_count_strokes (self); i++)
    {
      guint n;
      const FoveaPoint *points = fovea_drawing_get_stroke (self, i, &n);

      for (guint j = 0; j < n; j++)
        {
          FoveaPoint a = points[j > 0 ? j - 1 : 0], b = points[j];

          ink_line (cells, (FoveaPoint){ a.x * SIDE, a.y * SIDE }, (FoveaPoint){ b.x * SIDE, b.y * SIDE }, radius);
        }
    }
}

/* A channel of the picture, filling the square, its middle where its proportions are others. */
static void
lay_picture (const FoveaTensor *picture, int channel, float *cells)
{
  int side = MIN (picture->w, picture->h), left = (picture->w - side) / 2, top = (picture->h - side) / 2;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      cells[y * SIDE + x] = *fovea_tensor_at (picture, 0, MIN (channel, picture->c - 1), top + y * side / SIDE,
                                              left + x * side / SIDE);
}

/* All channels as one, light on dark: a picture with a light edge is ink on paper. */
static void
make_light_on_dark (float *cells)
{
  double edge = 0;

  for (int i = 0; i < SIDE; i++)
    edge += cells[i] + cells[CELLS - 1 - i] + cells[i * SIDE] + cells[i * SIDE + SIDE - 1];
  if (edge / (4 * SIDE) > 0.5)
    for (int i = 0; i < CELLS; i++)
      cells[i] = 1 - cells[i];
}

/* Everything that shows, as @channels × SIDE × SIDE cells. */
static float *
make_cells (FoveaDrawing *self, int channels)
{
  FoveaTensor *picture = fovea_drawing_get_picture (self);
  float *cells = g_new0 (float, channels * CELLS);

  for (int c = 0; picture && c < channels; c++)
    lay_picture (picture, c, cells + c * CELLS);
  if (picture && picture->c == 3 && channels == 1)
    {
      g_autofree float *other = g_new (float, CELLS);
      static const float weights[] = { 0.299f, 0.587f, 0.114f }; /* Rec. 601 */

      memset (cells, 0, CELLS * sizeof (float));
      for (int c = 0; c < 3; c++)
        {
          lay_picture (picture, c, other);
          for (int i = 0; i < CELLS; i++)
            cells[i] += weights[c] * other[i];
        }
    }
  if (picture && channels == 1 && self->centred)
    make_light_on_dark (cells);
  for (int c = 0; c < channels; c++)
    ink_strokes (self, cells + c * CELLS);
  return cells;
}

/* Pixels */

/* The part of the pad that the image shows, in cells. */
typedef struct
{
  double left, top, width, height;
} Frame;

/* S, (SIDE + 1)² numbers. */
static double *
sum_up (const float *cells)
{
  double *sums = g_new0 (double, (SIDE + 1) * (SIDE + 1));

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      sums[(y + 1) * (SIDE + 1) + x + 1] = cells[y * SIDE + x] + sums[y * (SIDE + 1) + x + 1]
                                           + sums[(y + 1) * (SIDE + 1) + x] - sums[y * (SIDE + 1) + x];
  return sums;
}

static double
sum_to (const double *sums, double x, double y)
{
  double u = CLAMP (x, 0, SIDE), v = CLAMP (y, 0, SIDE), p, q;
  int column = MIN (u, SIDE - 1), row = MIN (v, SIDE - 1);
  const double *at = sums + row * (SIDE + 1) + column;

  p = u - column;
  q = v - row;
  return (at[0] * (1 - p) + at[1] * p) * (1 - q) + (at[SIDE + 1] * (1 - p) + at[SIDE + 2] * p) * q;
}

/* Where MNIST would have cut: the box of the ink is 20/28 of the image, its centre of mass the middle. */
static Frame
centre (const float *cells, const FoveaShape *shape)
{
  int left = SIDE, right = 0, top = SIDE, bottom = 0;
  double mass = 0, x_mass = 0, y_mass = 0, side;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        float ink = cells[y * SIDE + x];

        mass += ink;
        x_mass += ink * (x + 0.5);
        y_mass += ink * (y + 0.5);
        if (ink <= INK)
          continue;
        left = MIN (left, x);
        right = MAX (right, x + 1);
        top = MIN (top, y);
        bottom = MAX (bottom, y + 1);
      }
  if (right <= left)
    return (Frame){ 0, 0, SIDE, SIDE };
  side = fmax (MAX (right - left, bottom - top), LEAST_BOX * SIDE) / MNIST_BOX;
  return (Frame){ x_mass / mass - side / 2, y_mass / mass - side / 2 * shape->height / shape->width, side,
                  side * shape->height / shape->width };
}

/**
 * fovea_drawing_fill:
 * @shape: of a net's input
 * @pixels: (out caller-allocates): depth × height × width bytes
 *
 * The drawing as the net is to see it. Of more than one channel each gets the picture's own; ink is light in all. Only
 * images of one channel are centred.
 */
void
fovea_drawing_fill (FoveaDrawing *self, const FoveaShape *shape, guint8 *pixels)
{
  g_autofree float *cells = make_cells (self, shape->depth);
  Frame frame = { 0, 0, SIDE, SIDE };
  double width, height;

  if (self->centred && shape->depth == 1)
    frame = centre (cells, shape);
  width = frame.width / shape->width;
  height = frame.height / shape->height;
  for (int c = 0; c < shape->depth; c++)
    {
      g_autofree double *sums = sum_up (cells + c * CELLS);

      for (int y = 0; y < shape->height; y++)
        for (int x = 0; x < shape->width; x++)
          {
            double x0 = frame.left + x * width, y0 = frame.top + y * height, x1 = x0 + width, y1 = y0 + height;
            double mean = (sum_to (sums, x1, y1) - sum_to (sums, x0, y1) - sum_to (sums, x1, y0)
                           + sum_to (sums, x0, y0)) / (width * height);

            *pixels++ = CLAMP (mean, 0, 1) * 255 + 0.5;
          }
    }
}
