/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scene of a net in training, and the keys that move about in it. */

#include "app/overview.h"

#include "app/learned-filter.h"
#include "scene/training-scene.h"

struct _FoveaOverview
{
  FoveaTrainingView parent_instance;

  FoveaScene *scene;
};

G_DEFINE_FINAL_TYPE (FoveaOverview, fovea_overview, FOVEA_TYPE_TRAINING_VIEW)

static void
select_next_filter (FoveaOverview *self, int by)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  FoveaTrainingScene *scene = FOVEA_TRAINING_SCENE (self->scene);
  int n = report && report->filters ? report->filters->n : 0;

  if (n > 0)
    fovea_training_scene_set_selected_filter (scene, (fovea_training_scene_get_selected_filter (scene) + n + by) % n);
}

/* The selected filter, stepping over the image that goes through the net. */
static void
opened_cb (FoveaOverview *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  int row = report && report->net ? fovea_net_spec_first_conv (fovea_net_get_spec (fovea_still_get_net (report->net)))
                                  : -1;

  if (row > 0)
    fovea_open_learned_filter (GTK_WIDGET (self), report->net, row,
                               fovea_training_scene_get_selected_filter (FOVEA_TRAINING_SCENE (self->scene)),
                               report->maps[row - 1]);
}

static void
fovea_overview_run_changed (FoveaTrainingView *view)
{
  fovea_training_scene_set_session (FOVEA_TRAINING_SCENE (FOVEA_OVERVIEW (view)->scene),
                                    fovea_training_view_get_session (view));
}

static gboolean
fovea_overview_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaOverview *self = FOVEA_OVERVIEW (view);
  int by = state & GDK_SHIFT_MASK ? -1 : 1;

  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_f:
      select_next_filter (self, by);
      return TRUE;
    case GDK_KEY_i:
      fovea_training_view_turn_image (view, by);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      opened_cb (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
fovea_overview_dispose (GObject *object)
{
  g_clear_object (&FOVEA_OVERVIEW (object)->scene);
  G_OBJECT_CLASS (fovea_overview_parent_class)->dispose (object);
}

static void
fovea_overview_class_init (FoveaOverviewClass *class)
{
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_overview_dispose;
  view_class->run_changed = fovea_overview_run_changed;
  view_class->key_pressed = fovea_overview_key_pressed;
}

static void
fovea_overview_init (FoveaOverview *self)
{
  self->scene = fovea_training_scene_new (NULL);
  g_signal_connect_object (self->scene, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  fovea_training_view_show_scene (FOVEA_TRAINING_VIEW (self), self->scene);
}
