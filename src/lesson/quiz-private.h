/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/hide.h"
#include "lesson/quiz.h"

G_BEGIN_DECLS

/* Shared by the files of the quiz. Texts handed over are owned by whoever takes them. */
char *fovea_quiz_number (double value);
char *fovea_quiz_size (int side, int maps);
char *fovea_quiz_volume (int width, int height, int maps);
char *fovea_quiz_layer (const FoveaSetting *setting);
int fovea_quiz_maps (const FoveaSetting *setting);
/* D/groups: the slices that a filter sees. */
int fovea_quiz_seen (const FoveaSetting *setting);
/* " Its weights stand 2 cells apart (dilation 2).", or nothing */
char *fovea_quiz_dilation (const FoveaSetting *setting);
/* "[0 1 2; 1 1 0; 2 0 1]", in the lecture's notation. */
char *fovea_quiz_matrix (const FoveaTensor *matrix);
int fovea_quiz_rows (const FoveaSetting *setting);
gboolean fovea_quiz_is_square (const FoveaSetting *setting);
FoveaGeometry fovea_quiz_geometry (const FoveaSetting *setting, gboolean vertical, int pad);
void fovea_question_add (FoveaQuestion *self, double value, char *text, char *why);
void fovea_question_add_number (FoveaQuestion *self, double value, char *why);

void fovea_quiz_ask_output_size (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_fits (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_keeps_size (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_makes_fit (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_maps (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_parameters (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_cell (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_chain_size (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_stamped_size (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_stamp (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_step (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_gradient (FoveaQuestion *self, const FoveaSetting *setting);
void fovea_quiz_ask_field (FoveaQuestion *self, const FoveaSetting *setting);
FoveaNetSpec *fovea_quiz_invent_stack (GRand *random);
gboolean fovea_quiz_is_easy_window (const FoveaSetting *setting);
gboolean fovea_quiz_can_ask_cell (const FoveaSetting *setting);
/* Of the place asked about, of a setting that has all numbers: what the window sees, and the weights of its map;
 * 1×D/groups×rows×columns, for a pooling of the slice asked about alone. */
FoveaTensor *fovea_quiz_cut_patch (const FoveaSetting *setting);
FoveaTensor *fovea_quiz_cut_filter (const FoveaSetting *setting, gboolean flipped);
/* Of those slices that the filter sees. */
int fovea_quiz_find_first_slice (const FoveaSetting *setting);
/* Whole numbers that one can reckon with in one's head. */
gboolean fovea_quiz_is_easy (const FoveaTensor *numbers);
/* Turns a forward setting of @lesson into one of what its present pass shows. Returns: FALSE if that cannot be asked about */
gboolean fovea_quiz_take_pass (FoveaSetting *self, FoveaLesson *lesson);

G_END_DECLS
