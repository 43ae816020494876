/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whenever the drawing changes, or the net in training does, the newest drawing goes to a probe. Until somebody chooses
 * a net it is the one that knows digits; once the run has learned something, it is that of the run. */

#include "config.h"

#include "app/draw-view.h"

#include "app/dialogs.h"
#include "app/drawing-pad.h"
#include "app/learned-filter.h"
#include "app/page.h"
#include "app/shipped-nets.h"
#include "app/target-keys.h"
#include "lesson/arrays.h"
#include "lesson/inquiry.h"
#include "scene/maps-scene.h"
#include "scene/prediction-wall.h"
#include "scene/scores-scene.h"
#include "scene/why-scene.h"

#include <glib/gi18n-lib.h>

#define FIRST_NET "lenet-5-mnist"

struct _FoveaDrawView
{
  FoveaTrainingView parent_instance;

  GtkDropDown *nets, *shown;
  FoveaDrawingPad *pad;
  GtkCheckButton *centred;
  GtkLabel *said;
  FoveaSceneView *view, *scores_view;

  FoveaDrawing *drawing;
  FoveaScene *scene, *why, *scores;
  FoveaProbe *probe;
  FoveaInquiry *inquiry; /* while it is shown why */
  FoveaTrainingSession *session;
  GPtrArray *names;  /* char *: shipped nets; the list begins with the run's */
  FoveaStill *still; /* of the shipped net chosen, or NULL */
  gboolean chosen, filling;
};

G_DEFINE_FINAL_TYPE (FoveaDrawView, fovea_draw_view, FOVEA_TYPE_TRAINING_VIEW)

/* Nets */

static void
find_nets (FoveaDrawView *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("The net in training"));
  for (guint i = 0; i < self->names->len; i++)
    gtk_string_list_append (list, self->names->pdata[i]);
  gtk_drop_down_set_model (self->nets, G_LIST_MODEL (list));
}

/* The net that is asked, or NULL while there is none. */
static FoveaStill *
get_net (FoveaDrawView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));

  return gtk_drop_down_get_selected (self->nets) > 0 ? self->still : report ? report->net : NULL;
}

/* Asking */

enum
{
  MOST_NAMES = 10 /* of classes to draw, in a sentence */
};

/* "Draw one of these, or drop a picture here: disc, ring, square …" */
static char *
invite (FoveaDrawView *self)
{
  FoveaStill *still = get_net (self);
  GString *text = g_string_new (NULL);
  const FoveaNetSpec *spec;
  int classes;

  if (!still)
    return g_string_free (g_string_append (text, _ ("Draw something, or drop a picture here.")), FALSE);
  spec = fovea_net_get_spec (fovea_still_get_net (still));
  classes = fovea_net_spec_classes (spec);
  g_string_append (text, _ ("Draw one of these, or drop a picture here: "));
  for (int i = 0; i < MIN (classes, MOST_NAMES); i++)
    {
      g_autofree char *name = fovea_dup_class_name (fovea_net_get_class_names (fovea_still_get_net (still)), i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  g_string_append (text, classes > MOST_NAMES ? " …" : ".");
  return g_string_free (text, FALSE);
}

static void
show_nothing (FoveaDrawView *self)
{
  g_autofree char *invitation = invite (self);

  fovea_probe_forget (self->probe);
  fovea_scores_scene_set_findings (FOVEA_SCORES_SCENE (self->scores), NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self->scores_view), FALSE);
  fovea_maps_scene_set_findings (FOVEA_MAPS_SCENE (self->scene), NULL,
                                 _ ("Every layer shows here what it makes of the drawing"));
  fovea_inquiry_forget (self->inquiry);
  fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (self->why), NULL,
                               _ ("Why the net says what it says of the drawing is shown here"));
  gtk_label_set_text (self->said, invitation);
}

/* Digits are brought to where those of MNIST are; pictures in colour stay as they are. */
static void
centre (FoveaDrawView *self)
{
  FoveaStill *still = get_net (self);
  gboolean grey = still && fovea_net_get_spec (fovea_still_get_net (still))->layers[0].out.depth == 1;

  gtk_widget_set_visible (GTK_WIDGET (self->centred), grey);
  g_object_set (self->drawing, "centred", grey && gtk_check_button_get_active (self->centred), NULL);
}

/* The list of what is shown begins with the layers; then come the reasons. */
static gboolean
shows_why (FoveaDrawView *self)
{
  return gtk_drop_down_get_selected (self->shown) > 0;
}

static FoveaWhy
get_why (FoveaDrawView *self)
{
  return fovea_why_default (gtk_drop_down_get_selected (self->shown) > 1 ? FOVEA_REASON_OCCLUSION
                                                                         : FOVEA_REASON_SALIENCY);
}

static void
ask (FoveaDrawView *self)
{
  FoveaStill *still = get_net (self);
  const FoveaShape *shape;
  g_autofree guint8 *pixels = NULL;

  centre (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draw.undo", fovea_drawing_can_undo (self->drawing));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draw.clear", !fovea_drawing_is_empty (self->drawing));
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!still || fovea_drawing_is_empty (self->drawing))
    {
      show_nothing (self);
      return;
    }
  shape = &fovea_net_get_spec (fovea_still_get_net (still))->layers[0].out;
  pixels = g_malloc ((gsize) shape->width * shape->height * shape->depth);
  fovea_drawing_fill (self->drawing, shape, pixels);
  fovea_probe_ask (self->probe, still, pixels, -1, FALSE);
  if (shows_why (self))
    {
      FoveaWhy why = get_why (self);

      fovea_inquiry_ask (self->inquiry, still, pixels, -1, &why);
    }
}

static void
answered_cb (FoveaDrawView *self)
{
  FoveaFindings *findings = fovea_probe_get_findings (self->probe);
  int said = fovea_findings_get_said (findings);
  g_autofree char *name
    = fovea_dup_class_name (fovea_net_get_class_names (fovea_still_get_net (findings->net)), said);
  g_autofree char *words = g_strdup_printf (_ ("It says %s, with %.1f\u00a0%%."), name, findings->scores->data[said] * 100);

  gtk_label_set_text (self->said, words);
  fovea_scores_scene_set_findings (FOVEA_SCORES_SCENE (self->scores), findings);
  gtk_widget_set_focusable (GTK_WIDGET (self->scores_view), TRUE);
  fovea_maps_scene_set_findings (FOVEA_MAPS_SCENE (self->scene), findings, _ ("Your drawing going through the net"));
}

static void
why_answered_cb (FoveaDrawView *self)
{
  FoveaReasons *reasons = fovea_inquiry_get_reasons (self->inquiry);

  if (reasons)
    fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (self->why), reasons, _ ("Your drawing."));
}

/* The layers, or why the net says what it says. */
static void
shown_cb (FoveaDrawView *self)
{
  if (!self->why)
    return;
  fovea_scene_view_set_scene (self->view, shows_why (self) ? self->why : self->scene);
  ask (self);
}

/* The net in training has learned something. */
static void
reported_cb (FoveaDrawView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));

  if (!self->chosen && report && report->step > 0)
    {
      self->filling = TRUE;
      gtk_drop_down_set_selected (self->nets, 0);
      self->filling = FALSE;
    }
  if (gtk_drop_down_get_selected (self->nets) == 0)
    ask (self);
}

static void
net_chosen_cb (FoveaDrawView *self)
{
  guint chosen = gtk_drop_down_get_selected (self->nets);
  g_autoptr (GError) error = NULL;

  if (chosen == GTK_INVALID_LIST_POSITION)
    return;
  self->chosen = self->chosen || !self->filling;
  g_clear_pointer (&self->still, fovea_still_unref);
  if (chosen > 0)
    self->still = fovea_shipped_net_load (self->names->pdata[chosen - 1], &error);
  if (error)
    fovea_toast (GTK_WIDGET (self), error->message);
  ask (self);
}

static void
fovea_draw_view_run_changed (FoveaTrainingView *view)
{
  FoveaDrawView *self = FOVEA_DRAW_VIEW (view);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, fovea_training_view_get_session (view));
  if (self->session)
    g_signal_connect_swapped (self->session, "reported", G_CALLBACK (reported_cb), self);
  ask (self);
}

static void
fovea_draw_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_draw_view_parent_class)->map (widget);
  ask (FOVEA_DRAW_VIEW (widget));
}

/* The keyboard draws. */
static gboolean
fovea_draw_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_DRAW_VIEW (widget)->pad));
}

/* Actions */

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_drawing_pad_undo (FOVEA_DRAW_VIEW (widget)->pad);
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_drawing_pad_clear (FOVEA_DRAW_VIEW (widget)->pad);
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_drawing_pad_paste (FOVEA_DRAW_VIEW (widget)->pad);
}

static void
picture_chosen_cb (GFile *file, gpointer data)
{
  fovea_draw_view_open (data, file);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  fovea_dialog_open (widget, _ ("Open a Picture"), filter, picture_chosen_cb, widget);
}

/* The selected map's filter, on the drawing. */
static void
opened_cb (FoveaDrawView *self)
{
  FoveaFindings *findings = fovea_maps_scene_get_findings (FOVEA_MAPS_SCENE (self->scene));
  int conv, filter;

  fovea_maps_scene_get_selected (FOVEA_MAPS_SCENE (self->scene), &conv, &filter);
  if (findings && conv > 0)
    fovea_open_learned_filter (GTK_WIDGET (self), findings->net, conv, filter, findings->maps[conv - 1]);
}

static gboolean
fovea_draw_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaDrawView *self = FOVEA_DRAW_VIEW (view);
  int by = fovea_key_turn (key, state, GDK_KEY_f);

  if (shows_why (self))
    return FALSE;
  if (by != 0)
    return fovea_maps_scene_select_next (FOVEA_MAPS_SCENE (self->scene), by);
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && gtk_widget_has_focus (GTK_WIDGET (self->view)))
    {
      opened_cb (self);
      return TRUE;
    }
  return FALSE;
}

static GPtrArray *
fovea_draw_view_list_numbers (FoveaTrainingView *view)
{
  FoveaDrawView *self = FOVEA_DRAW_VIEW (view);
  FoveaReasons *reasons = fovea_why_scene_get_reasons (FOVEA_WHY_SCENE (self->why));

  if (!shows_why (self))
    return NULL;
  return reasons ? fovea_reasons_list_arrays (reasons) : fovea_arrays_new ();
}

/* Object */

static void
fovea_draw_view_dispose (GObject *object)
{
  FoveaDrawView *self = FOVEA_DRAW_VIEW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->probe);
  if (self->inquiry)
    fovea_inquiry_forget (self->inquiry);
  g_clear_object (&self->inquiry);
  g_clear_object (&self->scene);
  g_clear_object (&self->why);
  g_clear_object (&self->scores);
  g_clear_object (&self->drawing);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_DRAW_VIEW);
  G_OBJECT_CLASS (fovea_draw_view_parent_class)->dispose (object);
}

static void
fovea_draw_view_finalize (GObject *object)
{
  FoveaDrawView *self = FOVEA_DRAW_VIEW (object);

  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->still, fovea_still_unref);
  G_OBJECT_CLASS (fovea_draw_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/draw-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, nets);
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, shown);
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, pad);
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, centred);
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, said);
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, view);
  gtk_widget_class_bind_template_child (widget_class, FoveaDrawView, scores_view);
  gtk_widget_class_bind_template_callback (widget_class, centre);
  gtk_widget_class_bind_template_callback (widget_class, net_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
fovea_draw_view_class_init (FoveaDrawViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  object_class->dispose = fovea_draw_view_dispose;
  object_class->finalize = fovea_draw_view_finalize;
  widget_class->map = fovea_draw_view_map;
  widget_class->grab_focus = fovea_draw_view_grab_focus;
  view_class->run_changed = fovea_draw_view_run_changed;
  view_class->key_pressed = fovea_draw_view_key_pressed;
  view_class->list_numbers = fovea_draw_view_list_numbers;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  g_type_ensure (FOVEA_TYPE_DRAWING_PAD);
  gtk_widget_class_install_action (widget_class, "draw.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "draw.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "draw.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "draw.open", NULL, open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "draw.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "draw.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "draw.clear", NULL);
  bind_template (widget_class);
}

static void
fovea_draw_view_init (FoveaDrawView *self)
{
  guint first;

  self->names = fovea_shipped_nets_list ();
  self->probe = fovea_probe_new ();
  self->scene = fovea_maps_scene_new ();
  self->scores = fovea_scores_scene_new ();
  self->inquiry = fovea_inquiry_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->drawing = g_object_ref (fovea_drawing_pad_get_drawing (self->pad));
  find_nets (self);
  if (g_ptr_array_find_with_equal_func (self->names, FIRST_NET, g_str_equal, &first))
    gtk_drop_down_set_selected (self->nets, first + 1);
  self->filling = FALSE;
  self->why = fovea_why_scene_new ();
  fovea_why_scene_set_scores_elsewhere (FOVEA_WHY_SCENE (self->why), TRUE);
  fovea_maps_scene_set_scores_elsewhere (FOVEA_MAPS_SCENE (self->scene), TRUE);
  fovea_scene_view_set_scene (self->view, self->scene);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  fovea_target_keys_attach (self->view, TRUE);
  fovea_scene_view_set_scene (self->scores_view, self->scores);
  g_signal_connect_object (self->drawing, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->probe, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inquiry, "answered", G_CALLBACK (why_answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scene, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  show_nothing (self);
}

/* Puts a picture on the pad, or says why it cannot be read. */
void
fovea_draw_view_open (FoveaDrawView *self, GFile *file)
{
  fovea_drawing_pad_open (self->pad, file);
}
