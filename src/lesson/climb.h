/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

/**
 * FoveaSummit:
 * @row: of the net
 * @map: of what the row gives: a filter's, or of FC a number's
 *
 * What an image is to make as large as it can: the number in the middle of the map.
 */
typedef struct
{
  int row, map;
} FoveaSummit;

/**
 * FoveaClimbOptions:
 * @seed: of the noise that it begins with, and of the shifts
 * @rate: how far pixels move in a step, root mean square; a pixel's range is 1
 * @decay: share of its distance from the mean colour that each pixel loses in a step (L2)
 * @blur: share of the image that is replaced by its blurred copy in a step
 * @shift: pixels that the image is moved by, at most, before it is looked at
 */
typedef struct
{
  guint64 seed;
  float rate, decay, blur;
  int shift;
} FoveaClimbOptions;

/**
 * FoveaClimb:
 * @image: as the net takes it, 1×C×H×W
 * @steps: done so far
 * @scores: (element-type float): the summit's number before the first step, and after each
 * @stuck: the last step found no way up: nothing that reaches the summit changes with the image
 *
 * An image that grows by gradient ascent.
 */
typedef struct
{
  FoveaSummit summit;
  FoveaClimbOptions options;
  FoveaTensor *image;
  int steps;
  GArray *scores;
  gboolean stuck;
} FoveaClimb;

FoveaClimbOptions fovea_climb_options_default (const FoveaNetSpec *spec, FoveaSummit summit);
FoveaSummit fovea_summit_of_class (const FoveaNetSpec *spec, int class_number);
gboolean fovea_summit_exists (const FoveaSummit *self, const FoveaNetSpec *spec);

FoveaClimb *fovea_climb_new (FoveaNet *net, FoveaSummit summit, const FoveaClimbOptions *options);
FoveaClimb *fovea_climb_copy (const FoveaClimb *self);
void fovea_climb_free (FoveaClimb *self);
void fovea_climb_advance (FoveaClimb *self, FoveaNet *net);
float fovea_climb_get_score (const FoveaClimb *self);
char *fovea_climb_describe_start (const FoveaClimb *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaClimb, fovea_climb_free)

G_END_DECLS
