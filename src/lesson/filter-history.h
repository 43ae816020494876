/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/safetensors.h"
#include "lesson/lesson.h"
#include "lesson/still.h"

G_BEGIN_DECLS

/**
 * FoveaFilterHistory:
 *
 * The filters of every convolution of a net, as they were in the course of a run: from the first moment to now, evenly
 * spread, in bounded memory. Its positions are these moments, the last of which is always now; whoever stands there
 * stays there.
 */
#define FOVEA_TYPE_FILTER_HISTORY (fovea_filter_history_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFilterHistory, fovea_filter_history, FOVEA, FILTER_HISTORY, FoveaLesson)

enum
{
  FOVEA_FILTER_HISTORY_BYTES = 16 << 20 /* of weights, at most, in one that is kept on the disk */
};

FoveaFilterHistory *fovea_filter_history_new (FoveaNetSpec *spec);
FoveaFilterHistory *fovea_filter_history_new_kept (FoveaNetSpec *spec);
FoveaFilterHistory *fovea_filter_history_read (const FoveaSafetensors *file, FoveaNetSpec *spec, gint64 n,
                                               GError **error);
FoveaFilterHistory *fovea_filter_history_copy (FoveaFilterHistory *self);
void fovea_filter_history_add (FoveaFilterHistory *self, const FoveaNet *net, gint64 step, int steps_per_epoch);
void fovea_filter_history_add_all (FoveaFilterHistory *self, FoveaFilterHistory *other);
gboolean fovea_filter_history_add_if_due (FoveaFilterHistory *self, const FoveaNet *net, gint64 step,
                                          int steps_per_epoch);
void fovea_filter_history_write (FoveaFilterHistory *self, FoveaSafetensors *file);

FoveaNetSpec *fovea_filter_history_get_spec (FoveaFilterHistory *self);
const int *fovea_filter_history_get_rows (FoveaFilterHistory *self, guint *n);
FoveaTensor *fovea_filter_history_get_filters (FoveaFilterHistory *self, int position, int row);
const float *fovea_filter_history_get_limits (FoveaFilterHistory *self, int position, int row);
gint64 fovea_filter_history_get_step (FoveaFilterHistory *self, int position);
gboolean fovea_filter_history_is_now (FoveaFilterHistory *self);

G_END_DECLS
