/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the views of a convolution read from the lesson, product by product. Tap i of a filter is
 *   slice i / F² of those that the filter sees, row i / F mod F, column i mod F,
 * and at output (r, c) it meets the input at row r·S + row·dilation − P, column c·S + column·dilation − P. */

#include "config.h"

#include "scene/view-cells.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MAX_LIMITS = 4 /* maps whose largest number is looked for, and the current one's: each takes a while */
};

FoveaTap
fovea_view_get_tap (const FoveaViewFrame *frame, gint64 index)
{
  int columns = frame->x.filter, rows = frame->y.filter;

  return (FoveaTap){ frame->first_seen + (int)(index / (rows * columns)), (int)(index / columns % rows),
                     (int)(index % columns) };
}

FoveaTap
fovea_view_turn_tap (const FoveaViewFrame *frame, FoveaTap tap)
{
  return (FoveaTap){ tap.slice, frame->y.filter - 1 - tap.row, frame->x.filter - 1 - tap.column };
}

void
fovea_view_find_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap, int *row, int *column)
{
  *row = place.row * frame->y.stride + tap.row * frame->y.dilation - frame->y.pad;
  *column = place.column * frame->x.stride + tap.column * frame->x.dilation - frame->x.pad;
}

FoveaCellState
fovea_view_get_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap, float *value)
{
  int row, column;

  fovea_view_find_input (frame, place, tap, &row, &column);
  *value = fovea_convolution_get_value (frame->lesson, tap.slice, row, column);
  return row >= 0 && column >= 0 && row < frame->y.input && column < frame->x.input ? FOVEA_CELL_VALUE
                                                                                    : FOVEA_CELL_PADDING;
}

float
fovea_view_get_weight (const FoveaViewFrame *frame, int filter, FoveaTap tap)
{
  return fovea_convolution_get_applied_weight (frame->lesson, filter, tap.slice, tap.row, tap.column);
}

FoveaCellState
fovea_view_get_output (const FoveaViewFrame *frame, FoveaPlace place, float *value)
{
  int known, filled, cell = place.row * frame->columns + place.column;
  int filter = place.map & (FOVEA_CONVOLUTION_TURNED - 1);
  gboolean here = filter == frame->place.map && place.row == frame->place.row && place.column == frame->place.column;
  const float *map;

  *value = 0;
  if (frame->refused || (here && frame->asked))
    return FOVEA_CELL_EMPTY;
  filled = fovea_convolution_count_filled (frame->lesson, place.map);
  if (cell >= filled)
    return FOVEA_CELL_EMPTY;
  map = fovea_convolution_get_map (frame->lesson, place.map, &known);
  if (cell >= known)
    return FOVEA_CELL_EMPTY;
  *value = map[cell];
  return FOVEA_CELL_VALUE;
}

double
fovea_view_get_sum (const FoveaViewFrame *frame)
{
  const float *sums = fovea_convolution_get_slice_sums (frame->lesson, frame->position);
  double sum = 0;

  for (int slice = 0; slice < frame->seen; slice++)
    sum += sums[slice];
  return sum;
}

FoveaCell
fovea_view_name_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap)
{
  FoveaCell cell = { FOVEA_CELL_OF_INPUT, 0, tap.slice, 0, 0 };

  fovea_view_find_input (frame, place, tap, &cell.row, &cell.column);
  return cell;
}

FoveaCell
fovea_view_name_weight (const FoveaViewFrame *frame, int filter, FoveaTap tap)
{
  FoveaTap at = fovea_convolution_get_flip (frame->lesson) ? fovea_view_turn_tap (frame, tap) : tap;

  return (FoveaCell){ FOVEA_CELL_OF_FILTER, filter,
                      tap.slice - fovea_convolution_get_first_slice (frame->lesson, filter), at.row, at.column };
}

FoveaCell
fovea_view_name_bias (int filter)
{
  return (FoveaCell){ FOVEA_CELL_OF_BIAS, 0, 0, 0, filter };
}

FoveaOverlay
fovea_view_get_overlay (const FoveaViewFrame *frame, double t)
{
  return (FoveaOverlay){ .x = frame->x,
                         .y = frame->y,
                         .convention = fovea_convolution_get_convention (frame->lesson),
                         .row = frame->from.row + t * (frame->place.row - frame->from.row),
                         .column = frame->from.column + t * (frame->place.column - frame->from.column),
                         .palette = frame->palette,
                         .unit = frame->unit };
}

/* The largest |value| of a map that is about to be drawn, and is computed for that now. */
static float
get_map_limit (const FoveaViewFrame *frame, int filter)
{
  int known;

  if (!frame->refused)
    fovea_convolution_get_map (frame->lesson, filter, &known);
  return fovea_convolution_get_map_limit (frame->lesson, filter);
}

void
fovea_view_set_scale (const FoveaViewFrame *frame, FoveaGrid *grid, FoveaScale scale, int first, int n)
{
  float low = 0, high = 0;

  if (scale == FOVEA_SCALE_INPUT)
    fovea_convolution_get_value_range (frame->lesson, &low, &high);
  for (int filter = first; scale == FOVEA_SCALE_WEIGHT && filter < first + n; filter++)
    high = fmaxf (high, fovea_convolution_get_weight_limit (frame->lesson, filter));
  for (int filter = first; scale == FOVEA_SCALE_OUTPUT && filter < first + MIN (n, MAX_LIMITS); filter++)
    high = fmaxf (high, get_map_limit (frame, filter));
  if (scale == FOVEA_SCALE_OUTPUT && n > MAX_LIMITS)
    high = fmaxf (high, get_map_limit (frame, frame->place.map));
  grid->scale = scale;
  grid->low = low;
  grid->high = high;
}

/* --- placing */

FoveaBox
fovea_view_add_text (const FoveaViewFrame *frame, const char *name, double size, gboolean bold, FoveaColour colour,
                     const char *markup, double x, double y)
{
  FoveaText look = { .size = size, .bold = bold, .colour = colour };

  return fovea_sheet_add_text (frame->sheet, name, &look, markup, x, y);
}

FoveaBox
fovea_view_add_chip (const FoveaViewFrame *frame, const char *name, const char *text, double x, double y,
                     FoveaAction action)
{
  FoveaText look = { .size = 11.5, .colour = frame->palette->ink };

  return fovea_sheet_add_chip (frame->sheet, name, &look, text, x, y, FOVEA_CHIP_PLAIN, action);
}

double
fovea_view_fit_cell (double room, int cells, double most)
{
  double cell = fmin (room / cells, most);

  return cell >= FOVEA_CELL_MIN ? floor (cell) : cell;
}

/* --- words */

char *
fovea_view_say_place (const FoveaViewFrame *frame)
{
  if (frame->filters == 1)
    return g_strdup_printf (_("row %d, column %d"), frame->place.row + 1, frame->place.column + 1);
  return g_strdup_printf (_("map %d, row %d, column %d"), frame->place.map + 1, frame->place.row + 1,
                          frame->place.column + 1);
}

char *
fovea_view_paint_word (const FoveaViewFrame *frame, FoveaScale scale, const char *text)
{
  char hex[8];

  fovea_colour_hex (scale == FOVEA_SCALE_INPUT    ? frame->palette->input_label
                    : scale == FOVEA_SCALE_WEIGHT ? frame->palette->weight_label
                                                  : frame->palette->output_label,
                    hex);
  return g_strdup_printf ("<span foreground=\"%s\">%s</span>", hex, text);
}

char *
fovea_view_say_sum (const FoveaViewFrame *frame)
{
  char sum[FOVEA_NUMBER_SIZE], bias[FOVEA_NUMBER_SIZE], result[FOVEA_NUMBER_SIZE];
  g_autofree char *green = NULL;

  if (frame->asked)
    return g_strdup ("Σ = …");
  fovea_number_short (fovea_convolution_get_result (frame->lesson, frame->position), 7, result);
  green = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, result);
  return g_strdup_printf ("Σ = %s, + b (%s) = <b>%s</b>", fovea_number_short (fovea_view_get_sum (frame), 7, sum),
                          fovea_number_short (fovea_convolution_get_bias (frame->lesson, frame->place.map), 6, bias),
                          green);
}

char *
fovea_view_say_terms (const FoveaViewFrame *frame, int most)
{
  GString *terms = g_string_new (NULL);
  gint64 shown = MIN (frame->volume, (gint64)most);
  char number[FOVEA_NUMBER_SIZE];

  for (gint64 i = 0; i < shown; i++)
    {
      FoveaTap tap = fovea_view_get_tap (frame, i);
      float value, weight = fovea_view_get_weight (frame, frame->place.map, tap);
      g_autofree char *blue = NULL, *orange = NULL;

      fovea_view_get_input (frame, frame->place, tap, &value);
      blue = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, fovea_number_factor (value, 5, number));
      orange = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, fovea_number_factor (weight, 5, number));
      g_string_append_printf (terms, "%s%s × %s", i > 0 ? " + " : "", blue, orange);
    }
  if (shown < frame->volume)
    {
      fovea_number_count (frame->volume - shown, number);
      g_string_append_printf (terms, _(" + … (%s more)"), number);
    }
  return g_string_free (terms, FALSE);
}

char *
fovea_view_say_pixel (const FoveaViewFrame *frame, int slice, int row, int column)
{
  char number[FOVEA_NUMBER_SIZE];

  if (row < 0 || column < 0 || row >= frame->y.input || column >= frame->x.input)
    return g_strdup (_("padding: 0"));
  return g_strdup_printf (_("x[%d, %d, %d] = %s"), row, column, slice,
                          fovea_number_full (fovea_convolution_get_value (frame->lesson, slice, row, column), number));
}

char *
fovea_view_say_input (const FoveaViewFrame *frame, FoveaPlace place, FoveaTap tap)
{
  int row, column;

  fovea_view_find_input (frame, place, tap, &row, &column);
  return fovea_view_say_pixel (frame, tap.slice, row, column);
}

/* Named as it is stored, wherever `flip` puts it. */
char *
fovea_view_say_weight (const FoveaViewFrame *frame, int filter, FoveaTap tap)
{
  FoveaTap at = fovea_convolution_get_flip (frame->lesson) ? fovea_view_turn_tap (frame, tap) : tap;
  char number[FOVEA_NUMBER_SIZE];

  fovea_number_full (fovea_view_get_weight (frame, filter, tap), number);
  return g_strdup_printf (_("w%d[%d, %d, %d] = %s"), filter, at.row, at.column, tap.slice, number);
}

char *
fovea_view_say_bias (const FoveaViewFrame *frame, int filter)
{
  char number[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("bias b%d = %s"), filter,
                          fovea_number_full (fovea_convolution_get_bias (frame->lesson, filter), number));
}

char *
fovea_view_say_output (const FoveaViewFrame *frame, FoveaPlace place)
{
  int filter = place.map & (FOVEA_CONVOLUTION_TURNED - 1);
  int position = fovea_convolution_get_position_of (frame->lesson, (FoveaPlace){ filter, place.row, place.column });
  char number[FOVEA_NUMBER_SIZE];
  float value;

  if (frame->asked && position == frame->position)
    return fovea_say_hidden ();
  if (fovea_view_get_output (frame, place, &value) == FOVEA_CELL_EMPTY)
    return g_strdup_printf (_("map %d, row %d, column %d: not reached yet"), filter + 1, place.row + 1,
                            place.column + 1);
  return g_strdup_printf (_("map %d, row %d, column %d: %s"), filter + 1, place.row + 1, place.column + 1,
                          fovea_number_full (value, number));
}
