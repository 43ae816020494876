/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each report brings the net as it is; while the view is on the screen a probe is asked what it makes of the image.
 * Gradients take longer than all the rest, and are found only while they are shown. */

#include "config.h"

#include "app/maps-view.h"

#include "app/learned-filter.h"
#include "scene/maps-scene.h"

#include <glib/gi18n-lib.h>

struct _FoveaMapsView
{
  FoveaTrainingView parent_instance;

  GtkToggleButton *gradients;
  FoveaSceneView *view;

  FoveaScene *scene;
  FoveaProbe *probe;
  FoveaTrainingSession *session;
  int image; /* of the question that is on its way */
};

G_DEFINE_FINAL_TYPE (FoveaMapsView, fovea_maps_view, FOVEA_TYPE_TRAINING_VIEW)

static void
ask (FoveaMapsView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  FoveaExamples *examples;

  if (!report || !report->net || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  examples = fovea_training_session_get_validation (self->session);
  self->image = report->image;
  fovea_probe_ask (self->probe, report->net, fovea_examples_image (examples, report->image),
                   examples->labels[report->image], gtk_toggle_button_get_active (self->gradients));
}

static void
answered_cb (FoveaMapsView *self)
{
  FoveaFindings *findings = fovea_probe_get_findings (self->probe);
  g_autofree char *name = NULL, *caption = NULL;

  if (!self->session)
    return;
  name = fovea_training_session_dup_class_name (self->session, findings->label);
  caption = g_strdup_printf (_ ("Validation image %d, %s: loss %.3f"), self->image + 1, name, findings->loss);
  fovea_maps_scene_set_findings (FOVEA_MAPS_SCENE (self->scene), findings, caption);
}

static void
fovea_maps_view_run_changed (FoveaTrainingView *view)
{
  FoveaMapsView *self = FOVEA_MAPS_VIEW (view);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, fovea_training_view_get_session (view));
  fovea_probe_forget (self->probe);
  fovea_maps_scene_set_findings (FOVEA_MAPS_SCENE (self->scene), NULL, NULL);
  if (self->session)
    g_signal_connect_swapped (self->session, "reported", G_CALLBACK (ask), self);
  ask (self);
}

static void
fovea_maps_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_maps_view_parent_class)->map (widget);
  ask (FOVEA_MAPS_VIEW (widget));
}

static void
gradients_toggled_cb (FoveaMapsView *self)
{
  fovea_maps_scene_set_gradients (FOVEA_MAPS_SCENE (self->scene), gtk_toggle_button_get_active (self->gradients));
  ask (self);
}

static void
image_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_training_view_turn_image (FOVEA_TRAINING_VIEW (widget), g_str_equal (action, "maps.next") ? 1 : -1);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaMapsScene *scene = FOVEA_MAPS_SCENE (FOVEA_MAPS_VIEW (widget)->scene);
  FoveaFindings *findings = fovea_maps_scene_get_findings (scene);
  int conv, filter;

  fovea_maps_scene_get_selected (scene, &conv, &filter);
  if (findings && conv > 0)
    fovea_open_learned_filter (widget, findings->net, conv, filter, findings->maps[conv - 1]);
}

static void
opened_cb (FoveaMapsView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "maps.step", NULL);
}

static void
scene_changed_cb (FoveaMapsView *self)
{
  int conv, filter;

  fovea_maps_scene_get_selected (FOVEA_MAPS_SCENE (self->scene), &conv, &filter);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maps.step", conv > 0);
}

static gboolean
fovea_maps_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaMapsView *self = FOVEA_MAPS_VIEW (view);
  int by = state & GDK_SHIFT_MASK ? -1 : 1;

  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_f:
      return fovea_maps_scene_select_next (FOVEA_MAPS_SCENE (self->scene), by);
    case GDK_KEY_i:
      fovea_training_view_turn_image (view, by);
      return TRUE;
    case GDK_KEY_g:
      if (state != 0)
        return FALSE;
      gtk_toggle_button_set_active (self->gradients, !gtk_toggle_button_get_active (self->gradients));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      opened_cb (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
fovea_maps_view_dispose (GObject *object)
{
  FoveaMapsView *self = FOVEA_MAPS_VIEW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->probe);
  g_clear_object (&self->scene);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_MAPS_VIEW);
  G_OBJECT_CLASS (fovea_maps_view_parent_class)->dispose (object);
}

static void
fovea_maps_view_class_init (FoveaMapsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_maps_view_dispose;
  widget_class->map = fovea_maps_view_map;
  view_class->run_changed = fovea_maps_view_run_changed;
  view_class->key_pressed = fovea_maps_view_key_pressed;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  gtk_widget_class_install_action (widget_class, "maps.step", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "maps.next", NULL, image_cb);
  gtk_widget_class_install_action (widget_class, "maps.previous", NULL, image_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/maps-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaMapsView, gradients);
  gtk_widget_class_bind_template_child (widget_class, FoveaMapsView, view);
  gtk_widget_class_bind_template_callback (widget_class, gradients_toggled_cb);
}

static void
fovea_maps_view_init (FoveaMapsView *self)
{
  self->probe = fovea_probe_new ();
  self->scene = fovea_maps_scene_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->view, self->scene);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maps.step", FALSE);
  g_signal_connect_object (self->probe, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scene, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scene, "changed", G_CALLBACK (scene_changed_cb), self, G_CONNECT_SWAPPED);
}
