/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The answers of a sweep are sorted anew only when there is another sweep, or another question about them. */

#include "config.h"

#include "app/answers-view.h"

#include "lesson/numbers.h"
#include "scene/confusion-scene.h"
#include "scene/gallery-scene.h"

#include <glib/gi18n-lib.h>

struct _FoveaAnswersView
{
  FoveaTrainingView parent_instance;

  GtkToggleButton *wrong, *losses;
  GtkLabel *summary;
  FoveaSceneView *confusion_view, *gallery_view;

  FoveaScene *confusion, *gallery;
  FoveaTrainingSession *session;
  GArray *answers; /* those shown, of a report */
};

G_DEFINE_FINAL_TYPE (FoveaAnswersView, fovea_answers_view, FOVEA_TYPE_TRAINING_VIEW)

/* Wrong ones, the surest first; then right ones, the least sure first. */
static int
compare_wrong_first (gconstpointer a, gconstpointer b)
{
  const FoveaPrediction *one = a, *other = b;
  gboolean right = one->said == one->label, other_right = other->said == other->label;

  if (right != other_right)
    return right - other_right;
  if (one->probability != other->probability)
    return (one->probability > other->probability) == right ? 1 : -1;
  return one->image - other->image;
}

static int
compare_losses (gconstpointer a, gconstpointer b)
{
  const FoveaPrediction *one = a, *other = b;

  if (one->loss != other->loss)
    return one->loss < other->loss ? 1 : -1;
  return one->image - other->image;
}

/* The title above the images, where a cell of the matrix is selected. */
static char *
describe_cell (FoveaAnswersView *self, int label, int said)
{
  g_autofree char *is = fovea_training_session_dup_class_name (self->session, label);
  g_autofree char *taken = fovea_training_session_dup_class_name (self->session, said);
  int count = fovea_confusion_scene_count (FOVEA_CONFUSION_SCENE (self->confusion), label, said);

  if (count == 0 && label != said)
    return g_strdup_printf (_ ("No image of %s is taken for %s"), is, taken);
  if (label == said)
    return g_strdup_printf (ngettext ("%d image of %s, known as that", "%d images of %s, known as that", count), count,
                            is);
  return g_strdup_printf (ngettext ("%d image of %s, taken for %s", "%d images of %s, taken for %s", count), count, is,
                          taken);
}

static void
show_images (FoveaAnswersView *self)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  gboolean losses = gtk_toggle_button_get_active (self->losses);
  g_autofree char *title = NULL;
  int label, said;

  fovea_gallery_scene_set_losses (FOVEA_GALLERY_SCENE (self->gallery), losses);
  if (!self->session || !self->answers)
    {
      fovea_gallery_scene_set_images (FOVEA_GALLERY_SCENE (self->gallery), NULL, NULL, NULL, NULL);
      return;
    }
  if (fovea_confusion_scene_get_selected (FOVEA_CONFUSION_SCENE (self->confusion), &label, &said))
    title = describe_cell (self, label, said);
  else
    title = g_strdup (losses ? _ ("Largest losses first") : _ ("Wrong answers first, the surest on top"));
  for (guint i = 0; i < self->answers->len; i++)
    {
      const FoveaPrediction *answer = &g_array_index (self->answers, FoveaPrediction, i);

      if (label < 0 || (answer->label == label && answer->said == said))
        g_array_append_val (list, *answer);
    }
  g_array_sort (list, losses ? compare_losses : compare_wrong_first);
  fovea_gallery_scene_set_images (FOVEA_GALLERY_SCENE (self->gallery),
                                  fovea_training_session_get_validation (self->session),
                                  fovea_training_session_get_class_names (self->session), list, title);
}

static void
show_summary (FoveaAnswersView *self, const FoveaTrainingReport *report)
{
  char wrong[FOVEA_NUMBER_SIZE], checked[FOVEA_NUMBER_SIZE];
  g_autofree char *text = NULL;

  if (report && report->checked > 0)
    text = g_strdup_printf (ngettext ("%s wrong of %s image", "%s wrong of %s images", report->checked),
                            fovea_number_count (report->wrong, wrong),
                            fovea_number_count (report->checked, checked));
  gtk_label_set_text (self->summary, text ? text : "");
}

/* What the newest report says, if the view is on the screen. */
static void
update (FoveaAnswersView *self)
{
  FoveaTrainingReport *report = fovea_training_view_get_report (FOVEA_TRAINING_VIEW (self));
  GArray *answers = report ? report->answers : NULL;
  int classes = self->session ? fovea_net_spec_classes (fovea_training_session_get_spec (self->session)) : 0;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (report)
    fovea_gallery_scene_select (FOVEA_GALLERY_SCENE (self->gallery), report->image);
  if (answers == self->answers)
    return;
  g_clear_pointer (&self->answers, g_array_unref);
  self->answers = answers ? g_array_ref (answers) : NULL;
  fovea_confusion_scene_set_answers (FOVEA_CONFUSION_SCENE (self->confusion), answers, classes,
                                     self->session ? fovea_training_session_get_class_names (self->session) : NULL);
  show_summary (self, report);
  show_images (self);
}

static void
fovea_answers_view_run_changed (FoveaTrainingView *view)
{
  FoveaAnswersView *self = FOVEA_ANSWERS_VIEW (view);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, fovea_training_view_get_session (view));
  g_clear_pointer (&self->answers, g_array_unref);
  fovea_confusion_scene_set_answers (FOVEA_CONFUSION_SCENE (self->confusion), NULL, 0, NULL);
  show_summary (self, NULL);
  show_images (self);
  if (self->session)
    g_signal_connect_swapped (self->session, "reported", G_CALLBACK (update), self);
  update (self);
}

static void
fovea_answers_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_answers_view_parent_class)->map (widget);
  update (FOVEA_ANSWERS_VIEW (widget));
}

static void
order_chosen_cb (FoveaAnswersView *self)
{
  show_images (self);
}

/* The image goes through the net, in whichever view shows that. */
static void
image_picked_cb (FoveaAnswersView *self)
{
  int image = fovea_gallery_scene_get_selected (FOVEA_GALLERY_SCENE (self->gallery));

  if (self->session && image >= 0)
    fovea_training_session_show_image (self->session, image);
}

/* Keys */

static void
scroll_to_selected (FoveaAnswersView *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self->gallery_view), GTK_TYPE_SCROLLED_WINDOW);
  double top, bottom;

  if (fovea_gallery_scene_get_place (FOVEA_GALLERY_SCENE (self->gallery), &top, &bottom))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), top, bottom);
}

/* In the images, if the keyboard is there, else in the matrix. */
static gboolean
move (FoveaAnswersView *self, int columns, int rows)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self->gallery_view)))
    {
      fovea_confusion_scene_move (FOVEA_CONFUSION_SCENE (self->confusion), columns, rows);
      return TRUE;
    }
  fovea_gallery_scene_move (FOVEA_GALLERY_SCENE (self->gallery), columns, rows);
  image_picked_cb (self);
  scroll_to_selected (self);
  return TRUE;
}

static gboolean
fovea_answers_view_key_pressed (FoveaTrainingView *view, guint key, GdkModifierType state)
{
  FoveaAnswersView *self = FOVEA_ANSWERS_VIEW (view);

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
    case GDK_KEY_Escape:
      fovea_confusion_scene_select (FOVEA_CONFUSION_SCENE (self->confusion), -1, -1);
      show_images (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Object */

static void
fovea_answers_view_dispose (GObject *object)
{
  FoveaAnswersView *self = FOVEA_ANSWERS_VIEW (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_object (&self->confusion);
  g_clear_object (&self->gallery);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_ANSWERS_VIEW);
  G_OBJECT_CLASS (fovea_answers_view_parent_class)->dispose (object);
}

static void
fovea_answers_view_class_init (FoveaAnswersViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaTrainingViewClass *view_class = FOVEA_TRAINING_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_answers_view_dispose;
  widget_class->map = fovea_answers_view_map;
  view_class->run_changed = fovea_answers_view_run_changed;
  view_class->key_pressed = fovea_answers_view_key_pressed;

  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/answers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaAnswersView, wrong);
  gtk_widget_class_bind_template_child (widget_class, FoveaAnswersView, losses);
  gtk_widget_class_bind_template_child (widget_class, FoveaAnswersView, summary);
  gtk_widget_class_bind_template_child (widget_class, FoveaAnswersView, confusion_view);
  gtk_widget_class_bind_template_child (widget_class, FoveaAnswersView, gallery_view);
  gtk_widget_class_bind_template_callback (widget_class, order_chosen_cb);
}

static void
fovea_answers_view_init (FoveaAnswersView *self)
{
  self->confusion = fovea_confusion_scene_new ();
  self->gallery = fovea_gallery_scene_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_scene_view_set_scene (self->confusion_view, self->confusion);
  fovea_training_view_set_scene_view (FOVEA_TRAINING_VIEW (self), self->confusion_view);
  fovea_scene_view_set_scene (self->gallery_view, self->gallery);
  g_signal_connect_object (self->confusion, "picked", G_CALLBACK (show_images), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->gallery, "picked", G_CALLBACK (image_picked_cb), self, G_CONNECT_SWAPPED);
}
