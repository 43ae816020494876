/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sentence that was closed does not come back by itself, for it is shown again with every report: it has to be another
 * in between.
 *
 * Where the sentence would be squeezed, the buttons go below it:
 *
 *   | sentence          [offer] [offer] x |        | sentence        x |
 *                                                  | [offer] [offer]   | */

#include "config.h"

#include "app/notice.h"

#include <glib/gi18n-lib.h>

enum
{
  GAP = 12,
  SENTENCE_LEAST = 260 /* points, beside the buttons */
};

struct _FoveaNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *buttons[FOVEA_NOTICE_OFFERS];
  char *closed; /* the sentence that somebody closed */
};

G_DEFINE_FINAL_TYPE (FoveaNotice, fovea_notice, ADW_TYPE_BIN)

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
close_cb (FoveaNotice *self)
{
  g_free (self->closed);
  self->closed = g_strdup (gtk_label_get_text (self->label));
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
fovea_notice_finalize (GObject *object)
{
  g_free (FOVEA_NOTICE (object)->closed);
  G_OBJECT_CLASS (fovea_notice_parent_class)->finalize (object);
}

static void
fovea_notice_class_init (FoveaNoticeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fovea_notice_finalize;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static int
measure_natural (GtkWidget *widget, GtkOrientation orientation, int size)
{
  int natural;

  gtk_widget_measure (widget, orientation, size, NULL, &natural, NULL, NULL);
  return natural;
}

/* How the three children, the sentence, the offers and the close button, share a row of @width. */
typedef struct
{
  GtkWidget *sentence, *offers, *close;
  int sentence_width, offers_width, close_width, row, below; /* points; heights of the row, and of what is below it */
} Layout;

static Layout
lay_out (GtkWidget *box, int width)
{
  Layout all = { .sentence = gtk_widget_get_first_child (box), .close = gtk_widget_get_last_child (box) };
  int beside;

  all.offers = gtk_widget_get_next_sibling (all.sentence);
  all.close_width = measure_natural (all.close, GTK_ORIENTATION_HORIZONTAL, -1);
  all.offers_width = measure_natural (all.offers, GTK_ORIENTATION_HORIZONTAL, -1);
  all.sentence_width = MAX (width - GAP - all.close_width, 1);
  beside = all.sentence_width - GAP - all.offers_width;
  if (all.offers_width > 0 && beside < MIN (SENTENCE_LEAST, measure_natural (all.sentence, GTK_ORIENTATION_HORIZONTAL, -1)))
    all.below = GAP / 2 + measure_natural (all.offers, GTK_ORIENTATION_VERTICAL, -1);
  else if (all.offers_width > 0)
    all.sentence_width = beside;
  all.row = MAX (measure_natural (all.sentence, GTK_ORIENTATION_VERTICAL, all.sentence_width),
                 measure_natural (all.close, GTK_ORIENTATION_VERTICAL, -1));
  if (all.below == 0)
    all.row = MAX (all.row, measure_natural (all.offers, GTK_ORIENTATION_VERTICAL, -1));
  return all;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *box)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *box, GtkOrientation orientation, int size, int *minimum, int *natural, int *minimum_baseline,
         int *natural_baseline)
{
  Layout all = lay_out (box, size < 0 ? G_MAXINT / 2 : size);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = all.row + all.below;
  else
    {
      gtk_widget_measure (all.sentence, orientation, -1, minimum, natural, NULL, NULL);
      *minimum = MAX (*minimum + GAP + all.close_width, all.offers_width);
      *natural += (all.offers_width > 0 ? GAP + all.offers_width : 0) + GAP + all.close_width;
    }
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (widget, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
allocate (GtkWidget *box, int width, int height, int baseline)
{
  Layout all = lay_out (box, width);
  gboolean mirrored = gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL;
  int close = width - all.close_width, offers = all.below > 0 ? 0 : close - GAP - all.offers_width;

  place (all.sentence, mirrored ? width - all.sentence_width : 0, 0, all.sentence_width, all.row);
  place (all.close, mirrored ? 0 : close, 0, all.close_width, all.row);
  place (all.offers, mirrored ? width - offers - all.offers_width : offers, all.below > 0 ? all.row + GAP / 2 : 0,
         all.offers_width, all.below > 0 ? all.below - GAP / 2 : all.row);
}

static GtkWidget *
create_close_button (FoveaNotice *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close the notice"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (close_cb), self);
  return button;
}

static GtkButton *
create_button (GtkBox *box)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (box, button);
  return GTK_BUTTON (button);
}

static void
fovea_notice_init (FoveaNotice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *offers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);

  gtk_widget_set_layout_manager (box, gtk_custom_layout_new (get_request_mode, measure, allocate));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (box, "notice");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), offers);
  for (int i = 0; i < FOVEA_NOTICE_OFFERS; i++)
    self->buttons[i] = create_button (GTK_BOX (offers));
  gtk_box_append (GTK_BOX (box), create_close_button (self));
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

/* The buttons stay: somebody may be about to press one while the sentence is told anew. */
static void
show_offer (GtkButton *button, const FoveaNoticeOffer *offer)
{
  gboolean offered = offer != NULL && offer->label != NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), offered);
  if (!offered)
    return;
  gtk_button_set_label (button, offer->label);
  g_action_parse_detailed_name (offer->action, &name, &target, NULL);
  if (g_strcmp0 (name, gtk_actionable_get_action_name (GTK_ACTIONABLE (button))) != 0)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL); /* lest the one meets the target of the other */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

/**
 * fovea_notice_show:
 * @sentence: (nullable): NULL if there is nothing to say
 * @offers: (nullable) (array fixed-size=2): what can be done
 */
void
fovea_notice_show (FoveaNotice *self, const char *sentence, const FoveaNoticeOffer *offers)
{
  gboolean closed = g_strcmp0 (sentence, self->closed) == 0;

  if (!closed)
    g_clear_pointer (&self->closed, g_free);
  gtk_revealer_set_reveal_child (self->revealer, sentence != NULL && !closed);
  if (sentence == NULL)
    return;
  gtk_label_set_text (self->label, sentence);
  for (int i = 0; i < FOVEA_NOTICE_OFFERS; i++)
    show_offer (self->buttons[i], offers != NULL ? &offers[i] : NULL);
}
