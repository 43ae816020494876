/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stack lesson: sizes from layer to layer as a row of volumes, and what one cell depends on. */

#include "config.h"

#include "scene/stack-scene-private.h"

#include "lesson/stack-words.h"
#include "scene/convolution-words.h"
#include "scene/stack-field.h"
#include "scene/stack-footer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (FoveaStackScene, fovea_stack_scene, FOVEA_TYPE_SCENE)

static const FoveaSlab *
slab_of (FoveaStackScene *self, int row)
{
  return &g_array_index (self->layout.slabs, FoveaSlab, row);
}

/* --- placing */

static void
set_sizes (FoveaStackScene *self)
{
  const FoveaNetSpec *spec = fovea_stack_get_spec (self->lesson);

  self->unit = self->style.scale;
  self->margin = fovea_page_margin (self->width, self->unit);
  self->palette = fovea_sheet_get_palette (self->sheet);
  self->n_rows = spec->n_layers;
  self->layer = fovea_stack_get_layer (self->lesson);
  self->concerned = spec->misfit > 0 && spec->misfit < self->layer ? spec->misfit : self->layer;
}

/* The volumes, between what stands above and below them. Returns: whether there is room */
static gboolean
place_volumes (FoveaStackScene *self, double top, double captions, double footer)
{
  double below = fovea_stack_scene_place_below (self, 0, TRUE);
  double bottom = self->height - 12 * self->unit - (footer > 0 ? footer + 12 * self->unit : 0) - below - 8 * self->unit;
  FoveaBox room = { self->margin, top, self->width - 2 * self->margin, bottom - top };

  return fovea_stack_layout_place (&self->layout, self->lesson, &room, captions, self->unit,
                                   fovea_stack_scene_hides_size (self));
}

/* Volumes drawn larger than they are take a line that says so. Room is left for it first; what is found then decides. */
static gboolean
lay_out (FoveaStackScene *self, double width, double height)
{
  double top, bottom = 0, below, captions, footer;

  self->width = width;
  self->height = height;
  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->stale = FALSE;
  fovea_sheet_begin (self->sheet, &self->style);
  set_sizes (self);
  top = fovea_stack_scene_place_header (self);
  self->layout.true_scale = FALSE;
  captions = fovea_stack_scene_get_caption_height (self);
  footer = fovea_stack_scene_place_footer (self, 0, TRUE);
  if (!place_volumes (self, top, captions, footer)
      || (self->layout.true_scale && !place_volumes (self, top, captions, footer)))
    return FALSE;
  for (int row = 0; row < self->n_rows; row++)
    {
      FoveaBox box = fovea_stack_scene_place_caption (self, row, FALSE);

      bottom = fmax (bottom, box.y + box.height);
    }
  below = fovea_stack_scene_place_below (self, bottom + 8 * self->unit, FALSE);
  fovea_stack_scene_place_footer (self, bottom + below + 20 * self->unit, FALSE);
  return TRUE;
}

/* Whether the volumes fit beside one another: quickly told, without any text. */
static gboolean
is_wide_enough (FoveaStackScene *self, double width, double unit)
{
  return fovea_stack_layout_is_wide_enough (&self->layout, self->lesson, fovea_page_margin (width, unit), width, unit,
                                            fovea_stack_scene_hides_size (self));
}

static void
fovea_stack_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);
  double unit = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, 400 * unit);
  *need_height = fmax (height, 300 * unit);
  for (int tries = 0;
       tries < 40 && !(is_wide_enough (self, *need_width, unit) && lay_out (self, *need_width, *need_height)); tries++)
    {
      *need_height = ceil (*need_height * (tries % 2 == 0 ? 1.08 : 1));
      *need_width = ceil (*need_width * (tries % 2 == 1 ? 1.12 : 1));
    }
}

/* --- painting */

/* A volume whose size is not known: behind a misfit, or while it is asked for. */
static void
paint_unknown (FoveaStackScene *self, cairo_t *cr, int row)
{
  static const double dash[] = { 4, 3 };
  gboolean misfit = row == fovea_stack_get_spec (self->lesson)->misfit && !fovea_stack_scene_hides_size (self);

  cairo_save (cr);
  cairo_set_dash (cr, dash, 2, 0);
  fovea_slab_path (slab_of (self, row), cr, 0, 0, 1, 1);
  fovea_set_colour (cr, misfit ? self->palette->misfit_wash : self->palette->empty, 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, misfit ? self->palette->misfit : self->palette->padding_edge, 1);
  cairo_set_line_width (cr, (misfit ? 2 : 1) * self->unit);
  cairo_stroke (cr);
  cairo_restore (cr);
  if (misfit)
    {
      cairo_save (cr);
      fovea_slab_path (slab_of (self, row), cr, 0, 0, 1, 1);
      cairo_clip (cr);
      fovea_hatch (cr, fovea_slab_get_box (slab_of (self, row)), self->palette->misfit, 6);
      cairo_restore (cr);
    }
}

static void
paint_slab (FoveaStackScene *self, cairo_t *cr, int row)
{
  FoveaColour face = row == 0 ? self->palette->input_low : self->palette->output_low;
  FoveaColour edge = row == 0 ? self->palette->input_label : self->palette->output_label;

  if (fovea_stack_get_shape (self->lesson, row).width == 0 || (row > 0 && fovea_stack_scene_hides_size (self)))
    paint_unknown (self, cr, row);
  else
    fovea_slab_paint (slab_of (self, row), cr, face, edge);
}

static void
paint_field (FoveaStackScene *self, cairo_t *cr)
{
  double left = 1 - fovea_scene_get_progress (FOVEA_SCENE (self));
  FoveaStackField field = { .lesson = self->lesson,
                            .across = left * (self->before.column - self->place.column),
                            .down = left * (self->before.row - self->place.row),
                            .slabs = self->layout.slabs,
                            .palette = self->palette,
                            .unit = self->unit,
                            .first = fovea_stack_scene_hides (self, FOVEA_HIDE_FIELD) ? self->layer : 0 };

  fovea_stack_field_paint (&field, cr);
}

static void
paint_hover (FoveaStackScene *self, cairo_t *cr)
{
  if (self->hover_row < 0 || self->hover_row >= self->n_rows)
    return;
  fovea_slab_path (slab_of (self, self->hover_row), cr, self->hover_x, self->hover_y, 1, 1);
  fovea_set_colour (cr, self->palette->ink, 1);
  cairo_set_line_width (cr, 1.5 * self->unit);
  cairo_stroke (cr);
}

static void
fovea_stack_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);

  if (self->stale || self->width != width || self->height != height
      || !fovea_style_equal (&self->style, fovea_scene_get_style (scene)))
    lay_out (self, width, height);
  fovea_sheet_paint (self->sheet, cr);
  for (int row = 0; row < self->n_rows; row++)
    paint_slab (self, cr, row);
  if (fovea_stack_scene_looks (self))
    paint_field (self, cr);
  paint_hover (self, cr);
}

/* --- pointer and words */

/* The lesson may have changed since it was painted. */
static void
refresh (FoveaStackScene *self)
{
  if (self->stale)
    lay_out (self, self->width, self->height);
}

/* The row whose face is there, the foremost first, and the cell of it. */
static int
pick (FoveaStackScene *self, double x, double y, int *row, int *column)
{
  refresh (self);
  for (int i = self->n_rows - 1; i >= 0; i--)
    if (fovea_stack_get_shape (self->lesson, i).width > 0 && (i == 0 || !fovea_stack_scene_hides_size (self))
        && fovea_slab_pick (slab_of (self, i), x, y, row, column))
      return i;
  return -1;
}

static gboolean
fovea_stack_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);
  int row = 0, column = 0, found = inside ? pick (self, x, y, &row, &column) : -1;
  gboolean same = found == self->hover_row && row == self->hover_y && column == self->hover_x;

  self->hover_row = found;
  self->hover_y = row;
  self->hover_x = column;
  return !same;
}

static gboolean
fovea_stack_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);
  int row, column, layer;
  FoveaAction action;

  refresh (self);
  if (fovea_sheet_pick_chip (self->sheet, x, y, &action))
    {
      fovea_stack_footer_act (self->lesson, self->concerned, action);
      return TRUE;
    }
  layer = pick (self, x, y, &row, &column);
  if (layer < 1)
    return FALSE;
  fovea_stack_set_layer (self->lesson, layer);
  fovea_stack_set_place (self->lesson, row, column);
  return TRUE;
}

static char *
fovea_stack_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);
  int row, column, layer = pick (self, x, y, &row, &column);

  if (layer < 0)
    return NULL;
  if (layer == 0)
    return g_strdup_printf (_("input, row %d, column %d"), row + 1, column + 1);
  if (layer != self->layer)
    return g_strdup_printf (_("layer %d, row %d, column %d: click to look from here"), layer, row + 1, column + 1);
  if (fovea_stack_scene_hides (self, FOVEA_HIDE_FIELD))
    return fovea_say_hidden ();
  return fovea_stack_say_field (self->lesson, (FoveaPlace){ 0, row, column });
}

static char *
fovea_stack_scene_describe (FoveaScene *scene, char **description)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);
  FoveaLesson *lesson = FOVEA_LESSON (self->lesson);

  if (description && fovea_lesson_get_hidden (lesson) != FOVEA_HIDE_NOTHING)
    *description = fovea_say_hidden ();
  else if (description)
    {
      g_autofree char *sizes = fovea_stack_say_sizes (self->lesson), *chain = fovea_stack_say_chain (self->lesson);

      *description = fovea_say_place_first (lesson, "%s. %s", sizes, chain);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A stack of %d layer, looked at from layer %d",
                                       "A stack of %d layers, looked at from layer %d",
                                       (gulong) fovea_stack_count_layers (self->lesson)),
                          fovea_stack_count_layers (self->lesson), fovea_stack_get_layer (self->lesson));
}

static void
fovea_stack_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (scene);

  fovea_sheet_boxes (self->sheet, boxes, names);
  for (int row = 0; row < self->n_rows; row++)
    {
      FoveaBox box = fovea_slab_get_box (slab_of (self, row));

      g_array_append_val (boxes, box);
      g_ptr_array_add (names, g_strdup_printf ("layer %d", row));
    }
}

/* --- GObject */

/* From another layer there is no way to glide. */
static void
take_place (FoveaStackScene *self)
{
  int layer = fovea_stack_get_layer (self->lesson);
  FoveaPlace place = fovea_stack_get_place (self->lesson);

  self->before = layer == self->place_layer ? self->place : place;
  self->place = place;
  self->place_layer = layer;
}

static void
lesson_changed_cb (FoveaStackScene *self)
{
  take_place (self);
  self->stale = TRUE;
  self->hover_row = -1;
  fovea_scene_changed (FOVEA_SCENE (self));
}

static void
fovea_stack_scene_finalize (GObject *object)
{
  FoveaStackScene *self = FOVEA_STACK_SCENE (object);

  g_clear_object (&self->lesson);
  fovea_sheet_free (self->sheet);
  fovea_stack_layout_clear (&self->layout);

  G_OBJECT_CLASS (fovea_stack_scene_parent_class)->finalize (object);
}

static FoveaLesson *
fovea_stack_scene_get_lesson (FoveaScene *scene)
{
  return FOVEA_LESSON (FOVEA_STACK_SCENE (scene)->lesson);
}

static void
fovea_stack_scene_class_init (FoveaStackSceneClass *klass)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_stack_scene_finalize;
  scene_class->measure = fovea_stack_scene_measure;
  scene_class->paint = fovea_stack_scene_paint;
  scene_class->hover = fovea_stack_scene_hover;
  scene_class->activate = fovea_stack_scene_activate;
  scene_class->tooltip = fovea_stack_scene_tooltip;
  scene_class->describe = fovea_stack_scene_describe;
  scene_class->boxes = fovea_stack_scene_boxes;
  scene_class->get_lesson = fovea_stack_scene_get_lesson;
}

static void
fovea_stack_scene_init (FoveaStackScene *self)
{
  self->sheet = fovea_sheet_new ();
  self->stale = TRUE;
  self->hover_row = -1;
}

FoveaScene *
fovea_stack_scene_new (FoveaStack *lesson)
{
  FoveaStackScene *self;

  g_return_val_if_fail (FOVEA_IS_STACK (lesson), NULL);

  self = g_object_new (FOVEA_TYPE_STACK_SCENE, NULL);
  self->lesson = g_object_ref (lesson);
  take_place (self);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (lesson_changed_cb), self, G_CONNECT_SWAPPED);
  return FOVEA_SCENE (self);
}
