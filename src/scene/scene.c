/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all scenes share: how they look, how far the window has glided, and thin calls of the class's functions. */

#include "config.h"

#include "scene/scene.h"

#include "scene/sheet.h"

typedef struct
{
  FoveaStyle style;
  double progress;
} FoveaScenePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoveaScene, fovea_scene, G_TYPE_OBJECT)

static guint changed_signal;

static void
fovea_scene_class_init (FoveaSceneClass *klass)
{
  changed_signal = g_signal_new ("changed", FOVEA_TYPE_SCENE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_scene_init (FoveaScene *self)
{
  FoveaScenePrivate *priv = fovea_scene_get_instance_private (self);

  priv->style.scale = 1;
  priv->progress = 1;
}

void
fovea_scene_changed (FoveaScene *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* The room it needs when @width × @height points are offered: never less than these. */
void
fovea_scene_measure (FoveaScene *self, double width, double height, double *need_width, double *need_height)
{
  g_return_if_fail (FOVEA_IS_SCENE (self));

  *need_width = width;
  *need_height = height;
  FOVEA_SCENE_GET_CLASS (self)->measure (self, width, height, need_width, need_height);
}

void
fovea_scene_paint (FoveaScene *self, cairo_t *cr, double width, double height)
{
  g_return_if_fail (FOVEA_IS_SCENE (self));

  cairo_save (cr);
  FOVEA_SCENE_GET_CLASS (self)->paint (self, cr, width, height);
  cairo_restore (cr);
}

gboolean
fovea_scene_hover (FoveaScene *self, gboolean inside, double x, double y)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);
  gboolean differs = klass->hover && klass->hover (self, inside, x, y);

  if (differs)
    fovea_scene_changed (self);
  return differs;
}

gboolean
fovea_scene_activate (FoveaScene *self, double x, double y)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);

  return klass->activate && klass->activate (self, x, y);
}

char *
fovea_scene_tooltip (FoveaScene *self, double x, double y)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);

  return klass->tooltip ? klass->tooltip (self, x, y) : NULL;
}

/* @description: (nullable): where the sentences go */
char *
fovea_scene_describe (FoveaScene *self, char **description)
{
  g_autofree char *unwanted = NULL;

  g_return_val_if_fail (FOVEA_IS_SCENE (self), NULL);
  return FOVEA_SCENE_GET_CLASS (self)->describe (self, description ? description : &unwanted);
}

void
fovea_scene_boxes (FoveaScene *self, GArray *boxes, GPtrArray *names)
{
  g_return_if_fail (FOVEA_IS_SCENE (self));
  if (FOVEA_SCENE_GET_CLASS (self)->boxes)
    FOVEA_SCENE_GET_CLASS (self)->boxes (self, boxes, names);
  else
    fovea_sheet_boxes (FOVEA_SCENE_GET_CLASS (self)->get_sheet (self), boxes, names);
}

void
fovea_scene_settle (FoveaScene *self)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);

  if (klass->settle)
    klass->settle (self);
}

/* Returns: (transfer none) (nullable): the lesson whose positions the scene shows */
FoveaLesson *
fovea_scene_get_lesson (FoveaScene *self)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);

  return klass->get_lesson ? klass->get_lesson (self) : NULL;
}

void
fovea_scene_list_targets (FoveaScene *self, GArray *boxes)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);

  if (klass->list_targets)
    klass->list_targets (self, boxes);
  else if (klass->get_sheet)
    fovea_sheet_list_chips (klass->get_sheet (self), boxes);
}

void
fovea_scene_set_style (FoveaScene *self, const FoveaStyle *style)
{
  FoveaScenePrivate *priv = fovea_scene_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_SCENE (self) && style->scale > 0);

  if (fovea_style_equal (&priv->style, style))
    return;
  priv->style = *style;
  fovea_scene_changed (self);
}

const FoveaStyle *
fovea_scene_get_style (FoveaScene *self)
{
  FoveaScenePrivate *priv = fovea_scene_get_instance_private (self);

  return &priv->style;
}

void
fovea_scene_set_progress (FoveaScene *self, double progress)
{
  FoveaScenePrivate *priv = fovea_scene_get_instance_private (self);

  if (priv->progress == progress)
    return;
  priv->progress = progress;
  fovea_scene_changed (self);
}

double
fovea_scene_get_progress (FoveaScene *self)
{
  FoveaScenePrivate *priv = fovea_scene_get_instance_private (self);

  return priv->progress;
}
