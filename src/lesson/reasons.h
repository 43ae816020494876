/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/climb.h"
#include "lesson/occlusion.h"
#include "lesson/probe.h"

G_BEGIN_DECLS

/**
 * FoveaReasonKind:
 * @FOVEA_REASON_SALIENCY: which pixels change the score of a class
 * @FOVEA_REASON_OCCLUSION: which parts of the image may not be hidden
 * @FOVEA_REASON_CLIMB: which image has the largest score
 */
typedef enum
{
  FOVEA_REASON_SALIENCY,
  FOVEA_REASON_OCCLUSION,
  FOVEA_REASON_CLIMB
} FoveaReasonKind;

/**
 * FoveaWhy:
 * @class_number: the class that is asked about; −1 for the one that the net says
 * @patch: that hides parts; zeros for fovea_patch_default()
 * @summit: to climb to; row 0 for the score of the class
 * @seed: of the noise that a climb begins with
 * @steps: of a climb
 *
 * What somebody wants to know of a net and an image.
 */
typedef struct
{
  FoveaReasonKind kind;
  int class_number;
  FoveaPatch patch;
  FoveaSummit summit;
  guint64 seed;
  int steps;
} FoveaWhy;

FoveaWhy fovea_why_default (FoveaReasonKind kind);
gboolean fovea_why_equal (const FoveaWhy *a, const FoveaWhy *b);

/**
 * FoveaReasons:
 * @class_number: that they are about
 * @findings: what the net makes of the image; of a climb, of the image that has grown
 * @gradient: (nullable): of saliency: of the class score, by the image: 1×C×H×W
 * @occlusion: (nullable): as far as it is known
 * @climb: (nullable): as far as it got
 * @done: whether that is all
 *
 * An answer. Immutable, reference counted.
 */
typedef struct
{
  FoveaReasonKind kind;
  int class_number;
  FoveaFindings *findings;
  FoveaTensor *gradient;
  FoveaOcclusion *occlusion;
  FoveaClimb *climb;
  gboolean done;
  /*< private >*/
  gatomicrefcount references;
} FoveaReasons;

FoveaReasons *fovea_reasons_ref (FoveaReasons *self);
void fovea_reasons_unref (FoveaReasons *self);
float fovea_reasons_get_probability (const FoveaReasons *self);
GPtrArray *fovea_reasons_list_arrays (const FoveaReasons *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaReasons, fovea_reasons_unref)

/**
 * FoveaReasoning:
 *
 * An answer that is being found, portion by portion, by one thread at a time.
 */
typedef struct _FoveaReasoning FoveaReasoning;

FoveaReasoning *fovea_reasoning_new (FoveaStill *still, FoveaTensor *image, int label, const FoveaWhy *why);
void fovea_reasoning_free (FoveaReasoning *self);
void fovea_reasoning_set_steps (FoveaReasoning *self, int steps);
void fovea_reasoning_advance (FoveaReasoning *self);
gboolean fovea_reasoning_is_done (const FoveaReasoning *self);
FoveaReasons *fovea_reasoning_get (const FoveaReasoning *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaReasoning, fovea_reasoning_free)

G_END_DECLS
