/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"
#include "app/exporter.h"
#include "app/guide.h"
#include "app/page.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_MAIN_WINDOW (fovea_main_window_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMainWindow, fovea_main_window, FOVEA, MAIN_WINDOW, AdwApplicationWindow)

FoveaMainWindow *fovea_main_window_new (FoveaApplication *application, const char *page);
void fovea_main_window_show_page (FoveaMainWindow *self, const char *name);
FoveaPage *fovea_main_window_get_page (FoveaMainWindow *self);
FoveaGuide *fovea_main_window_get_guide (FoveaMainWindow *self);
FoveaExporter *fovea_main_window_get_exporter (FoveaMainWindow *self);
void fovea_main_window_open_course (FoveaMainWindow *self, const char *what, const char *step);
void fovea_main_window_open (FoveaMainWindow *self, GFile *file);

G_END_DECLS
