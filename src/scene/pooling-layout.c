/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where everything of the pooling scene stands. One slice is a label, its grid, an arrow, and the pooled grid; on the
 * way back it is the input, the input's gradient, and the gradient that comes in; slices stand in columns. */

#include "config.h"

#include "scene/pooling-scene-private.h"

#include "scene/convolution-words.h"
#include "scene/grid.h"
#include "scene/overlay.h"
#include "scene/pile.h"
#include "scene/starts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* --- values */

static void
fill_input (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaPoolingScene *self = data;
  int at = row - self->y.pad;

  for (int column = 0; column < grid->columns; column++)
    {
      int across = column - self->x.pad;
      gboolean inside = at >= 0 && at < self->y.input && across >= 0 && across < self->x.input;

      states[column] = inside ? FOVEA_CELL_VALUE : FOVEA_CELL_PADDING;
    }
  fovea_pooling_fill_values (self->lesson, grid->index, at, -self->x.pad, grid->columns, values);
}

static void
fill_output (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaPoolingScene *self = data;
  int end = fovea_pooling_count_filled (self->lesson, grid->index) - row * grid->columns;
  const float *results = end > 0 ? fovea_pooling_get_results (self->lesson, grid->index) + row * grid->columns : NULL;

  for (int column = 0; column < grid->columns; column++)
    {
      gboolean known = column < end && !fovea_pooling_scene_is_asked (self, grid->index, row, column);

      states[column] = known ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY;
      values[column] = known ? results[column] : 0;
    }
}

/* The gradient that comes back from behind the pool, all of it. */
static void
fill_gradient (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaPoolingScene *self = data;

  for (int column = 0; column < grid->columns; column++)
    {
      states[column] = FOVEA_CELL_VALUE;
      values[column] = fovea_pooling_get_output_gradient (self->lesson, (FoveaPlace){ grid->index, row, column });
    }
}

/* The input's gradient so far, unless a question asks for it; the cells of the padding have none. */
static void
fill_back (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaPoolingScene *self = data;
  int at = row - self->y.pad;

  for (int column = 0; column < grid->columns; column++)
    {
      int across = column - self->x.pad;
      gboolean inside = at >= 0 && at < self->y.input && across >= 0 && across < self->x.input
                        && !fovea_pooling_scene_hides (self, FOVEA_HIDE_CELL);

      states[column] = inside ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY;
      values[column] = inside ? fovea_pooling_get_input_gradient (self->lesson, grid->index, at, across) : 0;
    }
}

/* --- planning */

/* How far the slices reach up and to the right that lie behind those that are shown; none do while they are hidden. */
static double
get_pile (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  return self->hidden || self->backward ? 0 : fovea_pile_count (self->depth, plan->slices) * FOVEA_PILE_CARD * self->unit;
}

/* What stands above a grid: its label and the starts of its windows, or the cards behind it. */
static double
get_head (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  return self->label_height + fmax (self->starts_height, get_pile (self, plan) + 6 * self->unit);
}

/* Of the pooled grid and its label. */
static double
get_output_width (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  double label = (self->backward ? 140 : self->depth == 1 || self->out_rows == 0 ? 118 : 66) * self->unit;

  return fmax (self->out_columns * plan->out_cell + 1 + get_pile (self, plan), label);
}

static double
get_input_width (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  return fmax ((self->columns + self->over_x) * plan->cell + 1 + get_pile (self, plan), 90 * self->unit);
}

/* Of the input's gradient and its label; 0 on the way forward. */
static double
get_back_width (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  return self->backward ? 40 * self->unit + fmax (self->columns * plan->cell + 1, 140 * self->unit) : 0;
}

static double
get_group_width (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  return get_input_width (self, plan) + get_back_width (self, plan) + 56 * self->unit + get_output_width (self, plan);
}

static double
get_group_height (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  return get_head (self, plan) + fmax ((self->rows + self->over_y) * plan->cell, self->out_rows * plan->out_cell) + 1 + 24 * self->unit;
}

static double
score (FoveaPoolingScene *self, const FoveaPoolingPlan *plan)
{
  double unit = self->unit;
  gboolean numbered = plan->cell >= FOVEA_CELL_NUMBERED * unit, whole = plan->slices == self->depth;

  return fmin (plan->cell / unit, 52) + 0.5 * fmin (plan->out_cell / unit, 52) + 9 * MIN (plan->slices, whole ? 3 : 1)
         + (whole ? 10 : 0) + (numbered ? 12 : 0)
         + (numbered ? 12 : 30) * fmin (self->rows * plan->cell / unit / (numbered ? 200 : 300), 1)
         + 8 * fmin (self->out_rows * plan->out_cell / unit / 100, 1);
}

static void
consider (FoveaPoolingScene *self, const FoveaPoolingPlan *plan, double *best)
{
  double more = plan->slices < self->depth ? 30 * self->unit : 0, gap = 40 * self->unit;
  int down = (plan->slices + plan->across - 1) / plan->across;

  if (score (self, plan) <= *best
      || plan->across * (get_group_width (self, plan) + gap) - gap > self->width - 2 * self->margin
      || down * get_group_height (self, plan) + more + self->sentence_height > self->bottom - self->top)
    return;
  *best = score (self, plan);
  self->plan = *plan;
}

static double
step_down (double cell)
{
  return cell > FOVEA_CELL_MIN ? cell - 1 : cell > 4 ? cell - 0.5 : cell - 0.25;
}

static gboolean
make_plan (FoveaPoolingScene *self)
{
  static const double factors[] = { 1, 0.8, 0.6, 0.4, 0.2 };
  double best = -1;

  for (int slices = MIN (self->depth, 6); slices > 0; slices--)
    for (int across = 1; across <= MIN (slices, 3); across++)
      for (double cell = FOVEA_CELL_MAX * self->unit; cell >= 0.5; cell = step_down (cell))
        for (gsize f = 0; f < G_N_ELEMENTS (factors); f++)
          {
            double out = cell * factors[f];
            FoveaPoolingPlan plan = { cell, out >= FOVEA_CELL_MIN ? floor (out) : out, slices, across };

            consider (self, &plan, &best);
          }
  return best > 0;
}

/* --- placing */

static double
place_header (FoveaPoolingScene *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  double room = self->width - 2 * self->margin;
  FoveaText title = { .size = 17, .colour = palette->ink, .width = room };
  FoveaText sentence = { .size = 12, .colour = palette->dim, .width = room };
  gboolean down = fovea_geometry_fit (&self->x).fits && self->x.input != self->y.input;
  const FoveaGeometry *axis = down ? &self->y : &self->x;
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (self->lesson));
  g_autofree char *formula = fovea_pooling_scene_hides_size (self)
                                 ? fovea_geometry_say_question (axis, self->convention, letters, down)
                                 : fovea_geometry_say_formula (axis, self->convention, letters, down, palette);
  g_autofree char *fit = fovea_pooling_scene_hides_size (self)
                             ? fovea_say_hidden ()
                             : fovea_geometry_say_fit (axis, self->convention, letters);
  FoveaBox box = fovea_sheet_add_text (self->sheet, "formula", &title, formula, self->margin, 16 * self->unit);

  box = fovea_sheet_add_text (self->sheet, "sentence", &sentence, fit, self->margin,
                              box.y + box.height + 4 * self->unit);
  return box.y + box.height + 14 * self->unit;
}

static double
place_footer (FoveaPoolingScene *self, double y, gboolean measure)
{
  g_autoptr (GArray) suggestions = fovea_pooling_suggest (self->lesson);
  FoveaFooter footer = { .sheet = self->sheet,
                         .x = self->margin,
                         .width = self->width - 2 * self->margin,
                         .low = self->height < 480 * self->unit,
                         .square = self->x.input == self->y.input,
                         .suggestions = suggestions,
                         .convention = self->convention,
                         .letters = fovea_lesson_get_letters (FOVEA_LESSON (self->lesson)),
                         .across = self->x,
                         .down = self->y,
                         .pad = fovea_pooling_get_pad (self->lesson) };

  return fovea_pooling_scene_hides_size (self) ? 0 : fovea_footer_place (&footer, y, measure);
}

static void
place_starts (FoveaPoolingScene *self, const FoveaBox *grid)
{
  FoveaStarts starts = { .sheet = self->sheet,
                         .geometry = &self->x,
                         .convention = self->convention,
                         .x = grid->x,
                         .y = grid->y - self->starts_height,
                         .right = grid->x + grid->width,
                         .cell = self->plan.cell,
                         .unit = self->unit };

  fovea_starts_place (&starts);
}

/* The input's gradient at @back_x, and the gradient that comes in at @out_x. */
static void
place_gradients (FoveaPoolingScene *self, int slice, double back_x, double out_x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText blue = fovea_look (12.5, TRUE, palette->input_label), green = fovea_look (12.5, TRUE, palette->output_label);
  FoveaText arrow = fovea_look (15, FALSE, palette->dim);
  double head = get_head (self, &self->plan);
  g_autofree char *back_label
      = self->depth == 1 ? g_strdup (_ ("Input gradient ∂L/∂x")) : g_strdup_printf ("∂L/∂x[:, :, %d]", slice);
  g_autofree char *out_label
      = self->depth == 1 ? g_strdup (_ ("Output gradient g")) : g_strdup_printf ("g[:, :, %d]", slice);
  g_autofree char *back_name = g_strdup_printf ("back %d", slice), *out_name = g_strdup_printf ("output %d", slice);
  FoveaGrid grid = { .x = back_x,
                     .y = y + head,
                     .cell = self->plan.cell,
                     .rows = self->rows,
                     .columns = self->columns,
                     .role = GRID_BACK,
                     .index = slice,
                     .scale = FOVEA_SCALE_WEIGHT,
                     .high = fovea_pooling_get_input_gradient_limit (self->lesson, slice),
                     .fill = fill_back,
                     .data = self };

  fovea_sheet_add_text (self->sheet, back_label, &blue, back_label, back_x, y);
  fovea_sheet_add_grid (self->sheet, back_name, &grid);
  fovea_sheet_add_text (self->sheet, NULL, &arrow, "←", out_x - 36 * self->unit,
                        y + head + fmin (self->out_rows * self->plan.out_cell / 2, 60 * self->unit) - 10 * self->unit);
  fovea_sheet_add_text (self->sheet, out_label, &green, out_label, out_x, y);
  grid.x = out_x;
  grid.cell = self->plan.out_cell;
  grid.rows = self->out_rows;
  grid.columns = self->out_columns;
  grid.role = GRID_OUTPUT;
  grid.high = fmax (1, fovea_pooling_get_output_gradient (
                           self->lesson, (FoveaPlace){ slice, self->out_rows - 1, self->out_columns - 1 }));
  grid.fill = fill_gradient;
  fovea_sheet_add_grid (self->sheet, out_name, &grid);
}

static void
place_slice (FoveaPoolingScene *self, int slice, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText blue = fovea_look (12.5, TRUE, palette->input_label), green = fovea_look (12.5, TRUE, palette->output_label);
  FoveaText arrow = fovea_look (15, FALSE, palette->dim), red = fovea_look (11, FALSE, palette->misfit);
  FoveaText here = fovea_look (11, FALSE, palette->here);
  g_autofree char *in_label = self->depth == 1 ? g_strdup_printf (_ ("Input %d×%d"), self->x.input, self->y.input)
                                               : g_strdup_printf ("x[:, :, %d]", slice);
  g_autofree char *out_label = self->depth == 1
                                   ? g_strdup_printf (_ ("Output %d×%d"), self->out_columns, self->out_rows)
                                   : g_strdup_printf ("o[:, :, %d]", slice);
  g_autofree char *in_name = g_strdup_printf ("input %d", slice), *out_name = g_strdup_printf ("output %d", slice);
  float low, high;
  double head = get_head (self, &self->plan);
  double out_x = x + get_group_width (self, &self->plan) - get_output_width (self, &self->plan);
  FoveaGrid grid = { .x = x,
                     .y = y + head,
                     .cell = self->plan.cell,
                     .rows = self->rows,
                     .columns = self->columns,
                     .role = GRID_INPUT,
                     .index = slice,
                     .scale = FOVEA_SCALE_INPUT,
                     .fill = fill_input,
                     .data = self,
                     .state = fovea_pooling_get_state (self->lesson) };
  FoveaBox box;

  fovea_pooling_get_value_range (self->lesson, &low, &high);
  grid.low = low;
  grid.high = high;
  fovea_sheet_add_text (self->sheet, in_label, &blue, in_label, x, y);
  box = fovea_sheet_add_grid (self->sheet, in_name, &grid);
  if (!fovea_pooling_scene_hides_size (self) && get_pile (self, &self->plan) == 0)
    place_starts (self, &box);
  if (self->over_x + self->over_y > 0 && self->n_positions > 0)
    fovea_sheet_add_text (self->sheet, in_name, &red, _ ("hatched: never seen"), x,
                          box.y + box.height + self->over_y * self->plan.cell + 3);
  if (fovea_pooling_scene_hides (self, FOVEA_HIDE_MAPS) && slice > self->first_slice)
    return; /* not even how many there are */
  if (self->out_rows == 0)
    {
      fovea_sheet_add_text (self->sheet, out_label, &green, _ ("Output"), out_x, y);
      fovea_sheet_add_text (self->sheet, out_name, self->hidden ? &here : &red,
                            self->hidden ? "?" : _ ("none: it doesn’t fit"), out_x, y + self->label_height);
      return;
    }
  if (self->backward)
    {
      place_gradients (self, slice, x + get_input_width (self, &self->plan) + 40 * self->unit, out_x, y);
      return;
    }
  fovea_sheet_add_text (self->sheet, NULL, &arrow, "→", out_x - 36 * self->unit,
                        y + head + fmin (self->out_rows * self->plan.out_cell / 2, 60 * self->unit) - 10 * self->unit);
  fovea_sheet_add_text (self->sheet, out_label, &green, out_label, out_x, y);
  grid = (FoveaGrid){ .x = out_x,
                      .y = y + head,
                      .cell = self->plan.out_cell,
                      .rows = self->out_rows,
                      .columns = self->out_columns,
                      .role = GRID_OUTPUT,
                      .index = slice,
                      .scale = FOVEA_SCALE_OUTPUT,
                      .high = fmax (fabsf (low), fabsf (high)),
                      .fill = fill_output,
                      .data = self,
                      .state = fovea_pooling_get_state (self->lesson) << 32
                               ^ (guint64) fovea_pooling_count_filled (self->lesson, slice) };
  fovea_sheet_add_grid (self->sheet, out_name, &grid);
}

static void
place_sentence (FoveaPoolingScene *self, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText text = { .size = 14, .colour = palette->ink, .width = self->width - 2 * self->margin };
  FoveaText small = { .size = 12, .colour = palette->dim, .width = text.width };
  g_autofree char *words = fovea_lesson_describe_position (FOVEA_LESSON (self->lesson), self->position);
  FoveaBox box = { .y = y };

  if (self->n_positions == 0 && self->out_rows > 0)
    fovea_sheet_add_text (self->sheet, "too large", &small,
                          _ ("There are too many windows to go back through: make the input or the window smaller."),
                          self->margin, y);
  if (self->n_positions == 0)
    return;
  if (!fovea_pooling_scene_hides (self, FOVEA_HIDE_CELL))
    box = fovea_sheet_add_text (self->sheet, "position", &text, words, self->margin, y);
  if (fovea_pooling_scene_hides (self, FOVEA_HIDE_PARAMETERS | FOVEA_HIDE_MAPS))
    return;
  fovea_sheet_add_text (self->sheet, "no weights", &small,
                        self->depth == 1 ? _ ("Nothing is learned here: a pool has no weights.")
                                         : _ ("Each slice by itself: a pool mixes no channels, and has no weights."),
                        self->margin, box.y + box.height + 4 * self->unit);
}

static void
place_more (FoveaPoolingScene *self, double y)
{
  FoveaText small = fovea_look (11, FALSE, fovea_sheet_get_palette (self->sheet)->here);
  int more = self->depth - self->plan.slices, next = self->first_slice + self->plan.slices;
  g_autofree char *text
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more slice", "+ %d more slices", (gulong) more), more);

  fovea_sheet_add_chip (self->sheet, "more slices", &small, text, self->margin, y, FOVEA_CHIP_PLAIN,
                        (FoveaAction){ ACTION_SLICES, next >= self->depth ? 0 : next });
}

static void
place_body (FoveaPoolingScene *self)
{
  double wide = get_group_width (self, &self->plan) + 40 * self->unit, tall = get_group_height (self, &self->plan);
  int down = (self->plan.slices + self->plan.across - 1) / self->plan.across;
  double y = self->top + down * tall;

  for (int i = 0; i < self->plan.slices; i++)
    place_slice (self, self->first_slice + i, self->margin + i % self->plan.across * wide,
                 self->top + i / self->plan.across * tall);
  if (self->plan.slices < self->depth)
    {
      place_more (self, y);
      y += 30 * self->unit;
    }
  place_sentence (self, y);
}

/* The room of the sentence below: it may take two lines, and a small one. */
static double
measure_sentence (FoveaPoolingScene *self)
{
  FoveaText text = fovea_look (14, FALSE, fovea_sheet_get_palette (self->sheet)->ink);
  double width, height;

  if (self->n_positions == 0 && self->out_rows == 0)
    return 0;
  fovea_sheet_measure (self->sheet, &text, "M\nM\nM", &width, &height);
  return height + 10 * self->unit;
}

static void
set_sizes (FoveaPoolingScene *self)
{
  FoveaText label = fovea_look (12.5, TRUE, fovea_sheet_get_palette (self->sheet)->ink);
  int windows_x, windows_y;
  double width;

  self->unit = self->style.scale;
  self->margin = fovea_page_margin (self->width, self->unit);
  self->x = fovea_pooling_get_geometry (self->lesson, FALSE);
  self->y = fovea_pooling_get_geometry (self->lesson, TRUE);
  self->convention = fovea_pooling_get_convention (self->lesson);
  self->depth = fovea_pooling_get_depth (self->lesson);
  self->n_positions = fovea_lesson_count_positions (FOVEA_LESSON (self->lesson));
  self->place = fovea_pooling_get_place (self->lesson, self->position);
  fovea_pooling_get_windows (self->lesson, &windows_x, &windows_y);
  fovea_pooling_get_output_size (self->lesson, &self->out_columns, &self->out_rows);
  self->columns = fovea_geometry_covered (&self->x, windows_x);
  self->rows = fovea_geometry_covered (&self->y, windows_y);
  fovea_overlay_get_over (&self->x, &self->y, self->convention, &self->over_x, &self->over_y);
  self->hidden = fovea_pooling_scene_hides_size (self) || fovea_pooling_scene_hides (self, FOVEA_HIDE_MAPS);
  if (self->hidden)
    self->out_columns = self->out_rows = 0;
  if (fovea_pooling_scene_hides_size (self))
    self->over_x = self->over_y = 0;
  self->backward = fovea_pooling_get_pass (self->lesson) == FOVEA_LESSON_BACKWARD && self->n_positions > 0;
  fovea_sheet_measure (self->sheet, &label, "M", &width, &self->label_height);
  self->starts_height = 18 * self->unit;
  self->sentence_height = measure_sentence (self);
}

gboolean
fovea_pooling_scene_lay_out (FoveaPoolingScene *self, double width, double height)
{
  double footer;

  self->width = width;
  self->height = height;
  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->stale = FALSE;
  fovea_sheet_begin (self->sheet, &self->style);
  set_sizes (self);
  self->top = place_header (self);
  footer = place_footer (self, 0, TRUE);
  self->bottom = height - 12 * self->unit - (footer > 0 ? footer + 14 * self->unit : 0);
  if (!make_plan (self))
    return FALSE;
  if (self->place.map < self->first_slice || self->place.map >= self->first_slice + self->plan.slices)
    self->first_slice = self->place.map;
  self->first_slice = CLAMP (self->first_slice, 0, self->depth - self->plan.slices);
  place_body (self);
  place_footer (self, fmin (fovea_sheet_get_extents (self->sheet).height, self->bottom) + 14 * self->unit, FALSE);
  return TRUE;
}
