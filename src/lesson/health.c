/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tells that a net is not learning, or why: norms, and ReLUs that are dead. A unit (a map behind a CONV, a number
 * behind an FC) counts as dead if it gives 0 for all of IMAGES validation images.
 *
 * Points come at moments of the clock, not of the run. When they have become MOST_POINTS, every other moment goes. */

#include "lesson/health.h"

#include "lesson/probe.h"

#include <math.h>
#include <string.h>

enum
{
  IMAGES = 32,
  MOST_POINTS = 1 << 15,
  COLUMNS = 6 /* in a file: epoch, row, weight, gradient, ratio, dead */
};

GArray *
fovea_health_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FoveaHealthPoint));
}

static void
thin_out (GArray *health)
{
  FoveaHealthPoint *points = (FoveaHealthPoint *) health->data;
  guint kept = 0, moment = 0;

  for (guint i = 0; i < health->len; i++)
    {
      moment += i > 0 && points[i].epoch != points[i - 1].epoch;
      if (moment % 2 == 0)
        points[kept++] = points[i];
    }
  g_array_set_size (health, kept);
}

void
fovea_health_append (GArray *health, const GArray *points)
{
  if (points->len > 0)
    g_array_append_vals (health, points->data, points->len);
  if (health->len >= MOST_POINTS)
    thin_out (health);
}

/* @norms: (element-type FoveaRowNorms): of a step */
void
fovea_health_add_norms (GArray *points, double epoch, const GArray *norms)
{
  for (guint i = 0; i < norms->len; i++)
    {
      const FoveaRowNorms *row = &g_array_index (norms, FoveaRowNorms, i);
      FoveaHealthPoint point = { epoch, row->row, row->weight, row->gradient, NAN, NAN };

      if (row->weight > 0)
        point.ratio = row->update / row->weight;
      g_array_append_val (points, point);
    }
}

/* Marks the units of @map that are not 0. */
static void
mark_alive (const FoveaTensor *map, guint8 *alive)
{
  gsize plane = (gsize) map->h * map->w;

  for (int unit = 0; unit < map->c; unit++)
    for (gsize i = 0; i < plane && !alive[unit]; i++)
      alive[unit] = map->data[unit * plane + i] > 0;
}

static void
add_dead (GArray *points, double epoch, int row, const guint8 *alive, int units)
{
  FoveaHealthPoint point = { epoch, row, NAN, NAN, NAN, 0 };

  for (int unit = 0; unit < units; unit++)
    point.dead += !alive[unit];
  point.dead /= units;
  g_array_append_val (points, point);
}

/* Asks @net about some validation images. */
void
fovea_health_add_dead (GArray *points, double epoch, FoveaNet *net, const FoveaValidation *validation)
{
  const FoveaNetSpec *spec = fovea_net_get_spec (net);
  const FoveaExamples *examples = fovea_validation_get_examples (validation);
  g_autofree FoveaTensor **maps = g_new0 (FoveaTensor *, spec->n_layers);
  g_autoptr (GPtrArray) alive = g_ptr_array_new_with_free_func (g_free);

  for (int row = 0; row < spec->n_layers; row++)
    g_ptr_array_add (alive, g_new0 (guint8, spec->layers[row].out.depth));
  for (int i = 0; i < MIN (IMAGES, examples->n); i++)
    {
      const guint8 *pixels = fovea_examples_image (examples, fovea_validation_get_image (validation, i));
      g_autoptr (FoveaTensor) image = fovea_net_normalise (net, pixels);

      fovea_net_activations (net, image, maps);
      for (int row = 0; row < spec->n_layers; row++)
        {
          if (spec->layers[row].kind == FOVEA_LAYER_RELU)
            mark_alive (maps[row], alive->pdata[row]);
          fovea_tensor_unref (maps[row]);
        }
    }
  for (int row = 0; row < spec->n_layers; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_RELU)
      add_dead (points, epoch, row, alive->pdata[row], spec->layers[row].out.depth);
}

/* Adds the points to a file; none adds nothing. */
void
fovea_health_write (const GArray *health, FoveaSafetensors *file, const char *name)
{
  gint64 shape[] = { health->len, COLUMNS };
  float *to = health->len > 0 ? fovea_safetensors_add (file, name, 2, shape) : NULL;

  for (guint i = 0; i < health->len; i++, to += COLUMNS)
    {
      const FoveaHealthPoint *point = &g_array_index (health, FoveaHealthPoint, i);
      const float row[COLUMNS] = { point->epoch, point->row, point->weight, point->gradient, point->ratio, point->dead };

      memcpy (to, row, sizeof row);
    }
}

/* @n: how many there are. Returns: (nullable): NULL with FOVEA_ERROR_FORMAT if they are not in the file */
GArray *
fovea_health_read (const FoveaSafetensors *file, const char *name, gint64 n, GError **error)
{
  gint64 shape[] = { n, COLUMNS };
  const float *from = n > 0 ? fovea_safetensors_get (file, name, 2, shape, error) : NULL;
  GArray *health;

  if (n > 0 && !from)
    return NULL;
  health = fovea_health_new ();
  for (gint64 i = 0; i < n; i++, from += COLUMNS)
    {
      FoveaHealthPoint point = { from[0], CLAMP (from[1], 0, G_MAXINT16), from[2], from[3], from[4], from[5] };

      g_array_append_val (health, point);
    }
  return health;
}
