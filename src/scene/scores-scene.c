/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scores alone; nothing while there are none. */

#include "config.h"

#include "scene/scores-scene.h"

#include "scene/prediction-wall.h"
#include "scene/scores.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaScoresScene
{
  FoveaScene parent_instance;

  FoveaFindings *findings;
  FoveaMarks marks;
};

G_DEFINE_FINAL_TYPE (FoveaScoresScene, fovea_scores_scene, FOVEA_TYPE_SCENE)

static const double LEAST_WIDTH = 140, LEAST_HEIGHT = 60; /* points, at scale 1 */

static FoveaScores
make_scores (FoveaScoresScene *self)
{
  return (FoveaScores){ fovea_net_get_class_names (fovea_still_get_net (self->findings->net)), self->findings->scores,
                        self->findings->label };
}

/* As high as it is offered: what has no room is counted. */
static void
fovea_scores_scene_measure (FoveaScene *scene, double width, double height, double *need_width, double *need_height)
{
  double scale = fovea_scene_get_style (scene)->scale;

  *need_width = fmax (width, LEAST_WIDTH * scale);
  *need_height = fmax (height, LEAST_HEIGHT * scale);
}

static void
fovea_scores_scene_paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  FoveaScoresScene *self = FOVEA_SCORES_SCENE (scene);
  FoveaScores scores;
  FoveaSketch sketch;

  fovea_marks_begin (&self->marks, scene, cr, &sketch);
  if (!self->findings)
    return;
  scores = make_scores (self);
  fovea_scores_paint (&scores, &sketch,
                      &(FoveaBox){ 0, 0, width, fmin (height, fovea_scores_measure (&scores, sketch.scale)) });
}

/* "3 99 %, 8 1 %": what is likely at all. */
static char *
fovea_scores_scene_describe (FoveaScene *scene, char **description)
{
  FoveaScoresScene *self = FOVEA_SCORES_SCENE (scene);
  GString *text = g_string_new (NULL);

  for (int i = 0; self->findings && i < self->findings->scores->c; i++)
    {
      FoveaScores scores = make_scores (self);
      g_autofree char *name = fovea_dup_class_name (scores.names, i);

      if (scores.scores->data[i] >= 0.005)
        g_string_append_printf (text, _("%s%s %.0f %%"), text->len > 0 ? ", " : "", name, scores.scores->data[i] * 100);
    }
  *description = g_string_free (text, FALSE);
  return g_strdup (_("Class scores"));
}

static void
fovea_scores_scene_boxes (FoveaScene *scene, GArray *boxes, GPtrArray *names)
{
  fovea_marks_copy (&FOVEA_SCORES_SCENE (scene)->marks, boxes, names);
}

static void
fovea_scores_scene_finalize (GObject *object)
{
  FoveaScoresScene *self = FOVEA_SCORES_SCENE (object);

  g_clear_pointer (&self->findings, fovea_findings_unref);
  fovea_marks_clear (&self->marks);
  G_OBJECT_CLASS (fovea_scores_scene_parent_class)->finalize (object);
}

static void
fovea_scores_scene_class_init (FoveaScoresSceneClass *class)
{
  FoveaSceneClass *scene_class = FOVEA_SCENE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fovea_scores_scene_finalize;
  scene_class->measure = fovea_scores_scene_measure;
  scene_class->paint = fovea_scores_scene_paint;
  scene_class->describe = fovea_scores_scene_describe;
  scene_class->boxes = fovea_scores_scene_boxes;
}

static void
fovea_scores_scene_init (FoveaScoresScene *self)
{
  fovea_marks_init (&self->marks);
}

FoveaScene *
fovea_scores_scene_new (void)
{
  return g_object_new (FOVEA_TYPE_SCORES_SCENE, NULL);
}

/* @findings: (nullable): without them the canvas is empty */
void
fovea_scores_scene_set_findings (FoveaScoresScene *self, FoveaFindings *findings)
{
  FoveaFindings *before = self->findings;

  self->findings = findings ? fovea_findings_ref (findings) : NULL;
  g_clear_pointer (&before, fovea_findings_unref);
  fovea_scene_changed (FOVEA_SCENE (self));
}
