/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Ask me": predict, then reveal. A question is made from a layer's settings; its answer is computed by the engine, and
 * beside it stand the answers that the usual mistakes lead to, each with what is wrong about the thought. Those make
 * the choices of a poll, and where a number is typed they tell somebody what they have probably done.
 *
 * A question says what would give its answer away (#FoveaHide); scenes and panels leave that out while it is open. */

#include "config.h"

#include "lesson/quiz-private.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char *name;
  void (*ask) (FoveaQuestion *self, const FoveaSetting *setting);
} kinds[FOVEA_N_QUESTION_KINDS] = {
  [FOVEA_QUESTION_OUTPUT_SIZE] = { "output-size", fovea_quiz_ask_output_size },
  [FOVEA_QUESTION_FITS] = { "fits", fovea_quiz_ask_fits },
  [FOVEA_QUESTION_KEEPS_SIZE] = { "keeps-size", fovea_quiz_ask_keeps_size },
  [FOVEA_QUESTION_MAKES_FIT] = { "makes-fit", fovea_quiz_ask_makes_fit },
  [FOVEA_QUESTION_MAPS] = { "maps", fovea_quiz_ask_maps },
  [FOVEA_QUESTION_PARAMETERS] = { "parameters", fovea_quiz_ask_parameters },
  [FOVEA_QUESTION_CELL] = { "cell", fovea_quiz_ask_cell },
  [FOVEA_QUESTION_CHAIN_SIZE] = { "chain-size", fovea_quiz_ask_chain_size },
  [FOVEA_QUESTION_FIELD] = { "field", fovea_quiz_ask_field },
  [FOVEA_QUESTION_STAMPED_SIZE] = { "stamped-size", fovea_quiz_ask_stamped_size },
  [FOVEA_QUESTION_GRADIENT] = { "gradient", fovea_quiz_ask_gradient },
  [FOVEA_QUESTION_STAMP] = { "stamp", fovea_quiz_ask_stamp },
  [FOVEA_QUESTION_STEP] = { "step", fovea_quiz_ask_step },
};

/* A number for people; whole ones with their thousands apart. */
char *
fovea_quiz_number (double value)
{
  char text[FOVEA_NUMBER_SIZE];

  if (value == rint (value) && fabs (value) < 1e15)
    return g_strdup (fovea_number_count ((gint64) value, text));
  return g_strdup (fovea_number_full (value, text));
}

/* "7×5", or "7×5×6" where there are several maps. */
char *
fovea_quiz_volume (int width, int height, int maps)
{
  if (maps > 1)
    return g_strdup_printf ("%d×%d×%d", width, height, maps);
  return g_strdup_printf ("%d×%d", width, height);
}

char *
fovea_quiz_size (int side, int maps)
{
  return fovea_quiz_volume (side, side, maps);
}

/* D of the output: a filter makes one map of all slices, a pooling one of each slice. */
int
fovea_quiz_maps (const FoveaSetting *setting)
{
  return setting->pooling ? setting->depth : setting->filters;
}

/* Of the input. */
int
fovea_quiz_rows (const FoveaSetting *setting)
{
  return setting->height > 0 ? setting->height : setting->input;
}

/* Whether both axes are alike. */
gboolean
fovea_quiz_is_square (const FoveaSetting *setting)
{
  return setting->height == 0 && setting->window.rows == 0;
}

/* The layer along one axis by the lecture's rule, with @pad zeros on either side; pad −1: as the setting has it. */
FoveaGeometry
fovea_quiz_geometry (const FoveaSetting *setting, gboolean vertical, int pad)
{
  FoveaWindow window = setting->window;

  if (pad >= 0)
    {
      window.pad = pad;
      window.same = FALSE;
    }
  window.round = FOVEA_ROUND_ERROR;
  return fovea_window_geometry (&window, vertical, vertical ? fovea_quiz_rows (setting) : setting->input);
}

int
fovea_quiz_seen (const FoveaSetting *setting)
{
  return setting->depth / MAX (setting->groups, 1);
}

char *
fovea_quiz_dilation (const FoveaSetting *setting)
{
  int apart = setting->window.dilation;

  if (apart == 1)
    return g_strdup ("");
  return g_strdup_printf (_(" Its weights stand %d cells apart (dilation %d)."), apart, apart);
}

/* Nothing where every filter sees all slices. */
static char *
say_groups (const FoveaSetting *setting)
{
  int seen = fovea_quiz_seen (setting);

  if (setting->pooling || setting->groups <= 1)
    return g_strdup ("");
  if (seen == 1)
    return g_strdup_printf (_(" It is depthwise, %d groups: each filter sees one slice only."), setting->groups);
  return g_strdup_printf (_(" There are %d groups: each filter sees only %d of the %d slices."), setting->groups, seen,
                          setting->depth);
}

/* "The input is 7×7×3, and there are 2 filters of 3×3×3, with stride 1 and padding 0." */
char *
fovea_quiz_layer (const FoveaSetting *setting)
{
  const FoveaWindow *window = &setting->window;
  g_autofree char *input
      = fovea_quiz_volume (setting->input, fovea_quiz_rows (setting), setting->depth);
  g_autofree char *filter
      = fovea_quiz_volume (window->extent, fovea_window_rows (window), setting->pooling ? 1 : fovea_quiz_seen (setting));
  g_autofree char *pad = window->same ? g_strdup (_("SAME padding")) : g_strdup_printf (_("padding %d"), window->pad);
  g_autofree char *dilation = fovea_quiz_dilation (setting), *groups = say_groups (setting);
  g_autofree char *layer = NULL;

  if (setting->pooling && setting->pool == FOVEA_POOLING_MAX)
    layer = g_strdup_printf (_("The input is %s. Max pooling looks through a window of %s with stride %d and %s."),
                             input, filter, window->stride, pad);
  else if (setting->pooling && setting->pool == FOVEA_POOLING_AVERAGE)
    layer = g_strdup_printf (_("The input is %s. Average pooling looks through a window of %s with stride %d and %s."),
                             input, filter, window->stride, pad);
  else if (setting->pooling)
    layer = g_strdup_printf (_("The input is %s. L2 pooling looks through a window of %s with stride %d and %s."),
                             input, filter, window->stride, pad);
  else
    layer = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "The input is %s, and %d filter of %s slides over it with stride %d and %s.",
                   "The input is %s, and %d filters of %s slide over it with stride %d and %s.",
                   (gulong) setting->filters),
      input, setting->filters, filter, window->stride, pad);
  return g_strconcat (layer, dilation, groups, NULL);
}

static void
clear_choice (FoveaChoice *choice)
{
  g_free (choice->text);
  g_free (choice->why);
}

/* Takes @text and @why. The right answer comes first and has no @why; what reads like an earlier answer is dropped. */
void
fovea_question_add (FoveaQuestion *self, double value, char *text, char *why)
{
  FoveaChoice choice = { text, value, why };

  g_return_if_fail ((why == NULL) == (self->choices->len == 0));

  for (guint i = 0; i < self->choices->len; i++)
    if (g_str_equal (fovea_question_choice (self, i)->text, text))
      {
        clear_choice (&choice);
        return;
      }
  g_array_append_val (self->choices, choice);
}

void
fovea_question_add_number (FoveaQuestion *self, double value, char *why)
{
  fovea_question_add (self, value, fovea_quiz_number (value), why);
}

/* Smallest first, words last: where the right one stands tells nothing. */
static int
compare_choices (gconstpointer left, gconstpointer right)
{
  const FoveaChoice *a = left, *b = right;

  if (isnan (a->value) || isnan (b->value))
    return isnan (a->value) - isnan (b->value);
  return (a->value > b->value) - (a->value < b->value);
}

static void
order_choices (FoveaQuestion *self)
{
  g_array_sort (self->choices, compare_choices);
  for (guint i = 0; i < self->choices->len; i++)
    if (fovea_question_choice (self, i)->why == NULL)
      self->right = i;
}

static void
name_text (char **text, FoveaLetters letters)
{
  char *named = *text ? fovea_letters_write (letters, *text) : NULL;

  g_free (*text);
  *text = named;
}

/* Puts names for the letters in braces. */
static void
name_quantities (FoveaQuestion *self, FoveaLetters letters)
{
  name_text (&self->text, letters);
  name_text (&self->hint, letters);
  name_text (&self->worked, letters);
  for (guint i = 0; i < self->choices->len; i++)
    name_text (&g_array_index (self->choices, FoveaChoice, i).why, letters);
}

/* Of the passes other than the forward one. */
static gboolean
can_ask_pass (FoveaQuestionKind kind, const FoveaSetting *setting)
{
  switch (kind)
    {
    case FOVEA_QUESTION_STAMPED_SIZE:
      return setting->pass == FOVEA_LESSON_TRANSPOSED && fovea_quiz_is_square (setting);
    case FOVEA_QUESTION_GRADIENT:
      return setting->pass == FOVEA_LESSON_BACKWARD && setting->x != NULL;
    case FOVEA_QUESTION_STAMP:
      return setting->pass != FOVEA_LESSON_TRAIN && setting->w != NULL;
    default:
      return kind == FOVEA_QUESTION_STEP && setting->pass == FOVEA_LESSON_TRAIN;
    }
}

/**
 * fovea_question_can_ask:
 *
 * Returns: whether @kind makes sense of @setting: the number of one cell is asked only where there are few enough
 *   whole numbers to reckon with, and paddings only where padding is the same on both sides.
 */
gboolean
fovea_question_can_ask (FoveaQuestionKind kind, const FoveaSetting *setting)
{
  if (setting->stack)
    return kind == FOVEA_QUESTION_CHAIN_SIZE
           || (kind == FOVEA_QUESTION_FIELD && setting->stack->layers[setting->layer].out.width > 0);
  if (setting->pass != FOVEA_LESSON_FORWARD)
    return can_ask_pass (kind, setting);
  switch (kind)
    {
    case FOVEA_QUESTION_OUTPUT_SIZE:
    case FOVEA_QUESTION_FITS:
      return !setting->window.same;
    case FOVEA_QUESTION_MAKES_FIT:
    case FOVEA_QUESTION_KEEPS_SIZE:
      return fovea_quiz_is_square (setting) && !setting->window.same && !setting->pooling && setting->window.dilation == 1;
    case FOVEA_QUESTION_MAPS:
      return setting->depth > 1 || fovea_quiz_maps (setting) > 1;
    case FOVEA_QUESTION_PARAMETERS:
      return TRUE;
    case FOVEA_QUESTION_CELL:
      return fovea_quiz_can_ask_cell (setting);
    case FOVEA_QUESTION_CHAIN_SIZE:
    case FOVEA_QUESTION_FIELD:
    case FOVEA_QUESTION_STAMPED_SIZE:
    case FOVEA_QUESTION_GRADIENT:
    case FOVEA_QUESTION_STAMP:
    case FOVEA_QUESTION_STEP:
      return FALSE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * fovea_question_new:
 * @kind: one that fovea_question_can_ask() of this setting
 *
 * Makes the question of @kind about the layer of @setting and computes its answer through the engine.
 */
FoveaQuestion *
fovea_question_new (FoveaQuestionKind kind, const FoveaSetting *setting)
{
  FoveaQuestion *self = g_new0 (FoveaQuestion, 1);

  g_return_val_if_fail (fovea_question_can_ask (kind, setting), NULL);

  self->kind = kind;
  self->choices = g_array_new (FALSE, FALSE, sizeof (FoveaChoice));
  g_array_set_clear_func (self->choices, (GDestroyNotify) clear_choice);
  kinds[kind].ask (self, setting);
  name_quantities (self, setting->letters);
  order_choices (self);
  return self;
}

/**
 * fovea_question_new_random:
 *
 * Returns: a question about a layer made up from @seed; the same one for the same seed
 */
FoveaQuestion *
fovea_question_new_random (guint32 seed, FoveaLetters letters)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  FoveaQuestionKind kind = g_rand_int_range (random, 0, FOVEA_N_QUESTION_KINDS);
  g_auto (FoveaSetting) setting = { 0 };
  FoveaQuestion *self;

  fovea_setting_init_random (&setting, kind, random);
  setting.letters = letters;
  self = fovea_question_new (kind, &setting);
  self->hides = FOVEA_HIDE_NOTHING; /* no page shows it */
  return self;
}

void
fovea_question_free (FoveaQuestion *self)
{
  g_array_unref (self->choices);
  g_free (self->text);
  g_free (self->hint);
  g_free (self->worked);
  g_free (self);
}

const FoveaChoice *
fovea_question_choice (const FoveaQuestion *self, int index)
{
  return &g_array_index (self->choices, FoveaChoice, index);
}

/**
 * fovea_question_find:
 * @value: a number that somebody has typed
 *
 * Returns: the index of the choice with that number, or −1 if nobody thought of it (it is wrong then)
 */
int
fovea_question_find (const FoveaQuestion *self, double value)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (fabs (fovea_question_choice (self, i)->value - value) < 1e-3)
      return i;
  return -1;
}

/**
 * fovea_question_parse:
 * @text: what somebody typed, with − or -; commas part thousands where three digits follow each, and a comma elsewhere
 *   is a decimal point, as half of the world writes it
 *
 * Returns: whether it is a number
 */
gboolean
fovea_question_parse (const char *text, double *value)
{
  gboolean thousands = g_regex_match_simple ("^\\D*\\d{1,3}(,\\d{3})+(?![\\d,])", text, 0, 0);
  g_autoptr (GString) plain = g_string_new (text);
  char *end;

  g_string_replace (plain, "−", "-", 0);
  g_string_replace (plain, "\u202f", "", 0);
  g_string_replace (plain, ",", thousands ? "" : ".", 0);
  g_strstrip (plain->str);
  *value = g_ascii_strtod (plain->str, &end);
  return *plain->str && *end == '\0' && isfinite (*value);
}

const char *
fovea_question_kind_name (FoveaQuestionKind kind)
{
  g_return_val_if_fail ((int) kind >= 0 && kind < FOVEA_N_QUESTION_KINDS, NULL);

  return kinds[kind].name;
}

gboolean
fovea_question_kind_from_name (const char *name, FoveaQuestionKind *kind)
{
  for (int i = 0; i < FOVEA_N_QUESTION_KINDS; i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
