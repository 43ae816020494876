/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers from the clipboard. What stands between two of them is told from the text: tabs if there are any (a comma is a
 * decimal point then, as half of the world writes it), else semicolons with commas in the numbers, else commas that a
 * space or nothing follows alike, else spaces. A line is a row; in a text of one line a semicolon ends one, unless it
 * parts single numbers. */

#include "config.h"

#include "lesson/cells.h"

#include "engine/error.h"
#include "lesson/convolution.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MAX_SIDE = 512
};

/* A true minus is the number's, brackets say nothing, and all ends of lines are alike. */
static char *
tidy (const char *text)
{
  static const struct
  {
    const char *from, *to;
  } changes[] = { { "\r\n", "\n" }, { "\r", "\n" }, { "−", "-" }, { "\xc2\xa0", " " }, { "[", " " }, { "],", "\n" },
                  { "]", "\n" } };
  g_autoptr (GString) string = g_string_new (text);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_string_replace (string, changes[i].from, changes[i].to, 0);
  return g_strdup (g_strstrip (string->str));
}

/* What stands between numbers and rows, and whether a comma is a decimal point. */
typedef struct
{
  const char *numbers, *rows;
  gboolean decimal_comma;
} Separators;

static Separators
find_separators (const char *text)
{
  gboolean lines = strchr (text, '\n') != NULL, spaces = strchr (text, ' ') != NULL;

  if (strchr (text, '\t'))
    return (Separators){ "\t", "\n", TRUE };
  if (strchr (text, ';') && (lines || !spaces))
    return (Separators){ ";", "\n", TRUE };
  if (strchr (text, ','))
    return strstr (text, ", ") || !spaces ? (Separators){ ",", "\n;", FALSE } : (Separators){ " ", "\n;", TRUE };
  return (Separators){ " ", "\n;", FALSE };
}

/* Reads a number, all of @text but spaces around it. */
static gboolean
read_number (const char *text, gboolean decimal_comma, int row, float *number, GError **error)
{
  g_autofree char *word = g_strdup (text);
  char *end;

  g_strstrip (word);
  if (decimal_comma)
    g_strdelimit (word, ",", '.');
  *number = (float) g_ascii_strtod (word, &end);
  if (end != word && *end == '\0' && isfinite (*number))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%.40s” in row %d is no number."), word, row + 1);
  return FALSE;
}

/* Adds the numbers of one row to @numbers. Returns: how many, −1 with an error */
static int
read_row (const char *text, const Separators *between, int row, GArray *numbers, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, between->numbers, -1);
  int n = 0;
  float number;

  for (int i = 0; words[i]; i++)
    {
      gboolean blank = strspn (words[i], " ") == strlen (words[i]);

      if (blank && (*between->numbers == ' ' || words[i + 1] == NULL)) /* spaces in a row, a separator at the end */
        continue;
      if (!read_number (words[i], between->decimal_comma, row, &number, error))
        return -1;
      g_array_append_val (numbers, number);
      n++;
    }
  return n;
}

/**
 * fovea_cells_parse:
 *
 * Returns: (transfer full): 1×1×rows×columns, or NULL with FOVEA_ERROR_ARGUMENT
 */
FoveaTensor *
fovea_cells_parse (const char *text, GError **error)
{
  g_autofree char *plain = tidy (text);
  Separators between = find_separators (plain);
  g_auto (GStrv) lines = g_strsplit_set (plain, between.rows, -1);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (float));
  int rows = 0, columns = 0;

  for (int i = 0; lines[i]; i++)
    {
      int n = read_row (lines[i], &between, rows, numbers, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        continue;
      if (rows > 0 && n != columns)
        {
          g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                       _("Rows are to be of one length: the first has %d numbers, and row %d has %d."), columns,
                       rows + 1, n);
          return NULL;
        }
      columns = n;
      rows++;
    }
  if (rows > 0 && rows <= MAX_SIDE && columns <= MAX_SIDE)
    return fovea_tensor_new_from (1, 1, rows, columns, (const float *) numbers->data);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               rows == 0 ? _("There are no numbers on the clipboard.")
                         : _("There are %d rows of %d numbers on the clipboard; %d of each is the most."),
               rows, columns, MAX_SIDE);
  return NULL;
}

/* Makes the input @rows × @columns. Returns: whether it can be */
static gboolean
resize_input (FoveaLesson *self, int rows, int columns)
{
  FoveaCells cells;

  if (rows > FOVEA_CONVOLUTION_MAX_INPUT || columns > FOVEA_CONVOLUTION_MAX_INPUT)
    return FALSE;
  g_object_set (self, "input-height", rows, "input-width", columns, NULL);
  cells = fovea_lesson_get_input_cells (self);
  return cells.rows == rows && cells.columns == columns;
}

static gboolean
has_room (const FoveaCells *cells, int rows, int columns)
{
  return rows <= cells->rows && columns <= cells->columns;
}

/**
 * fovea_lesson_paste:
 * @cell: where the first number goes
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT where there is no room for so many
 */
gboolean
fovea_lesson_paste (FoveaLesson *self, const FoveaCell *cell, gboolean at_cell, const FoveaTensor *numbers,
                    GError **error)
{
  FoveaCells cells = fovea_lesson_get_cells (self, cell);
  int rows = numbers->h, columns = numbers->w, top = at_cell ? cell->row : 0, left = at_cell ? cell->column : 0;
  gboolean input = cell->kind == FOVEA_CELL_OF_INPUT, fits;

  fovea_lesson_hold (self);
  if (!at_cell || !has_room (&cells, top + rows, left + columns))
    top = left = 0;
  fits = has_room (&cells, rows, columns) && (at_cell || !input || (cells.rows == rows && cells.columns == columns));
  if (!fits && input)
    fits = resize_input (self, rows, columns);
  for (int i = 0; fits && i < rows; i++)
    for (int j = 0; j < columns; j++)
      cells.set (self, cell->filter, cell->slice, top + i, left + j, *fovea_tensor_at (numbers, 0, 0, i, j));
  fovea_lesson_release (self);
  if (!fits)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 _("%d rows of %d numbers do not go into this grid of %d rows and %d columns."),
                 rows, columns, cells.rows, cells.columns);
  return fits;
}
