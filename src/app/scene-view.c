/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one widget between scenes and GTK. A scene says how much room it needs in the room there is; what goes beyond is
 * scrolled, and only what is visible is painted. Nothing is painted while the scene does not change.
 *
 * Screen readers get the scene's own words. They are made when the main loop has nothing better to do, because a scene
 * may change twenty times a second while it plays. */

#include "app/scene-view.h"

#include "app/glide.h"
#include "app/scene-cursor.h"
#include "app/scene-pointer.h"

#include <adwaita.h>

struct _FoveaSceneView
{
  GtkWidget parent_instance;

  FoveaScene *scene;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation; NULL outside of a scrolled window */
  GtkScrollablePolicy policies[2];
  double need_width, need_height;
  double scale;
  guint describe;
  FoveaGlide glide;
  gboolean moving; /* the scene is told how far the window has glided; nothing else in it changes */
  gboolean has_cursor;
  FoveaSite cursor;
  guint announce; /* that it was painted */
  FoveaBox mark;  /* of no width: none */
};

enum
{
  PROP_SCENE = 1,
  N_PROPERTIES,
  PROP_HADJUSTMENT = N_PROPERTIES,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

static GParamSpec *properties[N_PROPERTIES];
static guint painted_signal;

G_DEFINE_FINAL_TYPE_WITH_CODE (FoveaSceneView, fovea_scene_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static double
get_offset (FoveaSceneView *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? floor (gtk_adjustment_get_value (self->adjustments[orientation])) : 0;
}

void
fovea_scene_view_to_scene (FoveaSceneView *self, double *x, double *y)
{
  *x += get_offset (self, GTK_ORIENTATION_HORIZONTAL);
  *y += get_offset (self, GTK_ORIENTATION_VERTICAL);
}

static gboolean
is_scrolled (FoveaSceneView *self)
{
  return self->adjustments[0] != NULL || self->adjustments[1] != NULL;
}

static void
configure_adjustment (GtkAdjustment *adjustment, double need, double room)
{
  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, gtk_adjustment_get_value (adjustment), 0, MAX (need, room), 0.1 * room,
                              0.9 * room, room);
}

/* How large the scene is in the room there is. */
static void
measure_scene (FoveaSceneView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  self->need_width = self->need_height = 0;
  if (self->scene != NULL)
    fovea_scene_measure (self->scene, width, is_scrolled (self) ? height : 0, &self->need_width, &self->need_height);
}

static gboolean
describe_cb (gpointer user_data)
{
  FoveaSceneView *self = user_data;

  self->describe = 0;
  if (self->scene != NULL)
    fovea_scene_cursor_tell (self->scene, self->has_cursor ? &self->cursor : NULL, GTK_ACCESSIBLE (self));
  return G_SOURCE_REMOVE;
}

static void
describe_soon (FoveaSceneView *self)
{
  if (self->describe == 0)
    self->describe = g_idle_add_full (G_PRIORITY_LOW, describe_cb, self, NULL);
}

/* A scene is measured when the view gets its room, before the next frame, not while its lesson is telling everybody of
 * its change. The scrolled window takes part, since bars may come or go. */
static void
changed_cb (FoveaSceneView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->moving)
    return;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  describe_soon (self);
}

static void
update_style (FoveaSceneView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  FoveaStyle style = { .dark = adw_style_manager_get_dark (manager),
                       .contrast = adw_style_manager_get_high_contrast (manager),
                       .scale = self->scale,
                       .pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self)) };

  if (self->scene != NULL)
    fovea_scene_set_style (self->scene, &style);
}

static void
set_progress (gpointer data, double progress)
{
  FoveaSceneView *self = data;

  self->moving = TRUE;
  fovea_scene_set_progress (self->scene, progress);
  self->moving = FALSE;
}

static void
stop_gliding (FoveaSceneView *self)
{
  fovea_glide_stop (&self->glide);
  if (self->scene != NULL)
    set_progress (self, 1);
}

static gboolean
fovea_scene_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (widget);
  g_autofree char *text = NULL;
  double at_x = x, at_y = y;

  if (self->scene == NULL || keyboard)
    return FALSE;
  fovea_scene_view_to_scene (self, &at_x, &at_y);
  text = fovea_scene_tooltip (self->scene, at_x, at_y);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* --- where somebody types */

void
fovea_scene_view_set_mark (FoveaSceneView *self, const FoveaBox *box)
{
  g_return_if_fail (FOVEA_IS_SCENE_VIEW (self));

  self->mark = box != NULL ? *box : (FoveaBox){ 0 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
announce_cb (gpointer user_data)
{
  FoveaSceneView *self = user_data;

  self->announce = 0;
  g_signal_emit (self, painted_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
scroll_to (GtkAdjustment *adjustment, double from, double to)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, from, to);
}

void
fovea_scene_view_set_scale (FoveaSceneView *self, double scale)
{
  g_return_if_fail (FOVEA_IS_SCENE_VIEW (self) && scale > 0);

  self->scale = scale;
  update_style (self);
}

gboolean
fovea_scene_view_find_cell (FoveaSceneView *self, double x, double y, FoveaCell *cell, FoveaSite *site)
{
  g_return_val_if_fail (FOVEA_IS_SCENE_VIEW (self), FALSE);

  fovea_scene_view_to_scene (self, &x, &y);
  return self->scene != NULL && fovea_scene_find_cell (self->scene, x, y, cell, site);
}

void
fovea_scene_view_set_cursor (FoveaSceneView *self, const FoveaSite *site)
{
  FoveaBox box;

  g_return_if_fail (FOVEA_IS_SCENE_VIEW (self));

  if (self->has_cursor == (site != NULL) && (site == NULL || fovea_site_equal (&self->cursor, site)))
    return;
  self->has_cursor = site != NULL;
  if (site != NULL)
    {
      self->cursor = *site;
      box = fovea_scene_get_site_box (self->scene, site);
      scroll_to (self->adjustments[GTK_ORIENTATION_HORIZONTAL], box.x - 8, box.x + box.width + 8);
      scroll_to (self->adjustments[GTK_ORIENTATION_VERTICAL], box.y - 8, box.y + box.height + 8);
    }
  describe_soon (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
fovea_scene_view_has_cursor (FoveaSceneView *self)
{
  return self->has_cursor;
}

static GtkSizeRequestMode
fovea_scene_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fovea_scene_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (widget);
  double width = 0, height = 0;

  *minimum = *natural = 0;
  if (self->scene == NULL || is_scrolled (self))
    return;
  fovea_scene_measure (self->scene, MAX (for_size, 0), 0, &width, &height);
  *minimum = *natural = ceil (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height);
}

static void
fovea_scene_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (widget);

  measure_scene (self);
  configure_adjustment (self->adjustments[GTK_ORIENTATION_HORIZONTAL], ceil (self->need_width), width);
  configure_adjustment (self->adjustments[GTK_ORIENTATION_VERTICAL], ceil (self->need_height), height);
}

static void
fovea_scene_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (widget);
  int room_width = gtk_widget_get_width (widget), room_height = gtk_widget_get_height (widget);
  double width, height;
  cairo_t *cr;

  if (self->scene == NULL || room_width == 0 || room_height == 0)
    return;

  fovea_scene_view_get_painted_size (self, &width, &height);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, room_width, room_height));
  cairo_rectangle (cr, 0, 0, room_width, room_height);
  cairo_clip (cr);
  cairo_translate (cr, -get_offset (self, GTK_ORIENTATION_HORIZONTAL), -get_offset (self, GTK_ORIENTATION_VERTICAL));
  fovea_scene_paint (self->scene, cr, width, height);
  fovea_scene_cursor_paint (self->scene, cr, self->has_cursor ? &self->cursor : NULL,
                            self->mark.width > 0 ? &self->mark : NULL);
  cairo_destroy (cr);
  if (self->announce == 0)
    self->announce = g_idle_add (announce_cb, self);
}

static void
set_adjustment (FoveaSceneView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place == adjustment)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, gtk_widget_queue_draw, self);
  g_clear_object (place);
  if (adjustment != NULL)
    {
      *place = g_object_ref_sink (adjustment);
      g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Of a property of GtkScrollable. */
static GtkOrientation
get_orientation (guint id)
{
  return id == PROP_HADJUSTMENT || id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;
}

static void
fovea_scene_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (object);

  switch (id)
    {
    case PROP_SCENE:
      g_value_set_object (value, self->scene);
      break;
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[get_orientation (id)]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[get_orientation (id)]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_scene_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (object);

  switch (id)
    {
    case PROP_SCENE:
      fovea_scene_view_set_scene (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      set_adjustment (self, get_orientation (id), g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policies[get_orientation (id)] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_scene_view_dispose (GObject *object)
{
  FoveaSceneView *self = FOVEA_SCENE_VIEW (object);

  fovea_scene_view_set_scene (self, NULL);
  g_clear_handle_id (&self->describe, g_source_remove);
  g_clear_handle_id (&self->announce, g_source_remove);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);

  G_OBJECT_CLASS (fovea_scene_view_parent_class)->dispose (object);
}

static void
fovea_scene_view_class_init (FoveaSceneViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = fovea_scene_view_get_property;
  object_class->set_property = fovea_scene_view_set_property;
  object_class->dispose = fovea_scene_view_dispose;
  widget_class->get_request_mode = fovea_scene_view_get_request_mode;
  widget_class->measure = fovea_scene_view_measure;
  widget_class->size_allocate = fovea_scene_view_size_allocate;
  widget_class->snapshot = fovea_scene_view_snapshot;
  widget_class->query_tooltip = fovea_scene_view_query_tooltip;

  properties[PROP_SCENE]
      = g_param_spec_object ("scene", NULL, NULL, FOVEA_TYPE_SCENE,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  painted_signal = g_signal_new ("painted", FOVEA_TYPE_SCENE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "scene");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fovea_scene_view_init (FoveaSceneView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->scale = 1;
  self->glide = (FoveaGlide){ .widget = GTK_WIDGET (self), .apply = set_progress };
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  fovea_scene_pointer_attach (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (update_style), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update_style), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update_style), self, G_CONNECT_SWAPPED);
}

FoveaScene *
fovea_scene_view_get_scene (FoveaSceneView *self)
{
  g_return_val_if_fail (FOVEA_IS_SCENE_VIEW (self), NULL);
  return self->scene;
}

void
fovea_scene_view_set_scene (FoveaSceneView *self, FoveaScene *scene)
{
  g_return_if_fail (FOVEA_IS_SCENE_VIEW (self));

  if (self->scene == scene)
    return;
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_func (self->scene, changed_cb, self);
  stop_gliding (self);
  g_set_object (&self->scene, scene);
  if (scene != NULL)
    {
      update_style (self);
      g_signal_connect_object (scene, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      changed_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCENE]);
}

void
fovea_scene_view_glide (FoveaSceneView *self)
{
  gboolean animations;

  g_return_if_fail (FOVEA_IS_SCENE_VIEW (self));

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  if (self->scene == NULL || !animations || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      stop_gliding (self);
      return;
    }
  fovea_glide_start (&self->glide);
}

void
fovea_scene_view_get_painted_size (FoveaSceneView *self, double *width, double *height)
{
  *width = MAX (ceil (self->need_width), gtk_widget_get_width (GTK_WIDGET (self)));
  *height = MAX (ceil (self->need_height), gtk_widget_get_height (GTK_WIDGET (self)));
}
