/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/rate-finder.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaRateWindow:
 *
 * Tries learning rates on a net of its own, shows the loss of each, and offers one. Signal `chosen` (double): somebody
 * wants to use that rate.
 */
#define FOVEA_TYPE_RATE_WINDOW (fovea_rate_window_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRateWindow, fovea_rate_window, FOVEA, RATE_WINDOW, AdwWindow)

FoveaRateWindow *fovea_rate_window_new (GtkWindow *parent, FoveaNetSpec *spec, FoveaExamples *examples,
                                        const FoveaTrainingOptions *options);

G_END_DECLS
