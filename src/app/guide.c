/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where somebody is in the lesson file. A step is opened by setting its page's lesson to the step's state; from then on
 * the page is theirs. The lesson counts its changes, so that the guide can tell a step that was edited from one that
 * was only stepped through, without comparing thousands of numbers.
 *
 * While a question about the page is open, the lesson hides what would give its answer away; if the page changes, the
 * question is no longer about what is there and closes. */

#include "config.h"

#include "app/guide.h"

#include "app/settings.h"
#include "lesson/state.h"

struct _FoveaGuide
{
  GObject parent_instance;

  FoveaCourse *course;
  char *path;       /* of the lesson file, or NULL if it comes with the program */
  int index;        /* of the step, or −1 */
  gboolean waiting; /* the step is where one was the last time, and is not opened yet */
  FoveaLesson *lesson; /* that shows the step */
  guint opened, seen;  /* revisions: when the step was opened, and the last that was told */

  FoveaQuiz quiz;
  gboolean step_asked;   /* the step's own question had its turn */
  gconstpointer quizzed; /* the lesson of the last question, and its revision then */
  guint quizzed_revision;
  FoveaQuestion *question;
  FoveaLesson *asked; /* that the open question is about */
  guint asked_revision;
  int asked_position;
  FoveaAnswer answer;
  int choice;
};

enum
{
  GO,
  ASKED,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoveaGuide, fovea_guide, G_TYPE_OBJECT)

static void watch_lesson (FoveaGuide *self, FoveaLesson *lesson);

static void
tell (FoveaGuide *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- questions */

static void
hide_answer (FoveaGuide *self, gboolean hide)
{
  if (self->asked != NULL)
    fovea_lesson_set_hidden (self->asked, hide ? self->question->hides : FOVEA_HIDE_NOTHING);
}

static void asked_changed_cb (FoveaGuide *self);

static void
drop_question (FoveaGuide *self)
{
  if (self->question == NULL)
    return;
  if (self->asked != NULL)
    g_signal_handlers_disconnect_by_func (self->asked, asked_changed_cb, self);
  hide_answer (self, FALSE);
  g_clear_pointer (&self->question, fovea_question_free);
  g_clear_object (&self->asked);
}

/* Whether the question is no longer about what the page shows; once answered it may stay. */
static gboolean
is_stale (FoveaGuide *self)
{
  if (self->answer >= FOVEA_ANSWER_RIGHT || self->question->hides == FOVEA_HIDE_NOTHING)
    return FALSE;
  if (fovea_lesson_get_revision (self->asked) != self->asked_revision)
    return TRUE;
  return self->question->hides & FOVEA_HIDE_CELL && fovea_lesson_get_position (self->asked) != self->asked_position;
}

static void
asked_changed_cb (FoveaGuide *self)
{
  if (!is_stale (self))
    return;
  drop_question (self);
  tell (self);
}

static void
open_question (FoveaGuide *self, FoveaQuestion *question, FoveaLesson *lesson)
{
  self->question = question;
  self->answer = FOVEA_ANSWER_NONE;
  self->choice = -1;
  if (lesson != NULL)
    {
      self->asked = g_object_ref (lesson);
      self->asked_revision = fovea_lesson_get_revision (lesson);
      self->asked_position = fovea_lesson_get_position (lesson);
      g_signal_connect_object (lesson, "changed", G_CALLBACK (asked_changed_cb), self, G_CONNECT_SWAPPED);
      hide_answer (self, TRUE);
    }
  g_signal_emit (self, signals[ASKED], 0);
  tell (self);
}

/* What the step itself asks comes first, as long as the step is as it was. */
static FoveaQuestion *
make_question (FoveaGuide *self, FoveaLesson *lesson)
{
  const FoveaStep *step = fovea_guide_get_step (self);
  FoveaQuestion *question = NULL;

  if (step != NULL && step->asks && !self->step_asked && lesson == self->lesson && !fovea_guide_is_edited (self))
    question = fovea_quiz_ask (&self->quiz, step->question, lesson);
  self->step_asked = TRUE;
  return question != NULL ? question : fovea_quiz_next (&self->quiz, lesson);
}

/**
 * fovea_guide_ask:
 * @lesson: (nullable): the page that questions are about first
 *
 * Opens a question, or the next one.
 */
void
fovea_guide_ask (FoveaGuide *self, FoveaLesson *lesson)
{
  g_return_if_fail (FOVEA_IS_GUIDE (self));

  drop_question (self);
  if (lesson != self->quizzed || (lesson != NULL && fovea_lesson_get_revision (lesson) != self->quizzed_revision))
    fovea_quiz_turn_page (&self->quiz);
  self->quizzed = lesson;
  self->quizzed_revision = lesson != NULL ? fovea_lesson_get_revision (lesson) : 0;
  open_question (self, make_question (self, lesson), lesson);
}

/* Only the first try counts. */
static void
settle (FoveaGuide *self, FoveaAnswer answer)
{
  if (self->answer == FOVEA_ANSWER_NONE)
    fovea_quiz_score (&self->quiz, answer == FOVEA_ANSWER_RIGHT);
  self->answer = answer;
  if (answer >= FOVEA_ANSWER_RIGHT)
    hide_answer (self, FALSE);
  tell (self);
}

/**
 * fovea_guide_answer:
 * @choice: one of the question's choices, or −1 for a number that is none of them
 */
void
fovea_guide_answer (FoveaGuide *self, int choice)
{
  g_return_if_fail (FOVEA_IS_GUIDE (self) && self->question != NULL);

  if (self->answer >= FOVEA_ANSWER_RIGHT)
    return;
  self->choice = choice;
  settle (self, choice == self->question->right ? FOVEA_ANSWER_RIGHT : FOVEA_ANSWER_WRONG);
}

void
fovea_guide_reveal (FoveaGuide *self)
{
  g_return_if_fail (FOVEA_IS_GUIDE (self) && self->question != NULL);

  if (self->answer < FOVEA_ANSWER_RIGHT)
    settle (self, FOVEA_ANSWER_REVEALED);
}

void
fovea_guide_close_question (FoveaGuide *self)
{
  g_return_if_fail (FOVEA_IS_GUIDE (self));

  if (self->question == NULL)
    return;
  drop_question (self);
  tell (self);
}

/* (nullable): the question that is open. */
const FoveaQuestion *
fovea_guide_get_question (FoveaGuide *self)
{
  return self->question;
}

/* What was said to the open question, and which of its choices that was (−1: none of them). */
FoveaAnswer
fovea_guide_get_answer (FoveaGuide *self, int *choice)
{
  *choice = self->choice;
  return self->answer;
}

const FoveaQuiz *
fovea_guide_get_quiz (FoveaGuide *self)
{
  return &self->quiz;
}

/* --- the lesson file */

FoveaCourse *
fovea_guide_get_course (FoveaGuide *self)
{
  return self->course;
}

/* (nullable): the file of somebody's own lesson; NULL for one that comes with the program. */
const char *
fovea_guide_get_path (FoveaGuide *self)
{
  return self->path;
}

/* Where the lesson is found at the next start. */
static void
set_path (FoveaGuide *self, const char *what, gboolean is_path)
{
  g_free (self->path);
  self->path = is_path ? g_canonicalize_filename (what, NULL) : NULL;
  g_settings_set_string (fovea_settings_get (), "lesson", is_path ? self->path : what);
}

/**
 * fovea_guide_open:
 * @what: a lesson file's path, or the name of a lesson that comes with the program
 *
 * Returns: whether it could be read; if not, all is as it was. None of its steps is opened yet.
 */
gboolean
fovea_guide_open (FoveaGuide *self, const char *what, GError **error)
{
  FoveaCourse *course = fovea_course_open (what, error);

  g_return_val_if_fail (FOVEA_IS_GUIDE (self), FALSE);

  if (course == NULL)
    return FALSE;
  drop_question (self);
  watch_lesson (self, NULL);
  g_clear_pointer (&self->course, fovea_course_unref);
  self->course = course;
  self->index = -1;
  self->waiting = FALSE;
  set_path (self, what, g_file_test (what, G_FILE_TEST_EXISTS));
  tell (self);
  return TRUE;
}

/* Writes the lesson to @path, which is its file from now on. */
gboolean
fovea_guide_save (FoveaGuide *self, const char *path, GError **error)
{
  g_return_val_if_fail (FOVEA_IS_GUIDE (self) && self->course != NULL, FALSE);

  if (!fovea_course_save (self->course, path, error))
    return FALSE;
  set_path (self, path, TRUE);
  tell (self);
  return TRUE;
}

/**
 * fovea_guide_start:
 * @open_first: whether to open the first step if this is the first time; nobody asked to see anything else
 *
 * Opens the lesson file of the last time and waits at the step where somebody was.
 */
void
fovea_guide_start (FoveaGuide *self, gboolean open_first)
{
  g_autofree char *what = g_settings_get_string (fovea_settings_get (), "lesson");
  g_autofree char *step = g_settings_get_string (fovea_settings_get (), "step");
  g_autoptr (GError) error = NULL;

  g_return_if_fail (FOVEA_IS_GUIDE (self));

  if (!fovea_guide_open (self, what, NULL) && !fovea_guide_open (self, "lecture", &error))
    {
      g_warning ("%s", error->message); /* the program is not whole */
      return;
    }
  if (*step == '\0')
    {
      if (open_first)
        fovea_guide_go (self, 0);
      return;
    }
  self->index = MAX (fovea_course_find (self->course, step, NULL), 0);
  self->waiting = TRUE;
  tell (self);
}

/* --- its steps */

/* −1 if none was opened yet. */
int
fovea_guide_get_index (FoveaGuide *self)
{
  return self->index;
}

/* (nullable) */
const FoveaStep *
fovea_guide_get_step (FoveaGuide *self)
{
  return self->index >= 0 ? fovea_course_get_step (self->course, self->index) : NULL;
}

/* (nullable): the lesson that the step was opened on. */
FoveaLesson *
fovea_guide_get_lesson (FoveaGuide *self)
{
  return self->lesson;
}

/* Whether the step is the one of the last time, offered but not opened. */
gboolean
fovea_guide_is_waiting (FoveaGuide *self)
{
  return self->waiting;
}

/* Whether somebody has changed what the step had set. */
gboolean
fovea_guide_is_edited (FoveaGuide *self)
{
  return self->lesson != NULL && fovea_lesson_get_revision (self->lesson) != self->opened;
}

static void
lesson_changed_cb (FoveaGuide *self)
{
  guint revision = fovea_lesson_get_revision (self->lesson);

  if (revision == self->seen)
    return;
  self->seen = revision;
  tell (self);
}

static void
watch_lesson (FoveaGuide *self, FoveaLesson *lesson)
{
  if (self->lesson != NULL)
    g_signal_handlers_disconnect_by_func (self->lesson, lesson_changed_cb, self);
  g_set_object (&self->lesson, lesson);
  if (lesson == NULL)
    return;
  self->opened = self->seen = fovea_lesson_get_revision (lesson);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * fovea_guide_go:
 *
 * Opens a step: shows its page and sets it to the step's state.
 */
void
fovea_guide_go (FoveaGuide *self, int index)
{
  const FoveaStep *step;
  g_autoptr (FoveaLesson) lesson = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (FOVEA_IS_GUIDE (self) && index >= 0 && index < self->course->n_steps);

  drop_question (self);
  watch_lesson (self, NULL);
  self->index = index;
  self->waiting = self->step_asked = FALSE;
  step = fovea_guide_get_step (self);
  g_settings_set_string (fovea_settings_get (), "step", step->id);
  g_signal_emit (self, signals[GO], 0, step, &lesson);
  if (lesson != NULL && !fovea_lesson_set_state (lesson, (const char *const *) step->state, &error))
    g_warning ("%s", error->message); /* it could be set while the file was read */
  watch_lesson (self, lesson);
  if (step->exercise && lesson != NULL)
    fovea_guide_ask (self, lesson);
  else
    tell (self);
}

/* Opens the step once more, as it was. */
void
fovea_guide_restore (FoveaGuide *self)
{
  g_return_if_fail (FOVEA_IS_GUIDE (self));

  if (self->index >= 0)
    fovea_guide_go (self, self->index);
}

/* --- GObject */

static void
fovea_guide_dispose (GObject *object)
{
  FoveaGuide *self = FOVEA_GUIDE (object);

  drop_question (self);
  watch_lesson (self, NULL);
  g_clear_pointer (&self->course, fovea_course_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (fovea_guide_parent_class)->dispose (object);
}

static void
fovea_guide_class_init (FoveaGuideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fovea_guide_dispose;

  signals[GO] = g_signal_new ("go", FOVEA_TYPE_GUIDE, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_first_wins, NULL, NULL,
                              FOVEA_TYPE_LESSON, 1, G_TYPE_POINTER);
  signals[ASKED] = g_signal_new ("asked", FOVEA_TYPE_GUIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED]
      = g_signal_new ("changed", FOVEA_TYPE_GUIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_guide_init (FoveaGuide *self)
{
  self->index = -1;
  self->quiz.seed = g_random_int ();
}

FoveaGuide *
fovea_guide_new (void)
{
  return g_object_new (FOVEA_TYPE_GUIDE, NULL);
}
