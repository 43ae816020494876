/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

#include "app/training-page.h"

G_BEGIN_DECLS

/**
 * BenchRun:
 * @name: W1, W2 or W3
 * @net: what the program calls it
 * @data: what it trains on
 *
 * A run on the Training page.
 */
typedef struct
{
  const char *name, *net, *data;
} BenchRun;

enum
{
  BENCH_RUNS = 3
};

extern const BenchRun bench_runs[BENCH_RUNS];

/* Shows it, read and made and not yet begun. */
FoveaTrainingSession *bench_run_open (const BenchRun *self, FoveaMainWindow *window);
FoveaTrainingPage *bench_run_get_page (FoveaMainWindow *window);
FoveaScene *bench_run_get_scene (FoveaMainWindow *window);
void bench_run_activate (FoveaMainWindow *window, const char *action);
void bench_run_show_view (FoveaMainWindow *window, const char *view);
/* Starts or pauses it, and waits until it does. */
void bench_run_set_running (FoveaMainWindow *window, gboolean running);
/* Images a second over the next @seconds, by the clock on the wall. */
double bench_run_measure (FoveaMainWindow *window, double seconds);

G_END_DECLS
