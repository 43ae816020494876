/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on how far a window gets: (N − F + 2P)/S + 1, the first place and a jump of S for each further one. The
 * wrong answers are this formula as people remember it: without the +1, with one padding, rounded. */

#include "config.h"

#include "lesson/quiz-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* By the lecture's rule, whatever the setting rounds to. */
static char *
describe_layer_by_rule (const FoveaSetting *setting)
{
  g_autofree char *layer = fovea_quiz_layer (setting);

  if (setting->window.round == FOVEA_ROUND_ERROR)
    return g_steal_pointer (&layer);
  return g_strconcat (layer, _(" Nothing is rounded: answer by the lecture’s rule."), NULL);
}

static char *
explain_output (const FoveaGeometry *geometry, const char *const *symbols)
{
  FoveaFit fit = fovea_geometry_fit (geometry);
  g_autofree char *formula = fovea_geometry_formula (geometry);
  g_autofree char *detail = fovea_geometry_detail_with (geometry, symbols);

  if (!fit.fits)
    return g_strdup_printf (_("It doesn’t fit: %s."), detail);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: one first place, and %d jump of %d.",
                                       "%s: one first place, and %d jumps of %d.", (gulong) fit.output - 1),
                          formula, fit.output - 1, geometry->stride);
}

/* Of both axes, where they differ. */
static char *
explain_outputs (const FoveaSetting *setting)
{
  FoveaGeometry x = fovea_quiz_geometry (setting, FALSE, -1), y = fovea_quiz_geometry (setting, TRUE, -1);
  const char *const *symbols = fovea_letters_get_symbols (setting->letters);
  g_autofree char *across = explain_output (&x, symbols), *down = explain_output (&y, symbols);

  if (fovea_quiz_is_square (setting))
    return g_steal_pointer (&across);
  return g_strdup_printf (_("Across: %s Down: %s"), across, down);
}

static gboolean
fits_both (const FoveaSetting *setting)
{
  FoveaGeometry x = fovea_quiz_geometry (setting, FALSE, -1), y = fovea_quiz_geometry (setting, TRUE, -1);

  return fovea_geometry_fit (&x).fits && fovea_geometry_fit (&y).fits;
}

/* A size along one axis, right or as the formula is remembered. */
typedef double (*Size) (const FoveaGeometry *geometry);

static double
get_room (const FoveaGeometry *geometry)
{
  return fovea_geometry_padded (geometry) - fovea_geometry_extent (geometry);
}

static double
count_right (const FoveaGeometry *geometry)
{
  return fovea_geometry_fit (geometry).output;
}

static double
count_jumps (const FoveaGeometry *geometry)
{
  return get_room (geometry) / geometry->stride;
}

static double
count_one_padding (const FoveaGeometry *geometry)
{
  return (get_room (geometry) - geometry->pad) / geometry->stride + 1;
}

static double
count_no_padding (const FoveaGeometry *geometry)
{
  return (get_room (geometry) - 2 * geometry->pad) / geometry->stride + 1;
}

static double
count_down (const FoveaGeometry *geometry)
{
  return fovea_geometry_fit (geometry).floor;
}

static double
count_up (const FoveaGeometry *geometry)
{
  return fovea_geometry_fit (geometry).ceil;
}

static double
count_without_stride (const FoveaGeometry *geometry)
{
  return get_room (geometry) + 1;
}

static double
count_undilated (const FoveaGeometry *geometry)
{
  return (double) (fovea_geometry_padded (geometry) - geometry->filter) / geometry->stride + 1;
}

static double
count_input (const FoveaGeometry *geometry)
{
  return geometry->input;
}

static void
add_size (FoveaQuestion *self, const FoveaSetting *setting, Size size, const char *why)
{
  FoveaGeometry x = fovea_quiz_geometry (setting, FALSE, -1), y = fovea_quiz_geometry (setting, TRUE, -1);
  double columns = size (&x), rows = size (&y);

  if (columns >= 1 && rows >= 1 && columns == rint (columns) && rows == rint (rows))
    fovea_question_add (self, columns, fovea_quiz_volume (columns, rows, fovea_quiz_maps (setting)), g_strdup (why));
}

static void
add_wrong_sizes (FoveaQuestion *self, const FoveaSetting *setting)
{
  add_size (self, setting, count_jumps, _("That counts the jumps. The first place comes on top: + 1."));
  if (setting->window.pad > 0)
    {
      add_size (self, setting, count_one_padding, _("Padding stands on both sides: it counts twice, 2{P}."));
      add_size (self, setting, count_no_padding, _("The padding is missing: the window may stand on it too."));
    }
  if (setting->window.dilation > 1)
    add_size (self, setting, count_undilated, _("Its weights stand apart: it covers more cells than it has weights."));
  if (!fits_both (setting))
    {
      add_size (self, setting, count_down,
                _("That is rounded down. Cells are left over at the end: by the lecture’s rule it doesn’t fit."));
      add_size (self, setting, count_up,
                _("That is rounded up. The last window would stick out: by the lecture’s rule it doesn’t fit."));
    }
  if (setting->window.stride > 1)
    add_size (self, setting, count_without_stride,
              _("That is the answer for stride 1: here the window jumps further."));
  add_size (self, setting, count_input, _("The size stays only at stride 1 with a padding of ({F} − 1)/2."));
}

void
fovea_quiz_ask_output_size (FoveaQuestion *self, const FoveaSetting *setting)
{
  g_autofree char *layer = describe_layer_by_rule (setting);

  self->text = g_strdup_printf (_("%s How large is the output?"), layer);
  self->hint = g_strdup (_("Count the places along one side. There is a first place. How many jumps follow before the "
                           "window would stick out, and does the last one end flush with the edge?"));
  self->worked = explain_outputs (setting);
  self->hides = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT;
  if (fits_both (setting))
    add_size (self, setting, count_right, NULL);
  else
    fovea_question_add (self, NAN, g_strdup (_("It doesn’t fit")), NULL);
  add_wrong_sizes (self, setting);
  fovea_question_add (self, NAN, g_strdup (_("It doesn’t fit")),
                      g_strdup (_("It does: the last window ends flush with the edge.")));
}

void
fovea_quiz_ask_fits (FoveaQuestion *self, const FoveaSetting *setting)
{
  gboolean fits = fits_both (setting);
  g_autofree char *layer = describe_layer_by_rule (setting);
  char *yes = g_strdup (_("Yes, it fits")), *no = g_strdup (_("No, it doesn’t fit"));

  self->text = g_strdup_printf (_("%s Does that fit?"), layer);
  self->hint = g_strdup (_("Take the filter’s size from that of the padded input. Can the stride divide what is "
                           "left?"));
  self->worked = explain_outputs (setting);
  self->hides = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT;
  fovea_question_add (self, fits ? 1 : 0, fits ? yes : no, NULL);
  fovea_question_add (self, fits ? 0 : 1, fits ? no : yes,
                      g_strdup (fits ? _("The stride divides the room that is left, so the last window ends flush.")
                                     : _("The stride does not divide the room that is left.")));
}

/* The smallest padding up to @limit that gives @output windows (any number, if 0); −1 if none does. */
static int
find_pad (const FoveaSetting *setting, int output, int limit)
{
  for (int pad = 0; pad <= limit; pad++)
    {
      FoveaGeometry geometry = fovea_quiz_geometry (setting, FALSE, pad);
      FoveaFit fit = fovea_geometry_fit (&geometry);

      if (fit.fits && (output == 0 || fit.output == output))
        return pad;
    }
  return -1;
}

/* A padding that is not the answer; what it would give says why. */
static void
add_wrong_pad (FoveaQuestion *self, const FoveaSetting *setting, int pad)
{
  FoveaGeometry geometry = fovea_quiz_geometry (setting, FALSE, pad);
  FoveaFit fit = fovea_geometry_fit (&geometry);
  g_autofree char *formula = fovea_geometry_formula (&geometry);

  fovea_question_add_number (self, pad, g_strdup_printf (fit.fits ? _("That gives %s.")
                                                                  : _("That doesn’t fit: %s."), formula));
}

static void
add_pads (FoveaQuestion *self, const FoveaSetting *setting, int right, const char *none, const char *why_not_none)
{
  int extent = setting->window.extent;
  int wrong[] = { 0, (extent - 1) / 2, extent / 2, extent - 1, 1, 2, 3 };

  if (right >= 0)
    fovea_question_add_number (self, right, NULL);
  else
    fovea_question_add (self, NAN, g_strdup (none), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong) && self->choices->len < 4; i++)
    add_wrong_pad (self, setting, wrong[i]);
  fovea_question_add (self, NAN, g_strdup (none), g_strdup (why_not_none));
}

void
fovea_quiz_ask_keeps_size (FoveaQuestion *self, const FoveaSetting *setting)
{
  const FoveaWindow *window = &setting->window;
  int right = find_pad (setting, setting->input, window->extent - 1);
  g_autofree char *worked = NULL;

  self->text = g_strdup_printf (_("The input is %d×%d, the filter %d×%d, the stride %d. Which padding, smaller than the "
                                  "filter, gives an output as large as the input?"),
                                setting->input, setting->input, window->extent, window->extent, window->stride);
  self->hint = g_strdup (_("At stride 1 the output loses {F} − 1 cells along each side. The padding has to bring back as "
                           "many, half of them in front and half behind."));
  self->hides = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT;
  add_pads (self, setting, right, _("None does"), _("One does: put the paddings into the formula."));
  if (right >= 0)
    {
      FoveaGeometry geometry = fovea_quiz_geometry (setting, FALSE, right);

      worked = fovea_geometry_formula (&geometry);
      self->worked = g_strdup_printf (_("%s with {P} = %d."), worked, right);
    }
  else
    self->worked = g_strdup_printf (_("None: 2{P} would have to be ({N} − 1)·{S} + {F} − {N} = %d, and a padding "
                                      "smaller than the filter makes 2{P} an even number up to %d."),
                                    (setting->input - 1) * window->stride + window->extent - setting->input,
                                    2 * (window->extent - 1));
}

void
fovea_quiz_ask_makes_fit (FoveaQuestion *self, const FoveaSetting *setting)
{
  const FoveaWindow *window = &setting->window;
  int right = find_pad (setting, 0, window->extent + window->stride);
  FoveaGeometry geometry = fovea_quiz_geometry (setting, FALSE, MAX (right, 0));
  g_autofree char *formula = fovea_geometry_formula (&geometry);

  self->text = g_strdup_printf (_("The input is %d×%d, the filter %d×%d, the stride %d. What is the smallest padding "
                                  "with which it fits?"),
                                setting->input, setting->input, window->extent, window->extent, window->stride);
  self->hint = g_strdup (_("{N} − {F} + 2{P} must be a multiple of the stride. Each cell of padding adds 2 to it."));
  self->worked = right >= 0
    ? g_strdup_printf (_("%s with {P} = %d."), formula, right)
    : g_strdup_printf (_("%s. Padding adds an even number of cells, and an odd one is missing: no padding can help."),
                       formula);
  self->hides = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT;
  add_pads (self, setting, right, _("No padding can help"), _("One can: go through them from 0."));
}
