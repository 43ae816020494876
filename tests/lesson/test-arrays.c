/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers of lessons as files. The lecture's own numbers: max pooling of the 4×4, a box blur of ones with padding. */

#include "engine/error.h"
#include "engine/npy.h"
#include "lesson/arrays.h"
#include "lesson/convolution-pass.h"
#include "lesson/pooling.h"
#include "lesson/stack.h"
#include "lesson/state.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer name)
{
  fixture->folder = g_dir_make_tmp ("fovea-arrays-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, name, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer name)
{
  g_autoptr (GDir) entries = g_dir_open (fixture->folder, 0, NULL);

  for (const char *entry = g_dir_read_name (entries); entry; entry = g_dir_read_name (entries))
    {
      g_autofree char *path = g_build_filename (fixture->folder, entry, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GPtrArray *
list_arrays (gpointer lesson)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *arrays = fovea_lesson_list_arrays (lesson, NULL, &error);

  g_assert_no_error (error);
  return arrays;
}

static void
test_csv (Fixture *fixture, gconstpointer name)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (GPtrArray) arrays = list_arrays (lesson);
  g_autofree char *text = NULL;

  g_assert_true (fovea_arrays_save_csv (arrays, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "input[0][0]\r\n1,1,2,4\r\n5,6,7,8\r\n3,2,1,0\r\n1,2,3,4\r\n\r\n"
                             "output[0][0]\r\n6,8\r\n3,4\r\n");
}

/* Ones under a box blur with padding 1: 4/9 in the corners, 6/9 along the edges, as exact as floats are. */
static void
test_exact (Fixture *fixture, gconstpointer name)
{
  static const char *const state[] = { "input=3", "pad=1", "values=ones", "weights=box-blur", NULL };
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GPtrArray) arrays = NULL;
  g_autofree char *text = NULL;
  const char *corner;

  g_assert_true (fovea_lesson_set_state (FOVEA_LESSON (lesson), state, NULL));
  arrays = list_arrays (lesson);
  g_assert_true (fovea_arrays_save_csv (arrays, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  corner = strstr (text, "output[0][0]\r\n");
  g_assert_nonnull (corner);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (corner + 14, NULL), 4.0 / 9, 1e-7);
  g_assert_cmpfloat ((float) g_ascii_strtod (corner + 14, NULL), ==, fovea_convolution_get_result (lesson, 0));
}

/* The classic demo's shapes; every number of the output is what the lesson shows, whatever position it stood at. */
static void
test_npy (Fixture *fixture, gconstpointer name)
{
  static const char *const state[] = { "input=5", "depth=3", "filters=2", "stride=2", "pad=1", "position=4", NULL };
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GPtrArray) arrays = NULL;
  g_autoptr (FoveaTensor) filters = NULL, output = NULL;
  g_auto (GStrv) paths = NULL;

  g_assert_true (fovea_lesson_set_state (FOVEA_LESSON (lesson), state, NULL));
  arrays = list_arrays (lesson);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 4);
  paths = fovea_arrays_save_npy (arrays, fixture->path, NULL);
  g_assert_cmpuint (g_strv_length (paths), ==, 4);
  g_assert_true (g_str_has_suffix (paths[1], "numbers-filters.npy"));
  filters = fovea_npy_load (paths[1], NULL);
  output = fovea_npy_load (paths[3], NULL);
  g_assert_cmpint (filters->n, ==, 2);
  g_assert_cmpint (filters->c, ==, 3);
  g_assert_cmpint (output->c, ==, 2);
  g_assert_cmpint (output->h, ==, 3);
  for (int i = 0; i < 18; i++)
    g_assert_cmpfloat (output->data[i], ==, fovea_convolution_get_result (lesson, i));
}

/* A misfit that is refused has no output; an open question keeps its answer. */
static void
test_without_output (Fixture *fixture, gconstpointer name)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GPtrArray) arrays = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (lesson, "stride", 3, NULL);
  arrays = list_arrays (lesson);
  g_assert_cmpuint (arrays->len, ==, 3);
  fovea_lesson_set_hidden (FOVEA_LESSON (lesson), FOVEA_HIDE_CELL);
  g_assert_null (fovea_lesson_list_arrays (FOVEA_LESSON (lesson), NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

static void
test_none (Fixture *fixture, gconstpointer name)
{
  g_autoptr (FoveaLesson) stack = FOVEA_LESSON (fovea_stack_new ());
  g_autoptr (GError) error = NULL;

  g_assert_null (fovea_lesson_list_arrays (stack, NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

static void
test_too_much (Fixture *fixture, gconstpointer name)
{
  static const char *const state[] = { "input=256", "depth=512", "filters=512", "pad=1", NULL };
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_lesson_set_state (FOVEA_LESSON (lesson), state, NULL));
  g_assert_null (fovea_lesson_list_arrays (FOVEA_LESSON (lesson), NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
}

static void
test_unwritable (Fixture *fixture, gconstpointer name)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (GPtrArray) arrays = list_arrays (lesson);
  g_autoptr (GError) csv = NULL, npy = NULL;

  g_assert_false (fovea_arrays_save_csv (arrays, "/nowhere/at/all.csv", &csv));
  g_assert_error (csv, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_null (fovea_arrays_save_npy (arrays, "/nowhere/at/all.npy", &npy));
  g_assert_error (npy, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

static const float *
find (const GPtrArray *arrays, const char *name, gsize n)
{
  for (guint i = 0; i < arrays->len; i++)
    {
      const FoveaArray *array = g_ptr_array_index (arrays, i);

      if (!g_str_equal (array->name, name))
        continue;
      g_assert_cmpuint (fovea_tensor_size (array->tensor), ==, n);
      return array->tensor->data;
    }
  g_error ("there is no array “%s”", name);
}

/* Each pass brings its own numbers, at the last position; training at the step it stands at. */
static void
test_passes (void)
{
  static const char *const state[] = { "input=30", "values=ones", "weights=ones", "rate=0.0001", "pass=backward", NULL };
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (GPtrArray) backward = NULL, trained = NULL, start = NULL, stamped = NULL;

  g_assert_true (fovea_lesson_set_state (FOVEA_LESSON (lesson), state, NULL));
  backward = list_arrays (lesson);
  g_assert_cmpfloat (find (backward, "filter-gradients", 9)[4], ==, 28 * 28);
  g_assert_cmpfloat (find (backward, "input-gradient", 900)[0], ==, 1);
  g_assert_cmpfloat (find (backward, "bias-gradients", 1)[0], ==, 28 * 28);
  g_object_set (lesson, "pass", FOVEA_LESSON_TRAIN, NULL);
  start = list_arrays (lesson);
  g_assert_cmpfloat (find (start, "trained-filters", 9)[4], ==, 1);
  fovea_lesson_set_position (FOVEA_LESSON (lesson), 4);
  trained = list_arrays (lesson);
  g_assert_nonnull (find (trained, "losses", 5));
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 4);
  g_object_set (lesson, "pass", FOVEA_LESSON_TRANSPOSED, NULL);
  stamped = list_arrays (lesson);
  g_assert_cmpfloat (find (stamped, "output", 32 * 32)[33], ==, 4);
  g_object_set (lesson, "input", 256, "depth", 512, NULL); /* too much to stamp: it ends, all the same */
  g_clear_pointer (&stamped, g_ptr_array_unref);
  stamped = list_arrays (lesson);
  g_assert_cmpuint (stamped->len, ==, 3);
}

static void
test_pooling_gradient (void)
{
  static const char *const state[] = { "pass=backward", "gradient=ramp", NULL };
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (GPtrArray) arrays = NULL;

  g_assert_true (fovea_lesson_set_state (FOVEA_LESSON (lesson), state, NULL));
  arrays = list_arrays (lesson);
  g_assert_cmpfloat (find (arrays, "input-gradient", 16)[15], ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lesson/arrays/csv", Fixture, "numbers.csv", set_up, test_csv, tear_down);
  g_test_add ("/lesson/arrays/exact", Fixture, "numbers.csv", set_up, test_exact, tear_down);
  g_test_add ("/lesson/arrays/npy", Fixture, "numbers.npy", set_up, test_npy, tear_down);
  g_test_add ("/lesson/arrays/without-output", Fixture, "numbers.csv", set_up, test_without_output, tear_down);
  g_test_add ("/lesson/arrays/none", Fixture, "numbers.csv", set_up, test_none, tear_down);
  g_test_add ("/lesson/arrays/too-much", Fixture, "numbers.csv", set_up, test_too_much, tear_down);
  g_test_add ("/lesson/arrays/unwritable", Fixture, "numbers.csv", set_up, test_unwritable, tear_down);
  g_test_add_func ("/lesson/arrays/passes", test_passes);
  g_test_add_func ("/lesson/arrays/pooling-gradient", test_pooling_gradient);
  return g_test_run ();
}
