/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a net costs, layer by layer; what stands in the cells is in stack-table-words.c. */

#include "config.h"

#include "scene/stack-table-scene.h"

#include "scene/convolution-words.h"
#include "scene/stack-footer.h"
#include "scene/stack-table-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double ROW = 24, COLUMN_GAP = 18; /* points */

struct _FoveaStackTableScene
{
  FoveaScene parent_instance;

  FoveaStack *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;
  gboolean stale;

  double unit, margin, top; /* where the first row begins */
  double ends[FOVEA_TABLE_N_COLUMNS]; /* right edges; of FOVEA_TABLE_LAYER its left one */
};

G_DEFINE_FINAL_TYPE (FoveaStackTableScene, fovea_stack_table_scene, FOVEA_TYPE_SCENE)

static gboolean
hides_sizes (FoveaStackTableScene *self)
{
  return fovea_stack_table_hides_sizes (self->lesson);
}

/* --- placing */

/* Where the columns end, so that each is as wide as its widest cell. Returns: where the last one does */
static double
set_columns (FoveaStackTableScene *self, gboolean brief)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  FoveaText text = fovea_look (12, FALSE, (FoveaColour){ 0 }), bold = fovea_look (12, TRUE, text.colour);
  double x = self->margin, width, height;

  for (int column = 0; column < FOVEA_TABLE_N_COLUMNS; column++)
    {
      double most = 0;

      for (int i = -2; i < net->n_layers; i++)
        {
          g_autofree char *cell = i == -2   ? g_strdup (fovea_stack_table_get_heading (column))
                                  : i == -1 ? fovea_stack_table_say_sum (self->lesson, column, brief)
                                            : fovea_stack_table_say_cell (self->lesson, i, column, brief);

          if (cell)
            fovea_sheet_measure (self->sheet, i == -1 ? &bold : &text, cell, &width, &height);
          most = fmax (most, cell ? width : 0);
        }
      self->ends[column] = column == FOVEA_TABLE_LAYER ? x : x + most;
      x += most + COLUMN_GAP * self->unit;
    }
  return x - COLUMN_GAP * self->unit;
}

/* Room that is left goes between the columns of numbers. */
static void
spread_columns (FoveaStackTableScene *self, double left)
{
  double each = fmin (left / (FOVEA_TABLE_N_COLUMNS - 1), 40 * self->unit);

  for (int column = 1; column < FOVEA_TABLE_N_COLUMNS && each > 0; column++)
    self->ends[column] += column * each;
}

static void
place_cell (FoveaStackTableScene *self, const char *kind, int column, const FoveaText *text, const char *words,
            double y)
{
  g_autofree char *name = g_strdup_printf ("%s %d", kind, column);
  double width, height;

  fovea_sheet_measure (self->sheet, text, words, &width, &height);
  fovea_sheet_add_text (self->sheet, name, text, words, self->ends[column] - (column == FOVEA_TABLE_LAYER ? 0 : width),
                        y + (ROW * self->unit - height) / 2);
}

static void
place_row (FoveaStackTableScene *self, int index, gboolean brief)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  gboolean chosen = fovea_stack_find_layer (self->lesson, index) == fovea_stack_get_layer (self->lesson);
  gboolean misfit = index == net->misfit && !hides_sizes (self);
  g_autofree char *kind = g_strdup_printf ("row %d", index);

  for (int column = 0; column < FOVEA_TABLE_N_COLUMNS; column++)
    {
      g_autofree char *cell = fovea_stack_table_say_cell (self->lesson, index, column, brief);
      gboolean nothing = g_str_equal (cell, "0") || g_str_equal (cell, "–");
      FoveaText text = fovea_look (12, chosen, misfit                             ? palette->misfit
                                               : nothing                          ? palette->dim
                                               : column == FOVEA_TABLE_OUTPUT     ? palette->output_label
                                               : column == FOVEA_TABLE_PARAMETERS ? palette->weight_label
                                                                                  : palette->ink);

      place_cell (self, kind, column, &text, cell, self->top + index * ROW * self->unit);
    }
}

/* Returns: where what is below begins */
static double
place_table (FoveaStackTableScene *self, gboolean brief)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  FoveaText dim = fovea_look (11, FALSE, palette->dim), bold = fovea_look (12, TRUE, palette->ink);
  double row = ROW * self->unit, end = self->top + net->n_layers * row;

  for (int column = 0; column < FOVEA_TABLE_N_COLUMNS; column++)
    place_cell (self, "heading", column, &dim, fovea_stack_table_get_heading (column), self->top - row);
  fovea_sheet_add_rule (self->sheet, self->margin, self->top, self->ends[FOVEA_TABLE_FIELD] - self->margin);
  for (int i = 0; i < net->n_layers; i++)
    place_row (self, i, brief);
  fovea_sheet_add_rule (self->sheet, self->margin, end, self->ends[FOVEA_TABLE_FIELD] - self->margin);
  for (int column = 0; column < FOVEA_TABLE_N_COLUMNS; column++)
    {
      g_autofree char *sum = fovea_stack_table_say_sum (self->lesson, column, brief);

      if (sum && net->misfit < 0)
        place_cell (self, "sum", column, &bold, sum, end);
    }
  return net->misfit < 0 ? end + row : end;
}

/* The layer of the stack that does not fit, or less than 1. */
static int
get_misfit (FoveaStackTableScene *self)
{
  return fovea_stack_get_spec (self->lesson)->misfit;
}

static void
place_footer (FoveaStackTableScene *self, double y)
{
  FoveaFooter footer = { .sheet = self->sheet, .x = self->margin, .width = self->width - 2 * self->margin };

  if (get_misfit (self) > 0 && !hides_sizes (self))
    fovea_stack_footer_place (self->lesson, get_misfit (self), footer, y, FALSE);
}

/* The misfit's arithmetic or what the net takes, and where most of it is. Returns: where the table's headings begin */
static double
place_title (FoveaStackTableScene *self)
{
  const FoveaPalette *palette = fovea_sheet_get_palette (self->sheet);
  gboolean misfit = fovea_stack_get_net (self->lesson)->misfit >= 0 && !hides_sizes (self);
  double room = self->width - 2 * self->margin;
  FoveaText title = { .size = 15, .colour = misfit ? palette->misfit : palette->ink, .width = room };
  FoveaText small = { .size = 12, .colour = palette->dim, .width = room };
  g_autofree char *words = fovea_stack_table_say_title (self->lesson), *markup = g_markup_escape_text (words, -1);
  g_autofree char *most = fovea_stack_table_say_most (self->lesson);
  FoveaBox box = fovea_sheet_add_text (self->sheet, "title", &title, markup, self->margin, 16 * self->unit);

  if (*most)
    box = fovea_sheet_add_text (self->sheet, "most", &small, most, self->margin, box.y + box.height + 4 * self->unit);
  return box.y + box.height + 10 * self->unit;
}

/* Returns: how wide it must be */
static double
lay_out (FoveaStackTableScene *self, double width)
{
  double end;
  gboolean brief;

  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->width = width;
  self->stale = FALSE;
  fovea_sheet_begin (self->sheet, &self->style);
  self->unit = self->style.scale;
  self->margin = fovea_page_margin (width, self->unit);
  end = set_columns (self, FALSE);
  brief = end > width - self->margin;
  if (brief)
    end = set_columns (self, TRUE);
  spread_columns (self, width - self->margin - end);
  self->top = place_title (self) + ROW * self->unit;
  place_footer (self, place_table (self, brief) + 14 * self->unit);
  return end + self->margin;
}

static void
fovea_stack_table_scene_measure (FoveaScene *scene, double width, double height, double *need_width,
                                 double *need_height)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (scene);

  *need_width = fmax (width, ceil (lay_out (self, width)));
  if (*need_width > width)
    lay_out (self, *need_width);
  *need_height = fmax (height, ceil (fovea_sheet_get_extents (self->sheet).height + 12 * self->unit));
}

/* --- painting */

static FoveaBox
get_row_box (FoveaStackTableScene *self, int index)
{
  double row = ROW * self->unit, inset = 8 * self->unit;

  return (FoveaBox){ self->margin - inset, self->top + index * row,
                     self->ends[FOVEA_TABLE_FIELD] - self->margin + 2 * inset, row };
}

static void
fill_row (FoveaStackTableScene *self, cairo_t *cr, int index, FoveaColour colour, double alpha)
{
  FoveaBox box = get_row_box (self, index);

  fovea_round_rectangle (cr, box, 4 * self->unit);
  fovea_set_colour (cr, colour, alpha);
  cairo_fill (cr);
}

static void
fovea_stack_table_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (scene);
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  const FoveaPalette *palette;

  if (self->stale || self->width != width || !fovea_style_equal (&self->style, fovea_scene_get_style (scene)))
    lay_out (self, width);
  palette = fovea_sheet_get_palette (self->sheet);
  fovea_set_colour (cr, palette->canvas, 1);
  cairo_paint (cr);
  for (int i = 0; i < net->n_layers; i++)
    if (i == net->misfit && !hides_sizes (self))
      fill_row (self, cr, i, palette->misfit_wash, 1);
    else if (fovea_stack_find_layer (self->lesson, i) == fovea_stack_get_layer (self->lesson))
      fill_row (self, cr, i, palette->here, 0.12);
  fovea_sheet_paint_items (self->sheet, cr);
}

/* --- pointer and words */

/* The row of the net at @y, or −1. */
static int
find_row (FoveaStackTableScene *self, double y)
{
  int index = (int) floor ((y - self->top) / (ROW * self->unit));

  return index >= 0 && index < fovea_stack_get_net (self->lesson)->n_layers ? index : -1;
}

static gboolean
fovea_stack_table_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (scene);
  int row = find_row (self, y), layer = row > 0 ? fovea_stack_find_layer (self->lesson, row) : -1;
  FoveaAction action;

  if (fovea_sheet_pick_chip (self->sheet, x, y, &action))
    {
      if (get_misfit (self) > 0)
        fovea_stack_footer_act (self->lesson, get_misfit (self), action);
      return TRUE;
    }
  if (layer > 0)
    fovea_stack_set_layer (self->lesson, layer);
  return layer > 0;
}

static char *
fovea_stack_table_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (scene);
  int row = find_row (self, y);

  return row < 0 ? NULL : fovea_stack_table_say_row (self->lesson, row);
}

/* The chosen layer, and what the whole takes or why it does not fit. */
static char *
fovea_stack_table_scene_describe (FoveaScene *scene, char **description)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (scene);
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  int row = 1;

  while (row < net->n_layers - 1 && fovea_stack_find_layer (self->lesson, row) != fovea_stack_get_layer (self->lesson))
    row++;
  if (description && fovea_lesson_get_hidden (FOVEA_LESSON (self->lesson)) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    {
      g_autofree char *chosen = fovea_stack_table_say_row (self->lesson, row);
      g_autofree char *title = fovea_stack_table_say_title (self->lesson);
      g_autofree char *most = fovea_stack_table_say_most (self->lesson);

      *description = g_strdup_printf ("%s. %s. %s", chosen, title, most);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Table of a net of %d layer", "Table of a net of %d layers",
                                       (gulong) (net->n_layers - 1)),
                          net->n_layers - 1);
}

static FoveaSheet *
fovea_stack_table_scene_get_sheet (FoveaScene *scene)
{
  return FOVEA_STACK_TABLE_SCENE (scene)->sheet;
}

static FoveaLesson *
fovea_stack_table_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_STACK_TABLE_SCENE (scene)->lesson);
}

/* --- GObject */

static void
lesson_changed_cb (FoveaStackTableScene *self)
{
  self->stale = TRUE;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_stack_table_scene_finalize (GObject *object)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->sheet);

  G_OBJECT_CLASS (fovea_stack_table_scene_parent_class)->finalize (object);
}

static void
fovea_stack_table_scene_class_init (FoveaStackTableSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_stack_table_scene_finalize;
  scene_class->measure = fovea_stack_table_scene_measure;
  scene_class->paint = fovea_stack_table_scene_paint;
  scene_class->activate = fovea_stack_table_scene_activate;
  scene_class->tooltip = fovea_stack_table_scene_tooltip;
  scene_class->describe = fovea_stack_table_scene_describe;
  scene_class->get_sheet = fovea_stack_table_scene_get_sheet;
  scene_class->get_lesson = fovea_stack_table_scene_get_lesson;
}

static void
fovea_stack_table_scene_init (FoveaStackTableScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->stale = TRUE;
}

FoveaScene *
fovea_stack_table_scene_new (FoveaStack *lesson)
{
  FoveaStackTableScene *self;

  g_return_val_if_fail (FOVEA_IS_STACK (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_STACK_TABLE_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
