/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the data chooser lists: first the data that are there, then how to come by others. */

#include "config.h"

#include "app/data-list.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

/* What comes with the program, as fovea_dataset_open() calls it. */
static const struct
{
  const char *name, *title;
} own[] = {
  { "mnist", N_ ("MNIST, digits") },
  { "shapes", N_ ("Shapes") },
};

GPtrArray *
fovea_data_list_new (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  guint n;
  const FoveaOffer *offers = fovea_offers_get (&n);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_ptr_array_add (list, g_strdup (own[i].name));
  for (guint i = 0; i < n; i++)
    if (fovea_offer_is_here (&offers[i]))
      g_ptr_array_add (list, g_strdup (offers[i].name));
  return list;
}

const char *
fovea_data_list_get_title (const char *source)
{
  const FoveaOffer *offer = fovea_offer_find (source);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_str_equal (own[i].name, source))
      return _ (own[i].title);
  return offer ? offer->title : NULL;
}

const FoveaOffer *
fovea_data_list_get_missing (GPtrArray *list, guint i)
{
  guint n;
  const FoveaOffer *offers = fovea_offers_get (&n);

  for (guint k = 0; k < n; k++)
    if (!g_ptr_array_find_with_equal_func (list, offers[k].name, g_str_equal, NULL) && i-- == 0)
      return &offers[k];
  return NULL;
}

GListModel *
fovea_data_list_make_rows (GPtrArray *list)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const char *title = fovea_data_list_get_title (list->pdata[i]);
      g_autofree char *name = g_path_get_basename (list->pdata[i]);

      gtk_string_list_append (rows, title ? title : name);
    }
  gtk_string_list_append (rows, _ ("Open a folder…"));
  for (guint i = 0; fovea_data_list_get_missing (list, i); i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Get %s…"), fovea_data_list_get_missing (list, i)->title);

      gtk_string_list_append (rows, title);
    }
  return G_LIST_MODEL (rows);
}
