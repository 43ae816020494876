/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of the lesson, a state each: a copy is small, since a lesson keeps only its settings and the numbers that were
 * typed in; what follows from them is computed anew. `present` is the lesson at the last note, but for its position,
 * which may have moved since. */

#include "config.h"

#include "lesson/history.h"

struct _FoveaHistory
{
  GObject parent_instance;

  FoveaLesson *lesson, *present;
  guint revision; /* of the lesson when @present was copied */
  GQueue past, future; /* of FoveaLesson, the nearest at the head */
};

G_DEFINE_FINAL_TYPE (FoveaHistory, fovea_history, G_TYPE_OBJECT)

static guint changed_signal;

static void
clear_queue (GQueue *queue)
{
  g_queue_clear_full (queue, g_object_unref);
}

static void
fovea_history_finalize (GObject *object)
{
  FoveaHistory *self = FOVEA_HISTORY (object);

  clear_queue (&self->past);
  clear_queue (&self->future);
  g_clear_object (&self->present);
  g_clear_object (&self->lesson);

  G_OBJECT_CLASS (fovea_history_parent_class)->finalize (object);
}

static void
fovea_history_class_init (FoveaHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fovea_history_finalize;
  changed_signal = g_signal_new ("changed", FOVEA_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_history_init (FoveaHistory *self)
{
}

/* The lesson is @present from now on. @present: (transfer full) */
static void
set_present (FoveaHistory *self, FoveaLesson *present)
{
  self->present = present;
  self->revision = fovea_lesson_get_revision (self->lesson);
  g_signal_emit (self, changed_signal, 0);
}

FoveaHistory *
fovea_history_new (FoveaLesson *lesson)
{
  FoveaHistory *self = g_object_new (FOVEA_TYPE_HISTORY, NULL);

  self->lesson = g_object_ref (lesson);
  set_present (self, fovea_lesson_copy (lesson));
  return self;
}

void
fovea_history_note (FoveaHistory *self)
{
  g_return_if_fail (FOVEA_IS_HISTORY (self));

  if (fovea_lesson_get_revision (self->lesson) == self->revision)
    return;
  clear_queue (&self->future);
  g_queue_push_head (&self->past, g_steal_pointer (&self->present));
  if (self->past.length > FOVEA_HISTORY_LENGTH)
    g_object_unref (g_queue_pop_tail (&self->past));
  set_present (self, fovea_lesson_copy (self->lesson));
}

gboolean
fovea_history_can_undo (FoveaHistory *self)
{
  return self->past.length > 0 || fovea_lesson_get_revision (self->lesson) != self->revision;
}

gboolean
fovea_history_can_redo (FoveaHistory *self)
{
  return self->future.length > 0 && fovea_lesson_get_revision (self->lesson) == self->revision;
}

/* Goes to the nearest state of @there, and keeps the present one in @here. */
static void
travel (FoveaHistory *self, GQueue *there, GQueue *here)
{
  FoveaLesson *state = g_queue_pop_head (there);

  g_queue_push_head (here, g_steal_pointer (&self->present));
  fovea_lesson_assign (self->lesson, state);
  set_present (self, state);
}

void
fovea_history_undo (FoveaHistory *self)
{
  g_return_if_fail (FOVEA_IS_HISTORY (self));

  fovea_history_note (self);
  if (self->past.length > 0)
    travel (self, &self->past, &self->future);
}

void
fovea_history_redo (FoveaHistory *self)
{
  g_return_if_fail (FOVEA_IS_HISTORY (self));

  fovea_history_note (self);
  if (self->future.length > 0)
    travel (self, &self->future, &self->past);
}
