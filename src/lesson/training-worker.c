/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The thread that trains.
 *
 *   window ── mailbox: one lock, one condition, the newest wish of each kind ──▶ worker
 *   window ◀── one report in flight at most, in the window's main context ────── worker
 *
 * The worker looks into the mailbox between two mini-batches and between two handfuls of validation images, each a few
 * milliseconds in a small net; it sleeps on the condition while there is nothing to do. A report is built only when the
 * one before has been taken and a moment has passed, so a slow window never makes a queue, and what it takes from the
 * cores to paint is a few hundredths. What was learned in the meantime (points of the curves) waits in the worker.
 *
 * Whoever lets go of a worker does not wait for it, but the program does before it ends: a run is then written to the
 * disk as it is. */

#include "config.h"

#include "lesson/training-worker.h"

#include "engine/model-file.h"
#include "lesson/training-run.h"

#include <sys/resource.h>

enum
{
  REPORT_INTERVAL = 150000, /* µs between two reports */
  NICENESS = 10             /* the window goes first */
};

/* What the window wishes for: the newest of each kind. */
typedef struct
{
  gboolean news, quit, new_run, run, new_options, new_image, revive;
  int steps, image;
  FoveaTrainingOptions options;
  char *race, *name; /* of which race it is, and what tells it from the others; NULL for no news */
  char *path, *data; /* where to keep the run, and what it trains on; NULL for no news */
  guint64 seed;      /* of these data */
  double seconds;
} Wishes;

struct _FoveaTrainingWorker
{
  gatomicrefcount references;
  GMainContext *context;
  FoveaTrainingReportFunc report_func; /* of the window's thread alone; NULL once abandoned */
  gpointer report_data;

  GMutex mutex;
  GCond cond;
  Wishes wishes;                 /* under the mutex */
  GQueue saves;                  /* under the mutex: GTask, its data the path */
  FoveaTrainingReport *outgoing; /* under the mutex: posted and not yet taken */

  FoveaTrainingRun *run; /* the thread's own */
  gint64 reported;       /* likewise: when the last report was, µs */
};

/* Threads that were told to end and have not, and word of each that has. */
static GMutex ending_mutex;
static GCond ending_cond;
static int ending;

static void
count_ending (int by)
{
  g_mutex_lock (&ending_mutex);
  ending += by;
  g_cond_broadcast (&ending_cond);
  g_mutex_unlock (&ending_mutex);
}

static void
wishes_clear (Wishes *self)
{
  g_free (self->race);
  g_free (self->name);
  g_free (self->path);
  g_free (self->data);
}

static void
worker_unref (FoveaTrainingWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_assert (g_queue_is_empty (&self->saves));
  g_clear_pointer (&self->outgoing, fovea_training_report_unref);
  wishes_clear (&self->wishes);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_main_context_unref (self->context);
  g_free (self);
}

/* Reports */

/* In the window's context. */
static gboolean
deliver_cb (gpointer data)
{
  FoveaTrainingWorker *self = data;
  g_autoptr (FoveaTrainingReport) report = NULL;

  g_mutex_lock (&self->mutex);
  report = g_steal_pointer (&self->outgoing);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  if (self->report_func)
    self->report_func (report, self->report_data);
  return G_SOURCE_REMOVE;
}

static void
post (FoveaTrainingWorker *self, FoveaTrainingReport *report)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_mutex_lock (&self->mutex);
  self->outgoing = report;
  g_mutex_unlock (&self->mutex);

  g_atomic_ref_count_inc (&self->references);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, self, (GDestroyNotify) worker_unref);
  g_source_attach (source, self->context);
}

/* The mailbox */

static void
save (FoveaTrainingWorker *self, GTask *task)
{
  GError *error = NULL;

  if (!self->run->net)
    g_task_return_new_error (task, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, "%s", self->run->message);
  else if (fovea_net_save (self->run->net, g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
obey (FoveaTrainingWorker *self, const Wishes *wishes, GQueue *saves)
{
  FoveaTrainingRun *run = self->run;
  GTask *task;

  if (wishes->race)
    fovea_training_run_enter_race (run, wishes->race, wishes->name);
  if (wishes->path)
    fovea_training_run_keep_in (run, wishes->path, wishes->data, wishes->seed, wishes->seconds);
  if (wishes->revive)
    fovea_training_run_revive (run, &wishes->options);
  else if (wishes->new_options)
    fovea_training_run_set_options (run, &wishes->options);
  if (wishes->new_run)
    fovea_training_run_set_running (run, wishes->run);
  run->steps_left += wishes->steps;
  if (wishes->new_image)
    fovea_training_run_show_image (run, wishes->image);
  while ((task = g_queue_pop_head (saves)))
    save (self, task);
}

/* Takes all that is in the mailbox. Returns FALSE if that was the wish to end. */
static gboolean
look_into_mailbox (FoveaTrainingWorker *self)
{
  Wishes wishes;
  GQueue saves;

  g_mutex_lock (&self->mutex);
  wishes = self->wishes;
  saves = self->saves;
  self->wishes = (Wishes){ .quit = wishes.quit };
  g_queue_init (&self->saves);
  g_mutex_unlock (&self->mutex);

  if (wishes.news)
    obey (self, &wishes, &saves);
  wishes_clear (&wishes);
  return !wishes.quit;
}

/* Sleeps until there is a wish, work or a report to post. Returns whether a report is due. */
static gboolean
wait (FoveaTrainingWorker *self)
{
  gint64 due = self->run->urgent ? 0 : self->reported + REPORT_INTERVAL;
  gboolean report_is_due = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->wishes.news)
    {
      gboolean may_report = self->run->dirty && !self->outgoing;

      report_is_due = may_report && g_get_monotonic_time () >= due;
      if (report_is_due || fovea_training_run_has_work (self->run))
        break;
      if (may_report)
        g_cond_wait_until (&self->cond, &self->mutex, due);
      else
        g_cond_wait (&self->cond, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return report_is_due;
}

static void
report (FoveaTrainingWorker *self)
{
  self->reported = g_get_monotonic_time ();
  post (self, fovea_training_run_report (self->run));
}

/* What somebody waits for, such as that it has paused, is told before the run is written to the disk. */
static void
report_if_urgent (FoveaTrainingWorker *self)
{
  gboolean may_report;

  if (!self->run->urgent)
    return;
  g_mutex_lock (&self->mutex);
  may_report = !self->outgoing;
  g_mutex_unlock (&self->mutex);
  if (may_report)
    report (self);
}

static gpointer
worker_main (gpointer data)
{
  FoveaTrainingWorker *self = data;

  /* On Linux this is the niceness of this thread alone, and of those that it starts: the trainer's. */
  setpriority (PRIO_PROCESS, 0, NICENESS);
  fovea_training_run_begin (self->run);
  while (look_into_mailbox (self))
    {
      fovea_training_run_work (self->run);
      report_if_urgent (self);
      fovea_training_run_keep (self->run, FALSE);
      if (wait (self))
        report (self);
    }
  fovea_training_run_keep (self->run, TRUE);
  g_clear_pointer (&self->run, fovea_training_run_free);
  worker_unref (self);
  count_ending (-1);
  return NULL;
}

/**
 * fovea_training_worker_new:
 * @run: (transfer full): what to work at
 * @report_func: gets every report, in the thread-default main context of the caller
 *
 * Starts the thread.
 */
FoveaTrainingWorker *
fovea_training_worker_new (FoveaTrainingRun *run, FoveaTrainingReportFunc report_func, gpointer data)
{
  FoveaTrainingWorker *self = g_new0 (FoveaTrainingWorker, 1);

  g_atomic_ref_count_init (&self->references);
  self->context = g_main_context_ref_thread_default ();
  self->report_func = report_func;
  self->report_data = data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->saves);
  self->run = run;

  g_atomic_ref_count_inc (&self->references);
  g_thread_unref (g_thread_new ("training", worker_main, self));
  return self;
}

static Wishes *
open_mailbox (FoveaTrainingWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->wishes.news = TRUE;
  return &self->wishes;
}

static void
close_mailbox (FoveaTrainingWorker *self)
{
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Lets go of the worker. It ends after the mini-batch at hand, by itself: nobody waits for it. */
void
fovea_training_worker_abandon (FoveaTrainingWorker *self)
{
  self->report_func = NULL;
  count_ending (1);
  open_mailbox (self)->quit = TRUE;
  close_mailbox (self);
  worker_unref (self);
}

void
fovea_training_worker_run (FoveaTrainingWorker *self, gboolean run)
{
  Wishes *wishes = open_mailbox (self);

  wishes->new_run = TRUE;
  wishes->run = run;
  close_mailbox (self);
}

void
fovea_training_worker_step (FoveaTrainingWorker *self)
{
  open_mailbox (self)->steps++;
  close_mailbox (self);
}

void
fovea_training_worker_set_options (FoveaTrainingWorker *self, const FoveaTrainingOptions *options)
{
  Wishes *wishes = open_mailbox (self);

  wishes->new_options = TRUE;
  wishes->options = *options;
  close_mailbox (self);
}

void
fovea_training_worker_show_image (FoveaTrainingWorker *self, int image)
{
  Wishes *wishes = open_mailbox (self);

  wishes->new_image = TRUE;
  wishes->image = image;
  close_mailbox (self);
}

/* Writes the net as it is between two mini-batches to the path in the data of @task, which it takes over. */
void
fovea_training_worker_save (FoveaTrainingWorker *self, GTask *task)
{
  open_mailbox (self);
  g_queue_push_tail (&self->saves, task);
  close_mailbox (self);
}

/* Goes on after a divergence, from the best weights and with these options. */
void
fovea_training_worker_revive (FoveaTrainingWorker *self, const FoveaTrainingOptions *options)
{
  Wishes *wishes = open_mailbox (self);

  wishes->revive = TRUE;
  wishes->new_options = TRUE;
  wishes->options = *options;
  close_mailbox (self);
}

/* From now on the run that is kept says that it is one of a race. */
void
fovea_training_worker_enter_race (FoveaTrainingWorker *self, const char *race, const char *name)
{
  Wishes *wishes = open_mailbox (self);

  g_free (wishes->race);
  g_free (wishes->name);
  wishes->race = g_strdup (race);
  wishes->name = g_strdup (name);
  close_mailbox (self);
}

/* Keeps the run in @path from now on, every so many seconds and whenever it rests. */
void
fovea_training_worker_keep (FoveaTrainingWorker *self, const char *path, const char *data, guint64 seed,
                            double seconds)
{
  Wishes *wishes = open_mailbox (self);

  g_free (wishes->path);
  g_free (wishes->data);
  wishes->path = g_strdup (path);
  wishes->data = g_strdup (data);
  wishes->seed = seed;
  wishes->seconds = seconds;
  close_mailbox (self);
}

/* Waits for all workers that have been abandoned, but no longer than @seconds. */
void
fovea_training_workers_join (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  g_mutex_lock (&ending_mutex);
  while (ending > 0 && g_cond_wait_until (&ending_cond, &ending_mutex, end))
    ;
  g_mutex_unlock (&ending_mutex);
}
