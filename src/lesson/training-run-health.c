/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a run is doing: norms and dead ReLUs, measured so seldom that it costs no more than a fiftieth of the time, and at
 * most ten times a second; and, where the net learns nothing, why that may be and what would help. */

#include "config.h"

#include "lesson/training-run.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  SHARE = 50,              /* times as long as measuring took passes until the next time */
  INTERVAL = 100000,       /* µs, at least */
  STUCK_BATCHES = 100,     /* mini-batches whose mean tells that nothing is learned */
  STUCK_LEAST = 200        /* and not before so many */
};

static const double STUCK = 0.01; /* of ln (classes) that the loss may lie beside it */
static const double FALLING = 0.8; /* of the loss of the mini-batches before: what is below that is learning */

static gboolean
has_only_dead (const GArray *points, int *row)
{
  for (guint i = 0; i < points->len; i++)
    {
      const FoveaHealthPoint *point = &g_array_index (points, FoveaHealthPoint, i);

      *row = point->row;
      if (point->dead >= 1)
        return TRUE;
    }
  return FALSE;
}

/* Of the last mini-batches but @skip. */
static double
get_mean_loss (const GArray *curve, guint skip)
{
  double loss = 0;

  for (guint i = curve->len - skip - STUCK_BATCHES; i < curve->len - skip; i++)
    loss += g_array_index (curve, FoveaCurvePoint, i).loss / STUCK_BATCHES;
  return loss;
}

/* Of a single class there is nothing to guess. */
static gboolean
can_tell (const FoveaTrainingRun *self)
{
  return self->training->classes > 1 && fovea_trainer_get_step (self->trainer) >= STUCK_LEAST
         && self->training_curve->len >= STUCK_LEAST;
}

/* Whether the last mini-batches were no better than guessing. */
static gboolean
is_stuck (const FoveaTrainingRun *self, double *loss)
{
  double chance = log (self->training->classes);

  *loss = get_mean_loss (self->training_curve, 0);
  return fabs (*loss - chance) < STUCK * chance;
}

/* Whether they were worse, and not much better than those before them. */
static gboolean
is_thrown_about (const FoveaTrainingRun *self, double *loss)
{
  double chance = log (self->training->classes);

  *loss = get_mean_loss (self->training_curve, 0);
  return *loss >= (1 + STUCK) * chance && *loss > FALLING * get_mean_loss (self->training_curve, STUCK_BATCHES);
}

/* Returns: (transfer full) (nullable) */
static char *
advise (const FoveaTrainingRun *self, const GArray *points)
{
  int classes = self->training->classes, row;
  double loss;

  if (!can_tell (self))
    return NULL;
  if (is_stuck (self, &loss) && self->options.zero)
    return g_strdup_printf (_("The loss stays at %.2f, that of guessing among %d classes: all weights began at 0, so "
                              "all units of a layer get the same gradient, and behind a ReLU none. Start over with "
                              "random weights."), loss, classes);
  if (has_only_dead (points, &row) && is_stuck (self, &loss))
    return g_strdup_printf (_("Every ReLU of row %d gives 0 for every image asked, so nothing gets through to learn "
                              "from, and the loss stays at that of guessing, %.2f. One large step can do that: start "
                              "over with a tenth of the learning rate, or with a warm-up."), row, loss);
  if (is_stuck (self, &loss))
    return g_strdup_printf (_("The loss stays at %.2f, that of guessing among %d classes. Perhaps the rate is too "
                              "small, or so large that the weights were thrown off: start over with ten times or a "
                              "tenth of it, or let the rate finder look. Labels at random cannot be learned "
                              "quickly at any rate."), loss, classes);
  if (is_thrown_about (self, &loss))
    return g_strdup_printf (_("The loss stays at %.2f, worse than that of guessing among %d classes, %.2f: every step "
                              "throws the weights farther than it should. Start over with a tenth of the learning "
                              "rate, or let the rate finder look."), loss, classes, log (classes));
  return NULL;
}

/* Before a step: whether that one is to be measured. The first that can tell a net which learns nothing always is, for
 * a short run may be over before it is time again. */
void
fovea_training_run_check_health (FoveaTrainingRun *self)
{
  gboolean telling = fovea_trainer_get_step (self->trainer) + 1 == STUCK_LEAST;

  if (!telling && g_get_monotonic_time () < self->health_due)
    return;
  fovea_trainer_measure (self->trainer);
  self->measuring = TRUE;
}

/* After a step, if it was. */
void
fovea_training_run_measure_health (FoveaTrainingRun *self, double epoch)
{
  g_autoptr (GArray) points = fovea_health_new ();
  gint64 start = g_get_monotonic_time (), took;

  if (!self->measuring)
    return;
  self->measuring = FALSE;
  fovea_health_add_norms (points, epoch, fovea_trainer_get_norms (self->trainer));
  fovea_health_add_dead (points, epoch, self->net, self->validation);
  fovea_health_append (self->health, points);
  g_array_append_vals (self->health_points, points->data, points->len);
  g_free (self->advice);
  self->advice = advise (self, points);
  took = g_get_monotonic_time () - start;
  self->health_due = start + took + MAX (SHARE * took, INTERVAL);
}
