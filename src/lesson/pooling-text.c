/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pooling lesson says of a position. */

#include "config.h"

#include "lesson/pooling-private.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

/* "1, 1, 5, 6" */
static char *
list_values (FoveaPooling *self, FoveaPlace place)
{
  FoveaPoolingPart part = fovea_pooling_get_part (self, place);
  GString *list = g_string_new (NULL);
  char value[FOVEA_NUMBER_SIZE];

  for (int i = 0; i < part.rows; i++)
    for (int j = 0; j < part.columns; j++)
      g_string_append_printf (
          list, "%s%s", i + j > 0 ? ", " : "",
          fovea_number_full (fovea_field_get (&self->input, place.map, part.row + i, part.column + j), value));
  return g_string_free (list, FALSE);
}

/* Where the gradient of a place goes. */
static char *
say_backward (FoveaPooling *self, FoveaPlace place, const char *where)
{
  char gradient[FOVEA_NUMBER_SIZE], share[FOVEA_NUMBER_SIZE];
  int row = 0, column = 0;

  fovea_number_full (fovea_pooling_get_output_gradient (self, place), gradient);
  if (self->kind == FOVEA_POOLING_L2)
    return g_strdup_printf (_ ("%s: the gradient %s is shared out by x / y, each number over the output"), where,
                            gradient);
  if (self->kind == FOVEA_POOLING_AVERAGE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: of the gradient %s the %s number gets all",
                                         "%s: of the gradient %s each of the %s numbers gets the same part",
                                         (gulong) fovea_pooling_get_divisor (self, place)),
                            where, gradient, fovea_number_full (fovea_pooling_get_divisor (self, place), share));
  if (!fovea_pooling_get_winner (self, place, &row, &column))
    return g_strdup_printf (_ ("%s: there is nothing but padding"), where);
  return g_strdup_printf (_ ("%s: the gradient %s goes to the largest alone, in row %d, column %d of the input"), where,
                          gradient, row + 1, column + 1);
}

char *
fovea_pooling_say_position (FoveaLesson *lesson, int position)
{
  FoveaPooling *self = FOVEA_POOLING (lesson);
  FoveaPlace place = fovea_pooling_get_place (self, position);
  char result[FOVEA_NUMBER_SIZE], count[FOVEA_NUMBER_SIZE];
  g_autofree char *values = NULL, *where = NULL;

  if (self->numbers[FILTER] <= 4)
    values = list_values (self, place);
  else
    values = g_strdup_printf (_ ("%s numbers"),
                              fovea_number_count ((gint64) self->numbers[FILTER] * self->numbers[FILTER], count));
  where = self->numbers[DEPTH] == 1
              ? g_strdup_printf (_ ("row %d, column %d"), place.row + 1, place.column + 1)
              : g_strdup_printf (_ ("slice %d, row %d, column %d"), place.map + 1, place.row + 1, place.column + 1);
  fovea_number_full (fovea_pooling_get_result (self, place), result);
  if (self->pass == FOVEA_LESSON_BACKWARD)
    return say_backward (self, place, where);
  return g_strdup_printf (self->kind == FOVEA_POOLING_MAX       ? _ ("%s: the largest of %s is %s")
                          : self->kind == FOVEA_POOLING_AVERAGE ? _ ("%s: the mean of %s is %s")
                                                                : _ ("%s: the root of the sum of squares of %s is %s"),
                          where, values, result);
}
