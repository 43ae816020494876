/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/scene.h"

G_BEGIN_DECLS

/**
 * FoveaBenchScene:
 * @name: static text
 * @turn: (nullable): what changes before frame @i; without it the scene's lesson is stepped, if it has one,
 * @jumps: or goes to any position
 *
 * A scene to be timed.
 */
typedef struct
{
  const char *name;
  FoveaScene *scene;
  void (*turn) (FoveaScene *scene, int i);
  gboolean jumps;
} FoveaBenchScene;

/* Appends the scenes that show a run, a net or images to @scenes, of FoveaBenchScene. */
gboolean fovea_bench_add_runs (GArray *scenes, GError **error);

G_END_DECLS
