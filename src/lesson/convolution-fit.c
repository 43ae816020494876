/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sizes that follow from the convolution lesson's settings: along each axis, with the input's and the filter's own
 * N and F, (N − F + 2P)/S + 1 cells, if the windows end flush with the padded input; else what the convention makes of
 * the misfit, and what would fit. */

#include "config.h"

#include "lesson/convolution-private.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* --- settings */

int
fovea_convolution_get_width (FoveaConvolution *self)
{
  return self->now.numbers[WIDTH];
}

int
fovea_convolution_get_height (FoveaConvolution *self)
{
  return self->now.numbers[HEIGHT];
}

int
fovea_convolution_get_depth (FoveaConvolution *self)
{
  return self->now.numbers[DEPTH];
}

int
fovea_convolution_get_filter_width (FoveaConvolution *self)
{
  return self->now.numbers[FILTER_WIDTH];
}

int
fovea_convolution_get_filter_height (FoveaConvolution *self)
{
  return self->now.numbers[FILTER_HEIGHT];
}

gint64
fovea_convolution_count_weights (FoveaConvolution *self)
{
  const int *n = self->now.numbers;

  return (gint64) n[FILTER_WIDTH] * n[FILTER_HEIGHT] * fovea_convolution_get_filter_depth (self);
}

int
fovea_convolution_get_filters (FoveaConvolution *self)
{
  return self->now.numbers[FILTERS];
}

int
fovea_convolution_get_stride (FoveaConvolution *self)
{
  return self->now.numbers[STRIDE];
}

int
fovea_convolution_get_pad (FoveaConvolution *self)
{
  return self->now.numbers[PAD];
}

int
fovea_convolution_get_dilation (FoveaConvolution *self)
{
  return self->now.numbers[DILATION];
}

int
fovea_convolution_get_groups (FoveaConvolution *self)
{
  return self->now.numbers[GROUPS];
}

int
fovea_convolution_get_filter_depth (FoveaConvolution *self)
{
  return self->now.numbers[DEPTH] / self->now.numbers[GROUPS];
}

int
fovea_convolution_get_first_slice (FoveaConvolution *self, int filter)
{
  const int *n = self->now.numbers;

  return filter / (n[FILTERS] / n[GROUPS]) * fovea_convolution_get_filter_depth (self);
}

gboolean
fovea_convolution_sees (FoveaConvolution *self, int filter, int slice)
{
  int first = fovea_convolution_get_first_slice (self, filter);

  return slice >= first && slice < first + fovea_convolution_get_filter_depth (self);
}

FoveaConvention
fovea_convolution_get_convention (FoveaConvolution *self)
{
  return self->now.round;
}

gboolean
fovea_convolution_get_relu (FoveaConvolution *self)
{
  return self->now.relu;
}

gboolean
fovea_convolution_get_pool (FoveaConvolution *self)
{
  return self->now.pool;
}

FoveaView
fovea_convolution_get_view (FoveaConvolution *self)
{
  return self->now.view;
}

gboolean
fovea_convolution_get_flip (FoveaConvolution *self)
{
  return self->now.flip;
}

gint64
fovea_convolution_count_parameters (FoveaConvolution *self)
{
  return (fovea_convolution_count_weights (self) + 1) * self->now.numbers[FILTERS];
}

/* A stamp may be larger than what it is stamped on; a window may not. */
static int
get_reach (FoveaConvolution *self, gboolean vertical)
{
  const int *n = self->now.numbers;

  if (self->now.pass == FOVEA_LESSON_TRANSPOSED)
    return FOVEA_CONVOLUTION_MAX_INPUT;
  return n[vertical ? HEIGHT : WIDTH] + 2 * n[PAD];
}

int
fovea_convolution_get_filter_limit (FoveaConvolution *self, gboolean vertical)
{
  int other = self->now.numbers[vertical ? FILTER_WIDTH : FILTER_HEIGHT];
  int longest = FOVEA_CONVOLUTION_MAX_WEIGHTS / (other * fovea_convolution_get_filter_depth (self));

  return CLAMP (longest, 1, get_reach (self, vertical));
}

int
fovea_convolution_get_square_limit (FoveaConvolution *self)
{
  int longest = (int) sqrt (FOVEA_CONVOLUTION_MAX_WEIGHTS / fovea_convolution_get_filter_depth (self));

  return MIN (longest, MIN (get_reach (self, FALSE), get_reach (self, TRUE)));
}

/* Whether the filter could be larger if it were for the input alone. */
static gboolean
is_full (FoveaConvolution *self)
{
  const int *n = self->now.numbers;
  int reach_x = get_reach (self, FALSE), reach_y = get_reach (self, TRUE);

  if (n[FILTER_WIDTH] == n[FILTER_HEIGHT])
    return n[FILTER_WIDTH] == fovea_convolution_get_square_limit (self) && n[FILTER_WIDTH] < MIN (reach_x, reach_y);
  return (n[FILTER_WIDTH] == fovea_convolution_get_filter_limit (self, FALSE) && n[FILTER_WIDTH] < reach_x)
         || (n[FILTER_HEIGHT] == fovea_convolution_get_filter_limit (self, TRUE) && n[FILTER_HEIGHT] < reach_y);
}

char *
fovea_convolution_say_weight_limit (FoveaConvolution *self)
{
  int depth = fovea_convolution_get_filter_depth (self);
  int square = (int) sqrt (FOVEA_CONVOLUTION_MAX_WEIGHTS / depth);
  char most[FOVEA_NUMBER_SIZE];

  if (!is_full (self))
    return NULL;
  fovea_number_count (FOVEA_CONVOLUTION_MAX_WEIGHTS, most);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A filter has at most %s weights: %d×%d over %d slice.",
                                       "A filter has at most %s weights: %d×%d over %d slices.", (gulong) depth),
                          most, square, square, depth);
}

/* --- sizes */

static void
get_axis (FoveaConvolution *self, gboolean vertical, FoveaGeometry *geometry)
{
  const int *numbers = self->now.numbers;

  *geometry = (FoveaGeometry){ .input = numbers[vertical ? HEIGHT : WIDTH],
                               .filter = numbers[vertical ? FILTER_HEIGHT : FILTER_WIDTH],
                               .stride = numbers[STRIDE],
                               .pad = numbers[PAD],
                               .pad_end = numbers[PAD],
                               .dilation = numbers[DILATION] };
}

FoveaGeometry
fovea_convolution_get_geometry (FoveaConvolution *self, gboolean vertical)
{
  FoveaGeometry geometry;

  get_axis (self, vertical, &geometry);
  fovea_geometry_apply_convention (&geometry, self->now.round);
  return geometry;
}

/* The 2×2 window with stride 2 that pools the output; its input is 1 where there is no output. */
FoveaGeometry
fovea_convolution_get_pool_geometry (FoveaConvolution *self, gboolean vertical)
{
  int width, height;
  FoveaGeometry geometry;

  fovea_convolution_get_output_size (self, &width, &height);
  geometry = (FoveaGeometry){ .input = MAX (vertical ? height : width, 1), .filter = 2, .stride = 2, .dilation = 1 };
  fovea_geometry_apply_convention (&geometry, self->now.round);
  return geometry;
}

gboolean
fovea_convolution_is_square (FoveaConvolution *self)
{
  const int *n = self->now.numbers;

  return n[WIDTH] == n[HEIGHT] && n[FILTER_WIDTH] == n[FILTER_HEIGHT];
}

/* Whether the windows end flush along both axes, however a misfit is rounded; SAME always fits. */
gboolean
fovea_convolution_fits (FoveaConvolution *self)
{
  FoveaGeometry x, y;

  if (self->now.round == FOVEA_CONVENTION_SAME)
    return TRUE;
  get_axis (self, FALSE, &x);
  get_axis (self, TRUE, &y);
  return fovea_geometry_fit (&x).fits && fovea_geometry_fit (&y).fits;
}

void
fovea_convolution_get_windows (FoveaConvolution *self, int *width, int *height)
{
  *width = self->windows_x;
  *height = self->windows_y;
}

void
fovea_convolution_get_output_size (FoveaConvolution *self, int *width, int *height)
{
  *width = self->maps.width;
  *height = self->maps.height;
}

void
fovea_convolution_get_pooled_size (FoveaConvolution *self, int *width, int *height)
{
  FoveaGeometry x = fovea_convolution_get_pool_geometry (self, FALSE);
  FoveaGeometry y = fovea_convolution_get_pool_geometry (self, TRUE);

  *width = fovea_geometry_fit (&x).output;
  *height = fovea_geometry_fit (&y).output;
  if (*width == 0 || *height == 0)
    *width = *height = 0;
}

/* Whether it is down only that the windows do not fit. */
static gboolean
misfits_down (FoveaConvolution *self)
{
  FoveaGeometry x;

  get_axis (self, FALSE, &x);
  return fovea_geometry_fit (&x).fits;
}

/* Whether the lesson has room for what @suggestion says; of squares, both axes have the same. */
static gboolean
can_apply (FoveaConvolution *self, const FoveaSuggestion *suggestion)
{
  const int *n = self->now.numbers;
  gboolean vertical = misfits_down (self);

  switch (suggestion->parameter)
    {
    case FOVEA_PARAMETER_PAD:
      return suggestion->value <= FOVEA_CONVOLUTION_MAX_PAD;
    case FOVEA_PARAMETER_STRIDE:
      return suggestion->value <= FOVEA_CONVOLUTION_MAX_STRIDE;
    case FOVEA_PARAMETER_FILTER:
      return suggestion->value
             <= (fovea_convolution_is_square (self) ? fovea_convolution_get_square_limit (self)
                                                    : fovea_convolution_get_filter_limit (self, vertical));
    case FOVEA_PARAMETER_INPUT:
    default:
      return !self->picture && suggestion->value <= FOVEA_CONVOLUTION_MAX_INPUT
             && suggestion->value + 2 * n[PAD] >= n[vertical ? FILTER_HEIGHT : FILTER_WIDTH];
    }
}

/* What would make it fit, along the axis that does not; empty where it fits. */
GArray *
fovea_convolution_suggest (FoveaConvolution *self, gboolean *vertical)
{
  FoveaGeometry x, y;
  GArray *all;

  get_axis (self, FALSE, &x);
  get_axis (self, TRUE, &y);
  *vertical = misfits_down (self);
  if (fovea_convolution_is_square (self))
    all = fovea_geometry_suggest (&x);
  else
    all = *vertical ? fovea_geometry_suggest_with (&y, &x) : fovea_geometry_suggest_with (&x, &y);
  for (guint i = all->len; i-- > 0;)
    if (!can_apply (self, &g_array_index (all, FoveaSuggestion, i)))
      g_array_remove_index (all, i);
  return all;
}

void
fovea_convolution_apply (FoveaConvolution *self, const FoveaSuggestion *suggestion)
{
  const char *name = fovea_parameter_name (suggestion->parameter);
  g_autofree char *side = g_strconcat (name, misfits_down (self) ? "-height" : "-width", NULL);

  g_return_if_fail (FOVEA_IS_CONVOLUTION (self));

  if (!fovea_convolution_is_square (self) && g_object_class_find_property (G_OBJECT_GET_CLASS (self), side) != NULL)
    name = side;
  g_object_set (self, name, suggestion->value, NULL);
}

/* --- places */

/* The place of @position, which must be one; (0, 0, 0) where there is none, and in training, whose positions are steps. */
FoveaPlace
fovea_convolution_get_place (FoveaConvolution *self, int position)
{
  int width, height;

  fovea_convolution_get_windows (self, &width, &height);
  if (self->now.pass == FOVEA_LESSON_TRAIN)
    return (FoveaPlace){ 0, 0, 0 };
  return fovea_place_of (position, width, height);
}

int
fovea_convolution_get_position_of (FoveaConvolution *self, FoveaPlace place)
{
  int width, height;

  fovea_convolution_get_windows (self, &width, &height);
  return fovea_place_position (place, width, height);
}

int
fovea_convolution_get_link (FoveaConvolution *self, gboolean vertical, int output, int input)
{
  FoveaGeometry geometry = fovea_convolution_get_geometry (self, vertical);

  return fovea_geometry_get_link (&geometry, output, input);
}
