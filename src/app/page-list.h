/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The side bar's list of all pages, each section's name above its first. */

#include "app/pages.h"

G_BEGIN_DECLS

void fovea_page_list_fill (GtkListBox *list);
const FoveaPageEntry *fovea_page_list_get_entry (GtkListBoxRow *row);

G_END_DECLS
