/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two pictures and the scores. What is painted pixel by pixel is made when the reasons change, or the colours; a frame
 * only scales it. The place that is framed is the chosen one, else that under the pointer, else, of a whole occlusion,
 * that where the probability falls furthest. */

#include "config.h"

#include "scene/why-scene.h"

#include "scene/map-columns.h"
#include "scene/pixels.h"
#include "scene/prediction-wall.h"
#include "scene/why-layout.h"
#include "scene/why-parts.h"
#include "scene/why-words.h"

#include <glib/gi18n-lib.h>

struct _FoveaWhyScene
{
  FoveaScene parent_instance;

  FoveaReasons *reasons;
  char *caption;
  FoveaSaliencyKind saliency;
  FoveaHeat heat; /* without numbers in a climb */
  int chosen, hovered; /* places, or −1 */
  gboolean scores_elsewhere;

  guint32 *image, *blend; /* pixels; NULL where they are to be made */
  FoveaPixels image_kept, blend_kept; /* the same as surfaces */
  const FoveaPalette *palette; /* that @blend is in */
  FoveaMarks marks;
  FoveaWhyLayout layout; /* of the last painting */
};

G_DEFINE_FINAL_TYPE (FoveaWhyScene, fovea_why_scene, FOVEA_TYPE_SCENE)

enum
{
  CLASS_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const FoveaNet *
get_net (FoveaWhyScene *self)
{
  return fovea_still_get_net (self->reasons->findings->net);
}

static FoveaTensor *
get_image (FoveaWhyScene *self)
{
  return self->reasons->findings->image;
}

static FoveaScores
make_scores (FoveaWhyScene *self)
{
  return (FoveaScores){ fovea_net_get_class_names (get_net (self)), self->reasons->findings->scores,
                        self->reasons->findings->label };
}

static int
count_classes (FoveaWhyScene *self)
{
  return self->reasons && !self->scores_elsewhere ? self->reasons->findings->scores->c : 0;
}

/* Pixels */

static void
forget_blend (FoveaWhyScene *self)
{
  g_clear_pointer (&self->blend, g_free);
  fovea_pixels_clear (&self->blend_kept);
}

static void
forget_pixels (FoveaWhyScene *self)
{
  g_clear_pointer (&self->image, g_free);
  fovea_pixels_clear (&self->image_kept);
  forget_blend (self);
}

static void
make_pixels (FoveaWhyScene *self, const FoveaPalette *palette)
{
  const FoveaTensor *image = get_image (self);

  if (!self->image)
    self->image = fovea_image_pack (get_net (self), image);
  if (self->palette != palette)
    forget_blend (self);
  self->palette = palette;
  if (!self->blend && self->heat.numbers)
    self->blend = fovea_heat_blend (&self->heat, palette, self->image, image->w, image->h);
}

/* What is chosen stays so while the places are the same. */
static void
update_heat (FoveaWhyScene *self)
{
  g_autoptr (FoveaTensor) before = self->heat.numbers ? fovea_tensor_ref (self->heat.numbers) : NULL;

  fovea_heat_clear (&self->heat);
  forget_blend (self);
  if (self->reasons && self->reasons->gradient)
    fovea_heat_set_saliency (&self->heat, self->reasons->gradient, get_image (self), self->saliency);
  else if (self->reasons && self->reasons->occlusion)
    fovea_heat_set_occlusion (&self->heat, self->reasons->occlusion);
  if (!before || !self->heat.numbers || !fovea_tensor_same_shape (before, self->heat.numbers))
    self->chosen = self->hovered = -1;
}

static gboolean
is_place (FoveaWhyScene *self, int place)
{
  return self->heat.numbers && place >= 0 && place < (int) fovea_tensor_size (self->heat.numbers);
}

/* Where the image is in one of the boxes of the pictures. */
static FoveaBox
get_picture (FoveaWhyScene *self, const FoveaBox *box)
{
  return fovea_box_keep_aspect (box, get_image (self)->w, get_image (self)->h);
}

/* Painting */

/* Returns: the place that somebody points to, or −1 */
static int
get_pointed (FoveaWhyScene *self)
{
  return self->chosen >= 0 ? self->chosen : self->hovered;
}

/* Returns: the place that is framed, or −1 */
static int
get_framed (FoveaWhyScene *self)
{
  int pointed = get_pointed (self);

  return pointed >= 0 ? pointed : fovea_why_find_fall (self->reasons);
}

/* What is framed of a picture: the hidden square, or the pixel. */
static FoveaBox
get_frame (FoveaWhyScene *self, int place, const FoveaBox *picture)
{
  const FoveaTensor *image = get_image (self);
  double x = picture->width / image->w, y = picture->height / image->h;
  FoveaHidden hidden;

  if (!self->reasons->occlusion)
    return fovea_heat_get_cell (&self->heat, picture, image->w, image->h, place);
  hidden = fovea_occlusion_get_hidden (self->reasons->occlusion, place);
  return (FoveaBox){ picture->x + hidden.column * x, picture->y + hidden.row * y, hidden.columns * x, hidden.rows * y };
}

/* The mean colour, which the patch has. */
static guint32
get_grey (FoveaWhyScene *self)
{
  const FoveaTensor *image = get_image (self);
  g_autoptr (FoveaTensor) mean = fovea_tensor_new (1, image->c, 1, 1);
  g_autofree guint32 *pixel = fovea_image_pack (get_net (self), mean);

  return *pixel;
}

/* Images are scaled once, not for every frame; what is drawn by lines has rectangles. */
static void
paint_picture (FoveaWhyScene *self, FoveaSketch *sketch, const char *name, const guint32 *pixels, FoveaPixels *kept,
               const FoveaBox *box)
{
  FoveaBox picture = get_picture (self, box);
  const FoveaTensor *image = get_image (self);

  if (!fovea_is_vector (sketch->cr) && !kept->image)
    fovea_pixels_set_packed (kept, pixels, image->w, image->h, 1);
  if (fovea_is_vector (sketch->cr))
    fovea_sketch_pixels (sketch, pixels, image->w, image->h, &picture);
  else
    fovea_pixels_paint (kept, sketch->cr, picture);
  fovea_sketch_frame (sketch, &picture, sketch->palette->edge, 1);
  fovea_sketch_mark (sketch, name, box);
}

/* The place that counts, in both pictures; the left one shows what the net was shown. */
static void
paint_frames (FoveaWhyScene *self, FoveaSketch *sketch)
{
  int place = get_framed (self);
  FoveaBox left = get_picture (self, &self->layout.left), right = get_picture (self, &self->layout.right), frame;

  if (!is_place (self, place))
    return;
  frame = get_frame (self, place, &left);
  if (frame.width <= 0 || frame.height <= 0)
    return;
  if (self->reasons->occlusion)
    {
      guint32 grey = get_grey (self);

      fovea_sketch_pixels (sketch, &grey, 1, 1, &frame);
    }
  fovea_sketch_frame (sketch, &frame, sketch->palette->here, 2 * sketch->scale);
  frame = get_frame (self, place, &right);
  fovea_sketch_frame (sketch, &frame, sketch->palette->here, 2 * sketch->scale);
}

static void
paint_legend (FoveaWhyScene *self, FoveaSketch *sketch)
{
  g_autofree char *low = fovea_why_say_end (self->reasons, &self->heat, self->saliency, FALSE);
  g_autofree char *high = fovea_why_say_end (self->reasons, &self->heat, self->saliency, TRUE);

  fovea_why_paint_scale (sketch, &self->layout.legend,
                         self->reasons->occlusion || self->saliency != FOVEA_SALIENCY_MAGNITUDE, low, high);
}

static void
paint_words (FoveaWhyScene *self, FoveaSketch *sketch)
{
  g_autofree char *title = fovea_why_say_title (self->reasons);
  g_autofree char *sentence
    = fovea_why_say_sentence (self->reasons, &self->heat, self->saliency, get_pointed (self));

  fovea_sketch_title (sketch, "title", &self->layout.title, title, self->caption);
  fovea_sketch_paragraph (sketch, FOVEA_TEXT_PLAIN, sketch->palette->ink, &self->layout.sentence, sentence);
  fovea_sketch_mark (sketch, "sentence", &self->layout.sentence);
  for (int right = 0; right < 2; right++)
    {
      g_autofree char *heading = fovea_why_say_heading (self->reasons, self->saliency, right);

      fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT,
                         &self->layout.headings[right], heading);
      fovea_sketch_mark (sketch, right ? "right heading" : "left heading", &self->layout.headings[right]);
    }
}

static void
fovea_why_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);

  fovea_why_layout_measure (fovea_scene_get_style (scene)->scale, count_classes (self), width, height, need_width,
                            need_height);
}

static void
fovea_why_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);
  FoveaSketch sketch;
  FoveaScores scores;

  self->layout = fovea_why_layout (fovea_scene_get_style (scene)->scale, count_classes (self), width, height);
  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->reasons)
    {
      fovea_sketch_text (&sketch, FOVEA_TEXT_PLAIN, sketch.palette->dim, FOVEA_ALIGN_CENTRE,
                         &(FoveaBox){ self->layout.title.x, 0, self->layout.title.width, height }, self->caption);
      return;
    }
  make_pixels (self, sketch.palette);
  paint_words (self, &sketch);
  paint_picture (self, &sketch, "image", self->image, &self->image_kept, &self->layout.left);
  if (self->heat.numbers)
    {
      paint_picture (self, &sketch, "heat", self->blend, &self->blend_kept, &self->layout.right);
      paint_legend (self, &sketch);
      paint_frames (self, &sketch);
    }
  else
    fovea_why_paint_curve (&sketch, &self->layout.right, &self->layout.legend, self->reasons->climb);
  if (self->scores_elsewhere)
    return;
  scores = make_scores (self);
  fovea_scores_paint (&scores, &sketch, &self->layout.scores);
}

/* The pointer and the keyboard */

static int
pick_place (FoveaWhyScene *self, double x, double y)
{
  const FoveaTensor *image;
  FoveaBox left, right;
  int place;

  if (!self->heat.numbers)
    return -1;
  image = get_image (self);
  left = get_picture (self, &self->layout.left);
  right = get_picture (self, &self->layout.right);
  place = fovea_heat_pick (&self->heat, &left, image->w, image->h, x, y);
  return place >= 0 ? place : fovea_heat_pick (&self->heat, &right, image->w, image->h, x, y);
}

static gboolean
fovea_why_scene_hover (FoveaScene *scene, gboolean inside, double x, double y)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);
  int place = inside && self->reasons ? pick_place (self, x, y) : -1;
  gboolean changed = place != self->hovered;

  self->hovered = place;
  return changed && self->chosen < 0;
}

static gboolean
fovea_why_scene_activate (FoveaScene *scene, double x, double y)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);
  int place = pick_place (self, x, y), class_number = fovea_scores_pick (&self->marks, x, y);

  if (place >= 0)
    fovea_why_scene_choose (self, place == self->chosen ? -1 : place);
  else if (class_number >= 0)
    g_signal_emit (self, signals[CLASS_PICKED], 0, class_number);
  return place >= 0 || class_number >= 0;
}

static char *
fovea_why_scene_tooltip (FoveaScene *scene, double x, double y)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);
  int place = self->reasons ? pick_place (self, x, y) : -1;

  return place >= 0 ? fovea_why_say_place (self->reasons, &self->heat, place) : NULL;
}

static void
fovea_why_scene_list_targets (FoveaScene *scene, GArray *boxes)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);
  FoveaBox right;

  if (!self->reasons || !self->heat.numbers)
    return;
  right = get_picture (self, &self->layout.right);
  for (int i = 0; i < (int) fovea_tensor_size (self->heat.numbers); i++)
    {
      FoveaBox cell = fovea_heat_get_cell (&self->heat, &right, get_image (self)->w, get_image (self)->h, i);

      g_array_append_val (boxes, cell);
    }
}

/* Words */

static char *
fovea_why_scene_describe (FoveaScene *scene, char **description)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (scene);
  g_autofree char *sentence = NULL, *name = NULL;
  int said;

  if (!self->reasons)
    {
      *description = g_strdup (self->caption);
      return g_strdup (_("Why the net says what it says"));
    }
  said = fovea_findings_get_said (self->reasons->findings);
  sentence = fovea_why_say_sentence (self->reasons, &self->heat, self->saliency, get_pointed (self));
  name = fovea_dup_class_name (fovea_net_get_class_names (get_net (self)), said);
  *description = g_strdup_printf (_("%s %s The net says %s, with %.1f %%."), self->caption, sentence, name,
                                  self->reasons->findings->scores->data[said] * 100);
  return fovea_why_say_title (self->reasons);
}

static void
fovea_why_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_WHY_SCENE (scene)->marks, boxes, names);
}

/* Object */

static void
fovea_why_scene_finalize (GObject *object)
{
  FoveaWhyScene *self = FOVEA_WHY_SCENE (object);

  g_clear_pointer (&self->reasons, fovea_reasons_unref);
  g_free (self->caption);
  forget_pixels (self);
  fovea_heat_clear (&self->heat);
  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_why_scene_parent_class)->finalize (object);
}

static void
fovea_why_scene_class_init (FoveaWhySceneClass *class)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fovea_why_scene_finalize;
  scene_class->measure = fovea_why_scene_measure;
  scene_class->paint = fovea_why_scene_paint;
  scene_class->hover = fovea_why_scene_hover;
  scene_class->activate = fovea_why_scene_activate;
  scene_class->tooltip = fovea_why_scene_tooltip;
  scene_class->list_targets = fovea_why_scene_list_targets;
  scene_class->describe = fovea_why_scene_describe;
  scene_class->boxes = fovea_why_scene_boxes;
  signals[CLASS_PICKED] = g_signal_new ("class-picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
fovea_why_scene_init (FoveaWhyScene *self)
{
  self->chosen = self->hovered = -1;
  self->caption = g_strdup ("");
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_why_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_WHY_SCENE, NULL);
}

/**
 * fovea_why_scene_set_reasons:
 * @reasons: (nullable): without them there is nothing but the caption
 * @caption: (nullable): a translated sentence on the image, or on why there is none
 */
void
fovea_why_scene_set_reasons (FoveaWhyScene *self, FoveaReasons *reasons, const char *caption)
{
  FoveaReasons *before = self->reasons;
  char *words = g_strdup (caption ? caption : "");

  self->reasons = reasons ? fovea_reasons_ref (reasons) : NULL;
  g_clear_pointer (&before, fovea_reasons_unref);
  g_free (self->caption);
  self->caption = words;
  forget_pixels (self);
  update_heat (self);
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Returns: (transfer none) (nullable) */
FoveaReasons *
fovea_why_scene_get_reasons (FoveaWhyScene *self)
{
  return self->reasons;
}

/* How a gradient becomes one number for each pixel. */
void
fovea_why_scene_set_saliency (FoveaWhyScene *self, FoveaSaliencyKind kind)
{
  self->saliency = kind;
  update_heat (self);
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Whether the scores are shown by somebody else, and the pictures get all the room. */
void
fovea_why_scene_set_scores_elsewhere (FoveaWhyScene *self, gboolean elsewhere)
{
  self->scores_elsewhere = elsewhere;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Keeps a place chosen, counted row by row; −1: none. */
void
fovea_why_scene_choose (FoveaWhyScene *self, int place)
{
  self->chosen = is_place (self, place) ? place : -1;
  fovea_scene_changed (FOVEA_SCENE (self));
}

/* Returns: the chosen place, or −1 */
int
fovea_why_scene_get_chosen (FoveaWhyScene *self)
{
  return self->chosen;
}
