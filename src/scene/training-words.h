/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-session.h"

G_BEGIN_DECLS

char *fovea_training_words (FoveaTrainingSession *session, int filter);

G_END_DECLS
