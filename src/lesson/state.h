/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/lesson.h"

G_BEGIN_DECLS

/* A lesson's state as texts "key=value", as steps of a lesson file and `render --set` hold it. Keys are the lesson's
 * properties; beside them
 *
 *   values=1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4     the numbers of the input instead of a preset's name: numbers apart by
 *                                                 spaces, rows by semicolons, slices by slashes
 *   values-at=2 6 6 -7.5; 9 1 3 4                 few numbers of a large input, others than its preset's: slice, row and
 *                                                 column, from 1, and the number itself
 *   weights-2=0 1; 1 0                            those of the second filter, or the name of a preset for it alone
 *   biases=1 0                                    one number a filter
 *   target=0 1; 1 0                               those of the target map instead of a preset's name
 *   gradient=1 0; 0 2                             those of the output's gradient, backward, instead of a source's name
 *   net=lenet-5-mnist                             the filters that a net has learned: one of the program, or a path
 *   picture=raccoon.png                           the input is a picture: of the program, or a path */

void fovea_lesson_reset (FoveaLesson *self);
gboolean fovea_lesson_set_key (FoveaLesson *self, const char *key, const char *value, GError **error);
gboolean fovea_lesson_set_state (FoveaLesson *self, const char *const *state, GError **error);
char **fovea_lesson_get_state (FoveaLesson *self);

G_END_DECLS
