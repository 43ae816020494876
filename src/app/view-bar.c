/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar's buttons are actions that stand for properties of the lesson: a lesson step, undo and what was restored show
 * in them by themselves. */

#include "config.h"

#include "app/view-bar.h"

struct _FoveaViewBar
{
  AdwBin parent_instance;

  FoveaConvolution *lesson;
};

G_DEFINE_FINAL_TYPE (FoveaViewBar, fovea_view_bar, ADW_TYPE_BIN)

static void
fovea_view_bar_dispose (GObject *object)
{
  g_clear_object (&FOVEA_VIEW_BAR (object)->lesson);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_VIEW_BAR);

  G_OBJECT_CLASS (fovea_view_bar_parent_class)->dispose (object);
}

static void
fovea_view_bar_class_init (FoveaViewBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_view_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/view-bar.ui");
}

static void
fovea_view_bar_init (FoveaViewBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The next view, or with @by −1 the one before, all around. */
static void
turn (FoveaViewBar *self, int by)
{
  int view = fovea_convolution_get_view (self->lesson) + by;

  g_object_set (self->lesson, "view", (view + FOVEA_N_VIEWS) % FOVEA_N_VIEWS, NULL);
}

/* Once. */
void
fovea_view_bar_set_lesson (FoveaViewBar *self, FoveaConvolution *lesson)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) view = g_property_action_new ("view", lesson, "view");
  g_autoptr (GPropertyAction) flip = g_property_action_new ("flip", lesson, "flip");

  g_return_if_fail (FOVEA_IS_VIEW_BAR (self) && FOVEA_IS_CONVOLUTION (lesson) && self->lesson == NULL);

  self->lesson = g_object_ref (lesson);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (view));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (flip));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "views", G_ACTION_GROUP (group));
}

gboolean
fovea_view_bar_key_pressed (FoveaViewBar *self, guint key, GdkModifierType state)
{
  if (key == GDK_KEY_v && state == 0)
    turn (self, 1);
  else if (key == GDK_KEY_V && state == GDK_SHIFT_MASK)
    turn (self, -1);
  else if (state == 0 && key == GDK_KEY_t)
    g_object_set (self->lesson, "flip", !fovea_convolution_get_flip (self->lesson), NULL);
  else
    return FALSE;
  return TRUE;
}
