/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run looks like from outside: how far it is, and what the net as it is now makes of some images. */

#include "lesson/training-run.h"

#include "lesson/probe.h"

#include <math.h>

enum
{
  PREDICTIONS = 48, /* images whose predictions every report carries; the same for mistakes */
  SHARE = 60        /* times as long as asking took passes until the next time, while it trains */
};

/* Seconds over which the speed is smoothed. */
static const double SPEED_SECONDS = 1;

/* Nobody reads a dozen labels ten times a second: with a large net the same answers go into several reports. One of a run
 * that rests has those of its own weights. */
static void
ask (FoveaTrainingRun *self)
{
  gint64 start = g_get_monotonic_time ();

  if (self->asked && self->state == FOVEA_TRAINING_RUNNING && start < self->ask_due)
    return;
  g_clear_pointer (&self->asked, g_array_unref);
  self->asked = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  fovea_validation_ask (self->validation, self->net, PREDICTIONS, self->options.threads, self->asked);
  self->ask_due = start + (SHARE + 1) * (g_get_monotonic_time () - start);
}

static void
report_net (FoveaTrainingRun *self, FoveaTrainingReport *report)
{
  const FoveaExamples *examples = fovea_validation_get_examples (self->validation);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (self->net, fovea_examples_image (examples, self->shown));
  int conv = fovea_net_spec_first_conv (self->spec);

  report->net = fovea_still_new (self->net);
  if (conv >= 0)
    report->filters = fovea_net_get_parameter (self->net, conv, FOVEA_WEIGHT);
  report->n_maps = self->spec->n_layers;
  report->maps = g_new0 (FoveaTensor *, report->n_maps);
  fovea_net_activations (self->net, image, report->maps);
  report->scores = fovea_net_infer (self->net, image);
  ask (self);
  g_array_unref (report->predictions);
  report->predictions = g_array_ref (self->asked);
}

static void
report_progress (FoveaTrainingRun *self, FoveaTrainingReport *report)
{
  double seconds = self->busy / 1e6, weight = 1 - exp (-seconds / SPEED_SECONDS);

  report->options = fovea_trainer_get_options (self->trainer);
  report->rate = fovea_trainer_get_rate (self->trainer);
  report->step = fovea_trainer_get_step (self->trainer);
  report->steps_per_epoch = fovea_trainer_get_steps_per_epoch (self->trainer);
  report->steps = (gint64) report->steps_per_epoch * report->options.epochs;

  if (self->trained_images > 0)
    {
      double speed = self->trained_images / MAX (seconds, 1e-6);

      self->speed = self->speed > 0 ? self->speed + weight * (speed - self->speed) : speed;
      self->trained_images = self->busy = 0;
    }
  report->images_per_s = self->speed;
  if (self->speed > 0)
    report->seconds_left = MAX (report->steps - report->step, 0) * (double) report->options.batch / self->speed;
}

static void
hand_over (GArray *from, GArray *to)
{
  if (from->len > 0)
    g_array_append_vals (to, from->data, from->len);
}

/* What the run looks like now. The thread that asks gets what the curves have gained since it asked before. */
FoveaTrainingReport *
fovea_training_run_report (FoveaTrainingRun *self)
{
  FoveaTrainingReport *report = fovea_training_report_new ();

  report->state = self->state;
  report->image = self->shown;
  report->message = g_strdup (self->message);
  report->warning = g_strdup (self->warning);
  fovea_validation_get_result (self->validation, &report->checked, &report->wrong, report->mistakes, PREDICTIONS);
  report->answers = fovea_validation_ref_answers (self->validation);
  hand_over (self->training_points, report->training);
  hand_over (self->validation_points, report->validation);
  hand_over (self->health_points, report->health);
  report->advice = g_strdup (self->advice);
  g_array_set_size (self->health_points, 0);
  g_array_set_size (self->training_points, 0);
  g_array_set_size (self->validation_points, 0);
  report->options = self->options;
  report->rest_reason = g_strdup (self->rest_reason);
  report->can_revive = self->can_revive;
  report->rewound = self->rewound;
  self->rewound = G_MAXDOUBLE;
  if (self->trainer)
    report_progress (self, report);
  if (self->net)
    report_net (self, report);

  self->dirty = self->urgent = FALSE;
  return report;
}
