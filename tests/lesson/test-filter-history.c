/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/filter-history.h"
#include "tests/training.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static FoveaNet *
make_net (const char *text)
{
  g_autoptr (FoveaNetSpec) spec = test_quarters_net (1, text);

  return fovea_net_new (spec, 1, NULL);
}

/* Marks the net with a moment, so that it can be told which one was kept. */
static void
add (FoveaFilterHistory *history, FoveaNet *net, gint64 step)
{
  g_autoptr (FoveaTensor) filters = fovea_net_get_parameter (net, 1, FOVEA_WEIGHT);

  filters->data[0] = step;
  g_assert_true (fovea_net_set_parameter (net, 1, FOVEA_WEIGHT, filters, NULL));
  fovea_filter_history_add (history, net, step, 10);
}

static void
test_moments_stay_even (void)
{
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET);
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new (fovea_net_get_spec (net));
  FoveaLesson *lesson = FOVEA_LESSON (history);
  int n = 0;

  for (gint64 step = 0; step <= 5000; step += 7)
    {
      gint64 longest = 0, shortest = G_MAXINT64;

      add (history, net, step);
      n = fovea_lesson_count_positions (lesson);
      g_assert_cmpint (n, <=, 240);
      g_assert_cmpint (fovea_filter_history_get_step (history, 0), ==, 0);
      g_assert_cmpint (fovea_filter_history_get_step (history, n - 1), ==, step);
      g_assert_cmpint (fovea_lesson_get_position (lesson), ==, n - 1);
      for (int i = 1; i < n - 1; i++)
        {
          gint64 gap = fovea_filter_history_get_step (history, i) - fovea_filter_history_get_step (history, i - 1);

          longest = MAX (longest, gap);
          shortest = MIN (shortest, gap);
        }
      g_assert_true (n < 3 || longest <= 2 * shortest);
    }
  g_assert_cmpint (n, >=, 100);
  for (int i = 0; i < n; i++)
    {
      g_assert_cmpfloat (fovea_filter_history_get_filters (history, i, 1)->data[0], ==,
                         fovea_filter_history_get_step (history, i));
      g_assert_cmpfloat (fovea_filter_history_get_limits (history, i, 1)[0], >=,
                         fovea_filter_history_get_step (history, i));
    }
}

/* Who looks back stays there; who looks at now stays with it; and a copy keeps its moments as they are. */
static void
test_looking_back (void)
{
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET);
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new (fovea_net_get_spec (net));
  FoveaLesson *lesson = FOVEA_LESSON (history);
  g_autoptr (FoveaFilterHistory) copy = NULL;
  g_autofree char *words = NULL;
  int n;

  for (gint64 step = 0; step < 100; step++)
    add (history, net, step);
  fovea_lesson_set_position (lesson, 40);
  g_assert_false (fovea_filter_history_is_now (history));
  for (gint64 step = 100; step < 400; step++)
    add (history, net, step);
  g_assert_cmpint (fovea_filter_history_get_step (history, fovea_lesson_get_position (lesson)), ==, 40);
  words = fovea_lesson_describe_position (lesson, fovea_lesson_get_position (lesson));
  g_assert_nonnull (strstr (words, "40"));
  g_assert_nonnull (strstr (words, "4.0"));

  copy = fovea_filter_history_copy (history);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (copy)), ==, fovea_lesson_count_positions (lesson));
  g_assert_true (fovea_filter_history_get_filters (copy, 3, 1) == fovea_filter_history_get_filters (history, 3, 1));
  for (gint64 step = 400; step < 900; step++)
    add (history, net, step);
  n = fovea_lesson_count_positions (FOVEA_LESSON (copy));
  g_assert_cmpint (fovea_filter_history_get_step (copy, n - 1), ==, 399);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat (fovea_filter_history_get_filters (copy, i, 1)->data[0], ==,
                       fovea_filter_history_get_step (copy, i));
}

/* A run that goes back to an earlier moment goes on from there. */
static void
test_going_back (void)
{
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET);
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new (fovea_net_get_spec (net));
  FoveaLesson *lesson = FOVEA_LESSON (history);

  for (gint64 step = 0; step <= 50; step += 10)
    add (history, net, step);
  add (history, net, 50);
  g_assert_cmpint (fovea_lesson_count_positions (lesson), ==, 6);
  add (history, net, 25);
  add (history, net, 35);
  g_assert_cmpint (fovea_lesson_count_positions (lesson), ==, 5);
  for (int i = 1; i < 5; i++)
    g_assert_cmpint (fovea_filter_history_get_step (history, i), >, fovea_filter_history_get_step (history, i - 1));
  g_assert_cmpint (fovea_filter_history_get_step (history, 4), ==, 35);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 4);
}

static void
test_rows (void)
{
  g_autoptr (FoveaNet) net = make_net ("CONV 3x3x4, RELU, CONV 3x3x5, RELU, FC 4");
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new (fovea_net_get_spec (net));
  const int *rows;
  guint n;

  g_assert_null (fovea_filter_history_get_filters (history, 0, 1));
  g_assert_true (fovea_filter_history_is_now (history));
  add (history, net, 3);
  rows = fovea_filter_history_get_rows (history, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (rows[1], ==, 3);
  g_assert_cmpint (fovea_filter_history_get_filters (history, 0, 3)->c, ==, 4);
  g_assert_null (fovea_filter_history_get_filters (history, 0, 2));
  g_assert_cmpfloat (fovea_numbers_limit (fovea_filter_history_get_limits (history, 0, 1), 4), ==, 3);
  g_assert_null (fovea_filter_history_get_limits (history, 0, 2));
}

/* The one that is kept has moments of equal distance, exactly, whatever the length of the run. */
static void
test_kept_is_even (void)
{
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET);
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new_kept (fovea_net_get_spec (net));
  int n;

  for (gint64 step = 0; step <= 3000; step++)
    fovea_filter_history_add_if_due (history, net, step, 10);
  n = fovea_lesson_count_positions (FOVEA_LESSON (history));
  g_assert_cmpint (n, ==, 3000 / 16 + 1);
  for (int i = 0; i < n; i++)
    g_assert_cmpint (fovea_filter_history_get_step (history, i), ==, 16 * i);
}

/* However many filters a net has, what is kept of them stays within its bounds. */
static void
test_kept_is_bounded (void)
{
  g_autoptr (FoveaNet) net = make_net ("CONV 3x3x256 pad 1, CONV 3x3x256 pad 1, FC 4");
  g_autoptr (FoveaNet) vast = make_net ("CONV 3x3x500 pad 1, CONV 3x3x500 pad 1, FC 4");
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new_kept (fovea_net_get_spec (net));
  g_autoptr (FoveaFilterHistory) none = fovea_filter_history_new_kept (fovea_net_get_spec (vast));
  int n = 0, most = 0;

  for (gint64 step = 0; step <= 50; step++)
    {
      fovea_filter_history_add_if_due (history, net, step, 10);
      n = fovea_lesson_count_positions (FOVEA_LESSON (history));
      most = MAX (most, n);
    }
  g_assert_cmpint (most, ==, FOVEA_FILTER_HISTORY_BYTES / (4 * (256 * 9 + 256 + 256 * 256 * 9 + 256)) & ~1);
  g_assert_cmpint (n, >=, most / 2);
  g_assert_false (fovea_filter_history_add_if_due (none, vast, 0, 10));
}

static FoveaSafetensors *
write_history (FoveaFilterHistory *history)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "fovea-history-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  FoveaSafetensors *loaded;

  close (g_mkstemp (path));
  fovea_filter_history_write (history, file);
  g_assert_true (fovea_safetensors_save (file, path, &error));
  loaded = fovea_safetensors_load (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return loaded;
}

static void
test_written_and_read (void)
{
  g_autoptr (FoveaNet) net = make_net ("CONV 3x3x4, RELU, CONV 3x3x5, RELU, FC 4");
  FoveaNetSpec *spec = fovea_net_get_spec (net);
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new_kept (spec);
  g_autoptr (FoveaSafetensors) file = NULL;
  g_autoptr (FoveaFilterHistory) read = NULL, again = NULL;
  g_autofree char *one = NULL, *other = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 start = G_GINT64_CONSTANT (70000000001); /* no float32 has it */

  for (gint64 step = start; step < start + 300; step++)
    fovea_filter_history_add_if_due (history, net, step, 1000000000);
  file = write_history (history);
  read = fovea_filter_history_read (file, spec, 150, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 150; i++)
    {
      FoveaTensor *a = fovea_filter_history_get_filters (history, i, 3), *b = fovea_filter_history_get_filters (read, i, 3);

      g_assert_cmpint (fovea_filter_history_get_step (read, i), ==, start + 2 * i);
      g_assert_cmpint (b->c, ==, 4);
      g_assert_cmpmem (a->data, fovea_tensor_size (a) * 4, b->data, fovea_tensor_size (b) * 4);
    }
  one = fovea_lesson_describe_position (FOVEA_LESSON (history), 149);
  other = fovea_lesson_describe_position (FOVEA_LESSON (read), 149);
  g_assert_cmpstr (one, ==, other);
  g_assert_false (fovea_filter_history_add_if_due (read, net, start + 299, 1));
  g_assert_true (fovea_filter_history_add_if_due (read, net, start + 300, 1));
  again = fovea_filter_history_read (file, spec, 149, &error);
  g_assert_null (again);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
}

/* Moments that go back in time, more than there is room for, and filters of another net are refused. */
static void
test_damaged (void)
{
  g_autoptr (FoveaNet) net = make_net (TEST_QUARTERS_NET), other = make_net ("CONV 5x5x4, FC 4");
  FoveaNetSpec *spec = fovea_net_get_spec (net);
  const gint64 shape[] = { 2, 5 };
  const float bad[][10]
    = { { 0, 5, 0, 0, 1, 0, 5, 0, 0, 1 }, { 0, 1, 0, 0, 0, 0, 2, 0, 0, 0 }, { 0, -1, 0, 0, 1, 0, 2, 0, 0, 1 },
        { 0, 1, 0, 0, 1, 1e30f, 2, 0, 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
      g_autoptr (GError) error = NULL;

      memcpy (fovea_safetensors_add (file, "history.step", 2, shape), bad[i], sizeof bad[i]);
      g_assert_null (fovea_filter_history_read (file, spec, 2, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
  for (int many = 0; many < 2; many++)
    {
      g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new_kept (fovea_net_get_spec (other));
      g_autoptr (FoveaSafetensors) file = NULL;
      g_autoptr (GError) error = NULL;

      fovea_filter_history_add_if_due (history, other, 0, 10);
      file = write_history (history);
      g_assert_null (fovea_filter_history_read (file, spec, many ? 1 << 20 : 1, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/filter-history/moments-stay-even", test_moments_stay_even);
  g_test_add_func ("/lesson/filter-history/looking-back", test_looking_back);
  g_test_add_func ("/lesson/filter-history/going-back", test_going_back);
  g_test_add_func ("/lesson/filter-history/rows", test_rows);
  g_test_add_func ("/lesson/filter-history/kept-is-even", test_kept_is_even);
  g_test_add_func ("/lesson/filter-history/kept-is-bounded", test_kept_is_bounded);
  g_test_add_func ("/lesson/filter-history/written-and-read", test_written_and_read);
  g_test_add_func ("/lesson/filter-history/damaged", test_damaged);
  return g_test_run ();
}
