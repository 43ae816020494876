/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks of numbers as lesson files write them: "1 0 −1; 2 0 −2 / …", rows apart by semicolons, slices by slashes; or a
 * few numbers by their places: "1 2 3 −7.5; …" is −7.5 in slice 1, row 2, column 3. */

#include "config.h"

#include "lesson/cells.h"

#include "engine/error.h"
#include "lesson/edits.h"

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

/* With hyphens for minus signs. */
static char *
make_plain (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (text, "−", -1);

  return g_strjoinv ("-", pieces);
}

/* Reads @text into @numbers, slices×rows×columns. */
static gboolean
read_numbers (const FoveaCells *self, const char *text, GArray *numbers, GError **error)
{
  g_autofree char *plain = make_plain (text);
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

/* To the last bit. */
static void
append_number (GString *text, float value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (number, sizeof number, "%.9g", value));
}

char *
fovea_cells_get_text (const FoveaCells *self)
{
  GString *text = g_string_new (NULL);

  for (int slice = 0; slice < self->slices; slice++)
    for (int row = 0; row < self->rows; row++)
      for (int column = 0; column < self->columns; column++)
        {
          g_string_append (text, column > 0 ? " " : row > 0 ? "; " : slice > 0 ? " / " : "");
          append_number (text, self->get (self->lesson, self->filter, slice, row, column));
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

/* The count from 1 to @most at *@text, which is moved behind it, as an index from 0. */
static gboolean
take_index (char **text, int most, int *index)
{
  double number;

  if (!take_number (text, &number) || !(number >= 1 && number <= most) || number != floor (number))
    return FALSE;
  *index = (int) number - 1;
  return TRUE;
}

static gboolean
take_edit (const FoveaCells *self, char **text, FoveaEdit *edit)
{
  double number;

  if (!take_index (text, self->slices, &edit->slice) || !take_index (text, self->rows, &edit->row)
      || !take_index (text, self->columns, &edit->column) || !take_number (text, &number))
    return FALSE;
  edit->value = (float) number;
  return **text == '\0' || **text == ';';
}

static GArray *
read_edits (const FoveaCells *self, const char *text, GError **error)
{
  g_autofree char *plain = make_plain (text);
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (FoveaEdit));
  char *at = plain + strspn (plain, " \t");

  for (gboolean more = TRUE; more;)
    {
      FoveaEdit edit = { .filter = self->filter };

      if (!take_edit (self, &at, &edit))
        {
          g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                       _("number %d is wrong: there are to be its slice, 1 to %d, its row, 1 to %d, its column, 1 to %d, "
                         "and itself, apart by spaces; the next follows a “;”."),
                       (int) edits->len + 1, self->slices, self->rows, self->columns);
          return NULL;
        }
      g_array_append_val (edits, edit);
      more = *at == ';';
      at += more ? 1 + strspn (at + 1, " \t") : 0;
    }
  return g_steal_pointer (&edits);
}

gboolean
fovea_cells_set_edits (const FoveaCells *self, const char *text, GError **error)
{
  g_autoptr (GArray) edits = read_edits (self, text, error);

  if (edits == NULL)
    return FALSE;
  fovea_lesson_hold (self->lesson);
  for (guint i = 0; i < edits->len; i++)
    {
      const FoveaEdit *edit = &g_array_index (edits, FoveaEdit, i);

      self->set (self->lesson, self->filter, edit->slice, edit->row, edit->column, edit->value);
    }
  fovea_lesson_release (self->lesson);
  return TRUE;
}

char *
fovea_cells_write_edits (const GArray *edits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const FoveaEdit *edit = &g_array_index (edits, FoveaEdit, i);

      g_string_append_printf (text, "%s%d %d %d ", i > 0 ? "; " : "", edit->slice + 1, edit->row + 1, edit->column + 1);
      append_number (text, edit->value);
    }
  return g_string_free (text, FALSE);
}
