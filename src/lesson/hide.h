/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * FoveaHide:
 * @FOVEA_HIDE_OUTPUT_SIZE: how large the output is: its label and its grid, the number of positions
 * @FOVEA_HIDE_FORMULA: the arithmetic of the size with its numbers, and its result
 * @FOVEA_HIDE_FIT: whether it fits: overhang, hatches, what would fit, the table of strides and paddings
 * @FOVEA_HIDE_CELL: the number at the present position, its sums and what is made of it
 * @FOVEA_HIDE_PARAMETERS: how many weights and biases there are
 * @FOVEA_HIDE_MAPS: how many maps come out
 * @FOVEA_HIDE_FIELD: what an output cell looks at
 *
 * What scenes and panels leave out while a question is open, since it would give the answer away.
 */
typedef enum
{
  FOVEA_HIDE_NOTHING = 0,
  FOVEA_HIDE_OUTPUT_SIZE = 1 << 0,
  FOVEA_HIDE_FORMULA = 1 << 1,
  FOVEA_HIDE_FIT = 1 << 2,
  FOVEA_HIDE_CELL = 1 << 3,
  FOVEA_HIDE_PARAMETERS = 1 << 4,
  FOVEA_HIDE_MAPS = 1 << 5,
  FOVEA_HIDE_FIELD = 1 << 6
} FoveaHide;
