/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The arithmetic of a window that slides along one axis. A filter of F weights, d cells from one to the next, covers
 * E = d·(F − 1) + 1 cells; from the first place it jumps S cells at a time over the padded input, so that it finds
 *
 *   (N − E + P + P_end)/S + 1
 *
 * places: the jumps, plus the first place. Where that is no whole number, or below one, the window does not fit.
 * All of it is computed in 64 bits: sizes are ints, and d·(F − 1) of two ints still fits.
 *
 * Rounding up is that of PyTorch's and Caffe's pooling: a window must start inside the input or its first padding. */

#include "config.h"

#include "engine/geometry.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  MAX_SUGGESTIONS = 6,
  SEARCH_DISTANCE = 1 << 16, /* how far from its value a parameter is tried */
  N_PARAMETERS = FOVEA_PARAMETER_INPUT + 1
};

static const FoveaParameter parameters[N_PARAMETERS] = { FOVEA_PARAMETER_PAD, FOVEA_PARAMETER_STRIDE,
                                                         FOVEA_PARAMETER_FILTER, FOVEA_PARAMETER_INPUT };

static int
clamp_to_int (gint64 value)
{
  return (int) CLAMP (value, 0, G_MAXINT);
}

static gint64
get_extent (const FoveaGeometry *self)
{
  return (gint64) self->dilation * (self->filter - 1) + 1;
}

static gint64
get_padded (const FoveaGeometry *self)
{
  return (gint64) self->input + self->pad + self->pad_end;
}

/* The cells that the window's end can move through: N − E + P + P_end, negative if the filter is too large. */
static gint64
get_room (const FoveaGeometry *self)
{
  return get_padded (self) - get_extent (self);
}

static gboolean
is_valid (const FoveaGeometry *self)
{
  return self->input >= 1 && self->filter >= 1 && self->stride >= 1 && self->pad >= 0 && self->pad_end >= 0
         && self->dilation >= 1;
}

static gboolean
is_flush (const FoveaGeometry *self)
{
  return get_room (self) >= 0 && get_room (self) % self->stride == 0;
}

/* Windows if rounded up: the last one starts before N + P. */
static gint64
count_ceil (const FoveaGeometry *self)
{
  gint64 down = get_room (self) / self->stride + 1;
  gint64 up = (get_room (self) + self->stride - 1) / self->stride + 1;
  gint64 starts = ((gint64) self->input + self->pad - 1) / self->stride + 1;

  return MAX (down, MIN (up, starts));
}

/**
 * fovea_geometry_extent:
 *
 * Returns: the cells that the filter covers, dilation·(F − 1) + 1; G_MAXINT where that is more than an int holds
 */
int
fovea_geometry_extent (const FoveaGeometry *self)
{
  return clamp_to_int (get_extent (self));
}

/* The cells of the padded input, N + P + P_end; G_MAXINT where that is more than an int holds. */
int
fovea_geometry_padded (const FoveaGeometry *self)
{
  return clamp_to_int (get_padded (self));
}

/* The cells that the padded input and its first @windows windows cover: more than it has where rounding makes some up. */
int
fovea_geometry_covered (const FoveaGeometry *self, int windows)
{
  gint64 end = windows > 0 ? (windows - 1) * (gint64) self->stride + get_extent (self) : 0;

  return clamp_to_int (MAX (get_padded (self), end));
}

/**
 * fovea_geometry_fit:
 *
 * How many windows there are, exactly and by each rounding. A filter larger than the padded input finds no place:
 * then @output, @floor and @ceil are 0 and every cell is left over.
 */
FoveaFit
fovea_geometry_fit (const FoveaGeometry *self)
{
  gint64 room = get_room (self);
  FoveaFit fit = { 0 };

  g_return_val_if_fail (is_valid (self), fit);

  fit.fits = is_flush (self);
  fit.exact = (double) room / self->stride + 1;
  fit.floor = room < 0 ? 0 : clamp_to_int (room / self->stride + 1);
  fit.ceil = room < 0 ? 0 : clamp_to_int (count_ceil (self));
  fit.left_over = clamp_to_int (room < 0 ? get_padded (self) : room % self->stride);
  switch (self->round)
    {
    case FOVEA_ROUND_FLOOR:
      fit.output = fit.floor;
      break;
    case FOVEA_ROUND_CEIL:
      fit.output = fit.ceil;
      break;
    case FOVEA_ROUND_ERROR:
    default:
      fit.output = fit.fits ? fit.floor : 0;
      break;
    }
  return fit;
}

/**
 * fovea_geometry_set_same:
 *
 * Sets the padding to TensorFlow's SAME: ⌈N/S⌉ windows, an odd cell of padding at the end. Where the windows lie
 * farther apart than they are wide there is nothing to pad and the last jump may fall short of the end: the rounding
 * becomes FOVEA_ROUND_FLOOR, which then gives just these ⌈N/S⌉.
 */
void
fovea_geometry_set_same (FoveaGeometry *self)
{
  gint64 output, needed;

  g_return_if_fail (is_valid (self));

  output = ((gint64) self->input + self->stride - 1) / self->stride;
  needed = MAX ((output - 1) * self->stride + get_extent (self) - self->input, 0);
  self->pad = clamp_to_int (needed / 2);
  self->pad_end = clamp_to_int (needed - needed / 2);
  self->round = FOVEA_ROUND_FLOOR;
}

static int
get_parameter (const FoveaGeometry *self, FoveaParameter parameter)
{
  switch (parameter)
    {
    case FOVEA_PARAMETER_PAD:
      return self->pad;
    case FOVEA_PARAMETER_STRIDE:
      return self->stride;
    case FOVEA_PARAMETER_FILTER:
      return self->filter;
    case FOVEA_PARAMETER_INPUT:
    default:
      return self->input;
    }
}

static FoveaGeometry
with_parameter (const FoveaGeometry *self, FoveaParameter parameter, int value)
{
  FoveaGeometry changed = *self;

  switch (parameter)
    {
    case FOVEA_PARAMETER_PAD:
      changed.pad = changed.pad_end = value;
      break;
    case FOVEA_PARAMETER_STRIDE:
      changed.stride = value;
      break;
    case FOVEA_PARAMETER_FILTER:
      changed.filter = value;
      break;
    case FOVEA_PARAMETER_INPUT:
    default:
      changed.input = value;
      break;
    }
  return changed;
}

/**
 * fovea_geometry_padding_can_help:
 *
 * The same padding P on both sides adds an even number of cells. A stride that is odd is met by some of them; one that
 * is even only if N − E is even too.
 *
 * Returns: whether some padding, the same before and after, makes the window fit
 */
gboolean
fovea_geometry_padding_can_help (const FoveaGeometry *self)
{
  return self->stride % 2 != 0 || (self->input - get_extent (self)) % 2 == 0;
}

/* Whether trying other values of @parameter can lead anywhere at all. */
static gboolean
can_help (const FoveaGeometry *self, FoveaParameter parameter)
{
  if (parameter == FOVEA_PARAMETER_PAD)
    return fovea_geometry_padding_can_help (self);
  return parameter != FOVEA_PARAMETER_STRIDE || get_room (self) >= 0;
}

/* Padding and stride are the same along both axes; each has its own filter and input. */
static gboolean
is_shared (FoveaParameter parameter)
{
  return parameter == FOVEA_PARAMETER_PAD || parameter == FOVEA_PARAMETER_STRIDE;
}

static int
count_windows (const FoveaGeometry *self)
{
  return is_flush (self) ? clamp_to_int (get_room (self) / self->stride + 1) : 0;
}

static void
add_if_fits (GArray *found, const FoveaGeometry *self, const FoveaGeometry *other, FoveaParameter parameter,
             gint64 value)
{
  FoveaGeometry changed, beside;
  FoveaSuggestion suggestion;

  if (value < (parameter == FOVEA_PARAMETER_PAD ? 0 : 1) || value > G_MAXINT)
    return;
  changed = with_parameter (self, parameter, (int) value);
  beside = is_shared (parameter) ? with_parameter (other, parameter, (int) value) : *other;
  if (!is_flush (&changed) || (is_shared (parameter) && !is_flush (&beside)))
    return;
  suggestion = (FoveaSuggestion){ parameter, (int) value, count_windows (&changed), count_windows (&beside) };
  g_array_append_val (found, suggestion);
}

/* Appends the values of @parameter that fit, nearest first, the smaller of two equally near ones before the larger,
 * until there are MAX_SUGGESTIONS of them. */
static void
search (GArray *found, const FoveaGeometry *self, const FoveaGeometry *other, FoveaParameter parameter)
{
  int now = get_parameter (self, parameter);
  guint enough = found->len + MAX_SUGGESTIONS;

  for (int distance = 1; distance <= SEARCH_DISTANCE && found->len < enough; distance++)
    {
      add_if_fits (found, self, other, parameter, (gint64) now - distance);
      add_if_fits (found, self, other, parameter, (gint64) now + distance);
    }
}

/* Nearest first; ties in the order of FoveaParameter, then the smaller value. */
static int
compare_nearness (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const FoveaGeometry *self = user_data;
  const FoveaSuggestion *one = a, *other = b;
  int near = abs (one->value - get_parameter (self, one->parameter));
  int far = abs (other->value - get_parameter (self, other->parameter));

  if (near != far)
    return near < far ? -1 : 1;
  if (one->parameter != other->parameter)
    return one->parameter < other->parameter ? -1 : 1;
  return one->value < other->value ? -1 : one->value > other->value;
}

/* Leaves MAX_SUGGESTIONS of @found, which is in order: the nearest of each parameter, then whatever is nearest. */
static void
choose_nearest (GArray *found)
{
  guint kept = 0, firsts = 0, others;
  gboolean seen[N_PARAMETERS] = { FALSE };

  for (guint i = 0; i < found->len; i++)
    firsts |= 1u << g_array_index (found, FoveaSuggestion, i).parameter;
  others = MAX_SUGGESTIONS;
  for (int p = 0; p < N_PARAMETERS; p++)
    others -= (firsts >> p) & 1;
  for (guint i = 0; i < found->len; i++)
    {
      FoveaSuggestion suggestion = g_array_index (found, FoveaSuggestion, i);

      if (seen[suggestion.parameter] && others == 0)
        continue;
      others -= seen[suggestion.parameter];
      seen[suggestion.parameter] = TRUE;
      g_array_index (found, FoveaSuggestion, kept++) = suggestion;
    }
  g_array_set_size (found, kept);
}

/**
 * fovea_geometry_suggest:
 *
 * What would make the window fit: one parameter changed, all others as they are, nearest first (ties: pad, stride,
 * filter, input). At most six, the nearest value of each parameter that can help among them.
 *
 * Returns: (transfer full) (element-type FoveaSuggestion): empty if the window fits
 */
GArray *
fovea_geometry_suggest (const FoveaGeometry *self)
{
  FoveaGeometry alike = *self;
  GArray *found = fovea_geometry_suggest_with (self, &alike);

  for (guint i = 0; i < found->len; i++)
    g_array_index (found, FoveaSuggestion, i).other = g_array_index (found, FoveaSuggestion, i).output;
  return found;
}

/**
 * fovea_geometry_suggest_with:
 * @other: the same window along the other axis, with its own input and filter
 *
 * The same, but paddings and strides must suit both axes.
 *
 * Returns: (transfer full) (element-type FoveaSuggestion): empty if the window fits along @self
 */
GArray *
fovea_geometry_suggest_with (const FoveaGeometry *self, const FoveaGeometry *other)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (FoveaSuggestion));

  g_return_val_if_fail (is_valid (self) && is_valid (other), found);

  if (is_flush (self))
    return found;
  for (int i = 0; i < N_PARAMETERS; i++)
    if (can_help (self, parameters[i]) && can_help (other, parameters[i]))
      search (found, self, other, parameters[i]);
  g_array_sort_with_data (found, compare_nearness, (gpointer) self);
  choose_nearest (found);
  return found;
}

/* A number as the formulas show it: a whole one without a fraction, else two digits, or as many as it takes to see
 * that it is not whole; a real minus sign, a point in every locale. */
static char *
format_exact (double value)
{
  double size = fabs (value), scale = 100;
  int digits = size == floor (size) ? 0 : 2;
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE];

  for (; digits > 0 && digits < 10 && round (size * scale) == round (size) * scale; scale *= 10)
    digits++;
  g_snprintf (format, sizeof format, "%%.%df", digits);
  g_ascii_formatd (text, sizeof text, format, size);
  for (gsize end = strlen (text) - 1; digits > 0 && text[end] == '0'; end--)
    text[end] = '\0';
  return g_strconcat (value < 0 ? "−" : "", text, NULL);
}

/**
 * fovea_geometry_formula:
 *
 * The lecture's formula with its numbers, `(7 − 3 + 2·0)/3 + 1 = 2.33`. A dilated filter stands as the cells that it
 * covers, `(7 − (2·(3 − 1) + 1) + 2·0)/1 + 1 = 3`; padding that differs before and after as its two numbers.
 */
char *
fovea_geometry_formula (const FoveaGeometry *self)
{
  g_autofree char *extent = NULL, *padding = NULL, *exact = NULL;

  g_return_val_if_fail (is_valid (self), NULL);

  extent = self->dilation == 1 ? g_strdup_printf ("%d", self->filter)
                               : g_strdup_printf ("(%d·(%d − 1) + 1)", self->dilation, self->filter);
  padding = self->pad == self->pad_end ? g_strdup_printf ("2·%d", self->pad)
                                       : g_strdup_printf ("%d + %d", self->pad, self->pad_end);
  exact = format_exact (fovea_geometry_fit (self).exact);
  return g_strdup_printf ("(%d − %s + %s)/%d + 1 = %s", self->input, extent, padding, self->stride, exact);
}

const char *const fovea_parameter_symbols[] = { "P", "S", "F", "N" };

/* "P = 1 → 3, S = 2 → 3, …" */
static char *
list_suggestions (const GArray *suggestions, const char *const *symbols)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < suggestions->len; i++)
    {
      const FoveaSuggestion *one = &g_array_index (suggestions, FoveaSuggestion, i);

      g_string_append_printf (text, "%s%s = %d → %d", i > 0 ? ", " : "", symbols[one->parameter], one->value,
                              one->output);
    }
  return g_string_free (text, FALSE);
}

/* Why it does not fit: the filter is too large, or cells are left over. */
static char *
state_reason (const FoveaGeometry *self)
{
  FoveaFit fit = fovea_geometry_fit (self);

  if (fit.floor == 0)
    return g_strdup_printf (_("the filter covers %d, more than the %d there are with the padding"),
                            fovea_geometry_extent (self), fovea_geometry_padded (self));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d cell is left over", "%d cells are left over",
                                       (gulong) fit.left_over),
                          fit.left_over);
}

/**
 * fovea_geometry_detail_with:
 * @symbols: (array length=4): what each #FoveaParameter is called
 *
 * The arithmetic of a misfit without a head: `(7 − 3 + 2·0)/3 + 1 = 2.33; 1 cell is left over; it would fit with
 * P = 1 → 3, S = 2 → 3, …`, with `no padding can help` where that is so. Of a window that fits, its formula.
 * Translated.
 */
char *
fovea_geometry_detail_with (const FoveaGeometry *self, const char *const *symbols)
{
  g_autofree char *formula = fovea_geometry_formula (self), *reason = NULL, *list = NULL;
  g_autoptr (GArray) suggestions = NULL;
  GString *text;

  g_return_val_if_fail (formula != NULL, NULL);

  if (is_flush (self))
    return g_steal_pointer (&formula);
  reason = state_reason (self);
  suggestions = fovea_geometry_suggest (self);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s; %s", formula, reason);
  if (suggestions->len > 0)
    {
      list = list_suggestions (suggestions, symbols);
      g_string_append (text, "; ");
      g_string_append_printf (text, _("it would fit with %s"), list);
    }
  if (!fovea_geometry_padding_can_help (self))
    {
      g_string_append (text, "; ");
      g_string_append (text, _("no padding can help"));
    }
  return g_string_free (text, FALSE);
}

/* The same with the lecture's letters. */
char *
fovea_geometry_detail (const FoveaGeometry *self)
{
  return fovea_geometry_detail_with (self, fovea_parameter_symbols);
}

/* The whole answer for a person: `fits: …` or `does not fit: …`, with fovea_geometry_detail(). Translated. */
char *
fovea_geometry_explain (const FoveaGeometry *self)
{
  g_autofree char *detail = fovea_geometry_detail (self);

  g_return_val_if_fail (detail != NULL, NULL);
  return g_strdup_printf (is_flush (self) ? _("fits: %s") : _("does not fit: %s"), detail);
}

/* What a parameter is called in JSON and by the lessons' properties: `pad`, `stride`, `filter`, `input`. */
const char *
fovea_parameter_name (FoveaParameter parameter)
{
  static const char *const names[N_PARAMETERS] = { "pad", "stride", "filter", "input" };

  g_return_val_if_fail ((guint) parameter < N_PARAMETERS, NULL);
  return names[parameter];
}
