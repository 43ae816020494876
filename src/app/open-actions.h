/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/main-window.h"

G_BEGIN_DECLS

/* What comes into a main window as a file: win.open, and what is dropped on it. */
void fovea_open_actions_install (GtkWidgetClass *class);
void fovea_open_actions_add_drop_target (FoveaMainWindow *window);
/* Shows @file on the page that it is for. */
void fovea_open_actions_open (FoveaMainWindow *window, GFile *file);

G_END_DECLS
