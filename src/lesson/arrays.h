/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "lesson/lesson.h"
#include "lesson/training-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoveaArray:
 * @name: "input", "filters", "output", …; not translated, for files
 * @tensor: its numbers
 * @dimensions: how many of the tensor's there are in a file, the last ones
 * @columns: (nullable): static text; what a table's columns are, apart by commas
 *
 * Numbers on their way into a file.
 */
typedef struct
{
  char *name;
  FoveaTensor *tensor;
  int dimensions;
  const char *columns;
} FoveaArray;

/* An empty list of FoveaArray. */
GPtrArray *fovea_arrays_new (void);
void fovea_arrays_add (GPtrArray *arrays, const char *name, FoveaTensor *tensor, int dimensions, const char *columns);

/* All numbers of a lesson: its input, its filters and biases if it has some, and the output at all positions. It may
 * take seconds, during which the lesson stands at its last position. */
GPtrArray *fovea_lesson_list_arrays (FoveaLesson *self, GCancellable *cancellable, GError **error);

/* The curves of a run, epoch, loss and accuracy in each row, and the filters of its first convolution; none before it has
 * begun. */
GPtrArray *fovea_training_session_list_arrays (FoveaTrainingSession *self);

/* One table under the other, each slice below a line that names it; the file is written whole or not at all. */
gboolean fovea_arrays_save_csv (const GPtrArray *arrays, const char *path, GError **error);
/* A file for each: NAME-input.npy, NAME-filters.npy, … beside @path, NAME.npy; all are written or none.
 * Returns: (transfer full): their paths */
char **fovea_arrays_save_npy (const GPtrArray *arrays, const char *path, GError **error);

G_END_DECLS
