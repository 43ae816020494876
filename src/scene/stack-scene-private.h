/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to stack-scene.c (sizes, painting, pointer) and stack-captions.c (the text around the volumes). */

#include "scene/sheet.h"
#include "scene/stack-layout.h"
#include "scene/stack-scene.h"

G_BEGIN_DECLS

struct _FoveaStackScene
{
  FoveaScene parent_instance;

  FoveaStack *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;
  gboolean stale;

  double unit, margin;
  const FoveaPalette *palette;
  int n_rows, layer, concerned; /* whose window is spoken of: the misfit, or the chosen layer */
  FoveaStackLayout layout;
  int hover_row, hover_y, hover_x; /* row −1: none */
  FoveaPlace place, before;        /* the cell looked from glides from @before to @place … */
  int place_layer;                 /* … of this layer */
};

/* Whether any of @any is hidden, all that tells a size is, there is a cell to look from. */
gboolean fovea_stack_scene_hides (FoveaStackScene *self, FoveaHide any);
gboolean fovea_stack_scene_hides_size (FoveaStackScene *self);
gboolean fovea_stack_scene_looks (FoveaStackScene *self);

/* Places a part, or with @measure only measures it. Returns: of the header where what is below begins; else a height */
double fovea_stack_scene_place_header (FoveaStackScene *self);
double fovea_stack_scene_place_footer (FoveaStackScene *self, double y, gboolean measure);
double fovea_stack_scene_place_below (FoveaStackScene *self, double y, gboolean measure);
double fovea_stack_scene_get_caption_height (FoveaStackScene *self);
FoveaBox fovea_stack_scene_place_caption (FoveaStackScene *self, int row, gboolean measure);

G_END_DECLS
