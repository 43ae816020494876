/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A confusion matrix. A cell's colour is its share of its line: green on the diagonal, red beside it, where few are
 * many: the root of the share. Zeros are left empty, and numbers where there is no room for them. Of a thousand classes
 * nearly all cells are zeros: only the others are kept, and of them and of the names those painted that show. */

#include "config.h"

#include "scene/confusion-scene.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const double MARGIN = 16, TITLE = 22, GAP = 8, LINE = 16; /* points */
static const double NAMES_MOST = 84, CELL_MOST = 46, CELL_LEAST = 4, CELL_FOR_NUMBERS = 18,
                    CELL_FOR_THOUSANDS = 38; /* points; the last is a width, for “1,000” */

/* Of a cell that is not empty. */
typedef struct
{
  int label, said, count;
} Count;

struct _FoveaConfusionScene
{
  FoveaScene parent_instance;

  int classes;
  GArray *counts; /* of Count, line by line; NULL without answers */
  int *lines;     /* the sum of each */
  char **class_names;
  int longest; /* characters of a name */
  int label, said; /* selected, or −1 */
  FoveaMarks marks;
  FoveaBox cells; /* of the last painting */
  double cell, cell_width; /* its height, and its width */
};

G_DEFINE_FINAL_TYPE (FoveaConfusionScene, fovea_confusion_scene, FOVEA_TYPE_SCENE)

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static double
get_scale (FoveaConfusionScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

static char *
dup_name (FoveaConfusionScene *self, int class_number)
{
  return fovea_dup_class_name ((const char *const *) self->class_names, class_number);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *one = a, *other = b;

  return one->label != other->label ? one->label - other->label : one->said - other->said;
}

static int
get_count (FoveaConfusionScene *self, int label, int said)
{
  const Count wanted = { label, said, 0 };
  guint at;

  if (!self->counts || !g_array_binary_search (self->counts, &wanted, compare_counts, &at))
    return 0;
  return g_array_index (self->counts, Count, at).count;
}

/* Room for the names, at the left and above alike, as far as they need it. */
static double
get_names_width (FoveaConfusionScene *self, double scale)
{
  return ceil (fmin (self->longest * 7 + 10, NAMES_MOST) * scale);
}

/* Above the cells: title, "said", names; at their left: "is", names. */
static void
get_edges (FoveaConfusionScene *self, double scale, double *left, double *top)
{
  double names = get_names_width (self, scale);

  *left = ceil (MARGIN * scale) + names;
  *top = ceil ((MARGIN + TITLE + GAP + LINE) * scale) + names;
}

static void
fovea_confusion_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaConfusionScene *self = FOVEA_CONFUSION_SCENE (scene);
  double scale = get_scale (self), left, top, cells = self->classes * CELL_LEAST * scale;

  get_edges (self, scale, &left, &top);
  *need_width = fmax (width, ceil (left + cells + MARGIN * scale));
  *need_height = fmax (height, ceil (top + cells + (MARGIN + LINE) * scale));
}

static void
lay_out (FoveaConfusionScene *self, double width, double height)
{
  double scale = get_scale (self), left, top, room;
  int n = MAX (self->classes, 1);

  get_edges (self, scale, &left, &top);
  room = width - left - MARGIN * scale;
  self->cell = floor (CLAMP (fmin (room, height - top - MARGIN * scale) / n, CELL_LEAST * scale, CELL_MOST * scale));
  self->cell_width = self->cell;
  if (self->cell >= CELL_FOR_NUMBERS * scale)
    self->cell_width = fmax (self->cell, floor (fmin (room / n, CELL_FOR_THOUSANDS * scale)));
  self->cells = (FoveaBox){ left, top, self->cell_width * self->classes, self->cell * self->classes };
}

/* Painting */

static FoveaColour
get_colour (FoveaConfusionScene *self, const FoveaPalette *palette, const Count *cell)
{
  double share = (double) cell->count / self->lines[cell->label];

  if (cell->label == cell->said)
    return fovea_colour_mix (palette->canvas, palette->output_high, share);
  return fovea_colour_mix (palette->canvas, palette->misfit, 0.85 * sqrt (share));
}

static FoveaBox
get_box (FoveaConfusionScene *self, int label, int said)
{
  return (FoveaBox){ self->cells.x + said * self->cell_width, self->cells.y + label * self->cell, self->cell_width,
                     self->cell };
}

static void
paint_cell (FoveaConfusionScene *self, FoveaSketch *sketch, const Count *cell)
{
  FoveaColour colour = get_colour (self, sketch->palette, cell);
  FoveaBox box = get_box (self, cell->label, cell->said);
  char number[FOVEA_NUMBER_SIZE];

  fovea_sketch_set_colour (sketch, colour);
  cairo_rectangle (sketch->cr, box.x, box.y, box.width, box.height);
  cairo_fill (sketch->cr);
  if (self->cell < CELL_FOR_NUMBERS * sketch->scale)
    return;
  fovea_number_count (cell->count, number);
  if (fovea_sketch_text_width (sketch, FOVEA_TEXT_SMALL, number) <= box.width - 2)
    fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, fovea_colour_ink (colour), FOVEA_ALIGN_CENTRE, &box, number);
}

/* The lines and columns that show: those that [top, bottom) and [left, right) meet, with one more on either side. */
static void
get_shown (FoveaConfusionScene *self, FoveaSketch *sketch, Count *first, Count *last)
{
  double left, top, right, bottom;

  cairo_clip_extents (sketch->cr, &left, &top, &right, &bottom);
  first->label = CLAMP (floor ((top - self->cells.y) / self->cell) - 1, 0, self->classes);
  first->said = CLAMP (floor ((left - self->cells.x) / self->cell_width) - 1, 0, self->classes);
  last->label = CLAMP (ceil ((bottom - self->cells.y) / self->cell) + 1, 0, self->classes);
  last->said = CLAMP (ceil ((right - self->cells.x) / self->cell_width) + 1, 0, self->classes);
}

static void
paint_cells (FoveaConfusionScene *self, FoveaSketch *sketch)
{
  Count first, last;

  get_shown (self, sketch, &first, &last);
  for (guint i = 0; i < self->counts->len; i++)
    {
      const Count *cell = &g_array_index (self->counts, Count, i);

      if (cell->label >= first.label && cell->label < last.label && cell->said >= first.said && cell->said < last.said)
        paint_cell (self, sketch, cell);
    }
}

/* The name of a column reads upwards, unless it is as short as a digit. */
static void
paint_column_name (FoveaConfusionScene *self, FoveaSketch *sketch, int said, const char *name)
{
  double length = self->cells.x - ceil (MARGIN * sketch->scale) - 6;
  double line = fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL);

  if (fovea_sketch_text_width (sketch, FOVEA_TEXT_SMALL, name) <= self->cell_width - 2)
    {
      fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, said == self->said ? sketch->palette->ink : sketch->palette->dim,
                         FOVEA_ALIGN_CENTRE,
                         &(FoveaBox){ self->cells.x + said * self->cell_width, self->cells.y - 4 - line,
                                      self->cell_width, line },
                         name);
      return;
    }
  cairo_save (sketch->cr);
  cairo_translate (sketch->cr, self->cells.x + said * self->cell_width, self->cells.y - 4);
  cairo_rotate (sketch->cr, -G_PI / 2);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL,
                     said == self->said ? sketch->palette->ink : sketch->palette->dim, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ 0, 0, length, self->cell_width }, name);
  cairo_restore (sketch->cr);
}

static void
paint_line_name (FoveaConfusionScene *self, FoveaSketch *sketch, int label, const char *name)
{
  double margin = ceil (MARGIN * sketch->scale);
  FoveaBox box = { margin, self->cells.y + label * self->cell, self->cells.x - margin - 6, self->cell };

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, label == self->label ? sketch->palette->ink : sketch->palette->dim,
                     FOVEA_ALIGN_RIGHT, &box, name);
}

/* Every name that has room beside the one before. */
static void
paint_names (FoveaConfusionScene *self, FoveaSketch *sketch)
{
  double line = fovea_sketch_line_height (sketch, FOVEA_TEXT_SMALL), margin = ceil (MARGIN * sketch->scale);
  int each = MAX (1, (int) ceil (line / self->cell));
  Count first, last;

  get_shown (self, sketch, &first, &last);
  for (int i = MIN (first.label, first.said) / each * each; i < MAX (last.label, last.said); i += each)
    {
      g_autofree char *name = dup_name (self, i);

      if (i + each > first.label && i < last.label)
        paint_line_name (self, sketch, i, name);
      if (i + each > first.said && i < last.said)
        paint_column_name (self, sketch, i, name);
    }
  fovea_sketch_mark (sketch, "names of lines", &(FoveaBox){ margin, self->cells.y, self->cells.x - margin - 6,
                                                            self->cells.height });
  fovea_sketch_mark (sketch, "names of columns",
                     &(FoveaBox){ self->cells.x, self->cells.y - (self->cells.x - margin - 6) - 4, self->cells.width,
                                  self->cells.x - margin - 6 });
}

static void
paint_title (FoveaConfusionScene *self, FoveaSketch *sketch, double width)
{
  double scale = sketch->scale, margin = ceil (MARGIN * scale);
  FoveaBox title = { margin, margin, width - 2 * margin, ceil (TITLE * scale) };
  FoveaBox note = { margin, margin + ceil (TITLE * scale), width - 2 * margin, ceil (LINE * scale) };

  fovea_sketch_title (sketch, "title", &title, _("What is taken for what"), NULL);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT, &note,
                     self->said < 0 ? _("rows: what it is; columns: what the net says; click a cell for its images")
                                    : _("rows: what it is; columns: what the net says; Escape shows all images"));
  fovea_sketch_mark (sketch, "note", &note);
}

static void
fovea_confusion_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaConfusionScene *self = FOVEA_CONFUSION_SCENE (scene);
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->counts)
    return;
  lay_out (self, width, height);
  paint_title (self, &sketch, width);
  paint_cells (self, &sketch);
  fovea_sketch_frame (&sketch, &self->cells, sketch.palette->edge, 1);
  paint_names (self, &sketch);
  if (self->label >= 0)
    {
      FoveaBox box = get_box (self, self->label, self->said);

      fovea_sketch_frame (&sketch, &box, sketch.palette->here, 3 * sketch.scale);
    }
  fovea_sketch_mark (&sketch, "cells", &self->cells);
}

/* Pointer */

static gboolean
pick (FoveaConfusionScene *self, double x, double y, int *label, int *said)
{
  if (!self->counts || self->cell <= 0 || !fovea_box_contains (&self->cells, x, y))
    return FALSE;
  *said = (x - self->cells.x) / self->cell_width;
  *label = (y - self->cells.y) / self->cell;
  return TRUE;
}

static gboolean
fovea_confusion_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaConfusionScene *self = FOVEA_CONFUSION_SCENE (scene);
  int label, said;

  if (!pick (self, x, y, &label, &said))
    return FALSE;
  if (label == self->label && said == self->said)
    label = said = -1;
  fovea_confusion_scene_select (self, label, said);
  g_signal_emit (self, signals[PICKED], 0);
  return TRUE;
}

/* "Of 1,010 images of 4, 7 were taken for 9." */
static char *
describe_cell (FoveaConfusionScene *self, int label, int said)
{
  g_autofree char *is = dup_name (self, label), *taken = dup_name (self, said);
  int count = get_count (self, label, said), all = self->lines[label];

  if (label == said)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Of %d image of %s, %d was known as that.",
                                         "Of %d images of %s, %d were known as that.", (gulong) all),
                            all, is, count);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Of %d image of %s, %d was taken for %s.",
                                       "Of %d images of %s, %d were taken for %s.", (gulong) all),
                          all, is, count, taken);
}

static char *
fovea_confusion_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaConfusionScene *self = FOVEA_CONFUSION_SCENE (scene);
  int label, said;

  return pick (self, x, y, &label, &said) ? describe_cell (self, label, said) : NULL;
}

/* The worst confusion, or the selected cell. */
static char *
fovea_confusion_scene_describe (FoveaScene *scene, char **description)
{
  FoveaConfusionScene *self = FOVEA_CONFUSION_SCENE (scene);
  int label = self->label, said = self->said, most = 0;

  for (guint i = 0; self->counts && self->label < 0 && i < self->counts->len; i++)
    {
      const Count *cell = &g_array_index (self->counts, Count, i);

      if (cell->label == cell->said || cell->count <= most)
        continue;
      most = cell->count;
      label = cell->label;
      said = cell->said;
    }
  *description = label >= 0 ? describe_cell (self, label, said) : g_strdup (_("No mistakes."));
  return g_strdup (_("Confusion matrix"));
}

static void
fovea_confusion_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_CONFUSION_SCENE (scene)->marks, boxes, names);
}

static void
fovea_confusion_scene_finalize (GObject *object)
{
  FoveaConfusionScene *self = FOVEA_CONFUSION_SCENE (object);

  g_clear_pointer (&self->counts, g_array_unref);
  g_free (self->lines);
  g_strfreev (self->class_names);
  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_confusion_scene_parent_class)->finalize (object);
}

static void
fovea_confusion_scene_class_init (FoveaConfusionSceneClass *class)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fovea_confusion_scene_finalize;
  scene_class->measure = fovea_confusion_scene_measure;
  scene_class->paint = fovea_confusion_scene_paint;
  scene_class->activate = fovea_confusion_scene_activate;
  scene_class->tooltip = fovea_confusion_scene_tooltip;
  scene_class->describe = fovea_confusion_scene_describe;
  scene_class->boxes = fovea_confusion_scene_boxes;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
fovea_confusion_scene_init (FoveaConfusionScene *self)
{
  self->label = self->said = -1;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_confusion_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_CONFUSION_SCENE, NULL);
}

/* Takes the answers that have the same label and the same class together. */
static void
count_answers (FoveaConfusionScene *self, const GArray *answers)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, FALSE, sizeof (Count), answers->len);

  for (guint i = 0; i < answers->len; i++)
    {
      const FoveaPrediction *answer = &g_array_index (answers, FoveaPrediction, i);
      Count one = { answer->label, answer->said, 1 };

      g_array_append_val (all, one);
      self->lines[answer->label]++;
    }
  g_array_sort (all, compare_counts);
  for (guint i = 0; i < all->len; i++)
    if (i > 0 && compare_counts (&g_array_index (all, Count, i - 1), &g_array_index (all, Count, i)) == 0)
      g_array_index (self->counts, Count, self->counts->len - 1).count++;
    else
      g_array_append_val (self->counts, g_array_index (all, Count, i));
}

static void
measure_names (FoveaConfusionScene *self)
{
  self->longest = 1;
  for (int i = 0; i < self->classes; i++)
    {
      g_autofree char *name = dup_name (self, i);

      self->longest = MAX (self->longest, (int) g_utf8_strlen (name, -1));
    }
}

/**
 * fovea_confusion_scene_set_answers:
 * @answers: (nullable): FoveaPrediction of every image that was asked; without them the canvas is empty
 * @classes: how many there are; all labels and answers are below
 */
void
fovea_confusion_scene_set_answers (FoveaConfusionScene *self, const GArray *answers, int classes,
                                   const char *const *class_names)
{
  char **names = g_strdupv ((char **) class_names);

  g_strfreev (self->class_names);
  self->class_names = names;
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->lines, g_free);
  if (classes != self->classes || !answers)
    self->label = self->said = -1;
  self->classes = answers ? classes : 0;
  measure_names (self);
  if (answers)
    {
      self->counts = g_array_new (FALSE, FALSE, sizeof (Count));
      self->lines = g_new0 (int, classes);
      count_answers (self, answers);
    }
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* −1 and −1: none */
void
fovea_confusion_scene_select (FoveaConfusionScene *self, int label, int said)
{
  if (label >= self->classes || said >= self->classes || (label == self->label && said == self->said))
    return;
  self->label = label;
  self->said = said;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Returns: whether there is one */
gboolean
fovea_confusion_scene_get_selected (FoveaConfusionScene *self, int *label, int *said)
{
  *label = self->label;
  *said = self->said;
  return self->label >= 0;
}

/* To a cell beside the selected one; to the first if none is. */
void
fovea_confusion_scene_move (FoveaConfusionScene *self, int columns, int rows)
{
  if (!self->counts)
    return;
  fovea_confusion_scene_select (self, self->label < 0 ? 0 : CLAMP (self->label + rows, 0, self->classes - 1),
                                self->label < 0 ? 0 : CLAMP (self->said + columns, 0, self->classes - 1));
  g_signal_emit (self, signals[PICKED], 0);
}

int
fovea_confusion_scene_count (FoveaConfusionScene *self, int label, int said)
{
  return get_count (self, label, said);
}
