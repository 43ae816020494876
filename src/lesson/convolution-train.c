/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Training the convolution lesson's filters: plain gradient descent on L = ½ Σ (y − t)²,
 *   w ← w − rate · ∂L/∂w,  b ← b − rate · ∂L/∂b,
 * the gradients by the engine. All steps are kept, so that one can go back and forth among them.
 *
 * L is quadratic in (w, b), so descent settles just where rate < 2/λ, λ the largest eigenvalue of its Hessian JᵀJ, J
 * being the layer without its bias's constant. λ comes from power iteration: v ← JᵀJ v / |JᵀJ v|, again by the engine.
 */

#include "config.h"

#include "lesson/convolution-private.h"

#include "engine/conv2d.h"

#include <math.h>
#include <string.h>

static const int POWER_ITERATIONS = 30;

/* What one step leaves: the parameters after it, and the loss that they have. */
typedef struct
{
  FoveaTensor *w, *b;
} Parameters;

static void
parameters_clear (gpointer data)
{
  Parameters *self = data;

  fovea_tensor_unref (self->w);
  fovea_tensor_unref (self->b);
}

void
fovea_trail_clear (FoveaTrail *self)
{
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->losses, g_array_unref);
  g_clear_pointer (&self->y, fovea_tensor_unref);
}

static const Parameters *
get_step (const FoveaTrail *self, int step)
{
  return &g_array_index (self->steps, Parameters, step);
}

static void
add_step (FoveaTrail *self, FoveaTensor *w, FoveaTensor *b, double loss)
{
  Parameters step = { w, b };

  g_array_append_val (self->steps, step);
  g_array_append_val (self->losses, loss);
}

static void
begin (FoveaConvolution *self)
{
  FoveaTrail *trail = &self->work.trail;

  trail->steps = g_array_new (FALSE, FALSE, sizeof (Parameters));
  g_array_set_clear_func (trail->steps, parameters_clear);
  trail->losses = g_array_new (FALSE, FALSE, sizeof (double));
  trail->y_step = -1;
  add_step (trail, fovea_tensor_ref (self->work.w), fovea_tensor_ref (self->work.b),
            fovea_tensor_loss (self->work.y, self->work.target));
}

static FoveaTensor *
descend (const FoveaTensor *from, const FoveaTensor *gradient, double rate)
{
  FoveaTensor *to = fovea_tensor_copy (from);

  for (gsize i = 0; i < fovea_tensor_size (to); i++)
    to->data[i] -= (float) rate * gradient->data[i];
  return to;
}

/* The gradients that an output gradient has. */
static void
get_gradients (FoveaConvolution *self, const FoveaTensor *w, const FoveaTensor *gy, FoveaTensor **gw, FoveaTensor **gb)
{
  FoveaWindow window = fovea_convolution_get_window (self);
  g_autoptr (GError) error = NULL;

  fovea_conv2d_backward (self->work.x, w, &window, self->now.numbers[GROUPS], gy, NULL, gw, gb, &error);
  g_assert_no_error (error);
}

/* The gradients of the loss at one step: those that the next one is made of. */
static void
find_descent (FoveaConvolution *self, const Parameters *at, FoveaTensor **gw, FoveaTensor **gb)
{
  g_autoptr (FoveaTensor) y = fovea_convolution_run (self, at->w, at->b);
  g_autoptr (FoveaTensor) gy = fovea_tensor_subtract (y, self->work.target);

  get_gradients (self, at->w, gy, gw, gb);
}

/* One step more. Returns: FALSE if the loss is no longer a number */
static gboolean
advance (FoveaConvolution *self)
{
  FoveaTrail *trail = &self->work.trail;
  const Parameters *last = get_step (trail, (int) trail->steps->len - 1);
  g_autoptr (FoveaTensor) gw = NULL, gb = NULL, w = NULL, b = NULL, next = NULL;
  double loss;

  find_descent (self, last, &gw, &gb);
  w = descend (last->w, gw, self->rate);
  b = descend (last->b, gb, self->rate);
  next = fovea_convolution_run (self, w, b);
  loss = fovea_tensor_loss (next, self->work.target);
  if (!(loss < FOVEA_DIVERGED))
    return FALSE;
  add_step (trail, g_steal_pointer (&w), g_steal_pointer (&b), loss);
  return TRUE;
}

/* Steps as far as the current position, or as they go. Returns: the step to show, or −1 */
static int
prepare_trail (FoveaConvolution *self)
{
  FoveaTrail *trail = &self->work.trail;
  guint position = (guint) fovea_lesson_get_position (FOVEA_LESSON (self));

  if (self->now.pass != FOVEA_LESSON_TRAIN || !fovea_convolution_prepare (self))
    return -1;
  if (!trail->steps)
    begin (self);
  while (trail->steps->len <= position && !trail->diverged)
    trail->diverged = !advance (self);
  return (int) MIN (position, trail->steps->len - 1);
}

const FoveaTensor *
fovea_convolution_get_trained_filters (FoveaConvolution *self)
{
  int step = prepare_trail (self);

  return step >= 0 ? get_step (&self->work.trail, step)->w : NULL;
}

const FoveaTensor *
fovea_convolution_get_trained_biases (FoveaConvolution *self)
{
  int step = prepare_trail (self);

  return step >= 0 ? get_step (&self->work.trail, step)->b : NULL;
}

const FoveaTensor *
fovea_convolution_get_trained_output (FoveaConvolution *self)
{
  FoveaTrail *trail = &self->work.trail;
  int step = prepare_trail (self);

  if (step < 0)
    return NULL;
  if (trail->y_step != step)
    {
      g_clear_pointer (&trail->y, fovea_tensor_unref);
      trail->y = fovea_convolution_run (self, get_step (trail, step)->w, get_step (trail, step)->b);
      trail->y_step = step;
    }
  return trail->y;
}

FoveaTensor *
fovea_convolution_dup_descent (FoveaConvolution *self)
{
  int step = prepare_trail (self);
  g_autoptr (FoveaTensor) gb = NULL;
  FoveaTensor *gw = NULL;

  if (step >= 0)
    find_descent (self, get_step (&self->work.trail, step), &gw, &gb);
  return gw;
}

const double *
fovea_convolution_get_losses (FoveaConvolution *self, int *n)
{
  int step = prepare_trail (self);

  *n = step + 1;
  return step >= 0 ? (const double *) (gpointer) self->work.trail.losses->data : NULL;
}

static double
get_length (const FoveaTensor *w, const FoveaTensor *b)
{
  double sum = 0;

  for (gsize i = 0; i < fovea_tensor_size (w); i++)
    sum += (double) w->data[i] * w->data[i];
  for (gsize i = 0; i < fovea_tensor_size (b); i++)
    sum += (double) b->data[i] * b->data[i];
  return sqrt (sum);
}

static void
scale (FoveaTensor *tensor, double by)
{
  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    tensor->data[i] = (float) (tensor->data[i] * by);
}

/* The start has no pattern that an input could be at right angles to. */
static void
begin_power (FoveaTensor *w, FoveaTensor *b)
{
  for (gsize i = 0; i < fovea_tensor_size (w); i++)
    w->data[i] = 1 + (float) (i * 2654435761u % 1009) / 1009;
  fovea_tensor_fill (b, 1);
}

static double
find_curvature (FoveaConvolution *self)
{
  const FoveaTensor *filters = self->work.w;
  g_autoptr (FoveaTensor) w = fovea_tensor_copy (filters), b = fovea_tensor_copy (self->work.b);
  double length = 0;

  begin_power (w, b);
  for (int i = 0; i <= POWER_ITERATIONS; i++)
    {
      g_autoptr (FoveaTensor) y = NULL;

      length = get_length (w, b);
      if (length == 0)
        return 0;
      scale (w, 1 / length);
      scale (b, 1 / length);
      y = fovea_convolution_run (self, w, b);
      g_clear_pointer (&w, fovea_tensor_unref);
      g_clear_pointer (&b, fovea_tensor_unref);
      get_gradients (self, filters, y, &w, &b);
    }
  return get_length (w, b);
}

double
fovea_convolution_get_rate_limit (FoveaConvolution *self)
{
  double curvature;

  if (prepare_trail (self) < 0)
    return 0;
  if (self->work.rate_limit == 0)
    {
      curvature = find_curvature (self);
      self->work.rate_limit = curvature > 0 ? 2 / curvature : 0;
    }
  return self->work.rate_limit;
}

void
fovea_convolution_keep_trained (FoveaConvolution *self)
{
  int step = prepare_trail (self);
  g_autoptr (FoveaTensor) w = NULL, b = NULL;

  if (step < 0)
    return;
  w = fovea_tensor_ref (get_step (&self->work.trail, step)->w);
  b = fovea_tensor_ref (get_step (&self->work.trail, step)->b);
  for (int k = 0; k < w->n; k++)
    {
      int first = fovea_convolution_get_first_slice (self, k);

      for (int slice = 0; slice < w->c; slice++)
        for (int i = 0; i < w->h * w->w; i++)
          fovea_edits_set (self->now.weights, fovea_edits_key (k, first + slice, i / w->w, i % w->w),
                           *fovea_tensor_at (w, k, slice, i / w->w, i % w->w));
      fovea_edits_set (self->now.biases, (guint64) k, b->data[k]);
    }
  fovea_convolution_forget (self, -1);
  fovea_lesson_move (FOVEA_LESSON (self), 0);
}
