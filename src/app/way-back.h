/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/main-window.h"

G_BEGIN_DECLS

/* win.back: from the page that is shown to the page that led there, for as long as what it led to is shown. */
void fovea_way_back_install (GtkWidgetClass *class);
void fovea_way_back_set (FoveaMainWindow *window, const char *page);
/* Another page is shown. */
void fovea_way_back_update (FoveaMainWindow *window);

G_END_DECLS
