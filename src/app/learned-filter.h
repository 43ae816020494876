/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/still.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fovea_open_learned_filter (GtkWidget *widget, const FoveaStill *net, int row, int filter,
                                const FoveaTensor *input);

G_END_DECLS
