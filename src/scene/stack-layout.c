/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Volumes side by side, as large as there is room for. A map of n cells a side beside one of N is n/N as large; where
 * that would leave the smallest too small to be seen, (n/N)^p is taken with a p that makes it a fifth of the largest.
 * */

#include "config.h"

#include "scene/stack-layout.h"

#include <math.h>

static const double SMALLEST = 0.2;               /* of the largest */
static const double LARGEST = 340, LEAST = 56;    /* side of the largest face, points; */
static const double LARGEST_OF_FEW = 560;         /* and where there are few volumes, which would leave a page empty */
static const double GAP = 16, MOST_GAP = 300, CAPTION = 76, SPAN = 30; /* between volumes; a caption; deepest volume */

enum
{
  FEW = 4
};

static int
get_side (FoveaStack *lesson, int row, gboolean blind)
{
  FoveaShape shape = fovea_stack_get_shape (lesson, row);

  return blind ? 1 : MAX (shape.width, shape.height); /* 0 behind a misfit */
}

/* What the sizes of all volumes follow from: the largest side in cells, and the exponent p. */
typedef struct
{
  double largest, power, unit;
  gboolean blind;
} Scale;

static Scale
find_scale (FoveaStack *lesson, double unit, gboolean blind)
{
  Scale scale = { 1, 1, unit, blind };
  double smallest = G_MAXINT;

  for (int row = 0; row <= fovea_stack_count_layers (lesson); row++)
    {
      int side = get_side (lesson, row, blind);

      scale.largest = fmax (scale.largest, side);
      if (side > 0)
        smallest = fmin (smallest, side);
    }
  if (smallest < SMALLEST * scale.largest)
    scale.power = log (SMALLEST) / log (smallest / scale.largest);
  return scale;
}

/* A deep volume is thicker: by the logarithm, as depths are powers of two. */
static double
get_thickness (FoveaShape shape, double unit, gboolean blind)
{
  return blind || shape.depth == 0 ? 6 * unit : fmin (3 + 2.6 * log2 (shape.depth), SPAN) * unit;
}

static FoveaSlab
make_slab (FoveaStack *lesson, int row, double side, const Scale *scale)
{
  FoveaShape shape = fovea_stack_get_shape (lesson, row);
  int cells = get_side (lesson, row, scale->blind);
  double face = fmax (side * SMALLEST, 20 * scale->unit);

  if (cells > 0)
    face = side * (scale->power == 1 ? cells / scale->largest : pow (cells / scale->largest, scale->power));
  if (scale->blind || cells == 0)
    return (FoveaSlab){ .cell = face, .columns = 1, .rows = 1, .thickness = get_thickness (shape, scale->unit, TRUE) };
  return (FoveaSlab){ .cell = face / cells, .columns = shape.width, .rows = shape.height,
                      .thickness = get_thickness (shape, scale->unit, FALSE) };
}

/* Room that is left goes between the volumes. */
static void
spread (FoveaStackLayout *self, double gap)
{
  for (guint row = 1; row < self->slabs->len && gap > 0; row++)
    {
      g_array_index (self->slabs, FoveaSlab, row).x += row * gap;
      g_array_index (self->captions, FoveaBox, row).x += row * gap;
    }
}

/* Puts the slabs one behind the other, their faces' middles on one line. Returns: whether they fit */
static gboolean
arrange (FoveaStackLayout *self, FoveaStack *lesson, const FoveaBox *room, double caption_height, double side,
         const Scale *scale)
{
  double unit = scale->unit;
  int n = fovea_stack_count_layers (lesson) + 1;
  double height = room->height - (self->staggered ? 2 : 1) * caption_height, tallest = 0;
  double aside = self->staggered ? CAPTION * unit / 4 : 0; /* by which the first and the last caption stick out */
  double x = room->x + aside;

  g_array_set_size (self->slabs, 0);
  g_array_set_size (self->captions, 0);
  for (int row = 0; row < n; row++)
    {
      FoveaSlab slab = make_slab (lesson, row, side, scale);
      FoveaBox box = fovea_slab_get_box (&slab), caption;
      double caption_width = CAPTION * unit * (self->staggered ? 0.5 : 1), column = fmax (box.width, caption_width);

      tallest = fmax (tallest, box.height);
      slab.x = x + (column - box.width) / 2 + slab.thickness;
      caption = (FoveaBox){ x + column / 2 - CAPTION * unit / 2, 0, CAPTION * unit, 0 };
      g_array_append_val (self->slabs, slab);
      g_array_append_val (self->captions, caption);
      x += column + GAP * unit;
    }
  x += aside - GAP * unit;
  for (int row = 0; row < n; row++)
    {
      FoveaSlab *slab = &g_array_index (self->slabs, FoveaSlab, row);
      FoveaBox box = fovea_slab_get_box (slab), *caption = &g_array_index (self->captions, FoveaBox, row);

      slab->y += room->y + tallest / 2 - (box.y + box.height / 2);
      caption->y = room->y + tallest + 8 * unit + (self->staggered && row % 2 ? caption_height : 0);
    }
  spread (self, fmin ((room->x + room->width - x) / fmax (n - 1, 1), (MOST_GAP - GAP) * unit));
  return x <= room->x + room->width && tallest + 8 * unit <= height;
}

static void
make_arrays (FoveaStackLayout *self)
{
  if (self->slabs)
    return;
  self->slabs = g_array_new (FALSE, FALSE, sizeof (FoveaSlab));
  self->captions = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
}

gboolean
fovea_stack_layout_is_wide_enough (FoveaStackLayout *self, FoveaStack *lesson, double margin, double width, double unit,
                                   gboolean blind)
{
  Scale scale = find_scale (lesson, unit, blind);
  FoveaBox room = { margin, 0, width - 2 * margin, G_MAXFLOAT };

  make_arrays (self);
  self->staggered = TRUE;
  return arrange (self, lesson, &room, 0, LEAST * unit, &scale);
}

gboolean
fovea_stack_layout_place (FoveaStackLayout *self, FoveaStack *lesson, const FoveaBox *room, double caption_height,
                          double unit, gboolean blind)
{
  Scale scale = find_scale (lesson, unit, blind);
  double largest = fovea_stack_count_layers (lesson) < FEW ? LARGEST_OF_FEW : LARGEST;

  make_arrays (self);
  self->true_scale = scale.power == 1;
  for (int staggered = 0; staggered < 2; staggered++)
    {
      double low = LEAST * unit, high = largest * unit;

      self->staggered = staggered;
      if (!arrange (self, lesson, room, caption_height, low, &scale))
        continue;
      while (high - low > unit) /* the largest that fits, to a point */
        {
          double middle = (low + high) / 2;

          if (arrange (self, lesson, room, caption_height, middle, &scale))
            low = middle;
          else
            high = middle;
        }
      return arrange (self, lesson, room, caption_height, low, &scale);
    }
  return FALSE;
}

void
fovea_stack_layout_clear (FoveaStackLayout *self)
{
  g_clear_pointer (&self->slabs, g_array_unref);
  g_clear_pointer (&self->captions, g_array_unref);
}
