/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/race.h"

G_BEGIN_DECLS

/**
 * FoveaExperiment:
 * @name: in actions and tests
 * @title: what is tried; translated with _()
 * @watch: what to watch for, and what comes out; translated with _()
 * @data: what to train on, as fovea_dataset_open() takes it
 * @runners: one run, or two to four of a race: name, net, options as fovea_training_options_parse() takes them; ends
 *   with one without a net
 *
 * A set-up of at most two minutes from which one learns something about training.
 */
typedef struct
{
  const char *name, *title, *watch, *data;
  struct
  {
    const char *name, *net, *options;
  } runners[FOVEA_RACE_MOST + 1];
} FoveaExperiment;

const FoveaExperiment *fovea_experiments_get (guint *n);
const FoveaExperiment *fovea_experiments_find (const char *name);
GPtrArray *fovea_experiment_make_runners (const FoveaExperiment *self);

G_END_DECLS
