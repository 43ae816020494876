/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/why-scene.h"

#include "check-boxes.h"
#include "scene/export.h"
#include "tests/training.h"

#include <string.h>

static const char *const CLASSES[] = { "north-west", "north-east", "south-west", "south-east", NULL };

static FoveaReasons *
make_reasons (const char *net_text, int channels, FoveaWhy why, int portions)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (channels, net_text);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, 1, NULL);
  g_autoptr (FoveaStill) still = NULL;
  g_autoptr (FoveaExamples) examples = test_quarters_new (1, channels, 3);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, fovea_examples_image (examples, 0));
  g_autoptr (FoveaReasoning) reasoning = NULL;

  fovea_net_set_class_names (net, CLASSES);
  still = fovea_still_new (net);
  reasoning = fovea_reasoning_new (still, image, MIN (fovea_net_spec_classes (spec) - 1, 2), &why);
  for (int i = 0; i < portions && !fovea_reasoning_is_done (reasoning); i++)
    fovea_reasoning_advance (reasoning);
  return fovea_reasoning_get (reasoning);
}

static FoveaScene *
make_scene (FoveaReasonKind kind, int portions)
{
  g_autoptr (FoveaReasons) reasons = make_reasons (TEST_QUARTERS_NET, 1, fovea_why_default (kind), portions);
  FoveaScene *scene = fovea_why_scene_new ();

  fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (scene), reasons, "An image.");
  return scene;
}

/* Every kind, at its beginning and at its end, with one class and with many. */
static void
test_boxes (void)
{
  static const char *const nets[] = { TEST_QUARTERS_NET, "FC 1", "FC 4, SOFTMAX", "FC 100" };

  for (int kind = 0; kind < 3; kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (nets); i++)
      {
        g_autofree char *what = g_strdup_printf ("reasons of kind %d, %s", kind, nets[i]);
        g_autoptr (FoveaScene) scene = fovea_why_scene_new ();

        for (int portions = 1; portions < 300; portions += 298)
          {
            g_autoptr (FoveaReasons) reasons
              = make_reasons (nets[i], i == 1 ? 3 : 1, fovea_why_default ((FoveaReasonKind) kind), portions);

            fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (scene), reasons, "An image.");
            check_boxes (scene, what);
            check_boxes_in_all_styles (scene, what);
            check_boxes_in_windows (scene, what);
          }
      }
}

static gboolean
says (FoveaScene *scene, const char *part)
{
  g_autofree char *words = NULL, *label = fovea_scene_describe (scene, &words);

  return strstr (words, part) != NULL || strstr (label, part) != NULL;
}

static void
test_words (void)
{
  g_autoptr (FoveaScene) seen = make_scene (FOVEA_REASON_SALIENCY, 1), part = make_scene (FOVEA_REASON_OCCLUSION, 1);
  g_autoptr (FoveaScene) top = make_scene (FOVEA_REASON_CLIMB, 2), nothing = fovea_why_scene_new ();
  FoveaWhy why = { .kind = FOVEA_REASON_CLIMB, .summit = { 1, 2 }, .seed = 1, .steps = 9 };
  g_autoptr (FoveaReasons) filter = make_reasons (TEST_QUARTERS_NET, 1, why, 100);

  g_assert_true (says (seen, "Why ") && says (seen, "An image. Where a pixel gets lighter"));
  fovea_why_scene_set_saliency (FOVEA_WHY_SCENE (seen), FOVEA_SALIENCY_MAGNITUDE);
  g_assert_true (says (seen, "The deeper the colour"));
  fovea_why_scene_set_saliency (FOVEA_WHY_SCENE (seen), FOVEA_SALIENCY_TIMES_INPUT);
  g_assert_true (says (seen, "Together: "));
  g_assert_true (says (part, "Hiding one place after the other: 0 of 64."));
  g_assert_true (says (top, "What looks most like ") && says (top, "After 1 step up from noise"));
  fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (top), filter, "Noise.");
  g_assert_true (says (top, "What does filter 3 of layer 1 (conv 3×3) look for?"));
  g_assert_true (says (top, "After 9 steps") && says (top, "sees 3×3 pixels."));
  g_assert_true (says (nothing, "Why the net says what it says"));
  paint_at (nothing, 300, 200);
}

/* The sentence on an occlusion has the numbers of the map, wherever the patch counts most. */
static void
test_fall (void)
{
  g_autoptr (FoveaScene) scene = make_scene (FOVEA_REASON_OCCLUSION, 10);
  FoveaReasons *reasons = fovea_why_scene_get_reasons (FOVEA_WHY_SCENE (scene));
  int lowest = fovea_occlusion_find_lowest (reasons->occlusion);
  float whole = reasons->occlusion->whole, least = reasons->occlusion->heat->data[lowest];
  g_autofree char *numbers = g_strdup_printf ("from %.2f to %.2f", whole, least), *cell = NULL;

  g_assert_cmpfloat (whole - least, >, 0.005);
  g_assert_true (says (scene, "Hiding what is framed takes ") && says (scene, numbers));
  fovea_why_scene_choose (FOVEA_WHY_SCENE (scene), 9);
  cell = g_strdup_printf ("Row 2, column 2: hiding what is there takes %s from %.2f to %.2f",
                          CLASSES[reasons->class_number], whole, reasons->occlusion->heat->data[9]);
  g_assert_true (says (scene, cell));
}

static void
picked_cb (FoveaScene *scene, int class_number, int *picked)
{
  *picked = class_number;
}

/* A place is chosen by a click on it in either picture, let go by another, and kept while the places are the same. */
static void
test_pick (void)
{
  g_autoptr (FoveaScene) scene = make_scene (FOVEA_REASON_SALIENCY, 1);
  FoveaWhyScene *why = FOVEA_WHY_SCENE (scene);
  g_autoptr (FoveaReasons) climb
    = make_reasons (TEST_QUARTERS_NET, 1, fovea_why_default (FOVEA_REASON_CLIMB), 1);
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autofree char *tooltip = NULL;
  int picked = -1;
  double x, y;

  g_signal_connect (scene, "class-picked", G_CALLBACK (picked_cb), &picked);
  paint_at (scene, 900, 600);
  g_assert_true (find_box (scene, "heat", &x, &y));
  g_assert_true (fovea_scene_hover (scene, TRUE, x + 1, y + 1));
  g_assert_false (fovea_scene_hover (scene, TRUE, x + 2, y + 2));
  tooltip = fovea_scene_tooltip (scene, x + 1, y + 1);
  g_assert_true (g_str_has_prefix (tooltip, "Row 5, column 5: "));
  g_assert_true (fovea_scene_activate (scene, x + 1, y + 1));
  g_assert_cmpint (fovea_why_scene_get_chosen (why), ==, 36);
  g_assert_true (says (scene, tooltip));
  fovea_why_scene_set_saliency (why, FOVEA_SALIENCY_MAGNITUDE);
  g_assert_cmpint (fovea_why_scene_get_chosen (why), ==, 36);
  g_assert_true (find_box (scene, "image", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x + 1, y + 1));
  g_assert_cmpint (fovea_why_scene_get_chosen (why), ==, -1);

  fovea_scene_list_targets (scene, targets);
  g_assert_cmpuint (targets->len, ==, 64);
  g_assert_true (find_box (scene, "score 3", &x, &y));
  g_assert_true (fovea_scene_activate (scene, x, y));
  g_assert_cmpint (picked, ==, 3);
  g_assert_false (fovea_scene_activate (scene, 1, 1));

  fovea_why_scene_choose (why, 5);
  fovea_why_scene_set_reasons (why, climb, NULL);
  g_assert_cmpint (fovea_why_scene_get_chosen (why), ==, -1);
}

/* Vector files of it have no bitmap of pixels. */
static void
test_vector (void)
{
  for (int kind = 0; kind < 3; kind++)
    {
      g_autoptr (FoveaScene) scene = make_scene ((FoveaReasonKind) kind, 20);
      g_autoptr (GBytes) svg = fovea_scene_encode (scene, ".svg", 800, 500, 1, NULL);
      gsize size;
      const char *text = g_bytes_get_data (svg, &size);

      g_assert_null (g_strstr_len (text, (gssize) size, "<image"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/why-scene/boxes", test_boxes);
  g_test_add_func ("/scene/why-scene/words", test_words);
  g_test_add_func ("/scene/why-scene/fall", test_fall);
  g_test_add_func ("/scene/why-scene/pick", test_pick);
  g_test_add_func ("/scene/why-scene/vector", test_vector);
  return g_test_run ();
}
