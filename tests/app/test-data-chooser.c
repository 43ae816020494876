/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/data-chooser.h"

#include "app-test.h"
#include "app/net-editor.h"
#include "app/spin-row.h"
#include "dataset/offer.h"
#include "tests/dataset/folder.h"

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
  fovea_data_chooser_open_source (chooser, "shapes", NULL);
  app_test_wait_for (g_strcmp0 (fovea_data_chooser_get_source (chooser), "shapes") == 0
                     && !fovea_data_chooser_is_reading (chooser));
  g_assert_cmpint (fovea_data_chooser_get_dataset (chooser)->train->c, ==, 3);
  app_test_close_window (window);
}

/* A run of another seed goes on with the pictures of that seed, and those of the program's own come back by choice. */
static void
test_data_of_a_run (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 32x32x3, FC 10", NULL, NULL);
  FoveaCheckpoint run = { .spec = spec, .notes = { .data = (char *) "shapes", .data_seed = 2 } };
  g_autoptr (FoveaDataset) wanted = fovea_dataset_open ("shapes", 2, NULL);
  FoveaDataChooser *chooser;
  FoveaExamples *images;

  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  fovea_data_chooser_open_source (chooser, "shapes", NULL);
  app_test_wait_for (fovea_data_chooser_has (chooser, "shapes", &spec->layers[0].out));
  g_assert_false (fovea_data_chooser_has_data_of (chooser, &run));
  fovea_data_chooser_open_data_of (chooser, &run);
  app_test_wait_for (fovea_data_chooser_has_data_of (chooser, &run));
  images = fovea_data_chooser_get_dataset (chooser)->train;
  g_assert_cmpmem (images->pixels, 3072, wanted->train->pixels, 3072);
  fovea_data_chooser_open_source (chooser, "shapes", NULL);
  app_test_wait_for (fovea_data_chooser_get_dataset (chooser)->seed == FOVEA_DATA_SEED);
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
  fovea_data_chooser_open_source (chooser, "shapes", NULL);
  g_assert_true (fovea_data_chooser_is_reading (chooser));
  fovea_data_chooser_open_source (chooser, "mnist", NULL);
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
  fovea_data_chooser_open_source (chooser, "/no/such/folder", NULL);
  app_test_wait_for (fovea_data_chooser_get_dataset (chooser) != NULL);
  g_assert_cmpstr (fovea_data_chooser_get_source (chooser), ==, "mnist");
  g_assert_cmpuint (find_title (chooser, "folder"), ==, G_MAXUINT);
  app_test_close_window (window);
}

static void
save_picture (const TestFolder *folder, const char *name, int side, guint32 colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, side, side);
  g_autofree char *path = g_build_filename (folder, name, NULL), *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  gdk_pixbuf_fill (pixbuf, colour);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
}

/* Pictures of a folder are brought to the size that is asked for, grey or in colour; other data have theirs. */
static void
test_picture_size (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autoptr (TestFolder) folder = test_folder_new ();
  FoveaDataChooser *chooser;
  FoveaSpinRow *side;

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%d.png", i % 2 ? "a" : "b", i);

      save_picture (folder, name, 40 + i, 0x336699ff);
    }
  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  side = app_test_find (chooser, FOVEA_TYPE_SPIN_ROW, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (side)));
  fovea_data_chooser_open_source (chooser, folder, NULL);
  app_test_wait_for (fovea_data_chooser_has (chooser, folder, &(FoveaShape){ 32, 32, 3 }));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (side)));
  g_object_set (side, "value", 20.0, NULL);
  app_test_wait_for (fovea_data_chooser_has (chooser, folder, &(FoveaShape){ 20, 20, 3 }));
  gtk_switch_set_active (app_test_find (chooser, GTK_TYPE_SWITCH, NULL), FALSE);
  app_test_wait_for (fovea_data_chooser_has (chooser, folder, &(FoveaShape){ 20, 20, 1 }));
  fovea_data_chooser_open_source (chooser, folder, &(FoveaShape){ 28, 28, 3 });
  app_test_wait_for (fovea_data_chooser_has (chooser, folder, &(FoveaShape){ 28, 28, 3 }));
  g_assert_true (gtk_switch_get_active (app_test_find (chooser, GTK_TYPE_SWITCH, NULL)));
  fovea_data_chooser_open_source (chooser, "mnist", NULL);
  app_test_wait_for (fovea_data_chooser_has (chooser, "mnist", &(FoveaShape){ 1, 1, 1 }));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (side)));
  app_test_close_window (window);
}

/* Every net with a name that takes the images ends in the classes that there are. */
static void
test_nets_for_few_classes (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autoptr (TestFolder) folder = test_folder_new ();
  FoveaDataChooser *chooser;
  FoveaNetEditor *editor;
  g_autofree char *even = NULL, *odd = NULL;

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c/%d.png", "abc"[i % 3], i);

      save_picture (folder, name, 32, 0x336699ff);
    }
  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  editor = app_test_find (window, FOVEA_TYPE_NET_EDITOR, NULL);
  fovea_data_chooser_open_source (chooser, folder, NULL);
  app_test_wait_for (fovea_data_chooser_has (chooser, folder, &(FoveaShape){ 32, 32, 3 }));
  even = fovea_net_spec_to_text (fovea_net_editor_get_spec (editor));
  g_assert_true (g_str_has_prefix (even, "INPUT 32x32x3, CONV 5x5x16 pad 2"));
  g_assert_true (g_str_has_suffix (even, "FC 3"));
  fovea_data_chooser_open_source (chooser, folder, &(FoveaShape){ 23, 24, 3 });
  app_test_wait_for (fovea_data_chooser_has (chooser, folder, &(FoveaShape){ 23, 24, 3 }));
  odd = fovea_net_spec_to_text (fovea_net_editor_get_spec (editor));
  g_assert_nonnull (strstr (odd, "CONV 5x5x32 pad 2, RELU, POOL 2 round floor, FC 3"));
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  g_setenv ("XDG_DATA_HOME", "/dev/null/nowhere", TRUE); /* where nothing has been fetched to */
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/data-chooser/list", test_list);
  g_test_add_func ("/app/data-chooser/shapes", test_shapes);
  g_test_add_func ("/app/data-chooser/data-of-a-run", test_data_of_a_run);
  g_test_add_func ("/app/data-chooser/chosen-back", test_chosen_back);
  g_test_add_func ("/app/data-chooser/fails-first", test_fails_first);
  g_test_add_func ("/app/data-chooser/picture-size", test_picture_size);
  g_test_add_func ("/app/data-chooser/nets-for-few-classes", test_nets_for_few_classes);
  return g_test_run ();
}
