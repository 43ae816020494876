/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaThreads:
 *
 * A pool of workers that share out the tasks of one job at a time; the caller is worker 0 and works along. Idle
 * workers sleep. Which worker gets which task is left to chance, so a result must not depend on it.
 */
typedef struct _FoveaThreads FoveaThreads;

/* Task @task of a job, run by @worker, which is in [0, fovea_threads_get_n()). */
typedef void (*FoveaTask) (int task, int worker, gpointer data);

FoveaThreads *fovea_threads_new (int n);
void fovea_threads_free (FoveaThreads *self);
int fovea_threads_get_n (const FoveaThreads *self);
void fovea_threads_run (FoveaThreads *self, int tasks, FoveaTask task, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaThreads, fovea_threads_free)

G_END_DECLS
