/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/reasons.h"

G_BEGIN_DECLS

/**
 * FoveaInquiry:
 *
 * Finds reasons on a thread, so that nobody waits. Emits `answered`, in the main context of the thread that asked,
 * whenever there is more to see.
 *
 * Another question takes the place of the one before at once. The same question about newer weights waits until it is
 * answered about these, and then comes whole, while the answer before stays; and after each it rests for some time, so
 * that most of the processor is left to the training. A climb goes on in the net in which it began, to as many steps as
 * were asked for last.
 */
#define FOVEA_TYPE_INQUIRY (fovea_inquiry_get_type ())
G_DECLARE_FINAL_TYPE (FoveaInquiry, fovea_inquiry, FOVEA, INQUIRY, GObject)

FoveaInquiry *fovea_inquiry_new (void);
void fovea_inquiry_ask (FoveaInquiry *self, FoveaStill *net, const guint8 *pixels, int label, const FoveaWhy *why);
void fovea_inquiry_forget (FoveaInquiry *self);
void fovea_inquiry_set_paused (FoveaInquiry *self, gboolean paused);
gboolean fovea_inquiry_get_paused (FoveaInquiry *self);
FoveaReasons *fovea_inquiry_get_reasons (FoveaInquiry *self);

G_END_DECLS
