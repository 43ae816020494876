/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layers of a stack as rows of a net: which of a net's layers it takes, the text that the engine reads them from, and
 * what kind each is. */

#include "config.h"

#include "lesson/stack-rows.h"

#include <glib/gi18n-lib.h>

GType
fovea_stack_kind_get_type (void)
{
  static const GEnumValue kinds[] = {
    { FOVEA_STACK_CONV, N_("Convolution"), "conv" },
    { FOVEA_STACK_MAX, N_("Max pooling"), "max" },
    { FOVEA_STACK_AVERAGE, N_("Average pooling"), "average" },
    { 0, NULL, NULL },
  };
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaStackKind", kinds));
  return type;
}

gboolean
fovea_stack_row_slides (const FoveaLayerSpec *row)
{
  return row->kind == FOVEA_LAYER_CONV || row->kind == FOVEA_LAYER_POOL || row->kind == FOVEA_LAYER_AVGPOOL;
}

/* The rows of @spec that slide, INPUT first, up to the first FC. */
GArray *
fovea_stack_rows_take (const FoveaNetSpec *spec)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FoveaLayerSpec));

  for (int i = 0; i < spec->n_layers && spec->layers[i].kind != FOVEA_LAYER_FC; i++)
    if (i == 0 || fovea_stack_row_slides (&spec->layers[i]))
      g_array_append_val (rows, spec->layers[i]);
  return rows;
}

GArray *
fovea_stack_rows_take_others (const FoveaNetSpec *spec)
{
  GArray *others = g_array_new (FALSE, FALSE, sizeof (FoveaStackOther));
  int after = 0;

  for (int i = 1; i < spec->n_layers; i++)
    {
      FoveaStackOther other = { after, spec->layers[i] };

      if (spec->layers[i].kind == FOVEA_LAYER_FC)
        after = other.after = FOVEA_STACK_END;
      if (after == FOVEA_STACK_END || !fovea_stack_row_slides (&spec->layers[i]))
        g_array_append_val (others, other);
      else
        after++;
    }
  return others;
}

static void
write_row (GString *text, FoveaLayerSpec row, gboolean grouped)
{
  g_autofree char *words = NULL;

  if (!grouped)
    row.groups = 1;
  words = fovea_layer_spec_to_text (&row);
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

static void
write_others (GString *text, const GArray *others, int after)
{
  for (guint i = 0; others && i < others->len; i++)
    if (g_array_index (others, FoveaStackOther, i).after == after)
      write_row (text, g_array_index (others, FoveaStackOther, i).row, TRUE);
}

static FoveaNetSpec *
read_rows (const GArray *rows, const GArray *others, gboolean grouped, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      write_row (text, g_array_index (rows, FoveaLayerSpec, i), grouped);
      write_others (text, others, (int) i);
    }
  write_others (text, others, FOVEA_STACK_END);
  return fovea_net_spec_parse (text->str, NULL, error);
}

/* Sizes do not depend on groups; a whole net keeps them as long as they divide its depths. */
FoveaNetSpec *
fovea_stack_rows_read (const GArray *rows, const GArray *others, GError **error)
{
  FoveaNetSpec *spec = others ? read_rows (rows, others, TRUE, NULL) : NULL;

  return spec ? spec : read_rows (rows, others, FALSE, error);
}

/* What follows layer @from at once, up to the next window, comes once more behind layer @to. */
void
fovea_stack_others_copy (GArray *others, int from, int to)
{
  guint n = others->len;

  for (guint i = 0; i < n; i++)
    if (g_array_index (others, FoveaStackOther, i).after == from)
      {
        FoveaStackOther copy = g_array_index (others, FoveaStackOther, i);

        copy.after = to;
        g_array_append_val (others, copy);
      }
}

void
fovea_stack_others_shift (GArray *others, int from, int by)
{
  for (guint i = 0; i < others->len; i++)
    {
      FoveaStackOther *other = &g_array_index (others, FoveaStackOther, i);

      if (other->after >= from && other->after != FOVEA_STACK_END)
        other->after += by;
    }
}

void
fovea_stack_others_remove (GArray *others, int after)
{
  for (guint i = others->len; i-- > 0;)
    if (g_array_index (others, FoveaStackOther, i).after == after)
      g_array_remove_index (others, i);
}

gboolean
fovea_stack_rows_check (const GArray *rows, GError **error)
{
  const FoveaShape *input = &g_array_index (rows, FoveaLayerSpec, 0).out;

  if (rows->len < 2 || rows->len - 1 > FOVEA_STACK_MAX_LAYERS)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 _("A stack has from 1 to %d layers CONV, POOL or AVGPOOL, and here are %d."), FOVEA_STACK_MAX_LAYERS,
                 (int) rows->len - 1);
  else if (input->width > FOVEA_STACK_MAX_INPUT || input->height > FOVEA_STACK_MAX_INPUT
           || input->depth > FOVEA_CONVOLUTION_MAX_DEPTH)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("The input of a stack is at most %d×%d×%d."),
                 FOVEA_STACK_MAX_INPUT, FOVEA_STACK_MAX_INPUT, FOVEA_CONVOLUTION_MAX_DEPTH);
  else
    return TRUE;
  return FALSE;
}

FoveaStackKind
fovea_stack_row_get_kind (const FoveaLayerSpec *row)
{
  return row->kind == FOVEA_LAYER_CONV   ? FOVEA_STACK_CONV
         : row->kind == FOVEA_LAYER_POOL ? FOVEA_STACK_MAX
                                         : FOVEA_STACK_AVERAGE;
}

/* A pool has no dilation, no filters and no SAME padding, and its padding is smaller than its window. */
void
fovea_stack_row_set_kind (FoveaLayerSpec *row, FoveaStackKind kind, int depth)
{
  static const FoveaLayerKind kinds[] = { FOVEA_LAYER_CONV, FOVEA_LAYER_POOL, FOVEA_LAYER_AVGPOOL };

  if (kind == FOVEA_STACK_CONV && row->kind != FOVEA_LAYER_CONV)
    row->filters = MIN (depth, FOVEA_CONVOLUTION_MAX_FILTERS);
  row->kind = kinds[kind];
  if (kind == FOVEA_STACK_CONV)
    return;
  row->window.dilation = 1;
  row->window.same = FALSE;
  row->window.pad = MIN (row->window.pad, row->window.extent - 1);
}
