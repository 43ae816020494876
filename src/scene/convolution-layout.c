/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a convolution is spread over a room. From top to bottom: the formula and a sentence; the input, the filters, the
 * output and the products of the current position; and where the window does not fit, what would help.
 *
 * A layout is searched (convolution-plan.c), not drawn up; while one steps, what was found before is taken. */

#include "config.h"

#include "scene/convolution-frame.h"

#include "scene/convolution-footer.h"
#include "scene/convolution-words.h"
#include "scene/grid.h"
#include "scene/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The formula and a sentence; @terse: without the sentence. Returns: where the body begins */
static double
place_header (FoveaFrame *frame, gboolean terse, gboolean measure)
{
  double unit = frame->unit, width, height, y = 16 * unit;
  FoveaText title = { .size = 17, .colour = frame->palette->ink, .width = frame->width };
  FoveaText sentence = { .size = 12, .colour = frame->palette->dim, .width = frame->width };
  g_autofree char *formula = fovea_convolution_say_formula (frame->lesson, frame->palette), *words = NULL;

  words = frame->misfit || !frame->layout->plan.volumes ? fovea_convolution_say_fit (frame->lesson)
                                                        : fovea_convolution_say_volumes (frame->lesson);
  if (!measure)
    fovea_sheet_add_text (frame->sheet, "formula", &title, formula, frame->margin, y);
  fovea_sheet_measure (frame->sheet, &title, formula, &width, &height);
  y += height;
  if (terse)
    return y + 12 * unit;
  y += 4 * unit;
  if (!measure)
    fovea_sheet_add_text (frame->sheet, "sentence", &sentence, words, frame->margin, y);
  fovea_sheet_measure (frame->sheet, &sentence, words, &width, &height);
  return y + height + 14 * unit;
}

/* What would make it fit. Returns: height */
static double
place_footer (FoveaFrame *frame, double y, gboolean measure)
{
  FoveaFooter footer = { .sheet = frame->sheet,
                         .x = frame->margin,
                         .width = frame->width,
                         .low = frame->layout->height < 480 * frame->unit };

  return fovea_frame_hides_size (frame) ? 0 : fovea_convolution_footer_place (frame->lesson, footer, y, measure);
}

/* The sizes of the grids: what is drawn of the input, and what hangs over. */
static void
set_sizes (FoveaFrame *frame)
{
  FoveaConvolution *lesson = frame->lesson;
  FoveaConvolutionLayout *layout = frame->layout;
  FoveaGeometry x = fovea_convolution_get_geometry (lesson, FALSE), y = fovea_convolution_get_geometry (lesson, TRUE);
  int windows_x, windows_y;

  fovea_convolution_get_windows (lesson, &windows_x, &windows_y);
  fovea_convolution_get_output_size (lesson, &frame->out_columns, &frame->out_rows);
  fovea_convolution_get_pooled_size (lesson, &frame->pool_columns, &frame->pool_rows);
  frame->windows = windows_x > 0;
  layout->columns = fovea_geometry_covered (&x, windows_x);
  layout->rows = fovea_geometry_covered (&y, windows_y);
  fovea_overlay_get_over (&x, &y, fovea_convolution_get_convention (lesson), &layout->over_x, &layout->over_y);
  if (fovea_frame_hides_size (frame))
    layout->over_x = layout->over_y = 0;
}

/* What would give away the answer of a question that is open is not laid out: no output, no misfit, no sums. */
static void
hide_answer (FoveaFrame *frame)
{
  FoveaLesson *lesson = FOVEA_LESSON (frame->lesson);

  if (fovea_frame_hides_output (frame))
    frame->out_columns = frame->out_rows = frame->pool_columns = frame->pool_rows = 0;
  frame->misfit = frame->misfit && !fovea_frame_hides_size (frame);
  frame->windows = frame->windows && !fovea_lesson_hides (lesson, FOVEA_HIDE_CELL);
}

static void
measure_blocks (FoveaFrame *frame)
{
  FoveaConvolutionLayout *layout = frame->layout;
  int last = frame->filters - 1;

  fovea_frame_measure_block (frame, FOVEA_GRID_INPUT, layout->rows, layout->columns, frame->depth - 1);
  fovea_frame_measure_misfit_note (frame);
  fovea_frame_measure_block (frame, FOVEA_GRID_PATCH, frame->filter_rows, frame->filter_columns, 0);
  fovea_frame_measure_block (frame, FOVEA_GRID_FILTER, frame->filter_rows, frame->filter_columns,
                             fovea_filter_index (last, frame->depth - 1));
  fovea_frame_measure_block (frame, FOVEA_GRID_MAP, frame->out_rows, frame->out_columns, last);
  fovea_frame_measure_block (frame, FOVEA_GRID_RELU, frame->out_rows, frame->out_columns, last);
  fovea_frame_measure_block (frame, FOVEA_GRID_POOL, frame->pool_rows, frame->pool_columns, last);
}

static void
frame_init (FoveaFrame *frame, FoveaConvolutionLayout *layout, const FoveaStyle *style)
{
  FoveaConvolution *lesson = layout->lesson;

  *frame = (FoveaFrame){ .layout = layout,
                         .lesson = lesson,
                         .sheet = layout->sheet,
                         .palette = fovea_palette_get (style),
                         .unit = style->scale,
                         .margin = fovea_page_margin (layout->width, style->scale),
                         .filter_columns = fovea_convolution_get_filter_width (lesson),
                         .filter_rows = fovea_convolution_get_filter_height (lesson),
                         .depth = fovea_convolution_get_depth (lesson),
                         .seen = fovea_convolution_get_filter_depth (lesson),
                         .filters = fovea_convolution_get_filters (lesson),
                         .relu = fovea_convolution_get_relu (lesson),
                         .pool = fovea_convolution_get_pool (lesson) };
  frame->width = layout->width - 2 * frame->margin;
  frame->place = fovea_convolution_get_place (lesson, fovea_lesson_get_position (FOVEA_LESSON (lesson)));
  frame->first_seen = fovea_convolution_get_first_slice (lesson, frame->place.map);
  frame->misfit = !fovea_convolution_fits (lesson);
  layout->plan.volumes = frame->depth > 1 || frame->filters > 1;
  set_sizes (frame);
  hide_answer (frame);
}

/* Everything that a plan depends on; @tops: where the body begins, with and without the sentence. */
static FoveaPlanKey
get_key (const FoveaFrame *frame, const double tops[2])
{
  const FoveaConvolutionLayout *layout = frame->layout;

  return (FoveaPlanKey){ { layout->columns, layout->rows, layout->over_x, layout->over_y, frame->filter_columns,
                           frame->filter_rows, frame->depth, frame->filters, frame->out_columns, frame->out_rows,
                           frame->relu, frame->pool, frame->misfit, frame->windows, frame->seen, frame->width, tops[0],
                           tops[1], frame->bottom, frame->unit, frame->box_width, frame->term_width } };
}

/* Where some slices have no room, all of them side by side may have, and if need be the sentence makes way for them.
 * What is found is left in the layout's plan. */
static gboolean
search (FoveaFrame *frame, const double tops[2], gboolean *terse)
{
  FoveaConvolutionLayout *layout = frame->layout;
  gboolean volumes = layout->plan.volumes, fits;

  *terse = FALSE;
  frame->top = tops[0];
  layout->plan = (FoveaConvolutionPlan){ .volumes = volumes };
  fits = volumes ? fovea_frame_plan_volumes (frame) : fovea_frame_plan_single (frame);
  if (!volumes || (fits && layout->plan.slices == frame->depth))
    return fits;
  fits |= fovea_frame_plan_across (frame);
  frame->top = tops[1];
  *terse = (!layout->plan.across || layout->plan.cell < FOVEA_CELL_NUMBERED * frame->unit) && fovea_frame_plan_across (frame);
  return fits || *terse;
}

/* What a search for this room and these sizes finds, or has found: each step asks for the same again. */
static const FoveaPlanFound *
find_plan (FoveaFrame *frame, const double tops[2])
{
  FoveaConvolutionLayout *layout = frame->layout;
  FoveaPlanKey key = get_key (frame, tops);
  FoveaPlanFound *found;

  for (guint i = 0; i < MIN (layout->searches, FOVEA_PLANS_KEPT); i++)
    if (memcmp (&layout->found[i].key, &key, sizeof key) == 0)
      return &layout->found[i];
  found = &layout->found[layout->searches++ % FOVEA_PLANS_KEPT];
  found->key = key;
  found->fits = search (frame, tops, &found->terse);
  found->plan = layout->plan;
  return found;
}

gboolean
fovea_convolution_lay_out (FoveaConvolutionLayout *self, const FoveaStyle *style)
{
  FoveaFrame frame;
  const FoveaPlanFound *found;
  double footer, body, tops[2];

  fovea_sheet_begin (self->sheet, style);
  frame_init (&frame, self, style);
  measure_blocks (&frame);
  fovea_frame_measure_products (&frame);
  footer = place_footer (&frame, 0, TRUE);
  frame.bottom = self->height - (footer > 0 ? footer + 16 * frame.unit : 0) - 14 * frame.unit;
  for (int terse = 0; terse < 2; terse++)
    tops[terse] = place_header (&frame, terse, TRUE);
  found = find_plan (&frame, tops);
  if (!found->fits)
    return FALSE;
  self->plan = found->plan;
  frame.top = tops[found->terse];
  place_header (&frame, found->terse, FALSE);
  if (self->plan.volumes)
    {
      (self->plan.across ? fovea_frame_place_across : fovea_frame_place_slices) (&frame);
      fovea_frame_place_maps (&frame);
    }
  else
    fovea_frame_place_single (&frame);
  body = fovea_sheet_get_extents (self->sheet).height + (self->plan.volumes ? 0 : self->over_y * self->plan.cell);
  place_footer (&frame, fmin (body, frame.bottom) + 16 * frame.unit, FALSE);
  return TRUE;
}
