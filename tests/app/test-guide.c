/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way through a lesson file, and its questions, with two lessons for the pages and no window. */

#include "app/guide.h"
#include "app/settings.h"
#include "lesson/convolution.h"

#include <glib/gstdio.h>

typedef struct
{
  FoveaGuide *guide;
  FoveaLesson *convolution, *pooling;
  int opened; /* times that a page was shown */
} Walk;

static FoveaLesson *
go_cb (FoveaGuide *guide, const FoveaStep *step, Walk *walk)
{
  walk->opened++;
  return g_object_ref (g_str_equal (step->page, "pooling") ? walk->pooling : walk->convolution);
}

static void
set_up (Walk *walk, gconstpointer step)
{
  g_settings_set_string (fovea_settings_get (), "lesson", "lecture");
  g_settings_set_string (fovea_settings_get (), "step", step);
  walk->guide = fovea_guide_new ();
  walk->convolution = fovea_course_new_lesson ("convolution");
  walk->pooling = fovea_course_new_lesson ("pooling");
  g_signal_connect (walk->guide, "go", G_CALLBACK (go_cb), walk);
  fovea_guide_start (walk->guide, TRUE);
}

static void
tear_down (Walk *walk, gconstpointer step)
{
  g_clear_object (&walk->guide);
  g_clear_object (&walk->convolution);
  g_clear_object (&walk->pooling);
}

static void
go_to (Walk *walk, const char *step)
{
  fovea_guide_go (walk->guide, fovea_course_find (fovea_guide_get_course (walk->guide), step, NULL));
}

static void
test_first_start (Walk *walk, gconstpointer data)
{
  g_autofree char *step = g_settings_get_string (fovea_settings_get (), "step");

  g_assert_cmpint (fovea_guide_get_index (walk->guide), ==, 0);
  g_assert_false (fovea_guide_is_waiting (walk->guide));
  g_assert_cmpint (walk->opened, ==, 1);
  g_assert_cmpstr (step, ==, "start");
}

/* Somebody who comes for the first time to see something else is left alone. */
static void
test_first_start_elsewhere (Walk *walk, gconstpointer data)
{
  g_clear_object (&walk->guide);
  g_settings_set_string (fovea_settings_get (), "step", "");
  walk->guide = fovea_guide_new ();
  fovea_guide_start (walk->guide, FALSE);
  g_assert_cmpint (fovea_guide_get_index (walk->guide), ==, -1);
  g_assert_nonnull (fovea_guide_get_course (walk->guide));
}

/* Later starts leave the page alone until somebody goes on. */
static void
test_later_start (Walk *walk, gconstpointer data)
{
  g_assert_cmpstr (fovea_guide_get_step (walk->guide)->id, ==, "C9");
  g_assert_true (fovea_guide_is_waiting (walk->guide));
  g_assert_cmpint (walk->opened, ==, 0);
  fovea_guide_restore (walk->guide);
  g_assert_false (fovea_guide_is_waiting (walk->guide));
  g_assert_cmpint (fovea_lesson_count_positions (walk->convolution), ==, 9);
}

/* A lesson file that is gone, or a step that it no longer has, is no reason not to start. */
static void
test_lost_place (Walk *walk, gconstpointer data)
{
  g_clear_object (&walk->guide);
  g_settings_set_string (fovea_settings_get (), "lesson", "/no/such.lesson");
  walk->guide = fovea_guide_new ();
  fovea_guide_start (walk->guide, TRUE);
  g_assert_cmpint (fovea_guide_get_index (walk->guide), ==, 0);
  g_assert_true (fovea_guide_is_waiting (walk->guide));
}

static void
test_edits (Walk *walk, gconstpointer data)
{
  int stride;

  go_to (walk, "C9");
  fovea_lesson_set_position (walk->convolution, 2);
  g_assert_false (fovea_guide_is_edited (walk->guide));
  g_object_set (walk->convolution, "stride", 3, NULL);
  g_assert_true (fovea_guide_is_edited (walk->guide));
  fovea_guide_restore (walk->guide);
  g_object_get (walk->convolution, "stride", &stride, NULL);
  g_assert_cmpint (stride, ==, 2);
  g_assert_false (fovea_guide_is_edited (walk->guide));
}

static void
test_pages (Walk *walk, gconstpointer data)
{
  go_to (walk, "P2");
  g_assert_true (fovea_guide_get_lesson (walk->guide) == walk->pooling);
  go_to (walk, "C8");
  g_assert_true (fovea_guide_get_lesson (walk->guide) == walk->convolution);
}

/* The step's own question comes first; its answer is hidden until it is out. */
static void
test_question (Walk *walk, gconstpointer data)
{
  const FoveaQuestion *question;
  int choice;

  go_to (walk, "C15");
  question = fovea_guide_get_question (walk->guide);
  g_assert_cmpint (question->kind, ==, FOVEA_QUESTION_PARAMETERS);
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_PARAMETERS);
  fovea_guide_answer (walk->guide, fovea_question_find (question, 750));
  g_assert_cmpint (fovea_guide_get_answer (walk->guide, &choice), ==, FOVEA_ANSWER_WRONG);
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_PARAMETERS);
  fovea_guide_answer (walk->guide, fovea_question_find (question, 760));
  g_assert_cmpint (fovea_guide_get_answer (walk->guide, &choice), ==, FOVEA_ANSWER_RIGHT);
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_NOTHING);
  g_assert_cmpint (fovea_guide_get_quiz (walk->guide)->asked, ==, 1);
  g_assert_cmpint (fovea_guide_get_quiz (walk->guide)->right, ==, 0);
}

static void
test_reveal (Walk *walk, gconstpointer data)
{
  go_to (walk, "C10");
  g_assert_true (fovea_lesson_get_hidden (walk->convolution) & FOVEA_HIDE_FIT);
  fovea_guide_reveal (walk->guide);
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_NOTHING);
  g_assert_cmpint (fovea_guide_get_quiz (walk->guide)->asked, ==, 1);
  g_assert_cmpint (fovea_guide_get_quiz (walk->guide)->right, ==, 0);
}

/* A question about what is no longer there closes, and hides nothing any more. */
static void
test_stale_questions (Walk *walk, gconstpointer data)
{
  go_to (walk, "products");
  fovea_guide_ask (walk->guide, walk->convolution);
  g_assert_cmpint (fovea_guide_get_question (walk->guide)->kind, ==, FOVEA_QUESTION_CELL);
  fovea_lesson_set_position (walk->convolution, 5);
  g_assert_null (fovea_guide_get_question (walk->guide));
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_NOTHING);
  go_to (walk, "C14");
  fovea_lesson_set_position (walk->convolution, 5);
  g_assert_nonnull (fovea_guide_get_question (walk->guide));
  g_object_set (walk->convolution, "pad", 1, NULL);
  g_assert_null (fovea_guide_get_question (walk->guide));
  fovea_guide_ask (walk->guide, walk->convolution);
  go_to (walk, "C16");
  g_assert_null (fovea_guide_get_question (walk->guide));
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_NOTHING);
}

/* After those about the page come made-up ones, which hide nothing and stay. */
static void
test_made_up_questions (Walk *walk, gconstpointer data)
{
  go_to (walk, "C8");
  for (int i = 0; i <= FOVEA_N_QUESTION_KINDS; i++)
    {
      fovea_guide_ask (walk->guide, walk->convolution);
      fovea_guide_reveal (walk->guide);
    }
  fovea_guide_ask (walk->guide, walk->convolution);
  g_assert_cmpuint (fovea_lesson_get_hidden (walk->convolution), ==, FOVEA_HIDE_NOTHING);
  g_object_set (walk->convolution, "pad", 1, NULL);
  g_assert_nonnull (fovea_guide_get_question (walk->guide));
}

/* One's own file is found again at the next start. */
static void
test_own_file (Walk *walk, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "own.lesson", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_guide_get_path (walk->guide));
  g_assert_true (fovea_guide_save (walk->guide, path, &error));
  g_assert_cmpstr (fovea_guide_get_path (walk->guide), ==, path);
  g_clear_object (&walk->guide);
  walk->guide = fovea_guide_new ();
  fovea_guide_start (walk->guide, TRUE);
  g_assert_cmpstr (fovea_guide_get_path (walk->guide), ==, path);
  g_assert_true (fovea_guide_is_waiting (walk->guide));
  g_assert_true (fovea_guide_open (walk->guide, "lecture", &error));
  g_assert_null (fovea_guide_get_path (walk->guide));
  g_assert_false (fovea_guide_open (walk->guide, folder, &error));
  g_assert_nonnull (fovea_guide_get_course (walk->guide));
  g_unlink (path);
  g_rmdir (folder);
}

/* An exercise asks as soon as it is opened. */
static void
test_exercise (Walk *walk, gconstpointer data)
{
  go_to (walk, "C14");
  g_assert_cmpint (fovea_guide_get_question (walk->guide)->kind, ==, FOVEA_QUESTION_OUTPUT_SIZE);
  go_to (walk, "C16");
  g_assert_null (fovea_guide_get_question (walk->guide));
}

#define ADD_TEST(path, step, test) g_test_add (path, Walk, step, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/app/guide/first-start", "", test_first_start);
  ADD_TEST ("/app/guide/first-start-elsewhere", "", test_first_start_elsewhere);
  ADD_TEST ("/app/guide/later-start", "C9", test_later_start);
  ADD_TEST ("/app/guide/lost-place", "C999", test_lost_place);
  ADD_TEST ("/app/guide/edits", "", test_edits);
  ADD_TEST ("/app/guide/pages", "", test_pages);
  ADD_TEST ("/app/guide/question", "", test_question);
  ADD_TEST ("/app/guide/reveal", "", test_reveal);
  ADD_TEST ("/app/guide/stale-questions", "", test_stale_questions);
  ADD_TEST ("/app/guide/own-file", "", test_own_file);
  ADD_TEST ("/app/guide/exercise", "", test_exercise);
  ADD_TEST ("/app/guide/made-up-questions", "", test_made_up_questions);
  return g_test_run ();
}
