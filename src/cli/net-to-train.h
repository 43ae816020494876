/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/dataset.h"
#include "engine/training-options.h"

G_BEGIN_DECLS

FoveaNet *fovea_net_to_train (const char *text, const FoveaTrainingOptions *training, const FoveaDataset *data, gboolean json,
                              GError **error);

G_END_DECLS
