/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells: what can be typed over, and numbers from the clipboard as programs write them. */

#include "engine/error.h"
#include "lesson/cells.h"
#include "lesson/convolution.h"
#include "lesson/pooling.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int rows, columns;
    float first, last;
  } cases[] = {
    { "1\t2\t3\n4\t5\t6\n", 2, 3, 1, 6 },              /* a spreadsheet */
    { "0,5\t-1\r\n2\t3,25\r\n", 2, 2, 0.5f, 3.25f },   /* one with decimal commas, of Windows */
    { "1.5,2\n3,4", 2, 2, 1.5f, 4 },                   /* CSV */
    { "1,5;2\n3;-4,5\n", 2, 2, 1.5f, -4.5f },          /* CSV where the comma is taken */
    { "1, 2, 3", 1, 3, 1, 3 },
    { "1 2 3\n  4 5 6", 2, 3, 1, 6 },
    { "1,5 2,5", 1, 2, 1.5f, 2.5f },
    { "1 1 2 4; 5 6 7 8", 2, 4, 1, 8 },                /* a lesson file */
    { "[[1 2]\n [3 4]]", 2, 2, 1, 4 },                 /* NumPy */
    { "[[1, 2], [3, -4]]", 2, 2, 1, -4 },              /* Python */
    { "−2", 1, 1, -2, -2 },
    { "\n\n7\n\n", 1, 1, 7, 7 },
    { "1e-3\t.5", 1, 2, 1e-3f, 0.5f },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoveaTensor) numbers = fovea_cells_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (numbers->h, ==, cases[i].rows);
      g_assert_cmpint (numbers->w, ==, cases[i].columns);
      g_assert_cmpfloat (numbers->data[0], ==, cases[i].first);
      g_assert_cmpfloat (numbers->data[fovea_tensor_size (numbers) - 1], ==, cases[i].last);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const texts[] = { "", " \n ", "one two", "1 2\n3", "1\t\t2", "nan", "1e60", "1\tx" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_cells_parse (texts[i], &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
    }
}

/* What is written can be read back, bit by bit. */
static void
test_round_trip (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  g_autoptr (FoveaTensor) numbers = NULL;
  FoveaCell cell = { FOVEA_CELL_OF_INPUT, 0, 1, 0, 0 };
  g_autofree char *text = NULL;

  g_object_set (lesson, "depth", 2, "values", FOVEA_INPUT_RANDOM, NULL);
  cell.row = 3;
  fovea_lesson_set_cell (lesson, &cell, 1.0f / 3);
  text = fovea_lesson_write_cells (lesson, &cell);
  numbers = fovea_cells_parse (text, NULL);
  for (int i = 0; i < 49; i++)
    {
      FoveaCell at = { FOVEA_CELL_OF_INPUT, 0, 1, i / 7, i % 7 };

      g_assert_cmpfloat (numbers->data[i], ==, fovea_lesson_get_cell (lesson, &at));
    }
}

static gboolean
paste (FoveaLesson *lesson, FoveaCellKind kind, int row, int column, gboolean at_cell, const char *text, GError **error)
{
  g_autoptr (FoveaTensor) numbers = fovea_cells_parse (text, NULL);
  FoveaCell cell = { kind, 0, 0, row, column };

  return fovea_lesson_paste (lesson, &cell, at_cell, numbers, error);
}

static void
assert_size (FoveaLesson *lesson, int rows, int columns)
{
  FoveaCells cells = fovea_lesson_get_input_cells (lesson);

  g_assert_cmpint (cells.rows, ==, rows);
  g_assert_cmpint (cells.columns, ==, columns);
}

/* Into the room that there is, or the input takes its size. */
static void
test_paste (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);

  g_assert_true (paste (lesson, FOVEA_CELL_OF_INPUT, 5, 5, TRUE, "10 20; 30 40", NULL));
  assert_size (lesson, 7, 7);
  g_assert_cmpfloat (fovea_convolution_get_value (convolution, 0, 5, 6), ==, 20);
  g_assert_cmpfloat (fovea_convolution_get_value (convolution, 0, 6, 5), ==, 30);
  g_assert_true (paste (lesson, FOVEA_CELL_OF_INPUT, 0, 0, FALSE, "1 2 3 4; 5 6 7 8; 9 10 11 12", NULL));
  assert_size (lesson, 3, 4);
  g_assert_cmpfloat (fovea_convolution_get_value (convolution, 0, 2, 3), ==, 12);
  g_assert_true (paste (lesson, FOVEA_CELL_OF_INPUT, 1, 1, TRUE, "1 1 1 1 1", NULL));
  assert_size (lesson, 1, 5);
}

static void
test_paste_filter (void)
{
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_convolution_new ());
  FoveaConvolution *convolution = FOVEA_CONVOLUTION (lesson);
  g_autoptr (GError) error = NULL;
  float before = fovea_convolution_get_weight (convolution, 0, 0, 0, 0);

  g_assert_true (paste (lesson, FOVEA_CELL_OF_FILTER, 1, 1, TRUE, "8 9", NULL));
  g_assert_cmpfloat (fovea_convolution_get_weight (convolution, 0, 0, 1, 2), ==, 9);
  g_assert_false (paste (lesson, FOVEA_CELL_OF_FILTER, 0, 0, TRUE, "1 2 3 4", &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_cmpfloat (fovea_convolution_get_weight (convolution, 0, 0, 0, 0), ==, before);
}

/* The pooling lesson has no filters to type over. */
static void
test_has (void)
{
  g_autoptr (FoveaLesson) pooling = FOVEA_LESSON (fovea_pooling_new ());
  g_autoptr (FoveaLesson) convolution = FOVEA_LESSON (fovea_convolution_new ());
  const FoveaCell weight = { FOVEA_CELL_OF_FILTER, 0, 0, 2, 2 }, corner = { FOVEA_CELL_OF_INPUT, 0, 0, 3, 3 };
  const FoveaCell beyond = { FOVEA_CELL_OF_INPUT, 0, 0, 3, 4 };
  g_autofree char *words = fovea_lesson_describe_cell (pooling, &corner);

  g_assert_true (fovea_lesson_has_cell (convolution, &weight));
  g_assert_false (fovea_lesson_has_cell (pooling, &weight));
  g_assert_true (fovea_lesson_has_cell (pooling, &corner));
  g_assert_false (fovea_lesson_has_cell (pooling, &beyond));
  g_assert_cmpstr (words, ==, "input, slice 1, row 4, column 4: 4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/cells/parse", test_parse);
  g_test_add_func ("/lesson/cells/parse-refuses", test_parse_refuses);
  g_test_add_func ("/lesson/cells/round-trip", test_round_trip);
  g_test_add_func ("/lesson/cells/paste", test_paste);
  g_test_add_func ("/lesson/cells/paste-filter", test_paste_filter);
  g_test_add_func ("/lesson/cells/has", test_has);
  return g_test_run ();
}
