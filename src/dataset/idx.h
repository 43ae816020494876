/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "engine/examples.h"

G_BEGIN_DECLS

FoveaExamples *fovea_idx_load (const char *images_path, const char *labels_path, int classes, GError **error);
FoveaExamples *fovea_idx_parse (const char *images_name, GBytes *images, const char *labels_name, GBytes *labels,
                                int classes, GError **error);

G_END_DECLS
