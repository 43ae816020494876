/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lesson/course.h"

G_BEGIN_DECLS

/**
 * FoveaGuide:
 *
 * Walks the steps of a lesson file from page to page, and asks the questions. There is one in each window; the strips
 * of all its pages show where it stands.
 *
 * Signals: `go` (FoveaStep *step) → FoveaLesson: shows the step's page and gives the lesson on it; `asked`: a question
 * has been opened; `changed`: the lesson file, the step, whether it was edited, the question or its answer is another.
 */
#define FOVEA_TYPE_GUIDE (fovea_guide_get_type ())
G_DECLARE_FINAL_TYPE (FoveaGuide, fovea_guide, FOVEA, GUIDE, GObject)

FoveaGuide *fovea_guide_new (void);

/* --- the lesson file */
FoveaCourse *fovea_guide_get_course (FoveaGuide *self);
gboolean fovea_guide_open (FoveaGuide *self, const char *what, GError **error);
gboolean fovea_guide_save (FoveaGuide *self, const char *path, GError **error);
const char *fovea_guide_get_path (FoveaGuide *self);

/* --- its steps */
void fovea_guide_start (FoveaGuide *self, gboolean open_first);
int fovea_guide_get_index (FoveaGuide *self);
const FoveaStep *fovea_guide_get_step (FoveaGuide *self);
FoveaLesson *fovea_guide_get_lesson (FoveaGuide *self);
gboolean fovea_guide_is_waiting (FoveaGuide *self);
gboolean fovea_guide_is_edited (FoveaGuide *self);
void fovea_guide_go (FoveaGuide *self, int index);
void fovea_guide_restore (FoveaGuide *self);

/**
 * FoveaAnswer:
 * @FOVEA_ANSWER_NONE: nothing was said yet
 * @FOVEA_ANSWER_WRONG: wrong so far; one may try again
 * @FOVEA_ANSWER_RIGHT: right; the worked answer is shown
 * @FOVEA_ANSWER_REVEALED: the worked answer is shown to somebody who gave up
 */
typedef enum
{
  FOVEA_ANSWER_NONE,
  FOVEA_ANSWER_WRONG,
  FOVEA_ANSWER_RIGHT,
  FOVEA_ANSWER_REVEALED
} FoveaAnswer;

/* --- questions */
void fovea_guide_ask (FoveaGuide *self, FoveaLesson *lesson);
void fovea_guide_answer (FoveaGuide *self, int choice);
void fovea_guide_reveal (FoveaGuide *self);
void fovea_guide_close_question (FoveaGuide *self);
const FoveaQuestion *fovea_guide_get_question (FoveaGuide *self);
FoveaAnswer fovea_guide_get_answer (FoveaGuide *self, int *choice);
const FoveaQuiz *fovea_guide_get_quiz (FoveaGuide *self);

G_END_DECLS
