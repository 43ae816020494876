/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum
{
  BAR = 30,           /* characters */
  INTERVAL = 100000   /* µs from one drawing to the next */
};

static const char clear_line[] = "\r\033[K";

void
fovea_progress_init (FoveaProgress *self, gboolean quiet)
{
  *self = (FoveaProgress){ .shown = !quiet && isatty (STDERR_FILENO) };
}

/* Whether it is time to draw: its text is worth making only then. */
gboolean
fovea_progress_is_due (const FoveaProgress *self)
{
  return self->shown && g_get_monotonic_time () - self->drawn >= INTERVAL;
}

/* @share: how much is done, 0 … 1 */
void
fovea_progress_draw (FoveaProgress *self, double share, const char *text)
{
  int full = (int) (CLAMP (share, 0, 1) * BAR);
  g_autoptr (GString) bar = g_string_new (NULL);

  for (int i = 0; i < BAR; i++)
    g_string_append (bar, i < full ? "█" : "░");
  fprintf (stderr, "%s%s %3.0f %%  %s", clear_line, bar->str, 100 * share, text);
  self->drawn = g_get_monotonic_time ();
}

/* Takes the bar off its line, for lines that stay. */
void
fovea_progress_clear (FoveaProgress *self)
{
  if (self->shown && self->drawn > 0)
    fputs (clear_line, stderr);
}
