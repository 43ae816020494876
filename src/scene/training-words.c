/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The overview of a run, as one says it to somebody who does not see it. */

#include "config.h"

#include "scene/training-words.h"

#include "scene/chart.h"
#include "scene/filter-wall.h"
#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>

static void
describe_progress (FoveaTrainingSession *session, GString *text)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (session);
  const GArray *training = fovea_training_session_get_training_curve (session);
  const GArray *validation = fovea_training_session_get_validation_curve (session);
  FoveaCurvePoint point;
  double epoch = report->steps_per_epoch ? (double) report->step / report->steps_per_epoch : 0;

  g_string_append_printf (text, _("Epoch %.2f of %d."), epoch, report->options.epochs);
  if (fovea_curve_at (training, epoch, 0.05, &point))
    g_string_append_printf (text, _(" Training: loss %.3f, accuracy %.1f %%."), point.loss, point.accuracy * 100);
  if (validation->len > 0)
    {
      point = g_array_index (validation, FoveaCurvePoint, validation->len - 1);
      g_string_append_printf (text, _(" Validation: loss %.3f, accuracy %.1f %%."), point.loss, point.accuracy * 100);
    }
}

static void
describe_predictions (FoveaTrainingSession *session, GString *text)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (session);
  FoveaPredictionWall wall = {
    .examples = fovea_training_session_get_validation (session),
    .class_names = fovea_training_session_get_class_names (session),
    .predictions = report->predictions,
    .selected = -1,
  };
  int wrong = 0;

  for (guint i = 0; i < report->predictions->len; i++)
    {
      const FoveaPrediction *prediction = &g_array_index (report->predictions, FoveaPrediction, i);

      wrong += prediction->said != prediction->label;
      if (prediction->image == report->image)
        {
          g_autofree char *sentence = fovea_prediction_wall_describe (&wall, i);

          g_string_append_printf (text, _(" Shown going through the net: %s"), sentence);
        }
    }
  g_string_append_printf (text, _(" %d of %d validation images in view are wrong."), wrong,
                          (int) report->predictions->len);
}

/**
 * fovea_training_words:
 * @filter: of the first convolution, the one selected
 *
 * How far the run is, the filter, the image that goes through, and how many of those in view are wrong; nothing while the
 * run has not reported yet.
 */
char *
fovea_training_words (FoveaTrainingSession *session, int filter)
{
  FoveaTrainingReport *report = fovea_training_session_get_report (session);
  GString *text = g_string_new (NULL);

  if (report && report->n_maps > 0)
    {
      describe_progress (session, text);
      if (report->filters)
        {
          g_autofree char *words = fovea_filter_wall_describe (&(FoveaFilterWall){ .filters = report->filters }, filter);

          g_string_append_printf (text, _(" %s; Enter steps it over the image."), words);
        }
      describe_predictions (session, text);
    }
  return g_string_free (text, FALSE);
}
