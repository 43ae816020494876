/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one does to a run, and how far it is. */

#include "config.h"

#include "app/run-bar.h"

#include "lesson/numbers.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaRunBar
{
  GtkBox parent_instance;

  AdwButtonContent *run_content;
  GtkProgressBar *progress;
  GtkLabel *progress_words, *pace_words;
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

/* "Epoch 4.3 of 10 · 19 s left", as much of it as is known. */
static char *
describe_progress (const FoveaTrainingReport *report)
{
  double epoch = report->steps_per_epoch ? (double) report->step / report->steps_per_epoch : 0;
  g_autofree char *left = format_seconds (report->seconds_left);

  if (report->state == FOVEA_TRAINING_FINISHED)
    return g_strdup_printf (ngettext ("%d epoch done", "All %d epochs done", report->options.epochs),
                            report->options.epochs);
  if (report->state == FOVEA_TRAINING_STOPPED)
    return g_strdup_printf (_ ("Stopped at epoch %.1f of %d"), epoch, report->options.epochs);
  if (report->state == FOVEA_TRAINING_PAUSED && report->step > 0)
    return g_strdup_printf (_ ("Paused at epoch %.1f of %d"), epoch, report->options.epochs);
  if (report->images_per_s > 0)
    return g_strdup_printf (_ ("Epoch %.1f of %d · %s left"), epoch, report->options.epochs, left);
  return g_strdup_printf (_ ("Epoch %.1f of %d"), epoch, report->options.epochs);
}

/* "16,120 images/s · rate 0.0128"; a run that is done has a speed, and no rate any more. */
static char *
describe_pace (const FoveaTrainingReport *report)
{
  char count[FOVEA_NUMBER_SIZE], rate[FOVEA_NUMBER_SIZE];

  fovea_number_count (lround (report->images_per_s), count);
  fovea_number_rounded (report->rate, 3, rate);
  if (report->state == FOVEA_TRAINING_FINISHED)
    return g_strdup_printf (_ ("%s images/s"), count);
  if (report->images_per_s > 0)
    return g_strdup_printf (_ ("%s images/s · rate %s"), count, rate);
  return g_strdup_printf (_ ("rate %s"), rate);
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
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, run_content);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, progress);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, progress_words);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBar, pace_words);
}

static void
fovea_run_bar_init (FoveaRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whether the button pauses, or goes on with a run that has @begun. */
void
fovea_run_bar_set_running (FoveaRunBar *self, gboolean running, gboolean begun)
{
  adw_button_content_set_label (self->run_content, running ? _ ("Pause") : begun ? _ ("Continue") : _ ("Start"));
  adw_button_content_set_icon_name (self->run_content,
                                    running ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
}

/* How far the run is. */
void
fovea_run_bar_show (FoveaRunBar *self, const FoveaTrainingReport *report)
{
  g_autofree char *progress = describe_progress (report), *pace = describe_pace (report);

  gtk_label_set_text (self->progress_words, progress);
  gtk_label_set_text (self->pace_words, pace);
  gtk_progress_bar_set_fraction (self->progress,
                                 report->steps > 0 ? CLAMP ((double) report->step / report->steps, 0, 1) : 0);
}
