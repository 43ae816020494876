/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/answers-view.h"

#include "scene/confusion-scene.h"
#include "scene/gallery-scene.h"
#include "view-test.h"

/* The scene of the images, beside the matrix. */
static FoveaScene *
get_gallery (ViewTest *test)
{
  FoveaSceneView *view = app_test_find (test->view, FOVEA_TYPE_SCENE_VIEW, "Images");

  return fovea_scene_view_get_scene (view);
}

static gboolean
gallery_says (ViewTest *test, const char *part)
{
  g_autofree char *words = NULL;

  g_free (fovea_scene_describe (get_gallery (test), &words));
  return strstr (words, part) != NULL;
}

/* The matrix counts every image of the sweep; its cells are gone through with the keys. */
static void
test_matrix (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_ANSWERS_VIEW);
  FoveaConfusionScene *confusion = FOVEA_CONFUSION_SCENE (fovea_training_view_get_scene (test.view));
  int sum = 0;

  app_test_wait_for (app_test_find (test.view, FOVEA_TYPE_SCENE_VIEW, "Images") != NULL);
  for (int i = 0; i < 16; i++)
    sum += fovea_confusion_scene_count (confusion, i / 4, i % 4);
  g_assert_cmpint (sum, ==, 300);
  g_assert_true (gallery_says (&test, "Wrong answers first"));
  view_test_press (&test, GDK_KEY_Down);
  view_test_press (&test, GDK_KEY_Right);
  g_assert_true (gallery_says (&test, "of north-west") && gallery_says (&test, "taken for north-east"));
  view_test_press (&test, GDK_KEY_Down);
  g_assert_true (gallery_says (&test, "of north-east, known as that"));
  view_test_press (&test, GDK_KEY_Escape);
  g_assert_true (gallery_says (&test, "Wrong answers first"));
  view_test_close (&test);
}

/* An image that is picked goes through the net. */
static void
test_images (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_ANSWERS_VIEW);
  GtkToggleButton *losses = view_test_find_button (test.view, "Top _Losses");
  int image;

  app_test_wait_for (app_test_find (test.view, FOVEA_TYPE_SCENE_VIEW, "Images") != NULL);
  gtk_toggle_button_set_active (losses, TRUE);
  g_assert_true (gallery_says (&test, "Largest losses first"));
  gtk_widget_grab_focus (app_test_find (test.view, FOVEA_TYPE_SCENE_VIEW, "Images"));
  view_test_press (&test, GDK_KEY_Right);
  view_test_press (&test, GDK_KEY_Right);
  image = fovea_gallery_scene_get_selected (FOVEA_GALLERY_SCENE (get_gallery (&test)));
  g_assert_cmpint (image, >=, 0);
  app_test_wait_for (fovea_training_session_get_report (test.session)->image == image);
  fovea_training_view_set_run (test.view, test.dataset, NULL);
  view_test_close (&test);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/answers-view/matrix", test_matrix);
  g_test_add_func ("/app/answers-view/images", test_images);
  return g_test_run ();
}
