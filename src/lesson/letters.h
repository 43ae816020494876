/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/geometry.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoveaLetters:
 * @FOVEA_LETTERS_LECTURE: N, F, S, P, K, D
 * @FOVEA_LETTERS_SUMMARY: those of the lecture's summary, with input and output apart: W₁, H₁, D₁, W₂, H₂, K, F, S, P
 * @FOVEA_LETTERS_PYTORCH: the arguments of torch.nn.Conv2d, and W_in, H_in, W_out, H_out as its manual has them
 *
 * What the numbers of a layer are called.
 */
typedef enum
{
  FOVEA_LETTERS_LECTURE,
  FOVEA_LETTERS_SUMMARY,
  FOVEA_LETTERS_PYTORCH,
  FOVEA_N_LETTERS
} FoveaLetters;

#define FOVEA_TYPE_LETTERS (fovea_letters_get_type ())
GType fovea_letters_get_type (void); /* nicks: lecture, summary, pytorch */

/* Whether its names are letters, which can stand in front of a number without a sign between. */
gboolean fovea_letters_are_short (FoveaLetters self);
char *fovea_letters_write (FoveaLetters self, const char *text);
char *fovea_letters_write_size (FoveaLetters self, const FoveaGeometry *geometry, gboolean uneven, gboolean vertical);
/* (array length=4): what each FoveaParameter is called */
const char *const *fovea_letters_get_symbols (FoveaLetters self);

G_END_DECLS
