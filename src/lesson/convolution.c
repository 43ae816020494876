/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The convolution lesson. Output cell (i, j) of map k is
 *   o[k, i, j] = b[k] + Σ_c Σ_u Σ_v x[c, i·S + u·dilation − P, j·S + v·dilation − P] · w[k, c, u, v]
 * computed by the engine's reference kernel, and one steps over (k, i, j) with j fastest: across, down, next filter.
 *
 * Sizes go up to 256×256×512 with 512 filters, which nobody can compute or even store while dragging a spin button:
 * numbers are functions of their place (field.h, presets.h), maps are computed as far as they are looked at (maps.h).
 *
 * Numbers and the picture are two sets of settings; going to a picture and back finds the numbers as they were. */

#include "config.h"

#include "lesson/convolution-private.h"

#include "lesson/convolution-text.h"

#include <string.h>

#define START_RATE 0.005

G_DEFINE_FINAL_TYPE (FoveaConvolution, fovea_convolution, FOVEA_TYPE_LESSON)

enum
{
  PROP_0,
  PROP_INPUT_WIDTH, /* in the order of the numbers */
  PROP_INPUT_HEIGHT,
  PROP_DEPTH,
  PROP_FILTER_WIDTH,
  PROP_FILTER_HEIGHT,
  PROP_FILTERS,
  PROP_STRIDE,
  PROP_PAD,
  PROP_DILATION,
  PROP_GROUPS,
  PROP_INPUT,
  PROP_FILTER,
  PROP_ROUND,
  PROP_RELU,
  PROP_POOL,
  PROP_VIEW,
  PROP_FLIP,
  PROP_ALONE,
  PROP_COMMON_SCALE,
  PROP_VALUES,
  PROP_WEIGHTS,
  PROP_SEED,
  PROP_PASS,
  PROP_GRADIENT,
  PROP_TARGET,
  PROP_RATE,
  PROP_PICTURE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- change */

FoveaStand
fovea_convolution_get_stand (FoveaConvolution *self)
{
  return fovea_stand_of (FOVEA_LESSON (self), self->windows_x, self->windows_y);
}

void
fovea_convolution_change (FoveaConvolution *self, FoveaStand stand)
{
  int *n = self->now.numbers;

  fovea_convolution_forget (self, -1);
  if (self->now.pass == FOVEA_LESSON_TRAIN)
    fovea_lesson_changed (FOVEA_LESSON (self)); /* its positions are no places */
  else
    fovea_lesson_move (FOVEA_LESSON (self), fovea_stand_find (&stand, self->windows_x, self->windows_y, n[FILTERS]));
}

void
fovea_convolution_change_filter (FoveaConvolution *self, int filter)
{
  fovea_convolution_forget (self, filter);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

/* --- settings */

gboolean
fovea_convolution_notify_numbers (FoveaConvolution *self, const int *before)
{
  if (self->now.numbers[FILTER_WIDTH] != before[FILTER_WIDTH])
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  return fovea_notify_numbers (FOVEA_LESSON (self), &properties[PROP_INPUT_WIDTH], before, self->now.numbers,
                               N_NUMBERS);
}

/* Sets one number, the @next one too (the height that goes with a width) if @square, whatever else must follow from it,
 * and tells. */
static void
set_number (FoveaConvolution *self, int number, gboolean square, int value)
{
  FoveaStand stand = fovea_convolution_get_stand (self);
  int before[N_NUMBERS];

  memcpy (before, self->now.numbers, sizeof before);
  self->now.numbers[number] = value;
  if (square)
    self->now.numbers[number + 1] = value;
  fovea_convolution_clamp_numbers (self, before[GROUPS]);
  g_object_freeze_notify (G_OBJECT (self));
  if (fovea_convolution_notify_numbers (self, before))
    fovea_convolution_change (self, stand);
  g_object_thaw_notify (G_OBJECT (self));
}

void
fovea_convolution_set_convention (FoveaConvolution *self, FoveaConvention convention)
{
  FoveaStand stand;

  g_return_if_fail (FOVEA_IS_CONVOLUTION (self) && (guint) convention < FOVEA_N_CONVENTIONS);

  if (self->now.round == convention)
    return;
  stand = fovea_convolution_get_stand (self);
  self->now.round = convention;
  fovea_convolution_change (self, stand);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUND]);
}

static void
set_flag (FoveaConvolution *self, gboolean *flag, gboolean value, int property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

static void
set_view (FoveaConvolution *self, FoveaView view)
{
  if (self->now.view == view)
    return;
  self->now.view = view;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
  fovea_lesson_changed (FOVEA_LESSON (self));
}

/* Maps of both ways are kept apart; only the sums of the position are of one way. */
static void
set_flip (FoveaConvolution *self, gboolean flip)
{
  self->sums_position = self->now.flip == flip ? self->sums_position : -1;
  set_flag (self, &self->now.flip, flip, PROP_FLIP);
}

static void
set_values (FoveaConvolution *self, FoveaInputPreset preset)
{
  if (self->input.preset == preset && !fovea_field_is_edited (&self->input))
    return;
  self->input.preset = preset;
  fovea_field_forget_edits (&self->input);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  fovea_convolution_change (self, fovea_convolution_get_stand (self));
}

static void
set_weights (FoveaConvolution *self, FoveaFilterPreset preset)
{
  self->now.all = preset;
  self->now.source = NULL;
  memset (self->now.presets, preset, sizeof self->now.presets);
  fovea_convolution_forget_filter_edits (self, 0, FOVEA_CONVOLUTION_MAX_FILTERS - 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WEIGHTS]);
  fovea_convolution_change (self, fovea_convolution_get_stand (self));
}

static void
set_seed (FoveaConvolution *self, gint64 seed)
{
  if (self->input.seed == (guint64) seed)
    return;
  self->input.seed = (guint64) seed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEED]);
  fovea_convolution_change (self, fovea_convolution_get_stand (self));
}

/* --- picture mode */

/**
 * fovea_convolution_set_picture:
 * @pixels: (transfer none) (nullable): 1×C×H×W, 0 … 1, at most 512 pixels a side; NULL goes back to the numbers
 *
 * Every picture after the first finds the filters as the one before left them.
 */
void
fovea_convolution_set_picture (FoveaConvolution *self, FoveaTensor *pixels)
{
  int before[N_NUMBERS];
  gboolean turned = (pixels != NULL) != (self->picture != NULL);

  g_return_if_fail (FOVEA_IS_CONVOLUTION (self));
  g_return_if_fail (!pixels
                    || (pixels->n == 1 && MAX (pixels->w, pixels->h) <= FOVEA_CONVOLUTION_MAX_PICTURE
                        && pixels->c <= FOVEA_CONVOLUTION_MAX_DEPTH));

  if (pixels == self->picture)
    return;
  memcpy (before, self->now.numbers, sizeof before);
  self->now.position = fovea_lesson_get_position (FOVEA_LESSON (self));
  if (turned)
    {
      FoveaConvolutionSettings other = self->aside;

      self->aside = self->now;
      self->now = other;
      self->aside.values = self->input.edits;
      self->input.edits = g_steal_pointer (&self->now.values);
    }
  g_clear_pointer (&self->picture, fovea_tensor_unref);
  g_clear_pointer (&self->input.pixels, fovea_tensor_unref);
  self->picture = pixels ? fovea_tensor_ref (pixels) : NULL;
  self->picture_name = NULL;
  self->input.pixels = pixels ? fovea_tensor_ref (pixels) : NULL;
  fovea_convolution_clamp_numbers (self, self->now.numbers[GROUPS]);
  fovea_convolution_forget (self, -1);
  g_object_freeze_notify (G_OBJECT (self));
  fovea_convolution_notify_numbers (self, before);
  for (int id = PROP_ROUND; id < N_PROPS; id++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
  fovea_lesson_move (FOVEA_LESSON (self), self->now.position);
  g_object_thaw_notify (G_OBJECT (self));
}

FoveaTensor *
fovea_convolution_get_picture (FoveaConvolution *self)
{
  return self->picture;
}

/* --- GObject */

static int
fovea_convolution_count_positions (FoveaLesson *lesson)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson);

  if (self->now.pass != FOVEA_LESSON_FORWARD && !fovea_convolution_is_workable (self))
    return 0;
  if (self->now.pass == FOVEA_LESSON_TRAIN)
    return FOVEA_CONVOLUTION_MAX_STEPS + 1;
  return self->windows_x * self->windows_y * self->now.numbers[FILTERS];
}

static void
fovea_convolution_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (object);

  switch (id)
    {
    case PROP_INPUT:
      g_value_set_int (value, self->now.numbers[WIDTH]);
      break;
    case PROP_FILTER:
      g_value_set_int (value, self->now.numbers[FILTER_WIDTH]);
      break;
    case PROP_ROUND:
      g_value_set_enum (value, self->now.round);
      break;
    case PROP_RELU:
      g_value_set_boolean (value, self->now.relu);
      break;
    case PROP_POOL:
      g_value_set_boolean (value, self->now.pool);
      break;
    case PROP_VIEW:
      g_value_set_enum (value, self->now.view);
      break;
    case PROP_FLIP:
      g_value_set_boolean (value, self->now.flip);
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, self->now.alone);
      break;
    case PROP_COMMON_SCALE:
      g_value_set_boolean (value, self->now.common);
      break;
    case PROP_VALUES:
      g_value_set_enum (value, self->input.preset);
      break;
    case PROP_WEIGHTS:
      g_value_set_enum (value, self->now.all);
      break;
    case PROP_SEED:
      g_value_set_int64 (value, (gint64) self->input.seed);
      break;
    case PROP_PASS:
      g_value_set_enum (value, self->now.pass);
      break;
    case PROP_GRADIENT:
      g_value_set_enum (value, self->gradient);
      break;
    case PROP_TARGET:
      g_value_set_enum (value, self->target);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case PROP_PICTURE:
      g_value_set_boolean (value, self->picture != NULL);
      break;
    default:
      g_value_set_int (value, self->now.numbers[id - PROP_INPUT_WIDTH]);
    }
}

static void
fovea_convolution_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (object);

  switch (id)
    {
    case PROP_INPUT:
      set_number (self, WIDTH, TRUE, g_value_get_int (value));
      break;
    case PROP_FILTER:
      set_number (self, FILTER_WIDTH, TRUE, g_value_get_int (value));
      break;
    case PROP_ROUND:
      fovea_convolution_set_convention (self, g_value_get_enum (value));
      break;
    case PROP_RELU:
      set_flag (self, &self->now.relu, g_value_get_boolean (value), PROP_RELU);
      break;
    case PROP_POOL:
      set_flag (self, &self->now.pool, g_value_get_boolean (value), PROP_POOL);
      break;
    case PROP_VIEW:
      set_view (self, g_value_get_enum (value));
      break;
    case PROP_FLIP:
      set_flip (self, g_value_get_boolean (value));
      break;
    case PROP_ALONE:
      set_flag (self, &self->now.alone, g_value_get_boolean (value), PROP_ALONE);
      break;
    case PROP_COMMON_SCALE:
      set_flag (self, &self->now.common, g_value_get_boolean (value), PROP_COMMON_SCALE);
      break;
    case PROP_VALUES:
      set_values (self, g_value_get_enum (value));
      break;
    case PROP_WEIGHTS:
      set_weights (self, g_value_get_enum (value));
      break;
    case PROP_SEED:
      set_seed (self, g_value_get_int64 (value));
      break;
    case PROP_PASS:
      fovea_convolution_set_pass (self, g_value_get_enum (value));
      break;
    case PROP_GRADIENT:
      fovea_convolution_set_gradient (self, g_value_get_enum (value));
      break;
    case PROP_TARGET:
      fovea_convolution_set_target (self, g_value_get_enum (value));
      break;
    case PROP_RATE:
      fovea_convolution_set_rate (self, g_value_get_double (value));
      break;
    default:
      set_number (self, (int) id - PROP_INPUT_WIDTH, FALSE, g_value_get_int (value));
    }
}

static void
fovea_convolution_assign (FoveaLesson *lesson, FoveaLesson *from)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (lesson), *other = FOVEA_CONVOLUTION (from);

  fovea_convolution_settings_assign (&self->now, &other->now);
  fovea_convolution_settings_assign (&self->aside, &other->aside);
  fovea_field_assign (&self->input, &other->input);
  g_hash_table_unref (self->targets);
  self->targets = fovea_edits_copy (other->targets);
  self->gradient = other->gradient;
  self->target = other->target;
  self->rate = other->rate;
  g_clear_pointer (&self->picture, fovea_tensor_unref);
  self->picture = other->picture ? fovea_tensor_ref (other->picture) : NULL;
  self->picture_name = other->picture_name;
  g_hash_table_unref (self->gradients);
  self->gradients = fovea_edits_copy (other->gradients);
  fovea_convolution_forget (self, -1);
}

static void
fovea_convolution_finalize (GObject *object)
{
  FoveaConvolution *self = FOVEA_CONVOLUTION (object);

  fovea_convolution_rest (self);
  fovea_convolution_settings_clear (&self->now);
  fovea_convolution_settings_clear (&self->aside);
  fovea_field_clear (&self->input);
  fovea_maps_clear (&self->maps);
  g_clear_pointer (&self->filters, g_hash_table_unref);
  g_clear_pointer (&self->picture, fovea_tensor_unref);
  g_clear_pointer (&self->sums, fovea_tensor_unref);
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->gradients);
  fovea_work_clear (&self->work);

  G_OBJECT_CLASS (fovea_convolution_parent_class)->finalize (object);
}

static void
fovea_convolution_class_init (FoveaConvolutionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoveaLessonClass *lesson_class = FOVEA_LESSON_CLASS (klass);
  const int longest = FOVEA_CONVOLUTION_MAX_PICTURE + 2 * FOVEA_CONVOLUTION_MAX_PAD;

  object_class->get_property = fovea_convolution_get_property;
  object_class->set_property = fovea_convolution_set_property;
  object_class->finalize = fovea_convolution_finalize;
  lesson_class->count_positions = fovea_convolution_count_positions;
  lesson_class->describe_position = fovea_convolution_say_position;
  lesson_class->assign = fovea_convolution_assign;

  properties[PROP_INPUT_WIDTH] = fovea_int_property ("input-width", 1, FOVEA_CONVOLUTION_MAX_PICTURE, 7);
  properties[PROP_INPUT_HEIGHT] = fovea_int_property ("input-height", 1, FOVEA_CONVOLUTION_MAX_PICTURE, 7);
  properties[PROP_DEPTH] = fovea_int_property ("depth", 1, FOVEA_CONVOLUTION_MAX_DEPTH, 1);
  properties[PROP_FILTER] = fovea_int_property ("filter", 1, longest, 3);
  properties[PROP_FILTER_WIDTH] = fovea_int_property ("filter-width", 1, longest, 3);
  properties[PROP_FILTER_HEIGHT] = fovea_int_property ("filter-height", 1, longest, 3);
  properties[PROP_FILTERS] = fovea_int_property ("filters", 1, FOVEA_CONVOLUTION_MAX_FILTERS, 1);
  properties[PROP_STRIDE] = fovea_int_property ("stride", 1, FOVEA_CONVOLUTION_MAX_STRIDE, 1);
  properties[PROP_PAD] = fovea_int_property ("pad", 0, FOVEA_CONVOLUTION_MAX_PAD, 0);
  properties[PROP_DILATION] = fovea_int_property ("dilation", 1, FOVEA_CONVOLUTION_MAX_DILATION, 1);
  properties[PROP_GROUPS] = fovea_int_property ("groups", 1, FOVEA_CONVOLUTION_MAX_DEPTH, 1);
  properties[PROP_INPUT] = fovea_int_property ("input", 1, FOVEA_CONVOLUTION_MAX_PICTURE, 7);
  properties[PROP_ROUND] = fovea_enum_property ("round", FOVEA_TYPE_CONVENTION, 0);
  properties[PROP_RELU] = fovea_flag_property ("relu");
  properties[PROP_POOL] = fovea_flag_property ("pool");
  properties[PROP_VIEW] = fovea_enum_property ("view", FOVEA_TYPE_VIEW, 0);
  properties[PROP_FLIP] = fovea_flag_property ("flip");
  properties[PROP_ALONE] = fovea_flag_property ("alone");
  properties[PROP_COMMON_SCALE] = fovea_flag_property ("common-scale");
  properties[PROP_VALUES] = fovea_enum_property ("values", FOVEA_TYPE_INPUT_PRESET, 0);
  properties[PROP_WEIGHTS] = fovea_enum_property ("weights", FOVEA_TYPE_FILTER_PRESET, 0);
  properties[PROP_SEED] = fovea_seed_property ();
  properties[PROP_PASS] = fovea_enum_property ("pass", FOVEA_TYPE_LESSON_PASS, FOVEA_LESSON_FORWARD);
  properties[PROP_GRADIENT] = fovea_enum_property ("gradient", FOVEA_TYPE_GRADIENT_SOURCE, FOVEA_GRADIENT_ONES);
  properties[PROP_TARGET] = fovea_enum_property ("target", FOVEA_TYPE_FILTER_PRESET, FOVEA_FILTER_SOBEL_X);
  properties[PROP_RATE]
      = g_param_spec_double ("rate", NULL, NULL, 0, 10, START_RATE,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICTURE] = g_param_spec_boolean ("picture", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fovea_convolution_init (FoveaConvolution *self)
{
  fovea_convolution_settings_init (&self->now);
  fovea_convolution_settings_init_for_picture (&self->aside);
  fovea_field_init (&self->input);
  self->input.seed = 1;
  self->target = FOVEA_FILTER_SOBEL_X;
  self->targets = fovea_edits_new ();
  self->gradients = fovea_edits_new ();
  self->rate = START_RATE;
  fovea_work_clear (&self->work);
  fovea_maps_init (&self->maps);
  self->filters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fovea_tensor_unref);
  fovea_convolution_forget (self, -1);
}

FoveaConvolution *
fovea_convolution_new (void)
{
  return g_object_new (FOVEA_TYPE_CONVOLUTION, NULL);
}
