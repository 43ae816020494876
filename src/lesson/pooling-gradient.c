/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way back through a pool. The gradient g of a place goes
 *   to the winner alone (max; the first largest), to all cells under the window alike, g/n (average),
 *   or by ∂√(Σ x²)/∂x = x/y (L2; nothing where y = 0),
 * slice by slice; where windows overlap it adds up. For max and average the engine's reference kernel works on an
 * output gradient that is zero beyond the current place; L2 pooling, which no net has, is written out here. */

#include "config.h"

#include "lesson/pooling-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const GEnumValue passes[] = {
  { FOVEA_LESSON_FORWARD, N_ ("Forward"), "forward" },
  { FOVEA_LESSON_BACKWARD, N_ ("Backward"), "backward" },
  { 0, NULL, NULL },
};

static const GEnumValue gradients[] = {
  { FOVEA_POOLING_ONES, N_ ("Ones"), "ones" },
  { FOVEA_POOLING_RAMP, N_ ("1, 2, 3, …"), "ramp" },
  { FOVEA_POOLING_CELL, N_ ("One cell"), "cell" },
  { FOVEA_POOLING_OWN, N_ ("Your own"), "own" },
  { 0, NULL, NULL },
};

GType
fovea_pooling_pass_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaPoolingPass", passes));
  return type;
}

GType
fovea_pooling_gradient_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaPoolingGradient", gradients));
  return type;
}

FoveaLessonPass
fovea_pooling_get_pass (FoveaPooling *self)
{
  return self->pass;
}

/* Slices are worked on one by one, each as a whole. */
gboolean
fovea_pooling_is_workable (FoveaPooling *self)
{
  gint64 area = (gint64) self->numbers[FILTER] * self->numbers[FILTER];
  int width, height;

  fovea_pooling_get_output_size (self, &width, &height);
  return width > 0 && area * width * height <= FOVEA_CONVOLUTION_MAX_WORK;
}

/* --- the gradient of the output */

static guint64
get_key (FoveaPlace place)
{
  return fovea_edits_key (0, place.map, place.row, place.column);
}

float
fovea_pooling_get_output_gradient (FoveaPooling *self, FoveaPlace place)
{
  int width, height;
  float value = 0;

  fovea_pooling_get_windows (self, &width, &height);
  switch (self->gradient)
    {
    case FOVEA_POOLING_RAMP:
      return place.row * width + place.column + 1;
    case FOVEA_POOLING_CELL:
      return fovea_pooling_get_position_of (self, place) == fovea_lesson_get_position (FOVEA_LESSON (self));
    case FOVEA_POOLING_OWN:
      fovea_edits_find (self->gradients, get_key (place), &value);
      return value;
    case FOVEA_POOLING_ONES:
    default:
      return 1;
    }
}

/* The gradient as it is now becomes the numbers that one has typed in. */
static void
take_over (FoveaPooling *self)
{
  int n = fovea_lesson_count_positions (FOVEA_LESSON (self));
  FoveaEdits *taken = fovea_edits_new ();

  for (int position = 0; position < n; position++)
    {
      FoveaPlace place = fovea_pooling_get_place (self, position);

      fovea_edits_set (taken, get_key (place), fovea_pooling_get_output_gradient (self, place));
    }
  g_hash_table_unref (self->gradients);
  self->gradients = taken;
}

/* Numbers that were typed in once are there again; before, one begins with what there is. */
void
fovea_pooling_set_gradient (FoveaPooling *self, FoveaPoolingGradient gradient)
{
  if (self->gradient == gradient)
    return;
  if (gradient == FOVEA_POOLING_OWN && g_hash_table_size (self->gradients) == 0)
    take_over (self);
  self->gradient = gradient;
  fovea_pooling_forget (self);
  g_object_notify (G_OBJECT (self), "gradient");
  fovea_lesson_changed (FOVEA_LESSON (self));
}

void
fovea_pooling_set_gradient_value (FoveaPooling *self, FoveaPlace place, float value)
{
  g_return_if_fail (FOVEA_IS_POOLING (self) && isfinite (value));

  if (self->gradient != FOVEA_POOLING_OWN)
    {
      take_over (self);
      self->gradient = FOVEA_POOLING_OWN;
      g_object_notify (G_OBJECT (self), "gradient");
    }
  fovea_edits_set (self->gradients, get_key (place), value);
  fovea_pooling_forget (self);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

/* --- the way back */

/* The output gradient of a slice, 1×1×H'×W', as far as the current place. */
static FoveaTensor *
make_output_gradient (FoveaPooling *self, int slice)
{
  int width, height, filled = fovea_pooling_count_filled (self, slice);
  FoveaTensor *gradient;

  fovea_pooling_get_output_size (self, &width, &height);
  gradient = fovea_tensor_new (1, 1, height, width);
  for (int i = 0; i < filled; i++)
    gradient->data[i] = fovea_pooling_get_output_gradient (self, (FoveaPlace){ slice, i / width, i % width });
  return gradient;
}

static FoveaTensor *
go_back_by_engine (FoveaPooling *self, const FoveaTensor *x, const FoveaTensor *gy)
{
  gboolean same = self->round == FOVEA_CONVENTION_SAME;
  FoveaWindow window = { .extent = self->numbers[FILTER],
                         .stride = self->numbers[STRIDE],
                         .pad = self->numbers[PAD],
                         .dilation = 1,
                         .same = same,
                         .round = same ? FOVEA_ROUND_ERROR : fovea_pooling_get_geometry (self, FALSE).round };
  FoveaPoolKind kind = self->kind == FOVEA_POOLING_MAX ? FOVEA_POOL_MAX : FOVEA_POOL_AVERAGE;
  g_autoptr (GError) error = NULL;
  FoveaTensor *gx = fovea_pool2d_backward (kind, x, &window, gy, &error);

  g_assert_no_error (error);
  return gx;
}

static FoveaTensor *
go_back_by_l2 (FoveaPooling *self, const FoveaTensor *x, int slice, const FoveaTensor *gy)
{
  FoveaTensor *gx = fovea_tensor_new (1, 1, x->h, x->w);

  for (int i = 0; i < gy->h * gy->w; i++)
    {
      FoveaPlace place = { slice, i / gy->w, i % gy->w };
      FoveaPoolingPart part = fovea_pooling_get_part (self, place);
      float y = fovea_pooling_get_result (self, place);

      for (int row = part.row; y > 0 && row < part.row + part.rows; row++)
        for (int column = part.column; column < part.column + part.columns; column++)
          *fovea_tensor_at (gx, 0, 0, row, column) += gy->data[i] * *fovea_tensor_at (x, 0, 0, row, column) / y;
    }
  return gx;
}

/* Kept until the lesson changes or moves. */
static const FoveaTensor *
get_slice (FoveaPooling *self, int slice)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (self));
  FoveaTensor *gx;

  if (self->back_position != position)
    g_hash_table_remove_all (self->back);
  self->back_position = position;
  gx = g_hash_table_lookup (self->back, GINT_TO_POINTER (slice));
  if (!gx)
    {
      g_autoptr (FoveaTensor) x
          = fovea_field_crop (&self->input, slice, 1, 0, 0, self->input.height, self->input.width);
      g_autoptr (FoveaTensor) gy = make_output_gradient (self, slice);

      gx = self->kind == FOVEA_POOLING_L2 ? go_back_by_l2 (self, x, slice, gy) : go_back_by_engine (self, x, gy);
      g_hash_table_insert (self->back, GINT_TO_POINTER (slice), gx);
    }
  return gx;
}

float
fovea_pooling_get_input_gradient (FoveaPooling *self, int slice, int row, int column)
{
  g_return_val_if_fail (self->pass == FOVEA_LESSON_BACKWARD && fovea_pooling_is_workable (self), 0);

  return *fovea_tensor_at (get_slice (self, slice), 0, 0, row, column);
}

float
fovea_pooling_get_input_gradient_limit (FoveaPooling *self, int slice)
{
  const FoveaTensor *gx = get_slice (self, slice);

  return fovea_numbers_limit (gx->data, fovea_tensor_size (gx));
}
