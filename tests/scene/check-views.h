/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/view-scene.h"

/* A lesson of random settings that fit on some page, somewhere among its positions; some of them do not fit. */
FoveaConvolution *make_random_lesson (GRand *chance);
/* A lesson of "key=value" settings with spaces between them. */
FoveaConvolution *make_lesson (const char *settings);
/* 1×K×rows×columns of what the engine's convolution makes of the lesson's numbers, with flipped filters if they are. */
FoveaTensor *compute_reference (FoveaConvolution *lesson);
/* Lays the scene out in a room of so many points, without painting more than a corner of it. */
void lay_out_in (FoveaScene *scene, double width, double height);
/* The numbers of a grid of a scene that has been painted: 1×1×rows×columns; NULL: there is none. @states: (out): of
 * each cell, row by row. */
FoveaTensor *read_grid (FoveaScene *scene, int role, int index, GArray **states);
/* Whether they differ by no more than float arithmetic in another order does. */
gboolean is_near (double a, double b);
/* Clicks into the middle of a cell. */
gboolean click_cell (FoveaScene *scene, int role, int index, int row, int column);
/* (transfer full): what is said under the pointer there */
char *point_at_cell (FoveaScene *scene, int role, int index, int row, int column);
