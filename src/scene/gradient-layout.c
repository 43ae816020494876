/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a layer is spread over a room while one goes backward through it. With one slice all parts stand one after the
 * other, in as many lines as it takes; with more each slice has a line of its own, and what belongs to the output
 * stands beside them. The largest cells that fit are taken, with the products in boxes if there is room for those, too.
 */

#include "config.h"

#include "scene/gradient-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-frame.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MAX_SLICES = 6,
  MAX_READ = 14,   /* cells along a grid whose numbers are always shown */
  CURVE_STEPS = 48 /* columns of the curve that can be pointed at */
};

static const double GAP = 28, LINE_GAP = 12, LEAST = 2;

/* --- what there is to show */

static void
list_parts (FoveaGradientLayout *self)
{
  static const FoveaGradientPart backward[]
      = { FOVEA_PART_INPUT,           FOVEA_PART_INPUT_GRADIENT, FOVEA_PART_FILTER, FOVEA_PART_FILTER_GRADIENT,
          FOVEA_PART_OUTPUT_GRADIENT, FOVEA_PART_OUTPUT,         FOVEA_PART_TARGET };
  static const FoveaGradientPart train[] = { FOVEA_PART_INPUT,  FOVEA_PART_FILTER, FOVEA_PART_GOAL,
                                             FOVEA_PART_OUTPUT, FOVEA_PART_TARGET, FOVEA_PART_CURVE };
  static const FoveaGradientPart transposed[] = { FOVEA_PART_INPUT, FOVEA_PART_FILTER, FOVEA_PART_STAMPED };
  gboolean loss = fovea_convolution_get_gradient (self->lesson) == FOVEA_GRADIENT_LOSS;
  const FoveaGradientPart *parts = transposed;

  self->n_parts = G_N_ELEMENTS (transposed);
  self->n_slice_parts = 2;
  if (self->n_positions == 0)
    self->n_parts = self->n_slice_parts = 1; /* the input alone */
  else if (self->pass == FOVEA_LESSON_TRANSPOSED && fovea_gradient_hides (self, FOVEA_HIDE_OUTPUT_SIZE))
    self->n_parts = 2;
  else if (self->pass == FOVEA_LESSON_BACKWARD)
    {
      parts = backward;
      self->n_parts = loss ? 7 : 5;
      self->n_slice_parts = 4;
    }
  else if (self->pass == FOVEA_LESSON_TRAIN)
    {
      parts = train;
      self->n_parts = G_N_ELEMENTS (train);
      self->n_slice_parts = 3;
    }
  memcpy (self->parts, parts, (gsize) self->n_parts * sizeof *parts);
}

static void
init (FoveaGradientLayout *self, const FoveaStyle *style)
{
  FoveaConvolution *lesson = self->lesson;
  int filters = fovea_convolution_get_filters (lesson);

  self->pass = fovea_convolution_get_pass (lesson);
  self->unit = style->scale;
  self->margin = fovea_page_margin (self->width, self->unit);
  self->position = fovea_lesson_get_position (FOVEA_LESSON (lesson));
  self->n_positions = fovea_lesson_count_positions (FOVEA_LESSON (lesson));
  self->filter = MIN (self->filter, filters - 1);
  self->place = self->pass == FOVEA_LESSON_TRAIN ? (FoveaPlace){ self->filter, 0, 0 }
                                                 : fovea_convolution_get_place (lesson, self->position);
  self->place.map = MIN (self->place.map, filters - 1);
  self->n_seen = fovea_convolution_get_filter_depth (lesson);
  self->first_seen = fovea_convolution_get_first_slice (lesson, self->place.map);
  list_parts (self);
}

/* --- measures */

static double
get_cell (const FoveaGradientLayout *self, FoveaGradientPart part)
{
  int longest = MAX (fovea_convolution_get_filter_width (self->lesson), fovea_convolution_get_filter_height (self->lesson));

  if (part < FOVEA_PART_FILTER || part > FOVEA_PART_GOAL)
    return self->cell;
  return fmax (self->cell, fmin (22 * self->unit, floor (110 * self->unit / longest)));
}

static FoveaText
get_label_look (const FoveaGradientLayout *self, FoveaGradientPart part)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);

  return (FoveaText){ .size = 12.5,
                      .bold = TRUE,
                      .colour = part <= FOVEA_PART_INPUT_GRADIENT ? palette->input_label
                                : part <= FOVEA_PART_GOAL         ? palette->weight_label
                                                                  : palette->output_label };
}

/* The label: in words where it is not much wider than what it stands above. */
static char *
choose_label (const FoveaGradientLayout *self, FoveaGradientPart part, int slice, double width)
{
  FoveaText look = get_label_look (self, part);
  char *label = fovea_gradient_say_label (self, part, slice, FALSE);
  double taken, height;

  fovea_sheet_measure (self->sheet, &look, label, &taken, &height);
  if (taken <= fmax (width, 60 * self->unit))
    return label;
  g_free (label);
  return fovea_gradient_say_label (self, part, slice, TRUE);
}

/* Width and height of a part's cells; those of the curve are its box, below which there is a line. */
static void
get_extents (const FoveaGradientLayout *self, FoveaGradientPart part, double *width, double *height)
{
  int rows, columns;

  if (part == FOVEA_PART_CURVE)
    {
      *width = 200 * self->unit;
      *height = 90 * self->unit;
      return;
    }
  fovea_gradient_get_size (self, part, &rows, &columns);
  *width = columns * get_cell (self, part) + 1;
  *height = rows * get_cell (self, part) + 1;
}

static FoveaSpan
measure_part (const FoveaGradientLayout *self, FoveaGradientPart part, int slice)
{
  FoveaText look = get_label_look (self, part);
  double width, height, label_width, label_height;
  g_autofree char *label = NULL;

  get_extents (self, part, &width, &height);
  label = choose_label (self, part, slice, width);
  fovea_sheet_measure (self->sheet, &look, label, &label_width, &label_height);
  label_height += 4 * self->unit;
  if (part == FOVEA_PART_CURVE)
    {
      height += 26 * self->unit;
      width += 60 * self->unit;
    }
  return (FoveaSpan){ fmax (width, label_width), label_height + height, label_height };
}

/* The parts of the slices shown, and where the output's parts begin. Returns: what all of it takes */
static FoveaSpan
arrange (const FoveaGradientLayout *self, double width, FoveaSpot *spots)
{
  FoveaSpan spans[MAX_SLICES * FOVEA_N_PARTS], all = { 0, 0, 0 };
  double gap = GAP * self->unit, line = LINE_GAP * self->unit, top = 0;
  int n = self->n_slice_parts, outputs = self->n_parts - n, last = self->first_seen + self->n_seen - 1;

  for (int i = 0; i < self->n_parts; i++)
    spans[i] = measure_part (self, self->parts[i], last);
  if (self->n_shown == 1)
    return fovea_frame_flow (spans, self->n_parts, width, gap, line, 0, spots);
  for (int slice = 0; slice < self->n_shown; slice++)
    {
      FoveaSpan row = fovea_frame_flow (spans, n, G_MAXDOUBLE, gap, line, 0, spots ? spots + slice * n : NULL);

      for (int i = 0; spots && i < n; i++)
        spots[slice * n + i].y += top;
      top += row.height + line;
      all.width = row.width;
    }
  all.height = top - line;
  top = 0;
  for (int i = 0; i < outputs; i++)
    {
      if (spots)
        spots[self->n_shown * n + i] = (FoveaSpot){ all.width + 1.4 * gap, top, spans[n + i].head };
      top += spans[n + i].height + line;
      all.head = fmax (all.head, spans[n + i].width);
    }
  all.width += 1.4 * gap + all.head;
  all.height = fmax (all.height, top - line);
  return all;
}

/* --- planning */

static double
score (const FoveaGradientLayout *self)
{
  return fmin (self->cell / self->unit, 40) + 9 * MIN (self->n_shown, 3) + (self->n_shown == self->n_seen ? 10 : 0)
         + (self->cell >= FOVEA_CELL_NUMBERED * self->unit ? 14 : 0) + (self->boxes ? 14 : 0);
}

static gboolean
fits (const FoveaGradientLayout *self, double top)
{
  double room = self->width - 2 * self->margin;
  FoveaSpan span = arrange (self, room, NULL);

  if (self->boxes && !fovea_gradient_boxes_fit (self, room))
    return FALSE;
  return span.width <= room
         && top + span.height + fovea_gradient_place_below (self, 0, TRUE) + 12 * self->unit <= self->height;
}

/* Grids that are small enough to be read number by number ask for the room, and the page scrolls. */
static double
get_least_cell (const FoveaGradientLayout *self)
{
  int longest = 0, rows, columns;

  for (int i = 0; i < self->n_parts; i++)
    if (self->parts[i] != FOVEA_PART_CURVE)
      {
        fovea_gradient_get_size (self, self->parts[i], &rows, &columns);
        longest = MAX (longest, MAX (rows, columns));
      }
  return longest <= MAX_READ ? FOVEA_CELL_NUMBERED * self->unit : LEAST;
}

/* The largest cells that fit, for each number of slices, with and without boxes; the best of these is taken. */
static gboolean
make_plan (FoveaGradientLayout *self, double top)
{
  FoveaGradientLayout best;
  double found = -1, least = get_least_cell (self);

  if (fovea_gradient_can_box (self))
    fovea_gradient_measure_box (self);
  best = *self;
  for (int slices = MIN (self->n_seen, MAX_SLICES); slices > 0; slices--)
    for (int boxes = fovea_gradient_can_box (self); boxes >= 0; boxes--)
      {
        self->n_shown = slices;
        self->boxes = boxes;
        for (self->cell = floor (FOVEA_CELL_MAX * self->unit); self->cell >= least; self->cell -= self->cell > 8 ? 1 : 0.5)
          if (score (self) <= found || fits (self, top))
            break;
        if (self->cell < least || score (self) <= found)
          continue;
        found = score (self);
        best = *self;
      }
  *self = best;
  return found >= 0;
}

/* While one steps, the plan stays as it is; what stands above and below may take another line. */
static gboolean
recall_plan (FoveaGradientLayout *self, double top)
{
  FoveaGradientLayout without = *self;
  double sizes[5] = { self->width, self->height, self->unit, top, 0 };
  guint revision = fovea_lesson_get_revision (FOVEA_LESSON (self->lesson));
  gboolean same;

  without.boxes = FALSE;
  sizes[4] = self->n_shown > 0 ? fovea_gradient_place_below (&without, 0, TRUE) : 0;
  same = self->n_shown > 0 && self->revision == revision && memcmp (sizes, self->sizes, sizeof sizes) == 0;
  memcpy (self->sizes, sizes, sizeof sizes);
  self->revision = revision;
  return same;
}

/* --- placing */

FoveaText
fovea_gradient_look (double size, FoveaColour colour, double width)
{
  return (FoveaText){ .size = size, .colour = colour, .width = width };
}

static double
place_header (const FoveaGradientLayout *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  double unit = self->unit, room = self->width - 2 * self->margin;
  FoveaText big = fovea_gradient_look (17, palette->ink, room), small = fovea_gradient_look (12, palette->dim, room);
  g_autofree char *title = fovea_gradient_say_title (self), *sentence = fovea_gradient_say_sentence (self);
  FoveaBox box = fovea_sheet_add_text (self->sheet, "formula", &big, title, self->margin, 16 * unit);

  box = fovea_sheet_add_text (self->sheet, "sentence", &small, sentence, self->margin, box.y + box.height + 4 * unit);
  return box.y + box.height + 14 * unit;
}

static void
place_curve (FoveaGradientLayout *self, const char *name, const FoveaGrid *grid)
{
  FoveaText small = fovea_gradient_look (10.5, fovea_sheet_get_palette (self->sheet)->dim, 0);
  FoveaLossAxes axes = fovea_gradient_get_axes (self->lesson);
  g_autofree char *steps = fovea_gradient_say_axes (self->lesson);
  FoveaBox box = fovea_sheet_add_picture (self->sheet, name, grid);
  double width, height, end = -100;

  fovea_sheet_add_text (self->sheet, "axes", &small, steps, box.x, box.y + box.height + 8 * self->unit);
  for (double decade = axes.high; decade >= axes.low; decade--)
    {
      double y = box.y + box.height * (axes.high - decade) / (axes.high - axes.low);
      char text[FOVEA_NUMBER_SIZE];

      fovea_number_full (pow (10, decade), text);
      fovea_sheet_measure (self->sheet, &small, text, &width, &height);
      if (y < end + height)
        continue;
      fovea_sheet_add_text (self->sheet, NULL, &small, text, box.x + box.width + 6 * self->unit, y - height / 2);
      end = y;
    }
}

static void
place_part (FoveaGradientLayout *self, FoveaGradientPart part, int slice, const FoveaSpot *spot, double top)
{
  static const char *const names[] = { "input",           "input gradient", "filter", "filter gradient", "goal",
                                       "output gradient", "output",         "target", "stamped",         "curve" };
  FoveaText text = get_label_look (self, part);
  g_autofree char *name = g_strdup_printf ("%s %d", names[part], slice);
  g_autofree char *label_name = g_strconcat (name, " label", NULL), *label = NULL;
  double width, height;
  FoveaGrid grid;

  get_extents (self, part, &width, &height);
  label = choose_label (self, part, slice, width);
  fovea_sheet_add_text (self->sheet, label_name, &text, label, self->margin + spot->x, top + spot->y);
  if (part == FOVEA_PART_CURVE)
    grid = (FoveaGrid){ .role = part, .rows = 1, .columns = CURVE_STEPS, .cell = width / CURVE_STEPS };
  else
    grid = fovea_gradient_make_grid (self, part, slice);
  grid.x = self->margin + spot->x;
  grid.y = top + spot->y + spot->head;
  if (part != FOVEA_PART_CURVE)
    {
      grid.cell = get_cell (self, part);
      fovea_sheet_add_grid (self->sheet, name, &grid);
      return;
    }
  grid.rows = (int) (height / grid.cell);
  place_curve (self, name, &grid);
}

static double
place_parts (FoveaGradientLayout *self, double top)
{
  FoveaSpot spots[MAX_SLICES * FOVEA_N_PARTS];
  FoveaSpan span = arrange (self, self->width - 2 * self->margin, spots);
  int n = self->n_slice_parts, first = self->first_seen + self->first_slice;

  for (int slice = 0; slice < self->n_shown; slice++)
    for (int i = 0; i < n; i++)
      place_part (self, self->parts[i], first + slice, &spots[slice * n + i], top);
  for (int i = n; i < self->n_parts; i++)
    place_part (self, self->parts[i], first, &spots[(self->n_shown - 1) * n + i], top);
  return top + span.height;
}

gboolean
fovea_gradient_lay_out (FoveaGradientLayout *self, const FoveaStyle *style)
{
  double top;

  fovea_sheet_begin (self->sheet, style);
  init (self, style);
  top = place_header (self);
  if (!recall_plan (self, top))
    {
      if (!make_plan (self, top))
        {
          self->n_shown = 0;
          return FALSE;
        }
      recall_plan (self, top);
    }
  self->first_slice = CLAMP (self->first_slice, 0, self->n_seen - self->n_shown);
  fovea_gradient_place_below (self, place_parts (self, top), FALSE);
  return TRUE;
}

/* Nine tenths of @limit, rounded down to two digits. */
double
fovea_gradient_get_safe_rate (double limit)
{
  double unit = pow (10, floor (log10 (limit * 0.9)) - 1);

  return floor (limit * 0.9 / unit) * unit;
}
