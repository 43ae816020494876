/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a net costs, layer by layer. All numbers are the engine's:
 *   parameters  CONV: (F·F·D/G + 1)·K, FC: (W·H·D + 1)·n,
 *   multiply-adds  as many as weights for each cell of the output,
 *   memory  of the output of one image, 4 bytes a number,
 * and the receptive field, which after an FC is the whole input. */

#include "config.h"

#include "scene/stack-table-words.h"

#include "engine/net.h"
#include "lesson/numbers.h"
#include "scene/convolution-words.h"

#include <glib/gi18n-lib.h>

static const double FLOAT = 4; /* bytes */

gboolean
fovea_stack_table_hides_sizes (FoveaStack *stack)
{
  return fovea_lesson_hides (FOVEA_LESSON (stack), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
}

static gint64
count_bytes (const FoveaLayerSpec *row)
{
  return (gint64) ((double) row->out.width * row->out.height * row->out.depth * FLOAT);
}

/* Of all rows, as far as their sizes are known. */
static gint64
sum_bytes (const FoveaNetSpec *net)
{
  gint64 sum = 0;

  for (int i = 0; i < net->n_layers; i++)
    sum += count_bytes (&net->layers[i]);
  return sum;
}

/* 1,849,688,064, or @brief as 1.85 G. */
static char *
say_count (gint64 count, gboolean brief)
{
  static const char *const units[] = { "", " k", " M", " G", " T", " P" };
  char text[FOVEA_NUMBER_SIZE];
  double size = (double) count;
  guint i = 0;

  if (!brief)
    return g_strdup (fovea_number_count (count, text));
  for (; size >= 999.5 && i < G_N_ELEMENTS (units) - 1; i++)
    size /= 1000;
  return g_strdup_printf ("%.3g%s", size, units[i]);
}

static char *
say_output (const FoveaLayerSpec *row)
{
  return g_strdup_printf ("%d×%d×%d", row->out.width, row->out.height, row->out.depth);
}

static char *
say_field (FoveaStack *stack, const FoveaLayerSpec *row)
{
  if (fovea_lesson_hides (FOVEA_LESSON (stack), FOVEA_HIDE_FIELD))
    return g_strdup ("?");
  return row->receptive_field > 0 ? g_strdup_printf ("%d×%d", row->receptive_field, row->receptive_field)
                                  : g_strdup (_("all"));
}

const char *
fovea_stack_table_get_heading (int column)
{
  static const char *const headings[]
      = { N_("Layer"), N_("Output"), N_("Parameters"), N_("Multiply-adds"), N_("Memory"), N_("Sees") };

  return _(headings[column]);
}

/* What stands in @column; while a question asks for sizes nothing that follows from one. */
char *
fovea_stack_table_say_cell (FoveaStack *stack, int index, int column, gboolean brief)
{
  const FoveaLayerSpec *row = &fovea_stack_get_net (stack)->layers[index];

  if (column == FOVEA_TABLE_LAYER)
    return fovea_layer_spec_to_text (row);
  if (index > 0 && fovea_stack_table_hides_sizes (stack))
    return g_strdup ("?");
  if (row->out.width == 0)
    return g_strdup (column == FOVEA_TABLE_OUTPUT && index == fovea_stack_get_net (stack)->misfit ? "✗" : "–");
  if (column == FOVEA_TABLE_OUTPUT)
    return say_output (row);
  if (column == FOVEA_TABLE_FIELD)
    return say_field (stack, row);
  if (column == FOVEA_TABLE_MEMORY)
    return g_format_size_full ((guint64) count_bytes (row), G_FORMAT_SIZE_IEC_UNITS);
  return say_count (column == FOVEA_TABLE_PARAMETERS ? row->parameters : row->macs, brief);
}

char *
fovea_stack_table_say_sum (FoveaStack *stack, int column, gboolean brief)
{
  const FoveaNetSpec *net = fovea_stack_get_net (stack);

  if (column == FOVEA_TABLE_LAYER)
    return g_strdup (_("in all"));
  if (column == FOVEA_TABLE_OUTPUT || column == FOVEA_TABLE_FIELD || net->misfit >= 0
      || fovea_stack_table_hides_sizes (stack))
    return NULL;
  if (column == FOVEA_TABLE_MEMORY)
    return g_format_size_full ((guint64) sum_bytes (net), G_FORMAT_SIZE_IEC_UNITS);
  return say_count (column == FOVEA_TABLE_PARAMETERS ? net->parameters : net->macs, brief);
}

char *
fovea_stack_table_say_title (FoveaStack *stack)
{
  const FoveaNetSpec *net = fovea_stack_get_net (stack);
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (stack));
  char parameters[FOVEA_NUMBER_SIZE], macs[FOVEA_NUMBER_SIZE];

  if (fovea_stack_table_hides_sizes (stack))
    return fovea_say_hidden ();
  if (net->misfit >= 0)
    return fovea_net_spec_say_misfit (net, fovea_letters_get_symbols (letters));
  return g_strdup_printf (_("%s parameters, %s multiply-adds for one image"),
                          fovea_number_count (net->parameters, parameters), fovea_number_count (net->macs, macs));
}

char *
fovea_stack_table_say_most (FoveaStack *stack)
{
  const FoveaNetSpec *net = fovea_stack_get_net (stack);
  int parameters = 0, memory = 0;
  g_autofree char *first = NULL, *second = NULL, *training = NULL;

  if (net->misfit >= 0 || net->parameters == 0 || fovea_stack_table_hides_sizes (stack))
    return g_strdup ("");
  for (int i = 1; i < net->n_layers; i++)
    {
      if (net->layers[i].parameters > net->layers[parameters].parameters)
        parameters = i;
      if (count_bytes (&net->layers[i]) > count_bytes (&net->layers[memory]) || memory == 0)
        memory = i;
    }
  first = fovea_layer_spec_to_text (&net->layers[parameters]);
  second = fovea_layer_spec_to_text (&net->layers[memory]);
  training = g_format_size_full (fovea_net_training_memory (net, 1), G_FORMAT_SIZE_IEC_UNITS);
  return g_strdup_printf (_("Most parameters are in %s: %.0f %%. Most memory goes to what comes out of %s: %.0f %%. "
                            "A training step with one image takes %s."),
                          first, 100.0 * (double) net->layers[parameters].parameters / (double) net->parameters, second,
                          100.0 * (double) count_bytes (&net->layers[memory]) / (double) sum_bytes (net), training);
}

static char *
say_whole (FoveaStack *stack, int index, int column)
{
  return fovea_stack_table_say_cell (stack, index, column, FALSE);
}

char *
fovea_stack_table_say_row (FoveaStack *stack, int index)
{
  g_autofree char *layer = say_whole (stack, index, FOVEA_TABLE_LAYER);
  g_autofree char *output = say_whole (stack, index, FOVEA_TABLE_OUTPUT);
  g_autofree char *parameters = say_whole (stack, index, FOVEA_TABLE_PARAMETERS);
  g_autofree char *macs = say_whole (stack, index, FOVEA_TABLE_MACS);
  g_autofree char *memory = say_whole (stack, index, FOVEA_TABLE_MEMORY);
  g_autofree char *field = say_whole (stack, index, FOVEA_TABLE_FIELD);

  if (fovea_stack_get_net (stack)->layers[index].out.width == 0 && !fovea_stack_table_hides_sizes (stack))
    return g_strdup_printf (_("%s: no size"), layer);
  return g_strdup_printf (_("%s: output %s, parameters %s, multiply-adds %s, memory %s; a cell sees %s of the input"),
                          layer, output, parameters, macs, memory, field);
}
