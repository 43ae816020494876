/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Undo ∘ edit and redo ∘ undo are the identity, for thousands of random edits and settings of both lessons. */

#include "lesson/cells.h"
#include "lesson/convolution.h"
#include "lesson/history.h"
#include "lesson/pooling.h"
#include "lesson/state.h"

enum
{
  EDITS = 60,
  ROUNDS = 20
};

static char *
get_state (FoveaLesson *lesson)
{
  g_auto (GStrv) state = fovea_lesson_get_state (lesson);

  return g_strjoinv ("|", state);
}

static void
set_some_property (FoveaLesson *lesson, GRand *random)
{
  static const char *const names[] = { "input-width", "input-height", "depth", "filter", "stride", "pad",
                                       "filter-width", "filter-height" }; /* a pooling has no more than the first six */
  int n = FOVEA_IS_CONVOLUTION (lesson) ? G_N_ELEMENTS (names) : 6;

  g_object_set (lesson, names[g_rand_int_range (random, 0, n)], g_rand_int_range (random, 1, 9), NULL);
}

static void
edit_some_cell (FoveaLesson *lesson, GRand *random)
{
  FoveaCells cells = fovea_lesson_get_input_cells (lesson);
  FoveaCell cell = { FOVEA_CELL_OF_INPUT, 0, g_rand_int_range (random, 0, cells.slices),
                     g_rand_int_range (random, 0, cells.rows), g_rand_int_range (random, 0, cells.columns) };

  fovea_lesson_set_cell (lesson, &cell, (float) g_rand_int_range (random, -90, 90) / 8);
}

static void
edit_some_filter (FoveaLesson *lesson, GRand *random)
{
  FoveaCell cell = { FOVEA_CELL_OF_FILTER, 0, 0, 0, 0 };

  if (!FOVEA_IS_CONVOLUTION (lesson))
    return;
  if (g_rand_boolean (random))
    fovea_lesson_fill_cells (lesson, &cell, g_rand_boolean (random), (float) g_rand_int_range (random, -5, 5));
  else
    fovea_convolution_set_filter_preset (FOVEA_CONVOLUTION (lesson), 0,
                                         g_rand_int_range (random, 0, FOVEA_N_FILTER_PRESETS));
}

static void
edit (FoveaLesson *lesson, GRand *random)
{
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      set_some_property (lesson, random);
      break;
    case 1:
      edit_some_cell (lesson, random);
      break;
    case 2:
      edit_some_filter (lesson, random);
      break;
    case 3:
      g_object_set (lesson, "values", g_rand_int_range (random, 0, FOVEA_N_INPUT_PRESETS), NULL);
      break;
    default:
      fovea_lesson_set_position (lesson, g_rand_int_range (random, 0, 40));
    }
}

/* The state without its position. */
static char *
get_settings (FoveaLesson *lesson)
{
  g_auto (GStrv) state = fovea_lesson_get_state (lesson);
  GString *text = g_string_new (NULL);

  for (int i = 0; state[i]; i++)
    if (!g_str_has_prefix (state[i], "position="))
      g_string_append_printf (text, "%s|", state[i]);
  return g_string_free (text, FALSE);
}

static void
check_random_walk (FoveaLesson *lesson, GRand *random)
{
  g_autoptr (FoveaHistory) history = fovea_history_new (lesson);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  int steps = 0;

  g_ptr_array_add (states, get_settings (lesson));
  for (int i = 0; i < EDITS; i++)
    {
      guint revision = fovea_lesson_get_revision (lesson);

      edit (lesson, random);
      fovea_history_note (history);
      if (fovea_lesson_get_revision (lesson) == revision)
        continue;
      g_ptr_array_add (states, get_settings (lesson));
      steps++;
    }
  for (int i = steps - 1; i >= 0; i--)
    {
      g_autofree char *now = NULL;

      fovea_history_undo (history);
      now = get_settings (lesson);
      g_assert_cmpstr (now, ==, g_ptr_array_index (states, i));
    }
  g_assert_false (fovea_history_can_undo (history));
  for (int i = 1; i <= steps; i++)
    {
      g_autofree char *now = NULL;

      fovea_history_redo (history);
      now = get_settings (lesson);
      g_assert_cmpstr (now, ==, g_ptr_array_index (states, i));
    }
  g_assert_false (fovea_history_can_redo (history));
}

static void
test_random_edits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (FoveaConvolution) convolution = fovea_convolution_new ();
      g_autoptr (FoveaPooling) pooling = fovea_pooling_new ();

      check_random_walk (FOVEA_LESSON (convolution), random);
      check_random_walk (FOVEA_LESSON (pooling), random);
    }
}

/* The numbers that follow come back too, and so does the position, which the change had moved. */
static void
test_everything_comes_back (void)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaHistory) history = NULL;
  g_autofree char *before = NULL, *after = NULL;
  float result;

  fovea_lesson_set_position (FOVEA_LESSON (lesson), 23);
  history = fovea_history_new (FOVEA_LESSON (lesson));
  before = get_state (FOVEA_LESSON (lesson));
  result = fovea_convolution_get_result (lesson, 23);
  g_object_set (lesson, "input", 4, NULL);
  fovea_convolution_set_weight (lesson, 0, 0, 1, 1, 50);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), <, 23);
  fovea_history_undo (history);
  after = get_state (FOVEA_LESSON (lesson));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpfloat (fovea_convolution_get_result (lesson, 23), ==, result);
}

/* A new change ends what could be redone; positions are no changes; the oldest states are forgotten. */
static void
test_ends (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_pooling_new ());
  g_autoptr (FoveaHistory) history = fovea_history_new (lesson);
  int undone = 0;

  fovea_lesson_set_position (lesson, 2);
  fovea_history_note (history);
  g_assert_false (fovea_history_can_undo (history));
  for (int i = 0; i < FOVEA_HISTORY_LENGTH + 20; i++)
    {
      g_object_set (lesson, "seed", (gint64) i + 2, NULL);
      fovea_history_note (history);
    }
  for (; fovea_history_can_undo (history); undone++)
    fovea_history_undo (history);
  g_assert_cmpint (undone, ==, FOVEA_HISTORY_LENGTH);
  g_assert_true (fovea_history_can_redo (history));
  g_object_set (lesson, "stride", 1, NULL);
  g_assert_false (fovea_history_can_redo (history));
  fovea_history_redo (history);
  g_assert_false (fovea_history_can_redo (history));
}

static void
count_cb (gpointer object, int *count)
{
  (*count)++;
}

static void
test_hold (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaCell cell = { FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };
  int changes = 0;

  g_signal_connect (lesson, "changed", G_CALLBACK (count_cb), &changes);
  fovea_lesson_fill_cells (lesson, &cell, TRUE, 3);
  g_assert_cmpint (changes, ==, 1);
  fovea_lesson_hold (lesson);
  fovea_lesson_release (lesson);
  g_assert_cmpint (changes, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/history/random-edits", test_random_edits);
  g_test_add_func ("/lesson/history/everything-comes-back", test_everything_comes_back);
  g_test_add_func ("/lesson/history/ends", test_ends);
  g_test_add_func ("/lesson/history/hold", test_hold);
  return g_test_run ();
}
