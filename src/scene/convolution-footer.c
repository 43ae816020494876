/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What would make the window of a convolution fit, below its numbers as below its picture and its views. */

#include "config.h"

#include "scene/convolution-footer.h"

double
fovea_convolution_footer_place (FoveaConvolution *lesson, FoveaFooter footer, double y, gboolean measure)
{
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (lesson, &footer.vertical);

  footer.square = fovea_convolution_is_square (lesson);
  footer.apart = TRUE;
  footer.suggestions = suggestions;
  footer.convention = fovea_convolution_get_convention (lesson);
  footer.letters = fovea_lesson_get_letters (FOVEA_LESSON (lesson));
  footer.across = fovea_convolution_get_geometry (lesson, FALSE);
  footer.down = fovea_convolution_get_geometry (lesson, TRUE);
  footer.pad = fovea_convolution_get_pad (lesson);
  return fovea_footer_place (&footer, y, measure);
}

gboolean
fovea_convolution_footer_act (FoveaConvolution *lesson, FoveaAction action)
{
  gboolean vertical;
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (lesson, &vertical);

  if (action.action == FOVEA_FOOTER_SUGGESTION && (guint) action.value < suggestions->len)
    fovea_convolution_apply (lesson, &g_array_index (suggestions, FoveaSuggestion, action.value));
  else if (action.action == FOVEA_FOOTER_CONVENTION)
    fovea_convolution_set_convention (lesson, action.value);
  return action.action < FOVEA_FOOTER_N_ACTIONS;
}
