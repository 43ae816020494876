/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What becomes of all numbers under a window: their sum, or the largest of them. */
typedef enum
{
  FOVEA_SLIDE_SUM,
  FOVEA_SLIDE_LARGEST
} FoveaSlideKind;

/**
 * fovea_slide_window:
 * @values: @n numbers, overwritten
 * @step: numbers from one under the window to the next: 1 along a row, the row's length down a column
 * @extent: numbers under a window
 *
 * Slides a window along @values.
 *
 * Returns: (transfer full): the sum or the largest of values i, i + step, … i + (extent − 1)·step for each i; of those
 *   that there are, near the end
 */
double *fovea_slide_window (double *values, gsize n, gsize step, int extent, FoveaSlideKind kind);

G_END_DECLS
