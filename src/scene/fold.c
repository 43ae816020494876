/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages of cells: while one steps, a page stays as it is until the window leaves it. */

#include "config.h"

#include "scene/fold.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

FoveaFold
fovea_fold_at (int total, int most, int here)
{
  int n = CLAMP (most, 1, total);

  return (FoveaFold){ CLAMP (here / n * n, 0, total - n), n, total };
}

int
fovea_fold_next (const FoveaFold *self)
{
  int next = self->first + self->n;

  return next >= self->total ? 0 : next;
}

char *
fovea_fold_say (const FoveaFold *self)
{
  char first[FOVEA_NUMBER_SIZE], last[FOVEA_NUMBER_SIZE], total[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("%s–%s of %s"), fovea_number_count (self->first + 1, first),
                          fovea_number_count (self->first + self->n, last), fovea_number_count (self->total, total));
}
