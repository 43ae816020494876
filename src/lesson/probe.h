/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/still.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoveaFindings:
 * @net: that was asked
 * @image: as the net took it, 1×C×H×W, normalised
 * @label: its class, or −1
 * @n_maps: rows of the net
 * @maps: what each of them gives, 1×C×H×W
 * @gradients: (nullable): how the loss changes with each of these numbers, if that was asked
 * @scores: the probability of each class, 1×classes×1×1
 * @loss: −log of that of the label, in nats; NaN without one
 *
 * What a net makes of one image. Immutable, reference counted.
 */
typedef struct
{
  FoveaStill *net;
  FoveaTensor *image;
  int label, n_maps;
  FoveaTensor **maps, **gradients;
  FoveaTensor *scores;
  double loss;
  /*< private >*/
  gatomicrefcount references;
} FoveaFindings;

FoveaFindings *fovea_findings_new (FoveaStill *still, FoveaNet *net, FoveaTensor *image, int label,
                                   gboolean gradients);
FoveaFindings *fovea_findings_ref (FoveaFindings *self);
void fovea_findings_unref (FoveaFindings *self);
int fovea_findings_get_said (const FoveaFindings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaFindings, fovea_findings_unref)

FoveaTensor *fovea_net_normalise (const FoveaNet *net, const guint8 *pixels);

/**
 * FoveaProbe:
 *
 * Asks a net about one image after the other, on a thread, so that nobody waits: what is asked while an answer is
 * being found replaces what was asked before. Emits `answered`, in the main context of the thread that asked.
 */
#define FOVEA_TYPE_PROBE (fovea_probe_get_type ())
G_DECLARE_FINAL_TYPE (FoveaProbe, fovea_probe, FOVEA, PROBE, GObject)

FoveaProbe *fovea_probe_new (void);
void fovea_probe_ask (FoveaProbe *self, FoveaStill *net, const guint8 *pixels, int label, gboolean gradients);
void fovea_probe_forget (FoveaProbe *self);
FoveaFindings *fovea_probe_get_findings (FoveaProbe *self);

G_END_DECLS
