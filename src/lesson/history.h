/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/lesson.h"

G_BEGIN_DECLS

/**
 * FoveaHistory:
 *
 * What a lesson was before each change, as far back as FOVEA_HISTORY_LENGTH changes, to go back there and forth again.
 * Moving along the positions is no change. It does not watch the lesson: somebody says when a change is done, since many
 * small ones (a spin button that is held, a stroke of a brush) are one to a person.
 *
 * Emits `changed` when there is more or less to undo or redo.
 */
#define FOVEA_TYPE_HISTORY (fovea_history_get_type ())
G_DECLARE_FINAL_TYPE (FoveaHistory, fovea_history, FOVEA, HISTORY, GObject)

enum
{
  FOVEA_HISTORY_LENGTH = 100
};

FoveaHistory *fovea_history_new (FoveaLesson *lesson);
/* A change is done: what there was before it can be brought back. Nothing happens if nothing has changed. */
void fovea_history_note (FoveaHistory *self);
gboolean fovea_history_can_undo (FoveaHistory *self);
gboolean fovea_history_can_redo (FoveaHistory *self);
void fovea_history_undo (FoveaHistory *self);
void fovea_history_redo (FoveaHistory *self);

G_END_DECLS
