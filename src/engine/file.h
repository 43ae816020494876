/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

GBytes *fovea_file_bytes (const char *path, GError **error);
gboolean fovea_file_check_writable (const char *path, GError **error);
gboolean fovea_file_write (const char *path, gconstpointer data, gsize size, GError **error);

/* Some of a file's bytes, wherever they lie. */
typedef struct
{
  gconstpointer data;
  gsize size; /* bytes */
} FoveaFilePart;

gboolean fovea_file_write_parts (const char *path, const FoveaFilePart *parts, gsize n, GError **error);

/* Files that are written together: under their names there are all of them, or what was there before. */
typedef struct _FoveaFileSet FoveaFileSet;

FoveaFileSet *fovea_file_set_new (void);
void fovea_file_set_free (FoveaFileSet *self);
gboolean fovea_file_set_add (FoveaFileSet *self, const char *path, gconstpointer data, gsize size, GError **error);
gboolean fovea_file_set_finish (FoveaFileSet *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaFileSet, fovea_file_set_free)

G_END_DECLS
