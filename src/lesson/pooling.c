/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pooling lesson: a window of F×F slides over each depth slice by itself and keeps its largest value, or its mean,
 *   o[d, i, j] = max over u, v < F of x[d, i·S + u − P, j·S + v − P]
 * The places are worked out one by one, as they are looked at, by the rules of the engine's kernels (padding never wins,
 * the first largest does; padding counts in a mean, what lies beyond it does not), and the tests hold them against these.
 * One steps across, down, next slice. */

#include "config.h"

#include "lesson/pooling.h"

#include "lesson/field.h"
#include "lesson/numbers.h"
#include "lesson/sliding.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  WIDTH,
  HEIGHT,
  DEPTH,
  FILTER,
  STRIDE,
  PAD,
  N_NUMBERS
};

enum
{
  MAX_KEPT = 64 /* slices of results */
};

struct _FoveaPooling
{
  FoveaLesson parent_instance;

  int numbers[N_NUMBERS];
  FoveaConvention round;
  FoveaPoolKind kind;
  FoveaField input;
  guint64 state;
  GHashTable *results; /* slice → float of each place, NaN until it is asked for */
};

G_DEFINE_FINAL_TYPE (FoveaPooling, fovea_pooling, FOVEA_TYPE_LESSON)

enum
{
  PROP_0,
  PROP_INPUT_WIDTH, /* in the order of the numbers */
  PROP_INPUT_HEIGHT,
  PROP_DEPTH,
  PROP_FILTER,
  PROP_STRIDE,
  PROP_PAD,
  PROP_INPUT,
  PROP_KIND,
  PROP_ROUND,
  PROP_VALUES,
  PROP_SEED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

GType
fovea_pool_kind_get_type (void)
{
  static const GEnumValue kinds[] = {
    { FOVEA_POOL_MAX, N_ ("Max"), "max" },
    { FOVEA_POOL_AVERAGE, N_ ("Average"), "average" },
    { 0, NULL, NULL },
  };
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaPoolKind", kinds));
  return type;
}

/* --- sizes and places */

static FoveaGeometry
get_axis (FoveaPooling *self, gboolean vertical)
{
  const int *n = self->numbers;

  return (FoveaGeometry){ .input = n[vertical ? HEIGHT : WIDTH],
                          .filter = n[FILTER],
                          .stride = n[STRIDE],
                          .pad = n[PAD],
                          .pad_end = n[PAD],
                          .dilation = 1 };
}

FoveaGeometry
fovea_pooling_get_geometry (FoveaPooling *self, gboolean vertical)
{
  FoveaGeometry geometry = get_axis (self, vertical);

  fovea_geometry_apply_convention (&geometry, self->round);
  return geometry;
}

gboolean
fovea_pooling_fits (FoveaPooling *self)
{
  FoveaGeometry x = get_axis (self, FALSE), y = get_axis (self, TRUE);

  return self->round == FOVEA_CONVENTION_SAME || (fovea_geometry_fit (&x).fits && fovea_geometry_fit (&y).fits);
}

void
fovea_pooling_get_windows (FoveaPooling *self, int *width, int *height)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);

  *width = fovea_geometry_count_windows (&x);
  *height = fovea_geometry_count_windows (&y);
  if (*width == 0 || *height == 0)
    *width = *height = 0;
}

void
fovea_pooling_get_output_size (FoveaPooling *self, int *width, int *height)
{
  fovea_pooling_get_windows (self, width, height);
  if (self->round == FOVEA_CONVENTION_REFUSE && !fovea_pooling_fits (self))
    *width = *height = 0;
}

GArray *
fovea_pooling_suggest (FoveaPooling *self)
{
  FoveaGeometry x = get_axis (self, FALSE), y = get_axis (self, TRUE);

  return fovea_geometry_suggest (fovea_geometry_fit (&x).fits ? &y : &x);
}

void
fovea_pooling_apply (FoveaPooling *self, const FoveaSuggestion *suggestion)
{
  g_object_set (self, fovea_parameter_name (suggestion->parameter), suggestion->value, NULL);
}

FoveaPlace
fovea_pooling_get_place (FoveaPooling *self, int position)
{
  int width, height;

  fovea_pooling_get_windows (self, &width, &height);
  return fovea_place_of (position, width, height);
}

int
fovea_pooling_get_position_of (FoveaPooling *self, FoveaPlace place)
{
  int width, height;

  fovea_pooling_get_windows (self, &width, &height);
  return fovea_place_position (place, width, height);
}

int
fovea_pooling_count_filled (FoveaPooling *self, int slice)
{
  int width, height, position = fovea_lesson_get_position (FOVEA_LESSON (self));

  fovea_pooling_get_output_size (self, &width, &height);
  return width == 0 ? 0 : CLAMP (position + 1 - slice * width * height, 0, width * height);
}

/* --- numbers */

float
fovea_pooling_get_value (FoveaPooling *self, int slice, int row, int column)
{
  return fovea_field_get (&self->input, slice, row, column);
}

void
fovea_pooling_get_value_range (FoveaPooling *self, float *low, float *high)
{
  fovea_field_get_range (&self->input, low, high);
}

FoveaTensor *
fovea_pooling_dup_input (FoveaPooling *self)
{
  return fovea_field_dup (&self->input);
}

/* The part of the slice that lies under the window and in the input: rows × columns from (row, column) on. */
typedef struct
{
  int row, column, rows, columns;
} Part;

static Part
get_part (FoveaPooling *self, FoveaPlace place)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);
  int top = place.row * y.stride - y.pad, left = place.column * x.stride - x.pad;
  int bottom = MIN (top + y.filter, y.input), right = MIN (left + x.filter, x.input);

  top = MAX (top, 0);
  left = MAX (left, 0);
  return (Part){ top, left, bottom - top, right - left };
}

gboolean
fovea_pooling_get_winner (FoveaPooling *self, FoveaPlace place, int *row, int *column)
{
  Part part = get_part (self, place);
  float best = -INFINITY;

  for (int i = 0; i < part.rows; i++)
    for (int j = 0; j < part.columns; j++)
      {
        float value = fovea_field_get (&self->input, place.map, part.row + i, part.column + j);

        if (value <= best)
          continue;
        best = value;
        *row = part.row + i;
        *column = part.column + j;
      }
  return self->kind == FOVEA_POOL_MAX && part.rows > 0 && part.columns > 0;
}

/* The mean over the window, in which padding counts as zeros and what lies beyond the padding does not count. */
static float
average (FoveaPooling *self, FoveaPlace place)
{
  FoveaGeometry x = fovea_pooling_get_geometry (self, FALSE), y = fovea_pooling_get_geometry (self, TRUE);
  int rows = MIN (y.filter, fovea_geometry_padded (&y) - place.row * y.stride);
  int columns = MIN (x.filter, fovea_geometry_padded (&x) - place.column * x.stride);
  Part part = get_part (self, place);
  double sum = 0;

  for (int i = 0; i < part.rows; i++)
    for (int j = 0; j < part.columns; j++)
      sum += fovea_field_get (&self->input, place.map, part.row + i, part.column + j);
  return (float) (sum / ((double) rows * columns));
}

static float
compute (FoveaPooling *self, FoveaPlace place)
{
  int row = 0, column = 0;

  if (self->kind == FOVEA_POOL_AVERAGE)
    return average (self, place);
  if (!fovea_pooling_get_winner (self, place, &row, &column))
    return 0;
  return fovea_field_get (&self->input, place.map, row, column);
}

/* The results of one slice, kept until something changes. */
static float *
get_results (FoveaPooling *self, int slice, int cells)
{
  float *results = g_hash_table_lookup (self->results, GINT_TO_POINTER (slice));

  if (results)
    return results;
  if (g_hash_table_size (self->results) >= MAX_KEPT)
    g_hash_table_remove_all (self->results);
  results = g_new (float, cells);
  for (int i = 0; i < cells; i++)
    results[i] = NAN;
  g_hash_table_insert (self->results, GINT_TO_POINTER (slice), results);
  return results;
}

float
fovea_pooling_get_result (FoveaPooling *self, FoveaPlace place)
{
  int width, height;
  float *result;

  fovea_pooling_get_windows (self, &width, &height);
  g_return_val_if_fail (place.row < height && place.column < width, 0);

  result = get_results (self, place.map, width * height) + place.row * width + place.column;
  if (isnan (*result))
    *result = compute (self, place);
  return *result;
}

guint64
fovea_pooling_get_state (FoveaPooling *self)
{
  return self->state;
}

/* Nothing that was computed holds any longer. */
static void
forget (FoveaPooling *self)
{
  self->state++;
  g_hash_table_remove_all (self->results);
}

/* --- change */

static FoveaStand
get_stand (FoveaPooling *self)
{
  int width, height;

  fovea_pooling_get_windows (self, &width, &height);
  return fovea_stand_of (FOVEA_LESSON (self), width, height);
}

/* Everything that follows from the settings anew; the window stays where it stood, or at the end. */
static void
change (FoveaPooling *self, FoveaStand stand)
{
  int width, height;

  forget (self);
  self->input.width = self->numbers[WIDTH];
  self->input.height = self->numbers[HEIGHT];
  self->input.depth = self->numbers[DEPTH];
  fovea_pooling_get_windows (self, &width, &height);
  fovea_lesson_move (FOVEA_LESSON (self), fovea_stand_find (&stand, width, height, self->numbers[DEPTH]));
}

void
fovea_pooling_set_value (FoveaPooling *self, int slice, int row, int column, float value)
{
  g_return_if_fail (slice >= 0 && slice < self->input.depth && row >= 0 && row < self->input.height && column >= 0
                    && column < self->input.width && isfinite (value));

  fovea_field_set (&self->input, slice, row, column, value);
  forget (self);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
clamp_numbers (FoveaPooling *self)
{
  int *n = self->numbers;

  n[WIDTH] = CLAMP (n[WIDTH], 1, FOVEA_CONVOLUTION_MAX_INPUT);
  n[HEIGHT] = CLAMP (n[HEIGHT], 1, FOVEA_CONVOLUTION_MAX_INPUT);
  n[DEPTH] = CLAMP (n[DEPTH], 1, FOVEA_CONVOLUTION_MAX_DEPTH);
  n[STRIDE] = CLAMP (n[STRIDE], 1, FOVEA_CONVOLUTION_MAX_STRIDE);
  n[FILTER] = CLAMP (n[FILTER], 1, MIN (n[WIDTH], n[HEIGHT]));
  n[PAD] = CLAMP (n[PAD], 0, n[FILTER] / 2);
}

static void
set_number (FoveaPooling *self, int number, gboolean square, int value)
{
  int before[N_NUMBERS];
  FoveaStand stand = get_stand (self);

  memcpy (before, self->numbers, sizeof before);
  self->numbers[number] = value;
  if (square)
    self->numbers[HEIGHT] = value;
  clamp_numbers (self);
  g_object_freeze_notify (G_OBJECT (self));
  if (fovea_notify_numbers (FOVEA_LESSON (self), &properties[PROP_INPUT_WIDTH], before, self->numbers, N_NUMBERS))
    change (self, stand);
  g_object_thaw_notify (G_OBJECT (self));
}

void
fovea_pooling_set_convention (FoveaPooling *self, FoveaConvention convention)
{
  FoveaStand stand = get_stand (self);

  if (self->round == convention)
    return;
  self->round = convention;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUND]);
  change (self, stand);
}

static void
set_values (FoveaPooling *self, FoveaInputPreset preset)
{
  self->input.preset = preset;
  fovea_field_forget_edits (&self->input);
  forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_kind (FoveaPooling *self, FoveaPoolKind kind)
{
  self->kind = kind;
  forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_seed (FoveaPooling *self, gint64 seed)
{
  self->input.seed = (guint64) seed;
  forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEED]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

/* --- words */

/* "1, 1, 5, 6" */
static char *
list_values (FoveaPooling *self, FoveaPlace place)
{
  Part part = get_part (self, place);
  GString *list = g_string_new (NULL);
  char value[FOVEA_NUMBER_SIZE];

  for (int i = 0; i < part.rows; i++)
    for (int j = 0; j < part.columns; j++)
      g_string_append_printf (list, "%s%s", i + j > 0 ? ", " : "",
                              fovea_number_full (fovea_field_get (&self->input, place.map, part.row + i,
                                                                  part.column + j),
                                                 value));
  return g_string_free (list, FALSE);
}

static char *
fovea_pooling_describe_position (FoveaLesson *lesson, int position)
{
  FoveaPooling *self = FOVEA_POOLING (lesson);
  FoveaPlace place = fovea_pooling_get_place (self, position);
  gboolean max = self->kind == FOVEA_POOL_MAX;
  char result[FOVEA_NUMBER_SIZE], count[FOVEA_NUMBER_SIZE];
  g_autofree char *values = NULL, *where = NULL;

  if (self->numbers[FILTER] <= 4)
    values = list_values (self, place);
  else
    values = g_strdup_printf (_("%s numbers"), fovea_number_count ((gint64) self->numbers[FILTER]
                                                                       * self->numbers[FILTER],
                                                                   count));
  where = self->numbers[DEPTH] == 1 ? g_strdup_printf (_("row %d, column %d"), place.row + 1, place.column + 1)
                                    : g_strdup_printf (_("slice %d, row %d, column %d"), place.map + 1, place.row + 1,
                                                       place.column + 1);
  fovea_number_full (fovea_pooling_get_result (self, place), result);
  return g_strdup_printf (max ? _("%s: the largest of %s is %s") : _("%s: the mean of %s is %s"), where, values, result);
}

/* --- GObject */

static int
fovea_pooling_count_positions (FoveaLesson *lesson)
{
  int width, height;

  fovea_pooling_get_windows (FOVEA_POOLING (lesson), &width, &height);
  return width * height * FOVEA_POOLING (lesson)->numbers[DEPTH];
}

static void
fovea_pooling_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaPooling *self = FOVEA_POOLING (object);

  switch (id)
    {
    case PROP_INPUT:
      g_value_set_int (value, self->numbers[WIDTH]);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_ROUND:
      g_value_set_enum (value, self->round);
      break;
    case PROP_VALUES:
      g_value_set_enum (value, self->input.preset);
      break;
    case PROP_SEED:
      g_value_set_int64 (value, (gint64) self->input.seed);
      break;
    default:
      g_value_set_int (value, self->numbers[id - PROP_INPUT_WIDTH]);
    }
}

static void
fovea_pooling_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaPooling *self = FOVEA_POOLING (object);

  switch (id)
    {
    case PROP_INPUT:
      set_number (self, WIDTH, TRUE, g_value_get_int (value));
      break;
    case PROP_KIND:
      set_kind (self, g_value_get_enum (value));
      break;
    case PROP_ROUND:
      fovea_pooling_set_convention (self, g_value_get_enum (value));
      break;
    case PROP_VALUES:
      set_values (self, g_value_get_enum (value));
      break;
    case PROP_SEED:
      set_seed (self, g_value_get_int64 (value));
      break;
    default:
      set_number (self, (int) id - PROP_INPUT_WIDTH, FALSE, g_value_get_int (value));
    }
}

static void
fovea_pooling_assign (FoveaLesson *lesson, FoveaLesson *from)
{
  FoveaPooling *self = FOVEA_POOLING (lesson), *other = FOVEA_POOLING (from);

  memcpy (self->numbers, other->numbers, sizeof self->numbers);
  self->round = other->round;
  self->kind = other->kind;
  fovea_field_assign (&self->input, &other->input);
  forget (self);
}

static void
fovea_pooling_finalize (GObject *object)
{
  fovea_field_clear (&FOVEA_POOLING (object)->input);
  g_hash_table_unref (FOVEA_POOLING (object)->results);

  G_OBJECT_CLASS (fovea_pooling_parent_class)->finalize (object);
}

static void
fovea_pooling_class_init (FoveaPoolingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoveaLessonClass *lesson_class = FOVEA_LESSON_CLASS (klass);
  const int longest = FOVEA_CONVOLUTION_MAX_INPUT;

  object_class->get_property = fovea_pooling_get_property;
  object_class->set_property = fovea_pooling_set_property;
  object_class->finalize = fovea_pooling_finalize;
  lesson_class->count_positions = fovea_pooling_count_positions;
  lesson_class->describe_position = fovea_pooling_describe_position;
  lesson_class->assign = fovea_pooling_assign;

  properties[PROP_INPUT_WIDTH] = fovea_int_property ("input-width", 1, longest, 4);
  properties[PROP_INPUT_HEIGHT] = fovea_int_property ("input-height", 1, longest, 4);
  properties[PROP_DEPTH] = fovea_int_property ("depth", 1, FOVEA_CONVOLUTION_MAX_DEPTH, 1);
  properties[PROP_FILTER] = fovea_int_property ("filter", 1, longest, 2);
  properties[PROP_STRIDE] = fovea_int_property ("stride", 1, FOVEA_CONVOLUTION_MAX_STRIDE, 2);
  properties[PROP_PAD] = fovea_int_property ("pad", 0, longest / 2, 0);
  properties[PROP_INPUT] = fovea_int_property ("input", 1, longest, 4);
  properties[PROP_KIND] = fovea_enum_property ("kind", FOVEA_TYPE_POOL_KIND, FOVEA_POOL_MAX);
  properties[PROP_ROUND] = fovea_enum_property ("round", FOVEA_TYPE_CONVENTION, FOVEA_CONVENTION_REFUSE);
  properties[PROP_VALUES] = fovea_enum_property ("values", FOVEA_TYPE_INPUT_PRESET, FOVEA_INPUT_LECTURE);
  properties[PROP_SEED] = fovea_seed_property ();
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fovea_pooling_init (FoveaPooling *self)
{
  static const int start[N_NUMBERS] = { 4, 4, 1, 2, 2, 0 };

  memcpy (self->numbers, start, sizeof start);
  fovea_field_init (&self->input);
  self->results = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->input.width = self->input.height = 4;
  self->input.preset = FOVEA_INPUT_LECTURE;
  self->input.seed = 1;
}

FoveaPooling *
fovea_pooling_new (void)
{
  return g_object_new (FOVEA_TYPE_POOLING, NULL);
}

int
fovea_pooling_get_width (FoveaPooling *self)
{
  return self->numbers[WIDTH];
}

int
fovea_pooling_get_height (FoveaPooling *self)
{
  return self->numbers[HEIGHT];
}

int
fovea_pooling_get_depth (FoveaPooling *self)
{
  return self->numbers[DEPTH];
}

int
fovea_pooling_get_filter (FoveaPooling *self)
{
  return self->numbers[FILTER];
}

int
fovea_pooling_get_stride (FoveaPooling *self)
{
  return self->numbers[STRIDE];
}

int
fovea_pooling_get_pad (FoveaPooling *self)
{
  return self->numbers[PAD];
}

FoveaPoolKind
fovea_pooling_get_kind (FoveaPooling *self)
{
  return self->kind;
}

FoveaConvention
fovea_pooling_get_convention (FoveaPooling *self)
{
  return self->round;
}
