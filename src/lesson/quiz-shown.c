/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What questions are about while a page goes backward, trains or stamps: the one window at the present place, with the
 * weight or the number in it that is asked about. That is the first from the place's own number on which tells answers
 * apart: neither 0, where everything gives 0, nor the same as what lies on it. */

#include "config.h"

#include "lesson/quiz-private.h"

#include <math.h>
#include <string.h>

#define MOST_CELLS 16 /* of a window that can stand in a question */

/* Slice @slice of a volume, 1×1×rows×columns. */
static FoveaTensor *
get_plane (const FoveaTensor *volume, int slice)
{
  return fovea_tensor_new_from (1, 1, volume->h, volume->w, fovea_tensor_at (volume, 0, slice, 0, 0));
}

static void
replace (FoveaTensor **numbers, FoveaTensor *with)
{
  g_clear_pointer (numbers, fovea_tensor_unref);
  *numbers = with;
}

/* Whether number @i of the window is worth asking about: @of it something is made, which @other does not make alike. */
static gboolean
tells (const FoveaTensor *of, const FoveaTensor *other, int i)
{
  return of->data[i] != 0 && (!other || of->data[i] != other->data[i]);
}

static void
choose_cell (FoveaSetting *self, const FoveaTensor *of, const FoveaTensor *other, int from)
{
  int n = of->h * of->w, chosen = from % n;

  for (int i = 0; i < n; i++)
    if (tells (of, other, (from + i) % n))
      {
        chosen = (from + i) % n;
        break;
      }
  self->row = chosen / of->w;
  self->column = chosen % of->w;
}

static gboolean
is_whole (double number)
{
  return number == rint (number) && fabs (number) <= 99;
}

/* The window of a convolution where it stands; of the slices that its filter sees, the first. */
static gboolean
take_window (FoveaSetting *self, FoveaConvolution *lesson)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (lesson)), first = fovea_quiz_find_first_slice (self);
  const FoveaTensor *gradient = fovea_convolution_get_output_gradient (lesson);
  g_autoptr (FoveaTensor) patch = NULL, filter = NULL;

  if (!self->x || !gradient || self->window.extent * fovea_window_rows (&self->window) > MOST_CELLS)
    return FALSE;
  patch = fovea_quiz_cut_patch (self);
  filter = fovea_quiz_cut_filter (self, FALSE);
  self->gradient = gradient->data[position];
  self->slice = self->depth > 1 ? first : -1;
  replace (&self->x, get_plane (patch, 0));
  replace (&self->w, get_plane (filter, 0));
  choose_cell (self, self->x, self->w, position);
  return is_whole (self->gradient) && self->gradient != 0 && fovea_quiz_is_easy (self->x) && fovea_quiz_is_easy (self->w);
}

/* One number of the input and the filter that it stamps; without them there is still a size to ask for. */
static gboolean
take_stamp (FoveaSetting *self, FoveaConvolution *lesson)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (lesson)), first = fovea_quiz_find_first_slice (self);
  int width, height;

  fovea_convolution_get_stamped_size (lesson, &width, &height);
  self->window.same = FALSE;
  self->slice = self->depth > 1 ? first : -1;
  self->gradient = fovea_convolution_get_value (lesson, first, self->row, self->column);
  if (self->w)
    {
      g_autoptr (FoveaTensor) filter = fovea_quiz_cut_filter (self, FALSE);

      replace (&self->w, get_plane (filter, 0));
      choose_cell (self, self->w, NULL, position);
    }
  replace (&self->x, NULL);
  if (self->w && (self->w->h * self->w->w > MOST_CELLS || !fovea_quiz_is_easy (self->w) || !is_whole (self->gradient)
                  || self->gradient == 0))
    replace (&self->w, NULL);
  return fovea_lesson_count_positions (FOVEA_LESSON (lesson)) > 0 && width > 0 && height > 0;
}

/* The weight of the first filter whose gradient is the largest. */
static gboolean
take_step (FoveaSetting *self, FoveaConvolution *lesson)
{
  const FoveaTensor *w = fovea_convolution_get_trained_filters (lesson);
  g_autoptr (FoveaTensor) gradient = fovea_convolution_dup_descent (lesson), filter = NULL;
  int most = 0, area = self->window.extent * fovea_window_rows (&self->window);

  if (!w || !gradient)
    return FALSE;
  for (int i = 1; i < area; i++)
    if (fabsf (gradient->data[i]) > fabsf (gradient->data[most]))
      most = i;
  filter = fovea_tensor_new_from (1, 1, w->h, w->w, w->data);
  replace (&self->x, NULL);
  replace (&self->w, g_steal_pointer (&filter));
  self->map = 0;
  self->slice = self->depth > 1 ? 0 : -1;
  self->row = most / w->w;
  self->column = most % w->w;
  self->gradient = gradient->data[most];
  g_object_get (lesson, "rate", &self->rate, NULL);
  return self->gradient != 0 && self->rate > 0;
}

/* A pool's window, if it lies within the input; what L2 pooling sends back is seldom whole. */
static gboolean
take_pooled (FoveaSetting *self, FoveaPooling *lesson)
{
  FoveaPlace place = { self->map, self->row, self->column };
  g_autoptr (FoveaTensor) patch = NULL;

  if (!self->x || self->pool == FOVEA_POOLING_L2 || self->window.extent * self->window.extent > MOST_CELLS)
    return FALSE;
  patch = fovea_quiz_cut_patch (self);
  self->gradient = fovea_pooling_get_output_gradient (lesson, place);
  self->window.rows = 0;
  replace (&self->x, g_steal_pointer (&patch));
  choose_cell (self, self->x, NULL, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  return is_whole (self->gradient) && self->gradient != 0 && fovea_quiz_is_easy (self->x);
}

gboolean
fovea_quiz_take_pass (FoveaSetting *self, FoveaLesson *lesson)
{
  gboolean pooling = FOVEA_IS_POOLING (lesson);

  self->pass = pooling ? fovea_pooling_get_pass (FOVEA_POOLING (lesson))
                       : fovea_convolution_get_pass (FOVEA_CONVOLUTION (lesson));
  if (self->pass == FOVEA_LESSON_FORWARD)
    return TRUE;
  if (fovea_lesson_count_positions (lesson) == 0)
    return FALSE;
  if (pooling)
    return take_pooled (self, FOVEA_POOLING (lesson));
  switch (self->pass)
    {
    case FOVEA_LESSON_BACKWARD:
      return take_window (self, FOVEA_CONVOLUTION (lesson));
    case FOVEA_LESSON_TRAIN:
      return take_step (self, FOVEA_CONVOLUTION (lesson));
    default:
      return take_stamp (self, FOVEA_CONVOLUTION (lesson));
    }
}
