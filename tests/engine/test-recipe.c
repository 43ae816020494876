/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/recipe.h"

#include "engine/net-spec.h"

static void
test_named_nets_only (void)
{
  const char *const *names = fovea_net_spec_names ();
  int recipes = 0;

  for (int i = 0; names[i]; i++)
    {
      FoveaTrainingOptions options = { .epochs = 77 };
      gboolean found = fovea_recipe_find (names[i], &options);

      recipes += found;
      g_assert_true (found ? fovea_training_options_check (&options, NULL) : options.epochs == 77);
    }
  g_assert_cmpint (recipes, ==, 6);
  g_assert_false (fovea_recipe_find ("nobody's net", &(FoveaTrainingOptions){ 0 }));
}

static void
test_says_what_is_unusual (void)
{
  FoveaTrainingOptions options, usual = fovea_training_options_default ();

  g_assert_true (fovea_recipe_find ("CIFAR-net", &options));
  g_assert_cmpfloat (options.rate, ==, 0.05f);
  g_assert_cmpint (options.augmentation.shift, ==, 3);
  g_assert_true (options.augmentation.flip);
  g_assert_cmpint (options.batch, ==, usual.batch);
  g_assert_cmpint (options.schedule, ==, usual.schedule);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/recipe/named-nets-only", test_named_nets_only);
  g_test_add_func ("/engine/recipe/says-what-is-unusual", test_says_what_is_unusual);
  return g_test_run ();
}
