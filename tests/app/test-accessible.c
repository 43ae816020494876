/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people without sight have: a scene that says in words what it shows, wherever one steps. (Keys: test-keys.c.) */

#include "app-test.h"

#include "app/lesson-page.h"
#include "lesson/convolution.h"
#include "lesson/state.h"

#include <string.h>

/* --- names */

/* What a button says is its name, once, and without the underscore of its mnemonic. */
static void
check_name_cb (GtkWidget *widget, gpointer n)
{
  if (!GTK_IS_BUTTON (widget) || gtk_button_get_label (GTK_BUTTON (widget)) == NULL
      || !gtk_button_get_use_underline (GTK_BUTTON (widget)))
    return;
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  ++*(int *) n;
}

static void
test_names (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  int n = 0;

  fovea_main_window_show_page (window, "convolution");
  fovea_main_window_show_page (window, "training");
  app_test_walk (GTK_WIDGET (window), check_name_cb, &n);
  g_assert_cmpint (n, >, 10);
  app_test_close_window (window);
}

/* A name of its own, and no other widget's words before or behind it: "Play", not "Play Play Pause". */
static void
check_once (gpointer widget)
{
  g_assert_nonnull (widget);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

static void
test_once (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);

  fovea_main_window_show_page (window, "convolution");
  check_once (app_test_find (app_test_get_transport (window), GTK_TYPE_BUTTON, "Play"));
  check_once (app_test_find (fovea_main_window_get_page (window), GTK_TYPE_SPIN_BUTTON, "Input size N"));
  app_test_close_window (window);
}

/* --- words */

/* The scene's label, description and value are the scene's words for the position, once the main loop is idle. */
static void
check_words (FoveaSceneView *view)
{
  g_autofree char *description = NULL, *label = NULL;

  label = fovea_scene_describe (fovea_scene_view_get_scene (view), &description);
  g_assert_cmpstr (label, !=, "");
  g_assert_cmpstr (description, !=, "");
  app_test_wait_for (gtk_test_accessible_check_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, description) == NULL);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

static void
test_words (gconstpointer name)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaLessonPage *page;
  FoveaLesson *lesson;
  g_autofree char *sentence = NULL, *description = NULL, *label = NULL;

  fovea_main_window_show_page (window, name);
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (window)) != NULL);
  page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (window));
  lesson = fovea_lesson_page_get_lesson (page);
  fovea_lesson_reset (lesson);
  for (int position = 0; position < 3; position++)
    {
      fovea_lesson_set_position (lesson, position);
      check_words (fovea_lesson_page_get_view (page));
    }
  sentence = fovea_lesson_describe_position (lesson, 2);
  label = fovea_scene_describe (fovea_scene_view_get_scene (fovea_lesson_page_get_view (page)), &description);
  g_assert_true (g_str_has_prefix (description, sentence)); /* what changes as one steps comes first */
  app_test_close_window (window);
}

/* The first number of the page as it opens, said as a sum: 2 × 0 + … plus the bias 1 is 2. */
static void
test_sum (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  g_autofree char *sentence = NULL;
  FoveaLesson *lesson;

  fovea_main_window_show_page (window, "convolution");
  lesson = app_test_get_lesson (window);
  fovea_lesson_reset (lesson);
  sentence = fovea_lesson_describe_position (lesson, 1);
  g_assert_nonnull (strstr (sentence, "row 1, column 2"));
  g_assert_true (g_str_has_suffix (sentence, " 2") || g_str_has_suffix (sentence, " 2."));
  app_test_close_window (window);
}

/* Offers the key to the view's controllers, as GTK does. */
static void
press (FoveaSceneView *view, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  gboolean used = FALSE;

  for (guint i = 0; !used && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &used);
    }
  g_assert_true (used);
}

/* A misfit's offers, and the table of what fits: its first cell is padding 0, stride 1. */
static void
test_offers (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaSceneView *table;
  FoveaLesson *lesson;
  int stride, pad;

  fovea_main_window_show_page (window, "convolution");
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (window)) != NULL);
  lesson = app_test_get_lesson (window);
  fovea_lesson_reset (lesson);
  g_object_set (lesson, "stride", 3, NULL);
  app_test_settle ();
  press (fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (fovea_main_window_get_page (window))), GDK_KEY_c);
  press (fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (fovea_main_window_get_page (window))), GDK_KEY_Return);
  g_assert_true (fovea_convolution_fits (FOVEA_CONVOLUTION (lesson)));

  table = app_test_find (window, FOVEA_TYPE_SCENE_VIEW, "What fits");
  press (table, GDK_KEY_Right);
  press (table, GDK_KEY_Right);
  press (table, GDK_KEY_Down);
  press (table, GDK_KEY_Return);
  g_object_get (lesson, "stride", &stride, "pad", &pad, NULL);
  g_assert_cmpint (stride, ==, 2);
  g_assert_cmpint (pad, ==, 1);
  fovea_lesson_reset (lesson);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/accessible/names", test_names);
  g_test_add_func ("/app/accessible/once", test_once);
  g_test_add_data_func ("/app/accessible/words/convolution", "convolution", test_words);
  g_test_add_data_func ("/app/accessible/words/pooling", "pooling", test_words);
  g_test_add_func ("/app/accessible/offers", test_offers);
  g_test_add_func ("/app/accessible/sum", test_sum);
  return g_test_run ();
}
