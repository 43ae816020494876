/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

/**
 * FoveaPatch:
 * @side: of the square that hides a part of the image, pixels
 * @stride: from one place to the next, pixels
 */
typedef struct
{
  int side, stride;
} FoveaPatch;

/* The pixels that a patch hides: the part of it that lies on the image. */
typedef struct
{
  int column, row, columns, rows;
} FoveaHidden;

/**
 * FoveaOcclusion:
 * @image: as the net takes it, 1×C×H×W
 * @class_number: whose probability is watched
 * @done: places that have been asked, row by row
 * @whole: the probability with nothing hidden
 * @heat: 1×1×rows×columns: the probability with the patch at each place; that with nothing hidden where none was asked
 *
 * A patch of the mean colour slides over an image.
 */
typedef struct
{
  FoveaTensor *image;
  int class_number;
  FoveaPatch patch;
  int done;
  float whole;
  FoveaTensor *heat;
} FoveaOcclusion;

FoveaPatch fovea_patch_default (int width, int height);

FoveaOcclusion *fovea_occlusion_new (FoveaTensor *image, int class_number, float whole, FoveaPatch patch);
FoveaOcclusion *fovea_occlusion_copy (const FoveaOcclusion *self);
void fovea_occlusion_free (FoveaOcclusion *self);
void fovea_occlusion_advance (FoveaOcclusion *self, FoveaNet *net);
gboolean fovea_occlusion_is_done (const FoveaOcclusion *self);
FoveaHidden fovea_occlusion_get_hidden (const FoveaOcclusion *self, int place);
void fovea_occlusion_hide (const FoveaOcclusion *self, int place, float *image);
int fovea_occlusion_find_lowest (const FoveaOcclusion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaOcclusion, fovea_occlusion_free)

G_END_DECLS
