/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/palette.h"

G_BEGIN_DECLS

/* What the convolution scenes say, translated; markup where they are drawn. */
char *fovea_convolution_say_formula (FoveaConvolution *lesson, const FoveaPalette *palette);
/* The same without colours and symbols, for a screen reader. */
char *fovea_convolution_spell_formula (FoveaConvolution *lesson);
char *fovea_convolution_say_fit (FoveaConvolution *lesson);
char *fovea_convolution_say_volumes (FoveaConvolution *lesson);
char *fovea_convolution_say_pool_misfit (FoveaConvolution *lesson, gboolean terse);
char *fovea_convolution_say_output_size (FoveaConvolution *lesson);
/* Of any window: the symbols and the numbers of the formula, what comes out, and what sticks out. */
char *fovea_geometry_say_formula (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters,
                                  gboolean vertical, const FoveaPalette *palette);
char *fovea_geometry_say_fit (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters);
/* While a question is open: the formula without its numbers, and why nothing else is said. */
char *fovea_geometry_say_question (const FoveaGeometry *geometry, FoveaConvention convention, FoveaLetters letters,
                                   gboolean vertical);
char *fovea_say_hidden (void);
/* For a screen reader: the sentence on the lesson's position, if it has one, and then @format, what stays as one steps. */
char *fovea_say_place_first (FoveaLesson *lesson, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
