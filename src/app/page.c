/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window asks of every page: its widgets for the header bar, its keys, its files. */

#include "app/page.h"

enum
{
  TOAST_SECONDS = 8
};

typedef struct
{
  GtkWidget *actions;
  FoveaSplit *split;
  GArray *keys; /* of Keys */
} FoveaPagePrivate;

typedef struct
{
  FoveaKeyHandler handler;
  gpointer data;
} Keys;

enum
{
  PROP_ACTIONS = 1,
  PROP_SPLIT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoveaPage, fovea_page, ADW_TYPE_BIN)

static void
fovea_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (FOVEA_PAGE (object));

  switch (id)
    {
    case PROP_ACTIONS:
      g_value_set_object (value, private->actions);
      break;
    case PROP_SPLIT:
      g_value_set_object (value, private->split);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (FOVEA_PAGE (object));

  switch (id)
    {
    case PROP_ACTIONS:
      g_clear_object (&private->actions);
      private->actions = g_value_get_object (value);
      if (private->actions != NULL)
        g_object_ref_sink (private->actions);
      break;
    case PROP_SPLIT:
      g_set_object (&private->split, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_page_dispose (GObject *object)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (FOVEA_PAGE (object));

  g_clear_object (&private->actions);
  g_clear_object (&private->split);

  G_OBJECT_CLASS (fovea_page_parent_class)->dispose (object);
}

static void
fovea_page_finalize (GObject *object)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (FOVEA_PAGE (object));

  g_array_unref (private->keys);

  G_OBJECT_CLASS (fovea_page_parent_class)->finalize (object);
}

static void
fovea_page_real_focus_default (FoveaPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
fovea_page_class_init (FoveaPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fovea_page_get_property;
  object_class->set_property = fovea_page_set_property;
  object_class->dispose = fovea_page_dispose;
  object_class->finalize = fovea_page_finalize;
  class->focus_default = fovea_page_real_focus_default;

  properties[PROP_ACTIONS] = g_param_spec_object ("actions", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SPLIT] = g_param_spec_object ("split", NULL, NULL, FOVEA_TYPE_SPLIT, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
fovea_page_init (FoveaPage *self)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (self);

  private->keys = g_array_new (FALSE, FALSE, sizeof (Keys));
}

GtkWidget *
fovea_page_get_actions (FoveaPage *self)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_PAGE (self), NULL);
  return private->actions;
}

FoveaSplit *
fovea_page_get_split (FoveaPage *self)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_PAGE (self), NULL);
  return private->split;
}

int
fovea_key_turn (guint key, GdkModifierType state, guint letter)
{
  if (gdk_keyval_to_lower (key) != letter)
    return 0;
  return state == 0 ? 1 : state == GDK_SHIFT_MASK ? -1 : 0;
}

void
fovea_page_add_keys (FoveaPage *self, FoveaKeyHandler handler, gpointer data)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (self);
  Keys keys = { handler, data };

  g_return_if_fail (FOVEA_IS_PAGE (self));
  g_array_append_val (private->keys, keys);
}

guint
fovea_page_count_key_handlers (FoveaPage *self)
{
  return ((FoveaPagePrivate *) fovea_page_get_instance_private (self))->keys->len;
}

gboolean
fovea_page_offer_key (FoveaPage *self, guint handler, guint key, GdkModifierType state)
{
  FoveaPagePrivate *private = fovea_page_get_instance_private (self);
  const Keys *keys = &g_array_index (private->keys, Keys, handler);

  return keys->handler (keys->data, key, state);
}

gboolean
fovea_page_key_pressed (FoveaPage *self, guint key, GdkModifierType state)
{
  g_return_val_if_fail (FOVEA_IS_PAGE (self), FALSE);

  for (guint i = 0; i < fovea_page_count_key_handlers (self); i++)
    if (fovea_page_offer_key (self, i, key, state))
      return TRUE;
  return FALSE;
}

gboolean
fovea_page_can_open (FoveaPage *self)
{
  return FOVEA_PAGE_GET_CLASS (self)->open != NULL;
}

void
fovea_page_open (FoveaPage *self, GFile *file)
{
  g_return_if_fail (fovea_page_can_open (self) && G_IS_FILE (file));
  FOVEA_PAGE_GET_CLASS (self)->open (self, file);
}

/* (transfer full) (nullable) */
GtkFileFilter *
fovea_page_create_filter (FoveaPage *self)
{
  FoveaPageClass *class = FOVEA_PAGE_GET_CLASS (self);

  return class->create_filter != NULL ? class->create_filter (self) : NULL;
}

void
fovea_page_focus_default (FoveaPage *self)
{
  FOVEA_PAGE_GET_CLASS (self)->focus_default (self);
}

/* (nullable) */
FoveaSceneView *
fovea_page_get_view (FoveaPage *self)
{
  FoveaPageClass *class = FOVEA_PAGE_GET_CLASS (self);

  return class->get_view != NULL ? class->get_view (self) : NULL;
}

/* Whether it has some beside those of a lesson. */
gboolean
fovea_page_has_numbers (FoveaPage *self)
{
  return FOVEA_PAGE_GET_CLASS (self)->list_numbers != NULL;
}

/* (transfer full): at present there may be none */
GPtrArray *
fovea_page_list_numbers (FoveaPage *self)
{
  g_return_val_if_fail (fovea_page_has_numbers (self), NULL);
  return FOVEA_PAGE_GET_CLASS (self)->list_numbers (self);
}

static void
show_toast (GtkWidget *widget, GtkWidget *content)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GtkWidget) sunk = g_object_ref_sink (content);
  AdwToast *toast;

  if (overlay == NULL) /* what was done beside the main loop outlived the window */
    return;
  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, content);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static GtkWidget *
create_sentence (const char *sentence)
{
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* a toast's own title would end in an ellipsis */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

void
fovea_toast (GtkWidget *widget, const char *sentence)
{
  show_toast (widget, create_sentence (sentence));
}

/* The toast lies outside of the widget that has the action, so its button hands the click on. */
static void
toast_clicked_cb (GtkWidget *widget, GtkButton *button)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_action_parse_detailed_name (g_object_get_data (G_OBJECT (button), "action"), &name, &target, NULL);
  gtk_widget_activate_action_variant (widget, name, target);
}

void
fovea_toast_with_button (GtkWidget *widget, const char *sentence, const char *button, const char *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *press = gtk_button_new_with_mnemonic (button);

  g_object_set_data_full (G_OBJECT (press), "action", g_strdup (action), g_free);
  g_signal_connect_object (press, "clicked", G_CALLBACK (toast_clicked_cb), widget, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), create_sentence (sentence));
  gtk_box_append (GTK_BOX (box), press);
  show_toast (widget, box);
}
