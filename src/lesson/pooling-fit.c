/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings of the pooling lesson, and the sizes and places that follow from them. */

#include "config.h"

#include "lesson/pooling-private.h"

/* --- settings */

int
fovea_pooling_get_width (FoveaPooling *self)
{
  return self->numbers[WIDTH];
}

int
fovea_pooling_get_height (FoveaPooling *self)
{
  return self->numbers[HEIGHT];
}

int
fovea_pooling_get_depth (FoveaPooling *self)
{
  return self->numbers[DEPTH];
}

int
fovea_pooling_get_filter (FoveaPooling *self)
{
  return self->numbers[FILTER];
}

int
fovea_pooling_get_stride (FoveaPooling *self)
{
  return self->numbers[STRIDE];
}

int
fovea_pooling_get_pad (FoveaPooling *self)
{
  return self->numbers[PAD];
}

FoveaPoolingKind
fovea_pooling_get_kind (FoveaPooling *self)
{
  return self->kind;
}

FoveaConvention
fovea_pooling_get_convention (FoveaPooling *self)
{
  return self->round;
}

/* --- sizes and places */

static FoveaGeometry
get_axis (FoveaPooling *self, gboolean vertical)
{
  const int *n = self->numbers;

  return (FoveaGeometry){ .input = n[vertical ? HEIGHT : WIDTH],
                          .filter = n[FILTER],
                          .stride = n[STRIDE],
                          .pad = n[PAD],
                          .pad_end = n[PAD],
                          .dilation = 1 };
}

FoveaGeometry
fovea_pooling_get_geometry (FoveaPooling *self, gboolean vertical)
{
  FoveaGeometry geometry = get_axis (self, vertical);

  fovea_geometry_apply_convention (&geometry, self->round);
  return geometry;
}

gboolean
fovea_pooling_fits (FoveaPooling *self)
{
  FoveaGeometry x = get_axis (self, FALSE), y = get_axis (self, TRUE);

  return self->round == FOVEA_CONVENTION_SAME || (fovea_geometry_fit (&x).fits && fovea_geometry_fit (&y).fits);
}

void
fovea_pooling_get_windows (FoveaPooling *self, int *width, int *height)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);

  *width = fovea_geometry_count_windows (&x);
  *height = fovea_geometry_count_windows (&y);
  if (*width == 0 || *height == 0)
    *width = *height = 0;
}

void
fovea_pooling_get_output_size (FoveaPooling *self, int *width, int *height)
{
  fovea_pooling_get_windows (self, width, height);
  if (self->round == FOVEA_CONVENTION_REFUSE && !fovea_pooling_fits (self))
    *width = *height = 0;
}

GArray *
fovea_pooling_suggest (FoveaPooling *self)
{
  FoveaGeometry x = get_axis (self, FALSE), y = get_axis (self, TRUE);

  return fovea_geometry_suggest (fovea_geometry_fit (&x).fits ? &y : &x);
}

void
fovea_pooling_apply (FoveaPooling *self, const FoveaSuggestion *suggestion)
{
  g_object_set (self, fovea_parameter_name (suggestion->parameter), suggestion->value, NULL);
}

FoveaPlace
fovea_pooling_get_place (FoveaPooling *self, int position)
{
  int width, height;

  fovea_pooling_get_windows (self, &width, &height);
  return fovea_place_of (position, width, height);
}

int
fovea_pooling_get_position_of (FoveaPooling *self, FoveaPlace place)
{
  int width, height;

  fovea_pooling_get_windows (self, &width, &height);
  return fovea_place_position (place, width, height);
}

int
fovea_pooling_count_filled (FoveaPooling *self, int slice)
{
  FoveaLesson *lesson = FOVEA_LESSON (self);
  int width, height, position = self->pass == FOVEA_LESSON_FORWARD ? fovea_lesson_get_filled (lesson)
                                                                   : fovea_lesson_get_position (lesson);

  fovea_pooling_get_output_size (self, &width, &height);
  return width == 0 ? 0 : CLAMP (position + 1 - slice * width * height, 0, width * height);
}
