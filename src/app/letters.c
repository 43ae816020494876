/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the numbers of a layer are called, as a choice for the whole window: an action that the menu shows, a key that
 * goes to the next, and the titles of the panels' rows. A title keeps its mnemonic wherever its words have the letter. */

#include "config.h"

#include "app/letters.h"

#include "app/settings.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *quantity, *titles[FOVEA_N_LETTERS];
} titles[] = {
  { "input", { N_ ("Input size _N"), N_ ("I_nput size W₁, H₁"), N_ ("I_nput size W__in, H__in") } },
  { "input-width", { N_ ("Input width"), N_ ("Input width W₁"), N_ ("Input width W__in") } },
  { "input-height", { N_ ("Input height"), N_ ("Input height H₁"), N_ ("Input height H__in") } },
  { "depth", { N_ ("Input depth _D"), N_ ("Input depth _D₁"), N_ ("Input _depth in__channels") } },
  { "filter", { N_ ("Filter size _F"), N_ ("Filter size _F"), N_ ("_Filter size kernel__size") } },
  { "window", { N_ ("Window size _F"), N_ ("Window size _F"), N_ ("Windo_w size kernel__size") } },
  { "filters", { N_ ("Filters _K"), N_ ("Filters _K"), N_ ("Filters out__channels") } },
  { "stride", { N_ ("Stride _S"), N_ ("Stride _S"), N_ ("_Stride") } },
  { "pad", { N_ ("Zero padding _P"), N_ ("Zero padding _P"), N_ ("Zero _padding") } },
};

static const char *
find_title (const char *quantity, FoveaLetters letters)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].quantity, quantity))
      return g_dgettext (GETTEXT_PACKAGE, titles[i].titles[letters]);
  g_return_val_if_reached (NULL);
}

static void
letters_cb (FoveaLesson *lesson, GParamSpec *pspec, GtkWidget *row)
{
  const char *quantity = g_object_get_data (G_OBJECT (row), "quantity");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), find_title (quantity, fovea_lesson_get_letters (lesson)));
}

void
fovea_letters_title_rows (FoveaLesson *lesson, const FoveaTitledRow *rows)
{
  for (const FoveaTitledRow *at = rows; at->quantity != NULL; at++)
    {
      g_object_set_data (at->row, "quantity", (gpointer) at->quantity);
      g_signal_connect_object (lesson, "notify::letters", G_CALLBACK (letters_cb), at->row, 0);
      letters_cb (lesson, NULL, at->row);
    }
}

void
fovea_letters_follow_settings (FoveaLesson *lesson)
{
  g_settings_bind (fovea_settings_get (), "letters", lesson, "letters", G_SETTINGS_BIND_DEFAULT);
}

FoveaLetters
fovea_letters_get_chosen (void)
{
  g_autoptr (GEnumClass) all = g_type_class_ref (FOVEA_TYPE_LETTERS);
  g_autofree char *name = g_settings_get_string (fovea_settings_get (), "letters");

  return g_enum_get_value_by_nick (all, name)->value;
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GSettings *settings = fovea_settings_get ();
  g_autoptr (GEnumClass) all = g_type_class_ref (FOVEA_TYPE_LETTERS);
  FoveaLetters next = (fovea_letters_get_chosen () + 1) % FOVEA_N_LETTERS;

  g_settings_set_string (settings, "letters", g_enum_get_value (all, next)->value_nick);
}

void
fovea_letters_add_actions (GtkApplication *application)
{
  static const GActionEntry next = { "next-letters", next_cb };
  g_autoptr (GAction) letters = g_settings_create_action (fovea_settings_get (), "letters");

  g_action_map_add_action (G_ACTION_MAP (application), letters);
  g_action_map_add_action_entries (G_ACTION_MAP (application), &next, 1, NULL);
}
