/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one does to a run, and how far it is. */

#include "config.h"

#include "app/run-bar.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaRunBar
{
  GtkBox parent_instance;

  GtkStack *run_stack;
  GtkButton *run_button;
  GtkProgressBar *progress;
  GtkLabel *running;
};

G_DEFINE_FINAL_TYPE (FoveaRunBar, fovea_run_bar, GTK_TYPE_BOX)

static char *
format_seconds (double seconds)
{
  int whole = lround (seconds);

  if (whole < 60)
    return g_strdup_printf (_ ("%d s"), whole);
  if (whole < 3600)
    return g_strdup_printf (_ ("%d min %d s"), whole / 60, whole % 60);
  return g_strdup_printf (_ ("%d h %d min"), whole / 3600, whole / 60 % 60);
}

/* "Epoch 4.3 of 10 · 16,120 images/s · 19 s left · rate 0.0128", as much of it as is known. */
static char *
describe_running (const FoveaTrainingReport *report)
{
  double epoch = report->steps_per_epoch ? (double) report->step / report->steps_per_epoch : 0;
  GString *text = g_string_new (NULL);
  char speed[FOVEA_NUMBER_SIZE];

  g_string_append_printf (text, _ ("Epoch %.1f of %d"), epoch, report->options.epochs);
  if (report->images_per_s > 0)
    {
      g_autofree char *left = format_seconds (report->seconds_left);

      g_string_append_printf (text, _ (" · %s images/s"), fovea_number_count (lround (report->images_per_s), speed));
      g_string_append_printf (text, _ (" · %s left"), left);
    }
  g_string_append_printf (text, _ (" · rate %.4g"), report->rate);
  return g_string_free (text, FALSE);
}

static void
fovea_run_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_RUN_BAR);
  G_OBJECT_CLASS (fovea_run_bar_parent_class)->dispose (object);
}

static void
fovea_run_bar_class_init (FoveaRunBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_run_bar_dispose;

  gtk_widget_class_set_css_name (widget_class, "runbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/run-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, run_stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, run_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, progress);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, running);
}

static void
fovea_run_bar_init (FoveaRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whether the button pauses. */
void
fovea_run_bar_set_running (FoveaRunBar *self, gboolean running)
{
  gtk_stack_set_visible_child_name (self->run_stack, running ? "pause" : "start");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  running ? _ ("Pause") : _ ("Start"), -1);
}

/* How far the run is. */
void
fovea_run_bar_show (FoveaRunBar *self, const FoveaTrainingReport *report)
{
  g_autofree char *text = describe_running (report);

  gtk_label_set_text (self->running, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->running), text);
  gtk_progress_bar_set_fraction (self->progress,
                                 report->steps > 0 ? CLAMP ((double) report->step / report->steps, 0, 1) : 0);
}
