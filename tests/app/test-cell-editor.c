/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Editing by the keyboard and the pointer, with undo, on the pages whose lessons have numbers. */

#include "app-test.h"

#include "app/lesson-page.h"
#include "app/settings.h"
#include "lesson/pooling.h"
#include "lesson/state.h"

typedef struct
{
  FoveaMainWindow *window;
  FoveaLessonPage *page;
  FoveaCellEditor *editor;
  FoveaSceneView *view;
  FoveaLesson *lesson;
  GtkEditable *entry;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer page)
{
  fixture->window = app_test_open_window (1280, 800);
  fovea_main_window_show_page (fixture->window, page);
  app_test_wait_for (fovea_guide_get_course (fovea_main_window_get_guide (fixture->window)) != NULL);
  fixture->page = FOVEA_LESSON_PAGE (fovea_main_window_get_page (fixture->window));
  fixture->editor = fovea_lesson_page_get_editor (fixture->page);
  fixture->view = fovea_lesson_page_get_view (fixture->page);
  fixture->lesson = fovea_lesson_page_get_lesson (fixture->page);
  fixture->entry = app_test_find (fixture->editor, GTK_TYPE_ENTRY, "Number");
  fovea_lesson_reset (fixture->lesson);
  app_test_settle ();
  fovea_lesson_page_undo (fixture->page, TRUE); /* what was done so far is done */
}

static void
tear_down (Fixture *fixture, gconstpointer page)
{
  fovea_lesson_reset (fixture->lesson);
  app_test_close_window (fixture->window);
}

/* Offers the key to the widget's controllers, as GTK does. Returns: whether one had a use for it */
static gboolean
press (gpointer widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (widget));
  gboolean used = FALSE;

  for (guint i = 0; !used && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &used);
    }
  return used;
}

static void
start (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit", NULL);
  app_test_settle ();
  g_assert_true (fovea_cell_editor_get_active (fixture->editor));
}

static void
type (Fixture *fixture, const char *number)
{
  gtk_editable_set_text (fixture->entry, number);
  g_signal_emit_by_name (fixture->entry, "activate");
}

static float
get_value (Fixture *fixture, int row, int column)
{
  return fovea_lesson_get_cell (fixture->lesson, &(FoveaCell){ FOVEA_CELL_OF_INPUT, 0, 0, row, column });
}

static void
undo (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
}

/* Numbers one after the other; the cursor goes on, and the screen reader says where it is. */
static void
test_type (Fixture *fixture, gconstpointer page)
{
  start (fixture);
  type (fixture, "-2,5");
  type (fixture, "41");
  g_assert_cmpfloat (get_value (fixture, 0, 0), ==, -2.5);
  g_assert_cmpfloat (get_value (fixture, 0, 1), ==, 41);
  g_assert_true (press (fixture->view, GDK_KEY_Left));
  app_test_settle ();
  gtk_test_accessible_assert_property (fixture->view, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "input, slice 1, row 1, column 2: 41");
  type (fixture, "no number");
  g_assert_cmpfloat (get_value (fixture, 0, 1), ==, 41);
  g_assert_true (press (fixture->view, GDK_KEY_Delete));
  g_assert_cmpfloat (get_value (fixture, 0, 1), ==, 0);
  g_assert_true (press (fixture->view, GDK_KEY_Escape));
  g_assert_false (fovea_cell_editor_get_active (fixture->editor));
  g_assert_false (press (fixture->view, GDK_KEY_Delete)); /* the keys are the page's again */
}

/* A digit begins a number in the entry. */
static void
test_digit (Fixture *fixture, gconstpointer page)
{
  start (fixture);
  g_assert_true (press (fixture->view, GDK_KEY_7));
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "7");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpfloat (get_value (fixture, 0, 0), ==, 7);
  g_assert_true (press (fixture->view, GDK_KEY_minus));
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "-");
}

/* Each burst of changes is one to undo, and back; a setting as well as a number. */
static void
test_undo (Fixture *fixture, gconstpointer page)
{
  float first = get_value (fixture, 0, 0);
  int stride;

  start (fixture);
  type (fixture, "9");
  undo (fixture);
  g_assert_cmpfloat (get_value (fixture, 0, 0), ==, first);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  g_assert_cmpfloat (get_value (fixture, 0, 0), ==, 9);
  g_object_get (fixture->lesson, "stride", &stride, NULL);
  g_object_set (fixture->lesson, "stride", stride + 1, "input", 6, NULL);
  app_test_settle ();
  undo (fixture);
  g_assert_cmpfloat (get_value (fixture, 0, 0), ==, 9);
  g_assert_cmpint (fovea_lesson_get_input_cells (fixture->lesson).rows, !=, 6);
}

static void
click_fill_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Fill") == 0)
    g_signal_emit_by_name (widget, "clicked");
}

/* From the input to the filter, which is filled; the input stays as it is. */
static void
test_filter (Fixture *fixture, gconstpointer page)
{
  const FoveaCell corner = { FOVEA_CELL_OF_FILTER, 0, 0, 2, 2 };

  start (fixture);
  g_assert_true (press (fixture->view, GDK_KEY_Page_Down));
  gtk_editable_set_text (fixture->entry, "4");
  app_test_walk (GTK_WIDGET (fixture->editor), click_fill_cb, NULL);
  g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &corner), ==, 4);
}

/* The numbers that were copied come back when they are pasted; an input takes the size of others. */
static void
test_clipboard (Fixture *fixture, gconstpointer page)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  gdk_clipboard_set_text (clipboard, "1\t2\n3\t4\n5\t6\n7\t8,5\n");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste-numbers", NULL);
  app_test_wait_for (fovea_lesson_get_input_cells (fixture->lesson).columns == 2);
  g_assert_cmpint (fovea_lesson_get_input_cells (fixture->lesson).rows, ==, 4);
  g_assert_cmpfloat (get_value (fixture, 3, 1), ==, 8.5);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-numbers", NULL);
  undo (fixture);
  g_assert_cmpint (fovea_lesson_get_input_cells (fixture->lesson).columns, !=, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste-numbers", NULL);
  app_test_wait_for (fovea_lesson_get_input_cells (fixture->lesson).columns == 2);
  g_assert_cmpfloat (get_value (fixture, 2, 0), ==, 5);
}

/* Each number is found where it is drawn. */
static void
test_pick (Fixture *fixture, gconstpointer page)
{
  FoveaCells cells = fovea_lesson_get_input_cells (fixture->lesson);
  FoveaScene *scene = fovea_scene_view_get_scene (fixture->view);

  for (int i = 0; i < cells.rows * cells.columns; i++)
    {
      FoveaCell cell = { FOVEA_CELL_OF_INPUT, 0, 0, i / cells.columns, i % cells.columns }, found;
      FoveaSite site;
      FoveaBox box;

      g_assert_true (fovea_scene_find_site (scene, &cell, &site));
      box = fovea_scene_get_site_box (scene, &site);
      g_assert_true (fovea_scene_find_cell (scene, box.x + box.width / 2, box.y + box.height / 2, &found, NULL));
      g_assert_true (fovea_cell_equal (&cell, &found));
    }
}

#define add(NAME, PAGE, TEST) g_test_add ("/app/cell-editor/" NAME "/" PAGE, Fixture, PAGE, set_up, TEST, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  add ("type", "convolution", test_type);
  add ("type", "pooling", test_type);
  add ("digit", "convolution", test_digit);
  add ("undo", "convolution", test_undo);
  add ("undo", "pooling", test_undo);
  add ("filter", "convolution", test_filter);
  add ("clipboard", "convolution", test_clipboard);
  add ("clipboard", "pooling", test_clipboard);
  add ("pick", "convolution", test_pick);
  add ("pick", "pooling", test_pick);
  return g_test_run ();
}
