/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/dataset.h"

G_BEGIN_DECLS

FoveaDataset *fovea_shapes_new (int train, int test, guint64 seed, GError **error);

G_END_DECLS
