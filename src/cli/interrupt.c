/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/interrupt.h"

#include <signal.h>

static volatile sig_atomic_t interrupted; /* the signal, or 0 */

static void
interrupt_cb (int number)
{
  interrupted = number;
}

/* What is ignored, as under nohup, stays so. */
void
fovea_interrupt_catch (void)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (signal (numbers[i], interrupt_cb) == SIG_IGN)
      signal (numbers[i], SIG_IGN);
}

gboolean
fovea_interrupt_is_wanted (void)
{
  return interrupted != 0;
}

/* Ends the program as the signal would have, if there was one: a shell's loop then ends as well. */
void
fovea_interrupt_pass_on (void)
{
  if (interrupted == 0)
    return;
  signal (interrupted, SIG_DFL);
  raise (interrupted);
}
