/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bar of buttons that may get less room than it needs slides sideways, without a scroll bar. What is chosen in it, by
 * whatever key from wherever the keyboard is, comes into sight, and stays there when the room grows narrow. */

#include "app/sliding-bars.h"

enum
{
  MARGIN = 24 /* pixels of its neighbour that tell there is one */
};

static void
show_chosen (GtkToggleButton *button, GtkScrolledWindow *bar)
{
  GtkWidget *content = gtk_widget_get_first_child (gtk_scrolled_window_get_child (bar));
  graphene_rect_t at;

  if (gtk_toggle_button_get_active (button) && gtk_widget_compute_bounds (GTK_WIDGET (button), content, &at))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (bar), at.origin.x - MARGIN,
                               at.origin.x + at.size.width + MARGIN);
}

/* Does it to each toggle button in @root. */
static void
for_each_toggle (GtkWidget *root, void (*act) (GtkToggleButton *button, GtkScrolledWindow *bar), GtkScrolledWindow *bar)
{
  if (GTK_IS_TOGGLE_BUTTON (root))
    act (GTK_TOGGLE_BUTTON (root), bar);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    for_each_toggle (child, act, bar);
}

static gboolean
tick_cb (GtkWidget *bar, GdkFrameClock *clock, gpointer user_data)
{
  for_each_toggle (bar, show_chosen, GTK_SCROLLED_WINDOW (bar));
  return G_SOURCE_REMOVE;
}

/* In the next frame: in the midst of being laid out, the bar would not be laid out again. */
static void
room_changed_cb (GtkWidget *bar)
{
  gtk_widget_add_tick_callback (bar, tick_cb, NULL, NULL);
}

static void
follow_button (GtkToggleButton *button, GtkScrolledWindow *bar)
{
  g_signal_connect_object (button, "toggled", G_CALLBACK (show_chosen), bar, 0);
}

/* Makes each bar in @root follow what is chosen in it; once. */
void
fovea_sliding_bars_follow (GtkWidget *root)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;

  if (GTK_IS_SCROLLED_WINDOW (root))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (root), &policy, NULL);
  if (policy == GTK_POLICY_EXTERNAL)
    {
      for_each_toggle (root, follow_button, GTK_SCROLLED_WINDOW (root));
      g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (root)), "notify::page-size",
                               G_CALLBACK (room_changed_cb), root, G_CONNECT_SWAPPED);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    fovea_sliding_bars_follow (child);
}
