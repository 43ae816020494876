/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the engine only: what fuzz.c draws and has the reference kernels compute, and fuzz-checks.c compares with. */

#include "engine/fuzz.h"

#include "engine/tensor.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 seed, stream, draws;
  FoveaWindow window;
  FoveaConv conv;
  int images;
  FoveaFuzzCount *count;
  GError **error;
} FoveaFuzz;

/* One operation: what goes in, and what the reference kernels make of it. Operations use what they need. */
typedef struct
{
  const FoveaTensor *x, *w, *b;
  FoveaTensor *gy, *y, *gx, *gw, *gb;
  FoveaPoolKind kind;
  FoveaSlide slide;
  gboolean relu;
  int halo, out_halo; /* more cells of it than are asked for */
  int split;          /* of the outputs of a fully connected layer */
} FoveaFuzzOperation;

/* Whether a set does that operation as the reference did. */
typedef gboolean (*FoveaFuzzCheck) (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o);

gint64 fovea_fuzz_filter_size (const FoveaFuzz *self);
gboolean fovea_fuzz_check_forward (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o);
gboolean fovea_fuzz_check_forward_pool (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o);
gboolean fovea_fuzz_check_backward (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o);
gboolean fovea_fuzz_check_pool (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o);
gboolean fovea_fuzz_check_fc (const FoveaFuzz *self, const FoveaKernels *set, const FoveaFuzzOperation *o);

G_END_DECLS
