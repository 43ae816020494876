/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoveaRunBar:
 *
 * The bar below a run: start and pause, one step, start over, how far it is, save. Its buttons are actions of whatever
 * it stands in: training.run, training.step, training.start-over, training.save.
 */
#define FOVEA_TYPE_RUN_BAR (fovea_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRunBar, fovea_run_bar, FOVEA, RUN_BAR, GtkBox)

void fovea_run_bar_set_running (FoveaRunBar *self, gboolean running, gboolean begun);
void fovea_run_bar_show (FoveaRunBar *self, const FoveaTrainingReport *report);

G_END_DECLS
