/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lecture writes (N − F + 2P)/S + 1, its summary W₂ = (W₁ − F + 2P)/S + 1, and PyTorch's manual calls the same
 * numbers W_in, kernel_size, padding and stride. Texts hold a letter in braces where any of these names may stand;
 * what is computed is the same in all of them. */

#include "config.h"

#include "lesson/letters.h"

#include <string.h>

static const GEnumValue all[] = {
  { FOVEA_LETTERS_LECTURE, "FOVEA_LETTERS_LECTURE", "lecture" },
  { FOVEA_LETTERS_SUMMARY, "FOVEA_LETTERS_SUMMARY", "summary" },
  { FOVEA_LETTERS_PYTORCH, "FOVEA_LETTERS_PYTORCH", "pytorch" },
  { 0, NULL, NULL },
};

static const struct
{
  const char *key, *names[FOVEA_N_LETTERS];
} quantities[] = {
  { "N", { "N", "W₁", "W_in" } },                           /* columns of the input, and the side of a square one */
  { "H", { "N", "H₁", "H_in" } },                           /* its rows */
  { "D", { "D", "D₁", "in_channels" } },
  { "F", { "F", "F", "kernel_size" } },
  { "K", { "K", "K", "out_channels" } },
  { "S", { "S", "S", "stride" } },
  { "P", { "P", "P", "padding" } },
  { "P1", { "P₁", "P₁", "padding₁" } },                     /* of SAME: before and behind */
  { "P2", { "P₂", "P₂", "padding₂" } },
  { "E", { "E", "E", "(dilation·(kernel_size − 1) + 1)" } }, /* the cells that a dilated filter covers */
  { "=W", { "", "W₂ = ", "W_out = " } },                    /* the left side of an equation; the lecture has none */
  { "=H", { "", "H₂ = ", "H_out = " } },
};

GType
fovea_letters_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaLetters", all));
  return type;
}

gboolean
fovea_letters_are_short (FoveaLetters self)
{
  return self != FOVEA_LETTERS_PYTORCH;
}

/* NULL if @key, of @length bytes, is none. */
static const char *
find_name (FoveaLetters self, const char *key, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (quantities); i++)
    if (strlen (quantities[i].key) == length && strncmp (quantities[i].key, key, length) == 0)
      return quantities[i].names[self];
  return NULL;
}

/**
 * fovea_letters_write:
 * @text: with a letter in braces wherever a name is to stand: "({N} − {F} + 2{P})/{S} + 1"
 *
 * Braces around anything else stay as they are. Between a number and a name of several letters a · is put.
 *
 * Returns: (transfer full): the text with the names in
 */
char *
fovea_letters_write (FoveaLetters self, const char *text)
{
  GString *written = g_string_new (NULL);

  g_return_val_if_fail ((guint) self < FOVEA_N_LETTERS, NULL);

  while (*text)
    {
      gsize length = *text == '{' ? strcspn (text + 1, "}") : 0;
      const char *name = length > 0 && text[1 + length] == '}' ? find_name (self, text + 1, length) : NULL;

      if (name && !fovea_letters_are_short (self) && written->len > 0
          && g_ascii_isdigit (written->str[written->len - 1]))
        g_string_append (written, "·");
      if (name)
        g_string_append (written, name);
      else
        g_string_append_c (written, *text);
      text += name ? length + 2 : 1;
    }
  return g_string_free (written, FALSE);
}

/**
 * fovea_letters_write_size:
 * @geometry: of which only matters whether the filter is dilated
 * @uneven: there are two paddings, before and behind
 * @vertical: along the columns of the input, else along its rows
 *
 * Returns: (transfer full): the formula of the output's size: "(N − F + 2P)/S + 1", "W₂ = (W₁ − F + 2P)/S + 1"
 */
char *
fovea_letters_write_size (FoveaLetters self, const FoveaGeometry *geometry, gboolean uneven, gboolean vertical)
{
  g_autofree char *text = g_strdup_printf ("{=%s}({%s} − {%s} + %s)/{S} + 1", vertical ? "H" : "W", vertical ? "H" : "N",
                                           geometry->dilation == 1 ? "F" : "E",
                                           uneven ? "{P1} + {P2}" : "2{P}");

  return fovea_letters_write (self, text);
}

const char *const *
fovea_letters_get_symbols (FoveaLetters self)
{
  static const char *const symbols[FOVEA_N_LETTERS][4]
      = { { "P", "S", "F", "N" }, { "P", "S", "F", "W₁" }, { "padding", "stride", "kernel_size", "W_in" } };

  g_return_val_if_fail ((guint) self < FOVEA_N_LETTERS, NULL);
  return symbols[self];
}
