/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/data-view.h"

#include "scene/gallery-scene.h"
#include "view-test.h"

static guint
count_label (const FoveaExamples *examples, int label)
{
  guint n = 0;

  for (int i = 0; i < examples->n; i++)
    n += examples->labels[i] == label;
  return n;
}

static void
test_parts_and_classes (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_DATA_VIEW);
  GtkDropDown *classes = app_test_find (test.view, GTK_TYPE_DROP_DOWN, "Class");
  g_autofree char *count = g_strdup_printf ("%u images of south-west", count_label (test.dataset->train, 2));
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (classes));

  g_assert_true (view_test_says (&test, "400 images"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);
  g_assert_cmpstr (gtk_string_list_get_string (list, 0), ==, "All classes, 400");
  gtk_drop_down_set_selected (classes, 3);
  g_assert_true (view_test_says (&test, count));
  gtk_drop_down_set_selected (classes, 0);
  gtk_toggle_button_set_active (view_test_find_button (test.view, "To Val_idate"), TRUE);
  g_assert_true (view_test_says (&test, "300 images"));
  view_test_press (&test, GDK_KEY_Right);
  view_test_press (&test, GDK_KEY_Right);
  g_assert_true (view_test_says (&test, "Selected: Image 2: "));
  fovea_training_view_set_run (test.view, NULL, NULL);
  g_assert_false (view_test_says (&test, "images"));
  view_test_close (&test);
}

/* What the run's options do to the images is said, and done. */
static void
test_as_fed (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_DATA_VIEW);
  FoveaTrainingOptions options = *fovea_training_session_get_options (test.session);

  gtk_toggle_button_set_active (view_test_find_button (test.view, "_As Fed"), TRUE);
  g_assert_true (view_test_says (&test, "fed as they are"));
  g_assert_true (fovea_augmentation_parse ("flip,shift=1", &options.augmentation, NULL));
  fovea_training_session_set_options (test.session, &options);
  app_test_wait_for (view_test_says (&test, "as fed in epoch 1: flip,shift=1"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test.view), "data.epoch", NULL));
  g_assert_true (view_test_says (&test, "as fed in epoch 2"));
  view_test_close (&test);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/data-view/parts-and-classes", test_parts_and_classes);
  g_test_add_func ("/app/data-view/as-fed", test_as_fed);
  return g_test_run ();
}
