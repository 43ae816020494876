/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"
#include "lesson/lesson.h"

G_BEGIN_DECLS

/**
 * FoveaCells:
 * @filter: of which filter, 0 for the input
 * @set: sets one of them
 * @get: gets one of them
 *
 * A block of numbers, @slices of @rows × @columns, that one can type over. A filter's slices are those that it sees.
 */
typedef struct
{
  FoveaLesson *lesson;
  int filter, slices, rows, columns;
  void (*set) (FoveaLesson *lesson, int filter, int slice, int row, int column, float value);
  float (*get) (FoveaLesson *lesson, int filter, int slice, int row, int column);
} FoveaCells;

/* No slices where a lesson has no numbers. */
FoveaCells fovea_lesson_get_input_cells (FoveaLesson *lesson);
/* The others are of a convolution. */
FoveaCells fovea_lesson_get_filter_cells (FoveaLesson *lesson, int filter);
FoveaCells fovea_lesson_get_bias_cells (FoveaLesson *lesson);
/* A slice for each filter's map. */
FoveaCells fovea_lesson_get_target_cells (FoveaLesson *lesson);
/* The gradient that comes back from behind the layer or the pool, a slice for each map; no slices where one cannot go
 * backward. */
FoveaCells fovea_lesson_get_gradient_cells (FoveaLesson *lesson);

/* All numbers as a lesson file writes them (cells-text.c); set at once, or not at all where there are too many or too few. */
gboolean fovea_cells_set_text (const FoveaCells *self, const char *text, GError **error);
char *fovea_cells_get_text (const FoveaCells *self);
/* Whether both, of one shape, hold the same numbers. */
gboolean fovea_cells_equal (const FoveaCells *a, const FoveaCells *b);
/* A few of very many: slice, row, column, all from 1, and number of each; the others stay as they are. @edits: of FoveaEdit */
gboolean fovea_cells_set_edits (const FoveaCells *self, const char *text, GError **error);
char *fovea_cells_write_edits (const GArray *edits);

typedef enum
{
  FOVEA_CELL_OF_INPUT,
  FOVEA_CELL_OF_FILTER,
  FOVEA_CELL_OF_BIAS,    /* its columns are the filters */
  FOVEA_CELL_OF_TARGET,  /* its slices are the maps */
  FOVEA_CELL_OF_GRADIENT /* of the output, its slices the maps */
} FoveaCellKind;

/* One number of a block; all count from 0. */
typedef struct
{
  FoveaCellKind kind;
  int filter, slice, row, column;
} FoveaCell;

static inline gboolean
fovea_cell_equal (const FoveaCell *a, const FoveaCell *b)
{
  return a->kind == b->kind && a->filter == b->filter && a->slice == b->slice && a->row == b->row
         && a->column == b->column;
}

FoveaCells fovea_lesson_get_cells (FoveaLesson *self, const FoveaCell *cell);
gboolean fovea_lesson_has_cell (FoveaLesson *self, const FoveaCell *cell);
float fovea_lesson_get_cell (FoveaLesson *self, const FoveaCell *cell);
void fovea_lesson_set_cell (FoveaLesson *self, const FoveaCell *cell, float value);
/* All numbers of @cell's slice, or of all slices, become @value. */
void fovea_lesson_fill_cells (FoveaLesson *self, const FoveaCell *cell, gboolean all, float value);
/* They become what @seed draws for them: an input 0, 1 or 2, all others −2 to 2. The same seed draws the same numbers. */
void fovea_lesson_shuffle_cells (FoveaLesson *self, const FoveaCell *cell, gboolean all, guint64 seed);
char *fovea_lesson_write_cells (FoveaLesson *self, const FoveaCell *cell);
char *fovea_lesson_describe_cell (FoveaLesson *self, const FoveaCell *cell);

/* Numbers as somebody copied them from elsewhere: from a spreadsheet (tabs; a comma may be the decimal point), a table of
 * commas or semicolons, NumPy's brackets, or a lesson file (spaces and semicolons). Rows × columns of them. */
FoveaTensor *fovea_cells_parse (const char *text, GError **error);
/* Puts @numbers, 1×1×rows×columns, where @cell is if there is room for them; an input that is no picture takes their size
 * else. With @at_cell FALSE it takes their size at once. */
gboolean fovea_lesson_paste (FoveaLesson *self, const FoveaCell *cell, gboolean at_cell, const FoveaTensor *numbers,
                             GError **error);

G_END_DECLS
