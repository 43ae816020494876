/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/scores.h"

#include "scene/scores-scene.h"
#include "check-boxes.h"
#include "tests/training.h"

#include <string.h>

static FoveaScene *
make_scene (void)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, "CONV 3x3x4 pad 1, RELU, FC 4");
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  g_autoptr (FoveaStill) still = fovea_still_new (net);
  g_autoptr (FoveaExamples) examples = test_quarters_new (1, 1, 3);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, fovea_examples_image (examples, 0));
  g_autoptr (FoveaFindings) findings = fovea_findings_new (still, net, image, 2, FALSE);
  FoveaScene *scene = fovea_scores_scene_new ();

  fovea_scores_scene_set_findings (FOVEA_SCORES_SCENE (scene), findings);
  return scene;
}

/* What part of a line of 200 points is anything but canvas, of each of the @n lines. */
static void
measure_ink (const FoveaScores *scores, double height, int n, int ink[])
{
  FoveaType *type = fovea_type_new ();
  FoveaStyle style = { .scale = 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, height);
  cairo_t *cr = cairo_create (surface);
  FoveaSketch sketch;
  int stride = cairo_image_surface_get_stride (surface), heading = fovea_scores_measure (scores, 1) - 4 * 16;
  const guint8 *pixels;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fovea_scores_paint (scores, &sketch, &(FoveaBox){ 0, 0, 200, height });
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int i = 0; i < n; i++)
    {
      const guint32 *row = (const guint32 *) (const void *) (pixels + (heading + i * 16 + 8) * stride);

      ink[i] = 0;
      for (int x = 40; x < 160; x++)
        ink[i] += (row[x] & 0xffffff) != 0xffffff;
    }
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* A bar is as long as its class is probable. */
static void
test_bars (void)
{
  static const float shares[] = { 0.1f, 0.6f, 0.05f, 0.25f };
  g_autoptr (FoveaTensor) tensor = fovea_tensor_new_from (1, 4, 1, 1, shares);
  FoveaScores scores = { NULL, tensor, 1 };
  int ink[4];

  measure_ink (&scores, fovea_scores_measure (&scores, 1), 4, ink);
  g_assert_cmpint (ink[1], >, ink[3]);
  g_assert_cmpint (ink[3], >, ink[0]);
  g_assert_cmpint (ink[0], >=, ink[2]);
}

static void
test_boxes (void)
{
  g_autoptr (FoveaScene) scene = make_scene ();

  check_boxes_in_all_styles (scene, "scores");
}

/* Every class that is likely at all is said; without findings there is nothing to say. */
static void
test_words (void)
{
  g_autoptr (FoveaScene) scene = make_scene ();
  g_autofree char *words = NULL, *label = fovea_scene_describe (scene, &words), *nothing = NULL, *again = NULL;

  g_assert_cmpstr (label, ==, "Class scores");
  g_assert_nonnull (strstr (words, " %"));
  fovea_scores_scene_set_findings (FOVEA_SCORES_SCENE (scene), NULL);
  again = fovea_scene_describe (scene, &nothing);
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/scores/bars", test_bars);
  g_test_add_func ("/scene/scores/boxes", test_boxes);
  g_test_add_func ("/scene/scores/words", test_words);
  return g_test_run ();
}
