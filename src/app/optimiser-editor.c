/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The options of a training run. Another method brings the rate that suits it: one that is right for SGD is far too
 * large for Adam. */

#include "config.h"

#include "app/optimiser-editor.h"

#include "app/augment-row.h"
#include "app/spin-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FoveaOptimiserEditor
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *method, *schedule;
  AdwActionRow *unusual;
  FoveaAugmentRow *augmentation;
  FoveaSpinRow *rate, *momentum, *batch, *l2, *warm_up, *dropout, *epochs, *target, *patience, *seed;
  FoveaTrainingOptions options; /* where no row says otherwise */
  gboolean filling; /* the rows are being set by the program */
};

G_DEFINE_FINAL_TYPE (FoveaOptimiserEditor, fovea_optimiser_editor, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of FoveaOptimiserKind. */
static const char *const methods[] = {
  N_ ("SGD"), N_ ("Momentum"), N_ ("Nesterov"), N_ ("Adagrad"), N_ ("Adadelta"), N_ ("RMSprop"), N_ ("Adam"),
};

/* In the order of FoveaSchedule. */
static const char *const schedules[] = { N_ ("Constant"), N_ ("Cosine"), N_ ("In steps") };

static double
get_number (FoveaSpinRow *row)
{
  double value;

  g_object_get (row, "value", &value, NULL);
  return value;
}

static void
changed_cb (FoveaOptimiserEditor *self)
{
  guint method = adw_combo_row_get_selected (self->method);

  gtk_widget_set_sensitive (GTK_WIDGET (self->momentum),
                            method == FOVEA_OPTIMISER_MOMENTUM || method == FOVEA_OPTIMISER_NESTEROV);
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
method_changed_cb (FoveaOptimiserEditor *self)
{
  FoveaOptimiserKind method = adw_combo_row_get_selected (self->method);

  if (!self->filling)
    g_object_set (self->rate, "value", (double) fovea_optimiser_default_rate (method), NULL);
  changed_cb (self);
}

/* One press changes the rate by about a tenth of its size. */
static void
rate_changed_cb (FoveaOptimiserEditor *self)
{
  g_object_set (self->rate, "step", pow (10, floor (log10 (fmax (get_number (self->rate), 1e-6)) - 0.3)), NULL);
  changed_cb (self);
}

/* What is set beyond the rows, in words. */
static void
show_unusual (FoveaOptimiserEditor *self)
{
  const FoveaTrainingOptions *options = &self->options;
  g_autofree char *limit = g_strdup_printf (ngettext ("%d image", "%d images", options->limit), options->limit);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (options->limit > 0)
    g_ptr_array_add (words, limit);
  if (options->zero)
    g_ptr_array_add (words, (gpointer) _ ("first weights 0"));
  if (options->no_bias)
    g_ptr_array_add (words, (gpointer) _ ("no biases"));
  if (options->shuffled_labels)
    g_ptr_array_add (words, (gpointer) _ ("labels at random"));
  gtk_widget_set_visible (GTK_WIDGET (self->unusual), words->len > 0);
  g_ptr_array_add (words, NULL);
  text = g_strjoinv (" · ", (char **) words->pdata);
  adw_action_row_set_subtitle (self->unusual, text);
}

/* What an experiment has set beyond the rows is as usual again. */
static void
usual_cb (FoveaOptimiserEditor *self)
{
  self->options.limit = 0;
  self->options.zero = self->options.no_bias = self->options.shuffled_labels = FALSE;
  show_unusual (self);
  changed_cb (self);
}

/* From now on every DROPOUT of the net does as the row says. */
static void
dropout_changed_cb (FoveaOptimiserEditor *self)
{
  if (!self->filling)
    self->options.dropout = get_number (self->dropout);
  changed_cb (self);
}

static void
fovea_optimiser_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_OPTIMISER_EDITOR);
  G_OBJECT_CLASS (fovea_optimiser_editor_parent_class)->dispose (object);
}

static void
fovea_optimiser_editor_class_init (FoveaOptimiserEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_optimiser_editor_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (FOVEA_TYPE_AUGMENT_ROW);
  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/optimiser-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, unusual);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, method);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, schedule);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, rate);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, momentum);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, batch);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, l2);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, warm_up);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, dropout);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, epochs);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, target);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, patience);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, seed);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptimiserEditor, augmentation);
  gtk_widget_class_bind_template_callback (widget_class, method_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rate_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropout_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, usual_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
fill_list (AdwComboRow *row, const char *const *titles, guint n)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, _ (titles[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
fovea_optimiser_editor_init (FoveaOptimiserEditor *self)
{
  FoveaTrainingOptions options = fovea_training_options_default ();

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_list (self->method, methods, G_N_ELEMENTS (methods));
  fill_list (self->schedule, schedules, G_N_ELEMENTS (schedules));
  fovea_optimiser_editor_set_options (self, &options);
}

/* What the rows say, and of the rest what was set last. */
FoveaTrainingOptions
fovea_optimiser_editor_get_options (FoveaOptimiserEditor *self)
{
  FoveaTrainingOptions options = self->options;

  options.optimiser = adw_combo_row_get_selected (self->method);
  options.schedule = adw_combo_row_get_selected (self->schedule);
  options.rate = get_number (self->rate);
  options.momentum = get_number (self->momentum);
  options.batch = get_number (self->batch);
  options.l2 = get_number (self->l2);
  options.warm_up = get_number (self->warm_up);
  options.target = get_number (self->target) / 100;
  options.patience = get_number (self->patience);
  options.epochs = get_number (self->epochs);
  options.seed = get_number (self->seed);
  options.augmentation = fovea_augment_row_get (self->augmentation);
  return options;
}

/* Without `changed`. */
void
fovea_optimiser_editor_set_options (FoveaOptimiserEditor *self, const FoveaTrainingOptions *options)
{
  self->filling = TRUE;
  self->options = *options;
  self->options.threads = 0;
  show_unusual (self);
  if (options->dropout >= 0)
    g_object_set (self->dropout, "value", (double) options->dropout, NULL);
  g_object_set (self->warm_up, "value", (double) options->warm_up, NULL);
  g_object_set (self->target, "value", (double) options->target * 100, NULL);
  g_object_set (self->patience, "value", (double) options->patience, NULL);
  adw_combo_row_set_selected (self->method, options->optimiser);
  adw_combo_row_set_selected (self->schedule, options->schedule);
  g_object_set (self->rate, "value", (double) options->rate, NULL);
  g_object_set (self->momentum, "value", (double) options->momentum, NULL);
  g_object_set (self->batch, "value", (double) options->batch, NULL);
  g_object_set (self->l2, "value", (double) options->l2, NULL);
  g_object_set (self->epochs, "value", (double) options->epochs, NULL);
  g_object_set (self->seed, "value", (double) options->seed, NULL);
  fovea_augment_row_set (self->augmentation, &options->augmentation);
  self->filling = FALSE;
}

/* The row shows what the net's first DROPOUT says, until somebody changes it; a net without one has none to change. */
void
fovea_optimiser_editor_set_net (FoveaOptimiserEditor *self, const FoveaNetSpec *spec)
{
  float probability = -1;

  for (int row = 0; spec && row < spec->n_layers && probability < 0; row++)
    if (spec->layers[row].kind == FOVEA_LAYER_DROPOUT)
      probability = spec->layers[row].probability;
  gtk_widget_set_visible (GTK_WIDGET (self->dropout), probability >= 0);
  self->filling = TRUE;
  if (probability >= 0 && self->options.dropout < 0)
    g_object_set (self->dropout, "value", (double) probability, NULL);
  self->filling = FALSE;
}
