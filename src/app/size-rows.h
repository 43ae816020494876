/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/spin-row.h"
#include "lesson/lesson.h"

G_BEGIN_DECLS

/**
 * FoveaSizeRows:
 * @name: the lesson's property that sets both sides: "input" has "input-width" and "input-height" beside it
 * @both: the row of both sides; its group gets a button that sets them apart
 * @get_limits: (nullable): how long a side can be while the other stays, and how long both; else what the rows say
 *
 * Rows for the two sides of something that is a square at first.
 */
typedef struct
{
  const char *name;
  FoveaSpinRow *both, *width, *height;
  void (*get_limits) (FoveaLesson *lesson, int *width, int *height, int *both);
} FoveaSizeRows;

void fovea_size_rows_bind (const FoveaSizeRows *rows, FoveaLesson *lesson);

G_END_DECLS
