/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Projector mode is a look of the window that is there: bars are hidden, scenes and the strip grow, and all comes back
 * afterwards. A remote control has two keys. While a question is open the forward one reveals the answer, and then shows
 * why: the scene comes back and plays from its first position. */

#include "config.h"

#include "app/projector.h"

#include "app/lesson-page.h"
#include "app/question-view.h"
#include "app/strip.h"

static const double SCALE = 1.6; /* of type in scenes: numbers fit cells of 64 points and more */
static const char mode[] = "projector", poll[] = "poll", small[] = "small";

gboolean
fovea_projector_get (FoveaMainWindow *window)
{
  return gtk_widget_has_css_class (GTK_WIDGET (window), mode);
}

static void
set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_side (FoveaSplit *split, gboolean show)
{
  g_autoptr (GtkWidget) side = NULL;

  g_object_get (split, "side", &side, NULL);
  if (side != NULL)
    gtk_widget_set_visible (side, show);
}

/* What the bar stands in: the page shows and hides the bar itself. */
static void
show_bar (FoveaLessonPage *page, gboolean show)
{
  g_autoptr (GtkWidget) bar = NULL;

  g_object_get (page, "bar", &bar, NULL);
  if (bar != NULL)
    gtk_widget_set_visible (gtk_widget_get_parent (bar), show);
}

/* Whether the screen that @widget is on is too small for a poll in the type of a lecture hall. */
static gboolean
is_on_small_screen (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  GdkMonitor *monitor = surface ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;
  GdkRectangle screen = { 0 };

  if (monitor)
    gdk_monitor_get_geometry (monitor, &screen);
  return screen.width < 1024 || screen.height < 768;
}

/* @on: projecting, @asks: a question fills the screen */
static void
arrange (GtkWidget *widget, gboolean on, gboolean asks)
{
  if (ADW_IS_HEADER_BAR (widget) || FOVEA_IS_TRANSPORT (widget))
    gtk_widget_set_visible (widget, !on);
  else if (FOVEA_IS_LESSON_PAGE (widget))
    show_bar (FOVEA_LESSON_PAGE (widget), !on);
  else if (FOVEA_IS_SPLIT (widget))
    show_side (FOVEA_SPLIT (widget), !on);
  else if (FOVEA_IS_SCENE_VIEW (widget))
    {
      fovea_scene_view_set_scale (FOVEA_SCENE_VIEW (widget), on ? SCALE : 1);
      gtk_widget_set_visible (gtk_widget_get_parent (widget), !asks || !GTK_IS_SCROLLED_WINDOW (gtk_widget_get_parent (widget)));
    }
  else if (FOVEA_IS_STRIP (widget))
    {
      set_class (widget, poll, asks);
      set_class (widget, small, asks && is_on_small_screen (widget));
      gtk_widget_set_vexpand (widget, asks);
    }
  else if (FOVEA_IS_QUESTION_VIEW (widget))
    {
      fovea_question_view_set_poll (FOVEA_QUESTION_VIEW (widget), on);
      gtk_widget_set_valign (widget, asks ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child))
      arrange (child, on, asks);
}

void
fovea_projector_update (FoveaMainWindow *window)
{
  gboolean on = fovea_projector_get (window);

  arrange (GTK_WIDGET (window), on, on && fovea_guide_get_question (fovea_main_window_get_guide (window)) != NULL);
}

void
fovea_projector_set (FoveaMainWindow *window, gboolean on)
{
  g_return_if_fail (FOVEA_IS_MAIN_WINDOW (window));

  if (fovea_projector_get (window) == on)
    return;
  set_class (window, mode, on);
  if (on)
    gtk_window_fullscreen (GTK_WINDOW (window));
  else
    gtk_window_unfullscreen (GTK_WINDOW (window));
  fovea_projector_update (window);
  if (fovea_guide_get_question (fovea_main_window_get_guide (window)) == NULL)
    fovea_page_focus_default (fovea_main_window_get_page (window));
}

static void
project_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_projector_set (FOVEA_MAIN_WINDOW (widget), !fovea_projector_get (FOVEA_MAIN_WINDOW (widget)));
}

void
fovea_projector_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.project", NULL, project_cb);
}

/* Why the answer is what it is. */
static void
play_from_start (FoveaMainWindow *window)
{
  FoveaPage *page = fovea_main_window_get_page (window);

  if (!FOVEA_IS_LESSON_PAGE (page))
    return;
  fovea_lesson_set_position (fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (page)), 0);
  fovea_transport_set_playing (fovea_lesson_page_get_transport (FOVEA_LESSON_PAGE (page)), TRUE);
}

static gboolean
go_on (FoveaMainWindow *window)
{
  FoveaGuide *guide = fovea_main_window_get_guide (window);
  int choice;
  FoveaAnswer answer = fovea_guide_get_answer (guide, &choice);

  if (fovea_guide_get_question (guide) == NULL)
    return gtk_widget_activate_action (GTK_WIDGET (window), "win.next-step", NULL);
  if (answer != FOVEA_ANSWER_RIGHT && answer != FOVEA_ANSWER_REVEALED)
    {
      fovea_guide_reveal (guide);
      return TRUE;
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-question", NULL);
  play_from_start (window);
  return TRUE;
}

gboolean
fovea_projector_key_pressed (FoveaMainWindow *window, guint key, GdkModifierType state)
{
  if (!fovea_projector_get (window) || state != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
    case GDK_KEY_Forward:
      return go_on (window);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_Back:
      return gtk_widget_activate_action (GTK_WIDGET (window), "win.previous-step", NULL);
    default:
      return FALSE;
    }
}
