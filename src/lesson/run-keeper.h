/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

/**
 * FoveaRunKeeper:
 * @path: where the run is kept; NULL where it is not
 * @interval: µs between two times
 * @due: when the next is, a moment of the monotonic clock
 *
 * When a run is written to the disk, and whose file that is: a lock beside the file, which the system takes back when
 * the program ends, however that happens, tells a run that is open from one that was interrupted.
 */
typedef struct
{
  char *path;
  gint64 interval, due;
  int lock;
} FoveaRunKeeper;

gboolean fovea_run_keeper_init (FoveaRunKeeper *self, const char *path, double seconds, GError **error);
void fovea_run_keeper_clear (FoveaRunKeeper *self);
gboolean fovea_run_keeper_is_due (const FoveaRunKeeper *self);
void fovea_run_keeper_wrote (FoveaRunKeeper *self, gint64 started);
gboolean fovea_run_keeper_is_open (const char *path);

G_END_DECLS
