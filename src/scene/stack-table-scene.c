/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a net costs, layer by layer. All numbers are the engine's:
 *   parameters  CONV: (F·F·D/G + 1)·K, FC: (W·H·D + 1)·n,
 *   multiply-adds  as many as weights for each cell of the output,
 *   memory  of the output of one image, 4 bytes a number,
 * and the receptive field, which after an FC is the whole input. */

#include "config.h"

#include "scene/stack-table-scene.h"

#include "engine/net.h"
#include "lesson/numbers.h"
#include "scene/convolution-words.h"
#include "scene/footer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  LAYER,
  OUTPUT,
  PARAMETERS,
  MACS,
  MEMORY,
  FIELD,
  N_COLUMNS
};

enum
{
  ACTION_SUGGESTION,
  ACTION_CONVENTION
};

static const double ROW = 24, COLUMN_GAP = 18, FLOAT = 4; /* points, points, bytes */

struct _FoveaStackTableScene
{
  FoveaScene parent_instance;

  FoveaStack *lesson;
  FoveaSheet *sheet;
  FoveaStyle style;
  double width, height;
  gboolean stale;

  double unit, margin, top; /* where the first row begins */
  double ends[N_COLUMNS];   /* right edges; of LAYER its left one */
};

G_DEFINE_FINAL_TYPE (FoveaStackTableScene, fovea_stack_table_scene, FOVEA_TYPE_SCENE)

static gboolean
hides_sizes (FoveaStackTableScene *self)
{
  return fovea_lesson_hides (FOVEA_LESSON (self->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
}

static gint64
count_bytes (const FoveaLayerSpec *row)
{
  return (gint64) ((double) row->out.width * row->out.height * row->out.depth * FLOAT);
}

/* Of all rows, as far as their sizes are known. */
static gint64
sum_bytes (const FoveaNetSpec *net)
{
  gint64 sum = 0;

  for (int i = 0; i < net->n_layers; i++)
    sum += count_bytes (&net->layers[i]);
  return sum;
}

/* --- words */

/* 1,849,688,064, or @brief as 1.85 G. */
static char *
say_count (gint64 count, gboolean brief)
{
  static const char *const units[] = { "", " k", " M", " G", " T", " P" };
  char text[FOVEA_NUMBER_SIZE];
  double size = (double) count;
  guint i = 0;

  if (!brief)
    return g_strdup (fovea_number_count (count, text));
  for (; size >= 999.5 && i < G_N_ELEMENTS (units) - 1; i++)
    size /= 1000;
  return g_strdup_printf ("%.3g%s", size, units[i]);
}

static char *
say_output (const FoveaLayerSpec *row)
{
  return g_strdup_printf ("%d×%d×%d", row->out.width, row->out.height, row->out.depth);
}

static char *
say_field (FoveaStackTableScene *self, const FoveaLayerSpec *row)
{
  if (fovea_lesson_hides (FOVEA_LESSON (self->lesson), FOVEA_HIDE_FIELD))
    return g_strdup ("?");
  return row->receptive_field > 0 ? g_strdup_printf ("%d×%d", row->receptive_field, row->receptive_field)
                                  : g_strdup (_("all"));
}

/* What stands in @column; while a question asks for sizes nothing that follows from one. */
static char *
say_cell (FoveaStackTableScene *self, int index, int column, gboolean brief)
{
  const FoveaLayerSpec *row = &fovea_stack_get_net (self->lesson)->layers[index];

  if (column == LAYER)
    return fovea_layer_spec_to_text (row);
  if (index > 0 && hides_sizes (self))
    return g_strdup ("?");
  if (row->out.width == 0)
    return g_strdup (column == OUTPUT && index == fovea_stack_get_net (self->lesson)->misfit ? "✗" : "–");
  if (column == OUTPUT)
    return say_output (row);
  if (column == FIELD)
    return say_field (self, row);
  if (column == MEMORY)
    return g_format_size_full ((guint64) count_bytes (row), G_FORMAT_SIZE_IEC_UNITS);
  return say_count (column == PARAMETERS ? row->parameters : row->macs, brief);
}

static char *
say_sum (FoveaStackTableScene *self, int column, gboolean brief)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);

  if (column == LAYER)
    return g_strdup (_("in all"));
  if (column == OUTPUT || column == FIELD || net->misfit >= 0 || hides_sizes (self))
    return NULL;
  if (column == MEMORY)
    return g_format_size_full ((guint64) sum_bytes (net), G_FORMAT_SIZE_IEC_UNITS);
  return say_count (column == PARAMETERS ? net->parameters : net->macs, brief);
}

/* The misfit's arithmetic, or what the whole net takes. */
static char *
say_title (FoveaStackTableScene *self)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  FoveaLetters letters = fovea_lesson_get_letters (FOVEA_LESSON (self->lesson));
  char parameters[FOVEA_NUMBER_SIZE], macs[FOVEA_NUMBER_SIZE];

  if (hides_sizes (self))
    return fovea_say_hidden ();
  if (net->misfit >= 0)
    return fovea_net_spec_say_misfit (net, fovea_letters_get_symbols (letters));
  return g_strdup_printf (_("%s parameters, %s multiply-adds for one image"),
                          fovea_number_count (net->parameters, parameters), fovea_number_count (net->macs, macs));
}

/* Where most of it is: parameters are seldom where memory is. */
static char *
say_most (FoveaStackTableScene *self)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  int parameters = 0, memory = 0;
  g_autofree char *first = NULL, *second = NULL, *training = NULL;

  if (net->misfit >= 0 || net->parameters == 0 || hides_sizes (self))
    return g_strdup ("");
  for (int i = 1; i < net->n_layers; i++)
    {
      if (net->layers[i].parameters > net->layers[parameters].parameters)
        parameters = i;
      if (count_bytes (&net->layers[i]) > count_bytes (&net->layers[memory]) || memory == 0)
        memory = i;
    }
  first = fovea_layer_spec_to_text (&net->layers[parameters]);
  second = fovea_layer_spec_to_text (&net->layers[memory]);
  training = g_format_size_full (fovea_net_training_memory (net, 1), G_FORMAT_SIZE_IEC_UNITS);
  return g_strdup_printf (_("Most parameters are in %s: %.0f %%. Most memory goes to what comes out of %s: %.0f %%. "
                            "A training step with one image takes %s."),
                          first, 100.0 * (double) net->layers[parameters].parameters / (double) net->parameters, second,
                          100.0 * (double) count_bytes (&net->layers[memory]) / (double) sum_bytes (net), training);
}

/* A row as a sentence. */
static char *
say_row (FoveaStackTableScene *self, int index)
{
  g_autofree char *layer = say_cell (self, index, LAYER, FALSE), *output = say_cell (self, index, OUTPUT, FALSE);
  g_autofree char *parameters = say_cell (self, index, PARAMETERS, FALSE), *macs = say_cell (self, index, MACS, FALSE);
  g_autofree char *memory = say_cell (self, index, MEMORY, FALSE), *field = say_cell (self, index, FIELD, FALSE);

  if (fovea_stack_get_net (self->lesson)->layers[index].out.width == 0 && !hides_sizes (self))
    return g_strdup_printf (_("%s: no size"), layer);
  return g_strdup_printf (_("%s: output %s, parameters %s, multiply-adds %s, memory %s; a cell sees %s of the input"),
                          layer, output, parameters, macs, memory, field);
}

/* --- placing */

static FoveaText
look (double size, gboolean bold, FoveaColour colour)
{
  return (FoveaText){ .size = size, .bold = bold, .colour = colour };
}

static const char *
get_heading (int column)
{
  static const char *const headings[]
      = { N_("Layer"), N_("Output"), N_("Parameters"), N_("Multiply-adds"), N_("Memory"), N_("Sees") };

  return _(headings[column]);
}

/* Where the columns end, so that each is as wide as its widest cell. Returns: where the last one does */
static double
set_columns (FoveaStackTableScene *self, gboolean brief)
{
  const FoveaNetSpec *net = fovea_stack_get_net (self->lesson);
  FoveaText text = look (12, FALSE, (FoveaColour){ 0 }), bold = look (12, TRUE, text.colour);
  double x = self->margin, width, height;

  for (int column = 0; column < N_COLUMNS; column++)
    {
      double most = 0;

      for (int i = -2; i < net->n_layers; i++)
        {
          g_autofree char *cell = i == -2   ? g_strdup (get_heading (column))
                                  : i == -1 ? say_sum (self, column, brief)
                                            : say_cell (self, i, column, brief);

          if (cell)
            fovea_sheet_measure (self->sheet, i == -1 ? &bold : &text, cell, &width, &height);
          most = fmax (most, cell ? width : 0);
        }
      self->ends[column] = column == LAYER ? x : x + most;
      x += most + COLUMN_GAP * self->unit;
    }
  return x - COLUMN_GAP * self->unit;
}

/* Room that is left goes between the columns of numbers. */
static void
spread_columns (FoveaStackTableScene *self, double left)
{
  double each = fmin (left / (N_COLUMNS - 1), 40 * self->unit);

  for (int column = 1; column < N_COLUMNS && each > 0; column++)
    self->ends[column] += column * each;
}

static void
place_cell (FoveaStackTableScene *self, const char *kind, int column, const FoveaText *text, const char *words, double y)
{
  g_autofree char *name = g_strdup_printf ("%s %d", kind, column);
  double width, height;

  fovea_sheet_measure (self->sheet, text, words, &width, &height);
  fovea_sheet_add_text (self->sheet, name, text, words, column == LAYER ? self->ends[LAYER] : self->ends[column] - width,
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

  for (int column = 0; column < N_COLUMNS; column++)
    {
      g_autofree char *cell = say_cell (self, index, column, brief);
      gboolean nothing = g_str_equal (cell, "0") || g_str_equal (cell, "–");
      FoveaText text = look (12, chosen, misfit                 ? palette->misfit
                                         : nothing              ? palette->dim
                                         : column == OUTPUT     ? palette->output_label
                                         : column == PARAMETERS ? palette->weight_label
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
  FoveaText dim = look (11, FALSE, palette->dim), bold = look (12, TRUE, palette->ink);
  double row = ROW * self->unit, end = self->top + net->n_layers * row;

  for (int column = 0; column < N_COLUMNS; column++)
    place_cell (self, "heading", column, &dim, get_heading (column), self->top - row);
  fovea_sheet_add_rule (self->sheet, self->margin, self->top, self->ends[FIELD] - self->margin);
  for (int i = 0; i < net->n_layers; i++)
    place_row (self, i, brief);
  fovea_sheet_add_rule (self->sheet, self->margin, end, self->ends[FIELD] - self->margin);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      g_autofree char *sum = say_sum (self, column, brief);

      if (sum && net->misfit < 0)
        place_cell (self, "sum", column, &bold, sum, end);
    }
  return net->misfit < 0 ? end + row : end;
}

static double
place_footer (FoveaStackTableScene *self, double y)
{
  int layer = fovea_stack_get_spec (self->lesson)->misfit;
  g_autoptr (GArray) suggestions = layer > 0 ? fovea_stack_suggest (self->lesson, layer) : NULL;
  FoveaShape in = fovea_stack_get_shape (self->lesson, MAX (layer, 1) - 1);
  FoveaFooter footer = { .sheet = self->sheet,
                         .x = self->margin,
                         .width = self->width - 2 * self->margin,
                         .square = in.width == in.height,
                         .suggestions = suggestions,
                         .letters = fovea_lesson_get_letters (FOVEA_LESSON (self->lesson)),
                         .suggestion_action = ACTION_SUGGESTION,
                         .convention_action = ACTION_CONVENTION };

  if (layer < 1 || hides_sizes (self))
    return 0;
  footer.convention = fovea_stack_get_convention (self->lesson, layer);
  return fovea_footer_place (&footer, y, FALSE);
}

/* Returns: how wide it must be */
static double
lay_out (FoveaStackTableScene *self, double width)
{
  const FoveaPalette *palette;
  double room, end;
  gboolean brief;

  self->style = *fovea_scene_get_style (FOVEA_SCENE (self));
  self->width = width;
  self->stale = FALSE;
  fovea_sheet_begin (self->sheet, &self->style);
  palette = fovea_sheet_get_palette (self->sheet);
  self->unit = self->style.scale;
  self->margin = (width < 640 * self->unit ? 16 : 32) * self->unit;
  room = width - 2 * self->margin;
  end = set_columns (self, FALSE);
  brief = end > width - self->margin;
  if (brief)
    end = set_columns (self, TRUE);
  spread_columns (self, width - self->margin - end);
  {
    gboolean misfit = fovea_stack_get_net (self->lesson)->misfit >= 0 && !hides_sizes (self);
    FoveaText title = { .size = 15, .colour = misfit ? palette->misfit : palette->ink, .width = room };
    FoveaText small = { .size = 12, .colour = palette->dim, .width = room };
    g_autofree char *words = say_title (self), *most = say_most (self), *markup = g_markup_escape_text (words, -1);
    FoveaBox box = fovea_sheet_add_text (self->sheet, "title", &title, markup, self->margin, 16 * self->unit);

    if (*most)
      box = fovea_sheet_add_text (self->sheet, "most", &small, most, self->margin, box.y + box.height + 4 * self->unit);
    self->top = box.y + box.height + (10 + ROW) * self->unit;
  }
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

  return (FoveaBox){ self->margin - inset, self->top + index * row, self->ends[FIELD] - self->margin + 2 * inset, row };
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

static void
act (FoveaStackTableScene *self, FoveaAction action)
{
  int layer = fovea_stack_get_spec (self->lesson)->misfit;
  g_autoptr (GArray) suggestions = layer > 0 ? fovea_stack_suggest (self->lesson, layer) : NULL;

  if (layer > 0 && action.action == ACTION_SUGGESTION && (guint) action.value < suggestions->len)
    fovea_stack_apply (self->lesson, layer, &g_array_index (suggestions, FoveaSuggestion, action.value));
  else if (layer > 0 && action.action == ACTION_CONVENTION)
    fovea_stack_set_convention (self->lesson, layer, action.value);
}

static gboolean
fovea_stack_table_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaStackTableScene *self = FOVEA_STACK_TABLE_SCENE (scene);
  int row = find_row (self, y), layer = row > 0 ? fovea_stack_find_layer (self->lesson, row) : -1;
  FoveaAction action;

  if (fovea_sheet_pick_chip (self->sheet, x, y, &action))
    {
      act (self, action);
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

  return row < 0 ? NULL : say_row (self, row);
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
      g_autofree char *chosen = say_row (self, row), *title = say_title (self), *most = say_most (self);

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
