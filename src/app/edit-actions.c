/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Editing as actions of the window. On a page without a lesson there is nothing to edit. */

#include "config.h"

#include "app/edit-actions.h"

#include "app/lesson-page.h"
#include "app/main-window.h"

#include <glib/gi18n-lib.h>

/* A picture's pixels, and a stack, which is sizes alone, have none. */
static void
start_or_stop (FoveaCellEditor *editor)
{
  gboolean active = fovea_cell_editor_get_active (editor);

  fovea_cell_editor_set_active (editor, !active);
  if (fovea_cell_editor_get_active (editor) == active)
    fovea_toast (GTK_WIDGET (editor), _ ("There is no number here that one can type over."));
}

static void
edit_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  FoveaPage *page = fovea_main_window_get_page (FOVEA_MAIN_WINDOW (window));
  FoveaCellEditor *editor = FOVEA_IS_LESSON_PAGE (page) ? fovea_lesson_page_get_editor (FOVEA_LESSON_PAGE (page)) : NULL;

  if (editor == NULL)
    return;
  if (g_str_equal (action, "win.undo") || g_str_equal (action, "win.redo"))
    fovea_lesson_page_undo (FOVEA_LESSON_PAGE (page), g_str_equal (action, "win.redo"));
  else if (g_str_equal (action, "win.copy-numbers"))
    fovea_cell_editor_copy (editor);
  else if (g_str_equal (action, "win.paste-numbers"))
    fovea_cell_editor_paste (editor);
  else
    start_or_stop (editor);
}

static const char *const actions[] = { "win.undo", "win.redo", "win.edit", "win.copy-numbers", "win.paste-numbers" };

void
fovea_edit_actions_install (GtkWidgetClass *class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i], NULL, edit_cb);
}

/* For the page that is shown. */
void
fovea_edit_actions_update (GtkWidget *window, FoveaPage *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (window, actions[i], FOVEA_IS_LESSON_PAGE (page));
}
