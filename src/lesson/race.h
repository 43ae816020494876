/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/dataset.h"
#include "lesson/training-session.h"

G_BEGIN_DECLS

enum
{
  FOVEA_RACE_LEAST = 2,
  FOVEA_RACE_MOST = 4
};

/**
 * FoveaRace:
 *
 * Two to four runs on the same images, side by side: each has as many threads as the others, and so the same share of
 * the processor. They learn at their own pace, and end each by itself. Begins paused.
 *
 * Signal `changed`: one of them has reported, or all were told something.
 */
#define FOVEA_TYPE_RACE (fovea_race_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRace, fovea_race, FOVEA, RACE, GObject)

/**
 * FoveaRunner:
 * @name: what tells it from the others, translated
 * @net: the text of its net
 *
 * What one of them is to do.
 */
typedef struct
{
  char *name, *net;
  FoveaTrainingOptions options;
} FoveaRunner;

char *fovea_runner_name (const FoveaTrainingOptions *options);
FoveaRunner *fovea_runner_new (const char *name, const char *net, const FoveaTrainingOptions *options);
FoveaRunner *fovea_runner_new_continued (const FoveaCheckpoint *checkpoint);
void fovea_runner_free (FoveaRunner *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaRunner, fovea_runner_free)

FoveaRace *fovea_race_new (FoveaDataset *dataset, GPtrArray *runners, GError **error);
FoveaRace *fovea_race_new_continued (FoveaDataset *dataset, GPtrArray *checkpoints);
gboolean fovea_race_keep (FoveaRace *self, const char *folder, const char *data, guint64 seed, double seconds,
                           GError **error);
void fovea_race_run (FoveaRace *self);
void fovea_race_pause (FoveaRace *self);
void fovea_race_stop (FoveaRace *self);
gboolean fovea_race_get_wants_to_run (FoveaRace *self);
gboolean fovea_race_has_begun (FoveaRace *self);
gboolean fovea_race_is_over (FoveaRace *self);
int fovea_race_get_n (FoveaRace *self);
const char *fovea_race_get_name (FoveaRace *self, int i);
FoveaTrainingSession *fovea_race_get_session (FoveaRace *self, int i);

G_END_DECLS
