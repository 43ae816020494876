/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strip knows no lesson and no course: the page fills it, the window answers its buttons. */

#include "config.h"

#include "app/strip.h"

struct _FoveaStrip
{
  GtkWidget parent_instance;

  GtkLabel *title, *text, *to_try;
  GtkWidget *previous_button, *next_button, *start_button, *continue_button;
};

G_DEFINE_FINAL_TYPE (FoveaStrip, fovea_strip, GTK_TYPE_WIDGET)

static void
fovea_strip_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_STRIP);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fovea_strip_parent_class)->dispose (object);
}

static void
fovea_strip_class_init (FoveaStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_strip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "strip");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/strip.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, text);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, to_try);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, previous_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, next_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, start_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, continue_button);
}

static void
fovea_strip_init (FoveaStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_strip_set_mode (self, FOVEA_STRIP_START);
}

/* All translated; @to_try, what to try next, may be NULL. */
void
fovea_strip_show (FoveaStrip *self, const char *title, const char *text, const char *to_try)
{
  g_return_if_fail (FOVEA_IS_STRIP (self));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_label_set_text (self->to_try, to_try != NULL ? to_try : "");
  gtk_widget_set_visible (GTK_WIDGET (self->to_try), to_try != NULL);
}

void
fovea_strip_set_mode (FoveaStrip *self, FoveaStripMode mode)
{
  g_return_if_fail (FOVEA_IS_STRIP (self));

  gtk_widget_set_visible (self->previous_button, mode == FOVEA_STRIP_STEP);
  gtk_widget_set_visible (self->next_button, mode == FOVEA_STRIP_STEP);
  gtk_widget_set_visible (self->start_button, mode != FOVEA_STRIP_STEP);
  gtk_widget_set_visible (self->continue_button, mode == FOVEA_STRIP_CONTINUE);
}

const char *
fovea_strip_get_text (FoveaStrip *self)
{
  g_return_val_if_fail (FOVEA_IS_STRIP (self), NULL);
  return gtk_label_get_text (self->text);
}
