/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a convolution is spread over a room. From top to bottom: the formula and a sentence; the input, the filters, the
 * output and the products of the current position; and where the window does not fit, what would help.
 *
 * A layout is searched, not drawn up: every plan (sizes of cells, how many slices, filters and maps are shown, whether
 * the output stands beside the input or below it) is measured with the very boxes that would be placed, and the best
 * of those that fit is taken. Texts are measured once; a plan then costs a few additions. */

#include "config.h"

#include "scene/convolution-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-fill.h"
#include "scene/convolution-words.h"
#include "scene/footer.h"
#include "scene/grid.h"
#include "scene/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A labelled grid: label, a second small line, the grid, a line below. Heights of absent lines are 0. */
typedef struct
{
  double label_width, label_height, note_width, note_height, foot_width, foot_height;
  int rows, columns;
} Block;

enum
{
  BLOCK_INPUT,
  BLOCK_PATCH,
  BLOCK_FILTER,
  BLOCK_MAP,
  BLOCK_RELU,
  BLOCK_POOL,
  N_BLOCKS
};

typedef struct
{
  FoveaConvolutionLayout *layout;
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  const FoveaPalette *palette;
  double unit, margin, top, bottom; /* body from top to bottom */
  double width;
  int extent, depth, filters, out_columns, out_rows, pool_columns, pool_rows;
  gboolean relu, pool, misfit, windows;
  Block blocks[N_BLOCKS];
  double box_width, box_height;               /* one product */
  double caption_height, sum_width, sum_height;
  double panel_width, panel_line, panel_rows; /* the panel of sums */
  double more_height;
  FoveaPlace place;
} Frame;

static const double GAP = 28, LINE = 4;

/* --- text looks */

static FoveaText
look (double size, gboolean bold, FoveaColour colour)
{
  return (FoveaText){ .size = size, .bold = bold, .colour = colour };
}

static FoveaText
label_look (const Frame *frame, int block)
{
  const FoveaPalette *palette = frame->palette;
  const FoveaColour colours[N_BLOCKS] = { palette->input_label,  palette->input_label,  palette->weight_label,
                                          palette->output_label, palette->output_label, palette->output_label };

  return look (12.5, TRUE, colours[block]);
}

static FoveaText
small_look (const Frame *frame, FoveaColour colour)
{
  return look (11, FALSE, colour);
}

/* --- words */

/* A room so narrow that labels must be short. */
static gboolean
is_narrow (const Frame *frame)
{
  return frame->layout->width < 700 * frame->unit;
}

static char *
say_label (const Frame *frame, int block, int index)
{
  FoveaConvolution *lesson = frame->lesson;
  int width = fovea_convolution_get_width (lesson), height = fovea_convolution_get_height (lesson);
  static const char *const colours[] = { N_ ("red"), N_ ("green"), N_ ("blue") };
  gboolean volumes = frame->layout->plan.volumes;

  switch (block)
    {
    case BLOCK_INPUT:
      if (!volumes)
        return g_strdup_printf (_("Input x %d×%d×1"), width, height);
      if (frame->depth == 3 && !is_narrow (frame))
        return g_strdup_printf ("x[:, :, %d] %s", index, _(colours[index]));
      return g_strdup_printf ("x[:, :, %d]", index);
    case BLOCK_PATCH:
      return volumes ? g_strdup (_("window")) : g_strdup (_("Under the window"));
    case BLOCK_FILTER:
      if (!volumes)
        return g_strdup_printf (_("Filter w %d×%d×1"), frame->extent, frame->extent);
      return g_strdup_printf ("w%d[:, :, %d]", index >> 10, index & 1023);
    case BLOCK_MAP:
      if (!volumes)
        return g_strdup (_("Output o"));
      if (is_narrow (frame))
        return g_strdup_printf (_("map %d"), index + 1);
      return g_strdup_printf (_("map %d o[:, :, %d]"), index + 1, index);
    case BLOCK_RELU:
      return g_strdup (is_narrow (frame) ? "ReLU" : "ReLU max(0, o)");
    case BLOCK_POOL:
    default:
      return g_strdup (_("max 2×2"));
    }
}

/* The small line under the label, with whether it tells of a misfit; or NULL. */
static char *
say_note (const Frame *frame, int block, gboolean *red)
{
  gboolean volumes = frame->layout->plan.volumes;
  int pad = fovea_convolution_get_pad (frame->lesson);

  *red = FALSE;
  if (block == BLOCK_POOL)
    {
      *red = TRUE;
      return fovea_convolution_say_pool_misfit (frame->lesson, is_narrow (frame));
    }
  if (volumes)
    return NULL;
  if (block == BLOCK_INPUT && pad > 0 && fovea_convolution_get_convention (frame->lesson) != FOVEA_CONVENTION_SAME)
    return g_strdup_printf (_("zero padding %d: %d + %d + %d"), pad, pad, fovea_convolution_get_width (frame->lesson),
                            pad);
  if (block != BLOCK_MAP)
    return NULL;
  *red = frame->misfit;
  return fovea_convolution_say_output_size (frame->lesson);
}

static char *
say_foot (const Frame *frame, int block, int index)
{
  char text[FOVEA_NUMBER_SIZE];
  const float *sums;

  if (block != BLOCK_FILTER)
    return NULL;
  if (!frame->layout->plan.volumes)
    return g_strdup_printf (_("bias b = %s"), fovea_number_full (fovea_convolution_get_bias (frame->lesson, 0), text));
  if (!frame->windows)
    return NULL;
  sums = fovea_convolution_get_slice_sums (frame->lesson, fovea_lesson_get_position (FOVEA_LESSON (frame->lesson)));
  return g_strdup_printf (_("slice sum <b>%s</b>"), fovea_number_short (sums[index & 1023], 6, text));
}

/* --- measuring */

static void
measure_block (Frame *frame, int block, int rows, int columns, int index)
{
  Block *b = &frame->blocks[block];
  g_autofree char *label = say_label (frame, block, index);
  gboolean red;
  g_autofree char *note = say_note (frame, block, &red), *foot = say_foot (frame, block, index);
  FoveaText bold = label_look (frame, block), small = small_look (frame, frame->palette->dim);

  *b = (Block){ .rows = rows, .columns = columns };
  fovea_sheet_measure (frame->sheet, &bold, label, &b->label_width, &b->label_height);
  if (note)
    fovea_sheet_measure (frame->sheet, &small, note, &b->note_width, &b->note_height);
  if (foot)
    fovea_sheet_measure (frame->sheet, &small, frame->layout->plan.volumes ? _("slice sum <b>−888</b>") : foot,
                         &b->foot_width, &b->foot_height);
}

static double
get_head (const Block *block)
{
  return block->label_height + block->note_height + LINE;
}

static double
get_block_width (const Block *block, double cell)
{
  return fmax (fmax (block->label_width, block->note_width), fmax (block->foot_width, block->columns * cell + 1));
}

static double
get_block_height (const Block *block, double cell, double head)
{
  return head + block->rows * cell + 1 + (block->foot_height > 0 ? LINE + block->foot_height : 0);
}

/* The widest product there can be: its number of characters decides how wide the boxes are. */
static char *
say_widest_product (const Frame *frame)
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
  return g_strdup_printf ("%s × %s = <b>%s</b>", values[longer], weight, product);
}

static void
measure_products (Frame *frame)
{
  g_autofree char *widest = say_widest_product (frame);
  FoveaText text = look (12, FALSE, frame->palette->ink), small = small_look (frame, frame->palette->dim);
  FoveaText big = look (15, FALSE, frame->palette->ink);
  double width;

  fovea_sheet_measure (frame->sheet, &text, widest, &frame->box_width, &frame->box_height);
  frame->box_width += 12 * frame->unit;
  frame->box_height += 10 * frame->unit;
  fovea_sheet_measure (frame->sheet, &small, "Σ", &width, &frame->caption_height);
  fovea_sheet_measure (frame->sheet, &big, "Σ = −88.8, + b (1) = <b>−88.8</b>", &frame->sum_width,
                       &frame->sum_height);
  fovea_sheet_measure (frame->sheet, &text, _("000 more slices, 0,000 products"), &frame->panel_width,
                       &frame->panel_line);
  frame->panel_width += 92 * frame->unit;
  frame->panel_line += 4 * frame->unit;
  frame->panel_rows = MIN (frame->depth, 4) + 3;
  fovea_sheet_measure_chip (frame->sheet, &small, "+", &width, &frame->more_height);
}

/* --- flowing blocks into lines */

typedef struct
{
  double width, height, head;
} Span;

/* Where flow() puts a block: its label at (x, y), its cells @head below. */
typedef struct
{
  double x, y, head;
} Spot;

/* Puts @n blocks side by side, in as many lines as @width asks for; the labels of a line stand at one height, and so do
 * its grids. Where they go is left in @spots if that is not NULL. Returns: width and height taken */
static Span
flow (const Span *spans, int n, double width, double gap, double line_gap, double first_head, Spot *spots)
{
  Span all = { 0, 0, 0 };
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
        spots[start] = (Spot){ at, top, head };
      all.width = fmax (all.width, right);
      top += height + line_gap;
    }
  all.height = top - line_gap;
  return all;
}

static double
get_products_height (const Frame *frame, const FoveaConvolutionPlan *plan, double width)
{
  int n = frame->extent;
  double unit = frame->unit, sum = frame->sum_height + 8 * unit;

  if (!frame->windows)
    return 0;
  if (plan->products == FOVEA_PRODUCTS_LINE)
    return sum;
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    return frame->caption_height + 6 * unit + n * (frame->box_height + 6 * unit) + sum;
  return frame->caption_height + 6 * unit
         + ceil (n * n * (frame->box_width - 10 * unit) / fmax (width - frame->box_width, 1)) * 18 * unit + sum;
}

/* --- the plan for one slice and one filter */

static double
get_cell_of (const FoveaConvolutionPlan *plan, int block)
{
  return block == BLOCK_INPUT   ? plan->cell
         : block == BLOCK_PATCH ? plan->patch_cell
         : block == BLOCK_FILTER ? plan->filter_cell
                                 : plan->map_cell;
}

/* The blocks beside the input, in order; returns how many. */
static int
list_blocks (const Frame *frame, const FoveaConvolutionPlan *plan, int *blocks, Span *spans)
{
  int n = 0;

  if (plan->patch_cell > 0 && frame->windows)
    blocks[n++] = BLOCK_PATCH;
  blocks[n++] = BLOCK_FILTER;
  blocks[n++] = BLOCK_MAP;
  if (frame->relu && frame->out_rows > 0)
    blocks[n++] = BLOCK_RELU;
  if (frame->pool && frame->out_rows > 0)
    blocks[n++] = BLOCK_POOL;
  for (int i = 0; i < n; i++)
    {
      const Block *block = &frame->blocks[blocks[i]];
      double cell = get_cell_of (plan, blocks[i]);

      spans[i].width = get_block_width (block, cell);
      spans[i].head = get_head (block);
      spans[i].height = get_block_height (block, cell, spans[i].head);
    }
  return n;
}

/* The input's head: label, note, and the starts of the windows above its cells. */
static double
get_input_head (const Frame *frame)
{
  return get_head (&frame->blocks[BLOCK_INPUT]) + 16 * frame->unit;
}

static double
get_input_width (const Frame *frame, double cell)
{
  return fmax (frame->blocks[BLOCK_INPUT].label_width,
               fmax (frame->blocks[BLOCK_INPUT].note_width, (frame->layout->columns + frame->layout->over_x) * cell + 1));
}

static double
get_input_height (const Frame *frame, double cell)
{
  return get_input_head (frame) + (frame->layout->rows + frame->layout->over_y) * cell + 1
         + (frame->misfit ? 20 * frame->unit : 0);
}

/* Width and height of everything that @plan puts into the body. */
static Span
measure_single (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  int blocks[N_BLOCKS];
  Span spans[N_BLOCKS], right;
  int n = list_blocks (frame, plan, blocks, spans);
  double unit = frame->unit, input = get_input_width (frame, plan->cell), height = get_input_height (frame, plan->cell);
  double room = plan->below ? frame->width : frame->width - input - 40 * unit;
  double products = plan->products == FOVEA_PRODUCTS_BOXES ? frame->extent * (frame->box_width + 6 * unit) - 6 * unit
                                                           : frame->sum_width;

  right = flow (spans, n, room, GAP * unit, 14 * unit, plan->below ? 0 : get_input_head (frame), NULL);
  right.width = fmax (right.width, frame->windows ? products : 0);
  right.height += get_products_height (frame, plan, room) + (frame->windows ? 12 * unit : 0);
  if (plan->below)
    return (Span){ fmax (input, right.width), height + 14 * unit + right.height, 0 };
  return (Span){ input + 40 * unit + right.width, fmax (height, right.height), 0 };
}

static double
shrink (double cell, double factor, int count, double unit)
{
  double numbered = FOVEA_CELL_NUMBERED * unit, wanted = cell * factor;
  double least = count <= 8 ? numbered : fmin (numbered, 100 * unit / count);
  double best = fmax (wanted, least);

  return best >= FOVEA_CELL_MIN ? floor (best) : fmax (floor (best * 4) / 4, 0.25);
}

static double
score_single (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, score;

  score = fmin (plan->cell / unit, 48) + 0.6 * fmin (plan->map_cell / unit, 40) + 0.4 * fmin (plan->filter_cell / unit, 40);
  score += plan->products == FOVEA_PRODUCTS_BOXES ? 16 : plan->products == FOVEA_PRODUCTS_TEXT ? 8 : 0;
  score += plan->cell >= FOVEA_CELL_NUMBERED * unit ? 12 : 0;
  score += 40 * fmin (frame->layout->rows * plan->cell / unit / 320, 1); /* the input is the largest thing on the page */
  return score - (plan->below ? 4 : 0);
}

static double
step_down (double cell)
{
  return cell > FOVEA_CELL_MIN ? cell - 1 : cell > 4 ? cell - 0.5 : cell - 0.25;
}

static gboolean
plan_single (Frame *frame)
{
  static const double factors[] = { 1, 0.85, 0.7, 0.55, 0.4, 0.25, 0.15, 0.08, 0.04, 0.02 };
  static const double filter_factors[] = { 1, 0.7, 0.4, 0.1 };
  double unit = frame->unit, best = -1, high = frame->bottom - frame->top;
  int most = frame->extent <= 4 ? FOVEA_PRODUCTS_BOXES
             : frame->extent <= 7 ? FOVEA_PRODUCTS_TEXT
                                  : FOVEA_PRODUCTS_LINE;

  for (int below = 0; below < 2; below++)
    for (int products = FOVEA_PRODUCTS_LINE; products <= most; products++)
      for (double cell = FOVEA_CELL_MAX * unit; cell >= 0.5; cell = step_down (cell))
        for (gsize f = 0; f < G_N_ELEMENTS (factors) * G_N_ELEMENTS (filter_factors); f++)
          {
            double base = fmin (fmax (cell, 26 * unit), 44 * unit);
            double factor = factors[f / G_N_ELEMENTS (filter_factors)];
            double filter_factor = filter_factors[f % G_N_ELEMENTS (filter_factors)];
            FoveaConvolutionPlan plan = { .below = below, .cell = cell, .products = products, .slices = 1,
                                          .filters = 1, .maps = 1 };
            Span span;

            plan.filter_cell = shrink (base, filter_factor, frame->extent, unit);
            plan.map_cell = shrink (base, factor, MAX (frame->out_columns, frame->out_rows), unit);
            plan.patch_cell = cell < FOVEA_CELL_NUMBERED * unit ? plan.filter_cell : 0;
            if (score_single (frame, &plan) <= best)
              continue;
            span = measure_single (frame, &plan);
            if (span.width > frame->width || span.height > high)
              continue;
            best = score_single (frame, &plan);
            frame->layout->plan = plan;
          }
  return best >= 0;
}

/* --- the plan for volumes */

/* A map with what follows it: one span. */
static Span
get_map_group (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  Span group = { 0, 0, 0 };
  double arrow = 24 * frame->unit;

  for (int block = BLOCK_MAP; block < N_BLOCKS; block++)
    {
      const Block *b = &frame->blocks[block];

      if ((block == BLOCK_RELU && !frame->relu) || (block == BLOCK_POOL && !frame->pool)
          || (block != BLOCK_MAP && frame->out_rows == 0))
        continue;
      group.head = fmax (group.head, get_head (b));
      group.width += get_block_width (b, plan->map_cell) + (block == BLOCK_MAP ? 0 : arrow);
      group.height = fmax (group.height, b->rows * plan->map_cell + 1);
    }
  group.height += group.head;
  return group;
}

static double
get_panel_height (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  if (!frame->windows)
    return 0;
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    return frame->panel_rows * frame->panel_line + 24 * frame->unit;
  return frame->sum_height;
}

/* Height of one slice: label, and the higher of the input's slice and the filter's. */
static double
get_slot (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  const Block *input = &frame->blocks[BLOCK_INPUT], *filter = &frame->blocks[BLOCK_FILTER];
  double left = get_head (input) + frame->layout->rows * plan->cell + 1;
  double right = get_head (filter) + frame->extent * plan->filter_cell + 1 + LINE + filter->foot_height;

  return fmax (left, right) + 8 * frame->unit;
}

static double
get_left_width (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, filter = get_block_width (&frame->blocks[BLOCK_FILTER], plan->filter_cell);
  double width = fmax ((frame->layout->columns + frame->layout->over_x) * plan->cell + 1,
                       frame->blocks[BLOCK_INPUT].label_width);

  if (plan->patch_cell > 0)
    width += 36 * unit + get_block_width (&frame->blocks[BLOCK_PATCH], plan->patch_cell);
  return width + 44 * unit + plan->filters * filter + (plan->filters - 1) * 20 * unit;
}

static Span
measure_right (const Frame *frame, const FoveaConvolutionPlan *plan, double room)
{
  Span spans[8] = { 0 }, right;
  double unit = frame->unit, panel = plan->products == FOVEA_PRODUCTS_BOXES ? frame->panel_width : frame->sum_width;

  for (int i = 0; i < plan->maps; i++)
    spans[i] = get_map_group (frame, plan);
  right = flow (spans, plan->maps, room, 24 * unit, 12 * unit, 0, NULL);
  right.width = fmax (right.width, frame->windows ? panel : 0);
  right.height += plan->maps < frame->filters ? frame->more_height + 6 * unit : 0;
  right.height += frame->windows ? 14 * unit + get_panel_height (frame, plan) : 0;
  return right;
}

static Span
measure_volumes (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, left = get_left_width (frame, plan) + 36 * unit;
  double head = frame->caption_height + 6 * unit;
  double slices = head + plan->slices * get_slot (frame, plan)
                  + (plan->slices < frame->depth ? frame->more_height + 2 * unit : 0)
                  + (plan->slices == 1 ? frame->layout->over_y * plan->cell : 0);
  Span right = measure_right (frame, plan, frame->width - left);

  return (Span){ left + right.width, fmax (slices, right.height), 0 };
}

static double
score_volumes (const Frame *frame, const FoveaConvolutionPlan *plan)
{
  double unit = frame->unit, score;

  gboolean numbered = plan->cell >= FOVEA_CELL_NUMBERED * unit;
  double side = frame->layout->rows * plan->cell / unit; /* of a slice: colour alone needs a picture of some size */

  score = fmin (plan->cell / unit, 30) + 0.5 * fmin (plan->map_cell / unit, 30) + 0.5 * fmin (plan->filter_cell / unit, 26);
  score += (numbered ? 14 : 0) + 24 * fmin (side / 160, 1);
  score += 8 * MIN (plan->slices, 3) + (numbered ? MIN (plan->slices, 8) : 0) + (plan->slices == frame->depth ? 28 : 0);
  score += 18 * fmin (frame->out_rows * plan->map_cell / unit / 180, 1);
  score += 5 * MIN (plan->filters, 2) + 5 * MIN (plan->maps, 2) + plan->maps;
  return score + (plan->products == FOVEA_PRODUCTS_BOXES ? 14 : 0);
}

/* Takes @plan if it fits and is better than @best. */
static void
consider_volumes (Frame *frame, FoveaConvolutionPlan *plan, double *best)
{
  double score = score_volumes (frame, plan);
  Span span;

  if (score <= *best)
    return;
  span = measure_volumes (frame, plan);
  if (span.width > frame->width || span.height > frame->bottom - frame->top)
    return;
  *best = score;
  frame->layout->plan = *plan;
}

static void
try_cells (Frame *frame, FoveaConvolutionPlan plan, double *best)
{
  static const double factors[] = { 1.3, 1, 0.8, 0.6, 0.4, 0.25, 0.15, 0.08, 0.04, 0.02 };
  double unit = frame->unit;

  for (double cell = 44 * unit; cell >= 0.5; cell = cell > 24 ? cell - 2 : step_down (cell))
    for (gsize f = 0; f < G_N_ELEMENTS (factors); f++)
      {
        double base = fmin (fmax (cell, 20 * unit), 40 * unit);

        plan.cell = cell;
        plan.filter_cell = shrink (base, fmin (factors[f], 1), frame->extent, unit);
        plan.map_cell = shrink (base, factors[f], MAX (frame->out_columns, frame->out_rows), unit);
        plan.patch_cell = cell < FOVEA_CELL_NUMBERED * unit && plan.filter_cell >= FOVEA_CELL_NUMBERED * unit
                              ? plan.filter_cell
                              : 0;
        consider_volumes (frame, &plan, best);
      }
}

static gboolean
plan_volumes (Frame *frame)
{
  double best = -1;

  for (int products = FOVEA_PRODUCTS_BOXES; products >= FOVEA_PRODUCTS_LINE; products -= FOVEA_PRODUCTS_BOXES)
    for (int slices = MIN (frame->depth, 8); slices > 0; slices--)
      for (int filters = MIN (frame->filters, 2); filters > 0; filters--)
        for (int maps = MIN (frame->filters, 6); maps > 0; maps--)
          try_cells (frame, (FoveaConvolutionPlan){ .volumes = TRUE, .slices = slices, .filters = filters,
                                                    .maps = maps, .products = products },
                     &best);
  return best >= 0;
}

/* --- placing */

static FoveaGrid
make_grid (const Frame *frame, int block, int index, double cell)
{
  static void (*const fills[]) (gpointer, const FoveaGrid *, int, float *, guint8 *)
      = { fovea_fill_input, fovea_fill_patch, fovea_fill_filter, fovea_fill_map, fovea_fill_relu, fovea_fill_pool };
  static const FoveaScale scales[] = { FOVEA_SCALE_INPUT,  FOVEA_SCALE_INPUT,  FOVEA_SCALE_WEIGHT,
                                       FOVEA_SCALE_OUTPUT, FOVEA_SCALE_OUTPUT, FOVEA_SCALE_OUTPUT };
  FoveaGrid grid = { .rows = frame->blocks[block].rows, .columns = frame->blocks[block].columns, .cell = cell,
                     .role = block, .index = index, .scale = scales[block], .fill = fills[block],
                     .data = frame->lesson };
  float low = 0, high = 0;

  if (block <= BLOCK_PATCH)
    fovea_convolution_get_value_range (frame->lesson, &low, &high);
  else if (block == BLOCK_FILTER)
    high = fovea_convolution_get_weight_limit (frame->lesson, index >> 10);
  else
    high = fovea_convolution_get_map_limit (frame->lesson, index);
  grid.low = low;
  grid.high = high;
  if (block == BLOCK_INPUT)
    grid.state = fovea_convolution_get_input_state (frame->lesson);
  else if (block == BLOCK_MAP || block == BLOCK_RELU)
    grid.state = fovea_convolution_get_map_state (frame->lesson, index) << 20
                 ^ (guint64) fovea_convolution_count_filled (frame->lesson, index) << 1
                 ^ (guint64) fovea_lesson_get_hidden (FOVEA_LESSON (frame->lesson));
  return grid;
}

/* A labelled grid, its label at (x, y), its cells @head below; @dim: another than the current one. Returns: the cells' box */
static FoveaBox
place_block (Frame *frame, int block, int index, double x, double y, double head, gboolean dim)
{
  static const char *const names[] = { "input", "patch", "filter", "map", "relu", "pool" };
  const Block *b = &frame->blocks[block];
  g_autofree char *label = say_label (frame, block, index), *name = g_strdup_printf ("%s %d", names[block], index);
  g_autofree char *label_name = g_strconcat (name, " label", NULL), *note_name = g_strconcat (name, " note", NULL);
  gboolean red;
  g_autofree char *note = say_note (frame, block, &red), *foot = dim ? NULL : say_foot (frame, block, index);
  FoveaText bold = label_look (frame, block), small = small_look (frame, frame->palette->dim);
  FoveaGrid grid = make_grid (frame, block, index, get_cell_of (&frame->layout->plan, block));
  FoveaBox box;

  bold.bold = !dim;
  fovea_sheet_add_text (frame->sheet, label_name, &bold, label, x, y);
  if (note)
    {
      small.colour = red ? frame->palette->misfit : frame->palette->dim;
      fovea_sheet_add_text (frame->sheet, note_name, &small, note, x, y + b->label_height);
    }
  if (grid.rows == 0)
    return (FoveaBox){ x, y + head, 0, 0 };
  grid.x = x;
  grid.y = y + head;
  grid.dim = dim;
  box = fovea_sheet_add_grid (frame->sheet, name, &grid);
  small.colour = frame->palette->ink;
  if (foot)
    fovea_sheet_add_text (frame->sheet, NULL, &small, foot, x, box.y + box.height + LINE);
  return box;
}

/* Whether a question asks how far the window gets. */
static gboolean
hides_size (const Frame *frame)
{
  return fovea_lesson_hides (FOVEA_LESSON (frame->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
}

/* "start 0", "start 3", "6 ✗" above the input: as many as there is room for. */
static void
place_starts (Frame *frame, const FoveaBox *grid)
{
  FoveaGeometry x = fovea_convolution_get_geometry (frame->lesson, FALSE);
  int windows = fovea_geometry_count_windows (&x), start = 0, over = 0;
  gboolean overhang = fovea_geometry_get_overhang (&x, fovea_convolution_get_convention (frame->lesson), &start, &over);
  FoveaText here = small_look (frame, frame->palette->here), red = small_look (frame, frame->palette->misfit);
  double cell = frame->layout->plan.cell, jump = x.stride * cell, width, height;
  double y = grid->y - 16 * frame->unit, end = grid->x - 100, limit = overhang ? grid->x + start * cell - 4 : G_MAXDOUBLE;
  g_autofree char *first = g_strdup_printf (_("start %d"), (windows - 1) * x.stride);
  gboolean words;

  fovea_sheet_measure (frame->sheet, &here, first, &width, &height);
  words = jump >= width + 6;
  for (int i = 0; i < windows; i++)
    {
      g_autofree char *text = g_strdup_printf (words || (i == 0 && jump * 2 > width + 20) ? _("start %d") : "%d",
                                               i * x.stride);
      double left = grid->x + i * jump + 2;

      fovea_sheet_measure (frame->sheet, &here, text, &width, &height);
      if (left < end + 6 || left + width > limit || left + width > frame->margin + frame->width)
        continue;
      fovea_sheet_add_text (frame->sheet, i == 0 ? "start" : NULL, &here, text, left, y);
      end = left + width;
    }
  if (overhang)
    {
      g_autofree char *text = g_strdup_printf ("%d ✗", start);

      fovea_sheet_add_text (frame->sheet, "overhang start", &red, text, grid->x + start * cell + 2, y);
    }
}

/* "sticks out", right of the grid and below the dashed window. */
static void
place_sticks_out (Frame *frame, const FoveaBox *grid, const FoveaText *red)
{
  FoveaGeometry y = fovea_convolution_get_geometry (frame->lesson, TRUE);
  double cell = frame->layout->plan.cell, width, height, x = grid->x + grid->width + 6 * frame->unit;
  double bottom = grid->y + (frame->place.row * y.stride + fovea_geometry_extent (&y)) * cell + 4;

  fovea_sheet_measure (frame->sheet, red, _("sticks out"), &width, &height);
  if (x + width > grid->x + grid->width + frame->layout->over_x * cell + 24 * frame->unit)
    return;
  fovea_sheet_add_text (frame->sheet, "sticks out", red, _("sticks out"), x, fmin (bottom, grid->y + grid->height + LINE));
}

static void
place_misfit_notes (Frame *frame, const FoveaBox *grid)
{
  FoveaConvention convention = fovea_convolution_get_convention (frame->lesson);
  FoveaText red = small_look (frame, frame->palette->misfit);

  if (frame->misfit && frame->windows && convention <= FOVEA_CONVENTION_FLOOR)
    fovea_sheet_add_text (frame->sheet, "never seen", &red, _("hatched: never seen"), grid->x,
                          grid->y + grid->height + (frame->layout->over_y * frame->layout->plan.cell) + LINE);
  if (frame->layout->over_x > 0 && frame->windows)
    place_sticks_out (frame, grid, &red);
}

/* "2 × (−1)", coloured; with " = −2" in bold unless @terse. */
static char *
say_product (const Frame *frame, int row, int column, gboolean terse)
{
  FoveaGeometry x = fovea_convolution_get_geometry (frame->lesson, FALSE);
  FoveaGeometry y = fovea_convolution_get_geometry (frame->lesson, TRUE);
  float value = fovea_convolution_get_value (frame->lesson, 0, frame->place.row * y.stride + row * y.dilation - y.pad,
                                             frame->place.column * x.stride + column * x.dilation - x.pad);
  float weight = fovea_convolution_get_weight (frame->lesson, frame->place.map, 0, row, column);
  char values[FOVEA_NUMBER_SIZE], weights[FOVEA_NUMBER_SIZE], product[FOVEA_NUMBER_SIZE], blue[8], orange[8];
  g_autofree char *factors = NULL;

  factors = g_strdup_printf ("<span foreground=\"%s\">%s</span> × <span foreground=\"%s\">%s</span>",
                             fovea_colour_hex (frame->palette->input_label, blue),
                             fovea_number_factor (value, 5, values),
                             fovea_colour_hex (frame->palette->weight_label, orange),
                             fovea_number_factor (weight, 5, weights));
  if (terse)
    return g_steal_pointer (&factors);
  return g_strdup_printf ("%s = <b>%s</b>", factors, fovea_number_short (value * weight, 5, product));
}

static void
place_product_boxes (Frame *frame, double x, double y)
{
  FoveaText text = look (12, FALSE, frame->palette->ink);
  double unit = frame->unit;

  for (int row = 0; row < frame->extent; row++)
    for (int column = 0; column < frame->extent; column++)
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

static void
place_product_text (Frame *frame, double x, double y, double width)
{
  FoveaText text = { .size = 12, .colour = frame->palette->ink, .width = width };
  g_autoptr (GString) terms = g_string_new (NULL);

  for (int i = 0; i < frame->extent * frame->extent; i++)
    {
      g_autofree char *product = say_product (frame, i / frame->extent, i % frame->extent, TRUE);

      g_string_append_printf (terms, "%s%s", i > 0 ? " + " : "", product);
    }
  fovea_sheet_add_text (frame->sheet, "products", &text, terms->str, x, y);
}

/* "Σ = 1, + b (1) = 2" */
static char *
say_sum (const Frame *frame)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (frame->lesson));
  float result = fovea_convolution_get_result (frame->lesson, position);
  float bias = fovea_convolution_get_bias (frame->lesson, frame->place.map);
  char sums[FOVEA_NUMBER_SIZE], biases[FOVEA_NUMBER_SIZE], results[FOVEA_NUMBER_SIZE], green[8];
  const float *parts = fovea_convolution_get_slice_sums (frame->lesson, position);
  double sum = 0;

  for (int slice = 0; slice < frame->depth; slice++)
    sum += parts[slice];
  return g_strdup_printf ("Σ = %s, + b (%s) = <b><span foreground=\"%s\">%s</span></b>",
                          fovea_number_short (sum, 7, sums), fovea_number_short (bias, 6, biases),
                          fovea_colour_hex (frame->palette->output_label, green),
                          fovea_number_short (result, 7, results));
}

static void
place_products (Frame *frame, double x, double y, double width)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  FoveaText small = small_look (frame, frame->palette->dim), big = look (15, FALSE, frame->palette->ink);
  double unit = frame->unit, height = get_products_height (frame, plan, width), inner = y + frame->caption_height + 6 * unit;
  g_autofree char *sum = NULL;

  if (!frame->windows)
    return;
  sum = say_sum (frame);
  if (plan->products != FOVEA_PRODUCTS_LINE)
    fovea_sheet_add_text (frame->sheet, NULL, &small, _("this number: patch × filter, added up, plus bias"), x, y);
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    place_product_boxes (frame, x, inner);
  else if (plan->products == FOVEA_PRODUCTS_TEXT)
    place_product_text (frame, x, inner, width);
  fovea_sheet_add_text (frame->sheet, "sum", &big, sum, x, y + height - frame->sum_height);
}

static void
place_single (Frame *frame)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  int blocks[N_BLOCKS];
  Span spans[N_BLOCKS] = { 0 }, taken;
  Spot spots[N_BLOCKS];
  double unit = frame->unit, head = get_input_head (frame), x = frame->margin, y = frame->top, room = frame->width;
  int n = list_blocks (frame, plan, blocks, spans);
  FoveaBox grid = place_block (frame, BLOCK_INPUT, 0, x, y, head, FALSE);

  if (!hides_size (frame))
    place_starts (frame, &grid);
  place_misfit_notes (frame, &grid);
  if (plan->below)
    y += get_input_height (frame, plan->cell) + 14 * unit;
  else
    {
      x += get_input_width (frame, plan->cell) + 40 * unit;
      room -= get_input_width (frame, plan->cell) + 40 * unit;
    }
  taken = flow (spans, n, room, GAP * unit, 14 * unit, plan->below ? 0 : head, spots);
  for (int i = 0; i < n; i++)
    place_block (frame, blocks[i], 0, x + spots[i].x, y + spots[i].y, spots[i].head, FALSE);
  place_products (frame, x, y + taken.height + 12 * unit, room);
}

/* --- placing volumes */

/* "+ 53 more slices": a click shows the next ones. */
static FoveaBox
place_more (Frame *frame, const char *name, const char *text, double x, double y, FoveaAction action)
{
  FoveaText small = small_look (frame, frame->palette->here);

  return fovea_sheet_add_chip (frame->sheet, name, &small, text, x, y, FOVEA_CHIP_PLAIN, action);
}

/* How far below the top of a slot of @height a block begins so that it stands in its middle. */
static double
get_offset (const Frame *frame, int block, double cell, double height)
{
  const Block *b = &frame->blocks[block];

  return fmax (0, (height - get_block_height (b, cell, get_head (b))) / 2);
}

/* The filters of one slice, the current one first or in its place among the last. */
static void
place_filters (Frame *frame, int slice, double x, double y, double height)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  const Block *b = &frame->blocks[BLOCK_FILTER];
  double width = get_block_width (b, plan->filter_cell);
  int first = CLAMP (frame->place.map, 0, frame->filters - plan->filters);

  for (int i = 0; i < plan->filters; i++)
    place_block (frame, BLOCK_FILTER, fovea_filter_index (first + i, slice), x + i * (width + 20 * frame->unit),
                 y + get_offset (frame, BLOCK_FILTER, plan->filter_cell, height), get_head (b), first + i != frame->place.map);
}

static void
place_filter_titles (Frame *frame, double x, double y)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double width = get_block_width (&frame->blocks[BLOCK_FILTER], plan->filter_cell) + 20 * frame->unit;
  int first = CLAMP (frame->place.map, 0, frame->filters - plan->filters);

  for (int i = 0; i < plan->filters; i++)
    {
      gboolean current = first + i == frame->place.map;
      FoveaText text = look (12, current, frame->palette->weight_label);
      g_autofree char *title = g_strdup_printf (_("Filter %d of %d"), first + i + 1, frame->filters);
      g_autofree char *name = g_strdup_printf ("filter title %d", first + i);
      double taken, height;

      fovea_sheet_measure (frame->sheet, &text, title, &taken, &height);
      if (taken > width - 4 * frame->unit)
        {
          g_free (title);
          title = g_strdup_printf (_("Filter %d"), first + i + 1);
        }

      fovea_sheet_add_text (frame->sheet, name, &text, title, x + i * width, y);
    }
}

static void
place_slices (Frame *frame)
{
  FoveaConvolutionLayout *layout = frame->layout;
  const FoveaConvolutionPlan *plan = &layout->plan;
  const Block *input = &frame->blocks[BLOCK_INPUT];
  double unit = frame->unit, slot = get_slot (frame, plan), head = frame->caption_height + 6 * unit;
  double patch = frame->margin + fmax ((layout->columns + layout->over_x) * plan->cell + 1, input->label_width) + 36 * unit;
  double filters = frame->margin + get_left_width (frame, plan)
                   - plan->filters * get_block_width (&frame->blocks[BLOCK_FILTER], plan->filter_cell)
                   - (plan->filters - 1) * 20 * unit;
  int first = CLAMP (layout->first_slice, 0, frame->depth - plan->slices), more = frame->depth - plan->slices;

  place_filter_titles (frame, filters,
                       frame->top + get_offset (frame, BLOCK_FILTER, plan->filter_cell, slot - 8 * unit));
  for (int i = 0; i < plan->slices; i++)
    {
      double y = frame->top + head + i * slot;
      FoveaBox grid = place_block (frame, BLOCK_INPUT, first + i, frame->margin, y, get_head (input), FALSE);

      if (plan->patch_cell > 0 && frame->windows)
        place_block (frame, BLOCK_PATCH, first + i, patch,
                     y + get_offset (frame, BLOCK_PATCH, plan->patch_cell, slot - 8 * unit),
                     get_head (&frame->blocks[BLOCK_PATCH]), FALSE);
      place_filters (frame, first + i, filters, y, slot - 8 * unit);
      if (i == plan->slices - 1 && more == 0)
        place_misfit_notes (frame, &grid);
    }
  if (more > 0)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more slice", "+ %d more slices",
                                                            (gulong) more),
                                               more);
      int next = first + plan->slices >= frame->depth ? 0 : first + plan->slices;

      place_more (frame, "more slices", text, frame->margin, frame->top + head + plan->slices * slot,
                  (FoveaAction){ FOVEA_ACTION_SLICES, next });
    }
}

static void
place_arrow (Frame *frame, double x, double y)
{
  FoveaText text = look (14, FALSE, frame->palette->dim);

  fovea_sheet_add_text (frame->sheet, NULL, &text, "→", x, y);
}

/* A map, and → its rectified, → its pooled self. */
static void
place_map_group (Frame *frame, int filter, double x, double y, double head)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double arrow = 24 * frame->unit;

  for (int block = BLOCK_MAP; block < N_BLOCKS; block++)
    {
      const Block *b = &frame->blocks[block];

      if ((block == BLOCK_RELU && !frame->relu) || (block == BLOCK_POOL && !frame->pool)
          || (block != BLOCK_MAP && frame->out_rows == 0))
        continue;
      if (block != BLOCK_MAP && b->rows == 0)
        x += arrow / 2;
      else if (block != BLOCK_MAP)
        {
          place_arrow (frame, x + 5 * frame->unit, y + head + fmin (plan->map_cell * b->rows / 2, 40 * frame->unit) - 10);
          x += arrow;
        }
      place_block (frame, block, filter, x, y, head, FALSE);
      x += get_block_width (b, plan->map_cell);
    }
}

/* The sums of the slices, those beyond the fourth together. */
static double
sum_slices (Frame *frame, int first, int end)
{
  const float *sums = fovea_convolution_get_slice_sums (frame->lesson,
                                                        fovea_lesson_get_position (FOVEA_LESSON (frame->lesson)));
  double sum = 0;

  for (int slice = first; slice < end; slice++)
    sum += sums[slice];
  return sum;
}

static void
place_row (Frame *frame, const FoveaBox *panel, double y, const FoveaText *text, const char *what, double value)
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
say_slice (const Frame *frame, int slice)
{
  int products = frame->extent * frame->extent;
  char count[FOVEA_NUMBER_SIZE];

  fovea_number_count (products, count);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "slice %d: %s product", "slice %d: %s products",
                                       (gulong) products),
                          slice, count);
}

static void
place_panel (Frame *frame, double x, double y)
{
  double unit = frame->unit, line = frame->panel_line;
  FoveaBox panel = { round (x), round (y), frame->panel_width, get_panel_height (frame, &frame->layout->plan) };
  FoveaText text = look (12, FALSE, frame->palette->ink), dim = look (12, FALSE, frame->palette->dim);
  FoveaText total = look (12.5, TRUE, frame->palette->output_label);
  int rows = frame->depth <= 4 ? frame->depth : 3, rest = frame->depth - rows;
  int position = fovea_lesson_get_position (FOVEA_LESSON (frame->lesson));
  char count[FOVEA_NUMBER_SIZE];
  g_autofree char *title = g_strdup_printf (_("map %d, row %d, column %d"), frame->place.map + 1, frame->place.row + 1,
                                            frame->place.column + 1);
  g_autofree char *all = g_strdup_printf (_("%s products + bias"),
                                          fovea_number_count ((gint64) frame->extent * frame->extent * frame->depth,
                                                              count));
  g_autofree char *bias = g_strdup_printf (_("bias b%d"), frame->place.map);

  fovea_sheet_add_panel (frame->sheet, panel);
  y = panel.y + 10 * unit;
  fovea_sheet_add_text (frame->sheet, "panel title", &dim, title, panel.x + 14 * unit, y);
  for (int slice = 0; slice < rows; slice++)
    {
      g_autofree char *what = say_slice (frame, slice);

      place_row (frame, &panel, y += line, &text, what, sum_slices (frame, slice, slice + 1));
    }
  if (rest > 0)
    {
      g_autofree char *what = g_strdup_printf (_("%d more slices, together"), rest);

      place_row (frame, &panel, y += line, &text, what, sum_slices (frame, rows, frame->depth));
    }
  place_row (frame, &panel, y += line, &text, bias, fovea_convolution_get_bias (frame->lesson, frame->place.map));
  fovea_sheet_add_rule (frame->sheet, panel.x + 14 * unit, y + line + 1, panel.width - 28 * unit);
  place_row (frame, &panel, y + line + 6 * unit, &total, all,
             fovea_convolution_get_result (frame->lesson, position));
}

static void
place_maps (Frame *frame)
{
  const FoveaConvolutionPlan *plan = &frame->layout->plan;
  double unit = frame->unit, x = frame->margin + get_left_width (frame, plan) + 36 * unit, y = frame->top;
  int first = MIN (frame->place.map / plan->maps * plan->maps, frame->filters - plan->maps);
  int more = frame->filters - plan->maps;
  Span spans[8] = { 0 }, taken;
  Spot spots[8];

  for (int i = 0; i < plan->maps; i++)
    spans[i] = get_map_group (frame, plan);
  taken = flow (spans, plan->maps, frame->margin + frame->width - x, 24 * unit, 12 * unit, 0, spots);
  if (fovea_lesson_hides (FOVEA_LESSON (frame->lesson), FOVEA_HIDE_MAPS))
    more = 0;
  else
    for (int i = 0; i < plan->maps; i++)
      place_map_group (frame, first + i, x + spots[i].x, y + spots[i].y, spots[i].head);
  y += taken.height;
  if (more > 0)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more map", "+ %d more maps",
                                                            (gulong) more),
                                               more);
      int next = first + plan->maps >= frame->filters ? 0 : first + plan->maps;

      y += 6 * unit + place_more (frame, "more maps", text, x, y + 6 * unit,
                                  (FoveaAction){ FOVEA_ACTION_MAP, next }).height;
    }
  if (!frame->windows)
    return;
  if (plan->products == FOVEA_PRODUCTS_BOXES)
    place_panel (frame, x, y + 14 * unit);
  else
    {
      FoveaText big = look (15, FALSE, frame->palette->ink);
      g_autofree char *sum = say_sum (frame);

      fovea_sheet_add_text (frame->sheet, "sum", &big, sum, x, y + 14 * unit);
    }
}

/* --- header and footer */

/* Returns: where the body begins */
static double
place_header (Frame *frame)
{
  double unit = frame->unit;
  FoveaText title = { .size = 17, .colour = frame->palette->ink, .width = frame->width };
  FoveaText sentence = { .size = 12, .colour = frame->palette->dim, .width = frame->width };
  g_autofree char *formula = fovea_convolution_say_formula (frame->lesson, frame->palette), *words = NULL;
  FoveaBox box = fovea_sheet_add_text (frame->sheet, "formula", &title, formula, frame->margin, 16 * unit);

  words = frame->misfit || !frame->layout->plan.volumes ? fovea_convolution_say_fit (frame->lesson)
                                                        : fovea_convolution_say_volumes (frame->lesson);
  box = fovea_sheet_add_text (frame->sheet, "sentence", &sentence, words, frame->margin, box.y + box.height + 4 * unit);
  return box.y + box.height + 14 * unit;
}

/* What would make it fit. Returns: height */
static double
place_footer (Frame *frame, double y, gboolean measure)
{
  g_autoptr (GArray) suggestions = fovea_convolution_suggest (frame->lesson);
  FoveaFooter footer = { .sheet = frame->sheet,
                         .x = frame->margin,
                         .width = frame->width,
                         .low = frame->layout->height < 480 * frame->unit,
                         .square = fovea_convolution_get_width (frame->lesson)
                                   == fovea_convolution_get_height (frame->lesson),
                         .suggestions = suggestions,
                         .convention = fovea_convolution_get_convention (frame->lesson),
                         .suggestion_action = FOVEA_ACTION_SUGGESTION,
                         .convention_action = FOVEA_ACTION_CONVENTION };

  return hides_size (frame) ? 0 : fovea_footer_place (&footer, y, measure);
}

/* --- all of it */

/* The sizes of the grids: what is drawn of the input, and what hangs over. */
static void
set_sizes (Frame *frame)
{
  FoveaConvolution *lesson = frame->lesson;
  FoveaConvolutionLayout *layout = frame->layout;
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE), y = fovea_convolution_get_geometry (lesson, TRUE);
  int windows_x, windows_y;

  fovea_convolution_get_windows (lesson, &windows_x, &windows_y);
  fovea_convolution_get_output_size (lesson, &frame->out_columns, &frame->out_rows);
  fovea_convolution_get_pooled_size (lesson, &frame->pool_columns, &frame->pool_rows);
  frame->windows = windows_x > 0;
  layout->columns = MAX (fovea_geometry_padded (&x), (windows_x - 1) * x.stride + fovea_geometry_extent (&x));
  layout->rows = MAX (fovea_geometry_padded (&y), (windows_y - 1) * y.stride + fovea_geometry_extent (&y));
  if (!frame->windows)
    {
      layout->columns = fovea_geometry_padded (&x);
      layout->rows = fovea_geometry_padded (&y);
    }
  fovea_overlay_get_over (&x, &y, fovea_convolution_get_convention (lesson), &layout->over_x, &layout->over_y);
  if (hides_size (frame))
    layout->over_x = layout->over_y = 0;
}

/* What would give away the answer of a question that is open is not laid out: no output, no misfit, no sums. */
static void
hide_answer (Frame *frame)
{
  FoveaLesson *lesson = FOVEA_LESSON (frame->lesson);

  if (hides_size (frame) || fovea_lesson_hides (lesson, FOVEA_HIDE_MAPS))
    frame->out_columns = frame->out_rows = frame->pool_columns = frame->pool_rows = 0;
  frame->misfit = frame->misfit && !hides_size (frame);
  frame->windows = frame->windows && !fovea_lesson_hides (lesson, FOVEA_HIDE_CELL);
}

static void
measure_blocks (Frame *frame)
{
  FoveaConvolutionLayout *layout = frame->layout;
  int last = frame->filters - 1;

  measure_block (frame, BLOCK_INPUT, layout->rows, layout->columns, frame->depth - 1);
  measure_block (frame, BLOCK_PATCH, frame->extent, frame->extent, 0);
  measure_block (frame, BLOCK_FILTER, frame->extent, frame->extent, fovea_filter_index (last, frame->depth - 1));
  measure_block (frame, BLOCK_MAP, frame->out_rows, frame->out_columns, last);
  measure_block (frame, BLOCK_RELU, frame->out_rows, frame->out_columns, last);
  measure_block (frame, BLOCK_POOL, frame->pool_rows, frame->pool_columns, last);
}

static void
frame_init (Frame *frame, FoveaConvolutionLayout *layout, const FoveaStyle *style)
{
  FoveaConvolution *lesson = layout->lesson;

  *frame = (Frame){ .layout = layout,
                    .lesson = lesson,
                    .sheet = layout->sheet,
                    .palette = fovea_palette_get (style),
                    .unit = style->scale,
                    .margin = (layout->width < 640 * style->scale ? 16 : 32) * style->scale,
                    .extent = fovea_convolution_get_filter (lesson),
                    .depth = fovea_convolution_get_depth (lesson),
                    .filters = fovea_convolution_get_filters (lesson),
                    .relu = fovea_convolution_get_relu (lesson),
                    .pool = fovea_convolution_get_pool (lesson) };
  frame->width = layout->width - 2 * frame->margin;
  frame->place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  frame->misfit = !fovea_convolution_fits (lesson);
  layout->plan.volumes = frame->depth > 1 || frame->filters > 1;
  set_sizes (frame);
  hide_answer (frame);
}

/* Everything that a plan depends on: while one steps it stays as it is. */
static FoveaPlanKey
get_key (const Frame *frame)
{
  const FoveaConvolutionLayout *layout = frame->layout;

  return (FoveaPlanKey){ .numbers = { layout->columns, layout->rows, layout->over_x, layout->over_y, frame->extent,
                                      frame->depth, frame->filters, frame->out_columns, frame->out_rows, frame->relu,
                                      frame->pool, frame->misfit, frame->windows },
                         .sizes = { frame->width, frame->top, frame->bottom, frame->unit, frame->box_width } };
}

static gboolean
recall (const Frame *frame)
{
  FoveaPlanKey key = get_key (frame);

  return memcmp (&key, &frame->layout->key, sizeof key) == 0;
}

static void
remember (Frame *frame)
{
  frame->layout->key = get_key (frame);
}

gboolean
fovea_convolution_lay_out (FoveaConvolutionLayout *self, const FoveaStyle *style)
{
  Frame frame;
  double footer, body;
  gboolean fits;

  fovea_sheet_begin (self->sheet, style);
  frame_init (&frame, self, style);
  measure_blocks (&frame);
  measure_products (&frame);
  frame.top = place_header (&frame);
  footer = place_footer (&frame, 0, TRUE);
  frame.bottom = self->height - (footer > 0 ? footer + 16 * frame.unit : 0) - 14 * frame.unit;
  fits = recall (&frame) || (self->plan.volumes ? plan_volumes (&frame) : plan_single (&frame));
  if (!fits)
    return FALSE;
  remember (&frame);
  if (self->plan.volumes)
    {
      place_slices (&frame);
      place_maps (&frame);
    }
  else
    place_single (&frame);
  body = fovea_sheet_get_extents (self->sheet).height + (self->plan.volumes ? 0 : self->over_y * self->plan.cell);
  place_footer (&frame, fmin (body, frame.bottom) + 16 * frame.unit, FALSE);
  return TRUE;
}
