/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run on the disk: one that can be gone on with can also take its next step. */

#include "fuzz.h"
#include "lesson/checkpoint.h"

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

/* Restores the run, if it is the trainer's. */
static gboolean
go_on (const FoveaCheckpoint *run)
{
  g_autoptr (FoveaTrainer) trainer = make_trainer ();

  return fovea_checkpoint_restore (run, trainer, NULL) && fovea_trainer_step (trainer, NULL, NULL, NULL, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const char *path = fuzz_file (data, size);
  FoveaCheckpoint *run = fovea_checkpoint_load (path, NULL), *peeked = fovea_checkpoint_peek (path, NULL);
  FoveaNet *net = run ? fovea_checkpoint_make_net (run, NULL) : NULL;

  if (net)
    fovea_net_free (net);
  if (run)
    {
      go_on (run);
      fovea_checkpoint_free (run);
    }
  if (peeked)
    fovea_checkpoint_free (peeked);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  g_autoptr (FoveaTrainer) trainer = make_trainer ();
  g_autoptr (GArray) curve = fovea_curve_new ();
  g_autofree char *path = fuzz_new_path ();
  g_autoptr (FoveaFilterHistory) history
    = fovea_filter_history_new_kept (fovea_net_get_spec (fovea_trainer_get_net (trainer)));
  FoveaRunNotes notes = { .data = "mnist", .loss = 1.5, .images = 4, .seconds = 2, .training = curve, .validation = curve,
                          .history = history, .race = "a", .name = "b" };

  for (int step = 0; step < 3; step++)
    {
      g_autoptr (FoveaCheckpoint) run = NULL;
      FoveaCurvePoint point = { step, 0.5f, 0.25f };

      g_assert_true (fovea_trainer_step (trainer, NULL, NULL, NULL, NULL));
      fovea_filter_history_add_if_due (history, fovea_trainer_get_net (trainer), step, 2);
      g_assert_true (fovea_checkpoint_save (path, trainer, &notes, NULL));
      run = fovea_checkpoint_load (path, NULL);
      g_assert_true (run && go_on (run));
      g_ptr_array_add (seeds, fuzz_take_file (path));
      g_array_append_val (curve, point);
    }
}
