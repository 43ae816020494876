/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/augment.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaAugmentRow:
 *
 * What is done to the images each time that they are learned from, as rows of a row that opens. Signal `changed`:
 * somebody changed one of them.
 */
#define FOVEA_TYPE_AUGMENT_ROW (fovea_augment_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaAugmentRow, fovea_augment_row, FOVEA, AUGMENT_ROW, AdwExpanderRow)

FoveaAugmentation fovea_augment_row_get (FoveaAugmentRow *self);
void fovea_augment_row_set (FoveaAugmentRow *self, const FoveaAugmentation *augmentation);

G_END_DECLS
