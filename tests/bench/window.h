/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../app/app-test.h"
#include "frames.h"

G_BEGIN_DECLS

/* What `window` measures, each printing a table: for @seconds at a time. */
void bench_lessons (FoveaMainWindow *window, double seconds);
void bench_training (FoveaMainWindow *window, double seconds);
/* For so many minutes. */
void bench_memory (FoveaMainWindow *window, int minutes);

G_END_DECLS
