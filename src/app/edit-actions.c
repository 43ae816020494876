/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Editing as actions of the window. On a page without a lesson there is nothing to edit. */

#include "config.h"

#include "app/edit-actions.h"

#include "app/lesson-page.h"
#include "app/main-window.h"
#include "lesson/convolution.h"

#include <glib/gi18n-lib.h>

/* What was painted may still be what was there before. */
static void
painted_cb (FoveaSceneView *view, FoveaCellEditor *editor)
{
  FoveaScene *scene = fovea_scene_view_get_scene (view);
  FoveaSite site;

  if (scene && !fovea_scene_first_site (scene, &site))
    return;
  g_signal_handlers_disconnect_by_func (view, painted_cb, editor);
  fovea_cell_editor_set_active (editor, TRUE);
}

/* A picture's pixels are nobody's to type over, but its filters are: where they are small colour pictures, the current
 * one is shown by itself, with its numbers. Returns: whether that is to be painted first */
static gboolean
show_numbers (FoveaLessonPage *page, FoveaCellEditor *editor)
{
  FoveaLesson *lesson = fovea_lesson_page_get_lesson (page);
  gboolean alone = TRUE;

  if (FOVEA_IS_CONVOLUTION (lesson) && fovea_convolution_get_picture (FOVEA_CONVOLUTION (lesson)))
    g_object_get (lesson, "alone", &alone, NULL);
  if (alone)
    return FALSE;
  g_object_set (lesson, "alone", TRUE, NULL);
  g_signal_handlers_disconnect_by_func (fovea_lesson_page_get_view (page), painted_cb, editor);
  g_signal_connect_object (fovea_lesson_page_get_view (page), "painted", G_CALLBACK (painted_cb), editor, 0);
  return TRUE;
}

/* A stack, which is sizes alone, has no numbers. */
static void
start_or_stop (FoveaLessonPage *page, FoveaCellEditor *editor)
{
  gboolean active = fovea_cell_editor_get_active (editor);

  if (!active && show_numbers (page, editor))
    return;
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
    start_or_stop (FOVEA_LESSON_PAGE (page), editor);
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
