/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures and nets from files. */

#include "config.h"

#include "app/convolution-files.h"

#include "app/dialogs.h"
#include "app/picture-reader.h"
#include "lesson/learned.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoveaConvolution *lesson;
  FoveaPictureReader reader;
} Files;

static const char key[] = "fovea-convolution-files";

static Files *
get_files (gpointer page)
{
  return g_object_get_data (page, key);
}

static void
files_free (gpointer data)
{
  Files *self = data;

  fovea_picture_reader_cancel (&self->reader);
  g_object_unref (self->lesson);
  g_free (self);
}

static void
take_picture (gpointer page, FoveaTensor *picture, const char *name)
{
  FoveaConvolution *lesson = get_files (page)->lesson;

  fovea_convolution_set_picture (lesson, picture);
  fovea_convolution_set_picture_name (lesson, name);
}

void
fovea_convolution_files_open (FoveaPage *page, GFile *file)
{
  fovea_picture_reader_open (&get_files (page)->reader, file);
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
  fovea_picture_reader_cancel (&get_files (page)->reader);
}

static void
photograph_cb (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  fovea_picture_reader_read (&get_files (page)->reader, "raccoon.png");
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

  self->lesson = g_object_ref (lesson);
  self->reader = (FoveaPictureReader){ .widget = GTK_WIDGET (page), .take = take_picture };
  g_object_set_data_full (G_OBJECT (page), key, self, files_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (fovea_page_get_actions (page), "convolution", G_ACTION_GROUP (group));
}
