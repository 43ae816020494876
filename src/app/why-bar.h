/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/reasons.h"
#include "lesson/saliency.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaWhyBar:
 *
 * The controls of a question why a net says what it says: the method, the class, the patch, the filter, the seed, and
 * which net is asked. Emits `changed` when the question is another, `net-chosen` when somebody has chosen a net, and
 * `numbers-chosen` when a gradient is to be shown in another way. Its buttons activate the actions why.next,
 * why.previous, why.run and why.start-over.
 */
#define FOVEA_TYPE_WHY_BAR (fovea_why_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoveaWhyBar, fovea_why_bar, FOVEA, WHY_BAR, AdwBin)

void fovea_why_bar_set_net (FoveaWhyBar *self, const FoveaNet *net);
void fovea_why_bar_set_nets (FoveaWhyBar *self, const char *const *names, guint chosen);
void fovea_why_bar_choose_net (FoveaWhyBar *self, guint net);
guint fovea_why_bar_get_net (FoveaWhyBar *self);
FoveaWhy fovea_why_bar_get_why (FoveaWhyBar *self);
FoveaSaliencyKind fovea_why_bar_get_numbers (FoveaWhyBar *self);
void fovea_why_bar_pick_class (FoveaWhyBar *self, int class_number);
void fovea_why_bar_set_climbing (FoveaWhyBar *self, gboolean climbing);
gboolean fovea_why_bar_key_pressed (FoveaWhyBar *self, guint key, GdkModifierType state);

G_END_DECLS
