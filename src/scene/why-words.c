/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reasons in sentences. A score is a number before softmax, a probability lies between 0 and 1; rows and columns count
 * from 1. */

#include "config.h"

#include "scene/why-words.h"

#include "engine/gradients.h"
#include "lesson/numbers.h"
#include "scene/map-columns.h"
#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>

static const double LEAST_FALL = 0.005; /* of a probability, that two digits show */

static char *
dup_class (const FoveaReasons *reasons)
{
  return fovea_dup_class_name (fovea_net_get_class_names (fovea_still_get_net (reasons->findings->net)),
                               reasons->class_number);
}

static const FoveaNetSpec *
get_spec (const FoveaReasons *reasons)
{
  return fovea_net_get_spec (fovea_still_get_net (reasons->findings->net));
}

/* Whether a climb is to the score of a class. */
static gboolean
is_class (const FoveaReasons *reasons)
{
  return reasons->climb->summit.row == fovea_net_spec_find_scores (get_spec (reasons));
}

/* "filter 3 of layer 4 (conv 5×5)" */
static char *
say_summit (const FoveaReasons *reasons)
{
  const FoveaSummit *summit = &reasons->climb->summit;
  g_autofree char *name = fovea_net_spec_name_row (get_spec (reasons), summit->row);
  const FoveaShape *out = &get_spec (reasons)->layers[summit->row].out;

  if (out->width == 1 && out->height == 1)
    return g_strdup_printf (_("number %d of layer %d (%s)"), summit->map + 1, summit->row, name);
  return g_strdup_printf (_("filter %d of layer %d (%s)"), summit->map + 1, summit->row, name);
}

char *
fovea_why_say_title (const FoveaReasons *reasons)
{
  g_autofree char *class = dup_class (reasons), *summit = NULL;

  if (reasons->kind != FOVEA_REASON_CLIMB)
    return g_strdup_printf (_("Why %s?"), class);
  if (is_class (reasons))
    {
      g_autofree char *name = fovea_dup_class_name (
        fovea_net_get_class_names (fovea_still_get_net (reasons->findings->net)), reasons->climb->summit.map);

      return g_strdup_printf (_("What looks most like %s?"), name);
    }
  summit = say_summit (reasons);
  return g_strdup_printf (_("What does %s look for?"), summit);
}

/* Row and column of the first pixel of a place, from 1. */
static void
find_place (const FoveaHeat *heat, int place, int *row, int *column)
{
  *row = place / heat->numbers->w * heat->cell + 1;
  *column = place % heat->numbers->w * heat->cell + 1;
}

static char *
say_saliency (const FoveaReasons *reasons, const FoveaHeat *heat, FoveaSaliencyKind kind)
{
  g_autofree char *class = dup_class (reasons);
  char together[FOVEA_NUMBER_SIZE];
  double sum = 0;
  int row, column;

  find_place (heat, fovea_heat_find_largest (heat), &row, &column);
  switch (kind)
    {
    case FOVEA_SALIENCY_SIGNED:
      return g_strdup_printf (_("Where a pixel gets lighter, the score of %s rises (orange) or falls (blue); most "
                                "in row %d, column %d."), class, row, column);
    case FOVEA_SALIENCY_MAGNITUDE:
      return g_strdup_printf (_("The deeper the colour, the more the score of %s changes with the pixel; most in row "
                                "%d, column %d."), class, row, column);
    case FOVEA_SALIENCY_TIMES_INPUT:
      for (gsize i = 0; i < fovea_tensor_size (heat->numbers); i++)
        sum += heat->numbers->data[i];
      return g_strdup_printf (_("What each pixel gives to the score of %s, against the mean colour in its place. "
                                "Together: %s."), class, fovea_number_rounded (sum, 3, together));
    }
  g_return_val_if_reached (NULL);
}

int
fovea_why_find_fall (const FoveaReasons *reasons)
{
  const FoveaOcclusion *occlusion = reasons->occlusion;
  int lowest = occlusion && fovea_occlusion_is_done (occlusion) ? fovea_occlusion_find_lowest (occlusion) : -1;

  return lowest >= 0 && occlusion->whole - occlusion->heat->data[lowest] >= LEAST_FALL ? lowest : -1;
}

static char *
say_occlusion (const FoveaReasons *reasons)
{
  const FoveaOcclusion *occlusion = reasons->occlusion;
  g_autofree char *class = dup_class (reasons);
  int lowest = fovea_occlusion_find_lowest (occlusion);

  if (!fovea_occlusion_is_done (occlusion))
    return g_strdup_printf (_("Hiding one place after the other: %d of %d."), occlusion->done,
                            (int) fovea_tensor_size (occlusion->heat));
  if (fovea_why_find_fall (reasons) < 0)
    return g_strdup_printf (_("No single place matters: wherever the patch is, %s never falls below %.2f."), class,
                            occlusion->heat->data[lowest]);
  return g_strdup_printf (_("Hiding what is framed takes %s from %.2f to %.2f: nowhere does it fall further."), class,
                          occlusion->whole, occlusion->heat->data[lowest]);
}

static char *
say_climb (const FoveaReasons *reasons)
{
  const FoveaClimb *climb = reasons->climb;
  int sees = get_spec (reasons)->layers[climb->summit.row].receptive_field;
  char now[FOVEA_NUMBER_SIZE], first[FOVEA_NUMBER_SIZE];
  GString *text = g_string_new (NULL);

  if (climb->stuck)
    return g_string_free (g_string_append (text, _("No pixel changes this number at present: on every way to it a RELU "
                                                   "lets nothing through.")), FALSE);
  fovea_number_rounded (fovea_climb_get_score (climb), 3, now);
  fovea_number_rounded (g_array_index (climb->scores, float, 0), 3, first);
  g_string_append_printf (text,
                          ngettext ("After %d step up from noise the number is %s; it began at %s.",
                                    "After %d steps up from noise the number is %s; it began at %s.",
                                    (gulong) climb->steps),
                          climb->steps, now, first);
  if (sees > 0)
    g_string_append_printf (text, _(" It is the middle one of the map, and sees %d×%d pixels."), sees, sees);
  return g_string_free (text, FALSE);
}

char *
fovea_why_say_sentence (const FoveaReasons *reasons, const FoveaHeat *heat, FoveaSaliencyKind kind, int place)
{
  if (place >= 0)
    return fovea_why_say_place (reasons, heat, place);
  return reasons->kind == FOVEA_REASON_SALIENCY    ? say_saliency (reasons, heat, kind)
         : reasons->kind == FOVEA_REASON_OCCLUSION ? say_occlusion (reasons)
                                                   : say_climb (reasons);
}

char *
fovea_why_say_place (const FoveaReasons *reasons, const FoveaHeat *heat, int place)
{
  g_autofree char *class = dup_class (reasons);
  char number[FOVEA_NUMBER_SIZE];
  int row, column;

  find_place (heat, place, &row, &column);
  if (reasons->kind == FOVEA_REASON_SALIENCY)
    return g_strdup_printf (_("Row %d, column %d: %s"), row, column,
                            fovea_number_full (heat->numbers->data[place], number));
  if (place >= reasons->occlusion->done)
    return g_strdup_printf (_("Row %d, column %d: not asked yet"), row, column);
  return g_strdup_printf (_("Row %d, column %d: hiding what is there takes %s from %.2f to %.2f"), row, column, class,
                          reasons->occlusion->whole, reasons->occlusion->heat->data[place]);
}

char *
fovea_why_say_heading (const FoveaReasons *reasons, FoveaSaliencyKind kind, gboolean right)
{
  if (reasons->kind == FOVEA_REASON_CLIMB)
    return right ? g_strdup (_("its number, step by step")) : g_strdup (_("the image that grows"));
  if (!right)
    return g_strdup (_("the image"));
  if (reasons->kind == FOVEA_REASON_OCCLUSION)
    return g_strdup_printf (_("with %d×%d pixels hidden"), reasons->occlusion->patch.side,
                            reasons->occlusion->patch.side);
  return g_strdup (kind == FOVEA_SALIENCY_TIMES_INPUT ? _("gradient × input")
                   : kind == FOVEA_SALIENCY_MAGNITUDE ? _("size of the gradient")
                                                      : _("gradient of the score"));
}

char *
fovea_why_say_end (const FoveaReasons *reasons, const FoveaHeat *heat, FoveaSaliencyKind kind, gboolean positive)
{
  char limit[FOVEA_NUMBER_SIZE];

  fovea_number_rounded (heat->limit, 2, limit);
  if (reasons->kind == FOVEA_REASON_OCCLUSION)
    return g_strdup_printf (positive ? _("falls by %s") : _("rises by %s"), limit);
  if (kind == FOVEA_SALIENCY_TIMES_INPUT)
    return g_strdup_printf (positive ? _("for it: %s") : _("against it: −%s"), limit);
  if (kind == FOVEA_SALIENCY_MAGNITUDE)
    return positive ? g_strdup (limit) : g_strdup ("0");
  return g_strdup_printf (positive ? _("raises it: %s") : _("lowers it: −%s"), limit);
}
