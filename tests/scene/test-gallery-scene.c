/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/gallery-scene.h"

#include "check-boxes.h"
#include "tests/training.h"

#include <string.h>

static const char *const names[] = { "north-west", "north-east", "south-west", "south-east", NULL };

static GArray *
make_list (const FoveaExamples *examples, gboolean asked)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));

  for (int i = 0; i < examples->n; i++)
    {
      FoveaPrediction one = { i, examples->labels[i], asked ? i % 4 : FOVEA_NOT_ASKED, 0.5f, 0.25f };

      g_array_append_val (list, one);
    }
  return list;
}

static FoveaScene *
make_scene (FoveaExamples *examples, gboolean asked)
{
  g_autoptr (GArray) list = make_list (examples, asked);
  FoveaScene *scene = fovea_gallery_scene_new ();

  fovea_gallery_scene_set_images (FOVEA_GALLERY_SCENE (scene), examples, names, list, "All images");
  return scene;
}

static void
test_boxes (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (90, 3, 1);
  g_autoptr (FoveaScene) asked = make_scene (examples, TRUE), plain = make_scene (examples, FALSE);

  check_boxes_in_all_styles (asked, "gallery with answers");
  fovea_gallery_scene_set_losses (FOVEA_GALLERY_SCENE (asked), TRUE);
  check_boxes_in_all_styles (asked, "gallery with losses");
  check_boxes_in_all_styles (plain, "gallery");
}

/* All have room, at their place; the keys go across and down. */
static void
test_move (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (90, 1, 1);
  g_autoptr (FoveaScene) scene = make_scene (examples, FALSE);
  FoveaGalleryScene *gallery = FOVEA_GALLERY_SCENE (scene);
  g_autofree char *words = NULL;
  double width, height, top, bottom;
  int below;

  fovea_scene_measure (scene, 600, 100, &width, &height);
  g_assert_cmpfloat (height, >, 400);
  paint_at (scene, width, height);
  g_assert_false (fovea_gallery_scene_get_place (gallery, &top, &bottom));
  g_assert_cmpint (fovea_gallery_scene_move (gallery, 1, 0), ==, 0);
  g_assert_cmpint (fovea_gallery_scene_move (gallery, 1, 0), ==, 1);
  below = fovea_gallery_scene_move (gallery, 0, 1);
  g_assert_cmpint (below, >, 3);
  g_assert_cmpint (fovea_gallery_scene_move (gallery, -1, -1), ==, 0);
  g_assert_cmpint (fovea_gallery_scene_move (gallery, 1000, 0), ==, 89);
  g_assert_true (fovea_gallery_scene_get_place (gallery, &top, &bottom));
  g_assert_cmpfloat (bottom, <=, height);
  g_free (fovea_scene_describe (scene, &words));
  g_assert_nonnull (strstr (words, "Selected: Image 90: "));
  fovea_gallery_scene_set_images (gallery, NULL, NULL, NULL, NULL);
  g_assert_cmpint (fovea_gallery_scene_move (gallery, 1, 0), ==, -1);
  paint_at (scene, 300, 200);
}

static void
count_cb (FoveaScene *scene, int *count)
{
  ++*count;
}

static void
test_pick (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (9, 1, 1);
  g_autoptr (FoveaScene) scene = make_scene (examples, TRUE);
  g_autofree char *tooltip = NULL;
  int picked = 0;

  g_signal_connect (scene, "picked", G_CALLBACK (count_cb), &picked);
  paint_at (scene, 600, 400);
  g_assert_false (fovea_scene_activate (scene, 3, 3));
  g_assert_true (fovea_scene_activate (scene, 60, 70));
  g_assert_cmpint (picked, ==, 1);
  g_assert_cmpint (fovea_gallery_scene_get_selected (FOVEA_GALLERY_SCENE (scene)), ==, 0);
  tooltip = fovea_scene_tooltip (scene, 60, 70);
  g_assert_true (g_str_has_prefix (tooltip, "Validation image 1: the net says "));
}

/* A number that tells what is painted from anything else. */
static guint32
sum_pixels (FoveaScene *scene)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);
  guint32 sum = 0;

  fovea_scene_paint (scene, cr, 300, 200);
  cairo_surface_flush (surface);
  for (int i = 0; i < 200 * cairo_image_surface_get_stride (surface); i++)
    sum = sum * 31 + cairo_image_surface_get_data (surface)[i];
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sum;
}

/* Images as they will be fed: others in another epoch, the same again in the same. */
static void
test_augmentation (void)
{
  g_autoptr (FoveaExamples) examples = test_quarters_new (6, 3, 1);
  g_autoptr (FoveaScene) scene = make_scene (examples, FALSE);
  FoveaGalleryScene *gallery = FOVEA_GALLERY_SCENE (scene);
  FoveaAugmentation augmentation;
  guint32 plain = sum_pixels (scene), first, second;

  g_assert_true (fovea_augmentation_parse ("flip,shift,rotate,colour", &augmentation, NULL));
  fovea_gallery_scene_set_augmentation (gallery, &augmentation, 1, 0);
  first = sum_pixels (scene);
  fovea_gallery_scene_set_augmentation (gallery, &augmentation, 1, 1);
  second = sum_pixels (scene);
  g_assert_true (first != plain && second != plain && first != second);
  fovea_gallery_scene_set_augmentation (gallery, &augmentation, 1, 0);
  g_assert_cmpuint (sum_pixels (scene), ==, first);
  fovea_gallery_scene_set_augmentation (gallery, NULL, 1, 0);
  g_assert_cmpuint (sum_pixels (scene), ==, plain);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/gallery-scene/boxes", test_boxes);
  g_test_add_func ("/scene/gallery-scene/move", test_move);
  g_test_add_func ("/scene/gallery-scene/pick", test_pick);
  g_test_add_func ("/scene/gallery-scene/augmentation", test_augmentation);
  return g_test_run ();
}
