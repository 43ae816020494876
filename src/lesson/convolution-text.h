/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"

G_BEGIN_DECLS

/* FoveaLesson.describe_position of the convolution lesson. */
char *fovea_convolution_say_position (FoveaLesson *lesson, int position);
/* The same of the passes other than the forward one. */
char *fovea_convolution_say_pass_position (FoveaConvolution *self, int position);

G_END_DECLS
