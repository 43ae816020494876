/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/spin-row.h"
#include "lesson/lesson.h"

G_BEGIN_DECLS

/**
 * FoveaSizeRows:
 * @name: the lesson's property that sets both sides: "input" has "input-width" and "input-height" beside it
 * @both: the row of both sides; its group gets a button that sets them apart
 * @get_limit: (nullable): how long a side can be along an axis; else what the rows say
 *
 * Rows for the two sides of something that is a square at first.
 */
typedef struct
{
  const char *name;
  FoveaSpinRow *both, *width, *height;
  int (*get_limit) (FoveaLesson *lesson, gboolean vertical);
} FoveaSizeRows;

void fovea_size_rows_bind (const FoveaSizeRows *rows, FoveaLesson *lesson);

G_END_DECLS
