/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes @to, @to_width × @to_height pixels 0xRRGGBB row by row, of @from, which is at least as wide and as high: each is
 * the mean of what it covers. */
void fovea_shrink (const guint32 *from, int width, int height, guint32 *to, int to_width, int to_height);

G_END_DECLS
