/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The controls of a question, in two rows: what is asked, and how. What follows from the net (its classes, its layers,
 * a patch in proportion to its images) is filled in when the net is another. */

#include "config.h"

#include "app/why-bar.h"

#include "engine/gradients.h"
#include "scene/map-columns.h"
#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>

struct _FoveaWhyBar
{
  AdwBin parent_instance;

  GtkToggleButton *saliency, *occlusion, *climb;
  GtkWidget *images_box, *occlusion_box, *climb_box;
  GtkDropDown *nets, *classes, *numbers, *layers;
  GtkSpinButton *side, *stride, *filter, *seed;
  GtkButton *run;

  FoveaNetSpec *spec; /* that the lists are of, or NULL */
  GArray *rows;       /* int: of the layers that one can climb in; the list begins with the class */
  gboolean filling;   /* the program sets the controls */
};

G_DEFINE_FINAL_TYPE (FoveaWhyBar, fovea_why_bar, ADW_TYPE_BIN)

enum
{
  CHANGED,
  NET_CHOSEN,
  NUMBERS_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What follows from the net */

static void
list_classes (FoveaWhyBar *self, const FoveaNet *net)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  int classes = fovea_net_spec_classes (self->spec);

  gtk_string_list_append (list, _ ("Its answer"));
  for (int i = 0; i < classes; i++)
    {
      g_autofree char *name = fovea_dup_class_name (fovea_net_get_class_names (net), i);

      gtk_string_list_append (list, name);
    }
  gtk_drop_down_set_model (self->classes, G_LIST_MODEL (list));
}

/* Numbers before an activation function have a way up wherever they are. */
static void
list_layers (FoveaWhyBar *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  int scores = fovea_net_spec_find_scores (self->spec);

  g_array_set_size (self->rows, 0);
  gtk_string_list_append (list, _ ("The class"));
  for (int row = 1; row < scores; row++)
    {
      g_autofree char *name = fovea_net_spec_name_row (self->spec, row);
      g_autofree char *text = g_strdup_printf ("%d %s", row, name);

      if (self->spec->layers[row].kind != FOVEA_LAYER_CONV && self->spec->layers[row].kind != FOVEA_LAYER_FC)
        continue;
      g_array_append_val (self->rows, row);
      gtk_string_list_append (list, text);
    }
  gtk_drop_down_set_model (self->layers, G_LIST_MODEL (list));
}

static void
set_range (GtkSpinButton *spin, int most, int value)
{
  gtk_spin_button_set_range (spin, 1, most);
  gtk_spin_button_set_value (spin, value);
}

/* The row of the layer to climb in; 0: the class. */
static int
get_row (FoveaWhyBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->layers);

  return selected > 0 && selected <= self->rows->len ? g_array_index (self->rows, int, selected - 1) : 0;
}

/* Which controls there are for what is asked. */
static void
show_controls (FoveaWhyBar *self)
{
  gboolean hides = gtk_toggle_button_get_active (self->occlusion), climbs = gtk_toggle_button_get_active (self->climb);
  int row = get_row (self);

  gtk_widget_set_visible (GTK_WIDGET (self->numbers), !hides && !climbs);
  gtk_widget_set_visible (self->images_box, !climbs);
  gtk_widget_set_visible (self->occlusion_box, hides);
  gtk_widget_set_visible (self->climb_box, climbs);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), row > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), !climbs || row == 0);
}

/* The lists, and the presets that follow from the size of the image, where the net is another. */
void
fovea_why_bar_set_net (FoveaWhyBar *self, const FoveaNet *net)
{
  const FoveaShape *in;
  FoveaPatch patch;

  if (self->spec == fovea_net_get_spec (net))
    return;
  g_clear_pointer (&self->spec, fovea_net_spec_unref);
  self->spec = fovea_net_spec_ref (fovea_net_get_spec (net));
  in = &self->spec->layers[0].out;
  patch = fovea_patch_default (in->width, in->height);
  self->filling = TRUE;
  list_classes (self, net);
  list_layers (self);
  set_range (self->side, MAX (in->width, in->height), patch.side);
  set_range (self->stride, MAX (in->width, in->height), patch.stride);
  self->filling = FALSE;
  show_controls (self);
}

/* What the controls say */

static void
changed (FoveaWhyBar *self)
{
  if (self->filling)
    return;
  show_controls (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
layer_chosen_cb (FoveaWhyBar *self)
{
  int row = get_row (self);
  gboolean filling = self->filling;

  if (row > 0)
    {
      self->filling = TRUE;
      set_range (self->filter, self->spec->layers[row].out.depth, 1);
      self->filling = filling;
    }
  changed (self);
}

static void
net_chosen_cb (FoveaWhyBar *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[NET_CHOSEN], 0);
}

static void
numbers_chosen_cb (FoveaWhyBar *self)
{
  g_signal_emit (self, signals[NUMBERS_CHOSEN], 0);
}

/* With the steps of fovea_why_default(). */
FoveaWhy
fovea_why_bar_get_why (FoveaWhyBar *self)
{
  gboolean climbs = gtk_toggle_button_get_active (self->climb);
  FoveaWhy why = fovea_why_default (climbs ? FOVEA_REASON_CLIMB
                                    : gtk_toggle_button_get_active (self->occlusion) ? FOVEA_REASON_OCCLUSION
                                                                                     : FOVEA_REASON_SALIENCY);
  guint class = gtk_drop_down_get_selected (self->classes);

  why.class_number = class == GTK_INVALID_LIST_POSITION ? -1 : (int) class - 1;
  why.patch = (FoveaPatch){ gtk_spin_button_get_value_as_int (self->side),
                            gtk_spin_button_get_value_as_int (self->stride) };
  if (get_row (self) > 0)
    why.summit = (FoveaSummit){ get_row (self), gtk_spin_button_get_value_as_int (self->filter) - 1 };
  why.seed = (guint64) gtk_spin_button_get_value_as_int (self->seed);
  return why;
}

FoveaSaliencyKind
fovea_why_bar_get_numbers (FoveaWhyBar *self)
{
  return (FoveaSaliencyKind) gtk_drop_down_get_selected (self->numbers);
}

/* The nets that can be asked, by name, and which of them is. */
void
fovea_why_bar_set_nets (FoveaWhyBar *self, const char *const *names, guint chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  self->filling = TRUE;
  gtk_drop_down_set_model (self->nets, G_LIST_MODEL (list));
  self->filling = FALSE;
  fovea_why_bar_choose_net (self, chosen);
}

/* Says nothing of it. */
void
fovea_why_bar_choose_net (FoveaWhyBar *self, guint net)
{
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->nets, net);
  self->filling = FALSE;
}

guint
fovea_why_bar_get_net (FoveaWhyBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->nets);

  return selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
}

void
fovea_why_bar_pick_class (FoveaWhyBar *self, int class_number)
{
  gtk_drop_down_set_selected (self->classes, (guint) class_number + 1);
}

/* Whether the button pauses a climb, or lets it go on. */
void
fovea_why_bar_set_climbing (FoveaWhyBar *self, gboolean climbing)
{
  gtk_button_set_label (self->run, climbing ? _ ("Pause") : _ ("Go On"));
}

/* Keys */

/* The next of a list, and round again. */
static gboolean
turn (GtkDropDown *list, int by)
{
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (list));

  if (!gtk_widget_is_visible (GTK_WIDGET (list)))
    return FALSE;
  gtk_drop_down_set_selected (list, (gtk_drop_down_get_selected (list) + n + (guint) by) % n);
  return TRUE;
}

static void
turn_method (FoveaWhyBar *self, int by)
{
  GtkToggleButton *const methods[] = { self->saliency, self->occlusion, self->climb };
  int at = gtk_toggle_button_get_active (self->climb) ? 2 : gtk_toggle_button_get_active (self->occlusion) ? 1 : 0;

  gtk_toggle_button_set_active (methods[(at + 3 + by) % 3], TRUE);
}

static gboolean
climb_key_pressed (FoveaWhyBar *self, guint key, int by)
{
  if (!gtk_widget_get_visible (self->climb_box))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_l:
      return turn (self->layers, by);
    case GDK_KEY_f:
      if (get_row (self) == 0)
        return FALSE;
      gtk_spin_button_spin (self->filter, by > 0 ? GTK_SPIN_STEP_FORWARD : GTK_SPIN_STEP_BACKWARD, 1);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The best image comes up, and grows; while it is shown, it pauses and goes on. */
static void
grow (FoveaWhyBar *self)
{
  if (gtk_widget_get_visible (self->climb_box))
    gtk_widget_activate_action (GTK_WIDGET (self), "why.run", NULL);
  else
    gtk_toggle_button_set_active (self->climb, TRUE);
}

/* M, C, P; of a climb L, F; with Shift the one before. Returns whether the key was one of these */
gboolean
fovea_why_bar_key_pressed (FoveaWhyBar *self, guint key, GdkModifierType state)
{
  int by = state & GDK_SHIFT_MASK ? -1 : 1;

  if (state & ~GDK_SHIFT_MASK)
    return FALSE;
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_m:
      turn_method (self, by);
      return TRUE;
    case GDK_KEY_c:
      return turn (self->classes, by);
    case GDK_KEY_p:
      if (by > 0)
        grow (self);
      return by > 0;
    default:
      return climb_key_pressed (self, gdk_keyval_to_lower (key), by);
    }
}

/* Object */

static void
fovea_why_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* the bin would not learn that its template took the child away */
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_WHY_BAR);
  G_OBJECT_CLASS (fovea_why_bar_parent_class)->dispose (object);
}

static void
fovea_why_bar_finalize (GObject *object)
{
  FoveaWhyBar *self = FOVEA_WHY_BAR (object);

  g_clear_pointer (&self->spec, fovea_net_spec_unref);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (fovea_why_bar_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/why-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, saliency);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, occlusion);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, climb);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, images_box);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, occlusion_box);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, climb_box);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, nets);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, classes);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, numbers);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, layers);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, side);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, stride);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, filter);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, seed);
  gtk_widget_class_bind_template_child (widget_class, FoveaWhyBar, run);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, net_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, layer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, numbers_chosen_cb);
}

static guint
add_signal (FoveaWhyBarClass *class, const char *name)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_why_bar_class_init (FoveaWhyBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fovea_why_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = fovea_why_bar_finalize;
  bind_template (GTK_WIDGET_CLASS (class));
  signals[CHANGED] = add_signal (class, "changed");
  signals[NET_CHOSEN] = add_signal (class, "net-chosen");
  signals[NUMBERS_CHOSEN] = add_signal (class, "numbers-chosen");
}

static void
fovea_why_bar_init (FoveaWhyBar *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  show_controls (self);
}
