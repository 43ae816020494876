/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/picture-layout.h"
#include "scene/pixels.h"

G_BEGIN_DECLS

/**
 * FoveaPictureImages:
 *
 * The picture, the filters' colours, the maps and their pooled selves as images, kept as long as their numbers stay.
 */
typedef struct
{
  FoveaPixels picture;
  FoveaPixels filters[FOVEA_PICTURE_SHOWN], maps[FOVEA_PICTURE_SHOWN], pooled[FOVEA_PICTURE_SHOWN];
  double white; /* the common scale that the maps were made with, or 0 */
  struct
  {
    guint64 state;
    double white;
  } whites[FOVEA_PICTURE_SHOWN]; /* of the first filters, 0 as long as their maps are being computed */
} FoveaPictureImages;

void fovea_picture_images_paint (FoveaPictureImages *self, const FoveaPictureLayout *layout, cairo_t *cr);
void fovea_picture_images_clear (FoveaPictureImages *self);

G_END_DECLS
