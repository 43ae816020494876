/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/scene-view.h"

G_BEGIN_DECLS

/**
 * FoveaCellEditor:
 *
 * A bar, shown while one types over the numbers of a lesson, and what the keyboard and the pointer do in its scene then:
 * a cursor goes from number to number, digits type over it, a drag paints with the number that it begins at or with the
 * brush, whole slices are filled, and numbers come from and go to the clipboard.
 *
 * Properties: `active` (boolean): whether one does.
 */
#define FOVEA_TYPE_CELL_EDITOR (fovea_cell_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCellEditor, fovea_cell_editor, FOVEA, CELL_EDITOR, AdwBin)

/* The scene whose numbers are edited; once. */
void fovea_cell_editor_set_view (FoveaCellEditor *self, FoveaSceneView *view);
gboolean fovea_cell_editor_get_active (FoveaCellEditor *self);
void fovea_cell_editor_set_active (FoveaCellEditor *self, gboolean active);
/* The number that the cursor is at, while one edits. */
FoveaCell fovea_cell_editor_get_cell (FoveaCellEditor *self);
/* The slice with the cursor, the input's first while there is none, to and from the clipboard. */
void fovea_cell_editor_copy (FoveaCellEditor *self);
void fovea_cell_editor_paste (FoveaCellEditor *self);

G_END_DECLS
