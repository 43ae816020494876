/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody typed in: numbers by their place, few among many that a preset makes. */
typedef GHashTable FoveaEdits;

/* One of them. */
typedef struct
{
  int filter, slice, row, column;
  float value;
} FoveaEdit;

static inline guint64
fovea_edits_key (int filter, int slice, int row, int column)
{
  return (guint64) filter << 50 | (guint64) slice << 40 | (guint64) row << 20 | (guint64) column;
}

FoveaEdits *fovea_edits_new (void);
FoveaEdits *fovea_edits_copy (FoveaEdits *self);
gboolean fovea_edits_find (const FoveaEdits *self, guint64 key, float *value);
/* Puts those of @n keys from @first on into @values that somebody has typed in. */
void fovea_edits_apply (const FoveaEdits *self, guint64 first, int n, float *values);
void fovea_edits_set (FoveaEdits *self, guint64 key, float value);
/* Widens [@low, @high] by the values whose key lies in [@first, @last]. */
void fovea_edits_widen (FoveaEdits *self, guint64 first, guint64 last, float *low, float *high);
void fovea_edits_remove (FoveaEdits *self, guint64 first, guint64 last);
gboolean fovea_edits_any (FoveaEdits *self, guint64 first, guint64 last);
/* (transfer full) (element-type FoveaEdit): all of them, in the order of their keys */
GArray *fovea_edits_list (FoveaEdits *self);

G_END_DECLS
