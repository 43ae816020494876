/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/data-chooser.h"

#include "app-test.h"
#include "dataset/offer.h"

static GListModel *
get_list (FoveaDataChooser *chooser)
{
  return adw_combo_row_get_model (app_test_find (chooser, ADW_TYPE_COMBO_ROW, NULL));
}

static guint
find_title (FoveaDataChooser *chooser, const char *title)
{
  GListModel *list = get_list (chooser);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (list), i), title))
      return i;
  return G_MAXUINT;
}

/* What is there, a folder, and what can be fetched; asking for one of these leaves the data as they are. */
static void
test_list (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  FoveaDataChooser *chooser;
  AdwComboRow *row;
  guint n = g_list_model_get_n_items (gtk_window_get_toplevels ()), offers;

  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  app_test_wait_for (fovea_data_chooser_get_dataset (chooser) != NULL);
  row = app_test_find (chooser, ADW_TYPE_COMBO_ROW, NULL);
  g_assert_cmpuint (find_title (chooser, "MNIST, digits"), ==, 0);
  g_assert_cmpuint (find_title (chooser, "Open a folder…"), <, G_MAXUINT);
  for (guint i = 0; i < (fovea_offers_get (&offers), offers); i++)
    {
      const FoveaOffer *offer = &fovea_offers_get (&offers)[i];
      g_autofree char *title = g_strdup_printf ("Get %s…", offer->title);

      g_assert_true ((find_title (chooser, title) == G_MAXUINT) == fovea_offer_is_here (offer));
    }
  adw_combo_row_set_selected (row, find_title (chooser, "Get Fashion-MNIST…"));
  app_test_wait_for (g_list_model_get_n_items (gtk_window_get_toplevels ()) > n);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_cmpstr (fovea_data_chooser_get_source (chooser), ==, "mnist");
  app_test_close_window (window);
}

/* Another set takes the place of the one that is there. */
static void
test_shapes (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  FoveaDataChooser *chooser;

  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  fovea_data_chooser_open_source (chooser, "shapes");
  app_test_wait_for (g_strcmp0 (fovea_data_chooser_get_source (chooser), "shapes") == 0
                     && !fovea_data_chooser_is_reading (chooser));
  g_assert_cmpint (fovea_data_chooser_get_dataset (chooser)->train->c, ==, 3);
  app_test_close_window (window);
}

/* While others are read, choosing the data that are there keeps them, and whoever looks at them notices nothing. */
static void
test_chosen_back (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  FoveaDataChooser *chooser;
  FoveaDataset *before;

  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  app_test_wait_for (fovea_data_chooser_get_dataset (chooser) != NULL);
  before = fovea_data_chooser_get_dataset (chooser);
  fovea_data_chooser_open_source (chooser, "shapes");
  g_assert_true (fovea_data_chooser_is_reading (chooser));
  fovea_data_chooser_open_source (chooser, "mnist");
  g_assert_false (fovea_data_chooser_is_reading (chooser));
  g_assert_null (fovea_data_chooser_get_message (chooser));
  app_test_settle ();
  g_assert_true (fovea_data_chooser_get_dataset (chooser) == before);
  app_test_close_window (window);
}

/* A folder that cannot be read, named before the first data are there, does not leave the page without any. */
static void
test_fails_first (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  FoveaDataChooser *chooser;

  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  g_assert_null (fovea_data_chooser_get_dataset (chooser));
  fovea_data_chooser_open_source (chooser, "/no/such/folder");
  app_test_wait_for (fovea_data_chooser_get_dataset (chooser) != NULL);
  g_assert_cmpstr (fovea_data_chooser_get_source (chooser), ==, "mnist");
  g_assert_cmpuint (find_title (chooser, "folder"), ==, G_MAXUINT);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  g_setenv ("XDG_DATA_HOME", "/dev/null/nowhere", TRUE); /* where nothing has been fetched to */
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/data-chooser/list", test_list);
  g_test_add_func ("/app/data-chooser/shapes", test_shapes);
  g_test_add_func ("/app/data-chooser/chosen-back", test_chosen_back);
  g_test_add_func ("/app/data-chooser/fails-first", test_fails_first);
  return g_test_run ();
}
