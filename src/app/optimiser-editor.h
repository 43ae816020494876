/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "engine/trainer.h"

G_BEGIN_DECLS

/**
 * FoveaOptimiserEditor:
 *
 * How a net is trained, as rows: method, rates, batch, epochs, seed, augmentation. Signal `changed`: somebody changed one of them.
 */
#define FOVEA_TYPE_OPTIMISER_EDITOR (fovea_optimiser_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoveaOptimiserEditor, fovea_optimiser_editor, FOVEA, OPTIMISER_EDITOR, AdwPreferencesGroup)

FoveaTrainingOptions fovea_optimiser_editor_get_options (FoveaOptimiserEditor *self);
void fovea_optimiser_editor_set_net (FoveaOptimiserEditor *self, const FoveaNetSpec *spec);
void fovea_optimiser_editor_set_options (FoveaOptimiserEditor *self, const FoveaTrainingOptions *options);

G_END_DECLS
