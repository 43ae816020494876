/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson's whole state in words, both ways. Properties set one another: a filter is clamped to the padded input, a
 * position to the positions there are. So what others depend on is set first, and what came out is compared with what
 * was asked for: in a spin button a clamped number is a help, in a file it is an error. */

#include "config.h"

#include "lesson/state.h"

#include "dataset/data-folder.h"
#include "dataset/picture.h"
#include "engine/error.h"
#include "lesson/cells.h"
#include "lesson/convolution-pass.h"
#include "lesson/learned.h"
#include "lesson/pooling.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MOST_WRITTEN = 4096, /* numbers of an input that are written out even if few of them are somebody's own */
  FEW = 8              /* times as many are in a larger one if those are written by their places */
};

/* Keys in the order in which they take effect; then all others, then numbers, those that stand apart, the position, and
 * what is filled beyond it. */
static const char *const first_keys[]
    = { "picture",  "pass",   "layers", "input",  "input-width", "input-height", "depth", "layer",   "kind", "pad",
        "dilation", "filters", "groups", "filter", "filter-width", "filter-height", "stride", "seed", "weights", "net" };

/* A convolution's padding makes room for its filter; a pool's is half of its window at most. */
static int
rank_key (FoveaLesson *self, const char *setting)
{
  gsize length = strcspn (setting, "=");

  if (FOVEA_IS_POOLING (self) && strncmp (setting, "pad", length) == 0)
    return rank_key (self, "stride");
  for (guint i = 0; i < G_N_ELEMENTS (first_keys); i++)
    if (strlen (first_keys[i]) == length && strncmp (first_keys[i], setting, length) == 0)
      return i;
  if (g_str_has_prefix (setting, "values-at"))
    return G_N_ELEMENTS (first_keys) + 2;
  if (g_str_has_prefix (setting, "position"))
    return G_N_ELEMENTS (first_keys) + 3;
  if (g_str_has_prefix (setting, "filled"))
    return G_N_ELEMENTS (first_keys) + 4;
  return G_N_ELEMENTS (first_keys)
         + (g_str_has_prefix (setting, "values") || g_str_has_prefix (setting, "target") || g_str_has_prefix (setting, "gradient")
            || g_str_has_prefix (setting, "weights-") || g_str_has_prefix (setting, "biases"));
}

/* Of "key" or "key=value" texts. */
static int
compare_keys (gconstpointer left, gconstpointer right, gpointer lesson)
{
  const char *const *a = left, *const *b = right;

  return rank_key (lesson, *a) - rank_key (lesson, *b);
}

/* The names of the properties that are its state, in the order in which they take effect; not `letters`. */
static GPtrArray *
list_properties (FoveaLesson *self)
{
  guint n;
  g_autofree GParamSpec **all = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    if ((all[i]->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE && !g_str_equal (all[i]->name, "letters"))
      g_ptr_array_add (names, (gpointer) all[i]->name);
  g_ptr_array_sort_with_data (names, compare_keys, self);
  return names;
}

static char *
write_property (FoveaLesson *self, const char *name)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), name);
  g_auto (GValue) value = G_VALUE_INIT;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_object_get_property (G_OBJECT (self), name, g_value_init (&value, pspec->value_type));
  if (G_VALUE_HOLDS_ENUM (&value))
    return g_strdup (
      g_enum_get_value (G_PARAM_SPEC_ENUM (pspec)->enum_class, g_value_get_enum (&value))->value_nick);
  if (G_VALUE_HOLDS_BOOLEAN (&value))
    return g_strdup (g_value_get_boolean (&value) ? "yes" : "no");
  if (G_VALUE_HOLDS_INT64 (&value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (&value));
  if (G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  if (G_VALUE_HOLDS_DOUBLE (&value))
    return g_strdup (g_ascii_formatd (number, sizeof number, "%.9g", g_value_get_double (&value)));
  return g_strdup_printf ("%d", g_value_get_int (&value));
}

/* Sets a property and sees whether it took the value. */
static gboolean
set_property (FoveaLesson *self, const char *key, const char *value, GError **error)
{
  g_autofree char *taken = NULL, *nearest = NULL, *why = NULL;

  if (!fovea_lesson_set_text (self, key, value, error))
    return FALSE;
  taken = write_property (self, key);
  if (g_str_equal (taken, value) || !g_ascii_isdigit (*value)
      || g_ascii_strtoll (taken, NULL, 10) == g_ascii_strtoll (value, NULL, 10))
    return TRUE;
  nearest = g_strdup_printf (
      _("“%s” cannot be %s here: with the other settings the nearest that there is room for is %s."), key, value, taken);
  if (FOVEA_IS_CONVOLUTION (self) && g_str_has_prefix (key, "filter") && !g_str_equal (key, "filters"))
    why = fovea_convolution_say_weight_limit (FOVEA_CONVOLUTION (self));
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, "%s%s%s", nearest, why ? " " : "", why ? why : "");
  return FALSE;
}

/* --- numbers */

/* A stack is sizes alone. */
static gboolean
has_numbers (FoveaLesson *self)
{
  return fovea_lesson_get_input_cells (self).slices > 0;
}

static gboolean
set_grid (const FoveaCells *grid, const char *key, const char *text, GError **error)
{
  gboolean places = g_str_equal (key, "values-at");

  if (places ? fovea_cells_set_edits (grid, text, error) : fovea_cells_set_text (grid, text, error))
    return TRUE;
  g_prefix_error (error, _("“%s”: "), key);
  return FALSE;
}

static gboolean
no_gradient_error (GError **error)
{
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("“gradient” has no numbers here: there is no output that one could go back from."));
  return FALSE;
}

static gboolean
looks_like_numbers (const char *value)
{
  return g_ascii_isdigit (*value) || strchr ("-+.", *value) || g_str_has_prefix (value, "−");
}

/* --- one filter, a picture */

/* "weights-2": the second filter's numbers, or a preset for it. */
static gboolean
set_filter (FoveaConvolution *self, const char *key, const char *value, GError **error)
{
  g_autoptr (GEnumClass) presets = g_type_class_ref (FOVEA_TYPE_FILTER_PRESET);
  const GEnumValue *preset = g_enum_get_value_by_nick (presets, value);
  gint64 filter;

  if (!g_ascii_string_to_signed (key + strlen ("weights-"), 10, 1, fovea_convolution_get_filters (self), &filter, NULL))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” names no filter: they are numbered from 1 to %d."),
                   key, fovea_convolution_get_filters (self));
      return FALSE;
    }
  if (preset)
    fovea_convolution_set_filter_preset (self, filter - 1, preset->value);
  else
    {
      FoveaCells grid = fovea_lesson_get_filter_cells (FOVEA_LESSON (self), filter - 1);

      return set_grid (&grid, key, value, error);
    }
  return TRUE;
}

/* As the page opens, or as it opens with a picture. */
static void
reset_with (FoveaLesson *self, FoveaTensor *pixels)
{
  g_autoptr (FoveaLesson) fresh = g_object_new (G_OBJECT_TYPE (self), NULL);
  g_autoptr (GPtrArray) names = list_properties (self);

  if (FOVEA_IS_CONVOLUTION (self))
    {
      fovea_convolution_set_picture (FOVEA_CONVOLUTION (self), pixels);
      fovea_convolution_set_picture (FOVEA_CONVOLUTION (fresh), pixels);
    }
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *value = write_property (fresh, name);

      fovea_lesson_set_text (self, name, value, NULL);
    }
  for (int i = 0; pixels != NULL && i < fovea_convolution_get_filters (FOVEA_CONVOLUTION (fresh)); i++)
    fovea_convolution_set_filter_preset (FOVEA_CONVOLUTION (self), i,
                                         fovea_convolution_get_filter_preset (FOVEA_CONVOLUTION (fresh), i));
}

/**
 * fovea_lesson_set_key:
 * @key: a property's name, or one of those that state.h lists
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT, or the error of a picture that cannot be read, if @value cannot be taken
 */
gboolean
fovea_lesson_set_key (FoveaLesson *self, const char *key, const char *value, GError **error)
{
  FoveaCells grid;

  if (has_numbers (self)
      && (g_str_equal (key, "values-at") || (g_str_equal (key, "values") && looks_like_numbers (value))))
    {
      grid = fovea_lesson_get_input_cells (self);
      return set_grid (&grid, key, value, error);
    }
  if (FOVEA_IS_CONVOLUTION (self) && g_str_equal (key, "target") && looks_like_numbers (value))
    {
      grid = fovea_lesson_get_target_cells (self);
      return set_grid (&grid, key, value, error);
    }
  if (g_str_equal (key, "gradient") && has_numbers (self) && looks_like_numbers (value))
    {
      grid = fovea_lesson_get_gradient_cells (self);
      return grid.slices > 0 ? set_grid (&grid, key, value, error) : no_gradient_error (error);
    }
  if (FOVEA_IS_CONVOLUTION (self) && g_str_equal (key, "biases"))
    {
      grid = fovea_lesson_get_bias_cells (self);
      return set_grid (&grid, key, value, error);
    }
  if (FOVEA_IS_CONVOLUTION (self) && g_str_has_prefix (key, "weights-"))
    return set_filter (FOVEA_CONVOLUTION (self), key, value, error);
  if (FOVEA_IS_CONVOLUTION (self) && g_str_equal (key, "picture"))
    {
      g_autoptr (FoveaTensor) pixels = fovea_picture_open (value, TRUE, error);

      if (pixels == NULL)
        return FALSE;
      reset_with (self, pixels);
      fovea_convolution_set_picture_name (FOVEA_CONVOLUTION (self), value);
      return TRUE;
    }
  if (FOVEA_IS_CONVOLUTION (self) && g_str_equal (key, "net"))
    return fovea_convolution_take_filters (FOVEA_CONVOLUTION (self), value, error);
  return set_property (self, key, value, error);
}

/* --- all of it */

/**
 * fovea_lesson_reset:
 *
 * Sets everything as the page opens.
 */
void
fovea_lesson_reset (FoveaLesson *self)
{
  reset_with (self, NULL);
}

/**
 * fovea_lesson_set_state:
 * @state: "key=value" texts in any order; what they do not name is as the page opens
 *
 * Returns: FALSE with the error of the first that cannot be taken; the lesson is somewhere between then
 */
gboolean
fovea_lesson_set_state (FoveaLesson *self, const char *const *state, GError **error)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();

  fovea_lesson_reset (self);
  for (guint i = 0; state[i]; i++)
    g_ptr_array_add (ordered, (gpointer) state[i]);
  g_ptr_array_sort_with_data (ordered, compare_keys, self);
  for (guint i = 0; i < ordered->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (ordered, i), "=", 2);

      if (!fovea_lesson_set_key (self, parts[0], parts[1] ? parts[1] : "", error))
        return FALSE;
    }
  return TRUE;
}

static void
add_setting (GStrvBuilder *state, const char *key, char *value)
{
  g_autofree char *setting = g_strdup_printf ("%s=%s", key, value);

  g_strv_builder_add (state, setting);
  g_free (value);
}

/* Adds @grid where it differs from what the same settings give on a fresh page. */
static void
add_grid (GStrvBuilder *state, const char *key, const FoveaCells *grid, const FoveaCells *fresh)
{
  if (!fovea_cells_equal (grid, fresh))
    add_setting (state, key, fovea_cells_get_text (grid));
}

/* (transfer full) (nullable) (element-type FoveaEdit): what somebody has typed in */
static GArray *
list_own_input (FoveaLesson *self)
{
  return FOVEA_IS_POOLING (self) ? fovea_pooling_list_own_input (FOVEA_POOLING (self))
                                 : fovea_convolution_list_own_input (FOVEA_CONVOLUTION (self));
}

/* Numbers that nobody has typed in are those of a preset, and the same on a fresh page: a large lesson has too many to
 * look at each, or to write all for the sake of one. */
static void
add_values (GStrvBuilder *state, FoveaLesson *self, FoveaLesson *fresh)
{
  FoveaCells values = fovea_lesson_get_input_cells (self), fresh_values = fovea_lesson_get_input_cells (fresh);
  gint64 n = (gint64) values.slices * values.rows * values.columns;
  g_autoptr (GArray) own = list_own_input (self);

  if (own == NULL || own->len == 0)
    return;
  if (n > MOST_WRITTEN && own->len <= n / FEW)
    add_setting (state, "values-at", fovea_cells_write_edits (own));
  else
    add_grid (state, "values", &values, &fresh_values);
}

/* The target map, if somebody has painted in it and it can be told. */
static void
add_target (GStrvBuilder *state, FoveaConvolution *self)
{
  FoveaCells grid = fovea_lesson_get_target_cells (FOVEA_LESSON (self));

  if (fovea_convolution_is_target_edited (self) && fovea_convolution_get_target (self))
    add_setting (state, "target", fovea_cells_get_text (&grid));
}

/* The output's gradient, if somebody typed it in and it can be told. */
static void
add_gradient (GStrvBuilder *state, FoveaLesson *self)
{
  FoveaCells grid = fovea_lesson_get_gradient_cells (self);
  g_autofree char *source = write_property (self, "gradient");

  if (g_str_equal (source, "own") && grid.slices > 0)
    add_setting (state, "gradient", fovea_cells_get_text (&grid));
}

static void
add_weights (GStrvBuilder *state, FoveaConvolution *self, FoveaConvolution *fresh)
{
  FoveaLesson *lesson = FOVEA_LESSON (self), *other = FOVEA_LESSON (fresh);
  FoveaCells biases = fovea_lesson_get_bias_cells (lesson), fresh_biases = fovea_lesson_get_bias_cells (other);

  for (int filter = 0; filter < biases.columns; filter++)
    {
      FoveaCells weights = fovea_lesson_get_filter_cells (lesson, filter);
      FoveaCells fresh_weights = fovea_lesson_get_filter_cells (other, filter);
      g_autofree char *key = g_strdup_printf ("weights-%d", filter + 1);

      if (fovea_convolution_is_filter_edited (self, filter)
          || fovea_convolution_get_filter_preset (self, filter) != fovea_convolution_get_filter_preset (fresh, filter))
        add_grid (state, key, &weights, &fresh_weights);
    }
  add_grid (state, "biases", &biases, &fresh_biases);
}

/* Sets @fresh to the picture, if there is one. */
static void
add_picture (GStrvBuilder *state, FoveaConvolution *self, FoveaConvolution *fresh)
{
  const char *name = fovea_convolution_get_picture_name (self);

  fovea_convolution_set_picture (fresh, fovea_convolution_get_picture (self));
  if (name != NULL)
    add_setting (state, "picture", g_strdup (name));
}

/* Whether @name sets a width and a height alike that are not: then these two tell the size. */
static gboolean
is_rectangle (FoveaLesson *self, const char *name)
{
  g_autofree char *width = g_strconcat (name, "-width", NULL), *height = g_strconcat (name, "-height", NULL);
  int columns, rows;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self), width) == NULL)
    return FALSE;
  g_object_get (self, width, &columns, height, &rows, NULL);
  return columns != rows;
}

/* Sets @fresh to the properties of @self, and adds those that were different. */
static void
add_properties (GStrvBuilder *state, FoveaLesson *self, FoveaLesson *fresh)
{
  g_autoptr (GPtrArray) names = list_properties (self);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *value = write_property (self, name), *fresh_value = write_property (fresh, name);

      if (g_str_equal (value, fresh_value) || is_rectangle (self, name))
        continue;
      fovea_lesson_set_text (fresh, name, value, NULL);
      add_setting (state, name, g_steal_pointer (&value));
    }
}

/**
 * fovea_lesson_get_state:
 *
 * Returns: (transfer full): what differs from the page as it opens, as fovea_lesson_set_state() takes it
 */
char **
fovea_lesson_get_state (FoveaLesson *self)
{
  g_autoptr (GStrvBuilder) state = g_strv_builder_new ();
  g_autoptr (FoveaLesson) fresh = g_object_new (G_OBJECT_TYPE (self), NULL);

  if (FOVEA_IS_CONVOLUTION (self))
    add_picture (state, FOVEA_CONVOLUTION (self), FOVEA_CONVOLUTION (fresh));
  add_properties (state, self, fresh);
  if (has_numbers (self))
    {
      add_values (state, self, fresh);
      add_gradient (state, self);
    }
  if (FOVEA_IS_CONVOLUTION (self))
    {
      add_weights (state, FOVEA_CONVOLUTION (self), FOVEA_CONVOLUTION (fresh));
      add_target (state, FOVEA_CONVOLUTION (self));
    }
  return g_strv_builder_end (state);
}
