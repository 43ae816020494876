/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset/offer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The data sets to choose from, by what fovea_dataset_open() takes (char *): those that come with the program and those
 * that have been fetched; folders may be added. */
GPtrArray *fovea_data_list_new (void);
/* Returns: (nullable): what one is called, translated; NULL for a folder */
const char *fovea_data_list_get_title (const char *source);
/* Returns: (nullable): the @i-th of the offers that are not in the list */
const FoveaOffer *fovea_data_list_get_missing (GPtrArray *list, guint i);
/* The data that are there, a folder to open, and what can be fetched: a GtkStringList. */
GListModel *fovea_data_list_make_rows (GPtrArray *list);

G_END_DECLS
