/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/page.h"
#include "app/training-view.h"
#include "lesson/training-session.h"

G_BEGIN_DECLS

/**
 * FoveaTrainingPage:
 *
 * Chooses a net and data, trains the one on the other, and shows what becomes of it.
 */
#define FOVEA_TYPE_TRAINING_PAGE (fovea_training_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTrainingPage, fovea_training_page, FOVEA, TRAINING_PAGE, FoveaPage)

/* The run that is shown, or NULL while the data are being read. */
FoveaTrainingSession *fovea_training_page_get_session (FoveaTrainingPage *self);
/* The net as its text stands, or NULL while it cannot be read. */
FoveaNetSpec *fovea_training_page_get_net (FoveaTrainingPage *self);
FoveaTrainingView *fovea_training_page_get_view (FoveaTrainingPage *self);

G_END_DECLS
