/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/offer.h"
#include "engine/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* @done of @total bytes are here. */
typedef void (*FoveaDownloadProgress) (gint64 done, gint64 total, gpointer data);

gboolean fovea_download (const FoveaOffer *offer, const char *folder, GCancellable *cancellable,
                         FoveaDownloadProgress progress, gpointer data, GError **error);

G_END_DECLS
