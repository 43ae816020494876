/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said above the views: of all that holds, the one thing most worth saying, and what can be done about it. */

#include "config.h"

#include "app/training-page-private.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

/* Training is done: how good the net is, and where to go with it. */
static void
show_result (FoveaTrainingPage *self, const FoveaTrainingReport *report)
{
  const FoveaNoticeOffer offers[] = { { _ ("_Draw Something"), "training.view::draw" },
                                      { _ ("See Its _Mistakes"), "training.view::answers" } };
  char count[FOVEA_NUMBER_SIZE];
  g_autofree char *sentence = NULL;

  if (report->checked == 0)
    return;
  sentence = g_strdup_printf (_ ("Done: %.1f %% of %s images that it never saw are right. With more epochs it goes on."),
                              100.0 * (report->checked - report->wrong) / report->checked,
                              fovea_number_count (report->checked, count));
  fovea_notice_show (self->notice, sentence, offers);
}

static void
show_offer (FoveaTrainingPage *self)
{
  const FoveaNoticeOffer offers[FOVEA_NOTICE_OFFERS] = { { _ ("_Continue"), "training.continue-last" } };
  g_autofree char *title = fovea_run_title (self->offer), *progress = fovea_run_describe_progress (self->offer);
  const FoveaRunNotes *notes = &self->offer->run->notes;
  g_autofree char *sentence
    = g_strdup_printf (notes->race      ? _ ("A race is not finished. One of its runs: %s, %s.")
                       : notes->running ? _ ("A run was interrupted: %s, %s.")
                                        : _ ("A run is not finished: %s, %s."),
                       title, progress);

  fovea_notice_show (self->notice, sentence, offers);
}

/* @report: of the run that is shown, or NULL while there is none */
void
fovea_training_page_show_notice (FoveaTrainingPage *self, const FoveaTrainingReport *report)
{
  const FoveaNoticeOffer revive[FOVEA_NOTICE_OFFERS] = { { _ ("_Go On More Slowly"), "training.revive" } };

  if (report && report->state == FOVEA_TRAINING_STOPPED)
    fovea_notice_show (self->notice, report->message, report->can_revive ? revive : NULL);
  else if (report && report->warning)
    fovea_notice_show (self->notice, report->warning, NULL);
  else if (report && report->rest_reason)
    fovea_notice_show (self->notice, report->rest_reason, NULL);
  else if (self->watched)
    fovea_notice_show (self->notice, _ (self->watched->watch), NULL);
  else if (report && report->advice)
    fovea_notice_show (self->notice, report->advice, NULL);
  else if (report && report->state == FOVEA_TRAINING_FINISHED)
    show_result (self, report);
  else if (self->offer && !fovea_training_page_has_trained (self))
    show_offer (self);
  else
    fovea_notice_show (self->notice, NULL, NULL);
}
