/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the controls say is a question; each report, and each change of a control, asks it, and the inquiry knows
 * whether it was asked before. Until the run has learned something, a net is asked that came with the program and takes
 * these images, if there is one: there is little to find in first weights. */

#include "config.h"

#include "app/why-view.h"

#include "app/page.h"
#include "app/shipped-nets.h"
#include "app/target-keys.h"
#include "app/why-bar.h"
#include "lesson/arrays.h"
#include "lesson/inquiry.h"
#include "scene/why-scene.h"

#include <glib/gi18n-lib.h>

struct _FoveaWhyView
{
  FoveaTrainingView parent_instance;

  FoveaWhyBar *bar;
  FoveaSceneView *view;

  FoveaScene *scene;
  FoveaInquiry *inquiry;
  FoveaTrainingSession *session;
  GPtrArray *names, *stills; /* char *, FoveaStill: the run's own net (NULL), and shipped ones that take these images;
                              * no names while nobody has looked at the run */
  int image, steps;
  gboolean chosen; /* somebody chose a net */
};

G_DEFINE_FINAL_TYPE (FoveaWhyView, fovea_why_view, FOVEA_TYPE_TRAINING_VIEW)

/* Nets */

static gboolean
takes (FoveaStill *still, const FoveaExamples *examples)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (fovea_still_get_net (still));
  const FoveaShape *in = &spec->layers[0].out;

  return in->width == examples->w && in->height == examples->h && in->depth == examples->c
         && fovea_net_spec_classes (spec) == examples->classes;
}

static void
add_net (FoveaWhyView *self, const char *name, FoveaStill *still)
{
  g_ptr_array_insert (self->names, (int) self->stills->len, g_strdup (name));
  g_ptr_array_add (self->stills, still);
}

/* Whether the run's net still is what chance made it. */
static gboolean
knows_nothing (FoveaWhyView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));

  return self->session && !fovea_training_session_began_trained (self->session) && (!report || report->step == 0);
}

/* Those that take the images of the session; the first shipped one is chosen while the run has learned nothing. */
static void
find_nets (FoveaWhyView *self)
{
  g_autoptr (GPtrArray) all = fovea_shipped_nets_list ();

  self->names = g_ptr_array_new_null_terminated (all->len + 2, g_free, TRUE);
  g_ptr_array_set_size (self->stills, 0);
  add_net (self, _ ("The net in training"), NULL);
  for (guint i = 0; self->session && i < all->len; i++)
    {
      g_autoptr (FoveaStill) still = fovea_shipped_net_load (all->pdata[i], NULL);

      if (still && takes (still, fovea_training_session_get_validation (self->session)))
        add_net (self, all->pdata[i], g_steal_pointer (&still));
    }
  fovea_why_bar_set_nets (self->bar, (const char *const *) self->names->pdata,
                          self->stills->len > 1 && knows_nothing (self));
  self->chosen = FALSE;
}

static FoveaStill *
get_net (FoveaWhyView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  guint chosen = fovea_why_bar_get_net (self->bar);

  return chosen > 0 ? self->stills->pdata[chosen] : report ? report->net : NULL;
}

/* Asking */

static void
show_nothing (FoveaWhyView *self)
{
  fovea_inquiry_forget (self->inquiry);
  fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (self->scene), NULL,
                               _ ("Why the net says what it says is shown here"));
}

static void
ask (FoveaWhyView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  FoveaStill *still;
  FoveaExamples *examples;
  FoveaWhy why;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!self->names)
    find_nets (self);
  still = get_net (self);
  if (!report || !still)
    {
      show_nothing (self);
      return;
    }
  fovea_why_bar_set_net (self->bar, fovea_still_get_net (still));
  why = fovea_why_bar_get_why (self->bar);
  why.steps = self->steps;
  examples = fovea_training_session_get_validation (self->session);
  self->image = report->image;
  fovea_inquiry_ask (self->inquiry, still, fovea_examples_image (examples, report->image),
                     examples->labels[report->image], &why);
}

/* Another question: of a climb the steps begin anew. */
static void
changed_cb (FoveaWhyView *self)
{
  self->steps = fovea_why_default (FOVEA_REASON_CLIMB).steps;
  fovea_scene_view_set_mark (self->view, NULL);
  ask (self);
}

static void
net_chosen_cb (FoveaWhyView *self)
{
  self->chosen = TRUE;
  changed_cb (self);
}

static void
numbers_chosen_cb (FoveaWhyView *self)
{
  fovea_why_scene_set_saliency (FOVEA_WHY_SCENE (self->scene), fovea_why_bar_get_numbers (self->bar));
}

/* The run has learned something. */
static void
reported_cb (FoveaWhyView *self)
{
  if (!self->chosen && !knows_nothing (self))
    fovea_why_bar_choose_net (self->bar, 0);
  ask (self);
}

/* Answers */

static char *
say_caption (FoveaWhyView *self, const FoveaReasons *reasons)
{
  guint shipped = fovea_why_bar_get_net (self->bar);
  g_autofree char *name = NULL;

  if (reasons->climb)
    return fovea_climb_describe_start (reasons->climb);
  name = fovea_training_session_dup_class_name (self->session, reasons->findings->label);
  if (shipped > 0)
    return g_strdup_printf (_ ("Validation image %d, %s, seen by %s."), self->image + 1, name,
                            (char *) self->names->pdata[shipped]);
  return g_strdup_printf (_ ("Validation image %d, %s, seen by the net in training."), self->image + 1, name);
}

static void
show_climbing (FoveaWhyView *self, const FoveaReasons *reasons)
{
  fovea_why_bar_set_climbing (self->bar,
                              !fovea_inquiry_get_paused (self->inquiry) && !(reasons && reasons->done));
}

static void
answered_cb (FoveaWhyView *self)
{
  FoveaReasons *reasons = fovea_inquiry_get_reasons (self->inquiry);
  g_autofree char *caption = NULL;

  if (!self->session || !reasons)
    return;
  caption = say_caption (self, reasons);
  fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (self->scene), reasons, caption);
  show_climbing (self, reasons);
}

static void
class_picked_cb (FoveaWhyView *self, int class_number)
{
  fovea_why_bar_pick_class (self->bar, class_number);
}

/* Actions */

/* Pauses a climb, or lets it go on: by as many steps again, if it has done all. */
static void
run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaWhyView *self = FOVEA_WHY_VIEW (widget);
  FoveaReasons *reasons = fovea_inquiry_get_reasons (self->inquiry);

  if (reasons && reasons->done)
    {
      self->steps += fovea_why_default (FOVEA_REASON_CLIMB).steps;
      fovea_inquiry_set_paused (self->inquiry, FALSE);
      ask (self);
      return;
    }
  fovea_inquiry_set_paused (self->inquiry, !fovea_inquiry_get_paused (self->inquiry));
  show_climbing (self, reasons);
}

/* From the noise again, in the net as it is now. */
static void
start_over_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaWhyView *self = FOVEA_WHY_VIEW (widget);

  fovea_inquiry_forget (self->inquiry);
  changed_cb (self);
}

static void
image_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_training_view_turn_image (FOVEA_TRAINING_VIEW (widget), g_str_equal (action, "why.next") ? 1 : -1);
}

/* The view */

static void
fovea_why_view_run_changed (FoveaTrainingView *view)
{
  FoveaWhyView *self = FOVEA_WHY_VIEW (view);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, fovea_training_view_get_session (view));
  show_nothing (self);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  if (self->session)
    g_signal_connect_swapped (self->session, "reported", G_CALLBACK (reported_cb), self);
  ask (self);
}

static void
fovea_why_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_why_view_parent_class)->map (widget);
  ask (FOVEA_WHY_VIEW (widget));
}

static gboolean
fovea_why_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  int by = fovea_key_turn (key, state, GDK_KEY_i);

  if (by == 0)
    return fovea_why_bar_key_pressed (FOVEA_WHY_VIEW (view)->bar, key, state);
  fovea_training_view_turn_image (view, by);
  return TRUE;
}

static GPtrArray *
fovea_why_view_list_numbers (FoveaTrainingView *view)
{
  FoveaReasons *reasons = fovea_why_scene_get_reasons (FOVEA_WHY_SCENE (FOVEA_WHY_VIEW (view)->scene));

  return reasons ? fovea_reasons_list_arrays (reasons) : fovea_arrays_new ();
}

/* Object */

static void
fovea_why_view_dispose (GObject *object)
{
  FoveaWhyView *self = FOVEA_WHY_VIEW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (self->inquiry)
    fovea_inquiry_forget (self->inquiry);
  g_clear_object (&self->inquiry);
  g_clear_object (&self->scene);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_WHY_VIEW);
  G_OBJECT_CLASS (fovea_why_view_parent_class)->dispose (object);
}

static void
fovea_why_view_finalize (GObject *object)
{
  FoveaWhyView *self = FOVEA_WHY_VIEW (object);

  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_ptr_array_unref (self->stills);
  G_OBJECT_CLASS (fovea_why_view_parent_class)->finalize (object);
}

static void
fovea_why_view_class_init (FoveaWhyViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  object_class->dispose = fovea_why_view_dispose;
  object_class->finalize = fovea_why_view_finalize;
  widget_class->map = fovea_why_view_map;
  view_class->run_changed = fovea_why_view_run_changed;
  view_class->key_pressed = fovea_why_view_key_pressed;
  view_class->list_numbers = fovea_why_view_list_numbers;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  g_type_ensure (FOVEA_TYPE_WHY_BAR);
  gtk_widget_class_install_action (widget_class, "why.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "why.start-over", NULL, start_over_cb);
  gtk_widget_class_install_action (widget_class, "why.next", NULL, image_cb);
  gtk_widget_class_install_action (widget_class, "why.previous", NULL, image_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/why-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyView, bar);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyView, view);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, net_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, numbers_chosen_cb);
}

static void
release_still (gpointer data)
{
  g_clear_pointer ((FoveaStill **) &data, fovea_still_unref);
}

static void
fovea_why_view_init (FoveaWhyView *self)
{
  self->stills = g_ptr_array_new_with_free_func (release_still);
  self->steps = fovea_why_default (FOVEA_REASON_CLIMB).steps;
  self->inquiry = fovea_inquiry_new ();
  self->scene = fovea_why_scene_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->view, self->scene);
  fovea_target_keys_attach (self->view, TRUE);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  show_nothing (self);
  g_signal_connect_object (self->inquiry, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scene, "class-picked", G_CALLBACK (class_picked_cb), self, G_CONNECT_SWAPPED);
}
