/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Projector mode: what is shown, what remote controls do, the poll, and that everything comes back. */

#include "app-test.h"

#include "app/lesson-page.h"
#include "app/projector.h"
#include "app/question-view.h"

static gboolean
is_shown (FoveaMainWindow *window, GType type)
{
  return gtk_widget_is_visible (app_test_find (window, type, NULL));
}

static FoveaMainWindow *
open_projector (void)
{
  FoveaMainWindow *window = app_test_open_window (1024, 768);

  fovea_main_window_show_page (window, "convolution");
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (window)) != NULL);
  fovea_guide_go (fovea_main_window_get_guide (window), 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.project", NULL);
  app_test_settle ();
  return window;
}

static void
test_look (void)
{
  FoveaMainWindow *window = open_projector ();
  FoveaSceneView *view = app_test_find (fovea_main_window_get_page (window), FOVEA_TYPE_SCENE_VIEW, NULL);

  g_assert_true (fovea_projector_get (window));
  g_assert_false (is_shown (window, ADW_TYPE_HEADER_BAR));
  g_assert_false (is_shown (window, FOVEA_TYPE_TRANSPORT));
  g_assert_false (is_shown (window, GTK_TYPE_LIST_BOX));
  g_assert_cmpfloat (fovea_scene_get_style (fovea_scene_view_get_scene (view))->scale, >, 1.5);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.project", NULL);
  app_test_settle ();
  g_assert_true (is_shown (window, ADW_TYPE_HEADER_BAR));
  g_assert_true (is_shown (window, FOVEA_TYPE_TRANSPORT));
  g_assert_cmpfloat (fovea_scene_get_style (fovea_scene_view_get_scene (view))->scale, ==, 1);
  app_test_close_window (window);
}

/* Whatever stands above a scene goes, and comes back. */
static void
test_bars (gconstpointer page)
{
  FoveaMainWindow *window = open_projector ();
  g_autoptr (GtkWidget) bar = NULL;

  fovea_main_window_show_page (window, page);
  g_object_get (fovea_main_window_get_page (window), "bar", &bar, NULL);
  g_assert_false (gtk_widget_is_visible (bar));
  fovea_projector_set (window, FALSE);
  g_assert_true (gtk_widget_is_visible (bar));
  app_test_close_window (window);
}

static void
test_remote (void)
{
  FoveaMainWindow *window = open_projector ();
  FoveaGuide *guide = fovea_main_window_get_guide (window);

  g_assert_true (fovea_projector_key_pressed (window, GDK_KEY_Page_Down, 0));
  g_assert_cmpint (fovea_guide_get_index (guide), ==, 1);
  g_assert_true (fovea_projector_key_pressed (window, GDK_KEY_Page_Up, 0));
  g_assert_cmpint (fovea_guide_get_index (guide), ==, 0);
  g_assert_false (fovea_projector_key_pressed (window, GDK_KEY_space, 0));
  fovea_projector_set (window, FALSE);
  g_assert_false (fovea_projector_key_pressed (window, GDK_KEY_Page_Down, 0));
  app_test_close_window (window);
}

/* The question has the screen; one key reveals, the next plays why. */
static void
test_poll (void)
{
  FoveaMainWindow *window = open_projector ();
  FoveaGuide *guide = fovea_main_window_get_guide (window);
  FoveaLessonPage *page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (window));
  int choice;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.ask", NULL);
  app_test_settle ();
  g_assert_nonnull (fovea_guide_get_question (guide));
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (fovea_lesson_page_get_view (page))));
  g_assert_true (fovea_projector_key_pressed (window, GDK_KEY_Page_Down, 0));
  g_assert_cmpint (fovea_guide_get_answer (guide, &choice), ==, FOVEA_ANSWER_REVEALED);
  g_assert_true (fovea_projector_key_pressed (window, GDK_KEY_Page_Down, 0));
  g_assert_null (fovea_guide_get_question (guide));
  g_assert_true (gtk_widget_is_visible (GTK_WIDGET (fovea_lesson_page_get_view (page))));
  g_assert_true (fovea_transport_get_playing (fovea_lesson_page_get_transport (page)));
  app_test_close_window (window);
}

typedef struct
{
  GType type;
  guint n;
} Visible;

static void
count_cb (GtkWidget *widget, gpointer user_data)
{
  Visible *visible = user_data;

  visible->n += G_TYPE_CHECK_INSTANCE_TYPE (widget, visible->type) && gtk_widget_is_visible (widget);
}

static guint
count_visible (FoveaMainWindow *window, GType type)
{
  Visible visible = { type };

  app_test_walk (app_test_find (fovea_main_window_get_page (window), FOVEA_TYPE_QUESTION_VIEW, NULL), count_cb,
                 &visible);
  return visible.n;
}

/* Of a lecture hall. */
static void
assert_fits_screen (FoveaMainWindow *window)
{
  int width, height;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_test_message ("at least %d×%d", width, height);
  g_assert_cmpint (width, <=, 1024);
  g_assert_cmpint (height, <=, 768);
}

/* Questions of all kinds have room for their words, and choices to raise hands for; a number is typed only by somebody
 * who is alone with it. */
static void
test_poll_has_choices (void)
{
  FoveaMainWindow *window = open_projector ();
  FoveaGuide *guide = fovea_main_window_get_guide (window);
  const guint all = (1u << FOVEA_N_QUESTION_KINDS) - 1;
  guint kinds = 0, typed = 0;

  for (int i = 0; kinds != all && i < 500; i++)
    {
      const FoveaQuestion *question;

      fovea_guide_ask (guide, NULL);
      app_test_settle ();
      question = fovea_guide_get_question (guide);
      kinds |= 1u << question->kind;
      typed += question->typed;
      g_assert_cmpuint (count_visible (window, GTK_TYPE_ENTRY), ==, 0);
      g_assert_cmpuint (count_visible (window, GTK_TYPE_FLOW_BOX_CHILD), ==, question->choices->len);
      assert_fits_screen (window);
      fovea_guide_reveal (guide);
      assert_fits_screen (window);
    }
  g_assert_cmpuint (kinds, ==, all);
  g_assert_cmpuint (typed, >, 0);
  app_test_close_window (window);
}

/* The same question, before and after. */
static void
test_poll_ends (void)
{
  FoveaMainWindow *window = open_projector ();
  FoveaGuide *guide = fovea_main_window_get_guide (window);

  do
    fovea_guide_ask (guide, NULL);
  while (!fovea_guide_get_question (guide)->typed);
  g_assert_cmpuint (count_visible (window, GTK_TYPE_ENTRY), ==, 0);
  g_assert_true (fovea_page_key_pressed (fovea_main_window_get_page (window), GDK_KEY_1, 0));
  fovea_projector_set (window, FALSE);
  app_test_settle ();
  g_assert_cmpuint (count_visible (window, GTK_TYPE_ENTRY), ==, 1);
  g_assert_cmpuint (count_visible (window, GTK_TYPE_FLOW_BOX_CHILD), ==, 0);
  fovea_projector_set (window, TRUE);
  app_test_settle ();
  g_assert_cmpuint (count_visible (window, GTK_TYPE_ENTRY), ==, 0);
  app_test_close_window (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_random_set_seed (1); /* the same questions each time */
  g_test_add_func ("/app/projector/look", test_look);
  g_test_add_data_func ("/app/projector/bars/convolution", "convolution", test_bars);
  g_test_add_data_func ("/app/projector/bars/stack", "stack", test_bars);
  g_test_add_func ("/app/projector/remote", test_remote);
  g_test_add_func ("/app/projector/poll", test_poll);
  g_test_add_func ("/app/projector/poll-has-choices", test_poll_has_choices);
  g_test_add_func ("/app/projector/poll-ends", test_poll_ends);
  return g_test_run ();
}
