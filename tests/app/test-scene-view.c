/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

/* A scene that needs 400×300 points and counts what is asked of it. */
typedef struct
{
  FoveaScene parent_instance;

  int paints, at;
  double width, height; /* last painted */
  cairo_matrix_t matrix;
} TestScene;

typedef FoveaSceneClass TestSceneClass;

static GType test_scene_get_type (void);

G_DEFINE_TYPE (TestScene, test_scene, FOVEA_TYPE_SCENE)

static void
test_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  *need_width = MAX (width, 400);
  *need_height = MAX (height, 300);
}

static void
test_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  TestScene *self = (TestScene *) scene;

  self->paints++;
  self->width = width;
  self->height = height;
  cairo_get_matrix (cr, &self->matrix);
  cairo_paint (cr);
}

static char *
test_scene_describe (FoveaScene *scene, char **description)
{
  *description = g_strdup_printf ("at %d", ((TestScene *) scene)->at);
  return g_strdup ("A scene");
}

static void
test_scene_class_init (TestSceneClass *class)
{
  class->measure = test_scene_measure;
  class->paint = test_scene_paint;
  class->describe = test_scene_describe;
}

static void
test_scene_init (TestScene *self)
{
  self->at = 1;
}

typedef struct
{
  GtkWidget *window;
  FoveaSceneView *view;
  TestScene *scene;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->scene = g_object_new (test_scene_get_type (), NULL);
  fixture->view = g_object_new (FOVEA_TYPE_SCENE_VIEW, "scene", fixture->scene, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 250, 200);
}

static void
show_window (Fixture *fixture, GtkWidget *child)
{
  gtk_window_set_child (GTK_WINDOW (fixture->window), child);
  gtk_window_present (GTK_WINDOW (fixture->window));
  app_test_wait_for (fixture->scene->paints > 0);
  app_test_settle ();
}

static void
show_scrolled (Fixture *fixture)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->view));
  show_window (fixture, scrolled);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  app_test_settle ();
  g_assert_finalize_object (fixture->scene);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture, const char *name)
{
  GtkAdjustment *adjustment;

  g_object_get (fixture->view, name, &adjustment, NULL);
  g_object_unref (adjustment);
  return adjustment;
}

/* Smaller than the scene, it scrolls: the scene gets the room it needs, moved by what is scrolled. */
static void
test_scrolls (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *across, *down;

  show_scrolled (fixture);
  across = get_adjustment (fixture, "hadjustment");
  down = get_adjustment (fixture, "vadjustment");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->view)), ==, 250);
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), ==, 400);
  g_assert_cmpfloat (gtk_adjustment_get_upper (down), ==, 300);
  g_assert_cmpfloat (fixture->scene->width, ==, 400);
  g_assert_cmpfloat (fixture->scene->height, ==, 300);

  gtk_adjustment_set_value (across, 30);
  gtk_adjustment_set_value (down, 40);
  app_test_wait_for (fixture->scene->matrix.x0 == -30 && fixture->scene->matrix.y0 == -40);
}

/* Not in a scrolled window, it asks for the room. */
static void
test_asks (Fixture *fixture, gconstpointer data)
{
  int width, height;

  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_VERTICAL, 400, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, 400);
  g_assert_cmpint (height, ==, 300);
  show_window (fixture, GTK_WIDGET (fixture->view));
}

/* Nothing is painted while nothing changes. */
static void
test_rests (Fixture *fixture, gconstpointer data)
{
  int paints;

  show_scrolled (fixture);
  paints = fixture->scene->paints;
  for (int i = 0; i < 3; i++)
    app_test_settle ();
  g_assert_cmpint (fixture->scene->paints, ==, paints);
  fovea_scene_changed (FOVEA_SCENE (fixture->scene));
  app_test_wait_for (fixture->scene->paints == paints + 1);
  app_test_settle ();
  g_assert_cmpint (fixture->scene->paints, ==, paints + 1);
}

static void
test_glides (Fixture *fixture, gconstpointer data)
{
  gint64 start;

  show_scrolled (fixture);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  start = g_get_monotonic_time ();
  fovea_scene_view_glide (fixture->view);
  g_assert_cmpfloat (fovea_scene_get_progress (FOVEA_SCENE (fixture->scene)), ==, 0);
  app_test_wait_for (fovea_scene_get_progress (FOVEA_SCENE (fixture->scene)) == 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 140000);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fovea_scene_view_glide (fixture->view);
  g_assert_cmpfloat (fovea_scene_get_progress (FOVEA_SCENE (fixture->scene)), ==, 1);
}

/* Screen readers get the scene's words, and new ones when it has changed. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  GtkAccessible *view = GTK_ACCESSIBLE (fixture->view);

  show_scrolled (fixture);
  app_test_wait_for (gtk_test_accessible_check_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "A scene") == NULL);
  g_assert_null (gtk_test_accessible_check_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "at 1"));
  fixture->scene->at = 2;
  fovea_scene_changed (FOVEA_SCENE (fixture->scene));
  app_test_wait_for (gtk_test_accessible_check_property (view, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "at 2") == NULL);
}

static void
test_style (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_true (fovea_scene_get_style (FOVEA_SCENE (fixture->scene))->dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_false (fovea_scene_get_style (FOVEA_SCENE (fixture->scene))->dark);
  show_scrolled (fixture);
}

#define ADD(NAME, FUNCTION) g_test_add ("/app/scene-view/" NAME, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  ADD ("scrolls", test_scrolls);
  ADD ("asks", test_asks);
  ADD ("rests", test_rests);
  ADD ("glides", test_glides);
  ADD ("words", test_words);
  ADD ("style", test_style);
  return g_test_run ();
}
