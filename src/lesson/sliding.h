/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"

G_BEGIN_DECLS

/* What the lessons in which a window slides share: where it stands while settings change, and their properties. */

/* Where the window stands, to be found again after a change of settings: its place, or "at the end". */
typedef struct
{
  FoveaPlace place;
  gboolean last;
} FoveaStand;

/* Of a lesson with @width × @height windows. */
FoveaStand fovea_stand_of (FoveaLesson *lesson, int width, int height);
/* The position that is nearest to it among @maps of @width × @height windows. */
int fovea_stand_find (const FoveaStand *self, int width, int height, int maps);

GParamSpec *fovea_int_property (const char *name, int low, int high, int value);
GParamSpec *fovea_flag_property (const char *name);
GParamSpec *fovea_enum_property (const char *name, GType type, int value);
GParamSpec *fovea_seed_property (void);

/* Notifies the properties of those of @n numbers that differ, which begin with the input's width; the last of
 * @properties, after these n, is `input`, which is the width too. Returns: whether any differs */
gboolean fovea_notify_numbers (FoveaLesson *lesson, GParamSpec *const *properties, const int *before, const int *now,
                               int n);

G_END_DECLS
