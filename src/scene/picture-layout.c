/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the three ways of showing a picture and its maps have in common: titles, thumbnails, maps, chips; and above and
 * below them what is said where the window does not fit. */

#include "config.h"

#include "scene/picture-layout.h"

#include "lesson/numbers.h"
#include "scene/convolution-footer.h"
#include "scene/convolution-words.h"
#include "scene/grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MOST_BESIDE = 8 /* more filters than these are shown as a bank */
};

/* While a question asks for their size or their number. */
gboolean
fovea_picture_hides_maps (FoveaPictureLayout *self)
{
  return fovea_lesson_hides (FOVEA_LESSON (self->lesson),
                             FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT | FOVEA_HIDE_MAPS);
}

/* --- parts */

FoveaBox
fovea_picture_place_picture (FoveaPictureLayout *self, double x, double y)
{
  FoveaText label = fovea_look (12.5, TRUE, self->palette->input_label);
  int pad = fovea_convolution_get_pad (self->lesson);
  g_autofree char *size = g_strdup_printf (_("Input %d×%d×%d"), self->columns, self->rows, self->depth);
  g_autofree char *title = pad > 0 ? g_strdup_printf (_("%s, zero padding %d"), size, pad) : g_strdup (size);
  double width, height;
  FoveaGrid grid = { .x = x,
                     .y = y + self->label_height + 6 * self->unit,
                     .cell = self->plan.picture / self->columns,
                     .rows = self->rows,
                     .columns = self->columns,
                     .role = FOVEA_GRID_INPUT };

  fovea_sheet_measure (self->sheet, &label, title, &width, &height);
  fovea_sheet_add_text (self->sheet, "picture title", &label, width <= self->plan.picture ? title : size, x, y);
  return fovea_sheet_add_picture (self->sheet, "picture", &grid);
}

double
fovea_picture_get_limit (FoveaConvolution *lesson, int filter)
{
  int rows = fovea_convolution_get_filter_height (lesson), columns = fovea_convolution_get_filter_width (lesson);
  float limit = 0;

  for (int slice = 0; slice < fovea_convolution_get_depth (lesson); slice++)
    for (int row = 0; row < rows; row++)
      for (int column = 0; column < columns; column++)
        limit = fmaxf (limit, fabsf (fovea_convolution_get_applied_weight (lesson, filter, slice, row, column)));
  return limit > 0 ? limit : 1;
}

static void
fill_thumb (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states)
{
  for (int column = 0; column < grid->columns; column++)
    {
      states[column] = FOVEA_CELL_VALUE;
      values[column] = fovea_convolution_get_applied_weight (data, grid->index, 0, row, column);
    }
}

/* A filter of one slice is a grid of numbers; one of three is a small colour picture, painted by the scene. */
void
fovea_picture_place_filter (FoveaPictureLayout *self, int filter, double x, double y, double cell)
{
  g_autofree char *name = g_strdup_printf ("filter %d", filter);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = cell,
                     .rows = self->filter_rows,
                     .columns = self->filter_columns,
                     .role = FOVEA_GRID_THUMB,
                     .index = filter,
                     .scale = FOVEA_SCALE_WEIGHT,
                     .high = fovea_picture_get_limit (self->lesson, filter),
                     .fill = fill_thumb,
                     .data = self->lesson };

  if (self->depth == 1)
    fovea_sheet_add_grid (self->sheet, name, &grid);
  else
    fovea_sheet_add_picture (self->sheet, name, &grid);
}

FoveaBox
fovea_picture_place_map (FoveaPictureLayout *self, int filter, double x, double y, double width)
{
  g_autofree char *name = g_strdup_printf ("map %d", filter);
  FoveaGrid grid = { .x = x,
                     .y = y,
                     .cell = width / MAX (self->out_columns, 1),
                     .rows = self->out_rows,
                     .columns = self->out_columns,
                     .role = FOVEA_GRID_MAP,
                     .index = filter };

  return fovea_sheet_add_picture (self->sheet, name, &grid);
}

/* "6 activation maps 320×240, after ReLU", or less of it where there is no room. */
static char *
say_maps (FoveaPictureLayout *self, const FoveaText *text, double room)
{
  g_autofree char *size = g_strdup_printf ("%d×%d", self->out_columns, self->out_rows);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d activation map %s", "%d activation maps %s", (gulong) self->filters),
      self->filters, size);
  g_autofree char *rectified = g_strdup_printf (_("%s, after ReLU"), count);
  double width, height;

  fovea_sheet_measure (self->sheet, text, rectified, &width, &height);
  if (fovea_convolution_get_relu (self->lesson) && width <= room)
    return g_steal_pointer (&rectified);
  fovea_sheet_measure (self->sheet, text, count, &width, &height);
  return width <= room ? g_steal_pointer (&count) : g_steal_pointer (&size);
}

/* What the maps are, and at the right "then max-pool 2×2" or why that does not fit. */
void
fovea_picture_place_maps_title (FoveaPictureLayout *self, double x, double y)
{
  FoveaText label = fovea_look (12.5, TRUE, self->palette->output_label);
  FoveaText small = fovea_look (11.5, FALSE, self->palette->output_label);
  double width, height, end = self->width - self->margin;
  g_autofree char *title = say_maps (self, &label, end - x);
  g_autofree char *misfit = fovea_convolution_say_pool_misfit (self->lesson, TRUE);
  g_autofree char *then = misfit ? g_strdup_printf (_("max-pool 2×2 %s"), misfit) : g_strdup (_("then max-pool 2×2"));
  FoveaBox box = fovea_sheet_add_text (self->sheet, "maps title", &label, title, x, y);

  if (self->pool_columns == 0 && !(misfit && fovea_convolution_get_pool (self->lesson)))
    return;
  if (misfit)
    small.colour = self->palette->misfit;
  fovea_sheet_measure (self->sheet, &small, then, &width, &height);
  if (box.x + box.width + 12 + width <= end)
    fovea_sheet_add_text (self->sheet, "pool title", &small, then, box.x + box.width + 12, y + 1);
}

/* "Sobel x"; of learned filters, which share one name, their numbers. */
char *
fovea_picture_say_caption (FoveaPictureLayout *self, int filter)
{
  if (fovea_convolution_get_source (self->lesson) && fovea_convolution_is_filter_edited (self->lesson, filter))
    return g_strdup_printf (_("filter %d"), filter + 1);
  return fovea_convolution_get_filter_name (self->lesson, filter);
}

/* Returns: where what is below begins */
double
fovea_picture_place_result (FoveaPictureLayout *self, double x, double y)
{
  FoveaText sum = fovea_look (12, FALSE, self->palette->ink);
  int position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  float value = fovea_convolution_get_result (self->lesson, position);
  char result[FOVEA_NUMBER_SIZE], bias[FOVEA_NUMBER_SIZE], hex[8];
  gboolean cut = fovea_convolution_get_relu (self->lesson) && value < 0;
  g_autofree char *words
      = g_strdup_printf (cut ? _("%1$d products + b (%2$s) = %4$s; after ReLU <b><span foreground=\"%3$s\">0</span></b>")
                             : _("%d products + b (%s) = <b><span foreground=\"%s\">%s</span></b>"),
                         (int) fovea_convolution_count_weights (self->lesson),
                         fovea_number_short (fovea_convolution_get_bias (self->lesson, self->current), 6, bias),
                         fovea_colour_hex (self->palette->output_label, hex),
                         fovea_number_full (value, result));
  FoveaBox box = fovea_sheet_add_text (self->sheet, "result", &sum, words, x, y);

  return box.y + box.height;
}

void
fovea_picture_place_more (FoveaPictureLayout *self, double x, double y)
{
  FoveaText small = fovea_look (11, FALSE, self->palette->here);
  int more = self->filters - self->plan.shown, next = self->plan.first + self->plan.shown;
  g_autofree char *text
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %d more map", "+ %d more maps", (gulong) more), more);

  fovea_sheet_add_chip (self->sheet, "more maps", &small, text, x, y, FOVEA_CHIP_PLAIN,
                        (FoveaAction){ FOVEA_ACTION_MAP, next >= self->filters ? 0 : next });
}

/* --- chips */

double
fovea_picture_measure_chips (FoveaPictureLayout *self)
{
  FoveaText small = fovea_look (11, FALSE, self->palette->ink);
  double width, height;

  fovea_sheet_measure_chip (self->sheet, &small, "M", &width, &height);
  return 2 * height + 6 * self->unit;
}

static char *
say_way (FoveaPictureLayout *self, gboolean alone)
{
  if (!alone)
    return g_strdup_printf (_("Filter %d, product by product"), self->current + 1);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Back to %d filter", "Back to all %d filters",
                                       (gulong) self->filters),
                          self->filters);
}

void
fovea_picture_place_chips (FoveaPictureLayout *self, double x, double y, double width)
{
  static const char *const scales[] = { N_ ("each map"), N_ ("one scale") };
  FoveaText small = fovea_look (11, FALSE, self->palette->ink), dim = small, here = small;
  gboolean alone, common;
  g_autofree char *way = NULL;
  FoveaBox box;
  double taken, height;

  dim.colour = self->palette->dim;
  here.colour = self->palette->here;
  g_object_get (self->lesson, "alone", &alone, "common-scale", &common, NULL);
  way = say_way (self, alone);
  box = fovea_sheet_add_chip (self->sheet, "way", &here, way, x, y, FOVEA_CHIP_OFFER,
                              (FoveaAction){ FOVEA_ACTION_ALONE, !alone });
  y += box.height + 6 * self->unit;
  fovea_sheet_measure (self->sheet, &dim, _("Colours:"), &taken, &height);
  if (taken + 140 * self->unit <= width)
    {
      fovea_sheet_add_text (self->sheet, "colours", &dim, _("Colours:"), x, y + (box.height - height) / 2);
      x += taken + 8 * self->unit;
    }
  for (int i = 0; i < 2; i++)
    {
      box = fovea_sheet_add_chip (self->sheet, scales[i], &small, _(scales[i]), x, y,
                                  common == i ? FOVEA_CHIP_SELECTED : FOVEA_CHIP_PLAIN,
                                  (FoveaAction){ FOVEA_ACTION_SCALE, i });
      x = box.x + box.width + 6 * self->unit;
    }
}

/* --- misfits */

/* The formula in red, where the window does not fit. Returns: where the body begins */
static double
place_header (FoveaPictureLayout *self)
{
  FoveaText title = { .size = 14, .colour = self->palette->ink, .width = self->width - 2 * self->margin };
  g_autofree char *formula = NULL;
  FoveaBox box;

  if (fovea_convolution_fits (self->lesson) || fovea_picture_hides_maps (self))
    return 16 * self->unit;
  formula = fovea_convolution_say_formula (self->lesson, self->palette);
  box = fovea_sheet_add_text (self->sheet, "formula", &title, formula, self->margin, 14 * self->unit);
  return box.y + box.height + 12 * self->unit;
}

static double
place_footer (FoveaPictureLayout *self, double y, gboolean measure)
{
  FoveaFooter footer
      = { .sheet = self->sheet, .x = self->margin, .width = self->width - 2 * self->margin, .low = TRUE };

  return fovea_picture_hides_maps (self) ? 0 : fovea_convolution_footer_place (self->lesson, footer, y, measure);
}

/* --- all of it */

/* What names of few filters take, any of them the current one in bold; those of a bank stand elsewhere. */
static double
measure_names (FoveaPictureLayout *self)
{
  FoveaText bold = fovea_look (10.5, TRUE, self->palette->ink);
  double widest = 72 * self->unit;

  for (int i = 0; i < MIN (self->filters, MOST_BESIDE); i++)
    {
      g_autofree char *name = fovea_picture_say_caption (self, i);
      double width, height;

      fovea_sheet_measure (self->sheet, &bold, name, &width, &height);
      widest = fmax (widest, width);
    }
  return widest;
}

static void
set_sizes (FoveaPictureLayout *self)
{
  FoveaText label, small;
  double width;

  self->palette = fovea_sheet_get_palette (self->sheet);
  label = fovea_look (12.5, TRUE, self->palette->ink);
  small = fovea_look (10.5, FALSE, label.colour);
  self->unit = self->style.scale;
  self->margin = (self->width < 700 * self->unit ? 12 : 28) * self->unit;
  self->filters = fovea_convolution_get_filters (self->lesson);
  self->filter_columns = fovea_convolution_get_filter_width (self->lesson);
  self->filter_rows = fovea_convolution_get_filter_height (self->lesson);
  self->depth = fovea_convolution_get_depth (self->lesson);
  self->columns = fovea_convolution_get_width (self->lesson);
  self->rows = fovea_convolution_get_height (self->lesson);
  self->current
      = fovea_convolution_get_place (self->lesson, fovea_lesson_get_position (FOVEA_LESSON (self->lesson))).map;
  fovea_convolution_get_output_size (self->lesson, &self->out_columns, &self->out_rows);
  fovea_convolution_get_pooled_size (self->lesson, &self->pool_columns, &self->pool_rows);
  if (fovea_picture_hides_maps (self))
    self->out_columns = self->out_rows = 0;
  if (!fovea_convolution_get_pool (self->lesson) || self->out_columns == 0)
    self->pool_columns = self->pool_rows = 0;
  fovea_sheet_measure (self->sheet, &label, _("Under the window: row 888, column 888"), &self->least_left, &width);
  fovea_sheet_measure (self->sheet, &label, "M", &width, &self->label_height);
  fovea_sheet_measure (self->sheet, &small, "M", &width, &self->small_height);
  self->name_width = measure_names (self);
}

gboolean
fovea_picture_lay_out (FoveaPictureLayout *self, const FoveaStyle *style, double width, double height)
{
  double footer;
  gboolean alone, bank;

  self->width = width;
  self->height = height;
  self->style = *style;
  fovea_sheet_begin (self->sheet, style);
  set_sizes (self);
  self->top = place_header (self);
  footer = place_footer (self, 0, TRUE);
  self->bottom = height - 12 * self->unit - (footer > 0 ? footer + 12 * self->unit : 0);
  g_object_get (self->lesson, "alone", &alone, NULL);
  alone = alone && fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) > 0;
  bank = self->filters > MOST_BESIDE;
  if (!(alone  ? fovea_picture_plan_alone (self)
        : bank ? fovea_picture_plan_bank (self)
               : fovea_picture_plan_side (self)))
    return FALSE;
  self->plan.first
      = MIN (self->current / self->plan.shown * self->plan.shown, self->filters - self->plan.shown);
  if (alone)
    fovea_picture_place_alone (self);
  else if (bank)
    fovea_picture_place_bank (self);
  else
    fovea_picture_place_side (self);
  place_footer (self, self->bottom + 12 * self->unit, FALSE);
  return TRUE;
}
