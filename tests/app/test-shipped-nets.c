/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/shipped-nets.h"

#include "app-test.h"

#include "app/data-chooser.h"
#include "app/training-page.h"
#include "dataset/data-folder.h"

static FoveaTrainingPage *
get_page (FoveaMainWindow *window)
{
  return FOVEA_TRAINING_PAGE (fovea_main_window_get_page (window));
}

/* Whether the run that is shown is that of a trained net whose images are so wide. */
static gboolean
shows_trained (FoveaMainWindow *window, int width)
{
  FoveaTrainingSession *session = fovea_training_page_get_session (get_page (window));

  return session && fovea_training_session_began_trained (session)
         && fovea_training_session_get_spec (session)->layers[0].out.width == width;
}

/* Each opens whatever data are there, with those that it was trained on. */
static void
test_bring_their_data (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autoptr (GPtrArray) names = fovea_shipped_nets_list ();
  FoveaDataChooser *chooser;

  g_assert_cmpuint (names->len, >, 0);
  fovea_main_window_show_page (window, "training");
  chooser = app_test_find (window, FOVEA_TYPE_DATA_CHOOSER, NULL);
  app_test_wait_for (fovea_data_chooser_get_dataset (chooser) != NULL);
  for (guint i = names->len; i-- > 0;)
    {
      g_autofree char *file = g_strconcat (names->pdata[i], ".safetensors", NULL);
      g_autofree char *path = fovea_data_path ("nets", file, NULL);
      g_autoptr (FoveaStill) still = fovea_shipped_net_load (names->pdata[i], NULL);
      int width = fovea_net_get_spec (fovea_still_get_net (still))->layers[0].out.width;

      g_test_message ("%s", file);
      g_assert_nonnull (fovea_shipped_net_get_data (path));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (window)), "training.open", "s", file));
      app_test_wait_for (shows_trained (window, width));
      g_assert_cmpstr (fovea_data_chooser_get_source (chooser), ==, fovea_shipped_net_get_data (path));
    }
  g_assert_null (fovea_shipped_net_get_data ("/tmp/lenet-5-mnist.safetensors"));
  app_test_close_window (window);
}

/* A net that is named before any data are read waits for them. */
static void
test_waits_for_data (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);
  g_autofree char *path = fovea_data_path ("nets", "lenet-5-mnist.safetensors", NULL), *copy = NULL, *bytes = NULL;
  g_autoptr (GFile) file = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  copy = g_build_filename (g_get_user_data_dir (), "copy.safetensors", NULL);
  g_assert_true (g_file_set_contents (copy, bytes, size, NULL));
  file = g_file_new_for_path (copy);
  fovea_main_window_show_page (window, "training");
  g_assert_null (fovea_training_page_get_session (get_page (window)));
  fovea_page_open (FOVEA_PAGE (get_page (window)), file);
  app_test_wait_for (shows_trained (window, 28));
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/shipped-nets/bring-their-data", test_bring_their_data);
  g_test_add_func ("/app/shipped-nets/wait-for-data", test_waits_for_data);
  return g_test_run ();
}
