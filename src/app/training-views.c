/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The views of the Training page, in the order of its switcher. A new view is a row here, and nothing else. */

#include "config.h"

#include "app/training-views.h"

#include "app/answers-view.h"
#include "app/curves-view.h"
#include "app/data-view.h"
#include "app/draw-view.h"
#include "app/filters-view.h"
#include "app/maps-view.h"
#include "app/overview.h"
#include "app/race-view.h"
#include "app/runs-view.h"
#include "app/why-view.h"

#include <glib/gi18n-lib.h>

static const FoveaTrainingViewEntry entries[] = {
  { "overview", N_ ("Overview"), fovea_overview_get_type },
  { "curves", N_ ("Curves"), fovea_curves_view_get_type },
  { "filters", N_ ("Filters"), fovea_filters_view_get_type },
  { "maps", N_ ("Activations"), fovea_maps_view_get_type },
  { "why", N_ ("Why"), fovea_why_view_get_type },
  { "answers", N_ ("Answers"), fovea_answers_view_get_type },
  { "draw", N_ ("Draw"), fovea_draw_view_get_type },
  { "data", N_ ("Data"), fovea_data_view_get_type },
  { "race", N_ ("Race"), fovea_race_view_get_type },
  { "runs", N_ ("Runs"), fovea_runs_view_get_type },
};

/* (array length=n) */
const FoveaTrainingViewEntry *
fovea_training_views_get (guint *n)
{
  *n = G_N_ELEMENTS (entries);
  return entries;
}
