/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/training-view.h"

G_BEGIN_DECLS

/**
 * FoveaTrainingViewEntry:
 * @name: of the view in the stack
 * @title: what the switcher says; translated with _()
 * @get_type: of a FoveaTrainingView
 */
typedef struct
{
  const char *name, *title;
  GType (*get_type) (void);
} FoveaTrainingViewEntry;

const FoveaTrainingViewEntry *fovea_training_views_get (guint *n);

G_END_DECLS
