/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lesson/hide.h"
#include "lesson/letters.h"

G_BEGIN_DECLS

/**
 * FoveaLesson:
 *
 * What a page teaches: its settings as GObject properties, what follows from them (computed by the engine at once), and
 * the positions one steps through. Emits `changed` after every change, once, when everything in it agrees again.
 *
 * Properties: `position` (int, from 0), `n-positions` (int, read only) and `letters` (FoveaLetters: what its numbers are
 * called, which is whoever looks at it to choose and no part of its state).
 */
#define FOVEA_TYPE_LESSON (fovea_lesson_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoveaLesson, fovea_lesson, FOVEA, LESSON, GObject)

struct _FoveaLessonClass
{
  GObjectClass parent_class;

  int (*count_positions) (FoveaLesson *self);
  /* One sentence on the position: "row 1, column 2: 1 × 0 + … + bias 1 = 4". Translated. */
  char *(*describe_position) (FoveaLesson *self, int position);
  /* Makes all settings and numbers those of @other, a lesson of the same type; tells nobody and does not move. Without
   * it what fovea_lesson_get_state() has to say is all there is. */
  void (*assign) (FoveaLesson *self, FoveaLesson *other);
  /* Sets a string property, or says why not. For lessons that have any. */
  gboolean (*set_words) (FoveaLesson *self, const char *key, const char *value, GError **error);
};

int fovea_lesson_get_position (FoveaLesson *self);
void fovea_lesson_set_position (FoveaLesson *self, int position);
int fovea_lesson_count_positions (FoveaLesson *self);
/* The last position whose output is there: the present one, unless the property `filled` names a later one. */
int fovea_lesson_get_filled (FoveaLesson *self);
void fovea_lesson_set_filled (FoveaLesson *self, int filled);
/* Goes to @position to have a look: what was filled stays so, until one goes to the first position or beyond. */
void fovea_lesson_look_at (FoveaLesson *self, int position);
char *fovea_lesson_describe_position (FoveaLesson *self, int position);

/* How often settings or numbers have changed; moving along the positions does not count. */
guint fovea_lesson_get_revision (FoveaLesson *self);

/* Another lesson, with the same settings, numbers, position, secrets and letters; later changes of either do not touch the other. */
FoveaLesson *fovea_lesson_copy (FoveaLesson *self);
/* Makes @self what @other is, which is of the same type; what is hidden and the letters stay as they are. */
void fovea_lesson_assign (FoveaLesson *self, FoveaLesson *other);

/* What scenes and panels leave out at present. */
FoveaHide fovea_lesson_get_hidden (FoveaLesson *self);
void fovea_lesson_set_hidden (FoveaLesson *self, FoveaHide hidden);
gboolean fovea_lesson_hides (FoveaLesson *self, FoveaHide any);

/* What its numbers are called wherever they are spoken of. */
FoveaLetters fovea_lesson_get_letters (FoveaLesson *self);
void fovea_lesson_set_letters (FoveaLesson *self, FoveaLetters letters);

/* Sets a property from text, as `render --set key=value` and lesson files do. Numbers out of range are errors here, where
 * spin buttons would clamp. */
gboolean fovea_lesson_set_text (FoveaLesson *self, const char *key, const char *value, GError **error);

/* Between the two, however often it changes, it tells once, at the end. They may be nested. */
void fovea_lesson_hold (FoveaLesson *self);
void fovea_lesson_release (FoveaLesson *self);

/* For subclasses: recompute has happened. Moves to @position, or stays, clamps it and emits `changed`. */
void fovea_lesson_move (FoveaLesson *self, int position);
void fovea_lesson_changed (FoveaLesson *self);

G_END_DECLS
