/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pooling lesson: depth slices, each by itself, the window over them, and the smaller slices that come out. In a
 * max pool the winner of the current window is marked; it is the first largest, row by row. */

#include "config.h"

#include "scene/pooling-scene.h"

#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/footer.h"
#include "scene/grid.h"
#include "scene/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  GRID_INPUT, /* index: slice */
  GRID_OUTPUT
};

enum
{
  ACTION_SUGGESTION,
  ACTION_CONVENTION,
  ACTION_SLICES
};

typedef struct
{
  double cell, out_cell;
  int slices, across; /* shown; side by side */
} Plan;

struct _FoveaPoolingScene
{
  FoveaScene parent_instance;

  FoveaPooling *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;
  gboolean stale;
  int position, before, first_slice;

  double unit, margin, top, bottom, label_height, starts_height, sentence_height;
  int columns, rows, over_x, over_y, out_columns, out_rows, depth, n_positions;
  FoveaGeometry x, y;
  FoveaConvention convention;
  FoveaPlace place;
  Plan plan;

  gboolean hidden; /* the output is */
  int hover_role, hover_index, hover_row, hover_column; /* role −1: none */
};

G_DEFINE_FINAL_TYPE (FoveaPoolingScene, fovea_pooling_scene, FOVEA_TYPE_SCENE)

/* --- what a question that is open keeps to itself */

static gboolean
hides (FoveaPoolingScene *self, FoveaHide any)
{
  return fovea_lesson_hides (FOVEA_LESSON (self->lesson), any);
}

static gboolean
hides_size (FoveaPoolingScene *self)
{
  return hides (self, FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
}

/* Whether the number of this place is what is asked for. */
static gboolean
is_asked (FoveaPoolingScene *self, int slice, int row, int column)
{
  return hides (self, FOVEA_HIDE_CELL) && slice == self->place.map && row == self->place.row
         && column == self->place.column;
}

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
      values[column] = inside ? fovea_pooling_get_value (self->lesson, grid->index, at, across) : 0;
    }
}

static void
fill_output (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  FoveaPoolingScene *self = data;
  int filled = fovea_pooling_count_filled (self->lesson, grid->index);

  for (int column = 0; column < grid->columns; column++)
    {
      gboolean known = row * grid->columns + column < filled && !is_asked (self, grid->index, row, column);

      states[column] = known ? FOVEA_CELL_VALUE : FOVEA_CELL_EMPTY;
      values[column] = known ? fovea_pooling_get_result (self->lesson, (FoveaPlace){ grid->index, row, column }) : 0;
    }
}

/* --- planning: one slice is a label, its grid, an arrow, and the pooled grid; they stand in columns */

/* Of the pooled grid and its label. */
static double
get_output_width (FoveaPoolingScene *self, const Plan *plan)
{
  double label = (self->depth == 1 || self->out_rows == 0 ? 118 : 66) * self->unit;

  return fmax (self->out_columns * plan->out_cell + 1, label);
}

static double
get_group_width (FoveaPoolingScene *self, const Plan *plan)
{
  double input = fmax ((self->columns + self->over_x) * plan->cell + 1, 90 * self->unit);

  return input + 56 * self->unit + get_output_width (self, plan);
}

static double
get_group_height (FoveaPoolingScene *self, const Plan *plan)
{
  double head = self->label_height + self->starts_height;

  return head + fmax ((self->rows + self->over_y) * plan->cell, self->out_rows * plan->out_cell) + 1 + 24 * self->unit;
}

static double
score (FoveaPoolingScene *self, const Plan *plan)
{
  double unit = self->unit;

  return fmin (plan->cell / unit, 52) + 0.5 * fmin (plan->out_cell / unit, 52) + 9 * MIN (plan->slices, 3)
         + (plan->slices == self->depth ? 10 : 0) + (plan->cell >= FOVEA_CELL_NUMBERED * unit ? 12 : 0)
         + 12 * fmin (self->rows * plan->cell / unit / 200, 1)
         + 8 * fmin (self->out_rows * plan->out_cell / unit / 100, 1);
}

static void
consider (FoveaPoolingScene *self, const Plan *plan, double *best)
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
            Plan plan = { cell, out >= FOVEA_CELL_MIN ? floor (out) : out, slices, across };

            consider (self, &plan, &best);
          }
  return best > 0;
}

/* --- placing */

static FoveaText
look (double size, gboolean bold, FoveaColour colour)
{
  return (FoveaText){ .size = size, .bold = bold, .colour = colour };
}

static double
place_header (FoveaPoolingScene *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  double room = self->width - 2 * self->margin;
  FoveaText title = { .size = 17, .colour = palette->ink, .width = room };
  FoveaText sentence = { .size = 12, .colour = palette->dim, .width = room };
  const FoveaGeometry *axis = fovea_geometry_fit (&self->x).fits ? &self->y : &self->x;
  g_autofree char *formula = hides_size (self) ? fovea_geometry_say_question (axis, self->convention)
                                               : fovea_geometry_say_formula (axis, self->convention, palette);
  g_autofree char *fit = hides_size (self) ? fovea_say_hidden () : fovea_geometry_say_fit (axis, self->convention);
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
                         .suggestion_action = ACTION_SUGGESTION,
                         .convention_action = ACTION_CONVENTION };

  return hides_size (self) ? 0 : fovea_footer_place (&footer, y, measure);
}

static void
place_starts (FoveaPoolingScene *self, const FoveaBox *grid)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText here = look (11, FALSE, palette->here), red = look (11, FALSE, palette->misfit);
  double jump = self->x.stride * self->plan.cell, end = grid->x - 100, y = grid->y - self->starts_height, width, height;
  int start, over, windows = fovea_geometry_count_windows (&self->x);
  gboolean overhang = fovea_geometry_get_overhang (&self->x, self->convention, &start, &over);

  for (int i = 0; i < windows; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i * self->x.stride);

      fovea_sheet_measure (self->sheet, &here, text, &width, &height);
      if (grid->x + i * jump + 2 < end + 6
          || (overhang && grid->x + i * jump + width > grid->x + start * self->plan.cell - 4))
        continue;
      fovea_sheet_add_text (self->sheet, NULL, &here, text, grid->x + i * jump + 2, y);
      end = grid->x + i * jump + 2 + width;
    }
  if (overhang)
    {
      g_autofree char *text = g_strdup_printf ("%d ✗", start);

      fovea_sheet_add_text (self->sheet, NULL, &red, text, grid->x + start * self->plan.cell + 2, y);
    }
}

static void
place_slice (FoveaPoolingScene *self, int slice, double x, double y)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText blue = look (12.5, TRUE, palette->input_label), green = look (12.5, TRUE, palette->output_label);
  FoveaText arrow = look (15, FALSE, palette->dim), red = look (11, FALSE, palette->misfit);
  FoveaText here = look (11, FALSE, palette->here);
  g_autofree char *in_label = self->depth == 1 ? g_strdup_printf (_("Input %d×%d"), self->x.input, self->y.input)
                                               : g_strdup_printf ("x[:, :, %d]", slice);
  g_autofree char *out_label = self->depth == 1
                                   ? g_strdup_printf (_("Output %d×%d"), self->out_columns, self->out_rows)
                                   : g_strdup_printf ("o[:, :, %d]", slice);
  g_autofree char *in_name = g_strdup_printf ("input %d", slice), *out_name = g_strdup_printf ("output %d", slice);
  float low, high;
  double head = self->label_height + self->starts_height;
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
  if (!hides_size (self))
    place_starts (self, &box);
  if (self->over_x + self->over_y > 0 && self->n_positions > 0)
    fovea_sheet_add_text (self->sheet, in_name, &red, _("hatched: never seen"), x,
                          box.y + box.height + self->over_y * self->plan.cell + 3);
  if (hides (self, FOVEA_HIDE_MAPS) && slice > self->first_slice)
    return; /* not even how many there are */
  if (self->out_rows == 0)
    {
      fovea_sheet_add_text (self->sheet, out_label, &green, _("Output"), out_x, y);
      fovea_sheet_add_text (self->sheet, out_name, self->hidden ? &here : &red,
                            self->hidden ? "?" : _("none: it doesn’t fit"), out_x, y + self->label_height);
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

  if (self->n_positions == 0)
    return;
  if (!hides (self, FOVEA_HIDE_CELL))
    box = fovea_sheet_add_text (self->sheet, "position", &text, words, self->margin, y);
  if (hides (self, FOVEA_HIDE_PARAMETERS | FOVEA_HIDE_MAPS))
    return;
  fovea_sheet_add_text (self->sheet, "no weights", &small,
                        self->depth == 1 ? _("Nothing is learned here: a pool has no weights.")
                                         : _("Each slice by itself: a pool mixes no channels, and has no weights."),
                        self->margin, box.y + box.height + 4 * self->unit);
}

static void
place_more (FoveaPoolingScene *self, double y)
{
  FoveaText small = look (11, FALSE, fovea_sheet_get_palette (self->sheet)->here);
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
  FoveaText text = look (14, FALSE, fovea_sheet_get_palette (self->sheet)->ink);
  double width, height;

  if (self->n_positions == 0)
    return 0;
  fovea_sheet_measure (self->sheet, &text, "M\nM\nM", &width, &height);
  return height + 10 * self->unit;
}

static void
set_sizes (FoveaPoolingScene *self)
{
  FoveaText label = look (12.5, TRUE, fovea_sheet_get_palette (self->sheet)->ink);
  int windows_x, windows_y;
  double width;

  self->unit = self->style.scale;
  self->margin = (self->width < 640 * self->unit ? 16 : 32) * self->unit;
  self->x = fovea_pooling_get_geometry (self->lesson, FALSE);
  self->y = fovea_pooling_get_geometry (self->lesson, TRUE);
  self->convention = fovea_pooling_get_convention (self->lesson);
  self->depth = fovea_pooling_get_depth (self->lesson);
  self->n_positions = fovea_lesson_count_positions (FOVEA_LESSON (self->lesson));
  self->place = fovea_pooling_get_place (self->lesson, self->position);
  fovea_pooling_get_windows (self->lesson, &windows_x, &windows_y);
  fovea_pooling_get_output_size (self->lesson, &self->out_columns, &self->out_rows);
  self->columns = MAX (fovea_geometry_padded (&self->x), (windows_x - 1) * self->x.stride + self->x.filter);
  self->rows = MAX (fovea_geometry_padded (&self->y), (windows_y - 1) * self->y.stride + self->y.filter);
  fovea_overlay_get_over (&self->x, &self->y, self->convention, &self->over_x, &self->over_y);
  self->hidden = hides_size (self) || hides (self, FOVEA_HIDE_MAPS);
  if (self->hidden)
    self->out_columns = self->out_rows = 0;
  if (hides_size (self))
    self->over_x = self->over_y = 0;
  fovea_sheet_measure (self->sheet, &label, "M", &width, &self->label_height);
  self->starts_height = 18 * self->unit;
  self->sentence_height = measure_sentence (self);
}

static gboolean
lay_out (FoveaPoolingScene *self, double width, double height)
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

static void
fovea_pooling_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  double unit = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, 400 * unit);
  *need_height = fmax (height, 300 * unit);
  for (int tries = 0; tries < 24 && !lay_out (self, *need_width, *need_height); tries++)
    {
      *need_height = ceil (*need_height * 1.1);
      *need_width = ceil (*need_width * (tries % 4 == 3 ? 1.2 : 1));
    }
}

/* --- painting */

static FoveaOverlay
get_overlay (FoveaPoolingScene *self)
{
  FoveaPlace from
      = self->before < self->n_positions ? fovea_pooling_get_place (self->lesson, self->before) : self->place;
  double t = fovea_scene_get_progress (FOVEA_SCENE (self));

  if (from.map != self->place.map)
    t = 1;
  return (FoveaOverlay){ .x = self->x,
                         .y = self->y,
                         .convention = self->convention,
                         .row = from.row + t * (self->place.row - from.row),
                         .column = from.column + t * (self->place.column - from.column),
                         .palette = fovea_sheet_get_palette (self->sheet),
                         .unit = self->unit };
}

/* A ring around the number that wins, for each place that is filled; the current one's is the thickest. */
static void
paint_winner (FoveaPoolingScene *self, cairo_t *cr, const FoveaGrid *grid)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaBox box;
  int row, column;

  if (self->n_positions == 0 || hides (self, FOVEA_HIDE_CELL)
      || !fovea_pooling_get_winner (self->lesson, self->place, &row, &column))
    return;
  box = fovea_grid_box (grid, row + self->y.pad, column + self->x.pad, 1, 1);
  cairo_new_sub_path (cr);
  cairo_arc (cr, box.x + box.width / 2, box.y + box.height / 2, fmax (box.width * 0.4, 3), 0, 2 * G_PI);
  fovea_set_colour (cr, palette->output_label, 1);
  cairo_set_line_width (cr, grid->cell >= 14 ? 2.5 * self->unit : 1.5);
  cairo_stroke (cr);
}

static void
paint_hover (FoveaPoolingScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  const FoveaGrid *grid
      = self->hover_role >= 0 ? fovea_sheet_find_grid (self->sheet, self->hover_role, self->hover_index) : NULL;
  const FoveaGrid *other;

  if (!grid || self->hover_row >= grid->rows || self->hover_column >= grid->columns)
    return;
  fovea_stroke_box (cr, fovea_grid_box (grid, self->hover_row, self->hover_column, 1, 1), palette->ink, 2);
  other = fovea_sheet_find_grid (self->sheet, self->hover_role == GRID_INPUT ? GRID_OUTPUT : GRID_INPUT,
                                 self->hover_index);
  if (!other)
    return;
  if (self->hover_role == GRID_OUTPUT)
    fovea_stroke_box (cr,
                      fovea_grid_box (other, self->hover_row * self->y.stride, self->hover_column * self->x.stride,
                                      self->y.filter, self->x.filter),
                      palette->output_label, 2);
  else
    for (int row = 0; row < other->rows; row++)
      for (int column = 0; column < other->columns; column++)
        if (fovea_geometry_get_link (&self->y, row, self->hover_row - self->y.pad) >= 0
            && fovea_geometry_get_link (&self->x, column, self->hover_column - self->x.pad) >= 0)
          fovea_stroke_box (cr, fovea_grid_box (other, row, column, 1, 1), palette->input_label, 2);
}

static void
fovea_pooling_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  const FoveaGrid *input, *output;
  FoveaOverlay overlay;

  if (self->stale || self->width != width || self->height != height
      || !fovea_style_equal (&self->style, fovea_scene_get_style (scene)))
    lay_out (self, width, height);
  overlay = get_overlay (self);
  fovea_sheet_paint (self->sheet, cr);
  for (int i = 0; i < self->plan.slices; i++)
    if (!hides_size (self)
        && (input = fovea_sheet_find_grid (self->sheet, GRID_INPUT, self->first_slice + i)) != NULL)
      fovea_overlay_paint_misfit (&overlay, cr, input);
  input = fovea_sheet_find_grid (self->sheet, GRID_INPUT, self->place.map);
  output = fovea_sheet_find_grid (self->sheet, GRID_OUTPUT, self->place.map);
  if (input)
    {
      paint_winner (self, cr, input);
      fovea_overlay_paint_window (&overlay, cr, input);
    }
  if (output)
    fovea_overlay_paint_cell (&overlay, cr, output, self->place.row, self->place.column);
  paint_hover (self, cr);
}

/* --- pointer and words */

static gboolean
fovea_pooling_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  int role = -1, index = 0, row = 0, column = 0;
  gboolean same;
  FoveaGrid grid;

  if (inside && fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    {
      role = grid.role;
      index = grid.index;
    }
  same = role == self->hover_role && index == self->hover_index && row == self->hover_row
         && column == self->hover_column;
  self->hover_role = role;
  self->hover_index = index;
  self->hover_row = row;
  self->hover_column = column;
  return !same;
}

static void
act (FoveaPoolingScene *self, FoveaAction action)
{
  g_autoptr (GArray) suggestions = fovea_pooling_suggest (self->lesson);

  if (action.action == ACTION_SUGGESTION && (guint) action.value < suggestions->len)
    fovea_pooling_apply (self->lesson, &g_array_index (suggestions, FoveaSuggestion, action.value));
  else if (action.action == ACTION_CONVENTION)
    fovea_pooling_set_convention (self->lesson, action.value);
  else if (action.action == ACTION_SLICES)
    fovea_lesson_set_position (FOVEA_LESSON (self->lesson),
                               fovea_pooling_get_position_of (self->lesson, (FoveaPlace){ action.value, 0, 0 }));
}

static gboolean
fovea_pooling_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  FoveaAction action;
  FoveaGrid grid;
  int row, column;

  if (fovea_sheet_pick_chip (self->sheet, x, y, &action))
    {
      act (self, action);
      return TRUE;
    }
  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column) || grid.role != GRID_OUTPUT)
    return FALSE;
  fovea_lesson_set_position (FOVEA_LESSON (self->lesson),
                             fovea_pooling_get_position_of (self->lesson, (FoveaPlace){ grid.index, row, column }));
  return TRUE;
}

static char *
fovea_pooling_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  char number[FOVEA_NUMBER_SIZE];
  int row, column;
  FoveaGrid grid;

  if (!fovea_sheet_pick_cell (self->sheet, x, y, &grid, &row, &column))
    return NULL;
  if (grid.role == GRID_OUTPUT)
    {
      if (is_asked (self, grid.index, row, column))
        return fovea_say_hidden ();
      if (row * grid.columns + column >= fovea_pooling_count_filled (self->lesson, grid.index))
        return g_strdup (_("not reached yet"));
      return fovea_lesson_describe_position (
          FOVEA_LESSON (self->lesson),
          fovea_pooling_get_position_of (self->lesson, (FoveaPlace){ grid.index, row, column }));
    }
  row -= self->y.pad;
  column -= self->x.pad;
  if (row < 0 || column < 0 || row >= self->y.input || column >= self->x.input)
    return g_strdup (_("padding: it never wins"));
  fovea_number_full (fovea_pooling_get_value (self->lesson, grid.index, row, column), number);
  return g_strdup_printf (_("x[%d, %d, %d] = %s"), row, column, grid.index, number);
}

static char *
fovea_pooling_scene_describe (FoveaScene *scene, char **description)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (scene);
  FoveaPooling *lesson = self->lesson;
  FoveaGeometry geometry = fovea_pooling_get_geometry (lesson, FALSE);
  int filter = fovea_pooling_get_filter (lesson);
  gboolean max = fovea_pooling_get_kind (lesson) == FOVEA_POOL_MAX;

  if (description && fovea_lesson_get_hidden (FOVEA_LESSON (lesson)) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    {
      g_autofree char *formula = fovea_geometry_formula (&geometry);
      g_autofree char *fit = fovea_geometry_say_fit (&geometry, fovea_pooling_get_convention (lesson));
      g_autofree char *position
          = fovea_lesson_describe_position (FOVEA_LESSON (lesson), fovea_lesson_get_position (FOVEA_LESSON (lesson)));

      *description = g_strdup_printf ("%s. %s %s", formula, fit, position);
    }
  return g_strdup_printf (max ? _("Max pooling of a %d×%d×%d input with a window of %d×%d, stride %d")
                              : _("Average pooling of a %d×%d×%d input with a window of %d×%d, stride %d"),
                          fovea_pooling_get_width (lesson), fovea_pooling_get_height (lesson),
                          fovea_pooling_get_depth (lesson), filter, filter, fovea_pooling_get_stride (lesson));
}

static void
fovea_pooling_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_sheet_boxes (FOVEA_POOLING_SCENE (scene)->sheet, boxes, names);
}

/* --- GObject */

static void
lesson_changed_cb (FoveaPoolingScene *self)
{
  self->before = self->position;
  self->position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_pooling_scene_finalize (GObject *object)
{
  FoveaPoolingScene *self = FOVEA_POOLING_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->sheet);

  G_OBJECT_CLASS (fovea_pooling_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_pooling_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_POOLING_SCENE (scene)->lesson);
}

static void
fovea_pooling_scene_class_init (FoveaPoolingSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_pooling_scene_finalize;
  scene_class->measure = fovea_pooling_scene_measure;
  scene_class->paint = fovea_pooling_scene_paint;
  scene_class->hover = fovea_pooling_scene_hover;
  scene_class->activate = fovea_pooling_scene_activate;
  scene_class->tooltip = fovea_pooling_scene_tooltip;
  scene_class->describe = fovea_pooling_scene_describe;
  scene_class->boxes = fovea_pooling_scene_boxes;
  scene_class->get_lesson = fovea_pooling_scene_get_lesson;
}

static void
fovea_pooling_scene_init (FoveaPoolingScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->stale = TRUE;
  self->hover_role = -1;
}

FoveaScene *
fovea_pooling_scene_new (FoveaPooling *lesson)
{
  FoveaPoolingScene *self;

  g_return_val_if_fail (FOVEA_IS_POOLING (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_POOLING_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  self->position = self->before = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
