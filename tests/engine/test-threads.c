/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/threads.h"

#include <stdatomic.h>

typedef struct
{
  atomic_int runs[1000];
  int plain[1000]; /* written by the worker, read by the caller: only the pool orders the two */
  int workers;
} Job;

static void
count_cb (int task, int worker, gpointer data)
{
  Job *job = data;

  g_assert_true (worker >= 0 && worker < job->workers);
  atomic_fetch_add (&job->runs[task], 1);
  job->plain[task] = task;
}

static void
test_each_task_once (void)
{
  for (int n = 1; n <= 5; n++)
    {
      g_autoptr (FoveaThreads) threads = fovea_threads_new (n);
      g_autofree Job *job = g_new0 (Job, 1);

      job->workers = n;
      g_assert_cmpint (fovea_threads_get_n (threads), ==, n);
      fovea_threads_run (threads, 1000, count_cb, job);
      for (int i = 0; i < 1000; i++)
        {
          g_assert_cmpint (atomic_load (&job->runs[i]), ==, 1);
          g_assert_cmpint (job->plain[i], ==, i);
        }
    }
}

static void
test_many_small_jobs (void)
{
  g_autoptr (FoveaThreads) threads = fovea_threads_new (3);
  g_autofree Job *job = g_new0 (Job, 1);

  job->workers = 3;
  for (int i = 0; i < 5000; i++)
    {
      fovea_threads_run (threads, i % 7, count_cb, job);
      if (i % 100 == 0)
        g_usleep (300); /* long enough to fall asleep */
    }
  for (int i = 0; i < 6; i++)
    g_assert_cmpint (atomic_load (&job->runs[i]), ==, 5000 / 7 * (6 - i) + MAX (0, 5000 % 7 - 1 - i));
}

static void
test_no_tasks (void)
{
  g_autoptr (FoveaThreads) threads = fovea_threads_new (2);
  g_autofree Job *job = g_new0 (Job, 1);

  fovea_threads_run (threads, 0, count_cb, job);
  g_assert_cmpint (atomic_load (&job->runs[0]), ==, 0);
}

static void
test_zero_means_every_core (void)
{
  g_autoptr (FoveaThreads) threads = fovea_threads_new (0);

  g_assert_cmpuint (fovea_threads_get_n (threads), ==, g_get_num_processors ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/threads/each-task-once", test_each_task_once);
  g_test_add_func ("/engine/threads/many-small-jobs", test_many_small_jobs);
  g_test_add_func ("/engine/threads/no-tasks", test_no_tasks);
  g_test_add_func ("/engine/threads/zero-means-every-core", test_zero_means_every_core);
  return g_test_run ();
}
