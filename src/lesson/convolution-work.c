/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the passes other than the forward one work on, as settings: which pass is stepped through, the target of training
 * and its rate. A change of any of them voids what the passes have computed. */

#include "config.h"

#include "lesson/convolution-private.h"

#include <string.h>

/* Changes of what one steps through. */
void
fovea_convolution_set_pass (FoveaConvolution *self, FoveaLessonPass pass)
{
  FoveaStand stand = fovea_convolution_get_stand (self);
  gboolean train = pass == FOVEA_LESSON_TRAIN || self->now.pass == FOVEA_LESSON_TRAIN;
  int before[N_NUMBERS];

  if (self->now.pass == pass || self->picture)
    return;
  self->now.pass = pass;
  memcpy (before, self->now.numbers, sizeof before);
  fovea_convolution_clamp_numbers (self, before[GROUPS]);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "pass");
  fovea_convolution_notify_numbers (self, before);
  if (train)
    {
      fovea_convolution_forget (self, -1);
      fovea_lesson_move (FOVEA_LESSON (self), 0);
    }
  else
    fovea_convolution_change (self, stand);
  g_object_thaw_notify (G_OBJECT (self));
}

/* After a change of what the passes work on. */
static void
change_work (FoveaConvolution *self, const char *property)
{
  fovea_work_clear (&self->work);
  g_object_notify (G_OBJECT (self), property);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

void
fovea_convolution_set_target (FoveaConvolution *self, FoveaFilterPreset target)
{
  if (self->target == target && g_hash_table_size (self->targets) == 0)
    return;
  self->target = target;
  g_hash_table_remove_all (self->targets);
  change_work (self, "target");
}

void
fovea_convolution_set_rate (FoveaConvolution *self, double rate)
{
  if (self->rate == rate)
    return;
  self->rate = rate;
  change_work (self, "rate");
}
