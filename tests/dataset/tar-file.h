/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <string.h>

/* A tar file packed by gzip, with what a test puts into it. */
typedef struct
{
  struct archive *archive;
  guint8 data[1 << 16];
  gsize size;
} TestArchive;

static inline void
test_archive_start (TestArchive *self)
{
  self->archive = archive_write_new ();
  archive_write_add_filter_gzip (self->archive);
  archive_write_set_format_pax_restricted (self->archive);
  g_assert_cmpint (archive_write_open_memory (self->archive, self->data, sizeof self->data, &self->size), ==,
                   ARCHIVE_OK);
}

static inline void
test_archive_add (TestArchive *self, const char *path, int type, const char *contents)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, path);
  archive_entry_set_filetype (entry, type);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, strlen (contents));
  if (type == AE_IFLNK)
    archive_entry_set_symlink (entry, "/etc/passwd");
  g_assert_cmpint (archive_write_header (self->archive, entry), ==, ARCHIVE_OK);
  archive_write_data (self->archive, contents, strlen (contents));
  archive_entry_free (entry);
}

static inline void
test_archive_end (TestArchive *self)
{
  archive_write_free (self->archive);
}
