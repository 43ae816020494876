/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on the passes other than the forward one: how far the stamps of a transposed convolution reach,
 *   (N − 1)·S − 2P + F, the size that a convolution with these settings would bring back to N,
 * where one gradient g goes: to a weight g times the input under it, to that input g times the weight, through max
 * pooling to the largest alone, through average pooling in equal parts; and what a weight is after the next step,
 *   w − rate · ∂L/∂w. */

#include "config.h"

#include "lesson/quiz-private.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

void
fovea_quiz_ask_stamped_size (FoveaQuestion *self, const FoveaSetting *setting)
{
  const FoveaWindow *window = &setting->window;
  FoveaGeometry geometry = fovea_quiz_geometry (setting, FALSE, -1);
  int n = setting->input, stride = window->stride, extent = fovea_geometry_extent (&geometry);
  int uncut = (n - 1) * stride + extent, right = uncut - 2 * window->pad;
  g_autofree char *dilation = fovea_quiz_dilation (setting);
  const struct
  {
    int side;
    const char *why;
  } wrong[] = {
    { uncut, N_ ("The padding is cut off again, on both sides: 2{P}.") },
    { uncut - window->pad, N_ ("The padding is cut off on both sides: it counts twice, 2{P}.") },
    { n * stride - 2 * window->pad, N_ ("The last stamp reaches {F} cells from its place, not {S}.") },
    { n * extent, N_ ("The stamps lie {S} apart and overlap: only one of them counts whole.") },
    { fovea_geometry_fit (&geometry).floor, N_ ("That is a convolution. Here each number of the input stamps.") },
    { (n - 1) * stride + window->extent - 2 * window->pad, N_ ("The weights stand apart: a stamp covers more cells.") },
    { n, N_ ("The size stays only at stride 1 with a padding of ({F} − 1)/2.") },
  };

  self->text = g_strdup_printf (_("A transposed convolution: each number of a %d×%d input stamps a filter of %d×%d into "
                                  "the output, with stride %d and padding %d.%s How large is the output?"),
                                n, n, window->extent, window->extent, stride, window->pad, dilation);
  self->hint = g_strdup (_("There are {N} − 1 jumps of {S}, and the last stamp takes its whole room. Then the padding is "
                           "cut off, in front and behind."));
  self->worked = g_strdup_printf (_("(%d − 1)·%d − 2·%d + %d = %d: all jumps, less the padding, and one whole stamp."), n,
                                  stride, window->pad, extent, right);
  self->hides = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA;
  fovea_question_add (self, right, fovea_quiz_size (right, 1), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    if (wrong[i].side > 0)
      fovea_question_add (self, wrong[i].side, fovea_quiz_size (wrong[i].side, 1), g_strdup (_(wrong[i].why)));
}

/* By the engine: the gradient of each weight, or of each number that a pool looks at; 1×1×F×F. */
static FoveaTensor *
run_backward (const FoveaSetting *setting, const FoveaTensor *patch)
{
  FoveaWindow window = FOVEA_WINDOW (patch->w);
  g_autoptr (FoveaTensor) g = fovea_tensor_new (1, 1, 1, 1);
  FoveaTensor *weights = NULL;

  g->data[0] = setting->gradient;
  if (setting->pooling)
    return fovea_pool2d_backward ((FoveaPoolKind) setting->pool, patch, &window, g, NULL);
  fovea_conv2d_backward (patch, setting->w, &window, 1, g, NULL, &weights, NULL, NULL);
  return weights;
}

static void
ask_pooled_gradient (FoveaQuestion *self, const FoveaSetting *setting, const FoveaTensor *patch, double right)
{
  gboolean largest = setting->pool == FOVEA_POOLING_MAX;
  g_autofree char *cells = fovea_quiz_matrix (patch), *answer = fovea_quiz_number (right);
  g_autofree char *factor = fovea_quiz_number (setting->gradient);
  double size = fovea_tensor_size (patch), g = setting->gradient;

  self->text = g_strdup_printf (
    largest ? _("Backward: the window of max pooling sees %s, and the gradient of its output is %s. How much of it goes "
                "to row %d, column %d of the window?")
            : _("Backward: the window of average pooling sees %s, and the gradient of its output is %s. How much of it "
                "goes to row %d, column %d of the window?"),
    cells, factor, setting->row + 1, setting->column + 1);
  self->hint = g_strdup (_("If that number were a little larger, how much would the output be?"));
  self->worked = g_strdup_printf (largest ? _("%s: the largest takes all of it, the first one where several are.")
                                          : _("%s: each number of the window takes the same part."), answer);
  fovea_question_add_number (self, right, NULL);
  fovea_question_add_number (self, largest ? 0 : g,
                             g_strdup (largest ? _("This number is the largest: the output follows it alone.")
                                               : _("They share it: each takes one part.")));
  fovea_question_add_number (self, g, g_strdup (_("Only the largest takes it: the output does not follow the others.")));
  fovea_question_add_number (self, g / size, g_strdup (_("That is average pooling, where all share it.")));
  fovea_question_add_number (self, g * *fovea_tensor_at (patch, 0, 0, setting->row, setting->column),
                             g_strdup (_("A pool multiplies with nothing.")));
  fovea_question_add_number (self, g + 1, g_strdup (_("Look again at the numbers.")));
}

/* " in slice 2", or nothing. */
static char *
say_slice (const FoveaSetting *setting)
{
  return setting->slice < 0 ? g_strdup ("") : g_strdup_printf (_(" in slice %d"), setting->slice);
}

static void
ask_weight_gradient (FoveaQuestion *self, const FoveaSetting *setting, const FoveaTensor *patch, double right)
{
  g_autofree char *cells = fovea_quiz_matrix (patch), *filter = fovea_quiz_matrix (setting->w);
  g_autofree char *answer = fovea_quiz_number (right), *factor = fovea_quiz_number (setting->gradient);
  g_autofree char *slice = say_slice (setting);
  double g = setting->gradient, x = *fovea_tensor_at (patch, 0, 0, setting->row, setting->column), sum = 0;

  for (gsize i = 0; i < fovea_tensor_size (patch); i++)
    sum += patch->data[i];
  self->text = g_strdup_printf (_("Backward: the window sees %s, the filter is %s%s, and the gradient of the output is %s "
                                  "here. How much does this place add to the gradient of the weight in row %d, column "
                                  "%d?"),
                                cells, filter, slice, factor, setting->row + 1, setting->column + 1);
  self->hint = g_strdup (_("If that weight were a little larger, by how much would the output grow here?"));
  self->worked = g_strdup_printf (_("%s: the gradient %s times the input that lies under the weight."), answer,
                                  factor);
  fovea_question_add_number (self, right, NULL);
  fovea_question_add_number (self, g * *fovea_tensor_at (setting->w, 0, 0, setting->row, setting->column),
                             g_strdup (_("That goes to the input: the gradient times the weight.")));
  fovea_question_add_number (self, x, g_strdup (_("That is the input alone: times the gradient of the output.")));
  fovea_question_add_number (self, g, g_strdup (_("That is what the bias takes: a weight’s input stands beside it.")));
  fovea_question_add_number (self, g * sum, g_strdup (_("A weight meets only the input that lies under it.")));
  fovea_question_add_number (self, right + 1, g_strdup (_("Look again at the numbers.")));
}

void
fovea_quiz_ask_gradient (FoveaQuestion *self, const FoveaSetting *setting)
{
  g_autoptr (FoveaTensor) gradient = run_backward (setting, setting->x);
  double right = *fovea_tensor_at (gradient, 0, 0, setting->row, setting->column);

  self->typed = TRUE;
  self->hides = FOVEA_HIDE_CELL | FOVEA_HIDE_FORMULA;
  if (setting->pooling)
    ask_pooled_gradient (self, setting, setting->x, right);
  else
    ask_weight_gradient (self, setting, setting->x, right);
}

/* Forward through a transposed convolution, or backward through a convolution: both stamp the filter. */
void
fovea_quiz_ask_stamp (FoveaQuestion *self, const FoveaSetting *setting)
{
  gboolean backward = setting->pass == FOVEA_LESSON_BACKWARD;
  double g = setting->gradient, weight = *fovea_tensor_at (setting->w, 0, 0, setting->row, setting->column), sum = 0;
  double right = g * weight, turned = *fovea_tensor_at (setting->w, 0, 0, setting->w->h - 1 - setting->row,
                                                        setting->w->w - 1 - setting->column);
  g_autofree char *filter = fovea_quiz_matrix (setting->w), *factor = fovea_quiz_number (g);
  g_autofree char *slice = say_slice (setting), *answer = fovea_quiz_number (right);

  for (gsize i = 0; i < fovea_tensor_size (setting->w); i++)
    sum += setting->w->data[i];
  self->typed = TRUE;
  self->hides = FOVEA_HIDE_CELL | FOVEA_HIDE_FORMULA;
  self->text = g_strdup_printf (
    backward ? _("Backward: the gradient of the output is %s here, and the filter is %s%s. How much is added to the "
                 "gradient of the input, under row %d, column %d of the window?")
             : _("The input is %s here, and the filter is %s%s. How much does its stamp add to the output, in row %d, "
                 "column %d of the stamp?"),
    factor, filter, slice, setting->row + 1, setting->column + 1);
  self->hint = g_strdup (backward ? _("If that input were a little larger, by how much would the output grow here?")
                                  : _("The whole filter is multiplied by this one number."));
  self->worked = g_strdup_printf (backward ? _("%s: the gradient %s times the weight that the input met on its way forward.")
                                           : _("%s: %s times the weight that stands there."), answer, factor);
  fovea_question_add_number (self, right, NULL);
  fovea_question_add_number (self, g, g_strdup (_("Times the weight that stands there.")));
  fovea_question_add_number (self, weight, g_strdup (backward ? _("That is the weight alone: times the gradient.")
                                                              : _("That is the weight alone: times the input.")));
  fovea_question_add_number (self, g * turned, g_strdup (_("The filter is not turned.")));
  fovea_question_add_number (self, g * sum, g_strdup (_("Each weight has a place of its own.")));
  if (backward && setting->x)
    fovea_question_add_number (self, g * *fovea_tensor_at (setting->x, 0, 0, setting->row, setting->column),
                               g_strdup (_("That goes to the weight: the gradient times the input.")));
  fovea_question_add_number (self, right + 1, g_strdup (_("Look again at the numbers.")));
}

/* To four digits, as they stand in the question. */
static char *
round_number (double value)
{
  char text[FOVEA_NUMBER_SIZE];

  return g_strdup (fovea_number_rounded (value, 4, text));
}

static void
add_rounded (FoveaQuestion *self, double value, const char *why)
{
  fovea_question_add (self, value, round_number (value), g_strdup (why));
}

void
fovea_quiz_ask_step (FoveaQuestion *self, const FoveaSetting *setting)
{
  double g = setting->gradient, rate = setting->rate;
  double weight = *fovea_tensor_at (setting->w, 0, 0, setting->row, setting->column);
  g_autofree char *now = round_number (weight), *slope = round_number (g), *far = round_number (rate);
  g_autofree char *next = round_number (weight - rate * g), *slice = say_slice (setting);

  self->hides = FOVEA_HIDE_CELL | FOVEA_HIDE_FORMULA;
  self->text = g_strdup_printf (_("Gradient descent with a rate of %s: the weight in row %d, column %d%s of filter %d is "
                                  "%s, and the gradient of the loss there is %s. What is the weight after the next step?"),
                                far, setting->row + 1, setting->column + 1, slice, setting->map + 1, now, slope);
  self->hint = g_strdup (_("The gradient points to where the loss grows. The step is the rate times as long."));
  self->worked = g < 0 ? g_strdup_printf (_("%s − %s · (%s) = %s: against the gradient."), now, far, slope, next)
                       : g_strdup_printf (_("%s − %s · %s = %s: against the gradient."), now, far, slope, next);
  add_rounded (self, weight - rate * g, NULL);
  add_rounded (self, weight + rate * g, _("There the loss is larger: the step goes against the gradient."));
  add_rounded (self, weight - g, _("The step is the rate times the gradient."));
  add_rounded (self, -rate * g, _("That is the step: the weight takes it from where it is."));
  add_rounded (self, weight * (1 - rate), _("The step is made of the gradient, not of the weight."));
}
