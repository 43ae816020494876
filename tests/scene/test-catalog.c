/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-boxes.h"

#include "scene/catalog.h"

#include <string.h>

static void
test_every_name_makes_a_scene (void)
{
  for (int i = 0; fovea_scene_names ()[i]; i++)
    {
      g_autoptr (FoveaScene) scene = fovea_scene_named (fovea_scene_names ()[i], NULL, NULL);

      g_assert_true (FOVEA_IS_SCENE (scene));
      paint_at (scene, 862, 628);
    }
}

/* The position counts in the settings' own windows, wherever it stands among them. */
static void
test_position_comes_last (void)
{
  static const char *const settings[] = { "position=17", "input=5", "depth=3", "filters=2", "pad=1", "stride=2", NULL };
  g_autoptr (FoveaScene) scene = fovea_scene_named ("convolution", settings, NULL);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  g_assert_nonnull (strstr (description, "map 2, row 3, column 3"));
}

/* Every step of the lecture is painted, and nothing in it overlaps. */
static void
test_every_step_is_painted (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaCourse) course = fovea_course_open ("lecture", &error);

  g_assert_no_error (error);
  for (int i = 0; i < course->n_steps; i++)
    {
      const FoveaStep *step = fovea_course_get_step (course, i);
      g_autoptr (FoveaScene) scene = fovea_scene_of_step (step, NULL, &error);

      if (g_str_equal (step->page, "training")) /* what it shows is a run */
        {
          g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
          g_clear_error (&error);
          continue;
        }
      g_assert_no_error (error);
      check_boxes (scene, step->id);
    }
}

/* Every scene in every way that it can look, in windows of every size and style. */
static void
test_every_scene_in_every_window (void)
{
  static const char *const looks[][2] = {
    { "convolution", "" },
    { "convolution", "stride=3" },
    { "convolution", "input=5 depth=3 filters=2 pad=1 stride=2 relu=yes pool=yes" },
    { "convolution", "input=32 depth=3 filter=5 filters=6" },
    { "convolution", "input=12 input-height=5 filter=4 pad=2 dilation=2 round=same" },
    { "convolution", "depth=4 filters=4 groups=4" },
    { "convolution", "flip=yes" },
    { "convolution", "view=matrix" },
    { "convolution", "view=neuron depth=3" },
    { "convolution", "view=dense" },
    { "convolution", "pass=backward position=7" },
    { "convolution", "pass=train" },
    { "convolution", "pass=transposed stride=2" },
    { "picture", "" },
    { "picture", "net=shapes-32 relu=no pool=no position=95000" },
    { "picture", "net=shapes-32 alone=yes common-scale=yes" },
    { "picture", "filter=7 stride=2 alone=yes" },
    { "pooling", "" },
    { "pooling", "input=32 depth=3 filter=3 kind=average" },
    { "stack", "" },
    { "stack", "layers=alexnet position=7" },
    { "stack", "layers=small-vgg layer=3" },
    { "stack", "input=9 filter=8" },
    { "convolution", "letters=summary stride=3" },
    { "convolution", "letters=pytorch stride=3 pad=1 filters=6 depth=3" },
    { "convolution", "letters=pytorch input=9 dilation=2 round=same" },
    { "convolution", "letters=pytorch pass=transposed stride=2 dilation=2" },
    { "convolution", "letters=pytorch view=matrix stride=4" },
    { "picture", "letters=pytorch filter=7 stride=4" },
    { "pooling", "letters=summary input=9" },
    { "pooling", "letters=pytorch input=32 filter=3 kind=average" },
    { "stack", "letters=summary layers=alexnet" },
    { "stack", "letters=pytorch layers=alexnet position=7" },
    { "stack", "letters=pytorch input=9 filter=8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_auto (GStrv) settings = g_strsplit (looks[i][1], " ", -1);
      g_autofree char *what = g_strjoin (" ", looks[i][0], looks[i][1], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoveaScene) scene = fovea_scene_named (looks[i][0], (const char *const *)settings, &error);

      g_assert_no_error (error);
      check_boxes_in_windows (scene, what);
    }
}

static cairo_surface_t *
paint_pixels (FoveaScene *scene)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 600);
  cairo_t *cr = cairo_create (surface);

  fovea_scene_paint (scene, cr, 800, 600);
  fovea_scene_settle (scene);
  fovea_scene_paint (scene, cr, 800, 600);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
look_alike (cairo_surface_t *a, cairo_surface_t *b)
{
  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b),
                 600 * (gsize) cairo_image_surface_get_stride (a)) == 0;
}

/* A scene that was painted with other letters looks as one that began with these, and back as it did at first. */
static void
test_letters_switch (void)
{
  static const char *const summary[] = { "stride=3", "letters=summary", NULL };
  static const char *const plain[] = { "stride=3", NULL };

  for (int i = 0; fovea_scene_names ()[i]; i++)
    {
      const char *name = fovea_scene_names ()[i];
      g_autoptr (FoveaScene) scene = fovea_scene_named (name, plain, NULL), other = fovea_scene_named (name, summary, NULL);
      cairo_surface_t *before = paint_pixels (scene), *wanted = paint_pixels (other), *now, *after;

      g_object_set (fovea_scene_get_lesson (scene), "letters", FOVEA_LETTERS_SUMMARY, NULL);
      now = paint_pixels (scene);
      g_object_set (fovea_scene_get_lesson (scene), "letters", FOVEA_LETTERS_LECTURE, NULL);
      after = paint_pixels (scene);
      g_assert_true (look_alike (now, wanted));
      g_assert_true (look_alike (after, before));
      g_assert_false (look_alike (now, before));
      cairo_surface_destroy (before);
      cairo_surface_destroy (wanted);
      cairo_surface_destroy (now);
      cairo_surface_destroy (after);
    }
}

/* What is set beside a step comes after what the step sets. */
static void
test_settings_beside_a_step (void)
{
  static const char *const settings[] = { "stride=2", NULL };
  g_autoptr (FoveaCourse) course = fovea_course_open ("lecture", NULL);
  const FoveaStep *step = fovea_course_get_step (course, fovea_course_find (course, "C10", NULL));
  g_autoptr (FoveaScene) misfit = fovea_scene_of_step (step, NULL, NULL);
  g_autoptr (FoveaScene) fits = fovea_scene_of_step (step, settings, NULL);
  g_autofree char *without = NULL, *with = NULL, *label = fovea_scene_describe (misfit, &without);
  g_autofree char *other = fovea_scene_describe (fits, &with);

  g_assert_nonnull (strstr (without, "= 2.33"));
  g_assert_nonnull (strstr (with, "= 3"));
}

static void
test_mistakes (void)
{
  static const char *const bad[][2] = { { "strid=2", NULL }, { "stride", NULL }, { "stride=x", NULL }, { "stride=0", NULL } };
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_scene_named ("convolutions", NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_clear_error (&error);
      g_assert_null (fovea_scene_named ("convolution", bad[i], &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/catalog/every-name-makes-a-scene", test_every_name_makes_a_scene);
  g_test_add_func ("/scene/catalog/position-comes-last", test_position_comes_last);
  g_test_add_func ("/scene/catalog/every-step-is-painted", test_every_step_is_painted);
  g_test_add_func ("/scene/catalog/every-scene-in-every-window", test_every_scene_in_every_window);
  g_test_add_func ("/scene/catalog/letters-switch", test_letters_switch);
  g_test_add_func ("/scene/catalog/settings-beside-a-step", test_settings_beside_a_step);
  g_test_add_func ("/scene/catalog/mistakes", test_mistakes);
  return g_test_run ();
}
