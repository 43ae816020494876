/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stepping and playing. While it plays, a timer moves the lesson on by one position every INTERVAL/speed milliseconds;
 * the lesson's own `changed` does the rest, so that somebody who clicks into the output meanwhile plays on from there.
 * Playing ends at the last position, when the bar is hidden, or when there is nothing to step through; started at the
 * end it begins anew. */

#include "config.h"

#include "app/transport.h"
#include "lesson/convolution-pass.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

enum
{
  INTERVAL = 800 /* milliseconds a position at speed 1 */
};

static const double speeds[] = { 0.25, 0.5, 1, 2, 4, 8, 16 };

struct _FoveaTransport
{
  GtkWidget parent_instance;

  GtkWidget *play, *back, *forward;
  GtkStack *play_stack;
  GtkScale *scrub;
  GtkLabel *label;
  GtkDropDown *speed_list;

  FoveaLesson *lesson;
  char *place;
  double speed;
  guint timer;
  gboolean updating;
  gboolean aside; /* Space and the arrows alone are somebody else's */
};

enum
{
  PROP_LESSON = 1,
  PROP_PLACE,
  PROP_PLAYING,
  PROP_SPEED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaTransport, fovea_transport, GTK_TYPE_WIDGET)

static int
count_positions (FoveaTransport *self)
{
  return self->lesson != NULL ? fovea_lesson_count_positions (self->lesson) : 0;
}

static int
get_position (FoveaTransport *self)
{
  return self->lesson != NULL ? fovea_lesson_get_position (self->lesson) : 0;
}

static void
go_to (FoveaTransport *self, int position)
{
  int n = count_positions (self);

  if (n > 0)
    fovea_lesson_set_position (self->lesson, CLAMP (position, 0, n - 1));
}

static char *
describe_place (FoveaTransport *self)
{
  char position[FOVEA_NUMBER_SIZE], n[FOVEA_NUMBER_SIZE];

  fovea_number_count (get_position (self) + 1, position);
  fovea_number_count (count_positions (self), n);
  if (self->lesson != NULL && fovea_lesson_hides (self->lesson, FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT))
    return g_strdup_printf (_ ("position %s"), position);
  if (self->lesson == NULL)
    return g_strdup ("");
  if (count_positions (self) == 0)
    return g_strdup (_ ("no position: the window is larger than the input"));
  if (FOVEA_IS_CONVOLUTION (self->lesson)
      && fovea_convolution_get_pass (FOVEA_CONVOLUTION (self->lesson)) == FOVEA_LESSON_TRAIN)
    {
      fovea_number_count (get_position (self), position);
      fovea_number_count (count_positions (self) - 1, n);
      return g_strdup_printf (_ ("step %s of %s"), position, n);
    }
  if (self->place == NULL)
    return g_strdup_printf (_ ("position %s of %s"), position, n);
  /* Translators: the last part is a place, such as "row 1, column 2". */
  return g_strdup_printf (_ ("position %s of %s · %s"), position, n, self->place);
}

static void
update_label (FoveaTransport *self)
{
  g_autofree char *text = describe_place (self);

  gtk_label_set_text (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrub), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update (FoveaTransport *self)
{
  int n = count_positions (self), position = get_position (self);

  self->updating = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scrub), 0, MAX (n - 1, 1));
  gtk_range_set_value (GTK_RANGE (self->scrub), position);
  self->updating = FALSE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->scrub), n > 1);
  gtk_widget_set_sensitive (self->play, n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transport.first", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transport.back", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transport.forward", position < n - 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transport.last", position < n - 1);
  update_label (self);
  if (n < 2)
    fovea_transport_set_playing (self, FALSE);
}

static gboolean
timer_cb (gpointer user_data)
{
  FoveaTransport *self = user_data;

  if (get_position (self) < count_positions (self) - 1)
    go_to (self, get_position (self) + 1);
  if (self->timer != 0 && get_position (self) >= count_positions (self) - 1)
    fovea_transport_set_playing (self, FALSE);
  return self->timer != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
start_timer (FoveaTransport *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (INTERVAL / self->speed, timer_cb, self);
}

/* The entry of the list of speeds nearest to the speed there is. */
static guint
get_speed_index (FoveaTransport *self)
{
  guint index = 0;

  while (index < G_N_ELEMENTS (speeds) - 1 && speeds[index] < self->speed)
    index++;
  return index;
}

static void
change_speed (FoveaTransport *self, int steps)
{
  int index = (int) get_speed_index (self) + steps;

  fovea_transport_set_speed (self, speeds[CLAMP (index, 0, (int) G_N_ELEMENTS (speeds) - 1)]);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaTransport *self = FOVEA_TRANSPORT (widget);
  int position = get_position (self);

  fovea_transport_set_playing (self, FALSE);
  if (g_str_equal (action, "transport.first"))
    go_to (self, 0);
  else if (g_str_equal (action, "transport.back"))
    go_to (self, position - 1);
  else if (g_str_equal (action, "transport.forward"))
    go_to (self, position + 1);
  else
    go_to (self, count_positions (self) - 1);
}

static void
play_clicked_cb (GtkButton *button, FoveaTransport *self)
{
  fovea_transport_set_playing (self, !fovea_transport_get_playing (self));
}

static void
scrubbed_cb (GtkRange *range, FoveaTransport *self)
{
  if (!self->updating)
    go_to (self, gtk_range_get_value (range) + 0.5);
}

static void
speed_chosen_cb (GtkDropDown *list, GParamSpec *pspec, FoveaTransport *self)
{
  guint index = gtk_drop_down_get_selected (list);

  if (!self->updating && index < G_N_ELEMENTS (speeds))
    fovea_transport_set_speed (self, speeds[index]);
}

static void
fovea_transport_unmap (GtkWidget *widget)
{
  fovea_transport_set_playing (FOVEA_TRANSPORT (widget), FALSE);
  GTK_WIDGET_CLASS (fovea_transport_parent_class)->unmap (widget);
}

static void
fovea_transport_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaTransport *self = FOVEA_TRANSPORT (object);

  switch (id)
    {
    case PROP_LESSON:
      g_value_set_object (value, self->lesson);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->timer != 0);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_transport_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaTransport *self = FOVEA_TRANSPORT (object);

  switch (id)
    {
    case PROP_LESSON:
      fovea_transport_set_lesson (self, g_value_get_object (value));
      break;
    case PROP_PLACE:
      fovea_transport_set_place (self, g_value_get_string (value));
      break;
    case PROP_PLAYING:
      fovea_transport_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_SPEED:
      fovea_transport_set_speed (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_transport_dispose (GObject *object)
{
  FoveaTransport *self = FOVEA_TRANSPORT (object);
  GtkWidget *child;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->lesson != NULL)
    g_signal_handlers_disconnect_by_func (self->lesson, update, self);
  g_clear_object (&self->lesson);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_TRANSPORT);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fovea_transport_parent_class)->dispose (object);
}

static void
fovea_transport_finalize (GObject *object)
{
  g_free (FOVEA_TRANSPORT (object)->place);

  G_OBJECT_CLASS (fovea_transport_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/io/github/fovea_lab/Fovea/transport.ui");
  gtk_widget_class_bind_template_child (class, FoveaTransport, play);
  gtk_widget_class_bind_template_child (class, FoveaTransport, back);
  gtk_widget_class_bind_template_child (class, FoveaTransport, forward);
  gtk_widget_class_bind_template_child (class, FoveaTransport, play_stack);
  gtk_widget_class_bind_template_child (class, FoveaTransport, scrub);
  gtk_widget_class_bind_template_child (class, FoveaTransport, label);
  gtk_widget_class_bind_template_child (class, FoveaTransport, speed_list);
  gtk_widget_class_bind_template_callback (class, play_clicked_cb);
  gtk_widget_class_bind_template_callback (class, scrubbed_cb);
  gtk_widget_class_bind_template_callback (class, speed_chosen_cb);
  gtk_widget_class_install_action (class, "transport.first", NULL, step_cb);
  gtk_widget_class_install_action (class, "transport.back", NULL, step_cb);
  gtk_widget_class_install_action (class, "transport.forward", NULL, step_cb);
  gtk_widget_class_install_action (class, "transport.last", NULL, step_cb);
}

static void
fovea_transport_class_init (FoveaTransportClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fovea_transport_get_property;
  object_class->set_property = fovea_transport_set_property;
  object_class->dispose = fovea_transport_dispose;
  object_class->finalize = fovea_transport_finalize;
  widget_class->unmap = fovea_transport_unmap;

  properties[PROP_LESSON] = g_param_spec_object ("lesson", NULL, NULL, FOVEA_TYPE_LESSON, flags);
  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0.25, 16, 1, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "transport");
  bind_template (widget_class);
}

static void
fovea_transport_init (FoveaTransport *self)
{
  self->speed = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_selected (self->speed_list, get_speed_index (self));
  update (self);
}

void
fovea_transport_set_lesson (FoveaTransport *self, FoveaLesson *lesson)
{
  g_return_if_fail (FOVEA_IS_TRANSPORT (self));

  if (self->lesson == lesson)
    return;
  if (self->lesson != NULL)
    g_signal_handlers_disconnect_by_func (self->lesson, update, self);
  g_set_object (&self->lesson, lesson);
  if (lesson != NULL)
    g_signal_connect_swapped (lesson, "changed", G_CALLBACK (update), self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LESSON]);
}

/* What the current position is called, translated; NULL for its number alone. */
void
fovea_transport_set_place (FoveaTransport *self, const char *place)
{
  g_return_if_fail (FOVEA_IS_TRANSPORT (self));

  if (g_strcmp0 (self->place, place) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (place);
  update_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

gboolean
fovea_transport_get_playing (FoveaTransport *self)
{
  g_return_val_if_fail (FOVEA_IS_TRANSPORT (self), FALSE);
  return self->timer != 0;
}

void
fovea_transport_set_playing (FoveaTransport *self, gboolean playing)
{
  g_return_if_fail (FOVEA_IS_TRANSPORT (self));

  if (playing == (self->timer != 0) || (playing && count_positions (self) < 2))
    return;
  if (playing)
    {
      if (get_position (self) >= count_positions (self) - 1)
        go_to (self, 0);
      start_timer (self);
    }
  else
    {
      g_clear_handle_id (&self->timer, g_source_remove);
    }
  gtk_stack_set_visible_child_name (self->play_stack, playing ? "pause" : "play");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _ ("Pause") : _ ("Play"), -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

double
fovea_transport_get_speed (FoveaTransport *self)
{
  g_return_val_if_fail (FOVEA_IS_TRANSPORT (self), 1);
  return self->speed;
}

void
fovea_transport_set_speed (FoveaTransport *self, double speed)
{
  g_return_if_fail (FOVEA_IS_TRANSPORT (self));

  speed = CLAMP (speed, speeds[0], speeds[G_N_ELEMENTS (speeds) - 1]);
  if (self->speed == speed)
    return;
  self->speed = speed;
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->speed_list, get_speed_index (self));
  self->updating = FALSE;
  if (self->timer != 0)
    start_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

double
fovea_transport_get_seconds (FoveaTransport *self)
{
  return INTERVAL / fovea_transport_get_speed (self) / 1000;
}

/* Where Space runs something else and arrows choose among what is shown, P plays and Shift goes with the arrows. */
void
fovea_transport_step_aside (FoveaTransport *self)
{
  g_return_if_fail (FOVEA_IS_TRANSPORT (self));

  self->aside = TRUE;
  gtk_widget_set_tooltip_text (self->play, _ ("Play or Pause (P)"));
  gtk_widget_set_tooltip_text (self->back, _ ("Previous Position (Shift+←)"));
  gtk_widget_set_tooltip_text (self->forward, _ ("Next Position (Shift+→)"));
}

/* +, − and digits: some keyboards have them on keys with Shift. */
static gboolean
speed_key_pressed (FoveaTransport *self, guint key)
{
  if (key == GDK_KEY_plus || key == GDK_KEY_KP_Add || key == GDK_KEY_equal)
    change_speed (self, 1);
  else if (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    change_speed (self, -1);
  else if (key >= GDK_KEY_1 && key < GDK_KEY_1 + G_N_ELEMENTS (speeds))
    fovea_transport_set_speed (self, speeds[key - GDK_KEY_1]);
  else
    return FALSE;
  return TRUE;
}

/* Whether @key plays: Space, or P where that is somebody else's. */
static gboolean
is_play_key (FoveaTransport *self, guint key)
{
  return self->aside ? key == GDK_KEY_p : key == GDK_KEY_space || key == GDK_KEY_KP_Space;
}

/* The action of a key that goes to another position, or NULL. */
static const char *
find_step (FoveaTransport *self, guint key, GdkModifierType state)
{
  const char *const steps[] = { "transport.back", "transport.forward" };
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean goes = state == (self->aside ? GDK_SHIFT_MASK : 0);

  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    return goes ? steps[mirrored] : NULL;
  if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    return goes ? steps[!mirrored] : NULL;
  if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    return state == 0 ? "transport.first" : NULL;
  return state == 0 && (key == GDK_KEY_End || key == GDK_KEY_KP_End) ? "transport.last" : NULL;
}

/* Space plays, arrows step, Home and End jump, +, − and digits set the speed. Returns whether it was one of them. */
gboolean
fovea_transport_key_pressed (FoveaTransport *self, guint key, GdkModifierType state)
{
  const char *step;

  g_return_val_if_fail (FOVEA_IS_TRANSPORT (self), FALSE);

  step = find_step (self, key, state);
  if ((state & ~GDK_SHIFT_MASK) == 0 && speed_key_pressed (self, key))
    return TRUE;
  if (state == 0 && is_play_key (self, key))
    fovea_transport_set_playing (self, !fovea_transport_get_playing (self));
  else if (step)
    gtk_widget_activate_action (GTK_WIDGET (self), step, NULL);
  else
    return FALSE;
  return TRUE;
}
