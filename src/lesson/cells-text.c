/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks of numbers as lesson files write them: "1 0 −1; 2 0 −2 / …", rows apart by semicolons, slices by slashes. */

#include "config.h"

#include "lesson/cells.h"

#include "engine/error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The number at *@text, which is moved behind it; spaces and commas stand between numbers. */
static gboolean
take_number (char **text, double *number)
{
  char *end;

  *number = g_ascii_strtod (*text, &end);
  if (end == *text || !isfinite ((float) *number))
    return FALSE;
  *text = end + strspn (end, " ,\t");
  return TRUE;
}

static gboolean
count_error (const FoveaCells *self, int slice, int row, GError **error)
{
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("slice %d, row %d is wrong: there are to be %d slices, apart by “/”, of %d rows, apart by “;”, of %d "
                 "numbers, apart by spaces."),
               slice + 1, row + 1, self->slices, self->rows, self->columns);
  return FALSE;
}

/* Reads @text into @numbers, slices×rows×columns. */
static gboolean
read_numbers (const FoveaCells *self, const char *text, GArray *numbers, GError **error)
{
  g_auto (GStrv) pieces = g_strsplit (text, "−", -1);
  g_autofree char *plain = g_strjoinv ("-", pieces);
  char *at = plain + strspn (plain, " \t");
  double number;

  for (int slice = 0; slice < self->slices; slice++)
    for (int row = 0; row < self->rows; row++)
      {
        gboolean last = row == self->rows - 1, end = last && slice == self->slices - 1;

        for (int column = 0; column < self->columns; column++)
          {
            float value;

            if (!take_number (&at, &number))
              return count_error (self, slice, row, error);
            value = number;
            g_array_append_val (numbers, value);
          }
        if (*at != (end ? '\0' : last ? '/' : ';'))
          return count_error (self, slice, row, error);
        at += end ? 0 : 1 + strspn (at + 1, " \t");
      }
  return TRUE;
}

gboolean
fovea_cells_set_text (const FoveaCells *self, const char *text, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (float));
  int i = 0;

  if (!read_numbers (self, text, numbers, error))
    return FALSE;
  fovea_lesson_hold (self->lesson);
  for (int slice = 0; slice < self->slices; slice++)
    for (int row = 0; row < self->rows; row++)
      for (int column = 0; column < self->columns; column++)
        self->set (self->lesson, self->filter, slice, row, column, g_array_index (numbers, float, i++));
  fovea_lesson_release (self->lesson);
  return TRUE;
}

char *
fovea_cells_get_text (const FoveaCells *self)
{
  GString *text = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (int slice = 0; slice < self->slices; slice++)
    for (int row = 0; row < self->rows; row++)
      for (int column = 0; column < self->columns; column++)
        {
          const char *before = column > 0 ? " " : row > 0 ? "; " : slice > 0 ? " / " : "";

          g_ascii_formatd (number, sizeof number, "%.9g",
                           self->get (self->lesson, self->filter, slice, row, column));
          g_string_append_printf (text, "%s%s", before, number);
        }
  return g_string_free (text, FALSE);
}

gboolean
fovea_cells_equal (const FoveaCells *a, const FoveaCells *b)
{
  for (int slice = 0; slice < a->slices; slice++)
    for (int row = 0; row < a->rows; row++)
      for (int column = 0; column < a->columns; column++)
        if (a->get (a->lesson, a->filter, slice, row, column) != b->get (b->lesson, b->filter, slice, row, column))
          return FALSE;
  return TRUE;
}
