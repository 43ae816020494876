/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Images as they are fed are those of an epoch of the run, by its seed and its options: what is shown is what will be
 * learned from, pixel by pixel. */

#include "config.h"

#include "app/data-view.h"

#include "lesson/numbers.h"
#include "scene/gallery-scene.h"

#include <glib/gi18n-lib.h>

struct _FoveaDataView
{
  FoveaTrainingView parent_instance;

  GtkToggleButton *validation, *fed;
  GtkDropDown *classes;
  FoveaSceneView *view;

  FoveaScene *scene;
  FoveaDataset *dataset;
  FoveaTrainingSession *session;
  FoveaTrainingOptions options; /* by which images were last augmented */
  gint64 epoch;
  gboolean filling, stale;
};

G_DEFINE_FINAL_TYPE (FoveaDataView, fovea_data_view, FOVEA_TYPE_TRAINING_VIEW)

static gboolean
shows_validation (FoveaDataView *self)
{
  return gtk_toggle_button_get_active (self->validation);
}

/* (nullable) */
static FoveaExamples *
get_examples (FoveaDataView *self)
{
  return !self->dataset ? NULL : shows_validation (self) ? self->dataset->test : self->dataset->train;
}

/* The list of classes, with how many images each has: "Class 3, 6,131". */
static void
fill_classes (FoveaDataView *self)
{
  FoveaExamples *examples = get_examples (self);
  guint chosen = gtk_drop_down_get_selected (self->classes);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree int *counts = g_new0 (int, examples ? examples->classes : 1);
  char number[FOVEA_NUMBER_SIZE];
  g_autofree char *all = NULL;

  for (int i = 0; examples && i < examples->n; i++)
    counts[examples->labels[i]]++;
  all = g_strdup_printf (_ ("All classes, %s"), fovea_number_count (examples ? examples->n : 0, number));
  gtk_string_list_append (list, all);
  for (int i = 0; examples && i < examples->classes; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("%s, %s"), self->dataset->class_names[i],
                                                fovea_number_count (counts[i], number));

      gtk_string_list_append (list, title);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->classes, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->classes, chosen != GTK_INVALID_LIST_POSITION
                                                 && chosen < g_list_model_get_n_items (G_LIST_MODEL (list))
                                               ? chosen
                                               : 0);
  self->filling = FALSE;
}

/* The title above the images. */
static char *
describe_images (FoveaDataView *self, int class_number, guint n)
{
  gboolean fed = gtk_toggle_button_get_active (self->fed) && !shows_validation (self);
  char number[FOVEA_NUMBER_SIZE];
  g_autofree char *what = NULL, *how = NULL;

  fovea_number_count (n, number);
  if (class_number >= 0)
    what = g_strdup_printf (ngettext ("%s image of %s", "%s images of %s", n), number,
                            self->dataset->class_names[class_number]);
  else
    what = g_strdup_printf (ngettext ("%s image", "%s images", n), number);
  if (!fed)
    return g_steal_pointer (&what);
  how = fovea_augmentation_to_text (&self->options.augmentation);
  if (!*how)
    return g_strdup_printf (_ ("%s, fed as they are: choose an augmentation on the right"), what);
  return g_strdup_printf (_ ("%s, as fed in epoch %d: %s"), what, (int) self->epoch + 1, how);
}

static void
show_images (FoveaDataView *self)
{
  FoveaExamples *examples = get_examples (self);
  int class_number = (int) gtk_drop_down_get_selected (self->classes) - 1;
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  FoveaGalleryScene *gallery = FOVEA_GALLERY_SCENE (self->scene);
  g_autofree char *title = NULL;

  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  for (int i = 0; examples && i < examples->n; i++)
    if (class_number < 0 || examples->labels[i] == class_number)
      {
        FoveaPrediction one = { i, examples->labels[i], FOVEA_NOT_ASKED, 0, 0 };

        g_array_append_val (list, one);
      }
  if (examples)
    title = describe_images (self, class_number, list->len);
  fovea_gallery_scene_set_augmentation (
    gallery, gtk_toggle_button_get_active (self->fed) && !shows_validation (self) ? &self->options.augmentation : NULL,
    self->options.seed, self->epoch);
  fovea_gallery_scene_set_images (gallery, examples,
                                  examples ? (const char *const *) self->dataset->class_names : NULL, list, title);
}

/* The options of the run, if they change how images are fed. */
static void
take_options (FoveaDataView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  g_autofree char *before = NULL, *now = NULL;

  if (!report)
    return;
  before = fovea_augmentation_to_text (&self->options.augmentation);
  now = fovea_augmentation_to_text (&report->options.augmentation);
  if (g_str_equal (before, now) && self->options.seed == report->options.seed)
    return;
  self->options = report->options;
  show_images (self);
}

static void
fovea_data_view_run_changed (FoveaTrainingView *view)
{
  FoveaDataView *self = FOVEA_DATA_VIEW (view);
  FoveaDataset *dataset = fovea_training_view_get_dataset (view);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, fovea_training_view_get_session (view));
  if (self->session)
    {
      g_signal_connect_swapped (self->session, "reported", G_CALLBACK (take_options), self);
      self->options = *fovea_training_session_get_options (self->session);
    }
  if (dataset == self->dataset)
    return;
  g_clear_pointer (&self->dataset, fovea_dataset_unref);
  self->dataset = dataset ? fovea_dataset_ref (dataset) : NULL;
  fovea_gallery_scene_select (FOVEA_GALLERY_SCENE (self->scene), -1);
  fill_classes (self);
  show_images (self);
}

static void
fovea_data_view_map (GtkWidget *widget)
{
  FoveaDataView *self = FOVEA_DATA_VIEW (widget);

  GTK_WIDGET_CLASS (fovea_data_view_parent_class)->map (widget);
  take_options (self);
  if (self->stale)
    show_images (self);
}

static void
part_chosen_cb (FoveaDataView *self)
{
  fovea_gallery_scene_select (FOVEA_GALLERY_SCENE (self->scene), -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fed), !shows_validation (self));
  fill_classes (self);
  show_images (self);
}

static void
class_chosen_cb (FoveaDataView *self)
{
  if (!self->filling)
    show_images (self);
}

static void
fed_toggled_cb (FoveaDataView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.epoch", gtk_toggle_button_get_active (self->fed));
  show_images (self);
}

static void
epoch_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FOVEA_DATA_VIEW (widget)->epoch++;
  show_images (FOVEA_DATA_VIEW (widget));
}

static gboolean
move (FoveaDataView *self, int columns, int rows)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self->view), GTK_TYPE_SCROLLED_WINDOW);
  double top, bottom;

  fovea_gallery_scene_move (FOVEA_GALLERY_SCENE (self->scene), columns, rows);
  if (fovea_gallery_scene_get_place (FOVEA_GALLERY_SCENE (self->scene), &top, &bottom))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), top, bottom);
  return TRUE;
}

static gboolean
fovea_data_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaDataView *self = FOVEA_DATA_VIEW (view);

  switch (key)
    {
    case GDK_KEY_Left:
      return move (self, -1, 0);
    case GDK_KEY_Right:
      return move (self, 1, 0);
    case GDK_KEY_Up:
      return move (self, 0, -1);
    case GDK_KEY_Down:
      return move (self, 0, 1);
    default:
      return FALSE;
    }
}

static void
fovea_data_view_dispose (GObject *object)
{
  FoveaDataView *self = FOVEA_DATA_VIEW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dataset, fovea_dataset_unref);
  g_clear_object (&self->scene);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_DATA_VIEW);
  G_OBJECT_CLASS (fovea_data_view_parent_class)->dispose (object);
}

static void
fovea_data_view_class_init (FoveaDataViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_data_view_dispose;
  widget_class->map = fovea_data_view_map;
  view_class->run_changed = fovea_data_view_run_changed;
  view_class->key_pressed = fovea_data_view_key_pressed;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  gtk_widget_class_install_action (widget_class, "data.epoch", NULL, epoch_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/data-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDataView, validation);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataView, fed);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataView, classes);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataView, view);
  gtk_widget_class_bind_template_callback (widget_class, part_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fed_toggled_cb);
}

static void
fovea_data_view_init (FoveaDataView *self)
{
  self->scene = fovea_gallery_scene_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  fovea_scene_view_set_scene (self->view, self->scene);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->view);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.epoch", FALSE);
}
