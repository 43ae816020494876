/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sentence that was closed does not come back by itself, for it is shown again with every report: it has to be another
 * in between. */

#include "config.h"

#include "app/notice.h"

#include <glib/gi18n-lib.h>

struct _FoveaNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *buttons[FOVEA_NOTICE_OFFERS];
  char *closed; /* the sentence that somebody closed */
};

G_DEFINE_FINAL_TYPE (FoveaNotice, fovea_notice, ADW_TYPE_BIN)

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
close_cb (FoveaNotice *self)
{
  g_free (self->closed);
  self->closed = g_strdup (gtk_label_get_text (self->label));
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
fovea_notice_finalize (GObject *object)
{
  g_free (FOVEA_NOTICE (object)->closed);
  G_OBJECT_CLASS (fovea_notice_parent_class)->finalize (object);
}

static void
fovea_notice_class_init (FoveaNoticeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fovea_notice_finalize;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static GtkWidget *
create_close_button (FoveaNotice *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close the notice"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (close_cb), self);
  return button;
}

static GtkButton *
create_button (GtkBox *box)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (box, button);
  return GTK_BUTTON (button);
}

static void
fovea_notice_init (FoveaNotice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (box, "notice");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  for (int i = 0; i < FOVEA_NOTICE_OFFERS; i++)
    self->buttons[i] = create_button (GTK_BOX (box));
  gtk_box_append (GTK_BOX (box), create_close_button (self));
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

/* The buttons stay: somebody may be about to press one while the sentence is told anew. */
static void
show_offer (GtkButton *button, const FoveaNoticeOffer *offer)
{
  gboolean offered = offer != NULL && offer->label != NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), offered);
  if (!offered)
    return;
  gtk_button_set_label (button, offer->label);
  g_action_parse_detailed_name (offer->action, &name, &target, NULL);
  if (g_strcmp0 (name, gtk_actionable_get_action_name (GTK_ACTIONABLE (button))) != 0)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL); /* lest the one meets the target of the other */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

/**
 * fovea_notice_show:
 * @sentence: (nullable): NULL if there is nothing to say
 * @offers: (nullable) (array fixed-size=2): what can be done
 */
void
fovea_notice_show (FoveaNotice *self, const char *sentence, const FoveaNoticeOffer *offers)
{
  gboolean closed = g_strcmp0 (sentence, self->closed) == 0;

  if (!closed)
    g_clear_pointer (&self->closed, g_free);
  gtk_revealer_set_reveal_child (self->revealer, sentence != NULL && !closed);
  if (sentence == NULL)
    return;
  gtk_label_set_text (self->label, sentence);
  for (int i = 0; i < FOVEA_NOTICE_OFFERS; i++)
    show_offer (self->buttons[i], offers != NULL ? &offers[i] : NULL);
}
