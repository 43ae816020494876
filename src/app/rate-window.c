/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of the rate finder. The tries run on a thread; closing the window ends them. */

#include "config.h"

#include "app/rate-window.h"

#include "app/scene-view.h"
#include "scene/rate-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaRateWindow
{
  AdwWindow parent_instance;

  FoveaSceneView *view;
  GtkLabel *words;
  GtkButton *use;
  FoveaScene *scene;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FoveaRateWindow, fovea_rate_window, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const double STEP = 1.1; /* by which arrow keys change the rate */

static void
rate_changed_cb (FoveaRateWindow *self)
{
  g_autofree char *label = g_strdup_printf (_ ("_Use %.4g"), fovea_rate_scene_get_rate (FOVEA_RATE_SCENE (self->scene)));

  gtk_button_set_label (self->use, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use), TRUE);
}

static void
use_cb (FoveaRateWindow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, fovea_rate_scene_get_rate (FOVEA_RATE_SCENE (self->scene)));
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
key_pressed_cb (FoveaRateWindow *self, guint key)
{
  FoveaRateScene *scene = FOVEA_RATE_SCENE (self->scene);
  double rate = fovea_rate_scene_get_rate (scene);

  if (isnan (rate) || (key != GDK_KEY_Left && key != GDK_KEY_Right))
    return GDK_EVENT_PROPAGATE;
  fovea_rate_scene_set_rate (scene, key == GDK_KEY_Left ? rate / STEP : rate * STEP);
  return GDK_EVENT_STOP;
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaRateWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) tries = fovea_rate_finder_try_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (tries)
    fovea_rate_scene_set_tries (FOVEA_RATE_SCENE (self->scene), tries);
  gtk_label_set_text (self->words, tries ? _ ("A tenth of the rate at which the smoothed loss is least is a good start. "
                                              "Click on the plot, or press ← and →, for another.")
                                         : error->message);
}

static gboolean
fovea_rate_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (FOVEA_RATE_WINDOW (window)->cancellable);
  return GTK_WINDOW_CLASS (fovea_rate_window_parent_class)->close_request (window);
}

static void
fovea_rate_window_dispose (GObject *object)
{
  FoveaRateWindow *self = FOVEA_RATE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_RATE_WINDOW);
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (fovea_rate_window_parent_class)->dispose (object);
}

static void
fovea_rate_window_finalize (GObject *object)
{
  g_object_unref (FOVEA_RATE_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (fovea_rate_window_parent_class)->finalize (object);
}

static void
fovea_rate_window_class_init (FoveaRateWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_rate_window_dispose;
  G_OBJECT_CLASS (class)->finalize = fovea_rate_window_finalize;
  GTK_WINDOW_CLASS (class)->close_request = fovea_rate_window_close_request;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/rate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaRateWindow, view);
  gtk_widget_class_bind_template_child (widget_class, FoveaRateWindow, words);
  gtk_widget_class_bind_template_child (widget_class, FoveaRateWindow, use);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fovea_rate_window_init (FoveaRateWindow *self)
{
  self->scene = fovea_rate_scene_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->view, self->scene);
  g_signal_connect_object (self->scene, "notify::rate", G_CALLBACK (rate_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Begins at once. */
FoveaRateWindow *
fovea_rate_window_new (GtkWindow *parent, FoveaNetSpec *spec, FoveaExamples *examples,
                       const FoveaTrainingOptions *options)
{
  FoveaRateWindow *self = g_object_new (FOVEA_TYPE_RATE_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  fovea_rate_finder_try_async (spec, examples, options, self->cancellable, tried_cb, g_object_ref (self));
  return self;
}
