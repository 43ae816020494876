/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gets the chosen file; is not called if nothing was chosen. */
typedef void (*FoveaFileFunc) (GFile *file, gpointer object);

void fovea_dialog_open (GtkWidget *widget, const char *title, GtkFileFilter *filter, FoveaFileFunc chosen,
                        gpointer object);
/* (transfer full): model files alone */
GtkFileFilter *fovea_dialog_filter_nets (void);
void fovea_dialog_open_folder (GtkWidget *widget, const char *title, FoveaFileFunc chosen, gpointer object);
void fovea_dialog_save (GtkWidget *widget, const char *title, const char *name, FoveaFileFunc chosen, gpointer object);
/* The path of @file, chosen to be written; NULL, with a toast, if it is not on this computer. */
char *fovea_dialog_get_path (GtkWidget *widget, GFile *file);
/* Gets what was typed; is not called if nothing was to be done. */
typedef void (*FoveaWordsFunc) (const char *title, const char *text, gpointer object);
void fovea_dialog_words (GtkWidget *widget, const char *heading, const char *body, const char *title, const char *text,
                         const char *accept, FoveaWordsFunc done, gpointer object);
void fovea_dialog_about (GtkWindow *window);

G_END_DECLS
