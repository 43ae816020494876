/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table "what fits": for every padding (rows) and stride (columns) the output size, or a cross where the window
 * does not fit; the lecture's rule, whatever the rounding. A click sets both. */

#include "config.h"

#include "scene/fits-scene.h"

#include "scene/overlay.h"
#include "scene/sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  ROWS = 4,
  COLUMNS = 5
};

struct _FoveaFitsScene
{
  FoveaScene parent_instance;

  FoveaLesson *lesson;
  FoveaSheet *sheet;
  double width;
  int hover_row, hover_column; /* −1: none */
};

G_DEFINE_FINAL_TYPE (FoveaFitsScene, fovea_fits_scene, FOVEA_TYPE_SCENE)

static int
get_number (FoveaFitsScene *self, const char *name, int otherwise)
{
  int value = otherwise;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->lesson), name))
    g_object_get (self->lesson, name, &value, NULL);
  return value;
}

/* The padding of a row and the stride of a column; both move on when the lesson's own lie beyond the table. */
static int
get_pad (FoveaFitsScene *self, int row)
{
  return MAX (get_number (self, "pad", 0) - (ROWS - 1), 0) + row;
}

static int
get_stride (FoveaFitsScene *self, int column)
{
  return MAX (get_number (self, "stride", 1) - COLUMNS, 0) + column + 1;
}

static FoveaGeometry
get_geometry (FoveaFitsScene *self, int row, int column, gboolean vertical)
{
  int pad = get_pad (self, row);

  return (FoveaGeometry){ .input = get_number (self, vertical ? "input-height" : "input-width", 1),
                          .filter = get_number (self, vertical ? "filter-height" : "filter-width",
                                                get_number (self, "filter", 1)),
                          .dilation = get_number (self, "dilation", 1),
                          .stride = get_stride (self, column),
                          .pad = pad,
                          .pad_end = pad };
}

/* The output's columns, 0 where it does not fit along both axes. */
static int
get_output (FoveaFitsScene *self, int row, int column)
{
  FoveaGeometry x = get_geometry (self, row, column, FALSE), y = get_geometry (self, row, column, TRUE);

  return fovea_geometry_fit (&y).fits ? fovea_geometry_fit (&x).output : 0;
}

/* --- layout: a column of captions and COLUMNS equal ones, a row of captions and ROWS equal ones */

static double
get_unit (FoveaFitsScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

static double
get_row_height (FoveaFitsScene *self)
{
  return 24 * get_unit (self);
}

/* The first column's captions, "P=1", or "padding=1" with "stride →" above them, which long names would not have room for
 * in every column. */
static double
get_head_width (FoveaFitsScene *self)
{
  return (fovea_letters_are_short (fovea_lesson_get_letters (self->lesson)) ? 38 : 64) * get_unit (self);
}

static double
get_column_width (FoveaFitsScene *self)
{
  return floor ((self->width - get_head_width (self)) / COLUMNS);
}

static FoveaBox
get_cell_box (FoveaFitsScene *self, int row, int column)
{
  return (FoveaBox){ get_head_width (self) + column * get_column_width (self), (row + 1) * get_row_height (self),
                     get_column_width (self), get_row_height (self) };
}

static gboolean
pick (FoveaFitsScene *self, double x, double y, int *row, int *column)
{
  FoveaBox first = get_cell_box (self, 0, 0);

  *row = (int) floor ((y - first.y) / first.height);
  *column = (int) floor ((x - first.x) / first.width);
  return *row >= 0 && *row < ROWS && *column >= 0 && *column < COLUMNS;
}

static void
add_centred (FoveaFitsScene *self, FoveaColour colour, const char *words, FoveaBox box)
{
  FoveaText text = { .size = 11, .colour = colour };
  double width, height;

  fovea_sheet_measure (self->sheet, &text, words, &width, &height);
  fovea_sheet_add_text (self->sheet, words, &text, words, box.x + (box.width - width) / 2,
                        box.y + (box.height - height) / 2);
}

/* "S=1", or "stride →" once and 1. */
static void
add_strides (FoveaFitsScene *self, const FoveaPalette *palette)
{
  FoveaLetters letters = fovea_lesson_get_letters (self->lesson);
  const char *symbol = fovea_letters_get_symbols (letters)[FOVEA_PARAMETER_STRIDE];
  g_autofree char *caption = g_strdup_printf ("%s →", symbol);

  if (!fovea_letters_are_short (letters))
    add_centred (self, palette->dim, caption, (FoveaBox){ 0, 0, get_head_width (self), get_row_height (self) });
  for (int column = 0; column < COLUMNS; column++)
    {
      int stride = get_stride (self, column);
      g_autofree char *text = fovea_letters_are_short (letters) ? g_strdup_printf ("%s=%d", symbol, stride)
                                                                : g_strdup_printf ("%d", stride);

      add_centred (self, palette->dim, text, get_cell_box (self, -1, column));
    }
}

static void
lay_out (FoveaFitsScene *self)
{
  const char *const *symbols = fovea_letters_get_symbols (fovea_lesson_get_letters (self->lesson));
  const FoveaPalette *palette;

  fovea_sheet_begin (self->sheet, fovea_scene_get_style (FOVEA_SCENE (self)));
  palette = fovea_sheet_get_palette (self->sheet);
  add_strides (self, palette);
  for (int row = 0; row < ROWS; row++)
    {
      g_autofree char *text = g_strdup_printf ("%s=%d", symbols[FOVEA_PARAMETER_PAD], get_pad (self, row));
      FoveaBox box = get_cell_box (self, row, 0);

      add_centred (self, palette->dim, text, (FoveaBox){ 0, box.y, box.x, box.height });
      for (int column = 0; column < COLUMNS; column++)
        {
          int output = get_output (self, row, column);
          g_autofree char *number = output > 0 ? g_strdup_printf ("%d", output) : g_strdup ("✗");

          add_centred (self, output > 0 ? palette->ink : palette->misfit, number, get_cell_box (self, row, column));
        }
    }
}

/* --- painting */

static void
paint_cell (FoveaFitsScene *self, cairo_t *cr, int row, int column)
{
  const FoveaPalette *palette = fovea_palette_get (fovea_scene_get_style (FOVEA_SCENE (self)));
  FoveaBox box = get_cell_box (self, row, column);

  cairo_rectangle (cr, box.x + 0.5, box.y + 0.5, box.width, box.height);
  fovea_set_colour (cr, get_output (self, row, column) > 0 ? palette->output_low : palette->misfit_wash, 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, palette->edge, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
paint_marks (FoveaFitsScene *self, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_palette_get (fovea_scene_get_style (FOVEA_SCENE (self)));
  int row = get_number (self, "pad", 0) - get_pad (self, 0);
  int column = get_number (self, "stride", 1) - get_stride (self, 0);

  if (self->hover_row >= 0)
    fovea_stroke_box (cr, get_cell_box (self, self->hover_row, self->hover_column), palette->ink, 1);
  fovea_stroke_box (cr, get_cell_box (self, row, column), palette->here, 2);
}

static void
fovea_fits_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaFitsScene *self = FOVEA_FITS_SCENE (scene);

  self->width = width - 1;
  lay_out (self);
  for (int row = 0; row < ROWS; row++)
    for (int column = 0; column < COLUMNS; column++)
      paint_cell (self, cr, row, column);
  fovea_sheet_paint_items (self->sheet, cr);
  paint_marks (self, cr);
}

static void
fovea_fits_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  double unit = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, 200 * unit);
  *need_height = 24 * unit * (ROWS + 1) + 2;
}

/* --- pointer and words */

static gboolean
fovea_fits_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaFitsScene *self = FOVEA_FITS_SCENE (scene);
  int row = -1, column = -1, old_row = self->hover_row, old_column = self->hover_column;

  if (!inside || !pick (self, x, y, &row, &column))
    row = column = -1;
  self->hover_row = row;
  self->hover_column = column;
  return row != old_row || column != old_column;
}

static gboolean
fovea_fits_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaFitsScene *self = FOVEA_FITS_SCENE (scene);
  int row, column;

  if (!pick (self, x, y, &row, &column))
    return FALSE;
  g_object_set (self->lesson, "stride", get_stride (self, column), "pad", get_pad (self, row), NULL);
  return TRUE;
}

static void
fovea_fits_scene_list_targets (FoveaScene *scene, GArray *boxes)
{
  for (int row = 0; row < ROWS; row++)
    for (int column = 0; column < COLUMNS; column++)
      {
        FoveaBox box = get_cell_box (FOVEA_FITS_SCENE (scene), row, column);

        g_array_append_val (boxes, box);
      }
}

static char *
fovea_fits_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaFitsScene *self = FOVEA_FITS_SCENE (scene);
  FoveaGeometry geometry;
  int row, column;

  if (!pick (self, x, y, &row, &column))
    return NULL;
  geometry = get_geometry (self, row, column, FALSE);
  if (fovea_geometry_fit (&geometry).fits)
    geometry = get_geometry (self, row, column, TRUE);
  return fovea_geometry_formula (&geometry);
}

static char *
fovea_fits_scene_describe (FoveaScene *scene, char **description)
{
  FoveaFitsScene *self = FOVEA_FITS_SCENE (scene);
  GString *all;

  if (!description)
    return g_strdup (_("What fits"));
  all = g_string_new (NULL);
  for (int row = 0; row < ROWS; row++)
    for (int column = 0; column < COLUMNS; column++)
      {
        int output = get_output (self, row, column), pad = get_pad (self, row), stride = get_stride (self, column);

        g_string_append (all, row + column > 0 ? " " : "");
        if (output > 0)
          g_string_append_printf (all, _("Padding %d, stride %d: %d."), pad, stride, output);
        else
          g_string_append_printf (all, _("Padding %d, stride %d: doesn’t fit."), pad, stride);
      }
  *description = g_string_free (all, FALSE);
  return g_strdup (_("What fits"));
}

static void
fovea_fits_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_sheet_boxes (FOVEA_FITS_SCENE (scene)->sheet, boxes, names);
}

/* --- GObject */

static void
fovea_fits_scene_finalize (GObject *object)
{
  FoveaFitsScene *self = FOVEA_FITS_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->sheet);

  G_OBJECT_CLASS (fovea_fits_scene_parent_class)->finalize (object);
}

static void
fovea_fits_scene_class_init (FoveaFitsSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_fits_scene_finalize;
  scene_class->measure = fovea_fits_scene_measure;
  scene_class->paint = fovea_fits_scene_paint;
  scene_class->hover = fovea_fits_scene_hover;
  scene_class->activate = fovea_fits_scene_activate;
  scene_class->tooltip = fovea_fits_scene_tooltip;
  scene_class->list_targets = fovea_fits_scene_list_targets;
  scene_class->describe = fovea_fits_scene_describe;
  scene_class->boxes = fovea_fits_scene_boxes;
}

static void
fovea_fits_scene_init (FoveaFitsScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->hover_row = self->hover_column = -1;
  self->width = 240;
}

FoveaScene *
fovea_fits_scene_new (FoveaLesson *lesson)
{
  FoveaFitsScene *self;

  g_return_val_if_fail (FOVEA_IS_LESSON (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_FITS_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (fovea_scene_changed), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
