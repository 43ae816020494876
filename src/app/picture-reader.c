/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture is read on a thread, which nobody waits for: that it was cancelled is seen when it ends. */

#include "config.h"

#include "app/picture-reader.h"

#include "app/page.h"
#include "dataset/picture.h"

#include <glib/gi18n-lib.h>

static void
read_in_thread (GTask *task, gpointer source, gpointer name, GCancellable *cancellable)
{
  GError *error = NULL;
  FoveaTensor *picture = fovea_picture_open (name, TRUE, &error);

  if (picture)
    g_task_return_pointer (task, picture, (GDestroyNotify) fovea_tensor_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *widget, GAsyncResult *result, gpointer data)
{
  FoveaPictureReader *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaTensor) picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture)
    self->take (widget, picture, g_task_get_task_data (G_TASK (result)));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fovea_toast (GTK_WIDGET (widget), error->message);
}

void
fovea_picture_reader_read (FoveaPictureReader *self, const char *name)
{
  g_autoptr (GTask) task = NULL;

  fovea_picture_reader_cancel (self);
  self->reading = g_cancellable_new ();
  task = g_task_new (self->widget, self->reading, read_cb, self);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
fovea_picture_reader_open (FoveaPictureReader *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path)
    fovea_picture_reader_read (self, path);
  else
    fovea_toast (self->widget, _ ("This picture is not on this computer; save it to a folder first."));
}

void
fovea_picture_reader_cancel (FoveaPictureReader *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}
