/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A side bar beside its content, or over it where the window is narrow. The breakpoints and split views of newer
 * libadwaita do this too; version 1.2 has only what they replaced, so the layout is done here, in two vfuncs.
 *
 *   width ≥ max (fold-width, side + content):    | side | content         |
 *   narrower, side called for:                   | side |tent, below it   |
 *   width ≥ max (beside-width, side + content):  | side | content         |
 */

#include "app/split.h"

struct _FoveaSplit
{
  GtkWidget parent_instance;

  GtkWidget *content, *side;
  GtkPackType side_position;
  int fold_width, beside_width;
  gboolean show_side, show_unfolded, folded, over;
};

enum
{
  PROP_CONTENT = 1,
  PROP_SIDE,
  PROP_SIDE_POSITION,
  PROP_FOLD_WIDTH,
  PROP_BESIDE_WIDTH,
  PROP_SHOW_SIDE,
  PROP_FOLDED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaSplit, fovea_split, GTK_TYPE_WIDGET)

static int
measure_width (GtkWidget *widget, gboolean natural)
{
  int minimum = 0, preferred = 0;

  if (widget != NULL)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &preferred, NULL, NULL);
  return natural ? preferred : minimum;
}

static void
replace_child (FoveaSplit *self, GtkWidget **child, GtkWidget *widget, GtkWidget *before)
{
  g_clear_pointer (child, gtk_widget_unparent);
  *child = widget;
  if (widget == NULL)
    return;
  gtk_widget_insert_before (widget, GTK_WIDGET (self), before);
  gtk_widget_set_child_visible (widget, child == &self->content || self->show_side);
}

static void
apply_show_side (FoveaSplit *self, gboolean show)
{
  if (self->show_side == show)
    return;

  self->show_side = show;
  if (self->side != NULL)
    gtk_widget_set_child_visible (self->side, show); /* not its own visibility: put away, it must still be measured */
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDE]);
}

/* Folding puts the side bar away; unfolding brings back what the person had chosen for the wide window. It happens while
 * the room is being shared out, when asking for another round would leave this one unfinished. */
static void
set_folded (FoveaSplit *self, gboolean folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  apply_show_side (self, !folded && self->show_unfolded);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
set_over (FoveaSplit *self, gboolean over)
{
  if (self->over == over)
    return;

  self->over = over;
  if (self->side != NULL)
    (over ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (self->side, "over");
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, FoveaSplit *self)
{
  graphene_rect_t side;

  if (!self->over || !self->show_side || self->side == NULL)
    return;
  if (!gtk_widget_compute_bounds (self->side, GTK_WIDGET (self), &side)
      || graphene_rect_contains_point (&side, &GRAPHENE_POINT_INIT (x, y)))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  fovea_split_set_show_side (self, FALSE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaSplit *self)
{
  if (key != GDK_KEY_Escape || (state & gtk_accelerator_get_default_mod_mask ()) != 0 || !self->over || !self->show_side)
    return GDK_EVENT_PROPAGATE;
  fovea_split_set_show_side (self, FALSE);
  return GDK_EVENT_STOP;
}

static GtkSizeRequestMode
fovea_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
fovea_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  FoveaSplit *self = FOVEA_SPLIT (widget);
  int side_minimum = 0, side_natural = 0;

  gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  if (self->side != NULL && self->show_side)
    gtk_widget_measure (self->side, orientation, -1, &side_minimum, &side_natural, NULL, NULL);

  *minimum = MAX (*minimum, side_minimum);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + side_natural : MAX (*natural, side_natural);
}

static void
allocate_at (GtkWidget *widget, int x, int width, int height, int baseline)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, 0));

  gtk_widget_allocate (widget, width, height, baseline, transform);
}

static void
fovea_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoveaSplit *self = FOVEA_SPLIT (widget);
  gboolean at_end = (self->side_position == GTK_PACK_END) != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  int side = measure_width (self->side, TRUE), both = side + measure_width (self->content, FALSE), taken;

  set_folded (self, width < MAX (self->fold_width, both));
  set_over (self, self->folded && width < MAX (self->beside_width, both));
  side = self->show_side ? MIN (side, width) : 0;
  taken = self->over ? 0 : side;

  allocate_at (self->content, at_end ? 0 : taken, width - taken, height, baseline);
  if (side > 0)
    allocate_at (self->side, at_end ? width - side : 0, side, height, baseline);
}

static void
fovea_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaSplit *self = FOVEA_SPLIT (object);

  switch (id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_SIDE:
      g_value_set_object (value, self->side);
      break;
    case PROP_SIDE_POSITION:
      g_value_set_enum (value, self->side_position);
      break;
    case PROP_FOLD_WIDTH:
      g_value_set_int (value, self->fold_width);
      break;
    case PROP_BESIDE_WIDTH:
      g_value_set_int (value, self->beside_width);
      break;
    case PROP_SHOW_SIDE:
      g_value_set_boolean (value, self->show_side);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaSplit *self = FOVEA_SPLIT (object);

  switch (id)
    {
    case PROP_CONTENT:
      replace_child (self, &self->content, g_value_get_object (value), self->side);
      break;
    case PROP_SIDE:
      replace_child (self, &self->side, g_value_get_object (value), NULL);
      break;
    case PROP_SIDE_POSITION:
      self->side_position = g_value_get_enum (value);
      break;
    case PROP_FOLD_WIDTH:
      self->fold_width = g_value_get_int (value);
      break;
    case PROP_BESIDE_WIDTH:
      self->beside_width = g_value_get_int (value);
      break;
    case PROP_SHOW_SIDE:
      fovea_split_set_show_side (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_split_dispose (GObject *object)
{
  FoveaSplit *self = FOVEA_SPLIT (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);

  G_OBJECT_CLASS (fovea_split_parent_class)->dispose (object);
}

static void
fovea_split_class_init (FoveaSplitClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fovea_split_get_property;
  object_class->set_property = fovea_split_set_property;
  object_class->dispose = fovea_split_dispose;
  widget_class->get_request_mode = fovea_split_get_request_mode;
  widget_class->measure = fovea_split_measure;
  widget_class->size_allocate = fovea_split_size_allocate;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE_POSITION]
      = g_param_spec_enum ("side-position", NULL, NULL, GTK_TYPE_PACK_TYPE, GTK_PACK_START, flags);
  properties[PROP_FOLD_WIDTH] = g_param_spec_int ("fold-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_BESIDE_WIDTH] = g_param_spec_int ("beside-width", NULL, NULL, 0, G_MAXINT, G_MAXINT, flags);
  properties[PROP_SHOW_SIDE] = g_param_spec_boolean ("show-side", NULL, NULL, TRUE, flags);
  properties[PROP_FOLDED]
      = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
fovea_split_init (FoveaSplit *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->show_side = self->show_unfolded = TRUE;
  self->beside_width = G_MAXINT;

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

gboolean
fovea_split_get_show_side (FoveaSplit *self)
{
  g_return_val_if_fail (FOVEA_IS_SPLIT (self), FALSE);
  return self->show_side;
}

/* A choice made while the window is wide is the one that comes back when it is wide again. */
void
fovea_split_set_show_side (FoveaSplit *self, gboolean show)
{
  g_return_if_fail (FOVEA_IS_SPLIT (self));

  if (!self->folded)
    self->show_unfolded = show;
  apply_show_side (self, show);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
fovea_split_get_folded (FoveaSplit *self)
{
  g_return_val_if_fail (FOVEA_IS_SPLIT (self), FALSE);
  return self->folded;
}

gboolean
fovea_split_get_over (FoveaSplit *self)
{
  return self->over;
}
