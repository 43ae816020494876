/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "dataset/dataset.h"
#include "lesson/checkpoint.h"

G_BEGIN_DECLS

/**
 * FoveaDataChooser:
 *
 * Which data to learn from: those that come with the program, or a folder, whose pictures can be brought to another size.
 * They are read beside the main loop, MNIST first. Signal `changed`: other data are there, or are being read, or cannot be.
 */
#define FOVEA_TYPE_DATA_CHOOSER (fovea_data_chooser_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDataChooser, fovea_data_chooser, FOVEA, DATA_CHOOSER, AdwPreferencesGroup)

FoveaDataset *fovea_data_chooser_get_dataset (FoveaDataChooser *self);
const char *fovea_data_chooser_get_message (FoveaDataChooser *self);
gboolean fovea_data_chooser_is_reading (FoveaDataChooser *self);
const char *fovea_data_chooser_get_source (FoveaDataChooser *self);
void fovea_data_chooser_open_source (FoveaDataChooser *self, const char *source, const FoveaShape *size);
gboolean fovea_data_chooser_has (FoveaDataChooser *self, const char *source, const FoveaShape *size);
gboolean fovea_data_chooser_has_data_of (FoveaDataChooser *self, const FoveaCheckpoint *run);
void fovea_data_chooser_open_data_of (FoveaDataChooser *self, const FoveaCheckpoint *run);
void fovea_data_chooser_open_folder (FoveaDataChooser *self, GFile *file);

G_END_DECLS
