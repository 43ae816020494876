/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/tensor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoveaPictureReader:
 * @widget: whose pictures they are; not owned, it outlives the reader
 * @take: gets @widget, a picture that was read, 1×3×H×W, 0 … 1, and the name it was read by
 *
 * Reads pictures beside the main loop. One that is asked for takes the place of one that is still being read; one that
 * cannot be read is told of in a toast.
 */
typedef struct
{
  GtkWidget *widget;
  void (*take) (gpointer widget, FoveaTensor *picture, const char *name);
  /*< private >*/
  GCancellable *reading;
} FoveaPictureReader;

/* @name: as fovea_picture_open() takes it */
void fovea_picture_reader_read (FoveaPictureReader *self, const char *name);
void fovea_picture_reader_open (FoveaPictureReader *self, GFile *file);
/* What is still being read is no longer wanted. */
void fovea_picture_reader_cancel (FoveaPictureReader *self);

G_END_DECLS
