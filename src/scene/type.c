/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text of the scenes. A page of numbers has thousands of cells; laying out each with Pango takes longer than a frame
 * lasts, so cells are set from a table of glyphs: digits are tabular and unkerned, a number is its characters side by
 * side. Metrics are not hinted, so that a layout is the same on the screen, in a PNG of any scale and in a PDF. */

#include "config.h"

#include "scene/type.h"

#include <math.h>
#include <string.h>

#define FAMILIES "Cantarell, DejaVu Sans, sans-serif"

static const char *const characters[]
    = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "e", "−", "∞", "N", "a" };

enum
{
  N_CHARACTERS = G_N_ELEMENTS (characters),
  MAX_LAYOUTS = 800
};

/* The characters of numbers at one size: glyphs and advances in points, the height of a digit. */
typedef struct
{
  cairo_scaled_font_t *fonts[N_CHARACTERS];
  gulong glyphs[N_CHARACTERS];
  double advances[N_CHARACTERS];
  double height;
} Digits;

/* A text laid out. */
typedef struct
{
  char *key;
  PangoLayout *layout;
  GList link; /* in the order of use */
} Entry;

struct _FoveaType
{
  PangoContext *context;
  PangoAttrList *tabular;
  GHashTable *layouts; /* key text → Entry */
  GQueue used;         /* of Entry, those of late first */
  GHashTable *digits;  /* size in hundredths of a point → Digits */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_object_unref (entry->layout);
  g_free (entry);
}

static void
digits_free (gpointer data)
{
  Digits *digits = data;

  for (int i = 0; i < N_CHARACTERS; i++)
    g_clear_pointer (&digits->fonts[i], cairo_scaled_font_destroy);
  g_free (digits);
}

FoveaType *
fovea_type_new (void)
{
  FoveaType *self = g_new0 (FoveaType, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  self->tabular = pango_attr_list_new ();
  pango_attr_list_insert (self->tabular, pango_attr_font_features_new ("tnum=1"));
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->used);
  self->digits = g_hash_table_new_full (NULL, NULL, NULL, digits_free);
  return self;
}

void
fovea_type_free (FoveaType *self)
{
  g_hash_table_unref (self->layouts);
  g_hash_table_unref (self->digits);
  pango_attr_list_unref (self->tabular);
  g_object_unref (self->context);
  g_free (self);
}

static PangoLayout *
new_layout (FoveaType *self, double size, gboolean bold)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

/* Markup's own attributes over tabular digits. */
static void
set_markup (PangoLayout *layout, const char *markup)
{
  PangoAttrList *attributes;

  pango_layout_set_markup (layout, markup, -1);
  attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static Entry *
find_entry (FoveaType *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->layouts, key);

  if (entry)
    {
      g_queue_unlink (&self->used, &entry->link);
      g_queue_push_head_link (&self->used, &entry->link);
    }
  return entry;
}

/* In place of the one that nobody used for the longest: all at once they would cost a frame. */
static void
add_entry (FoveaType *self, char *key, PangoLayout *layout)
{
  Entry *entry = g_new0 (Entry, 1);

  if (self->used.length >= MAX_LAYOUTS)
    g_hash_table_remove (self->layouts, ((Entry *) g_queue_pop_tail_link (&self->used)->data)->key);
  *entry = (Entry){ key, layout, { .data = entry } };
  g_hash_table_insert (self->layouts, key, entry);
  g_queue_push_head_link (&self->used, &entry->link);
}

PangoLayout *
fovea_type_get_layout (FoveaType *self, const char *markup, double size, gboolean bold, double width)
{
  g_autofree char *key = g_strdup_printf ("%.2f %d %.1f %s", size, bold, width, markup);
  Entry *entry = find_entry (self, key);
  PangoLayout *layout;

  if (entry)
    return entry->layout;
  layout = new_layout (self, size, bold);
  set_markup (layout, markup);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  add_entry (self, g_steal_pointer (&key), layout);
  return layout;
}

static void
look_up_character (FoveaType *self, Digits *digits, int i, double size)
{
  g_autoptr (PangoLayout) layout = new_layout (self, size, FALSE);
  PangoRectangle ink;
  PangoLayoutRun *run;

  pango_layout_set_attributes (layout, self->tabular);
  pango_layout_set_text (layout, characters[i], -1);
  run = pango_layout_get_line_readonly (layout, 0)->runs->data;
  digits->fonts[i]
      = cairo_scaled_font_reference (pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (run->item->analysis.font)));
  digits->glyphs[i] = run->glyphs->glyphs[0].glyph;
  digits->advances[i] = (double) run->glyphs->glyphs[0].geometry.width / PANGO_SCALE;
  if (i > 0)
    return;
  pango_layout_get_extents (layout, &ink, NULL);
  digits->height = (double) ink.height / PANGO_SCALE;
}

static Digits *
get_digits (FoveaType *self, double size)
{
  gpointer key = GINT_TO_POINTER ((int) lround (size * 100));
  Digits *digits = g_hash_table_lookup (self->digits, key);

  if (digits)
    return digits;
  digits = g_new0 (Digits, 1);
  for (int i = 0; i < N_CHARACTERS; i++)
    look_up_character (self, digits, i, size);
  g_hash_table_insert (self->digits, key, digits);
  return digits;
}

/* Which character stands at *@text, moving it on. */
static int
next_character (const char **text)
{
  char first = **text;
  int i = 10;

  if (first >= '0' && first <= '9')
    {
      (*text)++;
      return first - '0';
    }
  while (i < N_CHARACTERS - 1 && !g_str_has_prefix (*text, characters[i]))
    i++;
  *text = g_utf8_next_char (*text);
  return i;
}

double
fovea_type_measure_number (FoveaType *self, const char *number, double size)
{
  Digits *digits = get_digits (self, size);
  double width = 0;

  while (*number)
    width += digits->advances[next_character (&number)];
  return width;
}

void
fovea_type_add_number (FoveaType *self, const char *number, double size, double centre_x, double centre_y,
                       GArray *glyphs)
{
  Digits *digits = get_digits (self, size);
  double x = centre_x - fovea_type_measure_number (self, number, size) / 2;
  double y = centre_y + digits->height / 2;

  while (*number)
    {
      int i = next_character (&number);
      cairo_glyph_t glyph = { digits->glyphs[i], x, y };

      g_array_append_val (glyphs, glyph);
      x += digits->advances[i];
    }
}

/* The font that glyph @number is from. */
static cairo_scaled_font_t *
find_font (Digits *digits, gulong number)
{
  for (int i = 0; i < N_CHARACTERS; i++)
    if (digits->glyphs[i] == number)
      return digits->fonts[i];
  return digits->fonts[0];
}

/* Draws @glyphs in runs of one font: a character that the first font lacks comes from another. */
void
fovea_type_show_glyphs (FoveaType *self, cairo_t *cr, double size, GArray *glyphs)
{
  Digits *digits = get_digits (self, size);
  const cairo_glyph_t *all = (const cairo_glyph_t *) (gpointer)glyphs->data;
  guint start = 0;

  while (start < glyphs->len)
    {
      cairo_scaled_font_t *font = find_font (digits, all[start].index);
      cairo_font_options_t *options = cairo_font_options_create ();
      cairo_matrix_t matrix;
      guint end = start + 1;

      while (end < glyphs->len && find_font (digits, all[end].index) == font)
        end++;
      cairo_scaled_font_get_font_matrix (font, &matrix);
      cairo_scaled_font_get_font_options (font, options);
      cairo_set_font_face (cr, cairo_scaled_font_get_font_face (font));
      cairo_set_font_matrix (cr, &matrix);
      cairo_set_font_options (cr, options);
      cairo_show_glyphs (cr, all + start, (int) (end - start));
      cairo_font_options_destroy (options);
      start = end;
    }
}
