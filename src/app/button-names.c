/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader calls a button. GTK 4.8 names one that has a mnemonic twice, by its label as it was written and by
 * the widget that shows it ("_Undo Undo"), of which the second is enough; and the half of a split button that opens its
 * menu not at all: there the tooltip serves. */

#include "config.h"

#include "app/button-names.h"

#include <adwaita.h>

static void
forget_label (GtkButton *button)
{
  if (gtk_button_get_use_underline (button) && gtk_button_get_label (button))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
take_tooltip (GtkMenuButton *button)
{
  const char *tooltip = gtk_widget_get_tooltip_text (GTK_WIDGET (button));

  if (tooltip && ADW_IS_SPLIT_BUTTON (gtk_widget_get_parent (GTK_WIDGET (button))))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

/* Names every button in @root once, now and whenever its label changes. */
void
fovea_name_buttons (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root))
    {
      forget_label (GTK_BUTTON (root));
      g_signal_connect (root, "notify::label", G_CALLBACK (forget_label), NULL);
    }
  else if (GTK_IS_MENU_BUTTON (root))
    take_tooltip (GTK_MENU_BUTTON (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    fovea_name_buttons (child);
}
