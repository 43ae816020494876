/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/training-report.h"

G_BEGIN_DECLS

/**
 * FoveaValidation:
 *
 * Images that are never trained on, and what a net makes of them, asked a handful at a time so that nobody waits long.
 * They are asked in one shuffled order, the same for every run, so that any number from its start is a fair sample.
 */
typedef struct _FoveaValidation FoveaValidation;

FoveaValidation *fovea_validation_new (FoveaExamples *examples);
void fovea_validation_free (FoveaValidation *self);
FoveaExamples *fovea_validation_get_examples (const FoveaValidation *self);
int fovea_validation_get_image (const FoveaValidation *self, int place);

void fovea_validation_begin (FoveaValidation *self, int images);
gboolean fovea_validation_is_sweeping (const FoveaValidation *self);
int fovea_validation_get_sweep (const FoveaValidation *self);
gboolean fovea_validation_sweep (FoveaValidation *self, FoveaNet *net, int handful, int threads,
                                 FoveaCurvePoint *point);
void fovea_validation_get_result (const FoveaValidation *self, int *checked, int *wrong, GArray *mistakes, int most);
GArray *fovea_validation_ref_answers (const FoveaValidation *self);
void fovea_validation_ask (const FoveaValidation *self, FoveaNet *net, int images, int threads, GArray *predictions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaValidation, fovea_validation_free)

G_END_DECLS
