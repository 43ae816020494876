/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moments of a run. The last one is now: the next moment takes its place unless it has come to stand an interval behind
 * the one before it. When there is no room left, every second moment goes and the interval becomes what then lies
 * between two: however long the run, from half of the room to all of it is filled with moments of equal distance.
 *
 * The one that is kept with a run takes a moment only when an interval has passed, so that which moments it has is a
 * function of the number of mini-batches alone, and a run that was interrupted has those of one that was not. In a
 * file it is an array “history.step” of n rows (2²⁴ times the first number plus the second is the mini-batch, the third
 * the epoch, then the interval in the same two parts) and for each row N of the net that is a CONV an array
 * “history.N” with the n moments of its filters, one after the other. */

#include "config.h"

#include "lesson/filter-history.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MOST_MOMENTS = 240,
  LEAST_MOMENTS = 8,
  MEMORY = 32 << 20, /* bytes, unless the least take more */
  COLUMNS = 5,       /* in a file */
  PART = 1 << 24     /* whole numbers up to here are exact in a float32 */
};

/* Whoever holds the only reference may write. */
typedef struct
{
  gatomicrefcount references;
  gint64 step;
  double epoch;
  int n;
  struct
  {
    FoveaTensor *filters;
    float *limits; /* the largest |weight| of each filter */
  } rows[];
} Moment;

struct _FoveaFilterHistory
{
  FoveaLesson parent_instance;

  FoveaNetSpec *spec;
  GArray *rows;       /* int: those that are CONV */
  GPtrArray *moments; /* Moment */
  GPtrArray *spare;   /* Moment: gone, and their memory for those to come: a long run takes no more than a short one */
  guint room;
  gint64 interval;    /* steps */
};

G_DEFINE_FINAL_TYPE (FoveaFilterHistory, fovea_filter_history, FOVEA_TYPE_LESSON)

static Moment *
moment_new (int rows)
{
  Moment *self = g_malloc0 (sizeof (Moment) + (gsize) rows * sizeof self->rows[0]);

  g_atomic_ref_count_init (&self->references);
  return self;
}

static Moment *
moment_ref (Moment *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
moment_unref (gpointer data)
{
  Moment *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (int i = 0; i < self->n; i++)
    {
      fovea_tensor_unref (self->rows[i].filters);
      g_free (self->rows[i].limits);
    }
  g_free (self);
}

/* The next row gets its filters. */
static void
moment_take (Moment *self, FoveaTensor *filters)
{
  self->rows[self->n].filters = filters;
  self->rows[self->n].limits = g_new (float, filters->n);
  self->n++;
}

static void
moment_find_limits (Moment *self)
{
  for (int i = 0; i < self->n; i++)
    {
      const FoveaTensor *filters = self->rows[i].filters;

      for (int k = 0; k < filters->n; k++)
        self->rows[i].limits[k] = fovea_numbers_limit (fovea_tensor_at (filters, k, 0, 0, 0),
                                                       fovea_tensor_size (filters) / (gsize) filters->n);
    }
}

/* A moment of the net as it is now, in the memory of one that is gone if there is one. */
static Moment *
make_moment (FoveaFilterHistory *self, const FoveaNet *net, gint64 step, int steps_per_epoch)
{
  guint n = self->spare->len;
  Moment *moment = n > 0 ? g_ptr_array_steal_index (self->spare, n - 1) : moment_new (self->rows->len);

  for (guint i = 0; i < self->rows->len; i++)
    {
      int row = g_array_index (self->rows, int, i);

      if (n > 0)
        fovea_net_read_parameter (net, row, FOVEA_WEIGHT, moment->rows[i].filters);
      else
        moment_take (moment, fovea_net_get_parameter (net, row, FOVEA_WEIGHT));
    }
  moment_find_limits (moment);
  moment->step = step;
  moment->epoch = (double) step / MAX (steps_per_epoch, 1);
  return moment;
}

static Moment *
get_moment (const FoveaFilterHistory *self, int position)
{
  return g_ptr_array_index (self->moments, position);
}

/* Of a moment that has gone, unless a copy of the history still shows it, the memory stays. */
static void
put_aside (FoveaFilterHistory *self, Moment *moment)
{
  if (g_atomic_ref_count_compare (&moment->references, 1))
    g_ptr_array_add (self->spare, moment);
  else
    moment_unref (moment);
}

static void
drop_last (FoveaFilterHistory *self)
{
  put_aside (self, g_ptr_array_steal_index (self->moments, self->moments->len - 1));
}

/* Every second moment goes; the last, which is now, stays. */
static void
thin_out (FoveaFilterHistory *self)
{
  gsize n;
  g_autofree gpointer *all = g_ptr_array_steal (self->moments, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (i % 2 == 0 || i == n - 1)
        g_ptr_array_add (self->moments, all[i]);
      else
        put_aside (self, all[i]);
    }
  n = self->moments->len;
  self->interval = MAX ((get_moment (self, n - 1)->step - get_moment (self, 0)->step) / MAX (n - 1, 1), 1);
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
  g_ptr_array_unref (self->spare);
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
  self->moments = g_ptr_array_new_with_free_func (moment_unref);
  self->spare = g_ptr_array_new_with_free_func (moment_unref);
  self->interval = 1;
}

/* @bytes: of weights, at most, but for @least moments. An even number of them, so that thinning leaves equal distances. */
static FoveaFilterHistory *
make (FoveaNetSpec *spec, gsize bytes, guint least)
{
  FoveaFilterHistory *self = g_object_new (FOVEA_TYPE_FILTER_HISTORY, NULL);
  gsize each = 1;

  self->spec = fovea_net_spec_ref (spec);
  for (int row = 0; row < spec->n_layers; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_CONV)
      {
        g_array_append_val (self->rows, row);
        each += spec->layers[row].parameters * sizeof (float);
      }
  self->room = CLAMP (bytes / each, least, MOST_MOMENTS) & ~1u;
  return self;
}

/* (constructor) @spec: the net; without a convolution its moments are empty */
FoveaFilterHistory *
fovea_filter_history_new (FoveaNetSpec *spec)
{
  return make (spec, MEMORY, LEAST_MOMENTS);
}

/* (constructor) One for the disk, of at most FOVEA_FILTER_HISTORY_BYTES: in a net with so many filters that two moments
 * take more, it stays empty. */
FoveaFilterHistory *
fovea_filter_history_new_kept (FoveaNetSpec *spec)
{
  return make (spec, FOVEA_FILTER_HISTORY_BYTES, 0);
}

/* Another with the same moments: for a thread that makes an animation. */
FoveaFilterHistory *
fovea_filter_history_copy (FoveaFilterHistory *self)
{
  FoveaFilterHistory *copy = fovea_filter_history_new (self->spec);

  fovea_filter_history_add_all (copy, self);
  fovea_lesson_set_position (FOVEA_LESSON (copy), fovea_lesson_get_position (FOVEA_LESSON (self)));
  return copy;
}

/* To one that is empty yet: the moments of another of the same net, whose numbers both share; and looks at the last. */
void
fovea_filter_history_add_all (FoveaFilterHistory *self, FoveaFilterHistory *other)
{
  self->interval = other->interval;
  for (guint i = 0; i < other->moments->len; i++)
    g_ptr_array_add (self->moments, moment_ref (get_moment (other, i)));
  fovea_lesson_move (FOVEA_LESSON (self), MAX ((int) self->moments->len - 1, 0));
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

  for (; n > 0 && get_moment (self, n - 1)->step >= step; n--)
    drop_last (self);
  if (n == before && n > 1 && get_moment (self, n - 1)->step - get_moment (self, n - 2)->step < self->interval)
    drop_last (self);
  g_ptr_array_add (self->moments, make_moment (self, net, step, steps_per_epoch));
  if (self->moments->len > self->room)
    {
      thin_out (self);
      position /= 2;
    }
  fovea_lesson_move (FOVEA_LESSON (self), now ? (int) self->moments->len - 1 : position);
}

/* Adds a moment if an interval has passed since the last one, or if the run has gone back. Returns: whether it did */
gboolean
fovea_filter_history_add_if_due (FoveaFilterHistory *self, const FoveaNet *net, gint64 step, int steps_per_epoch)
{
  guint n = self->moments->len;
  gint64 last = n > 0 ? get_moment (self, n - 1)->step : 0;

  if (self->room == 0 || self->rows->len == 0 || (n > 0 && step >= last && step < last + self->interval))
    return FALSE;
  fovea_filter_history_add (self, net, step, steps_per_epoch);
  return TRUE;
}

/* Files */

static void
split (gint64 number, float *parts)
{
  parts[0] = number / PART;
  parts[1] = number % PART;
}

/* Returns: −1 for what is no count of mini-batches */
static gint64
join (const float *parts)
{
  gboolean fine = parts[0] >= 0 && parts[0] < PART && parts[1] >= 0 && parts[1] < PART;

  return fine ? (gint64) parts[0] * PART + (gint64) parts[1] : -1;
}

/* The name and the shape, @n×weights, of the array of a row in a file. */
static char *
name_array (const FoveaFilterHistory *self, guint i, gint64 n, gint64 *shape)
{
  int row = g_array_index (self->rows, int, i);
  const FoveaLayerSpec *layer = &self->spec->layers[row];

  shape[0] = n;
  shape[1] = layer->parameters - layer->filters;
  return g_strdup_printf ("history.%d", row);
}

/* Adds it to a file, which must be saved before the history changes; without moments it adds nothing. */
void
fovea_filter_history_write (FoveaFilterHistory *self, FoveaSafetensors *file)
{
  guint n = self->moments->len;
  gint64 shape[] = { n, COLUMNS };
  float *to = n > 0 ? fovea_safetensors_add (file, "history.step", 2, shape) : NULL;

  for (guint k = 0; k < n; k++, to += COLUMNS)
    {
      split (get_moment (self, k)->step, to);
      to[2] = get_moment (self, k)->epoch;
      split (self->interval, to + 3);
    }
  for (guint i = 0; n > 0 && i < self->rows->len; i++)
    {
      g_autofree char *name = name_array (self, i, n, shape);
      const float **rows = fovea_safetensors_add_rows (file, name, 2, shape);

      for (guint k = 0; k < n; k++)
        rows[k] = get_moment (self, k)->rows[i].filters->data;
    }
}

/* Makes moments, still without filters, of the rows of “history.step”. FALSE if they are not in their order. */
static gboolean
read_steps (FoveaFilterHistory *self, const float *from, gint64 n)
{
  gint64 before = -1;

  for (gint64 k = 0; k < n; k++, from += COLUMNS)
    {
      Moment *moment = moment_new (self->rows->len);

      moment->step = join (from);
      moment->epoch = from[2];
      g_ptr_array_add (self->moments, moment);
      self->interval = join (from + 3);
      if (moment->step <= before || self->interval < 1)
        return FALSE;
      before = moment->step;
    }
  return TRUE;
}

/* The filters of the @i-th row in all moments. */
static gboolean
read_row (FoveaFilterHistory *self, guint i, const FoveaSafetensors *file, GError **error)
{
  guint n = self->moments->len;
  int row = g_array_index (self->rows, int, i);
  const FoveaLayerSpec *layer = &self->spec->layers[row];
  gint64 shape[2];
  g_autofree char *name = name_array (self, i, n, shape);
  const float *from = fovea_safetensors_get (file, name, 2, shape, error);

  for (guint k = 0; from && k < n; k++, from += shape[1])
    moment_take (get_moment (self, k),
                 fovea_tensor_new_from (layer->filters, layer->in.depth / layer->groups,
                                        fovea_window_rows (&layer->window), layer->window.extent, from));
  return from != NULL;
}

/**
 * fovea_filter_history_read: (constructor)
 * @n: how many moments it has
 *
 * Returns: (nullable): one for the disk; NULL with FOVEA_ERROR_FORMAT if they are not in the file, or are none
 */
FoveaFilterHistory *
fovea_filter_history_read (const FoveaSafetensors *file, FoveaNetSpec *spec, gint64 n, GError **error)
{
  g_autoptr (FoveaFilterHistory) self = fovea_filter_history_new_kept (spec);
  gint64 shape[] = { n, COLUMNS };
  const float *from = NULL;

  if (n == 0)
    return g_steal_pointer (&self);
  if (n <= self->room && !(from = fovea_safetensors_get (file, "history.step", 2, shape, error)))
    return NULL;
  if (!from || !read_steps (self, from, n))
    {
      g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                           _("The history of the filters in this run is damaged."));
      return NULL;
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (!read_row (self, i, file, error))
      return NULL;
  for (guint k = 0; k < n; k++)
    moment_find_limits (get_moment (self, k));
  fovea_lesson_move (FOVEA_LESSON (self), (int) n - 1);
  return g_steal_pointer (&self);
}

/* Simple facts */

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

/* Which of the rows with filters @row is; −1 before the first moment or if it has none. */
static int
find_row (FoveaFilterHistory *self, int position, int row)
{
  for (guint i = 0; position >= 0 && position < (int) self->moments->len && i < self->rows->len; i++)
    if (g_array_index (self->rows, int, i) == row)
      return (int) i;
  return -1;
}

/* Returns: (transfer none) (nullable): K×(C/groups)×F×F of @row, NULL before the first moment or if it has none */
FoveaTensor *
fovea_filter_history_get_filters (FoveaFilterHistory *self, int position, int row)
{
  int i = find_row (self, position, row);

  return i < 0 ? NULL : get_moment (self, position)->rows[i].filters;
}

/* Returns: (transfer none) (nullable): the largest |weight| of each of these filters */
const float *
fovea_filter_history_get_limits (FoveaFilterHistory *self, int position, int row)
{
  int i = find_row (self, position, row);

  return i < 0 ? NULL : get_moment (self, position)->rows[i].limits;
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
