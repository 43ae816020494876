/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/conv2d.h"
#include "engine/net-spec.h"
#include "engine/pool2d.h"
#include "lesson/convolution-pass.h"
#include "lesson/lesson.h"
#include "lesson/pooling.h"

G_BEGIN_DECLS

/**
 * FoveaQuestionKind:
 * @FOVEA_QUESTION_OUTPUT_SIZE: how large the output is, or that it does not fit
 * @FOVEA_QUESTION_FITS: whether the window fits at all
 * @FOVEA_QUESTION_KEEPS_SIZE: which padding keeps the size
 * @FOVEA_QUESTION_MAKES_FIT: the smallest padding that fits
 * @FOVEA_QUESTION_MAPS: how many maps come out
 * @FOVEA_QUESTION_PARAMETERS: how many numbers are learned
 * @FOVEA_QUESTION_CELL: what the window gives at its position
 * @FOVEA_QUESTION_CHAIN_SIZE: what size comes out of a layer of a stack
 * @FOVEA_QUESTION_FIELD: how much of the input its cells look at
 * @FOVEA_QUESTION_STAMPED_SIZE: how large the output of a transposed convolution is
 * @FOVEA_QUESTION_GRADIENT: how much of one gradient comes to a weight, or to a number of a pooled window
 * @FOVEA_QUESTION_STAMP: what one gradient, or one number of a transposed convolution's input, adds under one weight
 * @FOVEA_QUESTION_STEP: what a weight is after the next step of gradient descent
 */
typedef enum
{
  FOVEA_QUESTION_OUTPUT_SIZE,
  FOVEA_QUESTION_FITS,
  FOVEA_QUESTION_KEEPS_SIZE,
  FOVEA_QUESTION_MAKES_FIT,
  FOVEA_QUESTION_MAPS,
  FOVEA_QUESTION_PARAMETERS,
  FOVEA_QUESTION_CELL,
  FOVEA_QUESTION_CHAIN_SIZE,
  FOVEA_QUESTION_FIELD,
  FOVEA_QUESTION_STAMPED_SIZE,
  FOVEA_QUESTION_GRADIENT,
  FOVEA_QUESTION_STAMP,
  FOVEA_QUESTION_STEP
} FoveaQuestionKind;
#define FOVEA_N_QUESTION_KINDS 13

/**
 * FoveaSetting:
 * @pooling: whether a pooling slides, of kind @pool; else @filters filters do
 * @pass: forward; transposed; backward (then @x and @w are one window's, 1×1×rows×columns, and @gradient is that of its
 *   output); training (then @w is 1×1×rows×columns, and @gradient that of the weight asked about)
 * @slice: of the input, that @x and @w of one window are of, or −1 where there is but one
 * @window: what slides; its rows are 0 where it is a square
 * @input: N, columns of the input
 * @height: its rows, where they differ; else 0
 * @depth: D, its slices
 * @filters: K; not read for a pooling
 * @groups: how many groups the slices and filters fall into; 0 is 1
 * @map: the output map asked about, from 0
 * @row: the output row asked about, from 0; backward the row in the window
 * @column: the output column asked about, from 0; backward the column in the window; as @row where one weight is asked for
 * @gradient: backward, of the output at the place asked about; transposed, the number of the input there
 * @rate: in training, how far a step goes
 * @x: 1×D×rows×columns of the input, or %NULL where no numbers are asked about
 * @w: K×(D/groups)×rows×columns of the window, or %NULL
 * @b: 1×K×1×1, or %NULL
 * @stack: (nullable): layers behind one another, INPUT first; then nothing of the above is set
 * @layer: the last of them that is asked about
 * @letters: what its numbers are called
 *
 * The layer that a question is about, or the layers.
 */
typedef struct
{
  gboolean pooling;
  FoveaPoolingKind pool;
  FoveaLessonPass pass;
  FoveaWindow window;
  int input, height, depth, filters, groups;
  int map, slice, row, column;
  double gradient, rate;
  FoveaTensor *x, *w, *b;
  FoveaNetSpec *stack;
  int layer;
  FoveaLetters letters;
} FoveaSetting;

/**
 * FoveaChoice:
 * @text: the answer as shown
 * @value: the answer as a number, NaN for "it does not fit" and the like
 * @why: what thought leads to this answer and what is wrong with it; %NULL for the right one
 */
typedef struct
{
  char *text;
  double value;
  char *why;
} FoveaChoice;

/**
 * FoveaQuestion:
 * @typed: whether a number is to be typed; else one of @choices is to be picked (a poll shows them in any case)
 * @text: the question, in whole sentences
 * @hint: how to go about it, without the answer
 * @worked: the answer and how it comes about
 * @choices: #FoveaChoice, the right one among them, smallest first
 * @right: the index of the right one
 * @hides: #FoveaHide, what would give the answer away
 *
 * A question whose answer the engine has computed. All texts are translated.
 */
typedef struct
{
  FoveaQuestionKind kind;
  gboolean typed;
  char *text, *hint, *worked;
  GArray *choices;
  int right;
  guint hides;
} FoveaQuestion;

/**
 * FoveaQuiz:
 * @asked: questions that were answered
 * @right: how many of them rightly, at the first try
 * @seed: of the next made-up question
 *
 * A round of questions: those about what is on the page first, then made-up ones, without end.
 */
typedef struct
{
  int asked, right;
  guint32 seed;
  /*< private >*/
  guint done; /* a bit for each kind asked about what is on the page */
} FoveaQuiz;

gboolean fovea_question_can_ask (FoveaQuestionKind kind, const FoveaSetting *setting);
FoveaQuestion *fovea_question_new (FoveaQuestionKind kind, const FoveaSetting *setting);
FoveaQuestion *fovea_question_new_random (guint32 seed, FoveaLetters letters);
void fovea_question_free (FoveaQuestion *self);
const FoveaChoice *fovea_question_choice (const FoveaQuestion *self, int index);
int fovea_question_find (const FoveaQuestion *self, double value);
gboolean fovea_question_parse (const char *text, double *value);
const char *fovea_question_kind_name (FoveaQuestionKind kind);
gboolean fovea_question_kind_from_name (const char *name, FoveaQuestionKind *kind);

gboolean fovea_setting_init_from (FoveaSetting *self, FoveaLesson *lesson);
void fovea_setting_init_random (FoveaSetting *self, FoveaQuestionKind kind, GRand *random);
void fovea_setting_clear (FoveaSetting *self);

void fovea_quiz_turn_page (FoveaQuiz *self);
FoveaQuestion *fovea_quiz_ask (FoveaQuiz *self, FoveaQuestionKind kind, FoveaLesson *lesson);
FoveaQuestion *fovea_quiz_next (FoveaQuiz *self, FoveaLesson *lesson);
void fovea_quiz_score (FoveaQuiz *self, gboolean right);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaQuestion, fovea_question_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoveaSetting, fovea_setting_clear)

G_END_DECLS
