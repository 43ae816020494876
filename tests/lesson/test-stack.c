/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chains of layers: the lecture's sizes, receptive fields against the engine's own and against its gradients. */

#include "engine/conv2d.h"
#include "engine/error.h"
#include "lesson/stack-words.h"
#include "lesson/state.h"

static FoveaStack *
make_stack (const char *layers)
{
  FoveaStack *stack = fovea_stack_new ();
  g_autoptr (GError) error = NULL;

  fovea_stack_set_layers (stack, layers, &error);
  g_assert_no_error (error);
  return stack;
}

static void
check_sizes (const char *layers, const char *sizes)
{
  g_autoptr (FoveaStack) stack = make_stack (layers);
  g_autofree char *said = fovea_stack_say_sizes (stack);

  g_assert_cmpstr (said, ==, sizes);
}

/* C4, C13: 32, 28, 24 …; the eighth 5×5 finds no place. H8: AlexNet's maps. */
static void
test_sizes (void)
{
  check_sizes ("INPUT 32x32x3, CONV 5x5x6, CONV 5x5x10", "32 → 28 → 24");
  check_sizes ("INPUT 32x32x3, (CONV 5x5x6)*8", "32 → 28 → 24 → 20 → 16 → 12 → 8 → 4 → ✗");
  check_sizes ("INPUT 32x32x3, (CONV 5x5x6 pad 2)*5", "32 → 32 → 32 → 32 → 32 → 32");
  check_sizes ("alexnet", "227 → 55 → 27 → 27 → 13 → 13 → 13 → 13 → 6");
  check_sizes ("lenet-5", "28 → 28 → 14 → 10 → 5");
  check_sizes ("INPUT 7x9x1, CONV 3x3x1", "7×9 → 5×7");
}

static void
test_what_is_said_of_sizes (void)
{
  g_autoptr (FoveaStack) shrinking = make_stack ("INPUT 32x32x3, (CONV 5x5x6)*2");
  g_autoptr (FoveaStack) last = make_stack ("INPUT 32x32x3, (CONV 5x5x6)*7");
  g_autoptr (FoveaStack) misfit = make_stack ("INPUT 7x7x1, CONV 3x3x1, CONV 3x3x1 stride 3");
  g_autofree char *first = fovea_stack_say_chain (shrinking), *second = fovea_stack_say_chain (last);
  g_autofree char *third = fovea_stack_say_chain (misfit);

  g_assert_nonnull (strstr (first, "After 5 more layers like the last none fits"));
  g_assert_nonnull (strstr (second, "Another layer like the last would not fit"));
  g_assert_nonnull (strstr (third, "Layer 2"));
  g_assert_nonnull (strstr (third, "(5 − 3 + 2·0)/3 + 1 = 1.67"));
  g_assert_cmpint (fovea_stack_get_layer (misfit), ==, 2);
  g_assert_cmpint (fovea_lesson_count_positions (FOVEA_LESSON (misfit)), ==, 0);
}

/* Two 3×3 see 5×5, three see 7×7; and every layer of every named net sees what the engine says. */
static void
test_sight (void)
{
  static const char *const nets[] = { "INPUT 32x32x3, (CONV 3x3x8 pad 1)*3", "INPUT 32x32x3, CONV 3x3x8 dilation 4, POOL 2",
                                      "lenet-5", "cifar-demo", "small-vgg", "alexnet", "vgg-16" };
  static const int threes[] = { 3, 5, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (FoveaStack) stack = make_stack (nets[i]);

      for (int layer = 1; layer <= fovea_stack_count_layers (stack); layer++)
        {
          fovea_stack_set_layer (stack, layer);
          g_assert_cmpint (fovea_stack_get_sight (stack, 0, FALSE).size, ==,
                           fovea_stack_get_spec (stack)->layers[layer].receptive_field);
          if (i == 0)
            g_assert_cmpint (fovea_stack_get_sight (stack, 0, TRUE).size, ==, threes[layer - 1]);
        }
    }
}

static void
test_formulas (void)
{
  g_autoptr (FoveaStack) stack = make_stack ("INPUT 32x32x3, CONV 3x3x8 pad 1, POOL 2, CONV 3x3x8 pad 2 dilation 2");
  g_auto (FoveaSightFormula) formula = fovea_stack_write_sight (stack);

  g_assert_cmpstr (formula.size, ==, "1 + (3 − 1)·1 + (2 − 1)·1 + 2·(3 − 1)·2 = 12");
  g_assert_cmpstr (formula.jump, ==, "1·2·1 = 2");
  g_assert_cmpstr (formula.start, ==, "0 − 1·1 − 0·1 − 2·2 = −5");
}

/* A filter of ones of every layer, from one output cell back to the input: the cells with a gradient. */
static FoveaTensor *
follow_gradient (FoveaStack *stack)
{
  const FoveaNetSpec *spec = fovea_stack_get_spec (stack);
  FoveaPlace place = fovea_stack_get_place (stack);
  FoveaShape shape = fovea_stack_get_shape (stack, fovea_stack_get_layer (stack));
  FoveaTensor *gradient = fovea_tensor_new (1, 1, shape.height, shape.width);

  *fovea_tensor_at (gradient, 0, 0, place.row, place.column) = 1;
  for (int layer = fovea_stack_get_layer (stack); layer > 0; layer--)
    {
      const FoveaWindow *window = &spec->layers[layer].window;
      g_autoptr (FoveaTensor) x = NULL, w = fovea_tensor_new (1, 1, window->extent, window->extent);
      FoveaTensor *gx = NULL;

      shape = fovea_stack_get_shape (stack, layer - 1);
      x = fovea_tensor_new (1, 1, shape.height, shape.width);
      for (gsize i = 0; i < fovea_tensor_size (w); i++)
        w->data[i] = 1;
      g_assert_true (fovea_conv2d_backward (x, w, window, 1, gradient, &gx, NULL, NULL, NULL));
      fovea_tensor_unref (gradient);
      gradient = gx;
    }
  return gradient;
}

static gboolean
is_in (const GArray *runs, int cell)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const FoveaRun *run = &g_array_index (runs, FoveaRun, i);

      if (!run->padding && cell >= run->first && cell < run->first + run->count)
        return TRUE;
    }
  return FALSE;
}

static void
compare_with_gradient (FoveaStack *stack)
{
  FoveaPlace place = fovea_stack_get_place (stack);
  g_autoptr (FoveaTensor) gradient = follow_gradient (stack);
  g_autoptr (GArray) columns = fovea_stack_look (stack, place, 0, FALSE), rows = fovea_stack_look (stack, place, 0, TRUE);

  for (int row = 0; row < gradient->h; row++)
    for (int column = 0; column < gradient->w; column++)
      g_assert_cmpint (*fovea_tensor_at (gradient, 0, 0, row, column) > 0, ==,
                       is_in (rows, row) && is_in (columns, column));
}

static char *
invent_layer (GRand *random)
{
  int extent = g_rand_int_range (random, 1, 5), stride = g_rand_int_range (random, 1, 4);

  if (g_rand_int_range (random, 0, 5) == 0)
    return g_strdup_printf ("CONV %dx%dx1 stride %d pad same", extent, extent, stride);
  return g_strdup_printf ("CONV %dx%dx1 stride %d pad %d dilation %d round %s", extent, extent, stride,
                          g_rand_int_range (random, 0, 5), g_rand_int_range (random, 1, 4),
                          g_rand_boolean (random) ? "floor" : "ceil");
}

/* Which cells are looked at, padding left out, for hundreds of chains and places. */
static void
test_cells_against_gradients (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  int compared = 0;

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GString) layers = g_string_new (NULL);
      g_autoptr (FoveaStack) stack = NULL;

      g_string_printf (layers, "INPUT %dx%dx1", g_rand_int_range (random, 5, 20), g_rand_int_range (random, 5, 20));
      for (int layer = g_rand_int_range (random, 1, 5); layer > 0; layer--)
        {
          g_autofree char *text = invent_layer (random);

          g_string_append_printf (layers, ", %s", text);
        }
      stack = make_stack (layers->str);
      if (fovea_lesson_count_positions (FOVEA_LESSON (stack)) == 0)
        continue;
      fovea_lesson_set_position (FOVEA_LESSON (stack),
                                 g_rand_int_range (random, 0, fovea_lesson_count_positions (FOVEA_LESSON (stack))));
      compare_with_gradient (stack);
      compared++;
    }
  g_assert_cmpint (compared, >, 150);
}

/* The corner of three padded 3×3 layers: 4 of its 7 cells a side are there, one is padding, two are not even that. */
static void
test_corner (void)
{
  g_autoptr (FoveaStack) stack = make_stack ("INPUT 32x32x3, (CONV 3x3x8 pad 1)*3");
  g_autoptr (GArray) runs = NULL;
  g_autofree char *said = NULL;
  FoveaSight sight;

  fovea_stack_set_place (stack, 0, 0);
  sight = fovea_stack_get_sight (stack, 0, FALSE);
  g_assert_cmpint (sight.start, ==, -3);
  runs = fovea_stack_look (stack, fovea_stack_get_place (stack), 0, FALSE);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpint (g_array_index (runs, FoveaRun, 0).first, ==, -1);
  g_assert_true (g_array_index (runs, FoveaRun, 0).padding);
  g_assert_cmpint (g_array_index (runs, FoveaRun, 1).first, ==, 0);
  g_assert_cmpint (g_array_index (runs, FoveaRun, 1).count, ==, 4);
  said = fovea_lesson_describe_position (FOVEA_LESSON (stack), 0);
  g_assert_cmpstr (said, ==,
                   "layer 3, row 1, column 1 looks at 4×4 cells of the input: rows 1–4, columns 1–4; the rest of its 7×7 "
                   "lies beyond the border");
}

static void
test_changing_layers (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autofree char *layers = NULL;
  int filters;

  fovea_stack_add (stack);
  g_object_set (stack, "filter", 3, "pad", 1, "filters", 7, NULL);
  fovea_stack_set_layer (stack, 1);
  g_object_set (stack, "kind", FOVEA_STACK_MAX, "filter", 2, "stride", 2, "dilation", 3, "filters", 9, NULL);
  g_object_get (stack, "layers", &layers, "filters", &filters, NULL);
  g_assert_cmpstr (layers, ==, "INPUT 32x32x3, POOL 2, CONV 5x5x10, CONV 3x3x7 pad 1");
  g_assert_cmpint (filters, ==, 3);
  fovea_stack_remove (stack);
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, 2);
  g_assert_cmpint (fovea_stack_get_layer (stack), ==, 1);
  fovea_stack_remove (stack);
  fovea_stack_remove (stack);
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, 1);
  for (int i = 0; i < 2 * FOVEA_STACK_MAX_LAYERS; i++)
    fovea_stack_add (stack);
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, FOVEA_STACK_MAX_LAYERS);
}

static void
test_misfit_is_repaired (void)
{
  g_autoptr (FoveaStack) stack = make_stack ("INPUT 7x7x1, CONV 3x3x1, CONV 3x3x1 stride 3");
  g_autoptr (GArray) suggestions = fovea_stack_suggest (stack, 2);

  for (guint i = 0; i < suggestions->len; i++)
    g_assert_cmpint (g_array_index (suggestions, FoveaSuggestion, i).parameter, !=, FOVEA_PARAMETER_INPUT);
  fovea_stack_apply (stack, 2, &g_array_index (suggestions, FoveaSuggestion, 0));
  g_assert_cmpint (fovea_stack_get_spec (stack)->misfit, ==, -1);
  fovea_stack_set_layers (stack, "INPUT 7x7x1, CONV 3x3x1 stride 3", NULL);
  g_assert_cmpint (fovea_stack_get_shape (stack, 1).width, ==, 0);
  fovea_stack_set_convention (stack, 1, FOVEA_CONVENTION_FLOOR);
  g_assert_cmpint (fovea_stack_get_shape (stack, 1).width, ==, 2);
  fovea_stack_set_convention (stack, 1, FOVEA_CONVENTION_SAME);
  g_assert_cmpint (fovea_stack_get_shape (stack, 1).width, ==, 3);
}

static void
test_state (void)
{
  static const char *const wanted[] = { "layers=vgg-16", "layer=5", "position=17", NULL };
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_stack_new ()), other = FOVEA_LESSON (fovea_stack_new ());
  g_auto (GStrv) empty = fovea_lesson_get_state (lesson), written = NULL, again = NULL;

  g_assert_cmpuint (g_strv_length (empty), ==, 0);
  g_assert_true (fovea_lesson_set_state (lesson, wanted, NULL));
  g_assert_cmpint (fovea_stack_get_layer (FOVEA_STACK (lesson)), ==, 5);
  g_assert_cmpint (fovea_stack_get_shape (FOVEA_STACK (lesson), 5).width, ==, 112);
  written = fovea_lesson_get_state (lesson);
  g_assert_true (fovea_lesson_set_state (other, (const char *const *) written, NULL));
  again = fovea_lesson_get_state (other);
  g_assert_true (g_strv_equal ((const char *const *) written, (const char *const *) again));
  g_assert_cmpint (fovea_lesson_get_position (other), ==, 17);
}

static void
test_copy (void)
{
  g_autoptr (FoveaStack) stack = make_stack ("alexnet");
  g_autoptr (FoveaLesson) copy = fovea_lesson_copy (FOVEA_LESSON (stack));
  g_auto (GStrv) state = NULL, same = NULL;

  fovea_stack_set_place (stack, 1, 2);
  g_clear_object (&copy);
  copy = fovea_lesson_copy (FOVEA_LESSON (stack));
  state = fovea_lesson_get_state (FOVEA_LESSON (stack));
  same = fovea_lesson_get_state (copy);
  g_assert_true (g_strv_equal ((const char *const *) state, (const char *const *) same));
  fovea_stack_remove (FOVEA_STACK (copy));
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, 8);
}

static void
test_mistakes (void)
{
  static const char *const bad[] = { "layers=", "layers=CONV 5x5", "layers=INPUT 32x32x3, FC 10", "layers=CONV 3x3x4 * 99",
                                     "layers=INPUT 600x600x3, CONV 3x3x4", "layer=0", "kind=mean", "values=1 2" };
  g_autoptr (FoveaLesson) lesson = FOVEA_LESSON (fovea_stack_new ());

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const state[] = { bad[i], NULL };
      g_autoptr (GError) error = NULL;

      g_assert_false (fovea_lesson_set_state (lesson, state, &error));
      g_assert_true (error->domain == FOVEA_ERROR);
    }
}

/* A long chain is written from both of its ends; what it comes to is that of all of it. */
static void
test_long_formulas (void)
{
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_auto (FoveaSightFormula) formula = { 0 };

  g_assert_true (fovea_stack_set_layers (stack, "INPUT 64x64x1, (CONV 3x3x1 pad 1)*9", NULL));
  formula = fovea_stack_write_sight (stack);
  g_assert_cmpstr (formula.size, ==, "1 + (3 − 1)·1 + (3 − 1)·1 + (3 − 1)·1 + (3 − 1)·1 + … + (3 − 1)·1 + (3 − 1)·1 "
                                     "+ (3 − 1)·1 + (3 − 1)·1 = 19");
  g_assert_cmpstr (formula.jump, ==, "1·1·1·1·…·1·1·1·1 = 1");
  g_assert_cmpstr (formula.start, ==, "0 − 1·1 − 1·1 − 1·1 − 1·1 − … − 1·1 − 1·1 − 1·1 − 1·1 = −9");
}

static char *
get_layers (FoveaStack *stack)
{
  char *layers;

  g_object_get (stack, "layers", &layers, NULL);
  return layers;
}

/* A whole net: what does not slide stays where it is while layers are changed, copied and taken out. */
static void
test_whole_net (void)
{
  static const char whole[] = "INPUT 8x8x4, CONV 3x3x4 pad 1 groups 2, BATCHNORM, RELU, POOL 2, CONV 3x3x8, RELU, FC 10, SOFTMAX";
  g_autoptr (FoveaStack) stack = fovea_stack_new ();
  g_autofree char *first = NULL, *added = NULL, *removed = NULL, *wide = NULL;

  g_assert_true (fovea_stack_set_layers (stack, whole, NULL));
  first = get_layers (stack);
  g_assert_cmpstr (first, ==, whole);
  g_assert_cmpint (fovea_stack_count_layers (stack), ==, 3);
  g_assert_cmpint (fovea_stack_find_layer (stack, 1), ==, 1);
  g_assert_cmpint (fovea_stack_find_layer (stack, 2), ==, -1);
  g_assert_cmpint (fovea_stack_find_layer (stack, 5), ==, 3);
  g_assert_cmpint (fovea_stack_find_layer (stack, 7), ==, -1);
  g_assert_cmpint (fovea_stack_get_net (stack)->layers[1].parameters, ==, 3 * 3 * 2 * 4 + 4);
  g_assert_cmpint (fovea_stack_get_net (stack)->layers[7].parameters, ==, 2 * 2 * 8 * 10 + 10);

  fovea_stack_set_layer (stack, 1);
  fovea_stack_add (stack);
  added = get_layers (stack);
  g_assert_nonnull (strstr (added, "CONV 3x3x4 pad 1 groups 2, BATCHNORM, RELU, CONV 3x3x4 pad 1 groups 2, BATCHNORM, RELU, POOL"));
  g_assert_true (g_str_has_suffix (added, "CONV 3x3x8, RELU, FC 10, SOFTMAX"));
  fovea_stack_remove (stack);
  removed = get_layers (stack);
  g_assert_nonnull (strstr (removed, "INPUT 8x8x4, CONV 3x3x4 pad 1 groups 2, BATCHNORM, RELU, POOL 2, CONV"));

  fovea_stack_set_layer (stack, 1);
  g_object_set (stack, "filters", 5, NULL); /* which two groups do not divide */
  wide = get_layers (stack);
  g_assert_true (g_str_has_prefix (wide, "INPUT 8x8x4, CONV 3x3x5 pad 1, BATCHNORM, RELU, POOL 2,"));
  g_assert_cmpint (fovea_stack_get_net (stack)->layers[1].parameters, ==, 3 * 3 * 4 * 5 + 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/stack/sizes", test_sizes);
  g_test_add_func ("/lesson/stack/what-is-said-of-sizes", test_what_is_said_of_sizes);
  g_test_add_func ("/lesson/stack/sight", test_sight);
  g_test_add_func ("/lesson/stack/formulas", test_formulas);
  g_test_add_func ("/lesson/stack/long-formulas", test_long_formulas);
  g_test_add_func ("/lesson/stack/cells-against-gradients", test_cells_against_gradients);
  g_test_add_func ("/lesson/stack/corner", test_corner);
  g_test_add_func ("/lesson/stack/changing-layers", test_changing_layers);
  g_test_add_func ("/lesson/stack/misfit-is-repaired", test_misfit_is_repaired);
  g_test_add_func ("/lesson/stack/state", test_state);
  g_test_add_func ("/lesson/stack/copy", test_copy);
  g_test_add_func ("/lesson/stack/mistakes", test_mistakes);
  g_test_add_func ("/lesson/stack/whole-net", test_whole_net);
  return g_test_run ();
}
