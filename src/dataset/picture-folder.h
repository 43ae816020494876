/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/dataset.h"

G_BEGIN_DECLS

gboolean fovea_picture_folder_test (const char *path);
FoveaDataset *fovea_picture_folder_open (const char *path, guint64 seed, const FoveaShape *size,
                                         FoveaReading *reading, GError **error);

G_END_DECLS
