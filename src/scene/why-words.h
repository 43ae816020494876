/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/reasons.h"
#include "scene/heat.h"

G_BEGIN_DECLS

/* What is said of @reasons, all translated; @place is the chosen one, or −1. */
char *fovea_why_say_title (const FoveaReasons *reasons);
char *fovea_why_say_sentence (const FoveaReasons *reasons, const FoveaHeat *heat, FoveaSaliencyKind kind, int place);
char *fovea_why_say_place (const FoveaReasons *reasons, const FoveaHeat *heat, int place);
char *fovea_why_say_heading (const FoveaReasons *reasons, FoveaSaliencyKind kind, gboolean right);
/* The place where hiding counts most, −1 where it counts nowhere or is not known yet. */
int fovea_why_find_fall (const FoveaReasons *reasons);
/* At the ends of the scale of colours. */
char *fovea_why_say_end (const FoveaReasons *reasons, const FoveaHeat *heat, FoveaSaliencyKind kind,
                         gboolean positive);

G_END_DECLS
