/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the nets that have names are best trained on the data they were made for. What a recipe does not say is as
 * usual. The README tells what each reaches, and by which command. */

#include "engine/recipe.h"

static const struct
{
  const char *net, *options;
} recipes[] = {
  { "cifar-demo", "epochs 10, augment flip,shift" },
  { "cifar-net", "rate 0.05, L2 0.0005, epochs 12, augment flip,shift=3" },
  { "lenet-5", "epochs 10" },
  { "mnist-net", "L2 0.0005, epochs 20, augment shift,rotate=10" },
  { "shapes-net", "rate 0.05, L2 0.004, epochs 8, augment flip,rotate=180" },
  { "small-vgg", "epochs 10, augment flip,shift" },
};

/**
 * fovea_recipe_find:
 * @net: the name of a net
 * @options: what the recipe says, and the usual for all else; as it is where there is none
 *
 * Returns: whether there is a recipe for that net
 */
gboolean
fovea_recipe_find (const char *net, FoveaTrainingOptions *options)
{
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    if (g_ascii_strcasecmp (recipes[i].net, net) == 0)
      return fovea_training_options_parse (recipes[i].options, options, NULL);
  return FALSE;
}
