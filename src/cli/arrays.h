/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "engine/window.h"

G_BEGIN_DECLS

/* One NumPy file that a command writes. */
typedef struct
{
  const char *name, *path; /* as JSON calls it; where to, or NULL for nowhere */
  const FoveaTensor *tensor;
  int dimensions;
} FoveaWrittenArray;

gboolean fovea_check_size (const FoveaTensor *x, const FoveaWindow *window, int depth, GError **error);
void fovea_print_window_misfit (const FoveaTensor *x, const FoveaWindow *window);
gboolean fovea_write_arrays (const FoveaWrittenArray *arrays, guint n_arrays, gboolean json, GError **error);

extern const char *const fovea_round_choices[];

G_END_DECLS
