/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/settings.h"
#include "app/spin-row.h"
#include "app/strip.h"
#include "dataset/data-folder.h"
#include "lesson/convolution-pass.h"
#include "lesson/state.h"

#include <glib/gstdio.h>

#include <math.h>

static GtkSpinButton *
find_spin (FoveaMainWindow *window, const char *label)
{
  GtkSpinButton *spin = app_test_find (window, GTK_TYPE_SPIN_BUTTON, label);

  g_assert_nonnull (spin);
  return spin;
}

static int
get_int (gpointer object, const char *property)
{
  int value;

  g_object_get (object, property, &value, NULL);
  return value;
}

static gboolean
strip_says (FoveaMainWindow *window, const char *part)
{
  return strstr (fovea_strip_get_text (app_test_find (window, FOVEA_TYPE_STRIP, NULL)), part) != NULL;
}

/* The lecture's 7×7 input, 3×3 filter with strides 1, 2 and 3, then padded. */
static void
test_spin (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));
  GtkSpinButton *stride = find_spin (window, "Stride S"), *pad = find_spin (window, "Zero padding P");
  int width, height;

  g_assert_true (strip_says (window, "Space"));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (find_spin (window, "Input size N")), ==, 7);
  gtk_spin_button_set_value (stride, 2);
  fovea_convolution_get_output_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, 3);
  gtk_spin_button_set_value (stride, 3);
  g_assert_false (fovea_convolution_fits (lesson));
  g_assert_true (strip_says (window, "Doesn’t fit"));
  gtk_spin_button_set_value (pad, 1);
  fovea_convolution_get_output_size (lesson, &width, &height);
  g_assert_cmpint (width, ==, 3);
  gtk_spin_button_set_value (stride, 1);
  gtk_spin_button_set_value (pad, 0);
  app_test_settle ();
  app_test_close_window (window);
}

/* Whatever one asks for, each number stays where there is room for it, and the rows show what the lesson has. */
static void
test_clamped (void)
{
  static const struct
  {
    const char *label, *property;
    int low, high;
  } rows[] = { { "Input size N", "input", 1, 256 }, { "Input depth D", "depth", 1, 512 },
               { "Filters K", "filters", 1, 512 },  { "Stride S", "stride", 1, 256 },
               { "Zero padding P", "pad", 0, 128 }, { "Dilation", "dilation", 1, 64 } };
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaLesson *lesson = app_test_get_lesson (window);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkSpinButton *spin = find_spin (window, rows[i].label);
      int before = gtk_spin_button_get_value_as_int (spin);

      gtk_spin_button_set_value (spin, 1e9);
      g_assert_cmpint (get_int (lesson, rows[i].property), ==, rows[i].high);
      app_test_settle ();
      gtk_spin_button_set_value (spin, -5);
      g_assert_cmpint (get_int (lesson, rows[i].property), ==, rows[i].low);
      gtk_spin_button_set_value (spin, before);
      g_assert_cmpint (get_int (lesson, rows[i].property), ==, before);
    }
  app_test_close_window (window);
}

/* A filter's width and height, once they are set apart, are its own, with an entry for each weight; and together again. */
static void
test_rectangular_filter (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaLesson *lesson = app_test_get_lesson (window);
  GtkToggleButton *apart = app_test_find (window, GTK_TYPE_TOGGLE_BUTTON, "Widths and heights apart");
  GtkSpinButton *width = find_spin (window, "Filter width"), *height = find_spin (window, "Filter height");

  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (width)));
  g_signal_emit_by_name (apart, "clicked");
  g_assert_true (gtk_widget_is_visible (GTK_WIDGET (height)));
  gtk_spin_button_set_value (height, 100);
  g_assert_cmpint (get_int (lesson, "filter-height"), ==, 7);
  g_assert_cmpint (get_int (lesson, "filter-width"), ==, 3);
  gtk_spin_button_set_value (width, 2);
  g_assert_nonnull (app_test_find (window, GTK_TYPE_ENTRY, "Weight in row 7, column 2"));
  g_assert_null (app_test_find (window, GTK_TYPE_ENTRY, "Weight in row 2, column 3"));
  g_object_set (lesson, "input-height", 4, NULL);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (height), ==, 4);
  g_signal_emit_by_name (apart, "clicked");
  g_assert_cmpint (get_int (lesson, "filter-height"), ==, 2);
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (width)));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (find_spin (window, "Filter size F")), ==, 2);
  g_object_set (lesson, "input", 7, "filter", 3, NULL);
  app_test_close_window (window);
}

/* F goes to N + 2P, and follows when they shrink. */
static void
test_filter_room (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaLesson *lesson = app_test_get_lesson (window);
  GtkSpinButton *filter = find_spin (window, "Filter size F"), *pad = find_spin (window, "Zero padding P");

  gtk_spin_button_set_value (pad, 2);
  gtk_spin_button_set_value (filter, 100);
  g_assert_cmpint (get_int (lesson, "filter"), ==, 11);
  gtk_spin_button_set_value (pad, 0);
  g_assert_cmpint (get_int (lesson, "filter"), ==, 7);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (filter), ==, 7);
  gtk_spin_button_set_value (filter, 3);
  app_test_close_window (window);
}

static void
test_keys (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaLesson *lesson = app_test_get_lesson (window);

  app_test_press (window, GDK_KEY_Down);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 5);
  app_test_press (window, GDK_KEY_Right);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 6);
  app_test_press (window, GDK_KEY_Up);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 1);
  app_test_press (window, GDK_KEY_Up);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 1);
  app_test_press (window, GDK_KEY_End);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 24);
  g_assert_true (strip_says (window, "5×5×1"));
  app_test_press (window, GDK_KEY_Down);
  g_assert_cmpint (fovea_lesson_get_position (lesson), ==, 24);
  app_test_settle ();
  app_test_close_window (window);
}

/* B goes through the passes, and the panel asks for what each needs to be told. */
static void
test_passes (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));
  GtkWidget *rate = gtk_widget_get_ancestor (GTK_WIDGET (find_spin (window, "Rate")), FOVEA_TYPE_SPIN_ROW);

  g_assert_false (gtk_widget_get_visible (rate));
  app_test_press (window, GDK_KEY_b);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_BACKWARD);
  g_assert_true (strip_says (window, "weights that all places share"));
  app_test_press (window, GDK_KEY_End);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, 24);
  app_test_press (window, GDK_KEY_b);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_TRAIN);
  g_assert_true (gtk_widget_get_visible (rate));
  gtk_spin_button_set_value (find_spin (window, "Rate"), 0.01);
  g_assert_cmpfloat (fabs (fovea_convolution_get_rate (lesson) - 0.01), <, 1e-9);
  app_test_press (window, GDK_KEY_End);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, FOVEA_CONVOLUTION_MAX_STEPS);
  g_assert_true (gtk_widget_get_sensitive (app_test_find (window, GTK_TYPE_BUTTON, "Keep the trained weights")));
  app_test_press (window, GDK_KEY_Down); /* no place is below a step */
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (lesson)), ==, FOVEA_CONVOLUTION_MAX_STEPS);
  app_test_press (window, GDK_KEY_b);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_TRANSPOSED);
  gtk_spin_button_set_value (find_spin (window, "Filter size F"), 9); /* a stamp larger than the input */
  g_assert_cmpint (get_int (lesson, "filter"), ==, 9);
  app_test_press (window, GDK_KEY_b);
  g_assert_cmpint (fovea_convolution_get_pass (lesson), ==, FOVEA_LESSON_FORWARD);
  fovea_lesson_reset (FOVEA_LESSON (lesson));
  app_test_settle ();
  app_test_close_window (window);
}

/* One step of the spin button comes to the next number of groups that there is. */
static void
test_groups (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  GtkSpinButton *groups = find_spin (window, "Groups");

  gtk_spin_button_set_value (find_spin (window, "Input depth D"), 3);
  gtk_spin_button_set_value (find_spin (window, "Filters K"), 3);
  gtk_spin_button_spin (groups, GTK_SPIN_STEP_FORWARD, 1);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (groups), ==, 3);
  gtk_spin_button_spin (groups, GTK_SPIN_STEP_BACKWARD, 1);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (groups), ==, 1);
  fovea_lesson_reset (app_test_get_lesson (window));
  app_test_settle ();
  app_test_close_window (window);
}

/* The picture that comes with the program, from the menu in the header bar. */
static void
test_photograph (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));

  g_assert_true (gtk_widget_activate_action (app_test_find (window, GTK_TYPE_MENU_BUTTON, "Picture"),
                                             "convolution.photograph", NULL));
  app_test_wait_for (fovea_convolution_get_picture (lesson) != NULL);
  g_assert_cmpint (fovea_convolution_get_width (lesson), ==, 512);
  app_test_close_window (window);
}

static void
test_picture (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));
  FoveaSceneView *view = app_test_find (fovea_main_window_get_page (window), FOVEA_TYPE_SCENE_VIEW, NULL);
  FoveaScene *numbers = fovea_scene_view_get_scene (view);
  g_autofree char *path = fovea_data_path ("pictures", "raccoon.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkButton *back;

  fovea_main_window_open (window, file);
  app_test_wait_for (fovea_convolution_get_picture (lesson) != NULL);
  g_assert_true (fovea_scene_view_get_scene (view) != numbers);
  g_assert_cmpint (fovea_convolution_get_depth (lesson), ==, 3);
  g_assert_cmpint (fovea_convolution_get_filters (lesson), ==, 6);
  app_test_settle ();
  gtk_spin_button_set_value (find_spin (window, "Filters K"), 2);
  app_test_press (window, GDK_KEY_End);
  app_test_settle ();

  back = app_test_find (window, GTK_TYPE_BUTTON, "Back to Numbers");
  g_signal_emit_by_name (back, "clicked");
  g_assert_null (fovea_convolution_get_picture (lesson));
  g_assert_true (fovea_scene_view_get_scene (view) == numbers);
  g_assert_cmpint (fovea_convolution_get_filters (lesson), ==, 1);
  app_test_close_window (window);
}

static gboolean
shows_text (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, part))
      return TRUE;
  return FALSE;
}

/* What is no picture is said to be none, by its name, and the numbers stay. */
static void
test_bad_picture (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL), *path = g_build_filename (folder, "a & b.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "not a picture", -1, &error);
  g_assert_no_error (error);
  fovea_main_window_open (window, file);
  app_test_wait_for (shows_text (GTK_WIDGET (window), "a & b.png"));
  g_assert_null (fovea_convolution_get_picture (lesson));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_rmdir (folder);
  app_test_close_window (window);
}

/* The numbers of one window are those of the next. */
static void
test_remembered (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);

  gtk_spin_button_set_value (find_spin (window, "Input size N"), 9);
  gtk_spin_button_set_value (find_spin (window, "Zero padding P"), 2);
  gtk_spin_button_set_value (find_spin (window, "Filter size F"), 13);
  gtk_spin_button_set_value (find_spin (window, "Bias"), 2.5);
  app_test_close_window (window);

  window = app_test_open_window (1280, 800);
  g_assert_cmpint (get_int (app_test_get_lesson (window), "input"), ==, 9);
  g_assert_cmpint (get_int (app_test_get_lesson (window), "pad"), ==, 2);
  g_assert_cmpint (get_int (app_test_get_lesson (window), "filter"), ==, 13);
  g_assert_cmpfloat (fovea_convolution_get_bias (FOVEA_CONVOLUTION (app_test_get_lesson (window)), 0), ==, 2.5);
  app_test_close_window (window);
  g_settings_reset (fovea_settings_get (), "convolution");
}

/* Settings that somebody has changed by hand do no harm: the page opens as at first. */
static void
test_damaged_settings (void)
{
  static const char *const damaged[] = { "input=9", "filter=100000", "stride=two", NULL };
  FoveaMainWindow *window;

  g_settings_set_strv (fovea_settings_get (), "convolution", damaged);
  window = app_test_open_window (1280, 800);
  app_test_settle ();
  g_assert_cmpint (get_int (app_test_get_lesson (window), "input"), ==, 7);
  g_assert_cmpint (get_int (app_test_get_lesson (window), "filter"), ==, 3);
  g_assert_cmpint (get_int (app_test_get_lesson (window), "stride"), ==, 1);
  app_test_close_window (window);
  g_settings_reset (fovea_settings_get (), "convolution");
}

/* A weight typed into its entry counts at once; half a number does not. */
static void
test_edit_weight (void)
{
  FoveaMainWindow *window = app_test_open_window (1280, 800);
  FoveaConvolution *lesson = FOVEA_CONVOLUTION (app_test_get_lesson (window));
  GtkEditable *entry = app_test_find (window, GTK_TYPE_ENTRY, "Weight in row 1, column 2");
  GtkSwitch *alike;
  float before = fovea_convolution_get_weight (lesson, 0, 0, 0, 1);

  gtk_editable_set_text (entry, "−");
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 0, 1), ==, before);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  gtk_editable_set_text (entry, "−2.5");
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 0, 1), ==, -2.5);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  gtk_editable_set_text (entry, "nan");
  gtk_editable_set_text (entry, "1e30");
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 0, 0, 1), ==, -2.5);

  gtk_spin_button_set_value (find_spin (window, "Input depth D"), 3);
  alike = app_test_find (window, GTK_TYPE_SWITCH, "All slices alike");
  g_assert_false (gtk_switch_get_active (alike));
  gtk_switch_set_active (alike, TRUE);
  for (int slice = 0; slice < 3; slice++)
    g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, slice, 0, 1), ==, -2.5);
  gtk_editable_set_text (entry, "4");
  for (int slice = 0; slice < 3; slice++)
    g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, slice, 0, 1), ==, 4);
  gtk_switch_set_active (alike, FALSE);
  gtk_spin_button_set_value (find_spin (window, "Slice"), 2);
  gtk_editable_set_text (entry, "5");
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 1, 0, 1), ==, 4);
  g_assert_cmpfloat (fovea_convolution_get_weight (lesson, 0, 2, 0, 1), ==, 5);
  app_test_close_window (window);
  g_settings_reset (fovea_settings_get (), "convolution");
}

static GtkWindow *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window))
        return window;
    }
  return NULL;
}

/* Asks for a net, and takes no for an answer. */
static void
test_net_is_not_chosen (void)
{
  FoveaMainWindow *window = app_test_open_window (1000, 700);

  fovea_main_window_show_page (window, "convolution");
  g_assert_true (gtk_widget_activate_action (fovea_page_get_actions (fovea_main_window_get_page (window)),
                                             "convolution.open-net", NULL));
  app_test_wait_for (find_chooser () != NULL);
  gtk_window_close (find_chooser ());
  app_test_wait_for (find_chooser () == NULL);
  app_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/convolution-page/spin", test_spin);
  g_test_add_func ("/app/convolution-page/clamped", test_clamped);
  g_test_add_func ("/app/convolution-page/filter-room", test_filter_room);
  g_test_add_func ("/app/convolution-page/rectangular-filter", test_rectangular_filter);
  g_test_add_func ("/app/convolution-page/keys", test_keys);
  g_test_add_func ("/app/convolution-page/passes", test_passes);
  g_test_add_func ("/app/convolution-page/groups", test_groups);
  g_test_add_func ("/app/convolution-page/photograph", test_photograph);
  g_test_add_func ("/app/convolution-page/picture", test_picture);
  g_test_add_func ("/app/convolution-page/bad-picture", test_bad_picture);
  g_test_add_func ("/app/convolution-page/remembered", test_remembered);
  g_test_add_func ("/app/convolution-page/damaged-settings", test_damaged_settings);
  g_test_add_func ("/app/convolution-page/edit-weight", test_edit_weight);
  g_test_add_func ("/app/convolution-page/net-is-not-chosen", test_net_is_not_chosen);
  return g_test_run ();
}
