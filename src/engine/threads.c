/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small pool of threads.
 *
 * A training step is two or three jobs of a millisecond or less, so a job must start and end within microseconds:
 * tasks are claimed with one atomic addition, and a worker that has run out of work looks for the next job for a
 * moment (SPINS) before it goes to sleep. Whoever has not woken up by the time all tasks are claimed is not waited
 * for: a worker enters a job under the lock, and the caller closes the job under the same lock.
 *
 * The locks are pthread's own, not GLib's, since ThreadSanitizer cannot see into the latter. */

#include "engine/threads.h"

#include <pthread.h>
#include <stdatomic.h>

enum
{
  SPINS = 4000 /* looks for a job before sleeping: some 20 to 50 µs */
};

struct _FoveaThreads
{
  int n;
  GThread **threads; /* n − 1: worker 0 is the caller */
  pthread_mutex_t lock;
  pthread_cond_t opened, left;
  /* under the lock */
  gboolean open, quit;
  int inside; /* workers in the job, without the caller */
  FoveaTask task;
  gpointer data;
  int tasks;
  /* without it */
  atomic_int next;      /* the first task that nobody has claimed */
  atomic_uint openings; /* goes up with every job; a hint for those who spin */
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
  int task;

  while ((task = atomic_fetch_add (&self->next, 1)) < self->tasks)
    self->task (task, worker, self->data);
}

/* Looks for a job that opened after the @seen openings, for a moment. */
static void
spin (FoveaThreads *self, unsigned seen)
{
  for (int i = 0; i < SPINS && atomic_load (&self->openings) == seen; i++)
    pause_a_moment ();
}

/* Called under the lock, and returns under it. */
static void
take_part (FoveaThreads *self, int worker)
{
  self->inside++;
  pthread_mutex_unlock (&self->lock);
  work (self, worker);
  pthread_mutex_lock (&self->lock);
  if (--self->inside == 0)
    pthread_cond_signal (&self->left);
}

/* Jobs come one close behind the other, so after one, even one that was over too soon, the next is looked for before
 * sleeping. */
static gpointer
worker_main (gpointer data)
{
  g_autofree Worker *worker = data;
  FoveaThreads *self = worker->pool;
  unsigned seen = 0;

  pthread_mutex_lock (&self->lock);
  while (!self->quit)
    if (seen == atomic_load (&self->openings))
      pthread_cond_wait (&self->opened, &self->lock);
    else
      {
        seen = atomic_load (&self->openings);
        if (self->open)
          take_part (self, worker->worker);
        pthread_mutex_unlock (&self->lock);
        spin (self, seen);
        pthread_mutex_lock (&self->lock);
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

void
fovea_threads_free (FoveaThreads *self)
{
  pthread_mutex_lock (&self->lock);
  self->quit = TRUE;
  atomic_fetch_add (&self->openings, 1);
  pthread_cond_broadcast (&self->opened);
  pthread_mutex_unlock (&self->lock);
  for (int i = 1; i < self->n; i++)
    g_thread_join (self->threads[i]);
  pthread_cond_destroy (&self->left);
  pthread_cond_destroy (&self->opened);
  pthread_mutex_destroy (&self->lock);
  g_free (self->threads);
  g_free (self);
}

int
fovea_threads_get_n (const FoveaThreads *self)
{
  return self->n;
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
  self->task = task;
  self->data = data;
  self->tasks = tasks;
  self->open = TRUE;
  atomic_store (&self->next, 0);
  atomic_fetch_add (&self->openings, 1);
  pthread_cond_broadcast (&self->opened);
  pthread_mutex_unlock (&self->lock);
  work (self, 0);
  pthread_mutex_lock (&self->lock);
  self->open = FALSE;
  while (self->inside > 0)
    pthread_cond_wait (&self->left, &self->lock);
  pthread_mutex_unlock (&self->lock);
}
