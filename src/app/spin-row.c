/* SPDX-License-Identifier: GPL-3.0-or-later */

/* AdwSpinRow came with libadwaita 1.4; this is what of it the pages need. A number that is typed beyond the bounds becomes
 * the nearest one; one that has more digits than are shown keeps them until another is typed. */

#include "app/spin-row.h"

#include <math.h>
#include <string.h>

struct _FoveaSpinRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *spin;
  GtkAdjustment *adjustment;
  GtkLabel *label;
  gboolean brief;
};

enum
{
  PROP_VALUE = 1,
  PROP_LOWER,
  PROP_UPPER,
  PROP_STEP,
  PROP_DIGITS,
  PROP_BRIEF, /* without the zeros at its end: "0.02", whatever the digits */
  PROP_TEXT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaSpinRow, fovea_spin_row, ADW_TYPE_ACTION_ROW)

static void
value_changed_cb (FoveaSpinRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/* The title without the underline of its mnemonic is what a screen reader calls the number. */
static void
title_changed_cb (FoveaSpinRow *self)
{
  g_autofree char *title = NULL;

  if (pango_parse_markup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1, '_', NULL, &title, NULL, NULL))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

enum
{
  BRIEF_PLACES = 6 /* characters that a brief number gets, though it may be longer */
};

static char *
format (FoveaSpinRow *self, double value)
{
  char *text = g_strdup_printf ("%.*f", (int) gtk_spin_button_get_digits (self->spin), value);
  gsize length = strlen (text);

  while (self->brief && strchr (text, '.') != NULL && length > 1 && text[length - 1] == '0')
    text[--length] = '\0';
  if (self->brief && text[length - 1] == '.')
    text[--length] = '\0';
  return text;
}

static gboolean
output_cb (FoveaSpinRow *self)
{
  g_autofree char *text = format (self, gtk_adjustment_get_value (self->adjustment));

  if (strcmp (text, gtk_editable_get_text (GTK_EDITABLE (self->spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->spin), text);
  return TRUE;
}

/* What is typed becomes a number when it is complete; a comma is a point. What was there and is only shown again, in
 * fewer digits, stays. */
static int
input_cb (GtkSpinButton *spin, double *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))), ",", '.');
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (spin);
  double before = gtk_adjustment_get_value (adjustment);
  double shown = 0.5 * pow (10, -(double) gtk_spin_button_get_digits (spin));
  char *end;

  *value = g_ascii_strtod (g_strstrip (text), &end);
  if (*text == '\0' || *end != '\0' || isnan (*value))
    return GTK_INPUT_ERROR;
  if (fabs (*value - before) <= shown)
    *value = before;
  *value = CLAMP (*value, gtk_adjustment_get_lower (adjustment), gtk_adjustment_get_upper (adjustment));
  return TRUE;
}

/* As wide as three digits, and those behind the point. A numeric button would not let a comma in. */
static void
set_digits (FoveaSpinRow *self, guint digits)
{
  int places = self->brief ? BRIEF_PLACES : 3 + (digits > 0 ? (int) digits + 1 : 0);

  gtk_spin_button_set_numeric (self->spin, digits == 0);
  gtk_spin_button_set_digits (self->spin, digits);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), places);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), places);
}

static void
set_text (FoveaSpinRow *self, const char *text)
{
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spin), text == NULL);
}

static void
fovea_spin_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaSpinRow *self = FOVEA_SPIN_ROW (object);

  switch (id)
    {
    case PROP_VALUE:
      g_value_set_double (value, gtk_adjustment_get_value (self->adjustment));
      break;
    case PROP_LOWER:
      g_value_set_double (value, gtk_adjustment_get_lower (self->adjustment));
      break;
    case PROP_UPPER:
      g_value_set_double (value, gtk_adjustment_get_upper (self->adjustment));
      break;
    case PROP_STEP:
      g_value_set_double (value, gtk_adjustment_get_step_increment (self->adjustment));
      break;
    case PROP_DIGITS:
      g_value_set_uint (value, gtk_spin_button_get_digits (self->spin));
      break;
    case PROP_BRIEF:
      g_value_set_boolean (value, self->brief);
      break;
    case PROP_TEXT:
      g_value_set_string (value, gtk_widget_get_visible (GTK_WIDGET (self->label)) ? gtk_label_get_text (self->label)
                                                                                   : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_spin_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaSpinRow *self = FOVEA_SPIN_ROW (object);

  switch (id)
    {
    case PROP_VALUE:
      gtk_adjustment_set_value (self->adjustment, g_value_get_double (value));
      break;
    case PROP_LOWER:
      gtk_adjustment_set_lower (self->adjustment, g_value_get_double (value));
      break;
    case PROP_UPPER:
      gtk_adjustment_set_upper (self->adjustment, g_value_get_double (value));
      break;
    case PROP_STEP:
      gtk_adjustment_set_step_increment (self->adjustment, g_value_get_double (value));
      break;
    case PROP_DIGITS:
      set_digits (self, g_value_get_uint (value));
      break;
    case PROP_BRIEF:
      self->brief = g_value_get_boolean (value);
      set_digits (self, gtk_spin_button_get_digits (self->spin));
      output_cb (self);
      break;
    case PROP_TEXT:
      set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fovea_spin_row_class_init (FoveaSpinRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fovea_spin_row_get_property;
  object_class->set_property = fovea_spin_row_set_property;

  properties[PROP_VALUE] = g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                                                flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LOWER] = g_param_spec_double ("lower", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_UPPER] = g_param_spec_double ("upper", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_STEP] = g_param_spec_double ("step", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  properties[PROP_DIGITS] = g_param_spec_uint ("digits", NULL, NULL, 0, 20, 0, flags);
  properties[PROP_BRIEF] = g_param_spec_boolean ("brief", NULL, NULL, FALSE, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
fovea_spin_row_init (FoveaSpinRow *self)
{
  self->adjustment = gtk_adjustment_new (0, 0, 0, 1, 10, 0);
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new (self->adjustment, 1, 0));
  self->label = GTK_LABEL (gtk_label_new (NULL));

  fovea_spin_take_comma (self->spin);
  gtk_spin_button_set_update_policy (self->spin, GTK_UPDATE_IF_VALID);
  set_digits (self, 0);
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->label), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->label));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* named once */
  g_signal_connect_object (self->spin, "output", G_CALLBACK (output_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

void
fovea_spin_take_comma (GtkSpinButton *spin)
{
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
}
