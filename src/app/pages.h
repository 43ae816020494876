/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

/**
 * FoveaPageEntry:
 * @name: what `--page` and the settings call it
 * @section: heading in the side bar; not yet translated, neighbours share it
 * @title: not yet translated
 * @get_type: the FoveaPage to make when it is first shown
 */
typedef struct
{
  const char *name, *section, *title;
  GType (*get_type) (void);
} FoveaPageEntry;

const FoveaPageEntry *fovea_pages_get (guint *n);
const FoveaPageEntry *fovea_pages_find (const char *name);

G_END_DECLS
