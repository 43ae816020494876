/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first portion of an answer is what the net makes of the image, and the gradient if that is what was asked; then
 * comes a batch of places, or a step of a climb, at a time. Whoever wants an answer decides after each portion whether
 * to look at what there is, and whether to go on. */

#include "lesson/reasons.h"

#include "lesson/saliency.h"

enum
{
  STEPS = 128 /* of a climb */
};

static const double MANY_MACS = 3e7; /* from which it is worth waking other threads for one image */

struct _FoveaReasoning
{
  FoveaStill *still;
  FoveaTensor *image;
  int label;
  FoveaWhy why;

  FoveaNet *net; /* to run: a copy of the still; NULL before the first portion */
  int class_number;
  FoveaFindings *findings;
  FoveaTensor *gradient;
  FoveaOcclusion *occlusion;
  FoveaClimb *climb;
};

/* Questions */

/* About the class that the net says, with everything else at its preset. */
FoveaWhy
fovea_why_default (FoveaReasonKind kind)
{
  return (FoveaWhy){ .kind = kind, .class_number = -1, .seed = 1, .steps = STEPS };
}

/* But for the steps: more of them are the same answer, further on. */
gboolean
fovea_why_equal (const FoveaWhy *a, const FoveaWhy *b)
{
  return a->kind == b->kind && a->class_number == b->class_number && a->patch.side == b->patch.side
         && a->patch.stride == b->patch.stride && a->summit.row == b->summit.row && a->summit.map == b->summit.map
         && a->seed == b->seed;
}

/* Answers */

FoveaReasons *
fovea_reasons_ref (FoveaReasons *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_reasons_unref (FoveaReasons *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  fovea_findings_unref (self->findings);
  g_clear_pointer (&self->gradient, fovea_tensor_unref);
  g_clear_pointer (&self->occlusion, fovea_occlusion_free);
  g_clear_pointer (&self->climb, fovea_climb_free);
  g_free (self);
}

/* Of the class that they are about. */
float
fovea_reasons_get_probability (const FoveaReasons *self)
{
  return self->findings->scores->data[self->class_number];
}

/* Finding them */

/**
 * fovea_reasoning_new: (constructor)
 * @image: as the net takes it, 1×C×H×W
 * @label: its class, or −1
 * @why: its class and its summit, if it has one, are of the net
 */
FoveaReasoning *
fovea_reasoning_new (FoveaStill *still, FoveaTensor *image, int label, const FoveaWhy *why)
{
  FoveaReasoning *self = g_new0 (FoveaReasoning, 1);

  self->still = fovea_still_ref (still);
  self->image = fovea_tensor_ref (image);
  self->label = label;
  self->why = *why;
  return self;
}

void
fovea_reasoning_free (FoveaReasoning *self)
{
  g_clear_pointer (&self->findings, fovea_findings_unref);
  g_clear_pointer (&self->gradient, fovea_tensor_unref);
  g_clear_pointer (&self->occlusion, fovea_occlusion_free);
  g_clear_pointer (&self->climb, fovea_climb_free);
  g_clear_pointer (&self->net, fovea_net_free);
  fovea_tensor_unref (self->image);
  fovea_still_unref (self->still);
  g_free (self);
}

/* A climb goes on to as many. */
void
fovea_reasoning_set_steps (FoveaReasoning *self, int steps)
{
  self->why.steps = steps;
}

static void
begin_occlusion (FoveaReasoning *self)
{
  FoveaPatch patch = self->why.patch, usual = fovea_patch_default (self->image->w, self->image->h);

  patch.side = patch.side > 0 ? patch.side : usual.side;
  patch.stride = patch.stride > 0 ? patch.stride : usual.stride;
  self->occlusion = fovea_occlusion_new (self->image, self->class_number,
                                         self->findings->scores->data[self->class_number], patch);
}

static void
begin_climb (FoveaReasoning *self)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (self->net);
  FoveaSummit summit = self->why.summit.row > 0 ? self->why.summit : fovea_summit_of_class (spec, self->class_number);
  FoveaClimbOptions options = fovea_climb_options_default (spec, summit);

  options.seed = self->why.seed;
  self->climb = fovea_climb_new (self->net, summit, &options);
}

static void
begin (FoveaReasoning *self)
{
  self->net = fovea_net_copy (fovea_still_get_net (self->still));
  fovea_net_set_threads (self->net, fovea_net_get_spec (self->net)->macs > MANY_MACS ? 0 : 1);
  self->findings = fovea_findings_new (self->still, self->net, self->image, self->label, FALSE);
  self->class_number = self->why.class_number >= 0 ? self->why.class_number
                                                   : fovea_findings_get_said (self->findings);
  if (self->why.kind == FOVEA_REASON_SALIENCY)
    self->gradient = fovea_saliency_find (self->net, self->findings->maps, self->class_number);
  else if (self->why.kind == FOVEA_REASON_OCCLUSION)
    begin_occlusion (self);
  else
    begin_climb (self);
}

/* The next portion: that of a moment, in all but the largest nets. */
void
fovea_reasoning_advance (FoveaReasoning *self)
{
  if (!self->net)
    begin (self);
  else if (self->occlusion)
    fovea_occlusion_advance (self->occlusion, self->net);
  else if (self->climb && self->climb->steps < self->why.steps)
    fovea_climb_advance (self->climb, self->net);
}

gboolean
fovea_reasoning_is_done (const FoveaReasoning *self)
{
  if (!self->net)
    return FALSE;
  return self->occlusion ? fovea_occlusion_is_done (self->occlusion)
         : self->climb   ? self->climb->steps >= self->why.steps
                         : TRUE;
}

/* Returns: (transfer full) (nullable): what is known; NULL before the first portion */
FoveaReasons *
fovea_reasoning_get (const FoveaReasoning *self)
{
  FoveaReasons *reasons;

  if (!self->net)
    return NULL;
  reasons = g_new0 (FoveaReasons, 1);
  g_atomic_ref_count_init (&reasons->references);
  reasons->kind = self->why.kind;
  reasons->class_number = self->class_number;
  reasons->gradient = self->gradient ? fovea_tensor_ref (self->gradient) : NULL;
  reasons->occlusion = self->occlusion ? fovea_occlusion_copy (self->occlusion) : NULL;
  reasons->climb = self->climb ? fovea_climb_copy (self->climb) : NULL;
  reasons->findings = self->climb ? fovea_findings_new (self->still, self->net, reasons->climb->image, -1, FALSE)
                                  : fovea_findings_ref (self->findings);
  reasons->done = fovea_reasoning_is_done (self);
  return reasons;
}
