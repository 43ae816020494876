/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small pool of threads.
 *
 * A training step is two or three jobs of a millisecond or less, and one image has a job for each layer, so a job must
 * start and end within microseconds:
 *
 * - Tasks are claimed with one atomic addition. Every worker begins with a part of the tasks that is its own, the same
 *   one in every job of as many tasks, so that what it needs is likely to be in its cache still; then it helps others.
 * - A worker that has run out of work looks for the next job for a moment (SPINS) before it goes to sleep, and the
 *   caller looks for the last worker's leaving.
 * - Whoever has not woken up by the time all tasks are claimed is not waited for: a worker enters a job under the lock,
 *   and the caller closes the job under the same lock.
 * - Nobody holds the lock when the other side is likely to want it, since who finds it taken sleeps, and waking up takes
 *   as long as a small job: those who spin are told of a job once the lock is free again, and workers leave without it.
 *
 * The locks are pthread's own, not GLib's, since ThreadSanitizer cannot see into the latter. */

#include "engine/threads.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum
{
  SPINS = 4000 /* looks before sleeping: some 20 to 50 µs */
};

/* The tasks of one worker that nobody has claimed: from @next to @end. On a cache line of its own. */
typedef struct
{
  _Alignas (64) atomic_int next;
  int end;
} Part;

struct _FoveaThreads
{
  int n;
  GThread **threads; /* n − 1: worker 0 is the caller */
  pthread_mutex_t lock;
  pthread_cond_t opened, left;
  /* under the lock */
  gboolean open, quit;
  unsigned job; /* goes up with every job */
  FoveaTask task;
  gpointer data;
  Part *parts; /* [n] */
  /* without it */
  atomic_uint newest;  /* the job, a little later: a hint for those who spin */
  atomic_int inside;   /* workers in the job, without the caller; goes up under the lock */
  atomic_bool waiting; /* the caller sleeps until they have left */
};

typedef struct
{
  FoveaThreads *pool;
  int worker;
} Worker;

static void
pause_a_moment (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#endif
}

static void
work (FoveaThreads *self, int worker)
{
  for (int i = 0; i < self->n; i++)
    {
      Part *part = &self->parts[(worker + i) % self->n];
      int task;

      while ((task = atomic_fetch_add (&part->next, 1)) < part->end)
        self->task (task, worker, self->data);
    }
}

/* The caller says that it waits before it looks whether anybody is inside, and a worker looks whether it waits after it
 * has left: one of the two sees the other. */
static void
leave (FoveaThreads *self)
{
  if (atomic_fetch_sub (&self->inside, 1) != 1 || !atomic_load (&self->waiting))
    return;
  pthread_mutex_lock (&self->lock);
  pthread_cond_signal (&self->left);
  pthread_mutex_unlock (&self->lock);
}

static void
wait_for_others (FoveaThreads *self)
{
  for (int i = 0; i < SPINS && atomic_load (&self->inside) > 0; i++)
    pause_a_moment ();
  if (atomic_load (&self->inside) == 0)
    return;
  pthread_mutex_lock (&self->lock);
  atomic_store (&self->waiting, TRUE);
  while (atomic_load (&self->inside) > 0)
    pthread_cond_wait (&self->left, &self->lock);
  atomic_store (&self->waiting, FALSE);
  pthread_mutex_unlock (&self->lock);
}

/* Called under the lock, and returns under it. */
static void
take_part (FoveaThreads *self, int worker)
{
  unsigned seen = self->job;
  gboolean open = self->open;

  if (open)
    atomic_fetch_add (&self->inside, 1);
  pthread_mutex_unlock (&self->lock);
  if (open)
    {
      work (self, worker);
      leave (self);
    }
  for (int i = 0; i < SPINS && atomic_load (&self->newest) == seen; i++)
    pause_a_moment ();
  pthread_mutex_lock (&self->lock);
}

/* Jobs come one close behind the other, so after one, even one that was over too soon, the next is looked for before
 * sleeping. */
static gpointer
worker_main (gpointer data)
{
  g_autofree Worker *worker = data;
  FoveaThreads *self = worker->pool;
  unsigned seen = 0;
  sigset_t all;

  sigfillset (&all);
  pthread_sigmask (SIG_SETMASK, &all, NULL); /* signals are for whoever has the pool: see file.c */
  pthread_mutex_lock (&self->lock);
  while (!self->quit)
    if (seen == self->job)
      pthread_cond_wait (&self->opened, &self->lock);
    else
      {
        seen = self->job;
        take_part (self, worker->worker);
      }
  pthread_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * fovea_threads_new: (constructor)
 * @n: workers, the caller among them; 0 means one for every core
 */
FoveaThreads *
fovea_threads_new (int n)
{
  FoveaThreads *self = g_new0 (FoveaThreads, 1);

  self->n = n > 0 ? n : (int) g_get_num_processors ();
  self->threads = g_new0 (GThread *, self->n);
  self->parts = g_aligned_alloc0 (self->n, sizeof (Part), _Alignof (Part));
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->opened, NULL);
  pthread_cond_init (&self->left, NULL);
  for (int i = 1; i < self->n; i++)
    {
      Worker *worker = g_new (Worker, 1);

      *worker = (Worker){ .pool = self, .worker = i };
      self->threads[i] = g_thread_new ("fovea-worker", worker_main, worker);
    }
  return self;
}

/* Tells everybody of a job, or of the end, which has been written down under the lock. */
static void
announce (FoveaThreads *self)
{
  unsigned job = ++self->job;

  pthread_cond_broadcast (&self->opened);
  pthread_mutex_unlock (&self->lock);
  atomic_store (&self->newest, job);
}

void
fovea_threads_free (FoveaThreads *self)
{
  pthread_mutex_lock (&self->lock);
  self->quit = TRUE;
  announce (self);
  for (int i = 1; i < self->n; i++)
    g_thread_join (self->threads[i]);
  pthread_cond_destroy (&self->left);
  pthread_cond_destroy (&self->opened);
  pthread_mutex_destroy (&self->lock);
  g_aligned_free (self->parts);
  g_free (self->threads);
  g_free (self);
}

int
fovea_threads_get_n (const FoveaThreads *self)
{
  return self->n;
}

/* To be called under the lock. */
static void
open_job (FoveaThreads *self, int tasks, FoveaTask task, gpointer data)
{
  self->task = task;
  self->data = data;
  self->open = TRUE;
  for (int i = 0; i < self->n; i++)
    {
      atomic_store (&self->parts[i].next, (int) ((gint64) tasks * i / self->n));
      self->parts[i].end = (int) ((gint64) tasks * (i + 1) / self->n);
    }
}

/**
 * fovea_threads_run:
 * @tasks: how many tasks the job has
 *
 * Runs @task for every number in [0, @tasks), and returns when all are done. One job at a time, and none from
 * within a task.
 */
void
fovea_threads_run (FoveaThreads *self, int tasks, FoveaTask task, gpointer data)
{
  if (self->n == 1 || tasks <= 1)
    {
      for (int i = 0; i < tasks; i++)
        task (i, 0, data);
      return;
    }
  pthread_mutex_lock (&self->lock);
  open_job (self, tasks, task, data);
  announce (self);
  work (self, 0);
  pthread_mutex_lock (&self->lock);
  self->open = FALSE;
  pthread_mutex_unlock (&self->lock);
  wait_for_others (self);
}
