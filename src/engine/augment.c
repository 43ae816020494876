/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Augmented images are a pure function of (seed, epoch, image): whoever trains, on however many threads, and wherever
 * a run was interrupted, an image comes out the same.
 *
 * A pixel (x, y) of the result shows the place
 *   c + s·R(θ)·((x, y) − c) + t      c the middle, s ≤ 1 what is left by a crop, R a rotation, t a shift,
 * of the image, mirrored if it is to be; between pixels the four around are mixed. Places beyond the edge show the
 * pixel at the edge. Colour and contrast then turn each byte v of channel k into g_k·(127.5 + a·(v − 127.5)). */

#include "config.h"

#include "engine/augment.h"

#include "engine/cosine.h"
#include "engine/random.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A word of the language, where its number goes, what it is unless given and how large it may be. */
typedef struct
{
  const char *word;
  gsize offset;
  double preset, most;
} Kind;

static const Kind kinds[] = {
  { "flip", G_STRUCT_OFFSET (FoveaAugmentation, flip), 1, 1 },
  { "shift", G_STRUCT_OFFSET (FoveaAugmentation, shift), 2, 64 },
  { "crop", G_STRUCT_OFFSET (FoveaAugmentation, crop), 0.2, 0.9 },
  { "rotate", G_STRUCT_OFFSET (FoveaAugmentation, rotate), 10, 180 },
  { "colour", G_STRUCT_OFFSET (FoveaAugmentation, colour), 0.2, 1 },
  { "contrast", G_STRUCT_OFFSET (FoveaAugmentation, contrast), 0.2, 1 },
};

/* The first two are whole numbers. */
static gboolean
is_whole (const Kind *kind)
{
  return kind - kinds < 2;
}

static double
get_amount (const FoveaAugmentation *self, const Kind *kind)
{
  gconstpointer at = G_STRUCT_MEMBER_P (self, kind->offset);

  return is_whole (kind) ? *(const int *) at : *(const float *) at;
}

static void
set_amount (FoveaAugmentation *self, const Kind *kind, double amount)
{
  gpointer at = G_STRUCT_MEMBER_P (self, kind->offset);

  if (is_whole (kind))
    *(int *) at = amount;
  else
    *(float *) at = amount;
}

static const Kind *
find_kind (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (word, kinds[i].word) == 0)
      return &kinds[i];
  return NULL;
}

/* One item: a word, or a word and its number: "shift", "shift=4". */
static gboolean
parse_item (const char *item, FoveaAugmentation *self, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (item, "=", 2);
  const char *word = parts[0] ? g_strstrip (parts[0]) : "";
  const Kind *kind = find_kind (word);
  double amount = kind ? kind->preset : 0;
  char *end = NULL;

  if (!kind)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
                   _("“%s” is no augmentation; there are flip, shift, crop, rotate, colour and contrast."), word);
      return FALSE;
    }
  if (parts[1])
    amount = g_ascii_strtod (g_strstrip (parts[1]), &end);
  if (parts[1] && (end == parts[1] || *end || !(amount > 0 && amount <= kind->most)
                   || (is_whole (kind) && amount != floor (amount))))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX,
                   is_whole (kind) ? _("“%s” should be a whole number from 1 to %g, not “%s”.") :
                   _("“%s” should be a number above 0 and at most %g, not “%s”."), kind->word, kind->most, parts[1]);
      return FALSE;
    }
  set_amount (self, kind, amount);
  return TRUE;
}

/**
 * fovea_augmentation_parse:
 * @text: words between commas, each with a number if the usual one is not meant: "flip,shift=4"; none is ""
 *
 * Returns: FALSE with FOVEA_ERROR_SYNTAX
 */
gboolean
fovea_augmentation_parse (const char *text, FoveaAugmentation *augmentation, GError **error)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);

  *augmentation = (FoveaAugmentation){ 0 };
  for (guint i = 0; items[i]; i++)
    if (!parse_item (items[i], augmentation, error))
      return FALSE;
  return TRUE;
}

/* As it can be parsed again; "" for none. */
char *
fovea_augmentation_to_text (const FoveaAugmentation *self)
{
  GString *text = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      double amount = get_amount (self, &kinds[i]);

      if (amount <= 0)
        continue;
      g_string_append_printf (text, "%s%s", text->len ? "," : "", kinds[i].word);
      if (fabs (amount - kinds[i].preset) > 1e-6)
        g_string_append_printf (text, "=%s", g_ascii_formatd (number, sizeof number, "%g", amount));
    }
  return g_string_free (text, FALSE);
}

gboolean
fovea_augmentation_is_none (const FoveaAugmentation *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (get_amount (self, &kinds[i]) > 0)
      return FALSE;
  return TRUE;
}

/* The random numbers of one image in one epoch, one after the other. */
typedef struct
{
  guint64 seed, stream, next;
} Dice;

/* Even in [−@reach, @reach). */
static float
roll (Dice *dice, float reach)
{
  return (2 * fovea_random_uniform (dice->seed, dice->stream, dice->next++) - 1) * reach;
}

/* What one image goes through: where a pixel comes from, and what becomes of its byte. */
typedef struct
{
  gboolean flip;
  float xx, xy, yx, yy, x0, y0; /* source = matrix · (x, y) + (x0, y0) */
  guint8 bytes[3][256];
} Draw;

/* The byte tables of colour and contrast; where there is neither, bytes stay what they are. */
static void
draw_bytes (const FoveaAugmentation *self, Dice *dice, Draw *draw)
{
  float contrast = 1 + roll (dice, self->contrast);

  if (self->colour == 0 && self->contrast == 0)
    {
      for (int v = 0; v < 256; v++)
        draw->bytes[0][v] = draw->bytes[1][v] = draw->bytes[2][v] = v;
      dice->next += 3;
      return;
    }
  for (int c = 0; c < 3; c++)
    {
      float gain = 1 + roll (dice, self->colour);

      for (int v = 0; v < 256; v++)
        draw->bytes[c][v] = CLAMP (gain * (127.5f + contrast * (v - 127.5f)), 0, 255) + 0.5f;
    }
}

static void
draw_place (const FoveaAugmentation *self, Dice *dice, int height, int width, Draw *draw)
{
  float across = (width - 1) / 2.0f, down = (height - 1) / 2.0f;
  float turns = roll (dice, self->rotate) / 360;
  float scale = 1 - (0.5f + roll (dice, 0.5f)) * self->crop;
  int dx = fovea_random_below (dice->seed, dice->stream, dice->next++, 2 * self->shift + 1) - self->shift;
  int dy = fovea_random_below (dice->seed, dice->stream, dice->next++, 2 * self->shift + 1) - self->shift;

  draw->flip = fovea_random_below (dice->seed, dice->stream, dice->next++, 2) && self->flip;
  draw->xx = draw->yy = scale * fovea_cosine (turns);
  draw->yx = scale * fovea_cosine (turns - 0.25);
  draw->xy = -draw->yx;
  draw->x0 = across - draw->xx * across - draw->xy * down + dx;
  draw->y0 = down - draw->yx * across - draw->yy * down + dy;
}

/* The plane's value at (x, y), between pixels mixed from the four around. */
static float
mix_at (const guint8 *plane, int height, int width, float x, float y)
{
  float u = CLAMP (x, 0, width - 1), v = CLAMP (y, 0, height - 1);
  int left = u, top = v, right = MIN (left + 1, width - 1), bottom = MIN (top + 1, height - 1);
  float p = u - left, q = v - top;
  const guint8 *upper = plane + top * width, *lower = plane + bottom * width;

  return (upper[left] * (1 - p) + upper[right] * p) * (1 - q) + (lower[left] * (1 - p) + lower[right] * p) * q;
}

/* A row of the result, of one plane: whole steps only copy. */
static void
fill_row (const Draw *draw, const guint8 *plane, int height, int width, int y, const guint8 bytes[256], guint8 *out)
{
  const gboolean copies = draw->xy == 0 && draw->xx == 1;
  int row = CLAMP (y + (int) draw->y0, 0, height - 1);

  for (int x = 0; x < width; x++)
    {
      int from = draw->flip ? width - 1 - x : x;

      if (copies)
        out[x] = bytes[plane[row * width + CLAMP (from + (int) draw->x0, 0, width - 1)]];
      else
        out[x] = bytes[(int) (mix_at (plane, height, width, draw->xx * from + draw->xy * y + draw->x0,
                                      draw->yx * from + draw->yy * y + draw->y0) + 0.5f)];
    }
}

/**
 * fovea_augment:
 * @image: @channels×@height×@width bytes
 * @number: of the image among the examples
 * @out: room for as many
 */
void
fovea_augment (const FoveaAugmentation *self, const guint8 *image, int channels, int height, int width, guint64 seed,
               gint64 epoch, int number, guint8 *out)
{
  Dice dice = { seed, fovea_random_stream (FOVEA_STREAM_AUGMENT, epoch), (guint64) number << 8 };
  Draw draw;

  draw_bytes (self, &dice, &draw);
  draw_place (self, &dice, height, width, &draw);
  for (int c = 0; c < channels; c++)
    for (int y = 0; y < height; y++)
      fill_row (&draw, image + c * height * width, height, width, y, draw.bytes[c % 3],
                out + (c * height + y) * width);
}
