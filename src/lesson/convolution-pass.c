/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson beyond its forward pass: the whole layer as tensors for the engine, and its gradients. Every
 * place (k, i, j) with gradient g of its output gives
 *   ∂L/∂x[c, i·S + u·dilation − P, j·S + v·dilation − P] += g · w[k, c, u, v]
 *   ∂L/∂w[k, c, u, v] += g · x[c, i·S + u·dilation − P, j·S + v·dilation − P],  ∂L/∂b[k] += g
 * so what has come back after p places is the engine's gradient of an output gradient that is zero beyond them: a
 * function of the position alone, whichever way one came there. */

#include "config.h"

#include "lesson/convolution-private.h"

#include "engine/conv2d.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const int MAX_TRAINED = 1 << 16; /* parameters; each step keeps its own */

static const GEnumValue passes[] = {
  { FOVEA_LESSON_FORWARD, N_ ("Forward"), "forward" },
  { FOVEA_LESSON_BACKWARD, N_ ("Backward"), "backward" },
  { FOVEA_LESSON_TRAIN, N_ ("Train"), "train" },
  { FOVEA_LESSON_TRANSPOSED, N_ ("Transposed"), "transposed" },
  { 0, NULL, NULL },
};

GType
fovea_lesson_pass_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaLessonPass", passes));
  return type;
}

const char *
fovea_lesson_pass_label (FoveaLessonPass pass)
{
  g_return_val_if_fail ((guint) pass < FOVEA_N_LESSON_PASSES, NULL);
  return _ (passes[pass].value_name);
}

FoveaLessonPass
fovea_convolution_get_pass (FoveaConvolution *self)
{
  return self->now.pass;
}

FoveaFilterPreset
fovea_convolution_get_target_preset (FoveaConvolution *self)
{
  return self->target;
}

double
fovea_convolution_get_rate (FoveaConvolution *self)
{
  return self->rate;
}

/* --- how much there is to do */

gint64
fovea_convolution_count_work (FoveaConvolution *self)
{
  const int *n = self->now.numbers;
  gboolean stamps = self->now.pass == FOVEA_LESSON_TRANSPOSED;
  gint64 places = stamps ? (gint64) n[WIDTH] * n[HEIGHT] : (gint64) self->maps.width * self->maps.height;

  return places * n[FILTERS] * fovea_convolution_count_weights (self);
}

/* What takes memory is limited, too: inputs that no window touches, and the weights of each step of training. */
gboolean
fovea_convolution_is_workable (FoveaConvolution *self)
{
  const int *n = self->now.numbers;
  gint64 work = fovea_convolution_count_work (self), input = (gint64) n[WIDTH] * n[HEIGHT] * n[DEPTH];
  int width, height;

  if (self->picture || work == 0 || work > FOVEA_CONVOLUTION_MAX_WORK || input > FOVEA_CONVOLUTION_MAX_WORK)
    return FALSE;
  if (self->now.pass == FOVEA_LESSON_TRAIN && fovea_convolution_count_parameters (self) > MAX_TRAINED)
    return FALSE;
  fovea_convolution_get_stamped_size (self, &width, &height);
  return self->now.pass != FOVEA_LESSON_TRANSPOSED
         || (width > 0 && height > 0 && (gint64) width * height * n[FILTERS] <= FOVEA_CONVOLUTION_MAX_WORK);
}

/* --- the layer as the engine takes it */

FoveaWindow
fovea_convolution_get_window (FoveaConvolution *self)
{
  const int *n = self->now.numbers;
  FoveaGeometry geometry = fovea_convolution_get_geometry (self, FALSE);
  gboolean same = self->now.round == FOVEA_CONVENTION_SAME;

  return (FoveaWindow){ .extent = n[FILTER_WIDTH],
                        .rows = n[FILTER_HEIGHT],
                        .stride = n[STRIDE],
                        .pad = n[PAD],
                        .dilation = n[DILATION],
                        .same = same,
                        .round = same ? FOVEA_ROUND_ERROR : geometry.round };
}

/* K×D/groups×rows×columns */
static FoveaTensor *
gather_filters (FoveaConvolution *self)
{
  const int *n = self->now.numbers;
  FoveaTensor *all = fovea_tensor_new (n[FILTERS], fovea_convolution_get_filter_depth (self), n[FILTER_HEIGHT],
                                       n[FILTER_WIDTH]);

  for (int k = 0; k < n[FILTERS]; k++)
    {
      g_autoptr (FoveaTensor) one = fovea_convolution_dup_filter (self, k);

      memcpy (fovea_tensor_at (all, k, 0, 0, 0), one->data, fovea_tensor_size (one) * sizeof (float));
    }
  return all;
}

static FoveaTensor *
gather_biases (FoveaConvolution *self)
{
  FoveaTensor *all = fovea_tensor_new (1, self->now.numbers[FILTERS], 1, 1);

  for (int k = 0; k < all->c; k++)
    all->data[k] = fovea_convolution_get_bias (self, k);
  return all;
}

FoveaTensor *
fovea_convolution_run (FoveaConvolution *self, const FoveaTensor *filters, const FoveaTensor *biases)
{
  FoveaWindow window = fovea_convolution_get_window (self);
  g_autoptr (GError) error = NULL;
  FoveaTensor *y = fovea_conv2d_forward (self->work.x, filters, biases, &window, self->now.numbers[GROUPS], &error);

  g_assert_no_error (error);
  return y;
}

float
fovea_convolution_get_target_weight (FoveaConvolution *self, int filter, int slice, int row, int column)
{
  return fovea_filter_preset_value (self->target, self->input.seed + 1, self->now.numbers[FILTER_HEIGHT],
                                    self->now.numbers[FILTER_WIDTH], filter, slice, row, column);
}

/* What the target's filter, which has no bias, makes of the input. */
static FoveaTensor *
make_target (FoveaConvolution *self)
{
  const FoveaTensor *w = self->work.w;
  g_autoptr (FoveaTensor) filters = fovea_tensor_new (w->n, w->c, w->h, w->w);
  float *to = filters->data, value;
  FoveaTensor *target;

  for (int k = 0; k < w->n; k++)
    for (int slice = 0; slice < w->c; slice++)
      for (int i = 0; i < w->h * w->w; i++)
        *to++ = fovea_convolution_get_target_weight (self, k, fovea_convolution_get_first_slice (self, k) + slice,
                                                     i / w->w, i % w->w);
  target = fovea_convolution_run (self, filters, NULL);
  for (int k = 0; k < target->c; k++)
    for (int i = 0; i < target->h * target->w; i++)
      if (fovea_edits_find (self->targets, fovea_edits_key (k, 0, i / target->w, i % target->w), &value))
        *fovea_tensor_at (target, 0, k, i / target->w, i % target->w) = value;
  return target;
}

gboolean
fovea_convolution_prepare (FoveaConvolution *self)
{
  FoveaWork *work = &self->work;

  if (!fovea_convolution_is_workable (self))
    return FALSE;
  if (work->x)
    return TRUE;
  work->x = fovea_convolution_dup_input (self);
  work->w = gather_filters (self);
  work->b = gather_biases (self);
  if (self->now.pass == FOVEA_LESSON_TRANSPOSED)
    return TRUE;
  work->y = fovea_convolution_run (self, work->w, work->b);
  work->target = make_target (self);
  return TRUE;
}

void
fovea_work_clear (FoveaWork *self)
{
  FoveaTensor **tensors[] = { &self->x,  &self->w,  &self->b,  &self->y,       &self->target,  &self->gy,
                              &self->gx, &self->gw, &self->gb, &self->done_gx, &self->done_gw, &self->done_gb };

  for (gsize i = 0; i < G_N_ELEMENTS (tensors); i++)
    g_clear_pointer (tensors[i], fovea_tensor_unref);
  fovea_trail_clear (&self->trail);
  g_clear_pointer (&self->stamped, g_hash_table_unref);
  *self = (FoveaWork){ .position = -1, .done = -1 };
}

/* y − t */
FoveaTensor *
fovea_tensor_subtract (const FoveaTensor *y, const FoveaTensor *target)
{
  FoveaTensor *difference = fovea_tensor_copy (y);

  for (gsize i = 0; i < fovea_tensor_size (y); i++)
    difference->data[i] -= target->data[i];
  return difference;
}

/* ½ Σ (y − t)² */
double
fovea_tensor_loss (const FoveaTensor *y, const FoveaTensor *target)
{
  double sum = 0;

  for (gsize i = 0; i < fovea_tensor_size (y); i++)
    sum += ((double) y->data[i] - target->data[i]) * ((double) y->data[i] - target->data[i]);
  return sum / 2;
}

/* --- backward */

static void
run_back (FoveaConvolution *self, const FoveaTensor *gy, FoveaTensor **gx, FoveaTensor **gw, FoveaTensor **gb)
{
  FoveaWindow window = fovea_convolution_get_window (self);
  g_autoptr (GError) error = NULL;

  fovea_conv2d_backward (self->work.x, self->work.w, &window, self->now.numbers[GROUPS], gy, gx, gw, gb, &error);
  g_assert_no_error (error);
}

/* The gradients of all maps before @map. */
static void
finish_maps (FoveaConvolution *self, int map)
{
  FoveaWork *work = &self->work;
  gsize area = (gsize) work->y->h * (gsize) work->y->w;
  g_autoptr (FoveaTensor) reached = NULL;

  if (work->done == map)
    return;
  reached = fovea_tensor_new (1, work->y->c, work->y->h, work->y->w);
  memcpy (reached->data, work->gy->data, (gsize) map * area * sizeof (float));
  g_clear_pointer (&work->done_gx, fovea_tensor_unref);
  g_clear_pointer (&work->done_gw, fovea_tensor_unref);
  g_clear_pointer (&work->done_gb, fovea_tensor_unref);
  run_back (self, reached, &work->done_gx, &work->done_gw, &work->done_gb);
  work->done = map;
}

/* The same sums, with those of the first @cells of map @map. */
static void
add_map (FoveaConvolution *self, int map, int cells)
{
  FoveaWork *work = &self->work;
  FoveaWindow window = fovea_convolution_get_window (self);
  int first = fovea_convolution_get_first_slice (self, map);
  g_autoptr (FoveaTensor) x
      = fovea_tensor_new_from (1, work->w->c, work->x->h, work->x->w, fovea_tensor_at (work->x, 0, first, 0, 0));
  g_autoptr (FoveaTensor) w
      = fovea_tensor_new_from (1, work->w->c, work->w->h, work->w->w, fovea_tensor_at (work->w, map, 0, 0, 0));
  g_autoptr (FoveaTensor) gy = fovea_tensor_new (1, 1, work->y->h, work->y->w), gx = NULL, gw = NULL, gb = NULL;
  float *to = fovea_tensor_at (work->gx, 0, first, 0, 0);
  g_autoptr (GError) error = NULL;

  memcpy (gy->data, fovea_tensor_at (work->gy, 0, map, 0, 0), (gsize) cells * sizeof (float));
  fovea_conv2d_backward (x, w, &window, 1, gy, &gx, &gw, &gb, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < fovea_tensor_size (gx); i++)
    to[i] += gx->data[i];
  memcpy (fovea_tensor_at (work->gw, map, 0, 0, 0), gw->data, fovea_tensor_size (gw) * sizeof (float));
  work->gb->data[map] = gb->data[0];
}

/* Positions count the cells of the output volume in the order in which they lie. Maps before that of the position stay
 * the same while one steps through it. */
static void
go_back (FoveaConvolution *self, int position)
{
  FoveaWork *work = &self->work;
  int area = work->y->h * work->y->w;

  if (!work->gy || self->gradient == FOVEA_GRADIENT_CELL)
    {
      g_clear_pointer (&work->gy, fovea_tensor_unref);
      work->gy = fovea_convolution_make_gradient (self, position);
    }
  finish_maps (self, position / area);
  g_clear_pointer (&work->gx, fovea_tensor_unref);
  g_clear_pointer (&work->gw, fovea_tensor_unref);
  g_clear_pointer (&work->gb, fovea_tensor_unref);
  work->gx = fovea_tensor_copy (work->done_gx);
  work->gw = fovea_tensor_copy (work->done_gw);
  work->gb = fovea_tensor_copy (work->done_gb);
  add_map (self, position / area, position % area + 1);
  work->position = position;
}

static gboolean
prepare_backward (FoveaConvolution *self)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (self));

  if (self->now.pass != FOVEA_LESSON_BACKWARD || !fovea_convolution_prepare (self))
    return FALSE;
  if (self->work.position != position)
    go_back (self, position);
  return TRUE;
}

const FoveaTensor *
fovea_convolution_get_output_gradient (FoveaConvolution *self)
{
  return prepare_backward (self) ? self->work.gy : NULL;
}

const FoveaTensor *
fovea_convolution_get_input_gradient (FoveaConvolution *self)
{
  return prepare_backward (self) ? self->work.gx : NULL;
}

const FoveaTensor *
fovea_convolution_get_filter_gradient (FoveaConvolution *self)
{
  return prepare_backward (self) ? self->work.gw : NULL;
}

const FoveaTensor *
fovea_convolution_get_bias_gradient (FoveaConvolution *self)
{
  return prepare_backward (self) ? self->work.gb : NULL;
}

/* With one cell at a time the filter and the patch come back as they are. */
void
fovea_convolution_get_gradient_limits (FoveaConvolution *self, float *input, float *filters)
{
  FoveaWork *work = &self->work;

  *input = *filters = 0;
  if (!prepare_backward (self))
    return;
  if (self->gradient == FOVEA_GRADIENT_CELL)
    {
      work->gx_limit = fovea_numbers_limit (work->w->data, fovea_tensor_size (work->w));
      work->gw_limit = fovea_numbers_limit (work->x->data, fovea_tensor_size (work->x));
    }
  else if (work->gx_limit == 0)
    {
      g_autoptr (FoveaTensor) gx = NULL, gw = NULL;

      run_back (self, work->gy, &gx, &gw, NULL);
      work->gx_limit = fovea_numbers_limit (gx->data, fovea_tensor_size (gx));
      work->gw_limit = fovea_numbers_limit (gw->data, fovea_tensor_size (gw));
    }
  *input = work->gx_limit;
  *filters = work->gw_limit;
}

/* --- target */

const FoveaTensor *
fovea_convolution_get_target (FoveaConvolution *self)
{
  return fovea_convolution_prepare (self) ? self->work.target : NULL;
}

gboolean
fovea_convolution_is_target_edited (FoveaConvolution *self)
{
  return g_hash_table_size (self->targets) > 0;
}

void
fovea_convolution_set_target_value (FoveaConvolution *self, int filter, int row, int column, float value)
{
  g_return_if_fail (FOVEA_IS_CONVOLUTION (self) && filter >= 0 && filter < self->now.numbers[FILTERS] && row >= 0
                    && row < self->maps.height && column >= 0 && column < self->maps.width && isfinite (value));

  fovea_edits_set (self->targets, fovea_edits_key (filter, 0, row, column), value);
  fovea_work_clear (&self->work);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

/* --- what the weights make now */

const FoveaTensor *
fovea_convolution_get_output (FoveaConvolution *self)
{
  if (!fovea_convolution_prepare (self))
    return NULL;
  return self->now.pass == FOVEA_LESSON_TRAIN ? fovea_convolution_get_trained_output (self) : self->work.y;
}

double
fovea_convolution_get_loss (FoveaConvolution *self)
{
  const FoveaTensor *y = fovea_convolution_get_output (self);

  return y && self->work.target ? fovea_tensor_loss (y, self->work.target) : 0;
}
