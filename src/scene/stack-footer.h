/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"
#include "scene/footer.h"

G_BEGIN_DECLS

/* Places what would make @layer of a stack fit, and the conventions, from @y on, or only measures it. @footer: its
 * room; the rest is the lesson's. Returns: its height, 0 where all is well */
double fovea_stack_footer_place (FoveaStack *lesson, int layer, FoveaFooter footer, double y, gboolean measure);
/* What a click on a chip of it does. */
void fovea_stack_footer_act (FoveaStack *lesson, int layer, FoveaAction action);

G_END_DECLS
