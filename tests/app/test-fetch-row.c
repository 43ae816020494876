/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/fetch-row.h"

#include "app-test.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

static const char BODY[] = "What a data set is made of.";

static void
serve_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_STATIC, BODY, strlen (BODY));
}

static SoupServer *
start_server (guint *port)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  GSList *uris;

  soup_server_add_handler (server, NULL, serve_cb, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  *port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

static void
fetched_cb (FoveaFetchRow *row, const char *name, char **fetched)
{
  *fetched = g_strdup (name);
}

static FoveaMainWindow *
open_page (FoveaFetchRow **row)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);

  fovea_main_window_show_page (window, "training");
  *row = app_test_find (window, FOVEA_TYPE_FETCH_ROW, NULL);
  g_assert_nonnull (*row);
  return window;
}

/* A data set is fetched while the window goes on, and lies where it was wanted. */
static void
test_fetches (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *fetched = NULL, *url = NULL;
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, BODY, -1);
  g_autofree char *file = g_build_filename (folder, "small", "file", NULL), *place = g_path_get_dirname (file);
  g_autofree char *contents = NULL;
  guint port;
  g_autoptr (SoupServer) server = start_server (&port);
  FoveaOffer offer = { .name = "small", .title = "Small", .about = "Small." };
  FoveaFetchRow *row = g_object_ref_sink (g_object_new (FOVEA_TYPE_FETCH_ROW, NULL));

  url = g_strdup_printf ("http://127.0.0.1:%u/file", port);
  offer.files[0] = (FoveaOfferFile){ url, "file", sum, strlen (BODY) };
  g_signal_connect (row, "fetched", G_CALLBACK (fetched_cb), &fetched);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  fovea_fetch_row_start (row, &offer, folder);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_true (fovea_fetch_row_get_offer (row) == &offer);
  app_test_wait_for (fetched != NULL);
  g_assert_cmpstr (fetched, ==, "small");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, BODY);
  g_object_unref (row);
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (g_rmdir (place), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Whatever goes wrong, the row goes, and the data that were there stay. */
static void
test_fails_and_stops (void)
{
  static const FoveaOffer nowhere = { .name = "nowhere", .title = "Nowhere", .about = "Nothing.",
                                      .files = { { "http://127.0.0.1:1/file", "file", "", 10 } } };
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *part = g_build_filename (folder, ".nowhere.part", NULL), *file = g_build_filename (part, "file", NULL);
  FoveaFetchRow *row;
  FoveaMainWindow *window = open_page (&row);

  fovea_fetch_row_start (row, &nowhere, folder);
  app_test_wait_for (fovea_fetch_row_get_offer (row) == NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  fovea_fetch_row_start (row, &nowhere, folder);
  fovea_fetch_row_stop (row);
  app_test_wait_for (fovea_fetch_row_get_offer (row) == NULL);
  app_test_close_window (window);
  g_remove (file);
  g_rmdir (part);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/fetch-row/fetches", test_fetches);
  g_test_add_func ("/app/fetch-row/fails-and-stops", test_fails_and_stops);
  return g_test_run ();
}
