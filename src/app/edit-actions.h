/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

/* Adds the actions that change the lesson that is shown to the window's class: win.undo, win.redo, win.edit (type over its
 * numbers, or stop), win.copy-numbers, win.paste-numbers. */
void fovea_edit_actions_install (GtkWidgetClass *class);
void fovea_edit_actions_update (GtkWidget *window, FoveaPage *page);

G_END_DECLS
