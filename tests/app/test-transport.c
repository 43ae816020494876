/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "lesson/convolution.h"

typedef struct
{
  GtkWidget *window;
  FoveaTransport *transport;
  FoveaLesson *lesson;
} Fixture;

/* A bar over the lecture's 7×7 input: 25 positions. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->lesson = FOVEA_LESSON (fovea_convolution_new ());
  fixture->transport = g_object_new (FOVEA_TYPE_TRANSPORT, "lesson", fixture->lesson, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->transport));
  gtk_window_present (GTK_WINDOW (fixture->window));
  app_test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (fixture->transport)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->lesson);
}

static void
press (Fixture *fixture, guint key)
{
  g_assert_true (fovea_transport_key_pressed (fixture->transport, key, 0));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    int position;
  } cases[] = { { GDK_KEY_Right, 1 }, { GDK_KEY_Right, 2 }, { GDK_KEY_Left, 1 },   { GDK_KEY_Left, 0 },
                { GDK_KEY_Left, 0 },  { GDK_KEY_End, 24 },  { GDK_KEY_Right, 24 }, { GDK_KEY_Left, 23 },
                { GDK_KEY_Home, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      press (fixture, cases[i].key);
      g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, cases[i].position);
    }
  g_assert_false (fovea_transport_key_pressed (fixture->transport, GDK_KEY_x, 0));
  g_assert_false (fovea_transport_key_pressed (fixture->transport, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, 0);
}

static void
test_speed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    double speed;
  } cases[] = { { GDK_KEY_plus, 2 },  { GDK_KEY_minus, 1 }, { GDK_KEY_minus, 0.5 }, { GDK_KEY_1, 0.25 },
                { GDK_KEY_minus, 0.25 }, { GDK_KEY_7, 16 },  { GDK_KEY_plus, 16 },   { GDK_KEY_3, 1 } };
  GtkDropDown *list = app_test_find (fixture->transport, GTK_TYPE_DROP_DOWN, "Speed");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      press (fixture, cases[i].key);
      g_assert_cmpfloat (fovea_transport_get_speed (fixture->transport), ==, cases[i].speed);
    }
  gtk_drop_down_set_selected (list, 4);
  g_assert_cmpfloat (fovea_transport_get_speed (fixture->transport), ==, 4);
}

/* Plays to the end, stops there, and begins anew. */
static void
test_play (Fixture *fixture, gconstpointer data)
{
  fovea_transport_set_speed (fixture->transport, 16);
  fovea_lesson_set_position (fixture->lesson, 22);
  press (fixture, GDK_KEY_space);
  g_assert_true (fovea_transport_get_playing (fixture->transport));
  app_test_wait_for (!fovea_transport_get_playing (fixture->transport));
  g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, 24);

  press (fixture, GDK_KEY_space);
  g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, 0);
  app_test_wait_for (fovea_lesson_get_position (fixture->lesson) == 2);
  press (fixture, GDK_KEY_space);
  g_assert_false (fovea_transport_get_playing (fixture->transport));
}

/* Every position comes once, in order, at the pace that the speed says. */
static void
test_pace (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  double seconds;

  fovea_transport_set_speed (fixture->transport, 16);
  fovea_transport_set_playing (fixture->transport, TRUE);
  for (int position = 1; position < 25; position++)
    {
      app_test_wait_for (fovea_lesson_get_position (fixture->lesson) != position - 1);
      g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, position);
    }
  seconds = (g_get_monotonic_time () - start) / 1e6;
  g_assert_cmpfloat (seconds, >=, 24 * 0.8 / 16 * 0.95);
}

/* A setting that leaves nothing to step through ends the playing. */
static void
test_no_positions (Fixture *fixture, gconstpointer data)
{
  fovea_transport_set_playing (fixture->transport, TRUE);
  g_object_set (fixture->lesson, "dilation", 4, NULL);
  g_assert_cmpint (fovea_lesson_count_positions (fixture->lesson), ==, 0);
  g_assert_false (fovea_transport_get_playing (fixture->transport));
  press (fixture, GDK_KEY_space);
  g_assert_false (fovea_transport_get_playing (fixture->transport));
  press (fixture, GDK_KEY_End);
  g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, 0);
}

static void
test_scrub (Fixture *fixture, gconstpointer data)
{
  GtkRange *scrub = app_test_find (fixture->transport, GTK_TYPE_SCALE, "Position");

  gtk_range_set_value (scrub, 11.6);
  g_assert_cmpint (fovea_lesson_get_position (fixture->lesson), ==, 12);
  fovea_lesson_set_position (fixture->lesson, 3);
  g_assert_cmpfloat (gtk_range_get_value (scrub), ==, 3);
  fovea_transport_set_place (fixture->transport, "row 1, column 4");
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (scrub), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                                     "position 4 of 25 · row 1, column 4"));
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  fovea_transport_set_playing (fixture->transport, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->transport), FALSE);
  g_assert_false (fovea_transport_get_playing (fixture->transport));
}

#define ADD(NAME, FUNCTION) g_test_add ("/app/transport/" NAME, Fixture, NULL, set_up, FUNCTION, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  ADD ("keys", test_keys);
  ADD ("speed", test_speed);
  ADD ("play", test_play);
  ADD ("pace", test_pace);
  ADD ("no-positions", test_no_positions);
  ADD ("scrub", test_scrub);
  ADD ("hidden", test_hidden);
  return g_test_run ();
}
