/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the gradient scene says. ∂L/∂o is called g where it is reckoned with. */

#include "config.h"

#include "scene/gradient-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MOST_SPOKEN = 25 /* numbers of a grid that one can listen to */
};

/* How many cells @size the stamps reach along one axis, and why. */
static char *
say_stamped_size (const FoveaGradientLayout *self, gboolean vertical, int size)
{
  FoveaGeometry axis = fovea_convolution_get_geometry (self->lesson, vertical);
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (self->lesson));
  char green[8], dim[8];
  g_autofree char *text = NULL, *extent = axis.dilation == 1 ? g_strdup_printf ("%d", axis.filter)
                                               : g_strdup_printf ("%d·(%d − 1) + 1", axis.dilation, axis.filter);

  text = g_strdup_printf ("{=%s}({%s} − 1)·{S} − 2{P} + {%s}<span foreground=\"%s\"> = (%d − 1)·%d − 2·%d + %s = </span>"
                          "<span foreground=\"%s\"><b>%d</b></span>",
                          vertical ? "H" : "W", vertical ? "H" : "N",
                          axis.dilation > 1 && !fovea_letters_are_short (letters) ? "E" : "F",
                          fovea_colour_hex (palette->dim, dim), axis.input, axis.stride,
                          fovea_convolution_get_pad (self->lesson), extent,
                          fovea_colour_hex (palette->output_label, green), size);
  return fovea_letters_write (letters, text);
}

static char *
say_transposed_title (const FoveaGradientLayout *self)
{
  g_autofree char *across = NULL, *down = NULL;
  int width, height;

  fovea_convolution_get_stamped_size (self->lesson, &width, &height);
  across = say_stamped_size (self, FALSE, width);
  down = say_stamped_size (self, TRUE, height);
  if (fovea_convolution_is_square (self->lesson))
    return g_steal_pointer (&across);
  return g_strdup_printf (_("across: %s\ndown: %s"), across, down);
}

char *
fovea_gradient_say_title (const FoveaGradientLayout *self)
{
  if (fovea_gradient_hides (self, FOVEA_HIDE_FORMULA))
    return g_strdup ("?");
  switch (self->pass)
    {
    case FOVEA_LESSON_BACKWARD:
      return g_strdup ("∂L/∂x += g · w,  ∂L/∂w += g · x,  ∂L/∂b += g");
    case FOVEA_LESSON_TRAIN:
      return g_strdup_printf (_ ("w ← w − %g · ∂L/∂w,  L = ½ Σ (o − t)²"), fovea_convolution_get_rate (self->lesson));
    default:
      return say_transposed_title (self);
    }
}

char *
fovea_gradient_say_nothing (FoveaConvolution *lesson)
{
  char work[FOVEA_NUMBER_SIZE], most[FOVEA_NUMBER_SIZE];
  gint64 count = fovea_convolution_count_work (lesson);

  if (count == 0)
    return g_strdup (_ ("The window doesn’t fit, so there is no output, and nothing that could come back."));
  if (fovea_convolution_get_pass (lesson) == FOVEA_LESSON_TRANSPOSED && count <= FOVEA_CONVOLUTION_MAX_WORK)
    return g_strdup (_ ("Nothing is left, or too much to show: the padding cuts off what is stamped, or the stride "
                        "spreads it too far."));
  fovea_number_count (count, work);
  fovea_number_count (FOVEA_CONVOLUTION_MAX_WORK, most);
  return g_strdup_printf (
      _ ("This layer takes %s multiplications; what is stepped through this way may take %s and have "
         "65,536 parameters. Make the input smaller, or take fewer slices or filters."),
      work, most);
}

/* How the loss stands, and whether it can get better. */
static char *
say_training (const FoveaGradientLayout *self)
{
  int n;
  const double *losses = fovea_convolution_get_losses (self->lesson, &n);
  char first[FOVEA_NUMBER_SIZE], now[FOVEA_NUMBER_SIZE];

  if (n <= self->position)
    return g_strdup (_("The steps are too long: the loss has grown beyond all bounds. Take a lower rate."));
  fovea_number_full (losses[0], first);
  fovea_number_full (losses[n - 1], now);
  if (n == 1)
    return g_strdup (
        _ ("Each step takes every weight a little against its gradient; the loss is what is left to the target."));
  if (losses[n - 1] > losses[n - 2] && losses[n - 1] > 1e-6)
    return g_strdup_printf (_ ("The loss grows: the steps are too long. It was %s and is %s."), first, now);
  return g_strdup_printf (
      _ ("The loss was %s before the first step and is %s now: the output comes closer to its target."), first, now);
}

char *
fovea_gradient_say_sentence (const FoveaGradientLayout *self)
{
  if (self->n_positions == 0)
    return fovea_gradient_say_nothing (self->lesson);
  if (fovea_gradient_hides (self, FOVEA_HIDE_FORMULA))
    return fovea_say_hidden ();
  switch (self->pass)
    {
    case FOVEA_LESSON_BACKWARD:
      return g_strdup (
          _ ("Each output’s gradient g goes back through the weights that made it. The weights are shared, so "
             "what comes to them gathers from all places."));
    case FOVEA_LESSON_TRAIN:
      return say_training (self);
    default:
      return g_strdup (
          _ ("Each number of the input stamps the filter into the output, and where stamps overlap they add "
             "up. It is what a convolution does to gradients."));
    }
}

/* "∂L/∂x", "∂L/∂x[:, :, 2]" */
static char *
say_symbol (const FoveaGradientLayout *self, const char *symbol, gboolean filter, int slice)
{
  g_autofree char *number = filter ? g_strdup_printf ("%d", self->place.map) : g_strdup ("");

  if (self->n_seen == 1 && fovea_convolution_get_depth (self->lesson) == 1)
    return g_strconcat (symbol, fovea_convolution_get_filters (self->lesson) > 1 ? number : "", NULL);
  return g_strdup_printf ("%s%s[:, :, %d]", symbol, number, slice);
}

/* What @part is in words; NULL where its symbol says it. */
static const char *
name_part (const FoveaGradientLayout *self, FoveaGradientPart part)
{
  switch (part)
    {
    case FOVEA_PART_INPUT:
      return _ ("Input");
    case FOVEA_PART_INPUT_GRADIENT:
      return _ ("Input gradient");
    case FOVEA_PART_FILTER:
      return _ ("Filter");
    case FOVEA_PART_FILTER_GRADIENT:
      return _ ("Weight gradient");
    case FOVEA_PART_GOAL:
      return fovea_convolution_is_target_edited (self->lesson) ? _ ("made t at first") : _ ("made the target");
    case FOVEA_PART_OUTPUT_GRADIENT:
      return _ ("Output gradient");
    case FOVEA_PART_TARGET:
      return _ ("Target");
    case FOVEA_PART_CURVE:
      return _ ("Loss");
    default:
      return _ ("Output");
    }
}

static char *
say_part_symbol (const FoveaGradientLayout *self, FoveaGradientPart part, int slice)
{
  gboolean several = fovea_convolution_get_filters (self->lesson) > 1;

  switch (part)
    {
    case FOVEA_PART_INPUT:
      return say_symbol (self, "x", FALSE, slice);
    case FOVEA_PART_INPUT_GRADIENT:
      return say_symbol (self, "∂L/∂x", FALSE, slice);
    case FOVEA_PART_FILTER:
      return say_symbol (self, "w", TRUE, slice);
    case FOVEA_PART_FILTER_GRADIENT:
      return say_symbol (self, "∂L/∂w", TRUE, slice);
    case FOVEA_PART_OUTPUT_GRADIENT:
      return several ? g_strdup_printf ("g[:, :, %d]", self->place.map) : g_strdup ("g");
    case FOVEA_PART_TARGET:
      return several ? g_strdup_printf ("t[:, :, %d]", self->place.map) : g_strdup ("t");
    case FOVEA_PART_OUTPUT:
    case FOVEA_PART_STAMPED:
      return several ? g_strdup_printf ("o[:, :, %d]", self->place.map) : g_strdup ("o");
    default:
      return NULL;
    }
}

/* "Input gradient ∂L/∂x[:, :, 0]"; @terse: the symbol alone */
char *
fovea_gradient_say_label (const FoveaGradientLayout *self, FoveaGradientPart part, int slice, gboolean terse)
{
  g_autofree char *symbol = say_part_symbol (self, part, slice);
  char loss[FOVEA_NUMBER_SIZE];

  if (part == FOVEA_PART_CURVE)
    return g_strdup_printf (_ ("Loss %s"), fovea_number_full (fovea_convolution_get_loss (self->lesson), loss));
  if (!symbol)
    return g_strdup (name_part (self, part));
  return terse ? g_steal_pointer (&symbol) : g_strdup_printf ("%s %s", name_part (self, part), symbol);
}

/* "steps 0 to 50; each line a tenth of the one above" */
char *
fovea_gradient_say_axes (FoveaConvolution *lesson)
{
  return g_strdup_printf (_ ("steps 0 to %d; each line a tenth of the one above"), fovea_gradient_get_axes (lesson).steps);
}

/* --- the arithmetic of a position */

static double
get_factor (const FoveaGradientLayout *self)
{
  if (self->pass == FOVEA_LESSON_BACKWARD)
    return fovea_convolution_get_output_gradient (self->lesson)->data[self->position];
  return fovea_convolution_get_value (self->lesson, self->first_seen, self->place.row, self->place.column);
}

char *
fovea_gradient_say_caption (const FoveaGradientLayout *self, int group)
{
  char factor[FOVEA_NUMBER_SIZE];

  fovea_number_short (get_factor (self), 6, factor);
  if (self->pass == FOVEA_LESSON_TRANSPOSED)
    return group == 0 ? g_strdup_printf (_ ("the stamp: x = %s times the filter"), factor) : NULL;
  return group == 0 ? g_strdup_printf (_ ("added under the window of ∂L/∂x: g = %s times the filter"), factor)
                    : g_strdup_printf (_ ("added to ∂L/∂w: g = %s times the patch"), factor);
}

/* "2 × (−1) = −2" */
static char *
say_product_of (const FoveaGradientLayout *self, double factor, double other, FoveaColour colour)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaColour first = self->pass == FOVEA_LESSON_BACKWARD ? palette->output_label : palette->input_label;
  char a[FOVEA_NUMBER_SIZE], b[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE], colours[2][8];

  return g_strdup_printf ("<span foreground=\"%s\">%s</span> × <span foreground=\"%s\">%s</span> = <b>%s</b>",
                          fovea_colour_hex (first, colours[0]), fovea_number_factor (factor, 5, a),
                          fovea_colour_hex (colour, colours[1]), fovea_number_factor (other, 5, b),
                          fovea_number_short (factor * other, 5, product));
}

char *
fovea_gradient_say_product (const FoveaGradientLayout *self, int group, int row, int column)
{
  FoveaConvolution *lesson = self->lesson;
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE), y = fovea_convolution_get_geometry (lesson, TRUE);
  double other;

  if (group == 0)
    other = fovea_convolution_get_weight (lesson, self->place.map, self->first_seen, row, column);
  else
    other
        = fovea_convolution_get_value (lesson, self->first_seen, self->place.row * y.stride + row * y.dilation - y.pad,
                                       self->place.column * x.stride + column * x.dilation - x.pad);
  return say_product_of (self, get_factor (self), other, group == 0 ? palette->weight_label : palette->input_label);
}

static gboolean
are_whole (const FoveaTensor *numbers)
{
  for (gsize i = 0; i < fovea_tensor_size (numbers); i++)
    if (numbers->data[i] != rintf (numbers->data[i]))
      return FALSE;
  return TRUE;
}

/* The one with most characters that there can be: its width is that of all boxes. */
char *
fovea_gradient_say_widest_product (const FoveaGradientLayout *self)
{
  const FoveaTensor *gradient = fovea_convolution_get_output_gradient (self->lesson);
  g_autoptr (FoveaTensor) x = fovea_convolution_dup_input (self->lesson);
  g_autoptr (FoveaTensor) w = fovea_convolution_dup_filter (self->lesson, self->place.map);
  const FoveaTensor *factors = gradient ? gradient : x;
  float most = fmaxf (fovea_numbers_limit (x->data, fovea_tensor_size (x)),
                      fovea_numbers_limit (w->data, fovea_tensor_size (w)));

  if (!are_whole (x) || !are_whole (w) || !are_whole (factors))
    return g_strdup ("(−8.88) × (−8.88) = <b>−88.8</b>");
  return say_product_of (self, -fovea_numbers_limit (factors->data, fovea_tensor_size (factors)), -most,
                         fovea_sheet_get_palette (self->sheet)->ink);
}

/* "∂L/∂b = 3 + 2 = 5" */
static char *
say_bias (const FoveaGradientLayout *self)
{
  double g = get_factor (self), b = fovea_convolution_get_bias_gradient (self->lesson)->data[self->place.map];
  char before[FOVEA_NUMBER_SIZE], more[FOVEA_NUMBER_SIZE], after[FOVEA_NUMBER_SIZE];

  fovea_number_short (fovea_convolution_get_gradient (self->lesson) == FOVEA_GRADIENT_CELL ? 0 : b - g, 7, before);
  return g_strdup_printf ("∂L/∂b: %s + %s = <b>%s</b>", before, fovea_number_factor (g, 6, more),
                          fovea_number_short (b, 7, after));
}

/* One line, coloured as the parts are. */
char *
fovea_gradient_say_arithmetic (const FoveaGradientLayout *self)
{
  gint64 products = fovea_convolution_count_weights (self->lesson);
  g_autofree char *where = NULL, *bias = NULL;
  char number[FOVEA_NUMBER_SIZE], count[FOVEA_NUMBER_SIZE];

  if (self->n_positions == 0 || fovea_gradient_hides (self, FOVEA_HIDE_CELL | FOVEA_HIDE_OUTPUT_SIZE))
    return NULL;
  if (self->pass == FOVEA_LESSON_TRAIN)
    return fovea_lesson_describe_position (FOVEA_LESSON (self->lesson), self->position);
  where = fovea_convolution_say_place (self->lesson, self->position);
  fovea_number_count (products, count);
  if (self->pass == FOVEA_LESSON_TRANSPOSED)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %s product is added into the output",
                                         "%s: %s products are added into the output", (gulong) products),
                            where, count);
  bias = say_bias (self);
  return g_strdup_printf (_ ("%s: g = <b>%s</b>, times %s weights and as many inputs;  %s"), where,
                          fovea_number_short (get_factor (self), 6, number), count, bias);
}

/* --- for a screen reader */

/* "[0 1 −1; 2 0 0]": the first plane, if it is small enough to be listened to, times @factor. */
static char *
say_plane (const FoveaTensor *tensor, int plane, double factor)
{
  g_autoptr (GString) text = g_string_new ("[");
  char number[FOVEA_NUMBER_SIZE];

  if (!tensor || tensor->h * tensor->w > MOST_SPOKEN)
    return NULL;
  for (int i = 0; i < tensor->h * tensor->w; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : i % tensor->w == 0 ? "; " : " ",
                            fovea_number_short (factor * tensor->data[plane * tensor->h * tensor->w + i], 6, number));
  return g_strconcat (text->str, "]", NULL);
}

/* What the position has made of the numbers, where there is but one slice: " The weight gradient is now [1 2; 0 1]." */
static char *
say_result (FoveaConvolution *lesson, int position)
{
  FoveaPlace place = fovea_convolution_get_place (lesson, position);
  g_autoptr (FoveaTensor) filter = NULL;
  g_autofree char *numbers = NULL;

  if (fovea_convolution_get_depth (lesson) > 1)
    return g_strdup ("");
  switch (fovea_convolution_get_pass (lesson))
    {
    case FOVEA_LESSON_BACKWARD:
      numbers = say_plane (fovea_convolution_get_filter_gradient (lesson), place.map, 1);
      return numbers ? g_strdup_printf (_ (" The weight gradient is now %s."), numbers) : g_strdup ("");
    case FOVEA_LESSON_TRAIN:
      numbers = say_plane (fovea_convolution_get_trained_filters (lesson), 0, 1);
      return numbers ? g_strdup_printf (_ (". The first filter is now %s."), numbers) : g_strdup ("");
    default:
      filter = fovea_convolution_dup_filter (lesson, place.map);
      numbers = say_plane (filter, 0, fovea_convolution_get_value (lesson, 0, place.row, place.column));
      return numbers ? g_strdup_printf (_ (" The stamp is %s."), numbers) : g_strdup ("");
    }
}

static char *
describe_place (FoveaConvolution *lesson, int position)
{
  g_autofree char *sentence = fovea_lesson_describe_position (FOVEA_LESSON (lesson), position);
  g_autofree char *result = say_result (lesson, position);

  return g_strconcat (sentence, result, NULL);
}

char *
fovea_gradient_describe (FoveaConvolution *lesson, char **description)
{
  FoveaLessonPass pass = fovea_convolution_get_pass (lesson);
  int position = fovea_lesson_get_position (FOVEA_LESSON (lesson));

  if (description && fovea_lesson_get_hidden (FOVEA_LESSON (lesson)) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    *description = fovea_lesson_count_positions (FOVEA_LESSON (lesson)) == 0
                       ? fovea_gradient_say_nothing (lesson)
                       : describe_place (lesson, position);
  return g_strdup_printf (
      pass == FOVEA_LESSON_BACKWARD ? _ ("Backward through a convolution of a %d×%d×%d input with filters of %d×%d×%d")
      : pass == FOVEA_LESSON_TRAIN ? _ ("Training filters of a %d×%d×%d input: filters of %d×%d×%d")
                                   : _ ("Transposed convolution of a %d×%d×%d input with filters of %d×%d×%d"),
      fovea_convolution_get_width (lesson), fovea_convolution_get_height (lesson), fovea_convolution_get_depth (lesson),
      fovea_convolution_get_filter_width (lesson), fovea_convolution_get_filter_height (lesson),
      fovea_convolution_get_filter_depth (lesson));
}
