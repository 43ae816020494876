/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runners are a list that the rows of a popover edit; whatever changes in it makes another race, paused. The first
 * ones are the net of the page with three methods, each at the rate that suits it. A race pauses the page's own run, for
 * they would take the processor from each other. */

#include "config.h"

#include "app/race-view.h"

#include "app/page.h"
#include "app/spin-row.h"
#include "lesson/race.h"
#include "lesson/runs.h"
#include "scene/race-scene.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoveaRaceView
{
  FoveaTrainingView parent_instance;

  GtkButton *run;
  GtkToggleButton *log;
  GtkBox *rows;
  GtkLabel *problem;
  FoveaSceneView *view;
  GtkSizeGroup *methods; /* of all rows, as wide as each other */

  FoveaScene *scene;
  GPtrArray *runners; /* of FoveaRunner */
  FoveaRace *race;    /* NULL where there are no data, or a net cannot be trained */
  gboolean filling;   /* the rows are being set by the program */
};

G_DEFINE_FINAL_TYPE (FoveaRaceView, fovea_race_view, FOVEA_TYPE_TRAINING_VIEW)

static const FoveaOptimiserKind methods[]
  = { FOVEA_OPTIMISER_SGD,     FOVEA_OPTIMISER_MOMENTUM, FOVEA_OPTIMISER_NESTEROV, FOVEA_OPTIMISER_ADAGRAD,
      FOVEA_OPTIMISER_ADADELTA, FOVEA_OPTIMISER_RMSPROP,  FOVEA_OPTIMISER_ADAM };

static void
show_controls (FoveaRaceView *self)
{
  gboolean running = self->race && fovea_race_get_wants_to_run (self->race);

  gtk_button_set_label (self->run, running                                                ? _ ("Pause Race")
                                   : self->race && fovea_race_has_begun (self->race) ? _ ("Continue Race")
                                                                                     : _ ("Start Race"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "race.run", self->race && !fovea_race_is_over (self->race));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "race.start-over", self->race != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "race.add", self->runners->len < FOVEA_RACE_MOST);
}

static void
end_race (FoveaRaceView *self)
{
  if (!self->race)
    return;
  g_signal_handlers_disconnect_by_data (self->race, self);
  fovea_race_stop (self->race);
  g_clear_object (&self->race);
}

/* Instead of the one before; takes over @race. @problem: (nullable): why there is none */
static void
set_race (FoveaRaceView *self, FoveaRace *race, const char *problem)
{
  end_race (self);
  self->race = race;
  if (race)
    g_signal_connect_swapped (race, "changed", G_CALLBACK (show_controls), self);
  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->problem), problem);
  fovea_race_scene_set_race (FOVEA_RACE_SCENE (self->scene), race);
  show_controls (self);
}

/* Another race of those runners. */
static void
begin_race (FoveaRaceView *self)
{
  FoveaDataset *dataset = fovea_training_view_get_dataset (FOVEA_TRAINING_VIEW (self));
  gboolean able = dataset && self->runners->len >= FOVEA_RACE_LEAST;
  g_autoptr (GError) error = NULL;
  FoveaRace *race = able ? fovea_race_new (dataset, self->runners, &error) : NULL;

  set_race (self, race, error ? error->message : NULL);
}

/* From its first mini-batch on a race is kept on the disk. */
static void
keep_race (FoveaRaceView *self)
{
  FoveaDataset *dataset = fovea_training_view_get_dataset (FOVEA_TRAINING_VIEW (self));
  g_autofree char *folder = fovea_runs_folder ();
  g_autoptr (GError) error = NULL;

  if (!fovea_race_keep (self->race, folder, dataset->source, dataset->seed, FOVEA_KEEP_SECONDS, &error))
    fovea_toast (GTK_WIDGET (self), error->message);
}

/* Rows */

static const char ROW_NUMBER[] = "fovea-runner";

static FoveaRunner *
get_runner (FoveaRaceView *self, gpointer widget)
{
  return self->runners->pdata[GPOINTER_TO_UINT (g_object_get_data (widget, ROW_NUMBER))];
}

/* By its method and rate, and where nets differ by its net, too. */
static void
name_runner (FoveaRaceView *self, FoveaRunner *runner)
{
  g_autofree char *method = fovea_runner_name (&runner->options), *net = NULL;
  gboolean differs = FALSE;
  guint i;

  g_ptr_array_find (self->runners, runner, &i);
  for (guint j = 0; j < self->runners->len; j++)
    differs = differs || strcmp (((FoveaRunner *) self->runners->pdata[j])->net, runner->net) != 0;
  net = fovea_net_spec_named (runner->net) ? g_strdup (runner->net) : g_strdup_printf (_ ("net %u"), i + 1);
  g_free (runner->name);
  runner->name = differs ? g_strdup_printf (_ ("%s: %s"), net, method) : g_strdup (method);
}

/* The rate follows, which makes another race. */
static void
method_cb (GtkDropDown *list, GParamSpec *pspec, FoveaRaceView *self)
{
  FoveaRunner *runner = get_runner (self, list);
  GtkSpinButton *rate = GTK_SPIN_BUTTON (gtk_widget_get_next_sibling (GTK_WIDGET (list)));

  runner->options.optimiser = methods[gtk_drop_down_get_selected (list)];
  runner->options.rate = fovea_optimiser_default_rate (runner->options.optimiser);
  self->filling = TRUE;
  gtk_spin_button_set_value (rate, runner->options.rate);
  self->filling = FALSE;
  name_runner (self, runner);
  begin_race (self);
}

static void
rate_cb (GtkSpinButton *spin, FoveaRaceView *self)
{
  FoveaRunner *runner = get_runner (self, spin);

  if (self->filling)
    return;
  runner->options.rate = gtk_spin_button_get_value (spin);
  name_runner (self, runner);
  begin_race (self);
}

static void
net_cb (GtkEditable *entry, FoveaRaceView *self)
{
  FoveaRunner *runner = get_runner (self, entry);

  if (self->filling)
    return;
  g_free (runner->net);
  runner->net = g_strdup (gtk_editable_get_text (entry));
  name_runner (self, runner);
  begin_race (self);
}

static void
fill_rows (FoveaRaceView *self);

static void
remove_cb (GtkWidget *button, FoveaRaceView *self)
{
  g_ptr_array_remove_index (self->runners, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), ROW_NUMBER)));
  fill_rows (self);
  begin_race (self);
}

/* Puts @widget at the end of @row, as that of runner @i, under the name @label. */
static void
add_widget (GtkBox *row, GtkWidget *widget, guint i, const char *label)
{
  g_object_set_data (G_OBJECT (widget), ROW_NUMBER, GUINT_TO_POINTER (i));
  gtk_widget_set_tooltip_text (widget, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (row, widget);
}

static GtkWidget *
create_method (const FoveaRunner *runner)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *list;
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      gtk_string_list_append (names, fovea_optimiser_name (methods[i]));
      selected = methods[i] == runner->options.optimiser ? i : selected;
    }
  list = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), selected);
  return list;
}

/* The name of the net that @text is, if it has one. */
static const char *
find_name (const char *text)
{
  const char *const *names = fovea_net_spec_names ();

  for (guint i = 0; names[i]; i++)
    {
      g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (fovea_net_spec_named (names[i]), NULL, NULL);
      g_autofree char *other = fovea_net_spec_to_text (spec);

      if (g_str_equal (other, text))
        return names[i];
    }
  return text;
}

static GtkWidget *
create_row (FoveaRaceView *self, guint i)
{
  FoveaRunner *runner = self->runners->pdata[i];
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  GtkWidget *net = gtk_entry_new (), *method = create_method (runner);
  GtkWidget *rate = gtk_spin_button_new_with_range (0.0001, 10, 0.001);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_box_append (row, gtk_label_new (number));
  gtk_editable_set_text (GTK_EDITABLE (net), find_name (runner->net));
  gtk_editable_set_width_chars (GTK_EDITABLE (net), 32);
  gtk_size_group_add_widget (self->methods, method);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (rate), 4);
  fovea_spin_take_comma (GTK_SPIN_BUTTON (rate));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rate), runner->options.rate);
  gtk_widget_set_sensitive (remove, self->runners->len > FOVEA_RACE_LEAST);
  add_widget (row, net, i, _ ("Net of the runner"));
  add_widget (row, method, i, _ ("Method of the runner"));
  add_widget (row, rate, i, _ ("Learning rate of the runner"));
  add_widget (row, remove, i, _ ("Remove the runner"));
  g_signal_connect (net, "changed", G_CALLBACK (net_cb), self);
  g_signal_connect (method, "notify::selected", G_CALLBACK (method_cb), self);
  g_signal_connect (rate, "value-changed", G_CALLBACK (rate_cb), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  return GTK_WIDGET (row);
}

static void
fill_rows (FoveaRaceView *self)
{
  GtkWidget *row;

  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))))
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < self->runners->len; i++)
    gtk_box_append (self->rows, create_row (self, i));
  self->filling = FALSE;
}

/* Runners */

static void
add_runner (FoveaRaceView *self, FoveaOptimiserKind method)
{
  FoveaTrainingSession *session = fovea_training_view_get_session (FOVEA_TRAINING_VIEW (self));
  FoveaTrainingOptions options = *fovea_training_session_get_options (session);
  g_autofree char *net = fovea_net_spec_to_text (fovea_training_session_get_spec (session));

  options.optimiser = method;
  options.rate = fovea_optimiser_default_rate (method);
  g_ptr_array_add (self->runners, fovea_runner_new ("", find_name (net), &options));
  name_runner (self, self->runners->pdata[self->runners->len - 1]);
}

static void
choose_runners (FoveaRaceView *self)
{
  g_ptr_array_set_size (self->runners, 0);
  add_runner (self, FOVEA_OPTIMISER_SGD);
  add_runner (self, FOVEA_OPTIMISER_MOMENTUM);
  add_runner (self, FOVEA_OPTIMISER_ADAM);
  fill_rows (self);
  begin_race (self);
}

/* Actions */

static void
run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaRaceView *self = FOVEA_RACE_VIEW (widget);
  FoveaTrainingSession *session = fovea_training_view_get_session (FOVEA_TRAINING_VIEW (self));

  if (!self->race)
    return;
  if (fovea_race_get_wants_to_run (self->race))
    {
      fovea_race_pause (self->race);
      return;
    }
  if (session && fovea_training_session_get_wants_to_run (session))
    gtk_widget_activate_action (widget, "training.run", NULL);
  keep_race (self);
  fovea_race_run (self->race);
}

static void
start_over_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  begin_race (FOVEA_RACE_VIEW (widget));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaRaceView *self = FOVEA_RACE_VIEW (widget);

  if (!fovea_training_view_get_session (FOVEA_TRAINING_VIEW (self)))
    return;
  add_runner (self, FOVEA_OPTIMISER_RMSPROP);
  fill_rows (self);
  begin_race (self);
}

/* Other data end the race; another run on the same data does not. The first runners come when the view is first shown. */
static void
fovea_race_view_run_changed (FoveaTrainingView *view)
{
  FoveaRaceView *self = FOVEA_RACE_VIEW (view);
  FoveaDataset *dataset = fovea_training_view_get_dataset (view);
  FoveaTrainingSession *session = fovea_training_view_get_session (view);
  gboolean same = self->race && session
                  && fovea_training_session_get_training (fovea_race_get_session (self->race, 0)) == dataset->train;

  if (same)
    return;
  end_race (self);
  fovea_race_scene_set_race (FOVEA_RACE_SCENE (self->scene), NULL);
  if (session && gtk_widget_get_mapped (GTK_WIDGET (view)))
    choose_runners (self);
}

static void
fovea_race_view_map (GtkWidget *widget)
{
  FoveaRaceView *self = FOVEA_RACE_VIEW (widget);

  if (!self->race && fovea_training_view_get_session (FOVEA_TRAINING_VIEW (self)))
    choose_runners (self);
  GTK_WIDGET_CLASS (fovea_race_view_parent_class)->map (widget);
}

static void
fovea_race_view_dispose (GObject *object)
{
  FoveaRaceView *self = FOVEA_RACE_VIEW (object);

  end_race (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_RACE_VIEW);
  g_clear_object (&self->scene);
  g_clear_pointer (&self->runners, g_ptr_array_unref);
  G_OBJECT_CLASS (fovea_race_view_parent_class)->dispose (object);
}

static void
fovea_race_view_class_init (FoveaRaceViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_race_view_dispose;
  widget_class->map = fovea_race_view_map;
  view_class->run_changed = fovea_race_view_run_changed;
  view_class->run_action = "race.run";

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/race-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaRaceView, run);
  gtk_widget_class_bind_template_child (widget_class, FoveaRaceView, log);
  gtk_widget_class_bind_template_child (widget_class, FoveaRaceView, rows);
  gtk_widget_class_bind_template_child (widget_class, FoveaRaceView, problem);
  gtk_widget_class_bind_template_child (widget_class, FoveaRaceView, view);
  gtk_widget_class_bind_template_child (widget_class, FoveaRaceView, methods);
  gtk_widget_class_install_action (widget_class, "race.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "race.start-over", NULL, start_over_cb);
  gtk_widget_class_install_action (widget_class, "race.add", NULL, add_cb);
}

static void
fovea_race_view_init (FoveaRaceView *self)
{
  self->runners = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_runner_free);
  self->scene = fovea_race_scene_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->view, self->scene);
  g_object_bind_property (self->log, "active", self->scene, "log", G_BINDING_SYNC_CREATE);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  show_controls (self);
}

/* (element-type FoveaRunner): takes them over, and makes a race of them */
void
fovea_race_view_set_runners (FoveaRaceView *self, GPtrArray *runners)
{
  g_ptr_array_unref (self->runners);
  self->runners = runners;
  fill_rows (self);
  begin_race (self);
}

/**
 * fovea_race_view_go_on:
 * @checkpoints: (element-type FoveaCheckpoint) (transfer full): of the runs of a race on the data that are shown
 *
 * Goes on with that race, paused.
 */
void
fovea_race_view_go_on (FoveaRaceView *self, GPtrArray *checkpoints)
{
  FoveaDataset *dataset = fovea_training_view_get_dataset (FOVEA_TRAINING_VIEW (self));

  g_ptr_array_set_size (self->runners, 0);
  for (guint i = 0; i < checkpoints->len; i++)
    g_ptr_array_add (self->runners, fovea_runner_new_continued (checkpoints->pdata[i]));
  fill_rows (self);
  set_race (self, fovea_race_new_continued (dataset, checkpoints), NULL);
  keep_race (self);
}
