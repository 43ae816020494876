/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/cell-editor.h"

G_BEGIN_DECLS

/* The inside of the cell editor, for the files that it is made of: cell-editor.c (where the cursor is, and the bar),
 * cell-editor-hands.c (keys and the pointer in the scene) and cell-editor-clipboard.c. */

struct _FoveaCellEditor
{
  AdwBin parent_instance;

  GtkLabel *where;
  GtkEntry *value;
  GtkToggleButton *paint;
  GtkSpinButton *seed;

  FoveaSceneView *view; /* not owned: it is beside this in the page */
  gboolean active;
  FoveaCell cell; /* the number that the cursor is at */
  FoveaSite site; /* and where it is drawn */
  float brush;
  gboolean stroke; /* the drag that goes on has painted */
};

/* The lesson whose numbers can be typed over, or NULL. */
FoveaLesson *fovea_cell_editor_get_lesson (FoveaCellEditor *self);
/* Where the cursor is from now on; FALSE if there is no number that could be typed over. */
gboolean fovea_cell_editor_go_to (FoveaCellEditor *self, const FoveaSite *site);
/* To the next number of the grid in a direction; FALSE: there is none. */
gboolean fovea_cell_editor_move (FoveaCellEditor *self, int rows, int columns);
/* To the first number of the next grid, or of the previous one. */
void fovea_cell_editor_turn (FoveaCellEditor *self, int by);

void fovea_cell_editor_set_number (FoveaCellEditor *self, float number);
/* Typing begins, with what there is or with @beginning. */
void fovea_cell_editor_type_over (FoveaCellEditor *self, const char *beginning);
/* What one paints with: the brush's number, else that under the cursor. FALSE: what stands in the entry is no number. */
gboolean fovea_cell_editor_take_brush (FoveaCellEditor *self);
/* Goes to @site and paints it. */
void fovea_cell_editor_paint (FoveaCellEditor *self, const FoveaSite *site);

/* Once: what keys and the pointer do in the scene. */
void fovea_cell_editor_attach_hands (FoveaCellEditor *self);

G_END_DECLS
