/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fovea_picture_has_end (const guint8 *data, gsize size);

G_END_DECLS
