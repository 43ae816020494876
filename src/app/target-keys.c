/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chips and tables from the keyboard. A scene lists the boxes that a click has an effect in; the one that is chosen is
 * marked, said, and clicked in its middle. */

#include "config.h"

#include "app/target-keys.h"

#include <math.h>

typedef struct
{
  FoveaSceneView *view; /* has the controller */
  gboolean arrows;
  int chosen; /* −1: none */
} Keys;

static GArray *
list_targets (const Keys *keys)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  FoveaScene *scene = fovea_scene_view_get_scene (keys->view);

  if (scene != NULL)
    fovea_scene_list_targets (scene, boxes);
  return boxes;
}

static void
choose (Keys *keys, const GArray *boxes, int index)
{
  const FoveaBox *box = &g_array_index (boxes, FoveaBox, index);
  g_autofree char *words = fovea_scene_tooltip (fovea_scene_view_get_scene (keys->view), box->x + box->width / 2,
                                                box->y + box->height / 2);

  keys->chosen = index;
  fovea_scene_view_set_mark (keys->view, box);
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (keys->view), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

/* How far @to lies from @from in the direction (dx, dy), more if it is aside; infinite the other way. */
static double
get_distance (const FoveaBox *from, const FoveaBox *to, int dx, int dy)
{
  double x = to->x + to->width / 2 - from->x - from->width / 2, y = to->y + to->height / 2 - from->y - from->height / 2;
  double along = x * dx + y * dy, aside = fabs (x * dy) + fabs (y * dx);

  return along > 1 ? along + 2 * aside : INFINITY;
}

static void
move (Keys *keys, const GArray *boxes, int dx, int dy)
{
  double least = INFINITY;
  int nearest = keys->chosen;

  if (keys->chosen < 0 || keys->chosen >= (int) boxes->len)
    {
      choose (keys, boxes, 0);
      return;
    }
  for (guint i = 0; i < boxes->len; i++)
    {
      double distance = get_distance (&g_array_index (boxes, FoveaBox, keys->chosen),
                                      &g_array_index (boxes, FoveaBox, i), dx, dy);

      if (distance >= least)
        continue;
      least = distance;
      nearest = (int) i;
    }
  choose (keys, boxes, nearest);
}

static gboolean
click (Keys *keys, const GArray *boxes)
{
  const FoveaBox *box;

  if (keys->chosen < 0 || keys->chosen >= (int) boxes->len)
    return FALSE;
  box = &g_array_index (boxes, FoveaBox, keys->chosen);
  fovea_scene_activate (fovea_scene_view_get_scene (keys->view), box->x + box->width / 2, box->y + box->height / 2);
  if (!keys->arrows) /* what was offered may be gone */
    {
      keys->chosen = -1;
      fovea_scene_view_set_mark (keys->view, NULL);
    }
  return TRUE;
}

static gboolean
arrow (Keys *keys, const GArray *boxes, guint key)
{
  int dx = (key == GDK_KEY_Right) - (key == GDK_KEY_Left), dy = (key == GDK_KEY_Down) - (key == GDK_KEY_Up);

  if (!keys->arrows || (dx == 0 && dy == 0))
    return FALSE;
  move (keys, boxes, dx, dy);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Keys *keys)
{
  g_autoptr (GArray) boxes = list_targets (keys);
  int n = (int) boxes->len;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (n == 0 || (state & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (state == 0 && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    return click (keys, boxes);
  if (!keys->arrows && gdk_keyval_to_lower (key) == GDK_KEY_c)
    {
      if (state == 0)
        choose (keys, boxes, (MAX (keys->chosen, -1) + 1) % n);
      else
        choose (keys, boxes, keys->chosen <= 0 ? n - 1 : MIN (keys->chosen, n) - 1);
      return GDK_EVENT_STOP;
    }
  return arrow (keys, boxes, key);
}

static void
left_cb (Keys *keys)
{
  keys->chosen = -1;
  fovea_scene_view_set_mark (keys->view, NULL);
}

void
fovea_target_keys_attach (FoveaSceneView *view, gboolean arrows)
{
  GtkEventController *pressed = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  Keys *keys = g_new (Keys, 1);

  *keys = (Keys){ view, arrows, -1 };
  g_signal_connect_data (pressed, "key-pressed", G_CALLBACK (key_pressed_cb), keys, NULL, 0);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), keys);
  g_object_set_data_full (G_OBJECT (view), "target-keys", keys, g_free);
  gtk_widget_add_controller (GTK_WIDGET (view), pressed);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
}
