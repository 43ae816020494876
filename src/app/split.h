/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoveaSplit:
 *
 * A content with a side bar that folds where room is short: wide enough, the two stand side by side; narrower than
 * `fold-width` (or than both need) the side bar is put away, and lies over the content when it is called for; or beside
 * it, not narrower than `beside-width`.
 *
 * Properties: `content`, `side` (widgets), `side-position` (GtkPackType), `fold-width`, `beside-width` (points),
 * `show-side`, `folded` (read only).
 */
#define FOVEA_TYPE_SPLIT (fovea_split_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSplit, fovea_split, FOVEA, SPLIT, GtkWidget)

gboolean fovea_split_get_show_side (FoveaSplit *self);
void fovea_split_set_show_side (FoveaSplit *self, gboolean show);
gboolean fovea_split_get_folded (FoveaSplit *self);
gboolean fovea_split_get_over (FoveaSplit *self); /* whether a side bar called for lies, or would lie, over the content */

G_END_DECLS
