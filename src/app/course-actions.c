/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way through a lesson file as actions of the window: buttons, menus and keys call them by name. */

#include "config.h"

#include "app/course-actions.h"

#include "app/dialogs.h"
#include "app/lesson-page.h"
#include "app/main-window.h"
#include "lesson/state.h"

#include <glib/gi18n-lib.h>

static FoveaGuide *
get_guide (GtkWidget *window)
{
  return fovea_main_window_get_guide (FOVEA_MAIN_WINDOW (window));
}

/* The lesson on the page that is shown, or NULL. */
static FoveaLesson *
get_lesson (GtkWidget *window)
{
  FoveaPage *page = fovea_main_window_get_page (FOVEA_MAIN_WINDOW (window));

  return FOVEA_IS_LESSON_PAGE (page) ? fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (page)) : NULL;
}

static void
focus_page (GtkWidget *window)
{
  fovea_page_focus_default (fovea_main_window_get_page (FOVEA_MAIN_WINDOW (window)));
}

static void
say_error (GtkWidget *window, GError *error)
{
  fovea_toast (GTK_WIDGET (fovea_main_window_get_page (FOVEA_MAIN_WINDOW (window))), error->message);
}

/* --- steps */

static void
go_to (GtkWidget *window, int index)
{
  FoveaGuide *guide = get_guide (window);

  if (fovea_guide_get_course (guide) == NULL || index < 0 || index >= fovea_guide_get_course (guide)->n_steps)
    return;
  fovea_guide_go (guide, index);
  focus_page (window);
}

static void
walk_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  int index = fovea_guide_get_index (get_guide (window));

  if (g_str_equal (action, "win.start-course"))
    go_to (window, 0);
  else if (g_str_equal (action, "win.next-step"))
    go_to (window, index + 1);
  else if (g_str_equal (action, "win.previous-step"))
    go_to (window, index - 1);
  else if (g_str_equal (action, "win.go-to-step"))
    go_to (window, g_variant_get_int32 (parameter));
  else
    go_to (window, index);
}

/* --- questions */

static void
ask_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  if (get_lesson (window) != NULL)
    fovea_guide_ask (get_guide (window), get_lesson (window));
}

static void
close_question_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  fovea_guide_close_question (get_guide (window));
  focus_page (window);
}

/* --- lesson files */

static void
open_chosen_cb (GFile *file, gpointer window)
{
  fovea_main_window_open (window, file);
}

static void
open_lesson_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Lessons"));
  gtk_file_filter_add_suffix (filter, "lesson");
  fovea_dialog_open (window, _ ("Open Lesson"), filter, open_chosen_cb, window);
}

static void
open_lecture_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  fovea_main_window_open_course (FOVEA_MAIN_WINDOW (window), "lecture", NULL);
}

/* The file's path with the ending that lesson files have; NULL, with a toast, if it has none. */
static char *
get_lesson_path (GtkWidget *window, GFile *file)
{
  g_autofree char *path
      = fovea_dialog_get_path (GTK_WIDGET (fovea_main_window_get_page (FOVEA_MAIN_WINDOW (window))), file);

  if (path == NULL || g_str_has_suffix (path, ".lesson"))
    return g_steal_pointer (&path);
  return g_strconcat (path, ".lesson", NULL);
}

static void
save_chosen_cb (GFile *file, gpointer window)
{
  g_autofree char *path = get_lesson_path (window, file);
  g_autoptr (GError) error = NULL;

  if (path != NULL && !fovea_guide_save (get_guide (window), path, &error))
    say_error (window, error);
}

static void
save_lesson_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  g_autofree char *name = g_strdup_printf ("%s.lesson", fovea_guide_get_course (get_guide (window))->name);

  fovea_dialog_save (window, _ ("Save Lesson"), name, save_chosen_cb, window);
}

/* Writes @course, whose last step is new, to @path, and opens that step. */
static void
save_new_step (GtkWidget *window, FoveaCourse *course, const char *path)
{
  g_autofree char *last = g_strdup (fovea_course_get_step (course, course->n_steps - 1)->id);
  g_autoptr (GError) error = NULL;

  if (fovea_course_save (course, path, &error))
    fovea_main_window_open_course (FOVEA_MAIN_WINDOW (window), path, last);
  else
    say_error (window, error);
}

static void
new_lesson_chosen_cb (GFile *file, gpointer window)
{
  FoveaCourse *course = g_object_get_data (window, "new-lesson");
  g_autofree char *path = get_lesson_path (window, file);

  if (course != NULL && path != NULL)
    save_new_step (window, course, path);
  g_object_set_data (window, "new-lesson", NULL);
}

/* The page as it is becomes the last step of somebody's own lesson file, or the first of a new one. */
static void
add_step (const char *title, const char *text, gpointer window)
{
  FoveaLesson *lesson = get_lesson (window);
  const char *path = fovea_guide_get_path (get_guide (window));
  g_auto (GStrv) state = fovea_lesson_get_state (lesson);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaCourse) course
      = path != NULL ? fovea_course_load (path, &error) : fovea_course_new (_ ("My lesson"));

  if (course == NULL)
    {
      say_error (window, error);
      return;
    }
  fovea_course_add (course, fovea_course_page_of (lesson), title, text, (const char *const *) state);
  if (path != NULL)
    {
      save_new_step (window, course, path);
      return;
    }
  g_object_set_data_full (window, "new-lesson", g_steal_pointer (&course), (GDestroyNotify) fovea_course_unref);
  fovea_dialog_save (window, _ ("Save New Lesson"), _ ("my.lesson"), new_lesson_chosen_cb, window);
}

static void
add_step_cb (GtkWidget *window, const char *action, GVariant *parameter)
{
  if (get_lesson (window) != NULL)
    fovea_dialog_words (window, _ ("Add This Page as a Step"),
                        _ ("Its numbers are kept as they are now. Say in a sentence or two what there is to see."),
                        _ ("Title"), _ ("Text"), _ ("Add"), add_step, window);
}

/* --- */

void
fovea_course_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.start-course", NULL, walk_cb);
  gtk_widget_class_install_action (class, "win.continue-course", NULL, walk_cb);
  gtk_widget_class_install_action (class, "win.next-step", NULL, walk_cb);
  gtk_widget_class_install_action (class, "win.previous-step", NULL, walk_cb);
  gtk_widget_class_install_action (class, "win.restore-step", NULL, walk_cb);
  gtk_widget_class_install_action (class, "win.go-to-step", "i", walk_cb);
  gtk_widget_class_install_action (class, "win.ask", NULL, ask_cb);
  gtk_widget_class_install_action (class, "win.close-question", NULL, close_question_cb);
  gtk_widget_class_install_action (class, "win.open-lesson", NULL, open_lesson_cb);
  gtk_widget_class_install_action (class, "win.open-lecture", NULL, open_lecture_cb);
  gtk_widget_class_install_action (class, "win.add-step", NULL, add_step_cb);
  gtk_widget_class_install_action (class, "win.save-lesson", NULL, save_lesson_cb);
}

void
fovea_course_actions_update (GtkWidget *window)
{
  FoveaGuide *guide = get_guide (window);
  FoveaCourse *course = fovea_guide_get_course (guide);
  int index = fovea_guide_get_index (guide), n = course != NULL ? course->n_steps : 0;

  gtk_widget_action_set_enabled (window, "win.ask", get_lesson (window) != NULL);
  gtk_widget_action_set_enabled (window, "win.start-course", n > 0);
  gtk_widget_action_set_enabled (window, "win.continue-course", index >= 0);
  gtk_widget_action_set_enabled (window, "win.previous-step", index > 0);
  gtk_widget_action_set_enabled (window, "win.next-step", index + 1 < n);
  gtk_widget_action_set_enabled (window, "win.restore-step", index >= 0);
  gtk_widget_action_set_enabled (window, "win.close-question", fovea_guide_get_question (guide) != NULL);
  gtk_widget_action_set_enabled (window, "win.save-lesson", n > 0);
  gtk_widget_action_set_enabled (window, "win.open-lecture", n > 0 && fovea_guide_get_path (guide) != NULL);
}
