/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What would make a layer of a stack fit, below the stack's volumes as below its table. */

#include "config.h"

#include "scene/stack-footer.h"

double
fovea_stack_footer_place (FoveaStack *lesson, int layer, FoveaFooter footer, double y, gboolean measure)
{
  FoveaShape in = fovea_stack_get_shape (lesson, layer - 1);
  g_autoptr (GArray) suggestions = fovea_stack_suggest (lesson, layer);

  footer.square = in.width == in.height;
  footer.suggestions = suggestions;
  footer.convention = fovea_stack_get_convention (lesson, layer);
  footer.letters = fovea_lesson_get_letters (FOVEA_LESSON (lesson));
  return fovea_footer_place (&footer, y, measure);
}

void
fovea_stack_footer_act (FoveaStack *lesson, int layer, FoveaAction action)
{
  g_autoptr (GArray) suggestions = fovea_stack_suggest (lesson, layer);

  if (action.action == FOVEA_FOOTER_SUGGESTION && (guint) action.value < suggestions->len)
    fovea_stack_apply (lesson, layer, &g_array_index (suggestions, FoveaSuggestion, action.value));
  else if (action.action == FOVEA_FOOTER_CONVENTION)
    fovea_stack_set_convention (lesson, layer, action.value);
}
