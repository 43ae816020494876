/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fovea_sliding_bars_follow (GtkWidget *root);

G_END_DECLS
