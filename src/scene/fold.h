/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaFold:
 * @first: the first that is shown
 * @n: how many are shown
 * @total: how many there are
 *
 * A part of a row of cells that is too long to be drawn.
 */
typedef struct
{
  int first, n, total;
} FoveaFold;

/* @most of @total, the page on which @here stands; the last page is full, too. */
FoveaFold fovea_fold_at (int total, int most, int here);
static inline gboolean
fovea_fold_is_whole (const FoveaFold *self)
{
  return self->n == self->total;
}
static inline gboolean
fovea_fold_shows (const FoveaFold *self, int index)
{
  return index >= self->first && index < self->first + self->n;
}
/* The first of the page after this one; of the first page after the last. */
int fovea_fold_next (const FoveaFold *self);
/* "10–18 of 784", counted from 1 */
char *fovea_fold_say (const FoveaFold *self);

G_END_DECLS
