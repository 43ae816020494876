/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The download runs on a thread of GTask's; how far it is, it leaves where a timer of the main loop looks. */

#include "config.h"

#include "app/fetch-row.h"

#include "app/page.h"
#include "dataset/download.h"

#include <glib/gi18n-lib.h>

enum
{
  INTERVAL = 200, /* milliseconds between two looks */
  UNIT = 1024     /* bytes that are counted as one */
};

/* Of one download, shared with its thread. */
typedef struct
{
  const FoveaOffer *offer;
  char *folder;
  int done; /* UNITs, atomic */
} Job;

struct _FoveaFetchRow
{
  AdwActionRow parent_instance;

  GtkProgressBar *progress;

  Job *job; /* of the task that runs, or NULL */
  GCancellable *cancellable;
  guint timer;
};

G_DEFINE_FINAL_TYPE (FoveaFetchRow, fovea_fetch_row, ADW_TYPE_ACTION_ROW)

enum
{
  FETCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job);
}

/* On the thread. */
static void
progress_cb (gint64 done, gint64 total, gpointer data)
{
  g_atomic_int_set (&((Job *) data)->done, done / UNIT);
}

static void
fetch (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (fovea_download (job->offer, job->folder, cancellable, progress_cb, job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_progress (FoveaFetchRow *self)
{
  gint64 done = (gint64) g_atomic_int_get (&self->job->done) * UNIT, total = fovea_offer_size (self->job->offer);
  g_autofree char *here = g_format_size (done), *all = g_format_size (total);
  g_autofree char *words = g_strdup_printf (_ ("%s of %s"), here, all);

  gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / MAX (total, 1), 0, 1));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

static gboolean
timer_cb (gpointer data)
{
  show_progress (data);
  return G_SOURCE_CONTINUE;
}

static void
end (FoveaFetchRow *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  self->job = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  FoveaFetchRow *self = FOVEA_FETCH_ROW (object);
  const FoveaOffer *offer = ((Job *) g_task_get_task_data (G_TASK (result)))->offer;
  g_autoptr (GError) error = NULL;
  gboolean here = g_task_propagate_boolean (G_TASK (result), &error);

  if (!self->job)
    return; /* it has been disposed of */
  end (self);
  if (here)
    g_signal_emit (self, signals[FETCHED], 0, offer->name);
  else
    fovea_toast (GTK_WIDGET (self), error->message);
}

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_fetch_row_stop (FOVEA_FETCH_ROW (widget));
}

static void
fovea_fetch_row_dispose (GObject *object)
{
  FoveaFetchRow *self = FOVEA_FETCH_ROW (object);

  fovea_fetch_row_stop (self);
  end (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_FETCH_ROW);
  G_OBJECT_CLASS (fovea_fetch_row_parent_class)->dispose (object);
}

static void
fovea_fetch_row_class_init (FoveaFetchRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_fetch_row_dispose;
  signals[FETCHED] = g_signal_new ("fetched", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "fetch.stop", NULL, stop_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/fetch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaFetchRow, progress);
}

static void
fovea_fetch_row_init (FoveaFetchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Asking */

typedef struct
{
  GWeakRef row;
  const FoveaOffer *offer;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_weak_ref_clear (&question->row);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autoptr (FoveaFetchRow) self = g_weak_ref_get (&question->row);

  if (self && g_str_equal (response, "get"))
    fovea_fetch_row_start (self, question->offer, NULL);
}

/* What it is, how large, whose, and where it will lie; then fetches it if that is wanted. */
void
fovea_fetch_row_ask (FoveaFetchRow *self, const FoveaOffer *offer)
{
  g_autofree char *heading = g_strdup_printf (_ ("Get %s?"), offer->title);
  g_autofree char *size = g_format_size (fovea_offer_size (offer)), *place = fovea_offer_path (offer);
  g_autofree char *body
    = g_strdup_printf (_ ("%s\n\n%s will be downloaded to “%s”. What has come is kept if you stop, and the next time "
                          "goes on from there."),
                       _ (offer->about), size, place);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);
  Question *question = g_new0 (Question, 1);

  question->offer = offer;
  g_weak_ref_init (&question->row, self);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "get", _ ("_Get"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "get");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "get", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @folder: (nullable): where its folder is to be; NULL for the user's data. Does nothing while another is fetched. */
void
fovea_fetch_row_start (FoveaFetchRow *self, const FoveaOffer *offer, const char *folder)
{
  g_autofree char *title = g_strdup_printf (_ ("Getting %s"), offer->title);
  g_autoptr (GTask) task = NULL;

  if (self->job)
    return;
  self->job = g_new0 (Job, 1);
  self->job->offer = offer;
  self->job->folder = g_strdup (folder);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, fetched_cb, NULL);
  g_task_set_task_data (task, self->job, job_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, fetch);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  show_progress (self);
  self->timer = g_timeout_add (INTERVAL, timer_cb, self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
fovea_fetch_row_stop (FoveaFetchRow *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* Returns: (nullable): what is being fetched */
const FoveaOffer *
fovea_fetch_row_get_offer (FoveaFetchRow *self)
{
  return self->job ? self->job->offer : NULL;
}
