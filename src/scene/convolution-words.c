/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sentences and formulas of the convolution and pooling scenes. Numbers come from the engine's geometry. */

#include "config.h"

#include "scene/convolution-words.h"

#include "scene/sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What @geometry would be under the lecture's rule: with SAME taken back to padding @pad. */
static FoveaGeometry
refuse (FoveaGeometry geometry, FoveaConvention convention, int pad)
{
  if (convention == FOVEA_CONVENTION_SAME)
    geometry.pad = geometry.pad_end = pad;
  geometry.round = FOVEA_ROUND_ERROR;
  return geometry;
}

/* "2.33 doesn’t fit", "2.33, rounded down 2", "5" */
static char *
say_result (const FoveaGeometry *geometry, const char *exact, const FoveaPalette *palette)
{
  FoveaFit fit = fovea_geometry_fit (geometry);
  char red[8], green[8];

  fovea_colour_hex (palette->misfit, red);
  fovea_colour_hex (palette->output_label, green);
  if (fit.fits)
    return g_strdup_printf ("<b><span foreground=\"%s\">%s</span></b>", green, exact);
  if (fit.output == 0)
    return g_strdup_printf (_("<b><span foreground=\"%s\">%s doesn’t fit</span></b>"), red, exact);
  if (geometry->round == FOVEA_ROUND_CEIL)
    return g_strdup_printf (_("<span foreground=\"%s\">%s</span>, rounded up <b><span foreground=\"%s\">%d</span></b>"),
                            red, exact, green, fit.output);
  return g_strdup_printf (_("<span foreground=\"%s\">%s</span>, rounded down <b><span foreground=\"%s\">%d</span></b>"),
                          red, exact, green, fit.output);
}

char *
fovea_geometry_say_question (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters,
                             gboolean vertical)
{
  g_autofree char *symbols
      = fovea_letters_write_size (letters, geometry, convention == FOVEA_CONVENTION_SAME, vertical);

  return g_strdup_printf ("%s = <b>?</b>", symbols);
}

char *
fovea_say_place_first (FoveaLesson *lesson, const char *format, ...)
{
  g_autofree char *position = fovea_lesson_describe_position (lesson, fovea_lesson_get_position (lesson)), *rest = NULL;
  va_list arguments;

  va_start (arguments, format);
  rest = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return g_strconcat (position, *position == '\0' ? "" : g_str_has_suffix (position, ".") ? " " : ". ", rest, NULL);
}

char *
fovea_say_hidden (void)
{
  return g_strdup (_("What comes out is hidden until the question is answered."));
}

/* "(N − F + 2P) / S + 1  = (7 − 3 + 2·0)/3 + 1 = 2.33 doesn’t fit" */
char *
fovea_geometry_say_formula (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters,
                            gboolean vertical, const FoveaPalette *palette)
{
  g_autofree char *symbols
      = fovea_letters_write_size (letters, geometry, convention == FOVEA_CONVENTION_SAME, vertical);
  g_autofree char *formula = fovea_geometry_formula (geometry);
  char *equals = g_strrstr (formula, " = ");
  g_autofree char *result = say_result (geometry, equals + strlen (" = "), palette);
  char dim[8];

  *equals = '\0';
  return g_strdup_printf ("%s <span foreground=\"%s\">= %s =</span> %s", symbols, fovea_colour_hex (palette->dim, dim), formula, result);
}

/* "0, 2 and 4", or "0, 2, 4 … 12" */
static char *
list_starts (int windows, int stride)
{
  GString *list = g_string_new ("0");

  if (windows > 6)
    g_string_append_printf (list, ", %d, %d … %d", stride, 2 * stride, (windows - 1) * stride);
  else
    for (int i = 1; i < windows; i++)
      {
        g_string_append (list, i < windows - 1 ? ", " : _(" and "));
        g_string_append_printf (list, "%d", i * stride);
      }
  return g_string_free (list, FALSE);
}

static char *
say_flush (const FoveaGeometry *geometry, int windows)
{
  g_autofree char *starts = list_starts (windows, geometry->stride);

  if (windows == 1)
    return g_strdup (_("One first place, and no room for a jump: the window covers the whole padded input."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "One first place, then %d jump of %d: the windows start at %s, and the last "
                                       "one ends at the edge.",
                                       "One first place, then %d jumps of %d: the windows start at %s, and the last "
                                       "one ends at the edge.",
                                       (gulong) windows - 1),
                          windows - 1, geometry->stride, starts);
}

static char *
say_misfit (const FoveaGeometry *geometry, const FoveaFit *fit, FoveaLetters letters)
{
  int last = (fit->floor - 1) * geometry->stride, next = last + geometry->stride;
  int over = next + fovea_geometry_extent (geometry) - fovea_geometry_padded (geometry);

  g_autofree char *words
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "One first place, then a jump of {S} for each further one. From the start at %d "
                                      "the next jump lands at %d and sticks out by %d cell.",
                                      "One first place, then a jump of {S} for each further one. From the start at %d "
                                      "the next jump lands at %d and sticks out by %d cells.",
                                      (gulong) over),
                         last, next, over);

  return fovea_letters_write (letters, words);
}

/* Which axes a sentence is about. */
typedef enum
{
  AXES_BOTH,
  AXES_ACROSS,
  AXES_DOWN
} Axes;

/* What rounding down loses: where the padding is wide enough, nothing but zeros. */
static char *
say_unseen (gulong n, gboolean zeros, Axes axes)
{
  const char *domain = GETTEXT_PACKAGE;

  if (zeros)
    return g_strdup_printf (
      axes == AXES_ACROSS ? g_dngettext (domain, " Rounded down, the last column of zeros is never seen.",
                                         " Rounded down, the last %lu columns of zeros are never seen.", n)
      : axes == AXES_DOWN ? g_dngettext (domain, " Rounded down, the last row of zeros is never seen.",
                                         " Rounded down, the last %lu rows of zeros are never seen.", n)
                          : g_dngettext (domain, " Rounded down, the last row and column of zeros are never seen.",
                                         " Rounded down, the last %lu rows and columns of zeros are never seen.", n),
      n);
  return g_strdup_printf (
    axes == AXES_ACROSS ? g_dngettext (domain, " Rounded down, the last column is never seen.",
                                       " Rounded down, the last %lu columns are never seen.", n)
    : axes == AXES_DOWN ? g_dngettext (domain, " Rounded down, the last row is never seen.",
                                       " Rounded down, the last %lu rows are never seen.", n)
                        : g_dngettext (domain, " Rounded down, the last row and column are never seen.",
                                       " Rounded down, the last %lu rows and columns are never seen.", n),
    n);
}

static char *
say_made_up (gulong n, Axes axes)
{
  const char *domain = GETTEXT_PACKAGE;

  return g_strdup_printf (
    axes == AXES_ACROSS ? g_dngettext (domain, " Rounded up, the last window makes up %lu column.",
                                       " Rounded up, the last window makes up %lu columns.", n)
    : axes == AXES_DOWN ? g_dngettext (domain, " Rounded up, the last window makes up %lu row.",
                                       " Rounded up, the last window makes up %lu rows.", n)
                        : g_dngettext (domain, " Rounded up, the last window makes up %lu row and column.",
                                       " Rounded up, the last window makes up %lu rows and columns.", n),
    n);
}

/* What rounding does about it, a sentence with its space before it. */
static char *
say_rounding (const FoveaGeometry *geometry, const FoveaFit *fit, Axes axes)
{
  int over = (fit->output - 1) * geometry->stride + fovea_geometry_extent (geometry) - fovea_geometry_padded (geometry);

  if (geometry->round == FOVEA_ROUND_FLOOR)
    return say_unseen ((gulong) fit->left_over, fit->left_over <= geometry->pad_end, axes);
  if (geometry->round == FOVEA_ROUND_CEIL && over > 0)
    return say_made_up ((gulong) over, axes);
  return g_strdup ("");
}

/* One or two sentences: where the windows start, and what sticks out. */
static char *
say_fit (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters, Axes axes)
{
  FoveaFit fit = fovea_geometry_fit (geometry);
  g_autofree char *misfit = NULL, *rounding = NULL;

  if (convention == FOVEA_CONVENTION_SAME)
    return g_strdup_printf (_("SAME asks for ⌈%d/%d⌉ = %d windows and pads as much as they need: %d before, %d after."),
                            geometry->input, geometry->stride, fit.output, geometry->pad, geometry->pad_end);
  if (fit.floor == 0)
    return g_strdup_printf (_("The filter covers %d cells, more than the %d that there are with the padding: not even "
                              "the first place fits."),
                            fovea_geometry_extent (geometry), fovea_geometry_padded (geometry));
  if (fit.fits)
    return say_flush (geometry, fit.floor);
  misfit = say_misfit (geometry, &fit, letters);
  rounding = say_rounding (geometry, &fit, axes);
  return g_strconcat (misfit, rounding, NULL);
}

char *
fovea_geometry_say_fit (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters)
{
  return say_fit (geometry, convention, letters, AXES_BOTH);
}

char *
fovea_convolution_say_formula (FoveaConvolution *lesson, const FoveaPalette *palette)
{
  FoveaConvention convention = fovea_convolution_get_convention (lesson);
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (lesson, TRUE);
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (lesson));
  g_autofree char *across = NULL, *down = NULL;

  if (fovea_lesson_hides (FOVEA_LESSON (lesson), FOVEA_HIDE_FORMULA))
    return fovea_geometry_say_question (&x, convention, letters, FALSE);
  across = fovea_geometry_say_formula (&x, convention, letters, FALSE, palette);
  if (fovea_convolution_is_square (lesson))
    return g_steal_pointer (&across);
  down = fovea_geometry_say_formula (&y, convention, letters, TRUE, palette);
  return g_strdup_printf (_("across: %s\ndown: %s"), across, down);
}

char *
fovea_convolution_spell_formula (FoveaConvolution *lesson)
{
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (lesson, TRUE);
  g_autofree char *across = fovea_geometry_formula (&x), *down = fovea_geometry_formula (&y);

  if (fovea_convolution_is_square (lesson))
    return g_steal_pointer (&across);
  return g_strdup_printf (_("across: %s\ndown: %s"), across, down);
}

char *
fovea_convolution_say_fit (FoveaConvolution *lesson)
{
  FoveaConvention convention = fovea_convolution_get_convention (lesson);
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (lesson, TRUE);
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (lesson));
  g_autofree char *across = NULL, *down = NULL;

  if (fovea_lesson_hides (FOVEA_LESSON (lesson), FOVEA_HIDE_FIT | FOVEA_HIDE_OUTPUT_SIZE))
    return fovea_say_hidden ();
  if (fovea_convolution_is_square (lesson))
    return fovea_geometry_say_fit (&x, convention, letters);
  across = say_fit (&x, convention, letters, AXES_ACROSS);
  down = say_fit (&y, convention, letters, AXES_DOWN);
  return g_strdup_printf (_("across: %s\ndown: %s"), across, down);
}

static gboolean
hides_output (FoveaConvolution *lesson)
{
  return fovea_lesson_hides (FOVEA_LESSON (lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT | FOVEA_HIDE_MAPS);
}

/* "2 groups: each filter sees 3 of the 6 slices and makes one map" */
static char *
say_groups (FoveaConvolution *lesson)
{
  int groups = fovea_convolution_get_groups (lesson), seen = fovea_convolution_get_filter_depth (lesson);

  if (seen == 1)
    return g_strdup_printf (_("Depthwise, %d groups: each filter sees one slice only and makes one map"), groups);
  return g_strdup_printf (_("%d groups: each filter sees only %d of the %d slices and makes one map"), groups, seen,
                          fovea_convolution_get_depth (lesson));
}

/* "Each filter reaches through all 3 slices and makes one map: 2 filters of 3×3×3 make an output volume of 3×3×2." */
char *
fovea_convolution_say_volumes (FoveaConvolution *lesson)
{
  int depth = fovea_convolution_get_depth (lesson);
  int filters = fovea_convolution_get_filters (lesson), width, height;
  g_autofree char *reach = NULL, *make = NULL;

  fovea_convolution_get_output_size (lesson, &width, &height);
  if (width == 0 || hides_output (lesson))
    return fovea_convolution_say_fit (lesson);
  if (fovea_convolution_get_groups (lesson) > 1)
    reach = say_groups (lesson);
  else
    reach = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Each filter reaches through the %d slice and makes one map",
                                          "Each filter reaches through all %d slices and makes one map",
                                          (gulong) depth),
                             depth);
  make = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d filter of %d×%d×%d makes an output volume of %d×%d×%d.",
                                       "%d filters of %d×%d×%d make an output volume of %d×%d×%d.", (gulong) filters),
                          filters, fovea_convolution_get_filter_width (lesson), fovea_convolution_get_filter_height (lesson),
                          fovea_convolution_get_filter_depth (lesson), width, height, filters);
  return g_strdup_printf ("%s: %s", reach, make);
}

/* "2×2, S 2 doesn’t fit 3×3: 1.5", or NULL if the pool fits; @terse: "doesn’t fit: 1.5". */
char *
fovea_convolution_say_pool_misfit (FoveaConvolution *lesson, gboolean terse)
{
  FoveaConvention convention = fovea_convolution_get_convention (lesson);
  FoveaGeometry x = refuse (fovea_convolution_get_pool_geometry (lesson, FALSE), convention, 0);
  FoveaGeometry y = refuse (fovea_convolution_get_pool_geometry (lesson, TRUE), convention, 0);
  FoveaFit fit_x = fovea_geometry_fit (&x), fit_y = fovea_geometry_fit (&y);
  g_autofree char *words = NULL;

  if ((fit_x.fits && fit_y.fits) || hides_output (lesson))
    return NULL;
  if (terse)
    return g_strdup_printf (_("doesn’t fit: %g"), fit_x.fits ? fit_y.exact : fit_x.exact);
  words = g_strdup_printf (_("2×2, {S} 2 doesn’t fit %d×%d: %g"), x.input, y.input,
                           fit_x.fits ? fit_y.exact : fit_x.exact);
  return fovea_letters_write (fovea_lesson_get_letters (FOVEA_LESSON (lesson)), words);
}

/* "5×5", "rounded down: 2×2", "none: it doesn’t fit"; "?" while a question asks for it */
char *
fovea_convolution_say_output_size (FoveaConvolution *lesson)
{
  FoveaConvention convention = fovea_convolution_get_convention (lesson);
  int width, height;

  fovea_convolution_get_output_size (lesson, &width, &height);
  if (hides_output (lesson))
    return g_strdup ("?");
  if (width == 0)
    return g_strdup (_("none: it doesn’t fit"));
  if (fovea_convolution_fits (lesson))
    return g_strdup_printf ("%d×%d", width, height);
  return g_strdup_printf (convention == FOVEA_CONVENTION_CEIL ? _("rounded up: %d×%d") : _("rounded down: %d×%d"), width,
                          height);
}
