/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"
#include "scene/slab.h"

G_BEGIN_DECLS

/**
 * FoveaStackLayout:
 * @slabs: of FoveaSlab, one for each row, INPUT first; those behind a misfit are empty frames of one cell
 * @captions: of FoveaBox, the room of each row's caption: as wide as it may be, its height unset
 * @true_scale: whether maps are as large beside one another as they are
 * @staggered: captions stand in two lines by turns, since there is no room for one beside the other
 *
 * Where a chain's volumes stand.
 */
typedef struct
{
  GArray *slabs, *captions;
  gboolean true_scale, staggered;
} FoveaStackLayout;

/* Places them in @room, @caption_height of it (twice that, if staggered) below for captions. @blind: all are equally
 * large, since their sizes are asked for. Returns: FALSE if there is no room. */
gboolean fovea_stack_layout_place (FoveaStackLayout *self, FoveaStack *lesson, const FoveaBox *room,
                                   double caption_height, double unit, gboolean blind);
/* Whether the smallest volumes fit beside one another into @width, however much height they need. */
gboolean fovea_stack_layout_is_wide_enough (FoveaStackLayout *self, FoveaStack *lesson, double margin, double width,
                                            double unit, gboolean blind);
void fovea_stack_layout_clear (FoveaStackLayout *self);

G_END_DECLS
