/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run on the disk: one that can be gone on with can also take its next step. */

#include "engine/trainer.h"
#include "fuzz.h"

static FoveaTrainer *
make_trainer (void)
{
  g_autoptr (FoveaExamples) examples = fovea_examples_new (6, 1, 4, 4, 2);
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 4x4x1, CONV 3x3x2, BATCHNORM, RELU, FC 2", NULL, NULL);
  FoveaTrainingOptions options = fovea_training_options_default ();

  for (int i = 0; i < 6 * 16; i++)
    examples->pixels[i] = i * 37;
  for (int i = 0; i < 6; i++)
    examples->labels[i] = i % 2;
  options.batch = 4;
  options.threads = 1;
  return fovea_trainer_new (fovea_net_new (spec, 1, NULL), examples, &options, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (FoveaTrainer) trainer = make_trainer ();
  g_autofree char *notes = NULL;

  if (fovea_trainer_load_state (trainer, fuzz_file (data, size), &notes, NULL))
    fovea_trainer_step (trainer, NULL, NULL, NULL, NULL);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  g_autoptr (FoveaTrainer) trainer = make_trainer ();
  g_autofree char *path = fuzz_new_path ();

  for (int step = 0; step < 2; step++)
    {
      g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, NULL));
      g_assert_true (fovea_trainer_save_state (trainer, path, "{\"data\": \"mnist\"}", NULL));
      g_ptr_array_add (seeds, fuzz_take_file (path));
    }
}
