/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaExamples:
 * @n: images
 * @c: channels, 1 (grey) or 3 (red, green, blue)
 * @h: rows
 * @w: columns
 * @classes: how many classes there are; labels lie in [0, classes)
 * @pixels: n·c·h·w bytes, N×C×H×W
 * @labels: n class numbers
 *
 * Labelled images as a data set hands them to training: bytes, so that 60,000 pictures stay small; they become
 * (pixel/255 − mean) / deviation on their way into a net. Immutable once made, reference counted, shared by threads.
 */
typedef struct
{
  int n, c, h, w, classes;
  guint8 *pixels;
  guint16 *labels;
  /*< private >*/
  gatomicrefcount references;
} FoveaExamples;

FoveaExamples *fovea_examples_new (int n, int c, int h, int w, int classes);
FoveaExamples *fovea_examples_ref (FoveaExamples *self);
void fovea_examples_unref (FoveaExamples *self);
FoveaExamples *fovea_examples_subset (const FoveaExamples *self, const int *index, int n);
FoveaExamples *fovea_examples_sample (FoveaExamples *self, guint64 seed, int n);
const guint8 *fovea_examples_image (const FoveaExamples *self, int i);
void fovea_examples_statistics (const FoveaExamples *self, float mean[3], float deviation[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaExamples, fovea_examples_unref)

G_END_DECLS
