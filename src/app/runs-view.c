/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row for each run. The list is read when the view comes up, and again after it has changed something; it shows what
 * is in the heads of the files, not their weights. */

#include "config.h"

#include "app/runs-view.h"

#include "app/page.h"
#include "lesson/runs.h"
#include "scene/palette.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaRunsView
{
  FoveaTrainingView parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  char *deleted; /* the run that can be brought back, or NULL */
};

G_DEFINE_FINAL_TYPE (FoveaRunsView, fovea_runs_view, FOVEA_TYPE_TRAINING_VIEW)

static const char PATH[] = "fovea-path";

/* The losses from left to right, the largest at the top. @data: GArray of float */
static void
draw_outline_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  FoveaStyle style = { adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager), 1 };
  FoveaColour colour = fovea_palette_get (&style)->validation;
  const GArray *losses = data;
  double most = 0;

  for (guint i = 0; i < losses->len; i++)
    most = fmax (most, g_array_index (losses, float, i));
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; most > 0 && losses->len > 1 && i < losses->len; i++)
    cairo_line_to (cr, 2 + (width - 4.0) * i / (losses->len - 1),
                   height - 2 - (height - 4) * g_array_index (losses, float, i) / most);
  cairo_stroke (cr);
}

static GtkWidget *
create_outline (const FoveaRun *run)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 72);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 32);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  if (run->run)
    gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_outline_cb, g_array_ref (run->run->outline),
                                    (GDestroyNotify) g_array_unref);
  return area;
}

static void
fill_list (FoveaRunsView *self);

static void
delete_cb (GtkWidget *row)
{
  FoveaRunsView *self = FOVEA_RUNS_VIEW (gtk_widget_get_ancestor (row, FOVEA_TYPE_RUNS_VIEW));
  const char *path = g_object_get_data (G_OBJECT (row), PATH);
  g_autoptr (GError) error = NULL;

  if (!fovea_run_delete (path, &error))
    {
      fovea_toast (GTK_WIDGET (self), error->message);
      return;
    }
  g_free (self->deleted);
  self->deleted = g_strdup (path);
  fill_list (self);
  fovea_toast_with_button (GTK_WIDGET (self), _ ("The run is deleted."), _ ("_Undo"), "runs.undelete");
}

static GtkWidget *
create_delete_button (GtkWidget *row, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Delete the run %s"), title);

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Delete the Run"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (delete_cb), row);
  return button;
}

static GtkWidget *
create_open_button (const FoveaRun *run)
{
  GtkWidget *button = gtk_button_new_with_label (fovea_run_is_unfinished (run) ? _ ("Continue") : _ ("Open"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "training.continue");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", run->path);
  return button;
}

/* For one of those that go on as a race. */
static GtkWidget *
create_race_button (const FoveaRun *run)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Race"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Continue All Runs of This Race Together"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "training.continue-race");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", run->run->notes.race);
  return button;
}

static GtkWidget *
create_row (const FoveaRun *run, gboolean in_race)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *title = fovea_run_title (run), *words = fovea_run_describe (run);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, words);
  adw_action_row_set_title_lines (row, 1);
  adw_action_row_set_subtitle_lines (row, 2);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), run->path);
  g_object_set_data_full (G_OBJECT (row), PATH, g_strdup (run->path), g_free);
  adw_action_row_add_prefix (row, create_outline (run));
  if (run->open)
    {
      adw_action_row_add_suffix (row, gtk_label_new (_ ("Open now")));
      return GTK_WIDGET (row);
    }
  if (in_race)
    adw_action_row_add_suffix (row, create_race_button (run));
  if (run->run)
    adw_action_row_add_suffix (row, create_open_button (run));
  adw_action_row_add_suffix (row, create_delete_button (GTK_WIDGET (row), title));
  return GTK_WIDGET (row);
}

static void
fill_list (FoveaRunsView *self)
{
  g_autofree char *folder = fovea_runs_folder ();
  g_autoptr (GPtrArray) runs = fovea_runs_list (folder);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < runs->len; i++)
    {
      FoveaRun *run = runs->pdata[i];
      g_autoptr (GPtrArray) race = fovea_runs_of_race (runs, run->run ? run->run->notes.race : NULL);

      gtk_list_box_append (self->list, create_row (run, g_ptr_array_find (race, run, NULL)));
    }
  gtk_stack_set_visible_child_name (self->stack, runs->len > 0 ? "list" : "empty");
}

static void
undelete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaRunsView *self = FOVEA_RUNS_VIEW (widget);
  g_autoptr (GError) error = NULL;

  if (!self->deleted)
    return;
  if (!fovea_run_restore (self->deleted, &error))
    fovea_toast (widget, error->message);
  g_clear_pointer (&self->deleted, g_free);
  fill_list (self);
}

static void
fovea_runs_view_map (GtkWidget *widget)
{
  fill_list (FOVEA_RUNS_VIEW (widget));
  GTK_WIDGET_CLASS (fovea_runs_view_parent_class)->map (widget);
}

/* Another run has been opened, or begun. */
static void
fovea_runs_view_run_changed (FoveaTrainingView *view)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    fill_list (FOVEA_RUNS_VIEW (view));
}

static void
fovea_runs_view_finalize (GObject *object)
{
  g_free (FOVEA_RUNS_VIEW (object)->deleted);
  G_OBJECT_CLASS (fovea_runs_view_parent_class)->finalize (object);
}

static void
fovea_runs_view_class_init (FoveaRunsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fovea_runs_view_finalize;
  widget_class->map = fovea_runs_view_map;
  FOVEA_TRAINING_VIEW_CLASS (class)->run_changed = fovea_runs_view_run_changed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/runs-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaRunsView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunsView, list);
  gtk_widget_class_install_action (widget_class, "runs.undelete", NULL, undelete_cb);
}

static void
fovea_runs_view_init (FoveaRunsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
