/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of the window, in the order of the side bar. A new page is a row here, and nothing else. */

#include "config.h"

#include "app/pages.h"


#include <glib/gi18n-lib.h>

static const FoveaPageEntry entries[] = {
  { NULL }
};

/* (array length=n) */
const FoveaPageEntry *
fovea_pages_get (guint *n)
{
  for (*n = 0; entries[*n].name != NULL;)
    ++*n;
  return entries;
}

/* The page of that name, or NULL. */
const FoveaPageEntry *
fovea_pages_find (const char *name)
{
  for (const FoveaPageEntry *entry = entries; entry->name != NULL; entry++)
    if (g_strcmp0 (entry->name, name) == 0)
      return entry;
  return NULL;
}
