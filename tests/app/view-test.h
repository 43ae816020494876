/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tests of the Training page's views share: a view in a window of its own, with a small run. */

#include "app-test.h"

#include "app/training-view.h"
#include "tests/training.h"

typedef struct
{
  GtkWindow *window;
  FoveaTrainingView *view;
  FoveaTrainingSession *session;
  FoveaDataset *dataset;
} ViewTest;

static const char VIEW_TEST_NET[] = "CONV 3x3x4 pad 1, RELU, POOL 2, CONV 3x3x6, RELU, FC 4";

static inline ViewTest
view_test_open (GType type)
{
  static const char *const names[] = { "north-west", "north-east", "south-west", "south-east", NULL };
  FoveaTrainingOptions options = test_quarters_options ();
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, VIEW_TEST_NET);
  FoveaDataset *dataset = fovea_dataset_new ("quarters", test_quarters_new (400, 1, 1), test_quarters_new (300, 1, 2),
                                             g_strdupv ((char **) names));
  FoveaTrainingSession *session
    = fovea_training_session_new (spec, NULL, dataset->train, dataset->test, names, &options);
  ViewTest self = { GTK_WINDOW (gtk_window_new ()), g_object_new (type, NULL), session, dataset };

  gtk_window_set_default_size (self.window, 900, 600);
  gtk_window_set_child (self.window, GTK_WIDGET (self.view));
  gtk_window_present (self.window);
  fovea_training_view_set_run (self.view, dataset, session);
  app_test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self.view))
                     && fovea_training_session_get_report (session) != NULL
                     && fovea_training_session_get_report (session)->checked > 0);
  return self;
}

/* Learns from so many mini-batches, each reported. */
static inline void
view_test_step (ViewTest *self, int steps)
{
  for (int i = 0; i < steps; i++)
    {
      gint64 step = fovea_training_session_get_report (self->session)->step;

      fovea_training_session_step (self->session);
      app_test_wait_for (fovea_training_session_get_report (self->session)->step > step);
    }
}

/* Presses a key on the view. */
static inline void
view_test_press (ViewTest *self, guint key)
{
  g_assert_true (fovea_training_view_key_pressed (self->view, key, 0));
}

/* What a screen reader says of the view's scene. */
static inline gboolean
view_test_says (ViewTest *self, const char *part)
{
  g_autofree char *description = NULL, *label = NULL;

  label = fovea_scene_describe (fovea_training_view_get_scene (self->view), &description);
  return strstr (description, part) != NULL || strstr (label, part) != NULL;
}

/* The button under @widget that says @label, mnemonic and all. */
static inline gpointer
view_test_find_button (gpointer widget, const char *label)
{
  gpointer found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (widget), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = view_test_find_button (child, label);
  return found;
}

static inline void
view_test_close (ViewTest *self)
{
  gtk_window_destroy (self->window);
  g_object_unref (self->session);
  fovea_dataset_unref (self->dataset);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
