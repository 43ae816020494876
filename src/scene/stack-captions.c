/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text around the volumes of a stack: a layer's formula above, names and sizes below each, and what the chosen cell
 * looks at. */

#include "config.h"

#include "scene/stack-scene-private.h"

#include "lesson/stack-words.h"
#include "scene/convolution-words.h"
#include "scene/stack-footer.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

gboolean
fovea_stack_scene_hides (FoveaStackScene *self, FoveaHide any)
{
  return fovea_lesson_hides (FOVEA_LESSON (self->lesson), any);
}

gboolean
fovea_stack_scene_hides_size (FoveaStackScene *self)
{
  return fovea_stack_scene_hides (self, FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT | FOVEA_HIDE_FORMULA);
}

/* Whether there is a cell to look from. */
gboolean
fovea_stack_scene_looks (FoveaStackScene *self)
{
  return fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)) > 0 && !fovea_stack_scene_hides_size (self);
}

/* The formula of one layer, and what becomes of the size. Returns: where what is below begins */
double
fovea_stack_scene_place_header (FoveaStackScene *self)
{
  double room = self->width - 2 * self->margin;
  FoveaText title = { .size = 17, .colour = self->palette->ink, .width = room };
  FoveaText sentence = { .size = 12, .colour = self->palette->dim, .width = room };
  FoveaGeometry x = fovea_stack_get_geometry (self->lesson, self->concerned, FALSE);
  FoveaGeometry y = fovea_stack_get_geometry (self->lesson, self->concerned, TRUE);
  gboolean down = fovea_geometry_fit (&x).fits && x.input != y.input;
  const FoveaGeometry *axis = down ? &y : &x;
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (self->lesson));
  FoveaConvention convention = fovea_stack_get_convention (self->lesson, self->concerned);
  g_autofree char *formula = fovea_stack_scene_hides_size (self) ? fovea_geometry_say_question (axis, convention, letters, down)
                                               : fovea_geometry_say_formula (axis, convention, letters, down, self->palette);
  g_autofree char *named = g_strdup_printf (_("Layer %d: %s"), self->concerned, formula);
  g_autofree char *sizes = fovea_stack_say_sizes (self->lesson), *chain = fovea_stack_say_chain (self->lesson);
  g_autofree char *said = fovea_stack_scene_hides_size (self) ? fovea_say_hidden () : g_strdup_printf ("%s.  %s", sizes, chain);
  g_autofree char *markup = g_markup_escape_text (said, -1);
  FoveaBox box = fovea_sheet_add_text (self->sheet, "formula", &title, named, self->margin, 16 * self->unit);

  box = fovea_sheet_add_text (self->sheet, "sentence", &sentence, markup, self->margin,
                              box.y + box.height + 4 * self->unit);
  return box.y + box.height + 14 * self->unit;
}

double
fovea_stack_scene_place_footer (FoveaStackScene *self, double y, gboolean measure)
{
  FoveaFooter footer = { .sheet = self->sheet,
                         .x = self->margin,
                         .width = self->width - 2 * self->margin,
                         .low = self->height < 480 * self->unit };

  return fovea_stack_scene_hides_size (self)
             ? 0
             : fovea_stack_footer_place (self->lesson, self->concerned, footer, y, measure);
}

/* One line of the text below, or its height alone. Returns: where the next begins */
static double
place_line (FoveaStackScene *self, const char *name, double size, gboolean bright, const char *words, double y,
            gboolean measure)
{
  FoveaText text = fovea_look (size, FALSE, bright ? self->palette->ink : self->palette->dim);
  g_autofree char *markup = g_markup_escape_text (words, -1);
  double width, height;

  text.width = self->width - 2 * self->margin;
  fovea_sheet_measure (self->sheet, &text, markup, &width, &height);
  if (!measure)
    fovea_sheet_add_text (self->sheet, name, &text, markup, self->margin, y);
  return y + height + 3 * self->unit;
}

/* What the chosen cell looks at, and the three numbers that say so. Returns: its height */
static double
place_sight (FoveaStackScene *self, double y, gboolean measure)
{
  FoveaPlace place = fovea_stack_get_place (self->lesson);
  FoveaSight sight = fovea_stack_get_sight (self->lesson, 0, FALSE);
  int first = sight.start + place.column * sight.jump;
  g_auto (FoveaSightFormula) formula = fovea_stack_write_sight (self->lesson);
  g_autofree char *sees = fovea_stack_say_sight (self->lesson);
  g_autofree char *field = fovea_stack_say_field (self->lesson, place);
  g_autofree char *size = g_strdup_printf (_("field  %s,   jump  %s"), formula.size, formula.jump);
  g_autofree char *start
      = g_strdup_printf (_("start  %s;   column %d, counted from 0:  %s%d + %d·%d = %s%d … %s%d"), formula.start, place.column,
                         sight.start < 0 ? "−" : "", ABS (sight.start), place.column, sight.jump, first < 0 ? "−" : "",
                         ABS (first), first + sight.size - 1 < 0 ? "−" : "", ABS (first + sight.size - 1));
  double top = y;

  y = place_line (self, "sight", 13, TRUE, sees, y, measure);
  y = place_line (self, "place", 12, TRUE, field, y, measure);
  y = place_line (self, "field", 11, FALSE, size, y + 3 * self->unit, measure);
  return place_line (self, "start", 11, FALSE, start, y, measure) - top;
}

double
fovea_stack_scene_place_below (FoveaStackScene *self, double y, gboolean measure)
{
  double height = 0;

  if (fovea_stack_scene_looks (self) && fovea_stack_scene_hides (self, FOVEA_HIDE_FIELD))
    {
      g_autofree char *hidden = fovea_say_hidden ();

      height = place_line (self, "sight", 13, TRUE, hidden, y, measure) - y;
    }
  else if (fovea_stack_scene_looks (self))
    height = place_sight (self, y, measure);
  if (!self->layout.true_scale)
    height = place_line (self, "scale", 11, FALSE, _("Small maps are drawn larger than they are."), y + height, measure)
             - y;
  return height;
}

/* "28×28×6", or why there is no size. */
static char *
say_volume (FoveaStackScene *self, int row)
{
  FoveaShape shape = fovea_stack_get_shape (self->lesson, row);
  const FoveaNetSpec *spec = fovea_stack_get_spec (self->lesson);

  if (row > 0 && fovea_stack_scene_hides_size (self))
    return g_strdup ("?");
  if (shape.width > 0)
    return g_strdup_printf ("%d×%d×%d", shape.width, shape.height, shape.depth);
  if (row > spec->misfit)
    return g_strdup ("–");
  return g_strdup (_("doesn’t fit"));
}

FoveaBox
fovea_stack_scene_place_caption (FoveaStackScene *self, int row, gboolean measure)
{
  gboolean known = row == 0 || fovea_stack_get_shape (self->lesson, row).width > 0 || fovea_stack_scene_hides_size (self);
  FoveaText small = fovea_look (10.5, row == self->layer, self->palette->dim);
  FoveaText bold = fovea_look (11.5, TRUE,
                               row == 0 ? self->palette->input_label
                               : known  ? self->palette->output_label
                                        : self->palette->misfit);
  g_autofree char *volume = say_volume (self, row);
  g_autofree char *layer = row == 0 ? g_strdup (_("input")) : fovea_stack_say_layer (self->lesson, row);
  g_autofree char *size_name = g_strdup_printf ("size %d", row), *name = g_strdup_printf ("caption %d", row);
  FoveaBox box = measure ? (FoveaBox){ 0, 0, 76 * self->unit, 0 }
                         : g_array_index (self->layout.captions, FoveaBox, row);
  char *options = strstr (layer, ", ");
  double width, height, below;

  if (options)
    options[0] = '\n', memmove (options + 1, options + 2, strlen (options + 1));
  small.width = box.width;
  fovea_sheet_measure (self->sheet, &bold, volume, &width, &height);
  if (!measure)
    fovea_sheet_add_text (self->sheet, size_name, &bold, volume, box.x + (box.width - width) / 2, box.y);
  fovea_sheet_measure (self->sheet, &small, layer, &width, &below);
  if (!measure)
    fovea_sheet_add_text (self->sheet, name, &small, layer, box.x + (box.width - width) / 2, box.y + height);
  box.height = height + below + 4 * self->unit;
  return box;
}

double
fovea_stack_scene_get_caption_height (FoveaStackScene *self)
{
  double height = 0;

  for (int row = 0; row < self->n_rows; row++)
    height = fmax (height, fovea_stack_scene_place_caption (self, row, TRUE).height);
  return height;
}
