/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences on a stack: what becomes of the size, and what a cell looks at, each with its numbers. */

#include "config.h"

#include "lesson/stack-words.h"

#include <glib/gi18n-lib.h>

#define MINUS "−"

enum
{
  MOST_TERMS = 8 /* of a formula, one for each layer */
};

/* --- sizes */

char *
fovea_stack_say_size (FoveaShape shape)
{
  if (shape.width == shape.height)
    return g_strdup_printf ("%d", shape.width);
  return g_strdup_printf ("%d×%d", shape.width, shape.height);
}

/* How many rows there are before the first misfit. */
static int
count_known (FoveaStack *self)
{
  const FoveaNetSpec *spec = fovea_stack_get_spec (self);

  return spec->misfit > 0 ? spec->misfit : spec->n_layers;
}

char *
fovea_stack_say_sizes (FoveaStack *self)
{
  GString *text = g_string_new (NULL);
  int known = count_known (self);

  for (int row = 0; row < known; row++)
    {
      g_autofree char *size = fovea_stack_say_size (fovea_stack_get_shape (self, row));

      g_string_append_printf (text, "%s%s", row > 0 ? " → " : "", size);
    }
  if (known <= fovea_stack_count_layers (self))
    g_string_append (text, " → ✗");
  return g_string_free (text, FALSE);
}

/* What differs from a plain window is said; of a pool its stride always is. */
char *
fovea_stack_say_layer (FoveaStack *self, int layer)
{
  const FoveaLayerSpec *row = &fovea_stack_get_spec (self)->layers[layer];
  const FoveaWindow *window = &row->window;
  const char *name = row->kind == FOVEA_LAYER_CONV   ? _("conv")
                     : row->kind == FOVEA_LAYER_POOL ? _("max pool")
                                                     : _("average pool");
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %d×%d", name, window->extent, window->extent);
  if (window->stride != 1 || row->kind != FOVEA_LAYER_CONV)
    g_string_append_printf (text, ", {S} %d", window->stride);
  if (window->same)
    g_string_append (text, _(", {P} same"));
  else if (window->pad > 0)
    g_string_append_printf (text, ", {P} %d", window->pad);
  if (window->dilation > 1)
    g_string_append_printf (text, _(", dilation %d"), window->dilation);
  return fovea_letters_write (fovea_lesson_get_letters (FOVEA_LESSON (self)), text->str);
}

/* How often the last layer fits once more behind itself; −1: it keeps the size, or makes it larger, and always does. */
static int
count_more (FoveaStack *self)
{
  int last = fovea_stack_count_layers (self), more = 0;
  const FoveaWindow *window = &fovea_stack_get_spec (self)->layers[last].window;
  FoveaShape shape = fovea_stack_get_shape (self, last);
  int columns, rows;

  while (fovea_window_output (window, shape.height, shape.width, &rows, &columns, NULL))
    {
      if (columns >= shape.width && rows >= shape.height)
        return -1;
      shape.width = columns;
      shape.height = rows;
      more++;
    }
  return more;
}

static char *
say_more (FoveaStack *self)
{
  int more = count_more (self);

  if (more < 0)
    return g_strdup ("");
  if (more == 0)
    return g_strdup (_(" Another layer like the last would not fit any more."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, " After %d more layer like the last none fits any more.",
                                       " After %d more layers like the last none fits any more.", (gulong) more),
                          more);
}

/* Whether the sizes of all rows are the same, or all smaller ones come later. */
static void
compare_sizes (FoveaStack *self, gboolean *same, gboolean *falls)
{
  *same = *falls = TRUE;
  for (int row = 1; row <= fovea_stack_count_layers (self); row++)
    {
      FoveaShape in = fovea_stack_get_shape (self, row - 1), out = fovea_stack_get_shape (self, row);

      *same = *same && in.width == out.width && in.height == out.height;
      *falls = *falls && out.width <= in.width && out.height <= in.height;
    }
}

char *
fovea_stack_say_chain (FoveaStack *self)
{
  const FoveaNetSpec *spec = fovea_stack_get_spec (self);
  g_autofree char *more = NULL;
  gboolean same, falls;

  if (spec->misfit >= 0)
    return fovea_net_spec_say_misfit (spec, fovea_letters_get_symbols (fovea_lesson_get_letters (FOVEA_LESSON (self))));
  compare_sizes (self, &same, &falls);
  more = say_more (self);
  if (same)
    return g_strdup (_("Every layer keeps the size: what its window takes from the border, the padding brings back."));
  if (falls)
    return g_strdup_printf (_("From layer to layer less is left.%s"), more);
  return g_strdup_printf (_("Where the padding is more than the window takes, the size grows.%s"), more);
}

/* --- the receptive field */

/* Whether all layers up to the chosen one are plain convolutions: then one filter could look at as much. */
static gboolean
is_plain (FoveaStack *self)
{
  const FoveaNetSpec *spec = fovea_stack_get_spec (self);
  gboolean plain = fovea_stack_get_layer (self) > 1;

  for (int i = 1; i <= fovea_stack_get_layer (self); i++)
    plain = plain && spec->layers[i].kind == FOVEA_LAYER_CONV && spec->layers[i].window.stride == 1
            && spec->layers[i].window.dilation == 1;
  return plain;
}

char *
fovea_stack_say_sight (FoveaStack *self)
{
  FoveaSight sight = fovea_stack_get_sight (self, 0, FALSE);
  int layer = fovea_stack_get_layer (self);

  if (is_plain (self))
    return g_strdup_printf (_("Each cell of layer %d looks at %d×%d cells of the input, as one %d×%d filter would."),
                            layer, sight.size, sight.size, sight.size, sight.size);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Each cell of layer %d looks at %d×%d cells of the input, %d cell further than "
                                       "its neighbour.",
                                       "Each cell of layer %d looks at %d×%d cells of the input, %d cells further than "
                                       "its neighbour.",
                                       (gulong) sight.jump),
                          layer, sight.size, sight.size, sight.jump);
}

/* What lies inside the input: from the first to the last cell that is looked at, and how many those are. */
typedef struct
{
  int first, last, count;
} Extent;

static Extent
get_extent (FoveaStack *self, FoveaPlace place, gboolean vertical)
{
  g_autoptr (GArray) runs = fovea_stack_look (self, place, 0, vertical);
  Extent extent = { -1, -2, 0 };

  for (guint i = 0; i < runs->len; i++)
    {
      const FoveaRun *run = &g_array_index (runs, FoveaRun, i);

      if (run->padding)
        continue;
      if (extent.count == 0)
        extent.first = run->first;
      extent.last = run->first + run->count - 1;
      extent.count += run->count;
    }
  return extent;
}

/* What of the field is missing at the border, or between its cells. */
static char *
say_missing (FoveaStack *self, const Extent *x, const Extent *y)
{
  FoveaSight across = fovea_stack_get_sight (self, 0, FALSE), down = fovea_stack_get_sight (self, 0, TRUE);
  int width = x->last - x->first + 1, height = y->last - y->first + 1;

  if (width < across.size || height < down.size)
    return g_strdup_printf (_("; the rest of its %d×%d lies beyond the border"), across.size, down.size);
  if (x->count < width || y->count < height)
    return g_strdup_printf (_("; with gaps, at %d of them"), x->count * y->count);
  return g_strdup ("");
}

/* "layer 2, row 12, column 12 looks at 9×9 cells of the input: rows 12–20, columns 12–20" */
char *
fovea_stack_say_field (FoveaStack *self, FoveaPlace place)
{
  Extent x = get_extent (self, place, FALSE), y = get_extent (self, place, TRUE);
  g_autofree char *missing = say_missing (self, &x, &y);

  if (x.count == 0 || y.count == 0)
    return g_strdup_printf (_("layer %d, row %d, column %d looks at padding alone"), fovea_stack_get_layer (self),
                            place.row + 1, place.column + 1);
  return g_strdup_printf (_("layer %d, row %d, column %d looks at %d×%d cells of the input: rows %d–%d, columns "
                            "%d–%d%s"),
                          fovea_stack_get_layer (self), place.row + 1, place.column + 1, x.last - x.first + 1,
                          y.last - y.first + 1, y.first + 1, y.last + 1, x.first + 1, x.last + 1, missing);
}

/* --- its formulas */

/* The weights of a dilated filter stand apart: it reaches over D·(F − 1) cells more than one. */
static void
append_reach (GString *text, const FoveaGeometry *geometry, int jump)
{
  if (geometry->dilation == 1)
    g_string_append_printf (text, " + (%d " MINUS " 1)·%d", geometry->filter, jump);
  else
    g_string_append_printf (text, " + %d·(%d " MINUS " 1)·%d", geometry->dilation, geometry->filter, jump);
}

/* Of a long chain the first layers are written and the last; “…” is what lies between. */
static gboolean
is_left_out (int layer, int layers)
{
  return layers > MOST_TERMS && layer > MOST_TERMS / 2 && layer <= layers - MOST_TERMS / 2;
}

FoveaSightFormula
fovea_stack_write_sight (FoveaStack *self)
{
  FoveaSight sight = fovea_stack_get_sight (self, 0, FALSE);
  GString *size = g_string_new ("1"), *jumps = g_string_new (NULL), *start = g_string_new ("0");
  int jump = 1, layers = fovea_stack_get_layer (self);

  for (int layer = 1; layer <= layers; layer++)
    {
      FoveaGeometry geometry = fovea_stack_get_geometry (self, layer, FALSE);

      if (!is_left_out (layer, layers))
        {
          append_reach (size, &geometry, jump);
          g_string_append_printf (jumps, "%s%d", layer > 1 ? "·" : "", geometry.stride);
          g_string_append_printf (start, " " MINUS " %d·%d", geometry.pad, jump);
        }
      else if (!is_left_out (layer - 1, layers))
        {
          g_string_append (size, " + …");
          g_string_append (jumps, "·…");
          g_string_append (start, " " MINUS " …");
        }
      jump = (int) MIN ((gint64) jump * geometry.stride, G_MAXINT);
    }
  g_string_append_printf (size, " = %d", sight.size);
  g_string_append_printf (jumps, " = %d", sight.jump);
  g_string_append_printf (start, " = %s%d", sight.start < 0 ? MINUS : "", ABS (sight.start));
  return (FoveaSightFormula){ g_string_free (size, FALSE), g_string_free (jumps, FALSE), g_string_free (start, FALSE) };
}

void
fovea_sight_formula_clear (FoveaSightFormula *self)
{
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->jump, g_free);
  g_clear_pointer (&self->start, g_free);
}
