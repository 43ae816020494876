/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/checkpoint.h"

G_BEGIN_DECLS

enum
{
  FOVEA_KEEP_SECONDS = 10 /* between two times that a run is written to the disk */
};

/**
 * FoveaRun:
 * @path: its file
 * @run: (nullable): what it says of itself, without weights or curves; NULL where it cannot be read
 * @problem: (nullable): why it cannot be read, translated
 * @modified: when it was written, in seconds since 1970
 * @bytes: how large it is
 * @open: some program, or this one, is at it now
 *
 * One of the runs that a person has made and kept.
 */
typedef struct
{
  char *path;
  FoveaCheckpoint *run;
  char *problem;
  gint64 modified, bytes;
  gboolean open;
} FoveaRun;

void fovea_run_free (FoveaRun *self);
gboolean fovea_run_is_unfinished (const FoveaRun *self);
char *fovea_run_describe (const FoveaRun *self);
char *fovea_run_describe_progress (const FoveaRun *self);
char *fovea_run_title (const FoveaRun *self);

char *fovea_runs_folder (void);
char *fovea_runs_new_path (const char *folder, const char *data, GError **error);
GPtrArray *fovea_runs_list (const char *folder);
GPtrArray *fovea_runs_of_race (const GPtrArray *runs, const char *race);
gboolean fovea_run_delete (const char *path, GError **error);
gboolean fovea_run_restore (const char *path, GError **error);
void fovea_runs_purge (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaRun, fovea_run_free)

G_END_DECLS
