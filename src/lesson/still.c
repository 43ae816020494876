/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nets are used by one thread at a time; what several threads want to see is a copy that nobody runs. */

#include "lesson/still.h"

struct _FoveaStill
{
  FoveaNet *net;
  gatomicrefcount references;
};

FoveaStill *
fovea_still_new (const FoveaNet *net)
{
  FoveaStill *self = g_new (FoveaStill, 1);

  self->net = fovea_net_copy (net);
  g_atomic_ref_count_init (&self->references);
  return self;
}

FoveaStill *
fovea_still_ref (FoveaStill *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fovea_still_unref (FoveaStill *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  fovea_net_free (self->net);
  g_free (self);
}

const FoveaNet *
fovea_still_get_net (const FoveaStill *self)
{
  return self->net;
}
