/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What questions are about: the layer on the page, or one made up from a seed; and in which order they come. */

#include "config.h"

#include "lesson/quiz-private.h"

#include "lesson/convolution-pass.h"
#include "lesson/pooling.h"
#include "lesson/stack.h"

#include <math.h>

/* Larger inputs are not copied: nobody reckons with their numbers. */
#define LARGEST_INPUT 64

/* The lesson's convention as questions know it: the window alone, by the lecture's rule or not. */
static FoveaRound
round_of (FoveaConvention convention)
{
  switch (convention)
    {
    case FOVEA_CONVENTION_FLOOR:
      return FOVEA_ROUND_FLOOR;
    case FOVEA_CONVENTION_CEIL:
      return FOVEA_ROUND_CEIL;
    default:
      return FOVEA_ROUND_ERROR;
    }
}

static void
set_place (FoveaSetting *self, FoveaPlace place)
{
  self->map = place.map;
  self->row = place.row;
  self->column = place.column;
}

/* The rows of the input and of the window, where they are others than their columns. */
static void
set_heights (FoveaSetting *self, int height, int rows)
{
  self->height = height == self->input ? 0 : height;
  self->window.rows = rows == self->window.extent ? 0 : rows;
}

/* Whether its numbers can be reckoned with at all, so that they are worth copying. */
static gboolean
is_small (const FoveaSetting *self)
{
  return MAX (self->input, self->height) <= LARGEST_INPUT && fovea_quiz_is_easy_window (self);
}

static void
init_from_convolution (FoveaSetting *self, FoveaConvolution *lesson)
{
  self->window = (FoveaWindow){ .extent = fovea_convolution_get_filter_width (lesson),
                                .stride = fovea_convolution_get_stride (lesson),
                                .pad = fovea_convolution_get_pad (lesson),
                                .dilation = fovea_convolution_get_dilation (lesson),
                                .same = fovea_convolution_get_convention (lesson) == FOVEA_CONVENTION_SAME,
                                .round = round_of (fovea_convolution_get_convention (lesson)) };
  self->input = fovea_convolution_get_width (lesson);
  self->depth = fovea_convolution_get_depth (lesson);
  self->filters = fovea_convolution_get_filters (lesson);
  self->groups = fovea_convolution_get_groups (lesson);
  set_heights (self, fovea_convolution_get_height (lesson), fovea_convolution_get_filter_height (lesson));
  set_place (self, fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson))));
  if (fovea_convolution_get_picture (lesson) || !is_small (self) || self->filters > LARGEST_INPUT)
    return;
  self->x = fovea_convolution_dup_input (lesson);
  self->w = fovea_tensor_new (self->filters, fovea_quiz_seen (self), fovea_window_rows (&self->window), self->window.extent);
  self->b = fovea_tensor_new (1, self->filters, 1, 1);
  for (int k = 0; k < self->filters; k++)
    {
      g_autoptr (FoveaTensor) filter = fovea_convolution_dup_filter (lesson, k);

      memcpy (fovea_tensor_at (self->w, k, 0, 0, 0), filter->data, fovea_tensor_size (filter) * sizeof (float));
      self->b->data[k] = fovea_convolution_get_bias (lesson, k);
    }
}

static void
init_from_pooling (FoveaSetting *self, FoveaPooling *lesson)
{
  self->pooling = TRUE;
  self->pool = fovea_pooling_get_kind (lesson);
  self->window = (FoveaWindow){ .extent = fovea_pooling_get_filter (lesson),
                                .stride = fovea_pooling_get_stride (lesson),
                                .pad = fovea_pooling_get_pad (lesson),
                                .dilation = 1,
                                .same = fovea_pooling_get_convention (lesson) == FOVEA_CONVENTION_SAME,
                                .round = round_of (fovea_pooling_get_convention (lesson)) };
  self->input = fovea_pooling_get_width (lesson);
  self->depth = fovea_pooling_get_depth (lesson);
  set_heights (self, fovea_pooling_get_height (lesson), self->window.extent);
  set_place (self, fovea_pooling_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson))));
  if (is_small (self))
    self->x = fovea_pooling_dup_input (lesson);
}

/* Up to the chosen layer, which may be the first that does not fit, but none behind it. */
static gboolean
init_from_stack (FoveaSetting *self, FoveaStack *lesson)
{
  const FoveaNetSpec *spec = fovea_stack_get_spec (lesson);
  int layer = fovea_stack_get_layer (lesson);

  if (spec->layers[0].out.width != spec->layers[0].out.height || (spec->misfit > 0 && layer > spec->misfit))
    return FALSE;
  self->stack = fovea_net_spec_ref ((FoveaNetSpec *) spec);
  self->layer = layer;
  return TRUE;
}

/**
 * fovea_setting_init_from:
 * @self: zeroed
 *
 * Returns: whether questions can be asked of what @lesson shows; of numbers only where the input is no picture
 */
gboolean
fovea_setting_init_from (FoveaSetting *self, FoveaLesson *lesson)
{
  self->letters = fovea_lesson_get_letters (lesson);
  self->slice = -1;
  if (FOVEA_IS_STACK (lesson))
    return init_from_stack (self, FOVEA_STACK (lesson));
  if (FOVEA_IS_CONVOLUTION (lesson))
    init_from_convolution (self, FOVEA_CONVOLUTION (lesson));
  else if (FOVEA_IS_POOLING (lesson))
    init_from_pooling (self, FOVEA_POOLING (lesson));
  else
    return FALSE;
  return fovea_quiz_take_pass (self, lesson);
}

static FoveaTensor *
random_tensor (GRand *random, int n, int c, int side, int low, int high)
{
  FoveaTensor *tensor = fovea_tensor_new (n, c, side, side);

  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = g_rand_int_range (random, low, high + 1);
  return tensor;
}

/* One number in four is another. */
static int
pick_dilation (GRand *random)
{
  return g_rand_int_range (random, 0, 4) == 0 ? g_rand_int_range (random, 2, 4) : 1;
}

/* Few enough numbers that they can stand in the question; those of an L2 pooling until the root comes out whole. */
static void
init_random_numbers (FoveaSetting *self, GRand *random)
{
  self->pooling = g_rand_boolean (random);
  self->pool = g_rand_int_range (random, 0, FOVEA_N_POOLING_KINDS);
  self->window = FOVEA_WINDOW (self->pooling ? 2 : g_rand_int_range (random, 2, 4));
  self->window.stride = g_rand_int_range (random, 1, 3);
  self->window.dilation = self->pooling ? 1 : pick_dilation (random);
  self->input = (self->window.extent - 1) * self->window.dilation + 1 + self->window.stride;
  self->depth = self->filters = 1;
  self->row = g_rand_int_range (random, 0, 2);
  self->column = g_rand_int_range (random, 0, 2);
  do
    {
      g_clear_pointer (&self->x, fovea_tensor_unref);
      self->x = random_tensor (random, 1, 1, self->input, 0, self->pooling ? 9 : 2);
    }
  while (self->pooling && !fovea_quiz_can_ask_cell (self));
  if (self->pooling)
    return;
  self->w = random_tensor (random, 1, 1, self->window.extent, -1, 1);
  self->b = random_tensor (random, 1, 1, 1, -1, 2);
}

/* Whether one number of a window is larger than all others. */
static gboolean
has_winner (const FoveaTensor *x)
{
  float largest = -INFINITY;
  int count = 0;

  for (gsize i = 0; i < fovea_tensor_size (x); i++)
    {
      count = x->data[i] > largest ? 1 : count + (x->data[i] == largest);
      largest = MAX (largest, x->data[i]);
    }
  return count == 1;
}

/* A weight, its gradient and a rate at which the step can be reckoned in one's head. */
static void
init_random_step (FoveaSetting *self, GRand *random)
{
  static const double rates[] = { 0.1, 0.01, 0.5 };

  self->pass = FOVEA_LESSON_TRAIN;
  self->window = FOVEA_WINDOW (1);
  self->depth = self->filters = self->input = 1;
  self->w = random_tensor (random, 1, 1, 1, -3, 3);
  self->gradient = g_rand_int_range (random, 2, 10) * (g_rand_boolean (random) ? 1 : -1);
  self->rate = rates[g_rand_int_range (random, 0, G_N_ELEMENTS (rates))];
}

/* One window, without a tie, and a gradient that comes back to it; @any: of a pool perhaps. */
static void
init_random_gradient (FoveaSetting *self, gboolean any, GRand *random)
{
  self->pass = FOVEA_LESSON_BACKWARD;
  self->pooling = g_rand_boolean (random) && any;
  self->pool = g_rand_boolean (random) ? FOVEA_POOLING_MAX : FOVEA_POOLING_AVERAGE;
  self->window = FOVEA_WINDOW (2);
  self->input = 2;
  self->depth = self->filters = 1;
  self->row = g_rand_int_range (random, 0, 2);
  self->column = g_rand_int_range (random, 0, 2);
  self->gradient = g_rand_int_range (random, 2, 6);
  do
    {
      g_clear_pointer (&self->x, fovea_tensor_unref);
      self->x = random_tensor (random, 1, 1, 2, self->pooling ? 0 : 1, 9);
    }
  while (!has_winner (self->x));
  self->w = self->pooling ? NULL : random_tensor (random, 1, 1, 2, -2, 2);
}

/* Such as a decoder or a generator has. */
static void
init_random_stamps (FoveaSetting *self, GRand *random)
{
  self->pass = FOVEA_LESSON_TRANSPOSED;
  self->window = FOVEA_WINDOW (g_rand_int_range (random, 2, 6));
  self->window.stride = g_rand_int_range (random, 1, 4);
  self->window.pad = g_rand_int_range (random, 0, 3);
  self->window.dilation = pick_dilation (random);
  self->input = g_rand_int_range (random, 4, 17);
  self->depth = self->filters = 1;
}

/* A third of all layers are cut into groups, half of those down to single slices. */
static void
cut_into_groups (FoveaSetting *self, GRand *random)
{
  if (self->pooling || g_rand_int_range (random, 0, 3) > 0)
    return;
  self->groups = 2 << g_rand_int_range (random, 0, 2);
  self->depth = self->groups * (g_rand_boolean (random) ? 1 : g_rand_int_range (random, 2, 5));
  self->filters = self->depth == self->groups ? self->depth : self->groups * g_rand_int_range (random, 1, 5);
}

/**
 * fovea_setting_init_random:
 * @self: zeroed
 *
 * Makes up a layer that a question of @kind can be asked of.
 */
void
fovea_setting_init_random (FoveaSetting *self, FoveaQuestionKind kind, GRand *random)
{
  static const int depths[] = { 1, 3, 3, 6, 16, 64 };
  gboolean paddings = kind == FOVEA_QUESTION_KEEPS_SIZE || kind == FOVEA_QUESTION_MAKES_FIT;

  if (kind == FOVEA_QUESTION_CELL)
    {
      init_random_numbers (self, random);
      return;
    }
  self->slice = -1;
  if (kind == FOVEA_QUESTION_GRADIENT || kind == FOVEA_QUESTION_STAMP)
    {
      init_random_gradient (self, kind == FOVEA_QUESTION_GRADIENT, random);
      return;
    }
  if (kind == FOVEA_QUESTION_STEP)
    {
      init_random_step (self, random);
      return;
    }
  if (kind == FOVEA_QUESTION_STAMPED_SIZE)
    {
      init_random_stamps (self, random);
      return;
    }
  if (kind == FOVEA_QUESTION_CHAIN_SIZE || kind == FOVEA_QUESTION_FIELD)
    {
      do
        {
          fovea_setting_clear (self);
          self->stack = fovea_quiz_invent_stack (random);
        }
      while (kind == FOVEA_QUESTION_FIELD && self->stack->misfit > 0);
      self->layer = self->stack->misfit > 0 ? self->stack->misfit : self->stack->n_layers - 1;
      return;
    }
  self->pooling = !paddings && g_rand_int_range (random, 0, 4) == 0;
  self->depth = depths[g_rand_int_range (random, 0, G_N_ELEMENTS (depths))];
  self->filters = 1 << g_rand_int_range (random, 0, 7);
  if (kind == FOVEA_QUESTION_MAPS)
    self->depth = MAX (self->depth, 3);
  self->pool = g_rand_int_range (random, 0, FOVEA_N_POOLING_KINDS);
  cut_into_groups (self, random);
  self->input = g_rand_int_range (random, 7, 34);
  self->window = FOVEA_WINDOW (g_rand_int_range (random, self->pooling ? 2 : 1, self->pooling ? 4 : 8));
  self->window.stride = self->pooling ? g_rand_int_range (random, 2, 4) : g_rand_int_range (random, 1, 4);
  if (kind == FOVEA_QUESTION_KEEPS_SIZE && g_rand_int_range (random, 0, 4) > 0)
    self->window.stride = 1;
  if (kind == FOVEA_QUESTION_MAKES_FIT)
    self->window.stride = g_rand_int_range (random, 2, 5);
  if (!paddings && !self->pooling)
    {
      self->window.pad = g_rand_int_range (random, 0, 4);
      if (g_rand_int_range (random, 0, 6) == 0)
        set_heights (self, self->input, g_rand_int_range (random, 1, 8));
    }
}

void
fovea_setting_clear (FoveaSetting *self)
{
  g_clear_pointer (&self->x, fovea_tensor_unref);
  g_clear_pointer (&self->w, fovea_tensor_unref);
  g_clear_pointer (&self->b, fovea_tensor_unref);
  g_clear_pointer (&self->stack, fovea_net_spec_unref);
}

/* --- a round */

/* What is on the page has changed: questions about it can be asked anew. */
void
fovea_quiz_turn_page (FoveaQuiz *self)
{
  self->done = 0;
}

/**
 * fovea_quiz_ask:
 *
 * Returns: (transfer full) (nullable): the question of @kind about what @lesson shows, %NULL if it cannot be asked
 */
FoveaQuestion *
fovea_quiz_ask (FoveaQuiz *self, FoveaQuestionKind kind, FoveaLesson *lesson)
{
  g_auto (FoveaSetting) setting = { 0 };

  if (!fovea_setting_init_from (&setting, lesson) || !fovea_question_can_ask (kind, &setting))
    return NULL;
  self->done |= 1u << kind;
  return fovea_question_new (kind, &setting);
}

/**
 * fovea_quiz_next:
 * @lesson: (nullable): the page
 *
 * Returns: (transfer full): a question about the page that was not asked yet, or a made-up one
 */
FoveaQuestion *
fovea_quiz_next (FoveaQuiz *self, FoveaLesson *lesson)
{
  for (FoveaQuestionKind kind = 0; lesson && kind < FOVEA_N_QUESTION_KINDS; kind++)
    if (!(self->done & 1u << kind))
      {
        FoveaQuestion *question = fovea_quiz_ask (self, kind, lesson);

        if (question)
          return question;
      }
  return fovea_question_new_random (self->seed++, lesson ? fovea_lesson_get_letters (lesson) : FOVEA_LETTERS_LECTURE);
}

void
fovea_quiz_score (FoveaQuiz *self, gboolean right)
{
  self->asked++;
  self->right += right != 0;
}
