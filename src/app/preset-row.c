/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row that chooses numbers by a name. Who types a number of their own, or opens a step that brings its numbers, is not
 * told that these are the preset's: a last entry says so. */

#include "config.h"

#include "app/preset-row.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoveaLesson *lesson;
  const FoveaPresets *presets;
  gboolean showing;
} Binding;

static void
show_cb (AdwComboRow *row)
{
  Binding *binding = g_object_get_data (G_OBJECT (row), "fovea-presets");
  int preset;

  g_object_get (binding->lesson, binding->presets->property, &preset, NULL);
  binding->showing = TRUE;
  adw_combo_row_set_selected (row, binding->presets->is_own (binding->lesson) ? binding->presets->n : preset);
  binding->showing = FALSE;
}

static void
chosen_cb (AdwComboRow *row)
{
  Binding *binding = g_object_get_data (G_OBJECT (row), "fovea-presets");
  guint chosen = adw_combo_row_get_selected (row);

  if (binding->showing)
    return;
  if (chosen < (guint) binding->presets->n)
    g_object_set (binding->lesson, binding->presets->property, (int) chosen, NULL);
  else
    show_cb (row);
}

void
fovea_preset_row_bind (AdwComboRow *row, FoveaLesson *lesson, const FoveaPresets *presets)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  Binding *binding = g_new (Binding, 1);

  *binding = (Binding){ lesson, presets, FALSE };
  for (int preset = 0; preset < presets->n; preset++)
    gtk_string_list_append (names, presets->label (preset));
  gtk_string_list_append (names, _("Own numbers"));
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  g_object_set_data_full (G_OBJECT (row), "fovea-presets", binding, g_free);
  show_cb (row);
  g_signal_connect (row, "notify::selected", G_CALLBACK (chosen_cb), NULL);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (show_cb), row, G_CONNECT_SWAPPED);
}
