/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"
#include "engine/examples.h"
#include "engine/net-spec.h"

G_BEGIN_DECLS

enum
{
  FOVEA_DATA_SEED = 1 /* where nobody gives another */
};

/**
 * FoveaDataset:
 * @name: what it is called: "mnist", or its folder's name
 * @source: what fovea_dataset_open() has made it from, a folder by its whole path; its name, where it was made otherwise
 * @train: images to learn from
 * @test: images held back to measure on, of the same size and classes
 * @class_names: what the classes are called, train->classes names and a NULL
 * @seed: by which they were made up or held out; FOVEA_DATA_SEED where nothing was left to chance
 * @resizable: they are pictures that can be opened in any size, grey or in colour
 *
 * Immutable, reference counted, shared by threads.
 */
typedef struct
{
  char *name, *source;
  FoveaExamples *train, *test;
  char **class_names;
  guint64 seed;
  gboolean resizable;
  /*< private >*/
  gatomicrefcount references;
} FoveaDataset;

/**
 * FoveaReading:
 * @done: pictures that have been read; 0 while they are looked for
 * @total: of so many
 * @stopped: nobody waits for them any more
 *
 * How far the reading of many pictures is. One thread reads; another looks at the counts, and may stop it, by
 * g_atomic_int_get() and g_atomic_int_set().
 */
typedef struct
{
  int done, total, stopped;
} FoveaReading;

FoveaDataset *fovea_dataset_open (const char *what, guint64 seed, GError **error);
FoveaDataset *fovea_dataset_open_sized (const char *what, guint64 seed, const FoveaShape *size, GError **error);
FoveaDataset *fovea_dataset_open_watched (const char *what, guint64 seed, const FoveaShape *size,
                                          FoveaReading *reading, GError **error);
FoveaDataset *fovea_dataset_new (const char *name, FoveaExamples *train, FoveaExamples *test, char **class_names);
FoveaDataset *fovea_dataset_assemble (const char *name, FoveaExamples *train, FoveaExamples *test,
                                      char **class_names, guint64 seed, GError **error);
FoveaDataset *fovea_dataset_ref (FoveaDataset *self);
void fovea_dataset_unref (FoveaDataset *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaDataset, fovea_dataset_unref)

G_END_DECLS
