/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/exporter.h"

G_BEGIN_DECLS

/* Adds the actions that export what the window shows to the window's class: win.export-picture (s: svg, pdf, png-1 to
 * png-4), win.export-animation, win.export-numbers (s: csv, npy), win.copy-picture. */
void fovea_export_actions_install (GtkWidgetClass *class);
/* Enables those that @page has something for. */
void fovea_export_actions_update (GtkWidget *window, FoveaPage *page, FoveaExporter *exporter);

G_END_DECLS
