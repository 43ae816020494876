/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/draw-view.h"

#include "app/drawing-pad.h"
#include "scene/maps-scene.h"
#include "scene/why-scene.h"
#include "view-test.h"

static FoveaFindings *
get_findings (ViewTest *test)
{
  return fovea_maps_scene_get_findings (FOVEA_MAPS_SCENE (fovea_training_view_get_scene (test->view)));
}

static FoveaDrawing *
get_drawing (ViewTest *test)
{
  return fovea_drawing_pad_get_drawing (app_test_find (test->view, FOVEA_TYPE_DRAWING_PAD, NULL));
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a > *(const gint64 *) b ? 1 : -1;
}

/* A seven, drawn point by point: the net that comes with the program knows it, and is there before the next frame. */
static void
test_digit_is_known_while_it_is_drawn (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_DRAW_VIEW);
  FoveaDrawing *drawing = get_drawing (&test);
  gint64 times[60];

  g_assert_null (get_findings (&test));
  g_assert_true (view_test_says (&test, "Every layer shows here what it makes of the drawing"));
  fovea_drawing_begin (drawing, (FoveaPoint){ 0.25, 0.2 });
  app_test_wait_for (get_findings (&test) != NULL);
  for (int i = 0; i < 60; i++)
    {
      FoveaFindings *before = fovea_findings_ref (get_findings (&test));
      double t = i % 30 / 29.0;
      gint64 start = g_get_monotonic_time ();

      fovea_drawing_extend (drawing, i < 30 ? (FoveaPoint){ 0.25 + 0.45 * t, 0.2 }
                                            : (FoveaPoint){ 0.7 - 0.3 * t, 0.2 + 0.65 * t });
      while (get_findings (&test) == before)
        g_main_context_iteration (NULL, TRUE);
      times[i] = g_get_monotonic_time () - start;
      fovea_findings_unref (before);
    }
  qsort (times, 60, sizeof *times, compare_times);
  g_test_message ("from a stroke to what every layer makes of it: %.1f ms in the median, %.1f ms at most",
                  times[30] / 1e3, times[59] / 1e3);
  g_assert_cmpint (fovea_findings_get_said (get_findings (&test)), ==, 7);
  g_assert_true (view_test_says (&test, "The net says 7"));
  fovea_drawing_clear (drawing);
  g_assert_null (get_findings (&test));
  view_test_close (&test);
}

/* Once the run has learned something, it is the run's net that looks, in the size of its images. */
static void
test_net_in_training (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_DRAW_VIEW);
  FoveaDrawing *drawing = get_drawing (&test);

  fovea_drawing_begin (drawing, (FoveaPoint){ 0.25, 0.2 });
  app_test_wait_for (get_findings (&test) != NULL);
  g_assert_cmpint (get_findings (&test)->image->w, ==, 28);
  view_test_step (&test, 1);
  app_test_wait_for (get_findings (&test)->image->w == 8);
  g_assert_true (get_findings (&test)->net == fovea_training_session_get_report (test.session)->net);
  view_test_press (&test, GDK_KEY_f);
  g_assert_true (view_test_says (&test, "layer 1, conv 3×3, map 1 of 4"));
  view_test_close (&test);
}

/* In place of the layers, why the net says what it says, while it is drawn. */
static void
test_why (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_DRAW_VIEW);
  GtkDropDown *shown = app_test_find (test.view, GTK_TYPE_DROP_DOWN, "What is shown of the drawing");
  FoveaDrawing *drawing = get_drawing (&test);
  FoveaWhyScene *why;
  int said;

  fovea_drawing_begin (drawing, (FoveaPoint){ 0.25, 0.2 });
  fovea_drawing_extend (drawing, (FoveaPoint){ 0.7, 0.2 });
  gtk_drop_down_set_selected (shown, 2);
  why = FOVEA_WHY_SCENE (fovea_training_view_get_scene (test.view));
  app_test_wait_for (fovea_why_scene_get_reasons (why) != NULL && fovea_why_scene_get_reasons (why)->done);
  g_assert_cmpint (fovea_why_scene_get_reasons (why)->occlusion->done, ==, 28 * 28);
  said = fovea_why_scene_get_reasons (why)->class_number;
  for (int i = 0; i < 20; i++)
    fovea_drawing_extend (drawing, (FoveaPoint){ 0.7 - 0.015 * i, 0.2 + 0.03 * i });
  app_test_wait_for (fovea_why_scene_get_reasons (why)->done && fovea_why_scene_get_reasons (why)->class_number == 7);
  g_assert_cmpint (said, !=, 7);
  g_assert_true (view_test_says (&test, "Why 7?") && view_test_says (&test, "Your drawing."));
  gtk_drop_down_set_selected (shown, 1);
  app_test_wait_for (fovea_why_scene_get_reasons (why)->gradient != NULL);
  fovea_drawing_clear (drawing);
  g_assert_null (fovea_why_scene_get_reasons (why));
  gtk_drop_down_set_selected (shown, 0);
  g_assert_true (FOVEA_IS_MAPS_SCENE (fovea_training_view_get_scene (test.view)));
  view_test_close (&test);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/draw-view/digit-is-known-while-it-is-drawn", test_digit_is_known_while_it_is_drawn);
  g_test_add_func ("/app/draw-view/net-in-training", test_net_in_training);
  g_test_add_func ("/app/draw-view/why", test_why);
  return g_test_run ();
}
