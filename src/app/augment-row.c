/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shares are shown in per cent. The subtitle is what `fovea-cli train --augment` takes. */

#include "config.h"

#include "app/augment-row.h"

#include "app/spin-row.h"

#include <glib/gi18n-lib.h>

struct _FoveaAugmentRow
{
  AdwExpanderRow parent_instance;

  GtkSwitch *flip;
  FoveaSpinRow *shift, *crop, *rotate, *colour, *contrast;
  gboolean filling; /* the rows are being set by the program */
};

G_DEFINE_FINAL_TYPE (FoveaAugmentRow, fovea_augment_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static double
get_number (FoveaSpinRow *row)
{
  double value;

  g_object_get (row, "value", &value, NULL);
  return value;
}

static void
update_subtitle (FoveaAugmentRow *self)
{
  FoveaAugmentation augmentation = fovea_augment_row_get (self);
  g_autofree char *text = fovea_augmentation_to_text (&augmentation);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), *text ? text : _ ("none"));
}

static void
changed_cb (FoveaAugmentRow *self)
{
  if (self->filling)
    return;
  update_subtitle (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fovea_augment_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_AUGMENT_ROW);
  G_OBJECT_CLASS (fovea_augment_row_parent_class)->dispose (object);
}

static void
fovea_augment_row_class_init (FoveaAugmentRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_augment_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/augment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaAugmentRow, flip);
  gtk_widget_class_bind_template_child (widget_class, FoveaAugmentRow, shift);
  gtk_widget_class_bind_template_child (widget_class, FoveaAugmentRow, crop);
  gtk_widget_class_bind_template_child (widget_class, FoveaAugmentRow, rotate);
  gtk_widget_class_bind_template_child (widget_class, FoveaAugmentRow, colour);
  gtk_widget_class_bind_template_child (widget_class, FoveaAugmentRow, contrast);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
fovea_augment_row_init (FoveaAugmentRow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  update_subtitle (self);
}

FoveaAugmentation
fovea_augment_row_get (FoveaAugmentRow *self)
{
  return (FoveaAugmentation){
    .flip = gtk_switch_get_active (self->flip),
    .shift = get_number (self->shift),
    .crop = get_number (self->crop) / 100,
    .rotate = get_number (self->rotate),
    .colour = get_number (self->colour) / 100,
    .contrast = get_number (self->contrast) / 100,
  };
}

/* Without `changed`. */
void
fovea_augment_row_set (FoveaAugmentRow *self, const FoveaAugmentation *augmentation)
{
  self->filling = TRUE;
  gtk_switch_set_active (self->flip, augmentation->flip);
  g_object_set (self->shift, "value", (double) augmentation->shift, NULL);
  g_object_set (self->crop, "value", augmentation->crop * 100.0, NULL);
  g_object_set (self->rotate, "value", (double) augmentation->rotate, NULL);
  g_object_set (self->colour, "value", augmentation->colour * 100.0, NULL);
  g_object_set (self->contrast, "value", augmentation->contrast * 100.0, NULL);
  self->filling = FALSE;
  update_subtitle (self);
}
