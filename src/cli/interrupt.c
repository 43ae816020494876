/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/interrupt.h"

#include <signal.h>

static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int number)
{
  interrupted = TRUE;
}

void
fovea_interrupt_catch (void)
{
  signal (SIGINT, interrupt_cb);
  signal (SIGTERM, interrupt_cb);
  signal (SIGHUP, interrupt_cb);
}

gboolean
fovea_interrupt_is_wanted (void)
{
  return interrupted;
}
