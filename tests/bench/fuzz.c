/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every kernel set against the reference, on many more and larger shapes than the tests have time for (every core takes
 * the next shape that nobody has taken), and many more nets. */

#include "../engine/net-fuzz.h"
#include "engine/fuzz.h"
#include "engine/threads.h"

enum
{
  SHAPES = 3000,
  NETS = 500,
  NEWS = 500, /* shapes from one sign of life to the next */
  SEED = 2
};

typedef struct
{
  FoveaFuzzCount *counts; /* of each worker */
  gint done, failures;
} Fuzz;

static void
fuzz_cb (int shape, int worker, gpointer data)
{
  Fuzz *self = data;
  g_autoptr (GError) error = NULL;
  int done;

  if (!fovea_kernels_fuzz (SEED, shape, G_MAXINT64, &self->counts[worker], &error))
    {
      g_printerr ("%s\n", error->message);
      g_atomic_int_inc (&self->failures);
    }
  done = g_atomic_int_add (&self->done, 1) + 1;
  if (done % NEWS == 0 && done < SHAPES)
    g_printerr ("%d of %d shapes\n", done, SHAPES);
}

static int
fuzz_shapes (void)
{
  FoveaThreads *threads = fovea_threads_new (0);
  int workers = fovea_threads_get_n (threads);
  g_autofree FoveaFuzzCount *counts = g_new0 (FoveaFuzzCount, workers);
  Fuzz self = { .counts = counts };
  FoveaFuzzCount sum = { 0 };

  fovea_threads_run (threads, SHAPES, fuzz_cb, &self);
  for (int i = 0; i < workers; i++)
    {
      sum.shapes += counts[i].shapes;
      sum.rounded_down += counts[i].rounded_down;
      sum.rounded_up += counts[i].rounded_up;
      sum.refused += counts[i].refused;
    }
  g_print ("%d shapes, %d of them misfits rounded down and %d rounded up; %d that do not fit were refused\n",
           sum.shapes, sum.rounded_down, sum.rounded_up, sum.refused);
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != fovea_kernels_reference (); set++)
    g_print ("%s; %s\n", (*set)->name, (*set)->single->name);
  g_print ("%d shapes differ from the reference\n", self.failures);
  fovea_threads_free (threads);
  return self.failures;
}

static int
fuzz_nets (void)
{
  int failures = 0;

  for (int i = 0; i < NETS; i++)
    {
      g_autofree char *complaint = net_fuzz (SEED, i);

      if (complaint)
        g_printerr ("%s\n", complaint);
      failures += complaint != NULL;
    }
  g_print ("%d nets, %d of them wrong somewhere\n", NETS, failures);
  return failures;
}

int
main (int argc, char *argv[])
{
  int shapes = fuzz_shapes (), nets = fuzz_nets ();

  return shapes + nets > 0;
}
