/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/quiz.h"

static inline const FoveaChoice *
get_right (const FoveaQuestion *question)
{
  return fovea_question_choice (question, question->right);
}

/* A convolution without numbers. */
static inline FoveaSetting
layer (int input, int depth, int filter, int filters, int stride, int pad)
{
  FoveaSetting setting = { .window = FOVEA_WINDOW (filter), .input = input, .depth = depth, .filters = filters, .slice = -1 };

  setting.window.stride = stride;
  setting.window.pad = pad;
  return setting;
}

/* Frees what @setting holds. */
static inline void
assert_answer (FoveaQuestionKind kind, FoveaSetting setting, const char *answer)
{
  g_autoptr (FoveaQuestion) question = NULL;

  g_assert_true (fovea_question_can_ask (kind, &setting));
  question = fovea_question_new (kind, &setting);
  g_assert_cmpstr (get_right (question)->text, ==, answer);
  fovea_setting_clear (&setting);
}
