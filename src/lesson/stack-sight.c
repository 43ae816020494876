/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an output cell looks at in the layers before it. Output cell o of a layer reads the cells
 *   o·S − P + u·D,  u = 0 … F − 1
 * of its input. Followed back through the layers, and as if there were no borders, cell i of the last reads
 *   start + i·jump … start + i·jump + size − 1
 * of an earlier one, where each layer on the way, from that one on, makes of (size, jump, start), at first (1, 1, 0),
 *   size + D·(F − 1)·jump,  jump·S,  start − P·jump.
 * At a border that is too much: a zero of the padding is computed from nothing, so what lies behind it is not looked
 * at. Which cells really are is found by marking them, layer by layer, back from the output cell. */

#include "config.h"

#include "lesson/stack.h"

/* Beyond this nothing is drawn, and sums stay far from overflow. */
#define FARTHEST (G_GINT64_CONSTANT (1) << 29)

FoveaSight
fovea_stack_get_sight (FoveaStack *self, int row, gboolean vertical)
{
  gint64 size = 1, jump = 1, start = 0;

  for (int layer = row + 1; layer <= fovea_stack_get_layer (self); layer++)
    {
      FoveaGeometry geometry = fovea_stack_get_geometry (self, layer, vertical);

      size = MIN (size + (gint64) (fovea_geometry_extent (&geometry) - 1) * jump, FARTHEST);
      start = MAX (start - geometry.pad * jump, -FARTHEST);
      jump = MIN (jump * geometry.stride, FARTHEST);
    }
  return (FoveaSight){ (int) size, (int) jump, (int) start };
}

/* Cells first … first + n − 1, and which of them are looked at. */
typedef struct
{
  int first, n;
  guint8 *seen;
} Mask;

/* What the marked cells among the @output that there are read of the layer's input. */
static Mask
look_back (const Mask *mask, const FoveaGeometry *geometry, int output)
{
  int from = MAX (mask->first, 0), to = MIN (mask->first + mask->n, output) - 1;
  Mask before = { .first = from * geometry->stride - geometry->pad };

  if (to < from)
    return before; /* padding alone */
  before.n = (to - from) * geometry->stride + fovea_geometry_extent (geometry);
  before.seen = g_new0 (guint8, before.n);
  for (int cell = from; cell <= to; cell++)
    for (int weight = 0; weight < geometry->filter && mask->seen[cell - mask->first]; weight++)
      before.seen[(cell - from) * geometry->stride + weight * geometry->dilation] = 1;
  return before;
}

static int
size_of (FoveaStack *self, int row, gboolean vertical)
{
  FoveaShape shape = fovea_stack_get_shape (self, row);

  return vertical ? shape.height : shape.width;
}

static GArray *
list_runs (const Mask *mask, int size)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (FoveaRun));

  for (int i = 0; i < mask->n; i++)
    {
      int cell = mask->first + i;
      gboolean padding = cell < 0 || cell >= size;
      FoveaRun *last = runs->len > 0 ? &g_array_index (runs, FoveaRun, runs->len - 1) : NULL;

      if (!mask->seen[i])
        continue;
      if (last && last->first + last->count == cell && last->padding == padding)
        last->count++;
      else
        g_array_append_val (runs, ((FoveaRun){ cell, 1, padding }));
    }
  return runs;
}

GArray *
fovea_stack_look (FoveaStack *self, FoveaPlace place, int row, gboolean vertical)
{
  Mask mask = { vertical ? place.row : place.column, 1, g_malloc (1) };
  GArray *runs;

  g_return_val_if_fail (fovea_lesson_count_positions (FOVEA_LESSON (self)) > 0, NULL);

  mask.seen[0] = 1;
  for (int layer = fovea_stack_get_layer (self); layer > row; layer--)
    {
      FoveaGeometry geometry = fovea_stack_get_geometry (self, layer, vertical);
      Mask before = look_back (&mask, &geometry, size_of (self, layer, vertical));

      g_free (mask.seen);
      mask = before;
    }
  runs = list_runs (&mask, size_of (self, row, vertical));
  g_free (mask.seen);
  return runs;
}
