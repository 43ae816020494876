/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fovea_unpack (const char *archive, const char *folder, GCancellable *cancellable, GError **error);

G_END_DECLS
