/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The neuron's view of a convolution: o = f(Σ wᵢ xᵢ + b), where the xᵢ are the patch that the neuron sees, its receptive
 * field. A map is a sheet of such neurons, each with its own patch and all with the same weights; with K filters there
 * are K neurons at each place, which see the same patch with weights of their own. */

#include "config.h"

#include "scene/neuron-scene.h"

#include "lesson/numbers.h"
#include "scene/neuron-layout.h"
#include "scene/view-cells.h"

#include <glib/gi18n-lib.h>

struct _FoveaNeuronScene
{
  FoveaViewScene parent_instance;

  FoveaNeuronLayout layout;
};

G_DEFINE_FINAL_TYPE (FoveaNeuronScene, fovea_neuron_scene, FOVEA_TYPE_VIEW_SCENE)

static void
fovea_neuron_scene_lay_out (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  fovea_neuron_lay_out (&FOVEA_NEURON_SCENE (scene)->layout, frame);
}

static void
fovea_neuron_scene_paint_under (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  fovea_neuron_paint_links (&FOVEA_NEURON_SCENE (scene)->layout, frame, cr);
}

static void
fovea_neuron_scene_paint_over (FoveaViewScene *scene, const FoveaViewFrame *frame, cairo_t *cr, double t)
{
  fovea_neuron_paint_marks (&FOVEA_NEURON_SCENE (scene)->layout, frame, cr);
}

/* --- pointer */

static gboolean
fovea_neuron_scene_find_place (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                               int column, FoveaPlace *place)
{
  if (grid->role == FOVEA_NEURON_SHEET)
    *place = (FoveaPlace){ grid->index, row, column };
  else if (grid->role == FOVEA_NEURON_NEIGHBOUR)
    place->column = grid->index;
  else if (grid->role == FOVEA_NEURON_SAME_PATCH)
    place->map = grid->index;
  else
    return FALSE;
  return TRUE;
}

static void
fovea_neuron_scene_act (FoveaViewScene *scene, FoveaAction action)
{
  const FoveaViewFrame *frame = fovea_view_scene_get_frame (scene);
  FoveaPlace place = frame->place;

  if (action.action == FOVEA_NEURON_TURN_PRODUCTS)
    {
      FOVEA_NEURON_SCENE (scene)->layout.first_product = action.value;
      fovea_view_scene_renew (scene);
      return;
    }
  place.map = action.value;
  fovea_lesson_look_at (FOVEA_LESSON (frame->lesson), fovea_convolution_get_position_of (frame->lesson, place));
}

static gboolean
fovea_neuron_scene_name_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                              int column, FoveaCell *cell)
{
  const FoveaNeuronLayout *layout = &FOVEA_NEURON_SCENE (scene)->layout;

  switch (grid->role)
    {
    case FOVEA_NEURON_INPUTS:
      *cell = fovea_view_name_input (frame, frame->place, fovea_view_get_tap (frame, layout->products.first + row));
      return TRUE;
    case FOVEA_NEURON_WEIGHTS:
      *cell = fovea_view_name_weight (frame, frame->place.map,
                                      fovea_view_get_tap (frame, layout->products.first + row));
      return TRUE;
    case FOVEA_NEURON_ROW:
      *cell = (FoveaCell){ FOVEA_CELL_OF_INPUT, 0, frame->first_seen, layout->row, layout->start + column };
      return TRUE;
    case FOVEA_NEURON_PATCH:
      *cell = fovea_view_name_input (frame, frame->place, (FoveaTap){ frame->first_seen, row, column });
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- words */

static char *
fovea_neuron_scene_say_title (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  g_autofree char *x = fovea_view_paint_word (frame, FOVEA_SCALE_INPUT, "xᵢ");
  g_autofree char *w = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, "wᵢ");
  g_autofree char *b = fovea_view_paint_word (frame, FOVEA_SCALE_WEIGHT, "b");
  g_autofree char *o = fovea_view_paint_word (frame, FOVEA_SCALE_OUTPUT, "o");

  return g_strdup_printf ("%s = f(Σ %s %s + %s)", o, w, x, b);
}

static char *
fovea_neuron_scene_say_sentence (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char volume[FOVEA_NUMBER_SIZE], neurons[FOVEA_NUMBER_SIZE];
  gint64 count = (gint64)frame->columns * frame->rows;

  fovea_number_count (frame->volume, volume);
  fovea_number_count (count, neurons);
  if (frame->filters == 1)
    return g_strdup_printf (_("Each output is a neuron connected to the %s numbers of its own patch. All %s neurons of the "
                              "sheet share these %s weights and one bias."),
                            volume, neurons, volume);
  return g_strdup_printf (_("Each output is a neuron connected to the %s numbers of its own patch. The %s neurons of a "
                            "sheet share %s weights and one bias; %d sheets lie on one another."),
                          volume, neurons, volume, frame->filters);
}

static char *
fovea_neuron_scene_say_label (FoveaViewScene *scene, const FoveaViewFrame *frame)
{
  char volume[FOVEA_NUMBER_SIZE];

  return g_strdup_printf (_("The convolution as neurons: %d×%d×%d of them, each with %s inputs"), frame->columns,
                          frame->rows, frame->filters, fovea_number_count (frame->volume, volume));
}

static char *
fovea_neuron_scene_say_cell (FoveaViewScene *scene, const FoveaViewFrame *frame, const FoveaGrid *grid, int row,
                             int column)
{
  const FoveaNeuronLayout *layout = &FOVEA_NEURON_SCENE (scene)->layout;
  FoveaPlace place = frame->place;

  switch (grid->role)
    {
    case FOVEA_NEURON_INPUTS:
      return fovea_view_say_input (frame, place, fovea_view_get_tap (frame, layout->products.first + row));
    case FOVEA_NEURON_WEIGHTS:
      return fovea_view_say_weight (frame, place.map, fovea_view_get_tap (frame, layout->products.first + row));
    case FOVEA_NEURON_ROW:
      return fovea_view_say_pixel (frame, frame->first_seen, layout->row, layout->start + column);
    case FOVEA_NEURON_PATCH:
      return fovea_view_say_input (frame, place, (FoveaTap){ frame->first_seen, row, column });
    default:
      fovea_neuron_scene_find_place (scene, frame, grid, row, column, &place);
      return fovea_view_say_output (frame, place);
    }
}

/* --- GObject */

static void
fovea_neuron_scene_class_init (FoveaNeuronSceneClass *klass)
{
  FoveaViewSceneClass *view_class = FOVEA_VIEW_SCENE_CLASS (klass);

  view_class->say_title = fovea_neuron_scene_say_title;
  view_class->say_sentence = fovea_neuron_scene_say_sentence;
  view_class->say_label = fovea_neuron_scene_say_label;
  view_class->lay_out = fovea_neuron_scene_lay_out;
  view_class->paint_under = fovea_neuron_scene_paint_under;
  view_class->paint_over = fovea_neuron_scene_paint_over;
  view_class->find_place = fovea_neuron_scene_find_place;
  view_class->name_cell = fovea_neuron_scene_name_cell;
  view_class->say_cell = fovea_neuron_scene_say_cell;
  view_class->act = fovea_neuron_scene_act;
}

static void
fovea_neuron_scene_init (FoveaNeuronScene *self)
{
  self->layout.scene = self;
}

FoveaScene *
fovea_neuron_scene_new (FoveaConvolution *lesson)
{
  return fovea_view_scene_new (FOVEA_TYPE_NEURON_SCENE, lesson);
}
