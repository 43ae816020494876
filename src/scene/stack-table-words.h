/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"

G_BEGIN_DECLS

/* The columns of the table of a net. */
enum
{
  FOVEA_TABLE_LAYER,
  FOVEA_TABLE_OUTPUT,
  FOVEA_TABLE_PARAMETERS,
  FOVEA_TABLE_MACS,
  FOVEA_TABLE_MEMORY,
  FOVEA_TABLE_FIELD,
  FOVEA_TABLE_N_COLUMNS
};

/* Whether a question asks for sizes: then nothing is said that follows from one. */
gboolean fovea_stack_table_hides_sizes (FoveaStack *stack);

/* All translated. What stands at the head of @column, in it for layer @index of the net, and below it: NULL where no
 * sum is known or makes sense. Counts are whole, or @brief as 1.85 G. */
const char *fovea_stack_table_get_heading (int column);
char *fovea_stack_table_say_cell (FoveaStack *stack, int index, int column, gboolean brief);
char *fovea_stack_table_say_sum (FoveaStack *stack, int column, gboolean brief);
/* The misfit's arithmetic, or what the whole net takes. */
char *fovea_stack_table_say_title (FoveaStack *stack);
/* Where most of it is, as parameters are seldom where memory is; "" where that is not known. */
char *fovea_stack_table_say_most (FoveaStack *stack);
/* Layer @index of the net as a sentence. */
char *fovea_stack_table_say_row (FoveaStack *stack, int index);

G_END_DECLS
