/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A title and a wall of images, of which those that show are painted. */

#include "config.h"

#include "scene/gallery-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const double MARGIN = 16, TITLE = 22, GAP = 8; /* points */

struct _FoveaGalleryScene
{
  FoveaScene parent_instance;

  FoveaExamples *examples;
  char **class_names;
  GArray *predictions; /* FoveaPrediction; NULL without @examples */
  char *title;
  int selected; /* image, or −1 */
  gboolean losses, augmented;
  FoveaAugmentation augmentation;
  guint64 seed;
  gint64 epoch;
  FoveaMarks marks;
  FoveaTiles tiles; /* of the last painting */
};

G_DEFINE_FINAL_TYPE (FoveaGalleryScene, fovea_gallery_scene, FOVEA_TYPE_SCENE)

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static FoveaPredictionWall
make_wall (FoveaGalleryScene *self)
{
  return (FoveaPredictionWall){
    .examples = self->examples,
    .class_names = (const char *const *) self->class_names,
    .predictions = self->predictions,
    .selected = self->selected,
    .losses = self->losses,
    .augmentation = self->augmented ? &self->augmentation : NULL,
    .seed = self->seed,
    .epoch = self->epoch,
  };
}

static double
get_scale (FoveaGalleryScene *self)
{
  return fovea_scene_get_style (FOVEA_SCENE (self))->scale;
}

/* Where in the list the selected image is, or −1. */
static int
find_selected (FoveaGalleryScene *self)
{
  for (guint i = 0; self->examples && i < self->predictions->len; i++)
    if (g_array_index (self->predictions, FoveaPrediction, i).image == self->selected)
      return i;
  return -1;
}

static void
fovea_gallery_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaGalleryScene *self = FOVEA_GALLERY_SCENE (scene);
  double scale = get_scale (self), wall_height = 0;

  if (self->examples)
    {
      FoveaPredictionWall wall = make_wall (self);

      wall_height = fovea_prediction_wall_height (&wall, scale, width - 2 * ceil (MARGIN * scale));
    }
  *need_width = width;
  *need_height = fmax (height, ceil ((2 * MARGIN + TITLE + GAP) * scale + wall_height));
}

/* Where the pictures that show stand. */
static void
mark_images (FoveaGalleryScene *self, FoveaSketch *sketch)
{
  double row = fovea_prediction_wall_row_height (sketch->scale), left, top, right, bottom;
  const FoveaTiles *tiles = &self->tiles;

  cairo_clip_extents (sketch->cr, &left, &top, &right, &bottom);
  for (int i = MAX (0, floor ((top - tiles->box.y) / row)) * tiles->columns; i < tiles->shown; i++)
    {
      FoveaBox box = { tiles->box.x + i % tiles->columns * tiles->pitch, tiles->box.y + i / tiles->columns * row,
                       tiles->pitch, row };
      g_autofree char *name = g_strdup_printf ("image %d", i);

      if (box.y >= bottom)
        break;
      fovea_sketch_mark (sketch, name, &box);
    }
}

static void
fovea_gallery_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaGalleryScene *self = FOVEA_GALLERY_SCENE (scene);
  double scale = get_scale (self), margin = ceil (MARGIN * scale), top = ceil ((MARGIN + TITLE + GAP) * scale);
  FoveaBox room = { margin, top, width - 2 * margin, height - top };
  FoveaPredictionWall wall;
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->examples)
    return;
  wall = make_wall (self);
  self->tiles = fovea_prediction_wall_lay_out (&wall, scale, &room);
  fovea_sketch_title (&sketch, "title", &(FoveaBox){ margin, margin, width - 2 * margin, ceil (TITLE * scale) },
                      self->title, NULL);
  fovea_prediction_wall_paint (&wall, &sketch, &self->tiles);
  mark_images (self, &sketch);
}

/* The place in the list of what is at (x, y), or −1. */
static int
pick (FoveaGalleryScene *self, double x, double y)
{
  int i = self->examples && self->tiles.pitch > 0
            ? fovea_prediction_wall_pick (&self->tiles, get_scale (self), x, y)
            : -1;

  return i < (int) (self->examples ? self->predictions->len : 0) ? i : -1;
}

static gboolean
fovea_gallery_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaGalleryScene *self = FOVEA_GALLERY_SCENE (scene);
  int i = pick (self, x, y);

  if (i < 0)
    return FALSE;
  fovea_gallery_scene_select (self, g_array_index (self->predictions, FoveaPrediction, i).image);
  g_signal_emit (self, signals[PICKED], 0);
  return TRUE;
}

static char *
fovea_gallery_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaGalleryScene *self = FOVEA_GALLERY_SCENE (scene);
  int i = pick (self, x, y);
  FoveaPredictionWall wall;

  if (i < 0)
    return NULL;
  wall = make_wall (self);
  return fovea_prediction_wall_describe (&wall, i);
}

static char *
fovea_gallery_scene_describe (FoveaScene *scene, char **description)
{
  FoveaGalleryScene *self = FOVEA_GALLERY_SCENE (scene);
  GString *text = g_string_new (self->title);
  int selected = find_selected (self);

  if (selected >= 0)
    {
      FoveaPredictionWall wall = make_wall (self);
      g_autofree char *sentence = fovea_prediction_wall_describe (&wall, selected);

      g_string_append_printf (text, _(" Selected: %s"), sentence);
    }
  *description = g_string_free (text, FALSE);
  return g_strdup (_("Images"));
}

static void
fovea_gallery_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_GALLERY_SCENE (scene)->marks, boxes, names);
}

static void
forget_images (FoveaGalleryScene *self)
{
  g_clear_pointer (&self->examples, fovea_examples_unref);
  g_clear_pointer (&self->class_names, g_strfreev);
  g_clear_pointer (&self->predictions, g_array_unref);
  g_clear_pointer (&self->title, g_free);
}

static void
fovea_gallery_scene_finalize (GObject *object)
{
  FoveaGalleryScene *self = FOVEA_GALLERY_SCENE (object);

  forget_images (self);
  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_gallery_scene_parent_class)->finalize (object);
}

static void
fovea_gallery_scene_class_init (FoveaGallerySceneClass *class)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fovea_gallery_scene_finalize;
  scene_class->measure = fovea_gallery_scene_measure;
  scene_class->paint = fovea_gallery_scene_paint;
  scene_class->activate = fovea_gallery_scene_activate;
  scene_class->tooltip = fovea_gallery_scene_tooltip;
  scene_class->describe = fovea_gallery_scene_describe;
  scene_class->boxes = fovea_gallery_scene_boxes;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
fovea_gallery_scene_init (FoveaGalleryScene *self)
{
  self->selected = -1;
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_gallery_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_GALLERY_SCENE, NULL);
}

/**
 * fovea_gallery_scene_set_images:
 * @examples: (nullable): without them the canvas is empty
 * @predictions: (transfer none) (nullable): FoveaPrediction of those to be shown, in their order; not changed afterwards
 * @title: what they are, translated
 */
void
fovea_gallery_scene_set_images (FoveaGalleryScene *self, FoveaExamples *examples, const char *const *class_names,
                                GArray *predictions, const char *title)
{
  FoveaExamples *held = examples ? fovea_examples_ref (examples) : NULL;
  GArray *list = examples ? g_array_ref (predictions) : NULL;
  char **names = g_strdupv ((char **) class_names), *words = g_strdup (title);

  forget_images (self);
  self->examples = held;
  self->predictions = list;
  self->class_names = names;
  self->title = words;
  self->tiles = (FoveaTiles){ 0 };
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Whether the loss of each image is written below it. */
void
fovea_gallery_scene_set_losses (FoveaGalleryScene *self, gboolean losses)
{
  if (self->losses == losses)
    return;
  self->losses = losses;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* @augmentation: (nullable): what is done to the images before they are shown, in that epoch of a run with that seed */
void
fovea_gallery_scene_set_augmentation (FoveaGalleryScene *self, const FoveaAugmentation *augmentation, guint64 seed,
                                      gint64 epoch)
{
  self->augmented = augmentation != NULL;
  if (augmentation)
    self->augmentation = *augmentation;
  self->seed = seed;
  self->epoch = epoch;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* @image: its number in the examples, or −1 */
void
fovea_gallery_scene_select (FoveaGalleryScene *self, int image)
{
  if (self->selected == image)
    return;
  self->selected = image;
  fovea_scene_changed (FOVEA_SCENE (self));
}

int
fovea_gallery_scene_get_selected (FoveaGalleryScene *self)
{
  return self->selected;
}

/* Selects another image, so many to the right and so far below in the room last painted; the first if none was. Returns:
 * the image, or −1 if there are none */
int
fovea_gallery_scene_move (FoveaGalleryScene *self, int columns, int rows)
{
  int n = self->examples ? (int) self->predictions->len : 0, at = find_selected (self);

  if (n == 0)
    return -1;
  at = at < 0 ? 0 : CLAMP (at + columns + rows * MAX (self->tiles.columns, 1), 0, n - 1);
  fovea_gallery_scene_select (self, g_array_index (self->predictions, FoveaPrediction, at).image);
  return self->selected;
}

/* Where the selected image stands in the room last painted, so that it can be scrolled to. */
gboolean
fovea_gallery_scene_get_place (FoveaGalleryScene *self, double *top, double *bottom)
{
  double row = fovea_prediction_wall_row_height (get_scale (self));
  int at = find_selected (self);

  if (at < 0 || self->tiles.columns == 0)
    return FALSE;
  *top = self->tiles.box.y + at / self->tiles.columns * row;
  *bottom = *top + row;
  return TRUE;
}
