/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes to standard output: always UTF-8, whatever the locale, so that scripts read the same everywhere. */

#include "config.h"

#include "cli/print.h"

#include <stdarg.h>
#include <stdio.h>

void
fovea_print (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
}

/* One line of JSON: what @builder holds. */
void
fovea_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
  fflush (stdout);
}

static void
print_cell (const char *text, glong width, gboolean left)
{
  int blanks = (int) (width - g_utf8_strlen (text, -1));

  printf ("%*s%s%*s", left ? 0 : blanks, "", text, left ? blanks : 0, "");
}

/**
 * fovea_print_table:
 * @rows: (element-type GStrv): all with the same number of cells
 * @left: how many columns are set flush left; numbers behind them flush right
 */
void
fovea_print_table (const GPtrArray *rows, guint left)
{
  guint columns = rows->len > 0 ? g_strv_length (rows->pdata[0]) : 0;
  g_autofree glong *widths = g_new0 (glong, columns);

  for (guint row = 0; row < rows->len; row++)
    for (guint column = 0; column < columns; column++)
      widths[column] = MAX (widths[column], g_utf8_strlen (((char **) rows->pdata[row])[column], -1));
  for (guint row = 0; row < rows->len; row++)
    for (guint column = 0; column < columns; column++)
      {
        const char *cell = ((char **) rows->pdata[row])[column];
        gboolean last = column + 1 == columns;

        print_cell (cell, last && *cell == '\0' ? 0 : widths[column], column < left);
        fputs (last ? "\n" : "  ", stdout);
      }
}

void
fovea_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
fovea_json_add_real (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

void
fovea_json_add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* The members that tell of a misfit, into the object that is open: exact, left_over, suggestions. */
void
fovea_json_add_misfit (JsonBuilder *builder, const FoveaGeometry *geometry)
{
  g_autoptr (GArray) suggestions = fovea_geometry_suggest (geometry);
  FoveaFit fit = fovea_geometry_fit (geometry);

  fovea_json_add_real (builder, "exact", fit.exact);
  fovea_json_add_int (builder, "left_over", fit.left_over);
  json_builder_set_member_name (builder, "suggestions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < suggestions->len; i++)
    {
      const FoveaSuggestion *one = &g_array_index (suggestions, FoveaSuggestion, i);

      json_builder_begin_object (builder);
      fovea_json_add_text (builder, "parameter", fovea_parameter_name (one->parameter));
      fovea_json_add_int (builder, "value", one->value);
      fovea_json_add_int (builder, "output", one->output);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A file that was written: "name": {"path": …, "shape": [N, C, H, W]}. */
void
fovea_json_add_written (JsonBuilder *builder, const char *name, const char *path, const FoveaTensor *tensor)
{
  const int sizes[] = { tensor->n, tensor->c, tensor->h, tensor->w };

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "path", path);
  json_builder_set_member_name (builder, "shape");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    json_builder_add_int_value (builder, sizes[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
