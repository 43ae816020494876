/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/dataset.h"

G_BEGIN_DECLS

gboolean fovea_cifar_test (const char *folder);
FoveaDataset *fovea_cifar_open (const char *folder, guint64 seed, GError **error);

G_END_DECLS
