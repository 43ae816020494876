/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on layers behind one another: what is left of the size, and how far a cell looks. The wrong answers are
 * what comes of counting F instead of F − 1, of forgetting a layer or the strides, or of multiplying what is to be
 * added. */

#include "config.h"

#include "lesson/quiz-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* "An input of 32×32×3 goes through these layers: CONV 5x5x6, CONV 5x5x10." */
static char *
say_stack (const FoveaSetting *setting)
{
  const FoveaShape *input = &setting->stack->layers[0].out;
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 1; i <= setting->layer; i++)
    {
      g_autofree char *layer = fovea_layer_spec_to_text (&setting->stack->layers[i]);

      g_string_append_printf (list, "%s%s", i > 1 ? ", " : "", layer);
    }
  return g_strdup_printf (_("An input of %d×%d×%d goes through %s."), input->width, input->height, input->depth,
                          list->str);
}

/* 32 → 28 → 24 */
static char *
say_way (const FoveaSetting *setting)
{
  g_autoptr (GString) way = g_string_new (NULL);

  for (int i = 0; i <= setting->layer; i++)
    {
      const FoveaLayerSpec *row = &setting->stack->layers[i];
      FoveaGeometry geometry;
      g_autofree char *detail = NULL;

      if (row->out.width > 0)
        {
          g_string_append_printf (way, "%s%d", i > 0 ? " → " : "", row->out.width);
          continue;
        }
      geometry = fovea_layer_spec_misfit (row);
      detail = fovea_geometry_detail_with (&geometry, fovea_letters_get_symbols (setting->letters));
      g_string_append_printf (way, "; %s", detail);
      break;
    }
  return g_string_free (g_steal_pointer (&way), FALSE);
}

static void
add_side (FoveaQuestion *self, double side, char *why)
{
  if (side >= 1)
    fovea_question_add (self, side, g_strdup_printf ("%d×%d", (int) side, (int) side), why);
  else
    g_free (why);
}

void
fovea_quiz_ask_chain_size (FoveaQuestion *self, const FoveaSetting *setting)
{
  const FoveaLayerSpec *rows = setting->stack->layers, *last = &rows[setting->layer];
  g_autofree char *layers = say_stack (setting), *way = say_way (setting);
  int taken = 0, padding = 0;

  self->text = g_strdup_printf (_("%s How many columns and rows come out at the end?"), layers);
  self->hint = g_strdup (_("Go layer by layer: what comes out of one is the {N} of the next."));
  self->worked = g_strdup_printf ("%s.", way);
  self->hides = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT;
  if (last->out.width > 0)
    add_side (self, last->out.width, NULL);
  else
    fovea_question_add (self, NAN, g_strdup (_("It doesn’t fit")), NULL);
  for (int i = 1; i <= setting->layer; i++)
    {
      taken += rows[i].window.extent;
      padding += rows[i].window.pad;
    }
  add_side (self, last->in.width, g_strdup (_("That is what the last layer takes in.")));
  add_side (self, rows[0].out.width - taken,
            g_strdup (_("At stride 1 a window takes {F} − 1 cells, not {F}: the first place comes on top.")));
  if (padding > 0)
    add_side (self, last->out.width - padding, g_strdup (_("Padding stands on both sides: it counts twice, 2{P}.")));
  add_side (self, rows[0].out.width, g_strdup (_("The size stays only with a padding of ({F} − 1)/2, at stride 1.")));
  add_side (self, rows[1].out.width, g_strdup (_("That comes out of the first layer. There are more.")));
  fovea_question_add (self, NAN, g_strdup (_("It doesn’t fit")), g_strdup (_("It does: go through the layers again.")));
}

/* 1 + (3 − 1)·1 + (3 − 1)·2: each layer reaches further by its window, times all strides before it. */
static char *
work_field (const FoveaSetting *setting)
{
  g_autoptr (GString) sum = g_string_new ("1");
  int jump = 1;

  for (int i = 1; i <= setting->layer; i++)
    {
      const FoveaWindow *window = &setting->stack->layers[i].window;

      if (window->dilation > 1)
        g_string_append_printf (sum, " + %d·(%d − 1)·%d", window->dilation, window->extent, jump);
      else
        g_string_append_printf (sum, " + (%d − 1)·%d", window->extent, jump);
      jump *= window->stride;
    }
  g_string_append_printf (sum, " = %d", setting->stack->layers[setting->layer].receptive_field);
  return g_string_free (g_steal_pointer (&sum), FALSE);
}

void
fovea_quiz_ask_field (FoveaQuestion *self, const FoveaSetting *setting)
{
  const FoveaLayerSpec *rows = setting->stack->layers;
  g_autofree char *layers = say_stack (setting), *sum = work_field (setting);
  double added = 0, multiplied = 1, near = 1;

  for (int i = 1; i <= setting->layer; i++)
    {
      added += rows[i].window.extent;
      multiplied *= rows[i].window.extent;
      near += rows[i].window.extent - 1;
    }
  self->typed = TRUE;
  self->text = g_strdup_printf (_("%s How many cells of the input, along one side, does a cell at the end look at?"),
                                layers);
  self->hint = g_strdup (_("Begin with one cell at the end and go back: a window of {F} looks at {F} − 1 more, and a stride "
                           "makes them stand apart."));
  self->worked = g_strdup_printf (_("%s: each layer adds its {F} − 1, times all strides before it."), sum);
  self->hides = FOVEA_HIDE_FIELD;
  fovea_question_add_number (self, rows[setting->layer].receptive_field, NULL);
  fovea_question_add_number (self, rows[setting->layer].window.extent,
                             g_strdup (_("That is what it looks at in the layer before. Those cells look further.")));
  fovea_question_add_number (self, near,
                             g_strdup (_("A stride or a dilation makes cells stand apart: then each counts for more.")));
  fovea_question_add_number (self, added, g_strdup (_("Windows overlap: each further layer adds {F} − 1, not {F}.")));
  fovea_question_add_number (self, multiplied, g_strdup (_("Neighbours’ windows overlap: fields add up, they do not "
                                                           "multiply.")));
  fovea_question_add_number (self, rows[0].out.width, g_strdup (_("The whole input? Not yet: count the cells.")));
}

/* Two or three layers, such as lectures have. */
FoveaNetSpec *
fovea_quiz_invent_stack (GRand *random)
{
  static const char *const layers[] = { "CONV 3x3x8", "CONV 5x5x8", "CONV 3x3x8 pad 1", "CONV 5x5x8 pad 2",
                                        "CONV 3x3x8 stride 2 pad 1", "CONV 3x3x8 dilation 2", "POOL 2", "POOL 3 stride 2",
                                        "AVGPOOL 2" };
  int n = g_rand_int_range (random, 2, 4), input = 2 * g_rand_int_range (random, 8, 24);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "INPUT %dx%dx3", input, input);
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, ", %s", layers[g_rand_int_range (random, 0, G_N_ELEMENTS (layers))]);
  return fovea_net_spec_parse (text->str, NULL, NULL);
}
