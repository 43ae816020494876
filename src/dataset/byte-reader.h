/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/file.h"

G_BEGIN_DECLS

/**
 * FoveaByteReader:
 *
 * The bytes of a file from front to back; those of a gzip file come out unpacked, on the way. What is asked for is
 * made room for only as it comes, so that a file that promises more than it holds costs no memory.
 */
typedef struct _FoveaByteReader FoveaByteReader;

FoveaByteReader *fovea_byte_reader_new (const char *name, GBytes *bytes);
void fovea_byte_reader_free (FoveaByteReader *self);
GByteArray *fovea_byte_reader_read (FoveaByteReader *self, gsize n, GError **error);
gboolean fovea_byte_reader_check_end (FoveaByteReader *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaByteReader, fovea_byte_reader_free)

G_END_DECLS
