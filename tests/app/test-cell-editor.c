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
set_up_at (Fixture *fixture, const char *page, int width, int height)
{
  fixture->window = app_test_open_window (width, height);
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
set_up (Fixture *fixture, gconstpointer page)
{
  set_up_at (fixture, page, 1280, 800);
}

static void
set_up_narrow (Fixture *fixture, gconstpointer page)
{
  set_up_at (fixture, page, 800, 600);
}

static void
tear_down (Fixture *fixture, gconstpointer page)
{
  fovea_lesson_reset (fixture->lesson);
  app_test_close_window (fixture->window);
}

/* Offers the key to the widget's controllers, as GTK does. Returns: whether one had a use for it */
static gboolean
press_with (gpointer widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (widget));
  gboolean used = FALSE;

  for (guint i = 0; !used && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &used);
    }
  return used;
}

static gboolean
press (gpointer widget, guint key)
{
  return press_with (widget, key, 0);
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
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Fill") == 0)
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

/* In each view the keyboard alone reaches every block of numbers, types over one, and takes it back. */
static void
test_views (Fixture *fixture, gconstpointer page)
{
  static const char *const keys[][2]
      = { { "view", "grid" }, { "view", "matrix" },   { "view", "neuron" },     { "view", "dense" }, { "view", "depth" },
          { "flip", "yes" },  { "pass", "backward" }, { "pass", "transposed" }, { "pass", "train" } };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint kinds = 0;

      fovea_lesson_reset (fixture->lesson);
      fovea_lesson_set_text (fixture->lesson, keys[i][0], keys[i][1], NULL);
      app_test_settle ();
      fovea_lesson_page_undo (fixture->page, TRUE); /* what was done so far is done */
      start (fixture);
      for (int turn = 0; turn < 6; turn++)
        press (fixture->view, GDK_KEY_Page_Up); /* to the first */
      for (int turn = 0; turn < 6; turn++)
        {
          FoveaCell cell = fovea_cell_editor_get_cell (fixture->editor);
          float was = fovea_lesson_get_cell (fixture->lesson, &cell);

          kinds |= 1u << cell.kind;
          press (fixture->view, GDK_KEY_F2);
          type (fixture, "17");
          g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &cell), ==, 17);
          app_test_settle ();
          undo (fixture);
          g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &cell), ==, was);
          press (fixture->view, GDK_KEY_Page_Down);
        }
      g_assert_cmpuint (kinds & 3, ==, 3); /* the input and the filter at least */
      g_assert_true (press (fixture->view, GDK_KEY_Escape));
    }
}

/* Numbers typed into the gradient of the output go back; another source takes them away, and they come again. */
static void
test_gradient (Fixture *fixture, gconstpointer page)
{
  const FoveaCell corner = { FOVEA_CELL_OF_GRADIENT, 0, 0, 0, 0 };
  g_auto (GStrv) state = NULL;

  fovea_lesson_set_text (fixture->lesson, "pass", "backward", NULL);
  app_test_settle ();
  start (fixture);
  while (fovea_cell_editor_get_cell (fixture->editor).kind != FOVEA_CELL_OF_GRADIENT)
    g_assert_true (press (fixture->view, GDK_KEY_Page_Down));
  type (fixture, "-3");
  g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &corner), ==, -3);
  fovea_lesson_set_text (fixture->lesson, "gradient", "ones", NULL);
  g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &corner), ==, 1);
  fovea_lesson_set_text (fixture->lesson, "gradient", "own", NULL);
  g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &corner), ==, -3);
  fovea_lesson_set_text (fixture->lesson, "pass", "forward", NULL);
  state = fovea_lesson_get_state (fixture->lesson);
  fovea_lesson_reset (fixture->lesson);
  g_assert_true (fovea_lesson_set_state (fixture->lesson, (const char *const *) state, NULL));
  fovea_lesson_set_text (fixture->lesson, "pass", "backward", NULL);
  g_assert_cmpfloat (fovea_lesson_get_cell (fixture->lesson, &corner), ==, -3);
}

/* What the keyboard paints: Shift and an arrow take the number along, Space the brush's. */
static void
test_paint (Fixture *fixture, gconstpointer page)
{
  GtkToggleButton *paint = app_test_find (fixture->editor, GTK_TYPE_TOGGLE_BUTTON, NULL);

  start (fixture);
  type (fixture, "9");
  press (fixture->view, GDK_KEY_Left);
  g_assert_true (press_with (fixture->view, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_true (press_with (fixture->view, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpfloat (get_value (fixture, 1, 0), ==, 9);
  g_assert_cmpfloat (get_value (fixture, 1, 1), ==, 9);
  gtk_toggle_button_set_active (paint, TRUE);
  gtk_editable_set_text (fixture->entry, "5");
  g_assert_true (press (fixture->view, GDK_KEY_space));
  g_assert_true (press_with (fixture->view, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpfloat (get_value (fixture, 1, 1), ==, 5);
  g_assert_cmpfloat (get_value (fixture, 1, 2), ==, 5);
  g_assert_cmpfloat (get_value (fixture, 1, 0), ==, 9);
}

/* The same seed draws the same numbers, another one others; the filter stays as it is. */
static void
test_seed (Fixture *fixture, gconstpointer page)
{
  GtkSpinButton *seed = app_test_find (fixture->editor, GTK_TYPE_SPIN_BUTTON, NULL);
  g_autofree char *first = NULL, *second = NULL, *again = NULL;
  const FoveaCell corner = { FOVEA_CELL_OF_INPUT, 0, 0, 0, 0 };

  start (fixture);
  gtk_spin_button_set_value (seed, 7);
  first = fovea_lesson_write_cells (fixture->lesson, &corner);
  gtk_spin_button_set_value (seed, 8);
  second = fovea_lesson_write_cells (fixture->lesson, &corner);
  fovea_lesson_fill_cells (fixture->lesson, &corner, TRUE, 0);
  gtk_spin_button_set_value (seed, 7);
  again = fovea_lesson_write_cells (fixture->lesson, &corner);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpstr (first, ==, again);
}

/* On a picture its current filter comes up by itself, and its weights are typed over, painted, filled and undone. */
static void
test_picture (Fixture *fixture, gconstpointer page)
{
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (fixture->lesson);
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 24, 24);
  FoveaCell cell;
  gboolean alone;

  fovea_convolution_set_picture (lesson, picture);
  app_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit", NULL);
  app_test_wait_for (fovea_cell_editor_get_active (fixture->editor));
  g_object_get (lesson, "alone", &alone, NULL);
  g_assert_true (alone);
  cell = fovea_cell_editor_get_cell (fixture->editor);
  g_assert_cmpint (cell.kind, ==, FOVEA_CELL_OF_FILTER);
  gtk_editable_set_text (fixture->entry, "7");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 0, 0), ==, 7);
  g_assert_cmpint (fovea_cell_editor_get_cell (fixture->editor).column, ==, 1);
  fovea_lesson_fill_cells (fixture->lesson, &cell, FALSE, 2);
  app_test_settle ();
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 2, 2), ==, 2);
  fovea_cell_editor_set_active (fixture->editor, FALSE);
  fovea_convolution_set_picture (lesson, NULL);
}

/* The bar beside the panel in a window of 800 points, where one has called for it: the panel stays beside the page. */
static void
test_narrow (Fixture *fixture, gconstpointer page)
{
  FoveaSplit *split = fovea_page_get_split (FOVEA_PAGE (fixture->page));
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window));

  fovea_split_set_show_side (split, TRUE);
  app_test_settle ();
  g_assert_false (fovea_split_get_over (split));
  start (fixture);
  app_test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (fixture->editor)));
  app_test_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), ==, width);
  g_assert_false (fovea_split_get_over (split));
  g_assert_true (fovea_split_get_show_side (split));
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
  add ("views", "convolution", test_views);
  add ("gradient", "convolution", test_gradient);
  add ("gradient", "pooling", test_gradient);
  add ("paint", "convolution", test_paint);
  add ("paint", "pooling", test_paint);
  add ("seed", "convolution", test_seed);
  add ("seed", "pooling", test_seed);
  add ("picture", "convolution", test_picture);
  g_test_add ("/app/cell-editor/narrow/convolution", Fixture, "convolution", set_up_narrow, test_narrow, tear_down);
  g_test_add ("/app/cell-editor/narrow/pooling", Fixture, "pooling", set_up_narrow, test_narrow, tear_down);
  return g_test_run ();
}
