/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"

G_BEGIN_DECLS

/**
 * FoveaStill:
 *
 * A net as it was at one moment: for looking at its weights, and for making nets to run from it (fovea_net_copy()).
 * Immutable, reference counted, shared by threads.
 */
typedef struct _FoveaStill FoveaStill;

FoveaStill *fovea_still_new (const FoveaNet *net);
FoveaStill *fovea_still_ref (FoveaStill *self);
void fovea_still_unref (FoveaStill *self);
const FoveaNet *fovea_still_get_net (const FoveaStill *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaStill, fovea_still_unref)

G_END_DECLS
