/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What would make a window fit, as chips to click, and what is done as long as it does not. */

#include "config.h"

#include "scene/footer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  char *text;
  FoveaChipLook look;
  FoveaAction action;
} Chip;

static const int MAX_CHIPS = 8;

/* "F across = 2 → 5×3", "F across = 2 → 5 columns" where the rows do not fit yet; both axes have one P and S. */
static char *
say_apart (const FoveaFooter *self, const FoveaSuggestion *suggestion)
{
  gboolean shared
    = suggestion->parameter == FOVEA_PARAMETER_PAD || suggestion->parameter == FOVEA_PARAMETER_STRIDE;
  gboolean rows_of_input = suggestion->parameter == FOVEA_PARAMETER_INPUT && self->vertical;
  g_autofree char *height = fovea_letters_write (self->letters, "{H}");
  const char *symbol = rows_of_input ? height : fovea_letters_get_symbols (self->letters)[suggestion->parameter];
  g_autofree char *change
    = g_strdup_printf (shared ? "%s = %d" : self->vertical ? _("%s down = %d") : _("%s across = %d"),
                       symbol, suggestion->value);
  int columns = self->vertical ? suggestion->other : suggestion->output;
  int rows = self->vertical ? suggestion->output : suggestion->other;

  if (columns > 0 && rows > 0)
    return g_strdup_printf ("%s → %d×%d", change, columns, rows);
  return g_strdup_printf (self->vertical ? g_dngettext (GETTEXT_PACKAGE, "%s → %d row", "%s → %d rows", (gulong) rows)
                                         : g_dngettext (GETTEXT_PACKAGE, "%s → %d column", "%s → %d columns",
                                                        (gulong) columns),
                          change, suggestion->output);
}

/* "P = 1 → 3×3" */
static char *
say_suggestion (const FoveaFooter *self, const FoveaSuggestion *suggestion)
{
  const char *symbol = fovea_letters_get_symbols (self->letters)[suggestion->parameter];

  if (self->apart && !self->square)
    return say_apart (self, suggestion);
  if (!self->square)
    return g_strdup_printf ("%s = %d → %d", symbol, suggestion->value, suggestion->output);
  return g_strdup_printf ("%s = %d → %d×%d", symbol, suggestion->value, suggestion->output,
                          suggestion->output);
}

/* A caption and its chips, in as many lines as it takes, or in a low room those that fit into one. Returns: height */
static double
place_chips (const FoveaFooter *self, const char *caption, const Chip *chips, int n, double y, gboolean measure)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  double unit = fovea_sheet_get_scale (self->sheet), width, height, chip_width, chip_height, top = y, left, x;
  FoveaText text = { .size = 12, .colour = palette->dim }, ink = { .size = 11.5, .colour = palette->ink };

  fovea_sheet_measure (self->sheet, &text, caption, &width, &height);
  fovea_sheet_measure_chip (self->sheet, &ink, "P", &chip_width, &chip_height);
  if (!measure)
    fovea_sheet_add_text (self->sheet, caption, &text, caption, self->x, y + (chip_height - height) / 2);
  x = left = self->x + width + 12 * unit;
  for (int i = 0; i < n; i++)
    {
      fovea_sheet_measure_chip (self->sheet, &ink, chips[i].text, &chip_width, &chip_height);
      if (x > left && x + chip_width > self->x + self->width)
        {
          if (self->low)
            break;
          x = left;
          y += chip_height + 6 * unit;
        }
      ink.colour = chips[i].look == FOVEA_CHIP_OFFER ? palette->here : palette->ink;
      if (!measure)
        fovea_sheet_add_chip (self->sheet, chips[i].name, &ink, chips[i].text, x, y, chips[i].look, chips[i].action);
      x += chip_width + 8 * unit;
    }
  return y + chip_height - top;
}

static double
place_suggestions (const FoveaFooter *self, double y, gboolean measure)
{
  int n = (int) MIN (self->suggestions->len, (guint) MAX_CHIPS);
  g_autofree Chip *chips = g_new0 (Chip, MAX_CHIPS);
  double height;

  if (n == 0)
    return 0;
  for (int i = 0; i < n; i++)
    {
      char *text = say_suggestion (self, &g_array_index (self->suggestions, FoveaSuggestion, i));

      chips[i] = (Chip){ text, text, FOVEA_CHIP_OFFER, { FOVEA_FOOTER_SUGGESTION, i } };
    }
  height = place_chips (self, _("Make it fit:"), chips, n, y, measure);
  for (int i = 0; i < n; i++)
    g_free (chips[i].text);
  return height + 10 * fovea_sheet_get_scale (self->sheet);
}

/* Windows along one axis under @convention. */
static int
count_outputs (const FoveaFooter *self, FoveaGeometry axis, FoveaConvention convention)
{
  axis.pad = axis.pad_end = self->pad;
  fovea_geometry_apply_convention (&axis, convention);
  return fovea_geometry_fit (&axis).output;
}

/* "round down (PyTorch) → 2×2" */
static char *
say_convention (const FoveaFooter *self, FoveaConvention convention)
{
  const char *label = self->low ? fovea_convention_short_label (convention) : fovea_convention_label (convention);
  int columns = 0, rows = 0;

  if (self->across.input > 0)
    {
      columns = count_outputs (self, self->across, convention);
      rows = count_outputs (self, self->down, convention);
    }
  return columns > 0 && rows > 0 ? g_strdup_printf ("%s → %d×%d", label, columns, rows) : g_strdup (label);
}

static double
place_conventions (const FoveaFooter *self, double y, gboolean measure)
{
  Chip chips[FOVEA_N_CONVENTIONS];
  double height;

  for (int i = 0; i < FOVEA_N_CONVENTIONS; i++)
    chips[i] = (Chip){ fovea_convention_label (i), say_convention (self, i),
                       i == (int) self->convention ? FOVEA_CHIP_SELECTED : FOVEA_CHIP_PLAIN,
                       { FOVEA_FOOTER_CONVENTION, i } };
  height = place_chips (self, _("When it doesn’t fit:"), chips, FOVEA_N_CONVENTIONS, y, measure);
  for (int i = 0; i < FOVEA_N_CONVENTIONS; i++)
    g_free (chips[i].text);
  return height;
}

double
fovea_footer_place (const FoveaFooter *self, double y, gboolean measure)
{
  double height;

  if (self->suggestions->len == 0 && self->convention != FOVEA_CONVENTION_SAME)
    return 0;
  height = place_suggestions (self, y, measure);
  return height + place_conventions (self, y + height, measure);
}
