/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/course.h"
#include "lesson/letters.h"

#include "lesson/convolution.h"
#include "lesson/quiz.h"
#include "lesson/state.h"
#include "lesson/stack-words.h"

#include <string.h>

/* C11, C16, and the sizes in the manual of torch.nn.Conv2d. */
static void
test_formulas (void)
{
  static const char *const plain[][2] = {
    { "(N − F + 2P)/S + 1", "(N − F + 2P)/S + 1" },
    { "W₂ = (W₁ − F + 2P)/S + 1", "H₂ = (H₁ − F + 2P)/S + 1" },
    { "W_out = (W_in − kernel_size + 2·padding)/stride + 1", "H_out = (H_in − kernel_size + 2·padding)/stride + 1" },
  };
  FoveaGeometry geometry = { .input = 7, .filter = 3, .stride = 1, .dilation = 1 };

  for (int letters = 0; letters < FOVEA_N_LETTERS; letters++)
    for (int vertical = 0; vertical < 2; vertical++)
      {
        g_autofree char *formula = fovea_letters_write_size (letters, &geometry, FALSE, vertical);

        g_assert_cmpstr (formula, ==, plain[letters][vertical]);
      }
}

static void
test_dilated_and_uneven (void)
{
  FoveaGeometry geometry = { .input = 7, .filter = 3, .stride = 1, .dilation = 2 };
  g_autofree char *lecture = fovea_letters_write_size (FOVEA_LETTERS_LECTURE, &geometry, TRUE, FALSE);
  g_autofree char *pytorch = fovea_letters_write_size (FOVEA_LETTERS_PYTORCH, &geometry, FALSE, FALSE);

  g_assert_cmpstr (lecture, ==, "(N − E + P₁ + P₂)/S + 1");
  g_assert_cmpstr (pytorch, ==, "W_out = (W_in − (dilation·(kernel_size − 1) + 1) + 2·padding)/stride + 1");
}

/* Braces around what is no letter stay, and so do those that end nowhere. */
static void
test_braces (void)
{
  g_autofree char *written = fovea_letters_write (FOVEA_LETTERS_PYTORCH, "{K} {X} {} 3{F}·{D} {S");

  g_assert_cmpstr (written, ==, "out_channels {X} {} 3·kernel_size·in_channels {S");
}

/* They are no setting: they tell that something looks different, but nothing has changed, and no state holds them. */
static void
test_no_state (void)
{
  static const char *const step[] = { "stride=2", NULL }, *const named[] = { "letters=summary", NULL };
  g_autoptr (FoveaConvolution) convolution = fovea_convolution_new ();
  FoveaLesson *lesson = FOVEA_LESSON (convolution);
  guint revision = fovea_lesson_get_revision (lesson);
  g_autoptr (FoveaLesson) copy = NULL;
  g_auto (GStrv) state = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (lesson, "letters", FOVEA_LETTERS_PYTORCH, NULL);
  g_assert_cmpuint (fovea_lesson_get_revision (lesson), ==, revision);
  state = fovea_lesson_get_state (lesson);
  g_assert_cmpuint (g_strv_length (state), ==, 0);
  g_assert_true (fovea_lesson_set_state (lesson, step, &error));
  g_assert_cmpint (fovea_lesson_get_letters (lesson), ==, FOVEA_LETTERS_PYTORCH);
  copy = fovea_lesson_copy (lesson);
  g_assert_cmpint (fovea_lesson_get_letters (copy), ==, FOVEA_LETTERS_PYTORCH);
  g_assert_true (fovea_lesson_set_state (lesson, named, &error));
  g_assert_cmpint (fovea_lesson_get_letters (lesson), ==, FOVEA_LETTERS_SUMMARY);
  fovea_lesson_assign (copy, lesson);
  g_assert_cmpint (fovea_lesson_get_letters (copy), ==, FOVEA_LETTERS_PYTORCH);
  g_assert_false (fovea_lesson_set_text (lesson, "letters", "greek", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

/* A question speaks as its page does: hint, worked answer and what is wrong with the others. No brace is left over. */
static void
test_questions (void)
{
  static const char *const hints[] = { "N − F + 2P must", "W₁ − F + 2P must", "W_in − kernel_size + 2·padding must" };
  static const char *const state[] = { "stride=3", NULL };

  for (int letters = 0; letters < FOVEA_N_LETTERS; letters++)
    {
      g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
      g_autoptr (FoveaQuestion) question = NULL;
      FoveaQuiz quiz = { 0 };

      fovea_lesson_set_state (FOVEA_LESSON (lesson), state, NULL);
      fovea_lesson_set_letters (FOVEA_LESSON (lesson), letters);
      question = fovea_quiz_ask (&quiz, FOVEA_QUESTION_MAKES_FIT, FOVEA_LESSON (lesson));
      g_assert_true (g_str_has_prefix (question->hint, hints[letters]));
      g_assert_true (g_str_has_suffix (question->worked, letters == FOVEA_LETTERS_PYTORCH ? "padding = 1." : "P = 1."));
      for (guint32 seed = 0; seed < 300; seed++)
        {
          g_autoptr (FoveaQuestion) other = fovea_question_new_random (seed, letters);

          g_assert_null (strchr (other->text, '{'));
          g_assert_null (strchr (other->hint, '{'));
          g_assert_null (strchr (other->worked, '{'));
          for (guint i = 0; i < other->choices->len; i++)
            g_assert_true ((int) i == other->right || !strchr (fovea_question_choice (other, i)->why, '{'));
        }
    }
}

static void
test_stack (void)
{
  static const char *const layers[] = { "max pool 2×2, S 2", "max pool 2×2, S 2", "max pool 2×2, stride 2" };
  static const char *const fits[] = { "F = 2 → 1", "W₁ = 5 → 1", "kernel_size = 2 → 1" };
  g_autoptr (FoveaStack) stack = fovea_stack_new ();

  g_assert_true (fovea_stack_set_layers (stack, "INPUT 4x4x1, POOL 2, CONV 5x5x1", NULL));
  for (int letters = 0; letters < FOVEA_N_LETTERS; letters++)
    {
      g_autofree char *layer = NULL, *chain = NULL;

      fovea_lesson_set_letters (FOVEA_LESSON (stack), letters);
      layer = fovea_stack_say_layer (stack, 1);
      chain = fovea_stack_say_chain (stack);
      g_assert_cmpstr (layer, ==, layers[letters]);
      g_assert_nonnull (strstr (chain, fits[letters]));
    }
}

/* In the lecture every letter in braces has a name, in all three ways of naming; and no step writes N, F, S, P, K or D
 * otherwise. */
static void
test_lecture (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaCourse) course = fovea_course_open ("lecture", &error);

  g_assert_no_error (error);
  for (int i = 0; i < course->n_steps; i++)
    {
      const FoveaStep *step = fovea_course_get_step (course, i);
      g_autofree char *words = g_strjoin ("\n", step->title, step->text, step->to_try ? step->to_try : "",
                                          step->confronts ? step->confronts : "", NULL);

      g_assert_false (g_regex_match_simple ("(?<![\\w{])[NFSPKD](?![\\w}₁.])", words, 0, 0));
      for (int letters = 0; letters < FOVEA_N_LETTERS; letters++)
        {
          g_autofree char *written = fovea_letters_write (letters, words);

          g_assert_null (strpbrk (written, "{}"));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/letters/formulas", test_formulas);
  g_test_add_func ("/lesson/letters/dilated-and-uneven", test_dilated_and_uneven);
  g_test_add_func ("/lesson/letters/braces", test_braces);
  g_test_add_func ("/lesson/letters/no-state", test_no_state);
  g_test_add_func ("/lesson/letters/questions", test_questions);
  g_test_add_func ("/lesson/letters/stack", test_stack);
  g_test_add_func ("/lesson/letters/lecture", test_lecture);
  return g_test_run ();
}
