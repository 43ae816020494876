/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"

G_BEGIN_DECLS

/**
 * FoveaLessonPass:
 * @FOVEA_LESSON_FORWARD: the window reads the input, place by place
 * @FOVEA_LESSON_BACKWARD: a gradient of the output goes back to the input and gathers on the weights, place by place
 * @FOVEA_LESSON_TRAIN: gradient descent on a target map; each position is a step of it
 * @FOVEA_LESSON_TRANSPOSED: transposed convolution: each input cell stamps the filter into the output
 *
 * What one steps through.
 */
typedef enum
{
  FOVEA_LESSON_FORWARD,
  FOVEA_LESSON_BACKWARD,
  FOVEA_LESSON_TRAIN,
  FOVEA_LESSON_TRANSPOSED,
  FOVEA_N_LESSON_PASSES
} FoveaLessonPass;

#define FOVEA_TYPE_LESSON_PASS (fovea_lesson_pass_get_type ())
GType fovea_lesson_pass_get_type (void); /* nicks: forward, backward, train, transposed */
const char *fovea_lesson_pass_label (FoveaLessonPass pass); /* "Forward", … translated */

/**
 * FoveaGradientSource:
 * @FOVEA_GRADIENT_ONES: 1 everywhere: the gradient of the sum of all outputs
 * @FOVEA_GRADIENT_CELL: 1 at the current place and 0 elsewhere: the gradient of that one output
 * @FOVEA_GRADIENT_LOSS: y − t, the gradient of the loss ½ Σ (y − t)² against the target map t
 * @FOVEA_GRADIENT_OWN: the numbers that somebody typed in
 */
typedef enum
{
  FOVEA_GRADIENT_ONES,
  FOVEA_GRADIENT_CELL,
  FOVEA_GRADIENT_LOSS,
  FOVEA_GRADIENT_OWN,
  FOVEA_N_GRADIENT_SOURCES
} FoveaGradientSource;

#define FOVEA_TYPE_GRADIENT_SOURCE (fovea_gradient_source_get_type ())
GType fovea_gradient_source_get_type (void); /* nicks: ones, cell, loss */
const char *fovea_gradient_source_label (FoveaGradientSource source);

enum
{
  FOVEA_CONVOLUTION_MAX_WORK = 1 << 20, /* multiply-adds of a layer that can be stepped backward, trained or stamped */
  FOVEA_CONVOLUTION_MAX_STEPS = 300     /* of gradient descent */
};

FoveaLessonPass fovea_convolution_get_pass (FoveaConvolution *self);
FoveaGradientSource fovea_convolution_get_gradient (FoveaConvolution *self);
FoveaFilterPreset fovea_convolution_get_target_preset (FoveaConvolution *self);
double fovea_convolution_get_rate (FoveaConvolution *self);

/* Whether there is something to step through in this pass: an output, and no more work than MAX_WORK. All that follows is
 * NULL or 0 where not. Tensors belong to the lesson and hold until it changes or moves. */
gboolean fovea_convolution_is_workable (FoveaConvolution *self);
gint64 fovea_convolution_count_work (FoveaConvolution *self); /* multiply-adds */

/* --- backward, as far as the current position: those before it, and it, have given what they have */
const FoveaTensor *fovea_convolution_get_output_gradient (FoveaConvolution *self); /* 1×K×H'×W', all of it */
const FoveaTensor *fovea_convolution_get_input_gradient (FoveaConvolution *self); /* 1×D×H×W */
const FoveaTensor *fovea_convolution_get_filter_gradient (FoveaConvolution *self); /* K×D/groups×F×F */
const FoveaTensor *fovea_convolution_get_bias_gradient (FoveaConvolution *self); /* 1×K×1×1 */

/* The largest |value| that the gradients of the input and of the weights have at the last position: what colours span. */
void fovea_convolution_get_gradient_limits (FoveaConvolution *self, float *input, float *filters);

/* --- the target map that the loss compares with, 1×K×H'×W': what a preset filter makes of the input (random: another
 * draw), with what somebody set on top */
const FoveaTensor *fovea_convolution_get_target (FoveaConvolution *self);
void fovea_convolution_set_target_value (FoveaConvolution *self, int filter, int row, int column, float value);
/* The gradient as it is becomes one's own (FOVEA_GRADIENT_OWN) with this number. Other passes know one's own alone. */
float fovea_convolution_get_gradient_value (FoveaConvolution *self, int filter, int row, int column);
void fovea_convolution_set_gradient_value (FoveaConvolution *self, int filter, int row, int column, float value);
gboolean fovea_convolution_is_target_edited (FoveaConvolution *self);
/* Of the filter that the preset makes it with. */
float fovea_convolution_get_target_weight (FoveaConvolution *self, int filter, int slice, int row, int column);

/* --- the forward pass of the whole layer, with the lesson's weights; in training with those of the current step */
const FoveaTensor *fovea_convolution_get_output (FoveaConvolution *self); /* 1×K×H'×W' */
double fovea_convolution_get_loss (FoveaConvolution *self);

/* --- training: position t is after t steps, w ← w − rate · ∂L/∂w and b alike. */
const FoveaTensor *fovea_convolution_get_trained_filters (FoveaConvolution *self); /* K×D/groups×F×F */
const FoveaTensor *fovea_convolution_get_trained_biases (FoveaConvolution *self); /* 1×K×1×1 */
/* (transfer full): the gradients of the weights from which the next step is made, as the filters lie. */
FoveaTensor *fovea_convolution_dup_descent (FoveaConvolution *self);
/* Losses of all steps up to the current one; fewer where it has diverged: then the last is the last finite one. */
const double *fovea_convolution_get_losses (FoveaConvolution *self, int *n);
/* The rate below which gradient descent is sure to settle: 2 / the largest eigenvalue of the loss's Hessian. */
double fovea_convolution_get_rate_limit (FoveaConvolution *self);
/* Makes the current step's filters and biases those of the lesson, and starts again from them. */
void fovea_convolution_keep_trained (FoveaConvolution *self);

/* Adds to a list of FoveaArray what the present pass, not the forward one, has at the current position. */
void fovea_convolution_add_pass_arrays (FoveaConvolution *self, GPtrArray *arrays);

/* --- transposed: output (N − 1)·S − 2P + dilation·(F − 1) + 1 a side; each cell begins at its map's bias */
void fovea_convolution_get_stamped_size (FoveaConvolution *self, int *width, int *height);
/* Map @filter as far as the current position, rows × columns of that size. */
const float *fovea_convolution_get_stamped (FoveaConvolution *self, int filter);

G_END_DECLS
