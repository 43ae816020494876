/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

/**
 * FoveaAugmentation:
 * @flip: mirror every other image, left for right
 * @shift: pixels by which an image may be moved along each axis
 * @crop: share of a side that may be cut away, the rest being enlarged to fill the image
 * @rotate: degrees by which it may be turned, either way
 * @colour: share by which each channel may become brighter or darker on its own
 * @contrast: share by which differences from mid-grey may grow or shrink
 *
 * What is done to an image each time that it is learned from, so that a net never sees quite the same one twice.
 * Nothing is done where a number is 0.
 */
typedef struct
{
  gboolean flip;
  int shift;
  float crop, rotate, colour, contrast;
} FoveaAugmentation;

gboolean fovea_augmentation_parse (const char *text, FoveaAugmentation *augmentation, GError **error);
char *fovea_augmentation_to_text (const FoveaAugmentation *self);
gboolean fovea_augmentation_is_none (const FoveaAugmentation *self);
void fovea_augment (const FoveaAugmentation *self, const guint8 *image, int channels, int height, int width,
                    guint64 seed, gint64 epoch, int number, guint8 *out);

G_END_DECLS
