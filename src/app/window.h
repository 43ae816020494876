/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"
#include "app/page.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_WINDOW (fovea_window_get_type ())
G_DECLARE_FINAL_TYPE (FoveaWindow, fovea_window, FOVEA, WINDOW, AdwApplicationWindow)

FoveaWindow *fovea_window_new (FoveaApplication *application);
void fovea_window_show_page (FoveaWindow *self, const char *name);
FoveaPage *fovea_window_get_page (FoveaWindow *self);
void fovea_window_open (FoveaWindow *self, GFile *file);

G_END_DECLS
