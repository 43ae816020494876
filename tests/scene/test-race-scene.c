/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/race-scene.h"

#include "check-boxes.h"
#include "tests/training.h"

static FoveaRace *
make_race (int n)
{
  g_autoptr (FoveaDataset) dataset
    = fovea_dataset_new ("quarters", test_quarters_new (400, 1, 1), test_quarters_new (300, 1, 2),
                         g_strdupv ((char *[]){ "a", "b", "c", "d", NULL }));
  g_autoptr (GPtrArray) runners = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_runner_free);
  FoveaTrainingOptions options = test_quarters_options ();
  FoveaRace *race;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("runner %d", i + 1);

      options.optimiser = i;
      g_ptr_array_add (runners, fovea_runner_new (name, "FC 4", &options));
    }
  race = fovea_race_new (dataset, runners, NULL);
  fovea_race_run (race);
  for (int i = 0; i < n; i++)
    test_wait_for (fovea_race_get_session (race, i), FOVEA_TRAINING_FINISHED, 40);
  return race;
}

static void
test_boxes (void)
{
  for (int n = FOVEA_RACE_LEAST; n <= FOVEA_RACE_MOST; n++)
    {
      g_autoptr (FoveaRace) race = make_race (n);
      g_autoptr (FoveaScene) scene = fovea_race_scene_new ();

      fovea_race_scene_set_race (FOVEA_RACE_SCENE (scene), race);
      check_boxes_in_all_styles (scene, "race");
      g_object_set (scene, "log", TRUE, NULL);
      check_boxes_in_all_styles (scene, "race, logarithmic");
    }
}

static void
test_describe (void)
{
  g_autoptr (FoveaRace) race = make_race (3);
  g_autoptr (FoveaScene) scene = fovea_race_scene_new ();
  g_autofree char *label = NULL, *description = NULL;

  fovea_race_scene_set_race (FOVEA_RACE_SCENE (scene), race);
  label = fovea_scene_describe (scene, &description);
  g_assert_nonnull (strstr (description, "runner 3: epoch 2.0 of 2 · loss"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/race-scene/boxes", test_boxes);
  g_test_add_func ("/scene/race-scene/describe", test_describe);
  return g_test_run ();
}
