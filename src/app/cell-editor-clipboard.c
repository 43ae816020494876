/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers from and to the clipboard, as spreadsheets take them: of the slice with the cursor, and without one of the
 * input's first. */

#include "config.h"

#include "app/cell-editor-private.h"

#include "app/page.h"

#include <glib/gi18n-lib.h>

static FoveaCell
get_start (FoveaCellEditor *self)
{
  return self->active ? self->cell : (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };
}

void
fovea_cell_editor_copy (FoveaCellEditor *self)
{
  FoveaCell start = get_start (self);
  g_autofree char *text = NULL;

  if (fovea_cell_editor_get_lesson (self) == NULL)
    return;
  text = fovea_lesson_write_cells (fovea_cell_editor_get_lesson (self), &start);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  fovea_toast (GTK_WIDGET (self), _ ("The numbers are on the clipboard."));
}

static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoveaCellEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (FoveaTensor) numbers = NULL;
  FoveaCell cell = get_start (self);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || fovea_cell_editor_get_lesson (self) == NULL)
    return;
  numbers = fovea_cells_parse (text != NULL ? text : "", &error);
  if (numbers == NULL
      || !fovea_lesson_paste (fovea_cell_editor_get_lesson (self), &cell, self->active, numbers, &error))
    fovea_toast (GTK_WIDGET (self), error->message);
}

void
fovea_cell_editor_paste (FoveaCellEditor *self)
{
  if (fovea_cell_editor_get_lesson (self) != NULL)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_read_cb,
                                   g_object_ref (self));
}
