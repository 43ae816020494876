/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The arithmetic of the current position: its products one by one, or slice by slice, their sum, bias and result. */

#include "config.h"

#include "scene/convolution-frame.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* "2 × (−1)", coloured; with " = −2" in bold unless @terse. */
static char *
say_product (const FoveaFrame *frame, int row, int column, gboolean terse)
{
  FoveaGeometry x = fovea_convolution_get_geometry (frame->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (frame->lesson, TRUE);
  float value = fovea_convolution_get_value (frame->lesson, 0, frame->place.row * y.stride + row * y.dilation - y.pad,
                                             frame->place.column * x.stride + column * x.dilation - x.pad);
  float weight = fovea_convolution_get_applied_weight (frame->lesson, frame->place.map, 0, row, column);
  char values[FOVEA_NUMBER_SIZE], weights[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE], blue[8], orange[8];
  const FoveaPalette *palette = frame->palette;
  gboolean quiet = terse && value * weight == 0; /* among many, those count that add something */
  g_autofree char *factors = NULL;

  factors = g_strdup_printf ("<span foreground=\"%s\">%s</span> × <span foreground=\"%s\">%s</span>",
                             fovea_colour_hex (quiet ? palette->dim : palette->input_label, blue),
                             fovea_number_factor (value, 5, values),
                             fovea_colour_hex (quiet ? palette->dim : palette->weight_label, orange),
                             fovea_number_factor (weight, 5, weights));
  if (terse)
    return g_steal_pointer (&factors);
  return g_strdup_printf ("%s = <b>%s</b>", factors, fovea_number_short (value * weight, 5, product));
}

/* All colours are written alike: the longest markup is the longest text. */
char *
fovea_frame_say_longest_term (const FoveaFrame *frame)
{
  char *longest = g_strdup ("");

  for (int i = 0; frame->windows && i < frame->filter_rows * frame->filter_columns; i++)
    {
      char *term = say_product (frame, i / frame->filter_columns, i % frame->filter_columns, TRUE);

      if (strlen (term) > strlen (longest))
        {
          char *shorter = longest;

          longest = term;
          term = shorter;
        }
      g_free (term);
    }
  return longest;
}

static void
place_product_boxes (FoveaFrame *frame, double x, double y)
{
  FoveaText text = fovea_look (12, FALSE, frame->palette->ink);
  double unit = frame->unit;

  for (int row = 0; row < frame->filter_rows; row++)
    for (int column = 0; column < frame->filter_columns; column++)
      {
        FoveaBox box = { round (x + column * (frame->box_width + 6 * unit)),
                         round (y + row * (frame->box_height + 6 * unit)), frame->box_width, frame->box_height };
        g_autofree char *product = say_product (frame, row, column, FALSE);
        g_autofree char *name = g_strdup_printf ("product %d %d", row, column);
        double width, height;

        fovea_sheet_add_panel (frame->sheet, box);
        fovea_sheet_measure (frame->sheet, &text, product, &width, &height);
        fovea_sheet_add_text (frame->sheet, name, &text, product, box.x + (box.width - width) / 2,
                              box.y + (box.height - height) / 2);
      }
}

/* The terms in rows and columns. Returns: where they end */
static double
place_product_table (FoveaFrame *frame, double size, double x, double y)
{
  FoveaText text = fovea_look (size, FALSE, frame->palette->ink);
  int n = frame->filter_columns, area = n * frame->filter_rows;

  for (int i = 0; i < area; i++)
    {
      g_autofree char *product = say_product (frame, i / n, i % n, TRUE);
      g_autofree char *term = g_strdup_printf ("%s%s", product, i + 1 < area ? " +" : "");
      g_autofree char *name = g_strdup_printf ("product %d %d", i / n, i % n);

      fovea_sheet_add_text (frame->sheet, name, &text, term, round (x + i % n * frame->term_width),
                            round (y + i / n * FOVEA_FRAME_TERM * frame->unit));
    }
  return y + frame->filter_rows * FOVEA_FRAME_TERM * frame->unit;
}

/* The terms as running text. Returns: where it ends */
static double
place_product_text (FoveaFrame *frame, double x, double y, double width)
{
  FoveaText text = { .size = 12, .colour = frame->palette->ink, .width = width };
  g_autoptr (GString) terms = g_string_new (NULL);
  FoveaBox box;

  for (int i = 0; i < frame->filter_rows * frame->filter_columns; i++)
    {
      g_autofree char *product = say_product (frame, i / frame->filter_columns, i % frame->filter_columns, TRUE);

      g_string_append_printf (terms, "%s%s", i > 0 ? " + " : "", product);
    }
  box = fovea_sheet_add_text (frame->sheet, "products", &text, terms->str, x, y);
  return box.y + box.height;
}

/* The sums of the slices from @first to @end, the last not included. */
static double
sum_slices (const FoveaFrame *frame, int first, int end)
{
  const float *sums
      = fovea_convolution_get_slice_sums (frame->lesson, fovea_lesson_get_position (FOVEA_LESSON (frame->lesson)));
  double sum = 0;

  for (int slice = first; slice < end; slice++)
    sum += sums[slice];
  return sum;
}

/* "Σ = 1, + b (1) = 2" */
char *
fovea_frame_say_sum (const FoveaFrame *frame)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (frame->lesson));
  float result = fovea_convolution_get_result (frame->lesson, position);
  float bias = fovea_convolution_get_bias (frame->lesson, frame->place.map);
  char sums[FOVEA_NUMBER_SIZE], biases[FOVEA_NUMBER_SIZE], results[FOVEA_NUMBER_SIZE], green[8];

  return g_strdup_printf ("Σ = %s, + b (%s) = <b><span foreground=\"%s\">%s</span></b>",
                          fovea_number_short (sum_slices (frame, 0, frame->seen), 7, sums),
                          fovea_number_short (bias, 6, biases),
                          fovea_colour_hex (frame->palette->output_label, green),
                          fovea_number_short (result, 7, results));
}

void
fovea_frame_place_slice_sums (FoveaFrame *frame, double x, double y, double width)
{
  FoveaText text = { .size = 13, .colour = frame->palette->ink, .width = width };
  int position = fovea_lesson_get_position (FOVEA_LESSON (frame->lesson));
  const float *parts = fovea_convolution_get_slice_sums (frame->lesson, position);
  g_autoptr (GString) sum = g_string_new (NULL), result = g_string_new (NULL);
  char number[FOVEA_NUMBER_SIZE], green[8];
  double taken, height;

  for (int slice = 0; slice < frame->seen; slice++)
    g_string_append_printf (sum, "%s + ", slice == 0 ? fovea_number_short (parts[slice], 6, number)
                                                     : fovea_number_factor (parts[slice], 6, number));
  g_string_append_printf (sum, "b\302\240(%s) ",
                          fovea_number_short (fovea_convolution_get_bias (frame->lesson, frame->place.map), 6, number));
  g_string_append_printf (result, "=\302\240<b><span foreground=\"%s\">%s</span></b>",
                          fovea_colour_hex (frame->palette->output_label, green),
                          fovea_number_short (fovea_convolution_get_result (frame->lesson, position), 7, number));
  g_string_append (sum, result->str);
  fovea_sheet_measure (frame->sheet, &text, sum->str, &taken, &height);
  fovea_sheet_add_text (frame->sheet, "sum", &text, y + height <= frame->bottom ? sum->str : result->str, x, y);
}

/* What the products are, in as many words as there is room for. */
static void
place_caption (FoveaFrame *frame, double x, double y, double room)
{
  const char *const captions[] = { _("this number: patch × filter, added up, plus bias"), _("patch × filter + bias") };
  FoveaText small = fovea_frame_small_look (frame, frame->palette->dim);
  double width, height;

  for (gsize i = 0; i < G_N_ELEMENTS (captions); i++)
    {
      fovea_sheet_measure (frame->sheet, &small, captions[i], &width, &height);
      if (width > room)
        continue;
      fovea_sheet_add_text (frame->sheet, "caption", &small, captions[i], x, y);
      return;
    }
}

void
fovea_frame_place_products (FoveaFrame *frame, double x, double y, double width)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  FoveaText big = fovea_look (15, FALSE, frame->palette->ink);
  double unit = frame->unit, height = fovea_frame_get_products_height (frame, plan, width);
  double inner = y + frame->caption_height + 6 * unit, end = y + height - frame->sum_height;
  g_autofree char *sum = NULL;

  if (!frame->windows)
    return;
  sum = fovea_frame_say_sum (frame);
  if (plan->products != FOVEA_PRODUCTS_LINE)
    place_caption (frame, x, y, width);
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    place_product_boxes (frame, x, inner);
  else if (plan->products == FOVEA_PRODUCTS_TEXT && fovea_frame_aligns_terms (frame, width))
    end = fmin (end, place_product_table (frame, 12, x, inner) + 8 * unit);
  else if (plan->products == FOVEA_PRODUCTS_TEXT)
    end = fmin (end, place_product_text (frame, x, inner, width) + 8 * unit);
  fovea_sheet_add_text (frame->sheet, "sum", &big, sum, x, end);
}

/* The size at which every term of this position stands in a column @pitch wide, or 0. */
static double
find_term_size (const FoveaFrame *frame, double pitch)
{
  g_autofree char *longest = fovea_frame_say_longest_term (frame), *term = g_strconcat (longest, " + ", NULL);
  double width, height;

  for (double size = 12; size >= 10.5; size -= 0.5)
    {
      FoveaText text = fovea_look (size, FALSE, frame->palette->ink);

      fovea_sheet_measure (frame->sheet, &text, term, &width, &height);
      if (width <= pitch)
        return size;
    }
  return 0;
}

/* Of a single slice, below it, where there is room down to the bottom: the products that the panel counts, one by one.
 * Whether they are there does not depend on the position; only whether they stand in columns does. */
void
fovea_frame_place_terms (FoveaFrame *frame, double x, double y, double room)
{
  double unit = frame->unit, pitch = floor (fmin (room / frame->filter_columns, 112 * unit)), size;

  if (!frame->windows || frame->depth > 1 || frame->filter_rows * frame->filter_columns > FOVEA_FRAME_TERMS
      || pitch < 84 * unit
      || y + frame->caption_height + (6 + (frame->filter_rows + 1) * FOVEA_FRAME_TERM) * unit > frame->bottom)
    return;
  place_caption (frame, x, y, room);
  y += frame->caption_height + 6 * unit;
  frame->term_width = pitch;
  size = find_term_size (frame, pitch);
  if (size > 0)
    place_product_table (frame, size, x, y);
  else
    place_product_text (frame, x, y, room);
}

static void
place_row (FoveaFrame *frame, const FoveaBox *panel, double y, const FoveaText *text, const char *what, double value)
{
  char number[FOVEA_NUMBER_SIZE];
  double width, height, inset = 14 * frame->unit;
  g_autofree char *name = g_strdup_printf ("row %s", what);
  g_autofree char *value_name = g_strconcat (name, " value", NULL);

  fovea_sheet_add_text (frame->sheet, name, text, what, panel->x + inset, y);
  fovea_number_short (value, 7, number);
  fovea_sheet_measure (frame->sheet, text, number, &width, &height);
  fovea_sheet_add_text (frame->sheet, value_name, text, number, panel->x + panel->width - inset - width, y);
}

/* "slice 0: 9 products" */
static char *
say_slice (const FoveaFrame *frame, int slice)
{
  int products = frame->filter_rows * frame->filter_columns;
  char count[FOVEA_NUMBER_SIZE];

  fovea_number_count (products, count);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "slice %d: %s product", "slice %d: %s products", (gulong) products), slice, count);
}

void
fovea_frame_place_panel (FoveaFrame *frame, double x, double y)
{
  double unit = frame->unit, line = frame->panel_line;
  FoveaBox panel
      = { round (x), round (y), frame->panel_width, fovea_frame_get_panel_height (frame, &frame->layout->plan) };
  FoveaText text = fovea_look (12, FALSE, frame->palette->ink),
            dim = fovea_look (12, FALSE, frame->palette->dim);
  FoveaText total = fovea_look (12.5, TRUE, frame->palette->output_label);
  int rows = frame->seen <= 4 ? frame->seen : 3, rest = frame->seen - rows;
  int position = fovea_lesson_get_position (FOVEA_LESSON (frame->lesson));
  char count[FOVEA_NUMBER_SIZE];
  g_autofree char *title = g_strdup_printf (_("map %d, row %d, column %d"), frame->place.map + 1, frame->place.row + 1,
                                            frame->place.column + 1);
  g_autofree char *all = g_strdup_printf (
      _("%s products + bias"), fovea_number_count (fovea_convolution_count_weights (frame->lesson), count));
  g_autofree char *bias = g_strdup_printf (_("bias b%d"), frame->place.map);

  fovea_sheet_add_panel (frame->sheet, panel);
  y = panel.y + 10 * unit;
  fovea_sheet_add_text (frame->sheet, "panel title", &dim, title, panel.x + 14 * unit, y);
  for (int slice = 0; slice < rows; slice++)
    {
      g_autofree char *what = say_slice (frame, frame->first_seen + slice);

      place_row (frame, &panel, y += line, &text, what, sum_slices (frame, slice, slice + 1));
    }
  if (rest > 0)
    {
      g_autofree char *what = g_strdup_printf (_("%d more slices, together"), rest);

      place_row (frame, &panel, y += line, &text, what, sum_slices (frame, rows, frame->seen));
    }
  place_row (frame, &panel, y += line, &text, bias, fovea_convolution_get_bias (frame->lesson, frame->place.map));
  fovea_sheet_add_rule (frame->sheet, panel.x + 14 * unit, y + line + 1, panel.width - 28 * unit);
  place_row (frame, &panel, y + line + 6 * unit, &total, all, fovea_convolution_get_result (frame->lesson, position));
}
