/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers by place, in a hash table: the float's bits are the table's value. */

#include "config.h"

#include "lesson/edits.h"

#include <math.h>

typedef union
{
  float value;
  guint32 bits;
} Bits;

static float
to_float (gpointer pointer)
{
  return ((Bits){ .bits = GPOINTER_TO_UINT (pointer) }).value;
}

FoveaEdits *
fovea_edits_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* @self: (nullable) */
FoveaEdits *
fovea_edits_copy (FoveaEdits *self)
{
  FoveaEdits *copy;
  GHashTableIter iter;
  gpointer key, value;

  if (self == NULL)
    return NULL;
  copy = fovea_edits_new ();
  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_memdup2 (key, sizeof (guint64)), value);
  return copy;
}

gboolean
fovea_edits_find (const FoveaEdits *self, guint64 key, float *value)
{
  gpointer found;

  if (g_hash_table_size ((GHashTable *) self) == 0
      || !g_hash_table_lookup_extended ((GHashTable *) self, &key, NULL, &found))
    return FALSE;
  *value = to_float (found);
  return TRUE;
}

void
fovea_edits_apply (const FoveaEdits *self, guint64 first, int n, float *values)
{
  for (int i = 0; i < n && g_hash_table_size ((GHashTable *) self) > 0; i++)
    fovea_edits_find (self, first + (guint64) i, &values[i]);
}

void
fovea_edits_set (FoveaEdits *self, guint64 key, float value)
{
  g_hash_table_insert (self, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (((Bits){ .value = value }).bits));
}

void
fovea_edits_widen (FoveaEdits *self, guint64 first, guint64 last, float *low, float *high)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (*(guint64 *) key >= first && *(guint64 *) key <= last)
      {
        *low = fminf (*low, to_float (value));
        *high = fmaxf (*high, to_float (value));
      }
}

void
fovea_edits_remove (FoveaEdits *self, guint64 first, guint64 last)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (*(guint64 *) key >= first && *(guint64 *) key <= last)
      g_hash_table_iter_remove (&iter);
}

gboolean
fovea_edits_any (FoveaEdits *self, guint64 first, guint64 last)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (*(guint64 *) key >= first && *(guint64 *) key <= last)
      return TRUE;
  return FALSE;
}

static FoveaEdit
make_edit (guint64 key, float value)
{
  return (FoveaEdit){ (int) (key >> 50), (int) (key >> 40 & 0x3ff), (int) (key >> 20 & 0xfffff), (int) (key & 0xfffff),
                      value };
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const FoveaEdit *one = a, *other = b;
  guint64 key = fovea_edits_key (one->filter, one->slice, one->row, one->column);
  guint64 other_key = fovea_edits_key (other->filter, other->slice, other->row, other->column);

  return key < other_key ? -1 : key > other_key;
}

GArray *
fovea_edits_list (FoveaEdits *self)
{
  GArray *edits = g_array_sized_new (FALSE, FALSE, sizeof (FoveaEdit), g_hash_table_size (self));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      FoveaEdit edit = make_edit (*(guint64 *) key, to_float (value));

      g_array_append_val (edits, edit);
    }
  g_array_sort (edits, compare_places);
  return edits;
}
