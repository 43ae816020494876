/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/lesson.h"
#include "lesson/quiz.h"

G_BEGIN_DECLS

/**
 * FoveaStep:
 * @id: what it is called in its file: "C8"
 * @page: the page it is on: "convolution"
 * @title: a few words, translated
 * @text: one or two sentences, translated
 * @to_try: (nullable): what to try next, translated
 * @confronts: (nullable): the misconception that it sets right, translated
 * @asks: whether something is asked here
 * @exercise: whether it is asked at once, before the page gives the answer away
 * @question: what is asked, if so
 * @state: what it sets on its page, as fovea_lesson_set_state() takes it; all else is as the page opens. Nothing on
 *   the training page, which has no lesson
 *
 * A step of a lesson. Immutable.
 */
typedef struct
{
  char *id, *page, *title, *text, *to_try, *confronts;
  gboolean asks, exercise;
  FoveaQuestionKind question;
  char **state;
} FoveaStep;

/**
 * FoveaCourse:
 * @name: what its file is called, without folder and ending; "" if it has none yet
 * @title: translated
 * @n_steps: how many steps it has
 *
 * A lesson file: steps in their order, each with its words and the numbers that it sets. Reference counted.
 */
typedef struct
{
  char *name, *title;
  int n_steps;
  /*< private >*/
  GPtrArray *steps;
  GKeyFile *file;
  grefcount references;
} FoveaCourse;

FoveaCourse *fovea_course_new (const char *title);
FoveaCourse *fovea_course_parse (const char *data, gsize length, const char *name, GError **error);
FoveaCourse *fovea_course_load (const char *path, GError **error);
FoveaCourse *fovea_course_open (const char *what, GError **error);
gboolean fovea_course_save (const FoveaCourse *self, const char *path, GError **error);
FoveaCourse *fovea_course_ref (FoveaCourse *self);
void fovea_course_unref (FoveaCourse *self);

const FoveaStep *fovea_course_get_step (const FoveaCourse *self, int index);
int fovea_course_find (const FoveaCourse *self, const char *step, GError **error);
void fovea_course_add (FoveaCourse *self, const char *page, const char *title, const char *text,
                       const char *const *state);

const char *const *fovea_course_pages (void);
FoveaLesson *fovea_course_new_lesson (const char *page);
const char *fovea_course_page_of (FoveaLesson *lesson);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaCourse, fovea_course_unref)

G_END_DECLS
