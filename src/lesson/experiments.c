/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Set-ups that show one thing each. What a text says comes out was measured with these very settings (seed 1); it is
 * said in round numbers, since other processors round differently. */

#include "config.h"

#include "lesson/experiments.h"

#include <glib/gi18n-lib.h>

#define LENET "CONV 5x5x6 pad 2, RELU, POOL 2, CONV 5x5x16, RELU, POOL 2, FC 120, RELU, FC 84, RELU, FC 10"
#define DROPPED "CONV 5x5x8 pad 2, RELU, POOL 2, FC 100, RELU, DROPOUT 0.5, FC 10"

static const FoveaExperiment experiments[] = {
  { "rate-too-high", N_ ("A Rate That Is Too High"),
    N_ ("A rate of 0.3 instead of 0.02: the first steps throw the weights so far off that the ReLUs die. Watch the loss "
        "stay at 2.3, that of guessing among ten classes, and in Curves the dead ReLUs. Then start over with 0.02."),
    "mnist", { { N_ ("rate 0.3"), LENET, "rate 0.3, epochs 2" } } },
  { "zero", N_ ("All Weights Begin at Zero"),
    N_ ("Every unit of a layer computes the same and gets the same gradient; behind a ReLU, none at all. The filters "
        "stay at zero, the loss stays at 2.3: first weights have to differ, which is why they are random."),
    "mnist", { { N_ ("zeros"), LENET, "epochs 1, zero" } } },
  { "few-images", N_ ("Only 200 Images: Sure and Wrong"),
    N_ ("The net learns its 200 images by heart: its loss on them falls towards 0. On images that it never saw it is "
        "wrong about one time in eight, and sure of it: see the surest mistakes, and the gap between the curves."),
    "mnist", { { N_ ("200 images"), LENET, "batch 20, epochs 100, limit 200" } } },
  { "shuffled-labels", N_ ("Labels at Random"),
    N_ ("Each of 1,000 images has the label of another. There is nothing to understand, and still the loss goes to 0: a "
        "net with many more weights than images can learn anything by heart. On other images it guesses: 10 %."),
    "mnist", { { N_ ("shuffled"), LENET, "batch 20, L2 0, epochs 100, limit 1000, shuffled-labels" } } },
  { "no-relu", N_ ("Without ReLU"),
    N_ ("The same layers twice, with ReLUs and without. Without, all of them together are one linear function, and no "
        "better than a single layer: about 92 % right, where ReLUs bring 99 %."),
    "mnist",
    { { N_ ("with ReLU"), "CONV 5x5x6 pad 2, RELU, AVGPOOL 2, CONV 5x5x16, RELU, AVGPOOL 2, FC 120, RELU, FC 84, RELU, "
                          "FC 10", "epochs 3" },
      { N_ ("without"), "CONV 5x5x6 pad 2, AVGPOOL 2, CONV 5x5x16, AVGPOOL 2, FC 120, FC 84, FC 10", "epochs 3" } } },
  { "no-bias", N_ ("Without Biases"),
    N_ ("Biases are few among many weights. Watch whether leaving all of them at 0 matters: on MNIST the two end within "
        "a few tenths of a percent of each other."),
    "mnist", { { N_ ("with biases"), LENET, "epochs 3" }, { N_ ("without"), LENET, "epochs 3, no-bias" } } },
  { "dropout", N_ ("Dropout On and Off"),
    N_ ("500 images, learned with half of the hidden numbers dropped at random, and with none dropped. With dropout the "
        "training loss stays rougher and ends far higher, since each step sees another, thinner net; on new images it is "
        "right a little more often, by about one percent."),
    "mnist",
    { { N_ ("dropout 0.5"), DROPPED, "batch 20, epochs 40, limit 500" },
      { N_ ("no dropout"), DROPPED, "batch 20, epochs 40, dropout 0, limit 500" } } },
  { "padding", N_ ("With and Without Padding"),
    N_ ("Without zero padding every 5×5 convolution takes four rows and columns away: 32 → 28 → 14 → 10 → 5 instead of "
        "32 → 16 → 8. The net becomes faster, and loses what lies near the edges: about 82 % "
        "right, where padding brings 87 %."),
    "shapes",
    { { N_ ("padding 2"), "CONV 5x5x12 pad 2, RELU, POOL 2, CONV 5x5x16 pad 2, RELU, POOL 2, FC 10", "epochs 3" },
      { N_ ("no padding"), "CONV 5x5x12, RELU, POOL 2, CONV 5x5x16, RELU, POOL 2, FC 10", "epochs 3" } } },
  { "pooling", N_ ("With and Without Pooling"),
    N_ ("Without pooling the last layer sees 28×28 cells of each map instead of 7×7: sixteen times as many weights there, "
        "many more sums in between, and hardly more right. Watch the images per second."),
    "mnist",
    { { N_ ("pooling"), "CONV 5x5x8 pad 2, RELU, POOL 2, CONV 5x5x16 pad 2, RELU, POOL 2, FC 10", "epochs 2" },
      { N_ ("no pooling"), "CONV 5x5x8 pad 2, RELU, CONV 5x5x16 pad 2, RELU, FC 10", "epochs 2" } } },
};

/* (array length=n) */
const FoveaExperiment *
fovea_experiments_get (guint *n)
{
  *n = G_N_ELEMENTS (experiments);
  return experiments;
}

/* Returns: (nullable) */
const FoveaExperiment *
fovea_experiments_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (experiments); i++)
    if (g_str_equal (experiments[i].name, name))
      return &experiments[i];
  return NULL;
}

/* Returns: (transfer full) (element-type FoveaRunner): one, or those of a race */
GPtrArray *
fovea_experiment_make_runners (const FoveaExperiment *self)
{
  GPtrArray *runners = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_runner_free);

  for (int i = 0; self->runners[i].net; i++)
    {
      FoveaTrainingOptions options;
      gboolean read = fovea_training_options_parse (self->runners[i].options, &options, NULL);

      g_assert (read);
      g_ptr_array_add (runners, fovea_runner_new (_ (self->runners[i].name), self->runners[i].net, &options));
    }
  return runners;
}
