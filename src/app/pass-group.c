/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every row is bound to a property of the lesson; those that the present pass does not ask for are hidden, and on a
 * picture, which is only looked at forward, all of them. */

#include "config.h"

#include "app/pass-group.h"

#include "app/spin-row.h"

struct _FoveaPassGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *pass, *gradient, *target;
  FoveaSpinRow *rate;
  GtkWidget *keep_row, *keep;

  FoveaConvolution *lesson;
};

G_DEFINE_FINAL_TYPE (FoveaPassGroup, fovea_pass_group, ADW_TYPE_PREFERENCES_GROUP)

static void
update (FoveaPassGroup *self)
{
  FoveaLessonPass pass = fovea_convolution_get_pass (self->lesson);
  gboolean backward = pass == FOVEA_LESSON_BACKWARD, train = pass == FOVEA_LESSON_TRAIN;
  gboolean loss = fovea_convolution_get_gradient (self->lesson) == FOVEA_GRADIENT_LOSS;

  gtk_widget_set_visible (GTK_WIDGET (self), fovea_convolution_get_picture (self->lesson) == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->gradient), backward);
  gtk_widget_set_visible (GTK_WIDGET (self->target), train || (backward && loss));
  gtk_widget_set_visible (GTK_WIDGET (self->rate), train);
  gtk_widget_set_visible (self->keep_row, train);
  gtk_widget_set_sensitive (self->keep, fovea_lesson_get_position (FOVEA_LESSON (self->lesson)) > 0);
}

static void
keep_clicked_cb (FoveaPassGroup *self)
{
  fovea_convolution_keep_trained (self->lesson);
}

static void
fill (AdwComboRow *row, int n, const char *(*label) (int) )
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (int i = 0; i < n; i++)
    gtk_string_list_append (labels, label (i));
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
}

static const char *
say_pass (int pass)
{
  return fovea_lesson_pass_label (pass);
}

static const char *
say_source (int source)
{
  return fovea_gradient_source_label (source);
}

static const char *
say_preset (int preset)
{
  return fovea_filter_preset_label (preset);
}

static void
fovea_pass_group_dispose (GObject *object)
{
  g_clear_object (&FOVEA_PASS_GROUP (object)->lesson);
  /* no gtk_widget_dispose_template(): AdwPreferencesGroup has a template of its own, and GTK 4.8 takes one for the
   * other */

  G_OBJECT_CLASS (fovea_pass_group_parent_class)->dispose (object);
}

static void
fovea_pass_group_class_init (FoveaPassGroupClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_pass_group_dispose;

  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/pass-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaPassGroup, pass);
  gtk_widget_class_bind_template_child (widget_class, FoveaPassGroup, gradient);
  gtk_widget_class_bind_template_child (widget_class, FoveaPassGroup, target);
  gtk_widget_class_bind_template_child (widget_class, FoveaPassGroup, rate);
  gtk_widget_class_bind_template_child (widget_class, FoveaPassGroup, keep_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaPassGroup, keep);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
}

static void
fovea_pass_group_init (FoveaPassGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self->pass, FOVEA_N_LESSON_PASSES, say_pass);
  fill (self->gradient, FOVEA_N_GRADIENT_SOURCES, say_source);
  fill (self->target, FOVEA_N_FILTER_PRESETS, say_preset);
}

/* Once. */
void
fovea_pass_group_set_lesson (FoveaPassGroup *self, FoveaConvolution *lesson)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  g_return_if_fail (FOVEA_IS_PASS_GROUP (self) && FOVEA_IS_CONVOLUTION (lesson) && self->lesson == NULL);

  self->lesson = g_object_ref (lesson);
  g_object_bind_property (lesson, "pass", self->pass, "selected", flags);
  g_object_bind_property (lesson, "gradient", self->gradient, "selected", flags);
  g_object_bind_property (lesson, "target", self->target, "selected", flags);
  g_object_bind_property (lesson, "rate", self->rate, "value", flags);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

gboolean
fovea_pass_group_key_pressed (FoveaPassGroup *self, guint key, GdkModifierType state)
{
  int by = key == GDK_KEY_b && state == 0 ? 1 : key == GDK_KEY_B && state == GDK_SHIFT_MASK ? -1 : 0;
  int pass = fovea_convolution_get_pass (self->lesson) + by;

  if (by == 0 || fovea_convolution_get_picture (self->lesson) != NULL)
    return FALSE;
  g_object_set (self->lesson, "pass", (pass + FOVEA_N_LESSON_PASSES) % FOVEA_N_LESSON_PASSES, NULL);
  return TRUE;
}
