/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/file.h"
#include "engine/tensor.h"

G_BEGIN_DECLS

/* NumPy's .npy files, float32 in C order, of one to four dimensions. A vector of n becomes 1×n×1×1, a matrix R×C
 * becomes 1×1×R×C, three dimensions 1×C×H×W. NaN and infinities are refused. Written whole or not at all. */
FoveaTensor *fovea_npy_load (const char *path, GError **error);
gboolean fovea_npy_add (const FoveaTensor *tensor, int dimensions, FoveaFileSet *files, const char *path, GError **error);
gboolean fovea_npy_save (const FoveaTensor *tensor, int dimensions, const char *path, GError **error);

G_END_DECLS
