/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "lesson/field.h"
#include "lesson/pooling.h"
#include "lesson/sliding.h"

G_BEGIN_DECLS

/* The inside of the pooling lesson, for the files that it is made of: pooling.c (settings and what a change of them
 * takes), -fit (sizes and places), -numbers (results), -gradient (the way back) and -text (words). */

enum
{
  WIDTH,
  HEIGHT,
  DEPTH,
  FILTER,
  STRIDE,
  PAD,
  N_NUMBERS
};

struct _FoveaPooling
{
  FoveaLesson parent_instance;

  int numbers[N_NUMBERS];
  FoveaConvention round;
  FoveaPoolingKind kind;
  FoveaLessonPass pass;
  FoveaPoolingGradient gradient;
  FoveaEdits *gradients; /* of the output, that somebody has set */
  FoveaField input;
  guint64 state;
  GHashTable *results; /* slice → float of each place */
  GHashTable *back;    /* slice → FoveaTensor 1×1×H×W: the input's gradient at @back_position */
  int back_position;
};

/* What `gradient` is set to. */
void fovea_pooling_set_gradient (FoveaPooling *self, FoveaPoolingGradient gradient);
/* Nothing that was computed holds any longer. */
void fovea_pooling_forget (FoveaPooling *self);
char *fovea_pooling_say_position (FoveaLesson *lesson, int position);

/* The part of a slice that lies under the window and in the input: rows × columns from (row, column) on. */
typedef struct
{
  int row, column, rows, columns;
} FoveaPoolingPart;

FoveaPoolingPart fovea_pooling_get_part (FoveaPooling *self, FoveaPlace place);
/* What a mean is divided by: the cells of the window, its padding among them, but not what lies beyond that. */
double fovea_pooling_get_divisor (FoveaPooling *self, FoveaPlace place);

G_END_DECLS
