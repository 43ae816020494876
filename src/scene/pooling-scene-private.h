/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to pooling-scene.c (painting, pointer, words) and pooling-layout.c (what stands where). */

#include "scene/footer.h"
#include "scene/pooling-scene.h"

G_BEGIN_DECLS

enum
{
  GRID_INPUT, /* index: slice */
  GRID_OUTPUT,
  GRID_BACK /* the input's gradient */
};

enum
{
  ACTION_SLICES = FOVEA_FOOTER_N_ACTIONS
};

typedef struct
{
  double cell, out_cell;
  int slices, across; /* shown; side by side */
} FoveaPoolingPlan;

struct _FoveaPoolingScene
{
  FoveaScene parent_instance;

  FoveaPooling *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;
  gboolean stale;
  int position, before, first_slice;

  double unit, margin, top, bottom, label_height, starts_height, sentence_height;
  int columns, rows, over_x, over_y, out_columns, out_rows, depth, n_positions;
  FoveaGeometry x, y;
  FoveaConvention convention;
  FoveaPlace place;
  FoveaPoolingPlan plan;

  gboolean hidden; /* the output is */
  gboolean backward; /* and there is something to go back through */
  FoveaAim hover;
};

/* Lays the scene out anew for a room. Returns: whether it fits */
gboolean fovea_pooling_scene_lay_out (FoveaPoolingScene *self, double width, double height);
/* While a question is open: whether any of @any is kept back, whether the output's size is, and whether the number of this
 * place is what is asked for. */
gboolean fovea_pooling_scene_hides (FoveaPoolingScene *self, FoveaHide any);
gboolean fovea_pooling_scene_hides_size (FoveaPoolingScene *self);
gboolean fovea_pooling_scene_is_asked (FoveaPoolingScene *self, int slice, int row, int column);

G_END_DECLS
