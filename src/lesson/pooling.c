/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pooling lesson: a window of F×F slides over each depth slice by itself and keeps its largest value, its mean,
 * or the root of the sum of its squares,
 *   o[d, i, j] = max over u, v < F of x[d, i·S + u − P, j·S + v − P]
 * One steps across, down, next slice. */

#include "config.h"

#include "lesson/pooling-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

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
  PROP_PASS,
  PROP_GRADIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

GType
fovea_pool_kind_get_type (void)
{
  static const GEnumValue kinds[] = {
    { FOVEA_POOLING_MAX, N_ ("Max"), "max" },
    { FOVEA_POOLING_AVERAGE, N_ ("Average"), "average" },
    { FOVEA_POOLING_L2, N_ ("L2"), "l2" },
    { 0, NULL, NULL },
  };
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaPoolingKind", kinds));
  return type;
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

  fovea_pooling_forget (self);
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
  fovea_pooling_forget (self);
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
  fovea_pooling_forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_kind (FoveaPooling *self, FoveaPoolingKind kind)
{
  self->kind = kind;
  fovea_pooling_forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_seed (FoveaPooling *self, gint64 seed)
{
  self->input.seed = (guint64) seed;
  fovea_pooling_forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEED]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_pass (FoveaPooling *self, FoveaLessonPass pass)
{
  FoveaStand stand = get_stand (self);

  if (self->pass == pass)
    return;
  self->pass = pass;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASS]);
  change (self, stand);
}

/* --- GObject */

static int
fovea_pooling_count_positions (FoveaLesson *lesson)
{
  int width, height;

  if (FOVEA_POOLING (lesson)->pass == FOVEA_LESSON_BACKWARD && !fovea_pooling_is_workable (FOVEA_POOLING (lesson)))
    return 0;
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
    case PROP_PASS:
      g_value_set_enum (value, self->pass);
      break;
    case PROP_GRADIENT:
      g_value_set_enum (value, self->gradient);
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
    case PROP_PASS:
      set_pass (self, g_value_get_enum (value));
      break;
    case PROP_GRADIENT:
      fovea_pooling_set_gradient (self, g_value_get_enum (value));
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
  self->pass = other->pass;
  self->gradient = other->gradient;
  g_hash_table_unref (self->gradients);
  self->gradients = fovea_edits_copy (other->gradients);
  fovea_field_assign (&self->input, &other->input);
  fovea_pooling_forget (self);
}

static void
fovea_pooling_finalize (GObject *object)
{
  fovea_field_clear (&FOVEA_POOLING (object)->input);
  g_hash_table_unref (FOVEA_POOLING (object)->results);
  g_hash_table_unref (FOVEA_POOLING (object)->back);
  g_hash_table_unref (FOVEA_POOLING (object)->gradients);

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
  lesson_class->describe_position = fovea_pooling_say_position;
  lesson_class->assign = fovea_pooling_assign;

  properties[PROP_INPUT_WIDTH] = fovea_int_property ("input-width", 1, longest, 4);
  properties[PROP_INPUT_HEIGHT] = fovea_int_property ("input-height", 1, longest, 4);
  properties[PROP_DEPTH] = fovea_int_property ("depth", 1, FOVEA_CONVOLUTION_MAX_DEPTH, 1);
  properties[PROP_FILTER] = fovea_int_property ("filter", 1, longest, 2);
  properties[PROP_STRIDE] = fovea_int_property ("stride", 1, FOVEA_CONVOLUTION_MAX_STRIDE, 2);
  properties[PROP_PAD] = fovea_int_property ("pad", 0, longest / 2, 0);
  properties[PROP_INPUT] = fovea_int_property ("input", 1, longest, 4);
  properties[PROP_KIND] = fovea_enum_property ("kind", FOVEA_TYPE_POOL_KIND, FOVEA_POOLING_MAX);
  properties[PROP_ROUND] = fovea_enum_property ("round", FOVEA_TYPE_CONVENTION, FOVEA_CONVENTION_REFUSE);
  properties[PROP_VALUES] = fovea_enum_property ("values", FOVEA_TYPE_INPUT_PRESET, FOVEA_INPUT_LECTURE);
  properties[PROP_SEED] = fovea_seed_property ();
  properties[PROP_PASS] = fovea_enum_property ("pass", FOVEA_TYPE_POOLING_PASS, FOVEA_LESSON_FORWARD);
  properties[PROP_GRADIENT] = fovea_enum_property ("gradient", FOVEA_TYPE_POOLING_GRADIENT, FOVEA_POOLING_ONES);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fovea_pooling_init (FoveaPooling *self)
{
  static const int start[N_NUMBERS] = { 4, 4, 1, 2, 2, 0 };

  memcpy (self->numbers, start, sizeof start);
  fovea_field_init (&self->input);
  self->results = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->back = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fovea_tensor_unref);
  self->gradients = fovea_edits_new ();
  self->input.width = self->input.height = 4;
  self->input.preset = FOVEA_INPUT_LECTURE;
  self->input.seed = 1;
}

FoveaPooling *
fovea_pooling_new (void)
{
  return g_object_new (FOVEA_TYPE_POOLING, NULL);
}

