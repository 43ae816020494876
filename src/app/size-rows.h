/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/spin-row.h"
#include "lesson/lesson.h"

G_BEGIN_DECLS

/* Lets @width and @height set the lesson's `input-width` and `input-height` apart, once a button above the row @both, which
 * sets them together, is pressed, or they differ. */
void fovea_size_rows_bind (FoveaLesson *lesson, FoveaSpinRow *both, FoveaSpinRow *width, FoveaSpinRow *height);

G_END_DECLS
