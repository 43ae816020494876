/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moments of a run. The last one is now: the next moment takes its place unless it has come to stand an interval behind
 * the one before it. When there is no room left, every second moment goes and the interval becomes what then lies
 * between two: however long the run, from half of the room to all of it is filled with moments of equal distance. */

#include "config.h"

#include "lesson/filter-history.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MOST_MOMENTS = 240,
  LEAST_MOMENTS = 8,
  MEMORY = 32 << 20 /* bytes, unless the least take more */
};

typedef struct
{
  gint64 step;
  double epoch;
  int n;
  FoveaTensor *filters[]; /* of each row */
} Moment;

struct _FoveaFilterHistory
{
  FoveaLesson parent_instance;

  FoveaNetSpec *spec;
  GArray *rows;       /* int: those that are CONV */
  GPtrArray *moments; /* Moment */
  guint room;
  gint64 interval;    /* steps */
};

G_DEFINE_FINAL_TYPE (FoveaFilterHistory, fovea_filter_history, FOVEA_TYPE_LESSON)

static void
moment_free (gpointer data)
{
  Moment *self = data;

  for (int i = 0; i < self->n; i++)
    fovea_tensor_unref (self->filters[i]);
  g_free (self);
}

static Moment *
moment_new (const FoveaFilterHistory *self, const FoveaNet *net, gint64 step, int steps_per_epoch)
{
  Moment *moment = g_malloc0 (sizeof (Moment) + self->rows->len * sizeof (FoveaTensor *));

  moment->step = step;
  moment->epoch = (double) step / MAX (steps_per_epoch, 1);
  moment->n = self->rows->len;
  for (int i = 0; i < moment->n; i++)
    moment->filters[i] = fovea_net_get_parameter (net, g_array_index (self->rows, int, i), FOVEA_WEIGHT);
  return moment;
}

static Moment *
moment_copy (const Moment *other)
{
  Moment *moment = g_memdup2 (other, sizeof (Moment) + other->n * sizeof (FoveaTensor *));

  for (int i = 0; i < moment->n; i++)
    fovea_tensor_ref (moment->filters[i]);
  return moment;
}

static Moment *
get_moment (const FoveaFilterHistory *self, int position)
{
  return g_ptr_array_index (self->moments, position);
}

/* Every second moment goes; the last, which is now, stays. */
static void
thin_out (FoveaFilterHistory *self)
{
  guint n = self->moments->len, kept = 0;

  for (guint i = 0; i < n; i++)
    {
      if (i % 2 == 0 || i == n - 1)
        self->moments->pdata[kept++] = self->moments->pdata[i];
      else
        moment_free (self->moments->pdata[i]);
    }
  g_ptr_array_set_free_func (self->moments, NULL);
  g_ptr_array_set_size (self->moments, kept);
  g_ptr_array_set_free_func (self->moments, moment_free);
  self->interval = MAX ((get_moment (self, kept - 1)->step - get_moment (self, 0)->step) / MAX (kept - 1, 1), 1);
}

static int
fovea_filter_history_count_positions (FoveaLesson *lesson)
{
  return FOVEA_FILTER_HISTORY (lesson)->moments->len;
}

static char *
fovea_filter_history_describe_position (FoveaLesson *lesson, int position)
{
  FoveaFilterHistory *self = FOVEA_FILTER_HISTORY (lesson);
  const Moment *moment;
  char step[FOVEA_NUMBER_SIZE];

  if (position < 0 || position >= (int) self->moments->len)
    return g_strdup (_("No filters yet"));
  moment = get_moment (self, position);
  if (moment->step == 0)
    return g_strdup (_("before the first mini-batch"));
  return g_strdup_printf (_("after mini-batch %s, epoch %.2f"), fovea_number_count (moment->step, step),
                          moment->epoch);
}

static void
fovea_filter_history_finalize (GObject *object)
{
  FoveaFilterHistory *self = FOVEA_FILTER_HISTORY (object);

  fovea_net_spec_unref (self->spec);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->moments);
  G_OBJECT_CLASS (fovea_filter_history_parent_class)->finalize (object);
}

static void
fovea_filter_history_class_init (FoveaFilterHistoryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fovea_filter_history_finalize;
  FOVEA_LESSON_CLASS (class)->count_positions = fovea_filter_history_count_positions;
  FOVEA_LESSON_CLASS (class)->describe_position = fovea_filter_history_describe_position;
}

static void
fovea_filter_history_init (FoveaFilterHistory *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->moments = g_ptr_array_new_with_free_func (moment_free);
  self->interval = 1;
}

/* (constructor) @spec: the net; without a convolution its moments are empty */
FoveaFilterHistory *
fovea_filter_history_new (FoveaNetSpec *spec)
{
  FoveaFilterHistory *self = g_object_new (FOVEA_TYPE_FILTER_HISTORY, NULL);
  gsize bytes = 1;

  self->spec = fovea_net_spec_ref (spec);
  for (int row = 0; row < spec->n_layers; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_CONV)
      {
        g_array_append_val (self->rows, row);
        bytes += spec->layers[row].parameters * sizeof (float);
      }
  self->room = CLAMP (MEMORY / bytes, LEAST_MOMENTS, MOST_MOMENTS);
  return self;
}

/* Another with the same moments, whose numbers both share: for a thread that makes an animation. */
FoveaFilterHistory *
fovea_filter_history_copy (FoveaFilterHistory *self)
{
  FoveaFilterHistory *copy = fovea_filter_history_new (self->spec);

  copy->interval = self->interval;
  for (guint i = 0; i < self->moments->len; i++)
    g_ptr_array_add (copy->moments, moment_copy (get_moment (self, i)));
  fovea_lesson_set_position (FOVEA_LESSON (copy), fovea_lesson_get_position (FOVEA_LESSON (self)));
  return copy;
}

/**
 * fovea_filter_history_add:
 * @net: as it is now
 * @step: mini-batches that it has learned from; if that is fewer than before, the run has gone back, and what came after
 *   is forgotten
 */
void
fovea_filter_history_add (FoveaFilterHistory *self, const FoveaNet *net, gint64 step, int steps_per_epoch)
{
  gboolean now = fovea_filter_history_is_now (self);
  int position = fovea_lesson_get_position (FOVEA_LESSON (self));
  guint n = self->moments->len, before = n;

  while (n > 0 && get_moment (self, n - 1)->step >= step)
    g_ptr_array_set_size (self->moments, --n);
  if (n == before && n > 1 && get_moment (self, n - 1)->step - get_moment (self, n - 2)->step < self->interval)
    g_ptr_array_set_size (self->moments, n - 1);
  g_ptr_array_add (self->moments, moment_new (self, net, step, steps_per_epoch));
  if (self->moments->len > self->room)
    {
      thin_out (self);
      position /= 2;
    }
  fovea_lesson_move (FOVEA_LESSON (self), now ? (int) self->moments->len - 1 : position);
}

FoveaNetSpec *
fovea_filter_history_get_spec (FoveaFilterHistory *self)
{
  return self->spec;
}

/* (array length=n): the rows of the net that have filters */
const int *
fovea_filter_history_get_rows (FoveaFilterHistory *self, guint *n)
{
  *n = self->rows->len;
  return (const int *) self->rows->data;
}

/* Returns: (transfer none) (nullable): K×(C/groups)×F×F of @row, NULL before the first moment or if it has none */
FoveaTensor *
fovea_filter_history_get_filters (FoveaFilterHistory *self, int position, int row)
{
  if (position < 0 || position >= (int) self->moments->len)
    return NULL;
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, int, i) == row)
      return get_moment (self, position)->filters[i];
  return NULL;
}

/* The largest |weight| of @row at that moment, 0 where there is none. */
float
fovea_filter_history_get_limit (FoveaFilterHistory *self, int position, int row)
{
  const FoveaTensor *filters = fovea_filter_history_get_filters (self, position, row);
  gsize size = filters ? fovea_tensor_size (filters) : 0;
  float limit = 0;

  for (gsize i = 0; i < size; i++)
    limit = fmaxf (limit, fabsf (filters->data[i]));
  return limit;
}

gint64
fovea_filter_history_get_step (FoveaFilterHistory *self, int position)
{
  return position >= 0 && position < (int) self->moments->len ? get_moment (self, position)->step : 0;
}

gboolean
fovea_filter_history_is_now (FoveaFilterHistory *self)
{
  return fovea_lesson_get_position (FOVEA_LESSON (self)) >= (int) self->moments->len - 1;
}
