/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  FOVEA_NUMBER_SIZE = 48 /* bytes that hold any number as text, its end included */
};

/* What fits a cell of @places characters: 3, −0.25, 1.5, and 1e5 where its digits do not fit. */
const char *fovea_number_short (double value, int places, char text[FOVEA_NUMBER_SIZE]);
/* Up to six significant digits, as sentences say it: −0.333333. */
const char *fovea_number_full (double value, char text[FOVEA_NUMBER_SIZE]);
/* Up to @digits significant digits, as axes and rates have it: 0.0128, and 10⁻⁵ or 2.5·10⁻⁵ below a ten-thousandth. */
const char *fovea_number_rounded (double value, int digits, char text[FOVEA_NUMBER_SIZE]);
/* The fewest digits that read back as the same float, as files have it: 0.1, -2.5e-07. */
const char *fovea_number_exact (float value, char text[FOVEA_NUMBER_SIZE]);
/* A factor after a multiplication sign: negative ones stand in brackets. */
const char *fovea_number_factor (double value, int places, char text[FOVEA_NUMBER_SIZE]);
/* A count with its thousands apart, as the language has it: 14,455,392. */
const char *fovea_number_count (gint64 count, char text[FOVEA_NUMBER_SIZE]);

G_END_DECLS
