/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on how much there is: a filter spans all D slices and makes one map, so K filters make K maps and hold
 * K·(F·F·D + 1) parameters (a filter's columns times its rows, if it is no square), wherever they stand and however large the image is. A pooling has none and keeps D. */

#include "config.h"

#include "lesson/quiz-private.h"

#include <glib/gi18n-lib.h>

static void
ask_pooled_maps (FoveaQuestion *self, const FoveaSetting *setting)
{
  int depth = setting->depth;

  self->hint = g_strdup (_("Does pooling ever mix two slices?"));
  self->worked = g_strdup_printf (_("%d: pooling works on each slice by itself and gives one map for each."), depth);
  fovea_question_add_number (self, depth, NULL);
  fovea_question_add_number (self, 1, g_strdup (_("Nothing is summed over the slices: each keeps its own map.")));
  fovea_question_add_number (self, MAX (depth / setting->window.stride, 1),
                             g_strdup (_("Rows and columns become fewer. Slices do not.")));
  fovea_question_add_number (self, depth * setting->window.extent, g_strdup (_("One map for each slice, no more.")));
}

void
fovea_quiz_ask_maps (FoveaQuestion *self, const FoveaSetting *setting)
{
  int depth = setting->depth, filters = setting->filters;
  g_autofree char *layer = fovea_quiz_layer (setting);

  self->typed = TRUE;
  self->text = g_strdup_printf (_("%s How many maps come out?"), layer);
  self->hides = FOVEA_HIDE_MAPS | FOVEA_HIDE_OUTPUT_SIZE;
  if (setting->pooling)
    {
      ask_pooled_maps (self, setting);
      return;
    }
  self->hint = g_strdup (_("A filter is as deep as its input. What becomes of the sums of its slices?"));
  self->worked = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%d filter, %d map: the sums of all slices that it sees flow together into one map.",
                 "%d filters, %d maps: the sums of all slices that it sees flow together into one map for each filter.",
                 (gulong) filters),
    filters, filters);
  fovea_question_add_number (self, filters, NULL);
  fovea_question_add_number (self, (double) depth * filters,
                             g_strdup (_("Not one map for each slice and filter: a filter sums over all slices.")));
  fovea_question_add_number (self, depth, g_strdup (_("The slices of the input do not come through: each filter sums "
                                                      "over all of them.")));
  if (setting->groups > 1)
    fovea_question_add_number (self, setting->groups, g_strdup (_("Each filter of a group makes a map of its own.")));
  fovea_question_add_number (self, 1, g_strdup (_("Filters do not add up: each makes a map of its own.")));
  fovea_question_add_number (self, depth + filters, g_strdup (_("The slices of the input are not passed on.")));
}

static void
ask_pooled_parameters (FoveaQuestion *self, const FoveaSetting *setting)
{
  double area = (double) setting->window.extent * fovea_window_rows (&setting->window);

  self->hint = g_strdup (_("What could a pooling learn?"));
  self->worked = g_strdup (_("0: a pooling needs no weights. {F} and {S} are chosen, not "
                             "learned."));
  fovea_question_add_number (self, 0, NULL);
  fovea_question_add_number (self, area,
                             g_strdup (_("The window has no weights: its numbers are only compared or averaged.")));
  fovea_question_add_number (self, area + 1, g_strdup (_("Neither weights nor a bias: nothing is multiplied.")));
  fovea_question_add_number (self, 2, g_strdup (_("{F} and {S} are two hyperparameters: chosen before, never learned.")));
}

void
fovea_quiz_ask_parameters (FoveaQuestion *self, const FoveaSetting *setting)
{
  double area = (double) setting->window.extent * fovea_window_rows (&setting->window), depth = fovea_quiz_seen (setting);
  double filters = setting->filters, one = area * depth + 1;
  g_autofree char *layer = fovea_quiz_layer (setting), *one_text = fovea_quiz_number (one);
  g_autofree char *all_text = fovea_quiz_number (one * filters);

  self->typed = TRUE;
  self->text = g_strdup_printf (_("%s How many parameters does this layer learn?"), layer);
  self->hides = FOVEA_HIDE_PARAMETERS;
  if (setting->pooling)
    {
      ask_pooled_parameters (self, setting);
      return;
    }
  self->hint = g_strdup (_("Count one filter first: its rows times its columns times its depth. What else does it "
                           "have?"));
  self->worked = g_strdup_printf (_("%d·%d·%d + 1 = %s for each filter, times %d: %s."), setting->window.extent,
                                  fovea_window_rows (&setting->window), fovea_quiz_seen (setting), one_text, setting->filters, all_text);
  fovea_question_add_number (self, one * filters, NULL);
  if (setting->groups > 1)
    fovea_question_add_number (self, (area * setting->depth + 1) * filters,
                               g_strdup (_("Each filter sees only the slices of its group.")));
  fovea_question_add_number (self, one * filters - filters, g_strdup (_("Each filter has a bias too: + 1.")));
  fovea_question_add_number (self, (area + 1) * filters, g_strdup (setting->groups > 1 ? _("A filter is as deep as its group.")
                                                 : _("A filter is as deep as its input: times {D}.")));
  fovea_question_add_number (self, area * filters,
                             g_strdup (setting->groups > 1
                                         ? _("A filter is as deep as its group, and it has a bias.")
                                         : _("A filter is as deep as its input, and it has a bias.")));
  fovea_question_add_number (self, area * depth * filters + 1,
                             g_strdup (_("Each filter has a bias of its own: as many biases as filters.")));
  fovea_question_add_number (self, one, g_strdup (_("That is one filter. How many are there?")));
  fovea_question_add_number (self, one * filters * setting->input * fovea_quiz_rows (setting),
                             g_strdup (_("All places share the same weights: the size of the image does not matter.")));
}
