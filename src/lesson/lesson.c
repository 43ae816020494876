/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all lessons share: a position, its clamping, and one `changed` for each change. */

#include "config.h"

#include "lesson/lesson.h"

#include "engine/error.h"
#include "lesson/state.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  int position, n_positions, filled;
  guint revision;
  FoveaHide hidden;
  FoveaLetters letters;
  int held;
  gboolean changed; /* while it was held */
} FoveaLessonPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoveaLesson, fovea_lesson, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_POSITION,
  PROP_N_POSITIONS,
  PROP_FILLED,
  PROP_LETTERS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

static void
fovea_lesson_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaLesson *self = FOVEA_LESSON (object);

  switch (id)
    {
    case PROP_POSITION:
      g_value_set_int (value, fovea_lesson_get_position (self));
      break;
    case PROP_N_POSITIONS:
      g_value_set_int (value, fovea_lesson_count_positions (self));
      break;
    case PROP_FILLED:
      g_value_set_int (value, ((FoveaLessonPrivate *) fovea_lesson_get_instance_private (self))->filled);
      break;
    case PROP_LETTERS:
      g_value_set_enum (value, fovea_lesson_get_letters (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_lesson_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_POSITION)
    fovea_lesson_set_position (FOVEA_LESSON (object), g_value_get_int (value));
  else if (id == PROP_FILLED)
    fovea_lesson_set_filled (FOVEA_LESSON (object), g_value_get_int (value));
  else if (id == PROP_LETTERS)
    fovea_lesson_set_letters (FOVEA_LESSON (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_lesson_class_init (FoveaLessonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fovea_lesson_get_property;
  object_class->set_property = fovea_lesson_set_property;
  properties[PROP_POSITION] = g_param_spec_int ("position", NULL, NULL, 0, G_MAXINT, 0,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_POSITIONS] = g_param_spec_int ("n-positions", NULL, NULL, 0, G_MAXINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILLED] = g_param_spec_int ("filled", NULL, NULL, 0, G_MAXINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LETTERS] = g_param_spec_enum ("letters", NULL, NULL, FOVEA_TYPE_LETTERS, FOVEA_LETTERS_LECTURE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", FOVEA_TYPE_LESSON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_lesson_init (FoveaLesson *self)
{
}

static void
tell (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  if (priv->held > 0)
    priv->changed = TRUE;
  else
    g_signal_emit (self, changed_signal, 0);
}

void
fovea_lesson_hold (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON (self));
  priv->held++;
}

void
fovea_lesson_release (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON (self) && priv->held > 0);
  if (--priv->held > 0 || !priv->changed)
    return;
  priv->changed = FALSE;
  tell (self);
}

int
fovea_lesson_get_position (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON (self), 0);
  return priv->position;
}

/* What is filled beyond the position is forgotten at the first one and where the position has caught up with it. */
static void
follow (FoveaLessonPrivate *priv)
{
  if (priv->position == 0 || priv->position >= priv->filled)
    priv->filled = 0;
}

/* Goes to @position, or to the nearest there is. */
void
fovea_lesson_set_position (FoveaLesson *self, int position)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);
  int clamped;

  g_return_if_fail (FOVEA_IS_LESSON (self));

  clamped = MAX (0, MIN (position, fovea_lesson_count_positions (self) - 1));
  if (clamped == priv->position)
    return;
  priv->position = clamped;
  follow (priv);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  tell (self);
}

int
fovea_lesson_get_filled (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON (self), 0);
  return MAX (priv->position, MIN (priv->filled, fovea_lesson_count_positions (self) - 1));
}

void
fovea_lesson_set_filled (FoveaLesson *self, int filled)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON (self));

  if (filled == priv->filled)
    return;
  priv->filled = filled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
  tell (self);
}

void
fovea_lesson_look_at (FoveaLesson *self, int position)
{
  int filled = fovea_lesson_get_filled (self);

  fovea_lesson_hold (self);
  fovea_lesson_set_position (self, position);
  fovea_lesson_set_filled (self, fovea_lesson_get_position (self) < filled ? filled : 0);
  fovea_lesson_release (self);
}

int
fovea_lesson_count_positions (FoveaLesson *self)
{
  g_return_val_if_fail (FOVEA_IS_LESSON (self), 0);
  return FOVEA_LESSON_GET_CLASS (self)->count_positions (self);
}

guint
fovea_lesson_get_revision (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON (self), 0);
  return priv->revision;
}

FoveaHide
fovea_lesson_get_hidden (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON (self), FOVEA_HIDE_NOTHING);
  return priv->hidden;
}

/* Whether any of @any is hidden. */
gboolean
fovea_lesson_hides (FoveaLesson *self, FoveaHide any)
{
  return (fovea_lesson_get_hidden (self) & any) != 0;
}

void
fovea_lesson_set_hidden (FoveaLesson *self, FoveaHide hidden)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON (self));

  if (priv->hidden == hidden)
    return;
  priv->hidden = hidden;
  tell (self);
}

FoveaLetters
fovea_lesson_get_letters (FoveaLesson *self)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON (self), FOVEA_LETTERS_LECTURE);
  return priv->letters;
}

void
fovea_lesson_set_letters (FoveaLesson *self, FoveaLetters letters)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON (self) && (guint) letters < FOVEA_N_LETTERS);

  if (priv->letters == letters)
    return;
  priv->letters = letters;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LETTERS]);
  tell (self);
}

/**
 * fovea_lesson_describe_position:
 *
 * Returns: (transfer full): one translated sentence on @position; empty if there is no such position
 */
char *
fovea_lesson_describe_position (FoveaLesson *self, int position)
{
  g_return_val_if_fail (FOVEA_IS_LESSON (self), NULL);

  if (position < 0 || position >= fovea_lesson_count_positions (self))
    return g_strdup ("");
  return FOVEA_LESSON_GET_CLASS (self)->describe_position (self, position);
}

/* --- copies */

/* Tells of every setting: at once to those that follow a property, and again when what limits them has followed too. */
static void
notify_settings (FoveaLesson *self)
{
  guint n;
  g_autofree GParamSpec **all = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n);

  for (guint i = 0; i < n; i++)
    if (all[i] != properties[PROP_POSITION] && all[i] != properties[PROP_N_POSITIONS]
        && all[i] != properties[PROP_FILLED])
      g_object_notify_by_pspec (G_OBJECT (self), all[i]);
}

void
fovea_lesson_assign (FoveaLesson *self, FoveaLesson *other)
{
  g_return_if_fail (FOVEA_IS_LESSON (self) && G_OBJECT_TYPE (self) == G_OBJECT_TYPE (other));

  fovea_lesson_hold (self);
  if (FOVEA_LESSON_GET_CLASS (self)->assign)
    FOVEA_LESSON_GET_CLASS (self)->assign (self, other);
  else
    {
      g_auto (GStrv) state = fovea_lesson_get_state (other);

      fovea_lesson_set_state (self, (const char *const *) state, NULL);
    }
  fovea_lesson_release (self);
  notify_settings (self);
  fovea_lesson_move (self, fovea_lesson_get_position (other));
  fovea_lesson_set_filled (self, ((FoveaLessonPrivate *) fovea_lesson_get_instance_private (other))->filled);
  notify_settings (self);
}

/* Returns: (transfer full) */
FoveaLesson *
fovea_lesson_copy (FoveaLesson *self)
{
  FoveaLesson *copy = g_object_new (G_OBJECT_TYPE (self), NULL);

  fovea_lesson_assign (copy, self);
  fovea_lesson_set_hidden (copy, fovea_lesson_get_hidden (self));
  fovea_lesson_set_letters (copy, fovea_lesson_get_letters (self));
  return copy;
}

/* --- settings from text */

/* The words that an enum takes: "error, floor, ceil, same". */
static char *
list_nicks (GEnumClass *values)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < values->n_values; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", values->values[i].value_nick);
  return g_string_free (list, FALSE);
}

static gboolean
parse_enum (GParamSpec *pspec, const char *text, GValue *value, GError **error)
{
  GEnumClass *values = G_PARAM_SPEC_ENUM (pspec)->enum_class;
  const GEnumValue *found = g_enum_get_value_by_nick (values, text);
  g_autofree char *list = NULL;

  if (found)
    {
      g_value_set_enum (value, found->value);
      return TRUE;
    }
  list = list_nicks (values);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” cannot be “%s”: it is one of %s."), pspec->name, text,
               list);
  return FALSE;
}

static gboolean
parse_boolean (GParamSpec *pspec, const char *text, GValue *value, GError **error)
{
  gboolean yes = g_str_equal (text, "true") || g_str_equal (text, "yes") || g_str_equal (text, "1");
  gboolean no = g_str_equal (text, "false") || g_str_equal (text, "no") || g_str_equal (text, "0");

  g_value_set_boolean (value, yes);
  if (!yes && !no)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” cannot be “%s”: it is yes or no."), pspec->name,
                 text);
  return yes || no;
}

static gboolean
parse_int (GParamSpec *pspec, const char *text, GValue *value, GError **error)
{
  gboolean wide = G_IS_PARAM_SPEC_INT64 (pspec);
  gint64 low = wide ? G_PARAM_SPEC_INT64 (pspec)->minimum : G_PARAM_SPEC_INT (pspec)->minimum;
  gint64 high = wide ? G_PARAM_SPEC_INT64 (pspec)->maximum : G_PARAM_SPEC_INT (pspec)->maximum;
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, low, high, &number, NULL))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("“%s” cannot be “%s”: it is a whole number from %" PRId64 " to %" PRId64 "."),
                   pspec->name, text, low, high);
      return FALSE;
    }
  if (wide)
    g_value_set_int64 (value, number);
  else
    g_value_set_int (value, (int) number);
  return TRUE;
}

static gboolean
parse_double (GParamSpec *pspec, const char *text, GValue *value, GError **error)
{
  double low = G_PARAM_SPEC_DOUBLE (pspec)->minimum, high = G_PARAM_SPEC_DOUBLE (pspec)->maximum;
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(number >= low && number <= high))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” cannot be “%s”: it is a number from %g to %g."),
                   pspec->name, text, low, high);
      return FALSE;
    }
  g_value_set_double (value, number);
  return TRUE;
}

/* The keys that can be set, for the message that a key is none of them. */
static char *
list_keys (FoveaLesson *self)
{
  guint n;
  g_autofree GParamSpec **all = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (all[i]->flags & G_PARAM_WRITABLE)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", all[i]->name);
  return g_string_free (list, FALSE);
}

/**
 * fovea_lesson_set_text:
 * @key: a property's name
 * @value: a number, yes or no, an enum's nick, or words
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT if there is no such setting, or @value is none for it
 */
gboolean
fovea_lesson_set_text (FoveaLesson *self, const char *key, const char *value, GError **error)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), key);
  g_auto (GValue) parsed = G_VALUE_INIT;
  g_autofree char *keys = NULL;
  gboolean good;

  if (!pspec || !(pspec->flags & G_PARAM_WRITABLE))
    {
      keys = list_keys (self);
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("There is no setting “%s”: there are %s."), key, keys);
      return FALSE;
    }
  if (G_IS_PARAM_SPEC_STRING (pspec))
    return FOVEA_LESSON_GET_CLASS (self)->set_words (self, key, value, error);
  g_value_init (&parsed, pspec->value_type);
  if (G_IS_PARAM_SPEC_ENUM (pspec))
    good = parse_enum (pspec, value, &parsed, error);
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    good = parse_boolean (pspec, value, &parsed, error);
  else if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    good = parse_double (pspec, value, &parsed, error);
  else
    good = parse_int (pspec, value, &parsed, error);
  if (good)
    g_object_set_property (G_OBJECT (self), key, &parsed);
  return good;
}

/* --- for subclasses */

/**
 * fovea_lesson_move:
 * @position: where a change of settings has taken the lesson; clamped to what there is
 *
 * For subclasses, after everything is computed anew: moves without a `changed` of its own, then emits `changed` once.
 */
void
fovea_lesson_move (FoveaLesson *self, int position)
{
  FoveaLessonPrivate *priv = fovea_lesson_get_instance_private (self);
  int before = priv->position, n_before = priv->n_positions;

  priv->revision++;
  priv->n_positions = fovea_lesson_count_positions (self);
  priv->position = MAX (0, MIN (position, priv->n_positions - 1));
  if (priv->n_positions != n_before)
    priv->filled = 0;
  if (priv->n_positions != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_POSITIONS]);
  if (priv->position != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  tell (self);
}

void
fovea_lesson_changed (FoveaLesson *self)
{
  fovea_lesson_move (self, fovea_lesson_get_position (self));
}
