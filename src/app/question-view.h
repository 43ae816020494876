/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/guide.h"

G_BEGIN_DECLS

/**
 * FoveaQuestionView:
 *
 * The open question of a guide: its choices or an entry, hint, what is wrong with a wrong answer, and the worked one.
 */
#define FOVEA_TYPE_QUESTION_VIEW (fovea_question_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaQuestionView, fovea_question_view, FOVEA, QUESTION_VIEW, GtkWidget)

void fovea_question_view_set_guide (FoveaQuestionView *self, FoveaGuide *guide);
void fovea_question_view_set_poll (FoveaQuestionView *self, gboolean poll);
gboolean fovea_question_view_key_pressed (FoveaQuestionView *self, guint key, GdkModifierType state);

G_END_DECLS
