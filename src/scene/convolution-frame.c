/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all parts of a convolution's layout share: the words, how they look, and how much room they and the grids take.
 * Texts are measured once for each layout; what a plan costs is then a few additions. */

#include "config.h"

#include "scene/convolution-frame.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

FoveaText
fovea_frame_label_look (const FoveaFrame *frame, int block)
{
  const FoveaPalette *palette = frame->palette;
  const FoveaColour colours[FOVEA_N_GRIDS] = { palette->input_label,  palette->input_label,  palette->weight_label,
                                               palette->output_label, palette->output_label, palette->output_label };

  return fovea_look (12.5, TRUE, colours[block]);
}

FoveaText
fovea_frame_small_look (const FoveaFrame *frame, FoveaColour colour)
{
  return fovea_look (11, FALSE, colour);
}

/* A room so narrow that labels must be short. */
static gboolean
is_narrow (const FoveaFrame *frame)
{
  return frame->layout->width < 700 * frame->unit;
}

char *
fovea_frame_say_label (const FoveaFrame *frame, int block, int index)
{
  FoveaConvolution *lesson = frame->lesson;
  int width = fovea_convolution_get_width (lesson), height = fovea_convolution_get_height (lesson);
  static const char *const colours[] = { N_ ("red"), N_ ("green"), N_ ("blue") };
  gboolean volumes = frame->layout->plan.volumes;

  switch (block)
    {
    case FOVEA_GRID_INPUT:
      if (!volumes)
        return g_strdup_printf (_("Input x %d×%d×1"), width, height);
      if (frame->depth == 3 && !is_narrow (frame))
        return g_strdup_printf ("x[:, :, %d] %s", index, _(colours[index]));
      return g_strdup_printf ("x[:, :, %d]", index);
    case FOVEA_GRID_PATCH:
      return volumes ? g_strdup (_("window")) : g_strdup (_("Under the window"));
    case FOVEA_GRID_FILTER:
      if (!volumes)
        return g_strdup_printf (_("Filter w %d×%d×1"), frame->filter_columns, frame->filter_rows);
      return g_strdup_printf ("w%d[:, :, %d]", index >> 10, index & 1023);
    case FOVEA_GRID_MAP:
      if (!volumes || fovea_frame_hides_output (frame))
        return g_strdup (_("Output o"));
      if (is_narrow (frame))
        return g_strdup_printf (_("map %d"), index + 1);
      return g_strdup_printf (_("map %d o[:, :, %d]"), index + 1, index);
    case FOVEA_GRID_RELU:
      return g_strdup (is_narrow (frame) ? "ReLU" : "ReLU max(0, o)");
    case FOVEA_GRID_POOL:
    default:
      return g_strdup (_("max 2×2"));
    }
}

/* The small line under the label, with whether it tells of a misfit; or NULL. */
char *
fovea_frame_say_note (const FoveaFrame *frame, int block, gboolean *red)
{
  gboolean volumes = frame->layout->plan.volumes;
  int pad = fovea_convolution_get_pad (frame->lesson);

  *red = FALSE;
  if (block == FOVEA_GRID_POOL)
    {
      *red = TRUE;
      return fovea_convolution_say_pool_misfit (frame->lesson, is_narrow (frame));
    }
  if (block == FOVEA_GRID_MAP && fovea_frame_hides_output (frame))
    return g_strdup ("?");
  if (volumes)
    return NULL;
  if (block == FOVEA_GRID_INPUT && pad > 0 && fovea_convolution_get_convention (frame->lesson) != FOVEA_CONVENTION_SAME)
    return g_strdup_printf (_("zero padding %d: %d + %d + %d"), pad, pad, fovea_convolution_get_width (frame->lesson),
                            pad);
  if (block != FOVEA_GRID_MAP)
    return NULL;
  *red = frame->misfit;
  return fovea_convolution_say_output_size (frame->lesson);
}

char *
fovea_frame_say_foot (const FoveaFrame *frame, int block, int index)
{
  char text[FOVEA_NUMBER_SIZE];
  const float *sums;
  int slice;

  if (block != FOVEA_GRID_FILTER)
    return NULL;
  if (!frame->layout->plan.volumes)
    return g_strdup_printf (_("bias b = %s"), fovea_number_full (fovea_convolution_get_bias (frame->lesson, 0), text));
  if (!frame->windows)
    return NULL;
  sums = fovea_convolution_get_slice_sums (frame->lesson, fovea_lesson_get_position (FOVEA_LESSON (frame->lesson)));
  slice = CLAMP ((index & 1023) - frame->first_seen, 0, frame->seen - 1); /* of others there is no foot but to measure */
  return g_strdup_printf (_("slice sum <b>%s</b>"), fovea_number_short (sums[slice], 6, text));
}

void
fovea_frame_measure_block (FoveaFrame *frame, int block, int rows, int columns, int index)
{
  FoveaBlock *b = &frame->blocks[block];
  g_autofree char *label = fovea_frame_say_label (frame, block, index);
  gboolean red;
  g_autofree char *note = fovea_frame_say_note (frame, block, &red), *foot = fovea_frame_say_foot (frame, block, index);
  FoveaText bold = fovea_frame_label_look (frame, block), small = fovea_frame_small_look (frame, frame->palette->dim);

  *b = (FoveaBlock){ .rows = rows, .columns = columns };
  fovea_sheet_measure (frame->sheet, &bold, label, &b->label_width, &b->label_height);
  if (note)
    fovea_sheet_measure (frame->sheet, &small, note, &b->note_width, &b->note_height);
  if (foot)
    fovea_sheet_measure (frame->sheet, &small, frame->layout->plan.volumes ? _("slice sum <b>−888</b>") : foot,
                         &b->foot_width, &b->foot_height);
}

double
fovea_frame_get_head (const FoveaBlock *block)
{
  return block->label_height + block->note_height + FOVEA_FRAME_LINE;
}

double
fovea_frame_get_block_width (const FoveaBlock *block, double cell)
{
  return fmax (fmax (block->label_width, block->note_width), fmax (block->foot_width, block->columns * cell + 1));
}

double
fovea_frame_get_block_height (const FoveaBlock *block, double cell, double head)
{
  return head + block->rows * cell + 1 + (block->foot_height > 0 ? FOVEA_FRAME_LINE + block->foot_height : 0);
}

/* The widest product there can be, with or without its @result: its number of characters decides how wide the boxes
 * are. */
static char *
say_widest_product (const FoveaFrame *frame, gboolean result)
{
  float low, high, limit = fovea_convolution_get_weight_limit (frame->lesson, frame->place.map);
  char values[2][FOVEA_NUMBER_SIZE], weight[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE];
  int longer;

  fovea_convolution_get_value_range (frame->lesson, &low, &high);
  fovea_number_factor (low, 5, values[0]);
  fovea_number_factor (high, 5, values[1]);
  longer = strlen (values[0]) > strlen (values[1]);
  fovea_number_factor (-limit, 5, weight);
  fovea_number_short (-limit * fmaxf (fabsf (low), fabsf (high)), 5, product);
  return result ? g_strdup_printf ("%s × %s = <b>%s</b>", values[longer], weight, product)
                : g_strdup_printf ("%s × %s + ", values[longer], weight);
}

void
fovea_frame_measure_products (FoveaFrame *frame)
{
  g_autofree char *widest = say_widest_product (frame, TRUE), *term = say_widest_product (frame, FALSE);
  FoveaText text = fovea_look (12, FALSE, frame->palette->ink),
            small = fovea_frame_small_look (frame, frame->palette->dim);
  FoveaText big = fovea_look (15, FALSE, frame->palette->ink);
  double width;

  fovea_sheet_measure (frame->sheet, &text, widest, &frame->box_width, &frame->box_height);
  fovea_sheet_measure (frame->sheet, &text, term, &frame->term_width, &frame->box_height);
  if (frame->filter_rows * frame->filter_columns <= FOVEA_FRAME_TERMS && !frame->layout->plan.volumes)
    {
      g_autofree char *longest = fovea_frame_say_longest_term (frame), *with_plus = g_strconcat (longest, " + ", NULL);

      fovea_sheet_measure (frame->sheet, &text, with_plus, &width, &frame->box_height);
      frame->term_width = fmax (frame->term_width, width);
    }
  frame->term_width += 5 * frame->unit;
  frame->box_width += 12 * frame->unit;
  frame->box_height += 10 * frame->unit;
  fovea_sheet_measure (frame->sheet, &small, "Σ", &width, &frame->caption_height);
  fovea_sheet_measure (frame->sheet, &big, "Σ = −88.8, + b (1) = <b>−88.8</b>", &frame->sum_width, &frame->sum_height);
  fovea_sheet_measure (frame->sheet, &text, _("000 more slices, 0,000 products"), &frame->panel_width,
                       &frame->panel_line);
  frame->panel_width += 92 * frame->unit;
  frame->panel_line += 4 * frame->unit;
  frame->panel_rows = MIN (frame->seen, 4) + 3;
  fovea_sheet_measure_chip (frame->sheet, &small, "+", &width, &frame->more_height);
}

/* Puts @n blocks side by side, in as many lines as @width asks for; the labels of a line stand at one height, and so do
 * its grids. Where they go is left in @spots if that is not NULL. Returns: width and height taken */
FoveaSpan
fovea_frame_flow (const FoveaSpan *spans, int n, double width, double gap, double line_gap, double first_head,
                  FoveaSpot *spots)
{
  FoveaSpan all = { 0, 0, 0 };
  double top = 0;

  for (int start = 0, end; start < n; start = end)
    {
      double right = spans[start].width, head = fmax (spans[start].head, start == 0 ? first_head : 0), height = 0;

      for (end = start + 1; end < n && right + gap + spans[end].width <= width; end++)
        {
          right += gap + spans[end].width;
          head = fmax (head, spans[end].head);
        }
      for (int i = start; i < end; i++)
        height = fmax (height, spans[i].height - spans[i].head + head);
      for (double at = 0; spots && start < end; at += spans[start].width + gap, start++)
        spots[start] = (FoveaSpot){ at, top, head };
      all.width = fmax (all.width, right);
      top += height + line_gap;
    }
  all.height = top - line_gap;
  return all;
}

gboolean
fovea_frame_aligns_terms (const FoveaFrame *frame, double width)
{
  return frame->filter_columns * frame->term_width <= width;
}

double
fovea_frame_get_products_height (const FoveaFrame *frame, const FoveaConvolutionPlan *plan, double width)
{
  int products = frame->filter_columns * frame->filter_rows;
  double unit = frame->unit, sum = frame->sum_height + 8 * unit;

  if (!frame->windows)
    return 0;
  if (plan->products == FOVEA_PRODUCTS_LINE)
    return sum;
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    return frame->caption_height + 6 * unit + frame->filter_rows * (frame->box_height + 6 * unit) + sum;
  if (fovea_frame_aligns_terms (frame, width))
    return frame->caption_height + 6 * unit + frame->filter_rows * FOVEA_FRAME_TERM * unit + sum;
  return frame->caption_height + 6 * unit
         + ceil (products * (frame->box_width - 10 * unit) / fmax (width - frame->box_width, 1)) * 18 * unit + sum;
}
