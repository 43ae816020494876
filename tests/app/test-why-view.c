/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/why-view.h"

#include "lesson/arrays.h"
#include "scene/why-scene.h"
#include "view-test.h"

static FoveaReasons *
get_reasons (ViewTest *test)
{
  return fovea_why_scene_get_reasons (FOVEA_WHY_SCENE (fovea_training_view_get_scene (test->view)));
}

static gboolean
shows (ViewTest *test, FoveaReasonKind kind)
{
  return get_reasons (test) != NULL && get_reasons (test)->kind == kind && get_reasons (test)->done;
}

/* Of the net in training, as it is now. (No net that is shipped takes images of 8 × 8.) */
static void
test_follows_the_run (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_WHY_VIEW);
  g_autoptr (FoveaStill) first = NULL;

  app_test_wait_for (shows (&test, FOVEA_REASON_SALIENCY));
  g_assert_true (view_test_says (&test, "Why ") && view_test_says (&test, "seen by the net in training."));
  first = fovea_still_ref (get_reasons (&test)->findings->net);
  view_test_step (&test, 1);
  app_test_wait_for (get_reasons (&test)->findings->net != first);
  view_test_press (&test, GDK_KEY_m);
  app_test_wait_for (shows (&test, FOVEA_REASON_OCCLUSION));
  g_assert_cmpint (get_reasons (&test)->occlusion->patch.side, ==, 2);
  view_test_step (&test, 1);
  app_test_wait_for (get_reasons (&test)->findings->net
                     == fovea_training_session_get_report (test.session)->net);
  fovea_training_view_set_run (test.view, test.dataset, NULL);
  g_assert_null (get_reasons (&test));
  g_assert_true (view_test_says (&test, "Why the net says what it says"));
  view_test_close (&test);
}

/* All of it by keys. */
static void
test_keys (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_WHY_VIEW);
  const FoveaPrediction *second
    = &g_array_index (fovea_training_session_get_report (test.session)->predictions, FoveaPrediction, 1);
  g_autofree char *words = g_strdup_printf ("Validation image %d, ", second->image + 1);

  app_test_wait_for (shows (&test, FOVEA_REASON_SALIENCY));
  view_test_press (&test, GDK_KEY_c);
  view_test_press (&test, GDK_KEY_c);
  app_test_wait_for (get_reasons (&test)->class_number == 1);
  g_assert_true (view_test_says (&test, "Why north-east?"));
  view_test_press (&test, GDK_KEY_i);
  app_test_wait_for (view_test_says (&test, words));
  view_test_press (&test, GDK_KEY_m);
  app_test_wait_for (shows (&test, FOVEA_REASON_OCCLUSION));
  view_test_press (&test, GDK_KEY_m);
  app_test_wait_for (shows (&test, FOVEA_REASON_CLIMB));
  g_assert_true (view_test_says (&test, "What looks most like north-east?"));
  view_test_press (&test, GDK_KEY_l);
  view_test_press (&test, GDK_KEY_l);
  view_test_press (&test, GDK_KEY_f);
  app_test_wait_for (shows (&test, FOVEA_REASON_CLIMB) && get_reasons (&test)->climb->summit.row == 4);
  g_assert_true (view_test_says (&test, "What does filter 2 of layer 4 (conv 3×3) look for?"));
  g_assert_false (fovea_training_view_key_pressed (test.view, GDK_KEY_F, GDK_CONTROL_MASK));
  view_test_close (&test);
}

static gboolean
has_climbed (ViewTest *test, int steps)
{
  return shows (test, FOVEA_REASON_CLIMB) && get_reasons (test)->climb->steps == steps;
}

/* A climb goes on beyond its steps, and begins again from the same noise. */
static void
test_climb (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_WHY_VIEW);
  g_autoptr (FoveaTensor) first = NULL;

  app_test_wait_for (shows (&test, FOVEA_REASON_SALIENCY));
  view_test_press (&test, GDK_KEY_p);
  app_test_wait_for (has_climbed (&test, 128));
  g_assert_nonnull (app_test_find (test.view, GTK_TYPE_BUTTON, "Go On"));
  first = fovea_tensor_copy (get_reasons (&test)->climb->image);
  view_test_press (&test, GDK_KEY_p);
  app_test_wait_for (has_climbed (&test, 256));
  g_assert_cmpfloat (fovea_tensor_error (get_reasons (&test)->climb->image, first), >, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test.view), "why.start-over", NULL));
  app_test_wait_for (has_climbed (&test, 128));
  g_assert_cmpfloat (fovea_tensor_error (get_reasons (&test)->climb->image, first), ==, 0);
  view_test_close (&test);
}

static int
count (ViewTest *test, const char *name)
{
  g_autoptr (GPtrArray) arrays = fovea_training_view_list_numbers (test->view);

  for (guint i = 0; i < arrays->len; i++)
    {
      const FoveaArray *array = arrays->pdata[i];

      if (g_str_equal (array->name, name))
        return (int) fovea_tensor_size (array->tensor);
    }
  return 0;
}

/* What an export saves are the numbers of what is shown. */
static void
test_numbers (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_WHY_VIEW);

  app_test_wait_for (shows (&test, FOVEA_REASON_SALIENCY));
  g_assert_cmpint (count (&test, "image"), ==, 64);
  g_assert_cmpint (count (&test, "gradient"), ==, 64);
  g_assert_cmpint (count (&test, "probabilities"), ==, 4);
  view_test_press (&test, GDK_KEY_m);
  app_test_wait_for (shows (&test, FOVEA_REASON_OCCLUSION));
  g_assert_cmpint (count (&test, "hidden"), ==, 64);
  g_assert_cmpint (count (&test, "gradient"), ==, 0);
  view_test_press (&test, GDK_KEY_m);
  app_test_wait_for (has_climbed (&test, 128));
  g_assert_cmpint (count (&test, "climb"), ==, 129);
  view_test_close (&test);
}

/* A class that is clicked is asked about. */
static void
test_pick_class (void)
{
  ViewTest test = view_test_open (FOVEA_TYPE_WHY_VIEW);
  FoveaScene *scene = fovea_training_view_get_scene (test.view);

  app_test_wait_for (shows (&test, FOVEA_REASON_SALIENCY));
  for (int class_number = 3; class_number >= 0; class_number--)
    {
      g_signal_emit_by_name (scene, "class-picked", class_number);
      app_test_wait_for (get_reasons (&test)->class_number == class_number);
    }
  view_test_close (&test);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/why-view/follows-the-run", test_follows_the_run);
  g_test_add_func ("/app/why-view/keys", test_keys);
  g_test_add_func ("/app/why-view/climb", test_climb);
  g_test_add_func ("/app/why-view/numbers", test_numbers);
  g_test_add_func ("/app/why-view/pick-class", test_pick_class);
  return g_test_run ();
}
