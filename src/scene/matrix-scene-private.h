/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to matrix-scene.c (painting, pointer, words) and matrix-layout.c (values, sizes, places). */

#include "scene/fold.h"
#include "scene/matrix-scene.h"
#include "scene/view-scene.h"

G_BEGIN_DECLS

enum
{
  ACTION_INNER = FOVEA_FOOTER_N_ACTIONS /* value: the first product to show */
};

struct _FoveaMatrixScene
{
  FoveaViewScene parent_instance;

  double cell;
  FoveaFold inner, places, filters; /* F·F·D; columns of X; rows of W */
  int first_inner;                  /* asked for */
};

int fovea_matrix_scene_get_row (FoveaMatrixScene *self);
FoveaPlace fovea_matrix_scene_get_place (const FoveaViewFrame *frame, int filter, int column);
int fovea_matrix_scene_get_filter (FoveaMatrixScene *self, int row);
char *fovea_matrix_scene_say_matrix (const char *letter, gint64 rows, gint64 columns);
void fovea_matrix_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame);

G_END_DECLS
