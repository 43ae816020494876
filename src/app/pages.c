/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of the window, in the order of the side bar. A new page is a row here, and nothing else. */

#include "config.h"

#include "app/pages.h"

#include "app/convolution-page.h"
#include "app/pooling-page.h"
#include "app/stack-page.h"
#include "app/training-page.h"

#include <glib/gi18n-lib.h>

static const FoveaPageEntry entries[] = {
  { "convolution", N_ ("Layers"), N_ ("Convolution"), fovea_convolution_page_get_type },
  { "pooling", N_ ("Layers"), N_ ("Pooling"), fovea_pooling_page_get_type },
  { "stack", N_ ("Layers"), N_ ("Stack"), fovea_stack_page_get_type },
  { "training", N_ ("Networks"), N_ ("Training"), fovea_training_page_get_type },
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
