/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/confusion-scene.h"

#include "check-boxes.h"

#include <string.h>

static const char *const names[] = { "cat", "dog", "very long name of an animal", NULL };

/* Of three classes each a hundred; 7 cats are taken for dogs. */
static FoveaScene *
make_scene (void)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  FoveaScene *scene = fovea_confusion_scene_new ();

  for (int i = 0; i < 300; i++)
    {
      FoveaPrediction answer = { i, i % 3, i % 3 == 0 && i < 21 ? 1 : i % 3, 0.9f, 0.1f };

      g_array_append_val (answers, answer);
    }
  fovea_confusion_scene_set_answers (FOVEA_CONFUSION_SCENE (scene), answers, 3, names);
  return scene;
}

static void
test_boxes (void)
{
  g_autoptr (FoveaScene) scene = make_scene (), many = fovea_confusion_scene_new ();
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));

  for (int i = 0; i < 400; i++)
    {
      FoveaPrediction answer = { i, i % 100, i * 7 % 100, 0.9f, 0.1f };

      g_array_append_val (answers, answer);
    }
  fovea_confusion_scene_set_answers (FOVEA_CONFUSION_SCENE (many), answers, 100, NULL);
  check_boxes_in_all_styles (scene, "confusion of three");
  check_boxes_in_all_styles (many, "confusion of a hundred");
}

static void
test_counts (void)
{
  g_autoptr (FoveaScene) scene = make_scene ();
  FoveaConfusionScene *confusion = FOVEA_CONFUSION_SCENE (scene);
  g_autofree char *words = NULL;
  int label, said;

  g_assert_cmpint (fovea_confusion_scene_count (confusion, 0, 0), ==, 93);
  g_assert_cmpint (fovea_confusion_scene_count (confusion, 0, 1), ==, 7);
  g_assert_cmpint (fovea_confusion_scene_count (confusion, 1, 0), ==, 0);
  g_free (fovea_scene_describe (scene, &words));
  g_assert_cmpstr (words, ==, "Of 100 images of cat, 7 were taken for dog.");
  g_assert_false (fovea_confusion_scene_get_selected (confusion, &label, &said));
}

/* A matrix of all that labels can name is as quick as one of ten: what is not in sight costs nothing. */
static void
test_many_classes (void)
{
  enum { CLASSES = 65535 };
  g_autoptr (FoveaScene) scene = fovea_confusion_scene_new ();
  FoveaConfusionScene *confusion = FOVEA_CONFUSION_SCENE (scene);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  cairo_surface_t *window = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 600);
  cairo_t *cr = cairo_create (window);
  g_autofree char *words = NULL;
  double width, height;

  for (int i = 0; i < 10000; i++)
    {
      FoveaPrediction answer = { i, CLASSES - 1 - i % 5000, i, 0.9f, 0.1f };

      g_array_append_val (answers, answer);
    }
  g_array_append_val (answers, g_array_index (answers, FoveaPrediction, 7));
  fovea_confusion_scene_set_answers (confusion, answers, CLASSES, NULL);
  g_assert_cmpint (fovea_confusion_scene_count (confusion, CLASSES - 8, 7), ==, 2);
  g_assert_cmpint (fovea_confusion_scene_count (confusion, CLASSES - 8, 5007), ==, 1);
  g_assert_cmpint (fovea_confusion_scene_count (confusion, 7, 7), ==, 0);
  g_free (fovea_scene_describe (scene, &words));
  g_assert_cmpstr (words, ==, "Of 3 images of 65527, 2 were taken for 7.");
  fovea_scene_measure (scene, 800, 600, &width, &height);
  g_assert_cmpfloat (width, >, CLASSES);
  g_test_timer_start ();
  for (int i = 0; i < 20; i++)
    fovea_scene_paint (scene, cr, width, height);
  g_test_minimized_result (g_test_timer_elapsed () / 20, "seconds for a frame");
  g_assert_cmpfloat (g_test_timer_last (), <, 4);
  cairo_destroy (cr);
  cairo_surface_destroy (window);
}

static void
count_cb (FoveaScene *scene, int *count)
{
  ++*count;
}

static void
test_select (void)
{
  g_autoptr (FoveaScene) scene = make_scene ();
  FoveaConfusionScene *confusion = FOVEA_CONFUSION_SCENE (scene);
  g_autofree char *tooltip = NULL;
  int picked = 0, label, said;
  double x, y;

  g_signal_connect (scene, "picked", G_CALLBACK (count_cb), &picked);
  paint_at (scene, 400, 400);
  g_assert_true (find_box (scene, "cells", &x, &y));
  tooltip = fovea_scene_tooltip (scene, x, y);
  g_assert_cmpstr (tooltip, ==, "Of 100 images of dog, 100 were known as that.");
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_true (fovea_confusion_scene_get_selected (confusion, &label, &said));
  g_assert_true (label == 1 && said == 1);
  fovea_confusion_scene_move (confusion, -1, -9);
  g_assert_true (fovea_confusion_scene_get_selected (confusion, &label, &said));
  g_assert_true (label == 0 && said == 0);
  fovea_confusion_scene_move (confusion, 1, 1);
  g_assert_cmpint (picked, ==, 3);
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_false (fovea_confusion_scene_get_selected (confusion, &label, &said));
  g_assert_false (fovea_scene_activate (scene, 2, 2));
  fovea_confusion_scene_set_answers (confusion, NULL, 0, NULL);
  paint_at (scene, 400, 400);
  fovea_confusion_scene_move (confusion, 1, 1);
  g_assert_cmpint (fovea_confusion_scene_count (confusion, 0, 0), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/confusion-scene/boxes", test_boxes);
  g_test_add_func ("/scene/confusion-scene/counts", test_counts);
  g_test_add_func ("/scene/confusion-scene/select", test_select);
  g_test_add_func ("/scene/confusion-scene/many-classes", test_many_classes);
  return g_test_run ();
}
