/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures and nets from files. A picture is read on a thread; a second one takes the place of the first, whose result
 * is then dropped. */

#include "config.h"

#include "app/convolution-files.h"

#include "app/dialogs.h"
#include "dataset/picture.h"
#include "lesson/learned.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoveaPage *page; /* not owned: this is its */
  FoveaConvolution *lesson;
  GCancellable *loading;
} Files;

static const char key[] = "fovea-convolution-files";

static Files *
get_files (gpointer page)
{
  return g_object_get_data (page, key);
}

static void
cancel (Files *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
files_free (gpointer data)
{
  Files *self = data;

  cancel (self);
  g_object_unref (self->lesson);
  g_free (self);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer name, GCancellable *cancellable)
{
  GError *error = NULL;
  FoveaTensor *picture = fovea_picture_open (name, TRUE, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) fovea_tensor_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *page, GAsyncResult *result, gpointer user_data)
{
  Files *self = get_files (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaTensor) picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture != NULL)
    {
      fovea_convolution_set_picture (self->lesson, picture);
      fovea_convolution_set_picture_name (self->lesson, g_task_get_task_data (G_TASK (result)));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fovea_toast (GTK_WIDGET (page), error->message);
}

static void
load_picture (Files *self, const char *name)
{
  g_autoptr (GTask) task = NULL;

  cancel (self);
  self->loading = g_cancellable_new ();
  task = g_task_new (self->page, self->loading, loaded_cb, NULL);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

void
fovea_convolution_files_open (FoveaPage *page, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    fovea_toast (GTK_WIDGET (page), _ ("This picture is not on this computer; save it to a folder first."));
  else
    load_picture (get_files (page), path);
}

GtkFileFilter *
fovea_convolution_files_create_filter (FoveaPage *page)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  return filter;
}

void
fovea_convolution_files_cancel (FoveaPage *page)
{
  cancel (get_files (page));
}

static void
photograph_cb (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  load_picture (get_files (page), "raccoon.png");
}

static void
take_filters (gpointer page, const char *net)
{
  g_autoptr (GError) error = NULL;

  if (!fovea_convolution_take_filters (get_files (page)->lesson, net, &error))
    fovea_toast (page, error->message);
}

static void
net_cb (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  take_filters (page, g_variant_get_string (parameter, NULL));
}

static void
net_chosen_cb (GFile *file, gpointer page)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    take_filters (page, path);
  else
    fovea_toast (page, _ ("This file is not on this computer; save it to a folder first."));
}

static void
open_net_cb (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  fovea_dialog_open (page, _ ("Filters of a Net"), fovea_dialog_filter_nets (), net_chosen_cb, page);
}

/* The menu stands in the header bar, outside of the page, and brings its actions with it. */
void
fovea_convolution_files_attach (FoveaPage *page, FoveaConvolution *lesson)
{
  static const GActionEntry entries[]
      = { { "photograph", photograph_cb }, { "net", net_cb, "s" }, { "open-net", open_net_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  Files *self = g_new0 (Files, 1);

  self->page = page;
  self->lesson = g_object_ref (lesson);
  g_object_set_data_full (G_OBJECT (page), key, self, files_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (fovea_page_get_actions (page), "convolution", G_ACTION_GROUP (group));
}
