/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

GBytes *fovea_file_bytes (const char *path, GError **error);
gboolean fovea_file_check_writable (const char *path, GError **error);
gboolean fovea_file_write (const char *path, gconstpointer data, gsize size, GError **error);

G_END_DECLS
