/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Pooling page: the pooling lesson, its scene, the table of what fits and the rows of the panel. */

#include "config.h"

#include "app/pooling-page.h"

#include "app/letters.h"
#include "app/preset-row.h"
#include "app/size-rows.h"
#include "app/spin-row.h"
#include "app/target-keys.h"
#include "lesson/pooling.h"
#include "scene/fits-scene.h"
#include "scene/pooling-scene.h"

#include <glib/gi18n-lib.h>

struct _FoveaPoolingPage
{
  FoveaLessonPage parent_instance;

  FoveaSpinRow *input, *input_width, *input_height, *depth, *filter, *stride, *pad, *seed;
  AdwComboRow *kind, *values, *convention, *pass, *gradient;
  FoveaSceneView *fits_view;

  FoveaPooling *lesson;
};

G_DEFINE_FINAL_TYPE (FoveaPoolingPage, fovea_pooling_page, FOVEA_TYPE_LESSON_PAGE)

static void
fovea_pooling_page_update (FoveaLessonPage *page)
{
  FoveaPoolingPage *self = FOVEA_POOLING_PAGE (page);
  int width = fovea_pooling_get_width (self->lesson), height = fovea_pooling_get_height (self->lesson);

  g_object_set (self->filter, "upper", MIN (width, height) + 2.0 * fovea_pooling_get_pad (self->lesson), NULL);
  g_object_set (self->pad, "upper", floor (fovea_pooling_get_filter (self->lesson) / 2.0), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->gradient),
                          fovea_pooling_get_pass (self->lesson) == FOVEA_LESSON_BACKWARD);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->fits_view), ADW_TYPE_PREFERENCES_GROUP),
                          !fovea_lesson_hides (FOVEA_LESSON (self->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT));
}

static void
fovea_pooling_page_get_windows (FoveaLessonPage *page, int *width, int *height)
{
  fovea_pooling_get_windows (FOVEA_POOLING_PAGE (page)->lesson, width, height);
}

static char *
describe_backward (FoveaPoolingPage *self)
{
  switch (fovea_pooling_get_kind (self->lesson))
    {
    case FOVEA_POOLING_MAX:
      return g_strdup (_ ("The gradient goes to the winner of each window alone: the others made no difference. There is "
                          "no weight that could learn from it."));
    case FOVEA_POOLING_AVERAGE:
      return g_strdup (_ ("Each number of a window gets the same share of the gradient: all of them made the average."));
    default:
      return g_strdup (_ ("Each number gets its part of the length: the gradient times x/y. The larger it is, the more."));
    }
}

static char *
fovea_pooling_page_describe (FoveaLessonPage *page, char **title)
{
  FoveaPoolingPage *self = FOVEA_POOLING_PAGE (page);
  int width = fovea_pooling_get_width (self->lesson), height = fovea_pooling_get_height (self->lesson);
  int filter = fovea_pooling_get_filter (self->lesson), stride = fovea_pooling_get_stride (self->lesson);
  int columns, rows;

  fovea_pooling_get_output_size (self->lesson, &columns, &rows);
  *title = g_strdup_printf (_ ("%d×%d input, %d×%d window, stride %d"), width, height, filter, filter, stride);
  if (columns == 0)
    return g_strdup_printf (_ ("Doesn’t fit! A %d×%d window cannot slide over a %d×%d input with stride %d."), filter,
                            filter, width, height, stride);
  if (fovea_pooling_get_pass (self->lesson) == FOVEA_LESSON_BACKWARD)
    return describe_backward (self);
  switch (fovea_pooling_get_kind (self->lesson))
    {
    case FOVEA_POOLING_MAX:
      return g_strdup (_ ("Of each patch only the largest number is kept. Nothing is learned here: there are no weights."));
    case FOVEA_POOLING_AVERAGE:
      return g_strdup (_ ("Of each patch only the average is kept. Nothing is learned here: there are no weights."));
    default:
      return g_strdup (_ ("Of each patch the root of the sum of squares is kept: its length. Nothing is learned here."));
    }
}

/* B: backward, and forward again. */
static gboolean
key_pressed (FoveaPoolingPage *self, guint key, GdkModifierType state)
{
  gboolean forward = fovea_pooling_get_pass (self->lesson) == FOVEA_LESSON_FORWARD;

  if (key != GDK_KEY_b || state != 0)
    return FALSE;
  g_object_set (self->lesson, "pass", forward ? FOVEA_LESSON_BACKWARD : FOVEA_LESSON_FORWARD, NULL);
  return TRUE;
}

static void
shuffle_clicked_cb (FoveaPoolingPage *self)
{
  double seed;

  g_object_get (self->seed, "value", &seed, NULL);
  g_object_set (self->seed, "value", seed + 1, NULL);
}

static void
bind_row (FoveaPoolingPage *self, const char *property, gpointer row, const char *row_property)
{
  g_object_bind_property (self->lesson, property, row, row_property, G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static const char *
label_values (int preset)
{
  return fovea_input_preset_label (preset);
}

static gboolean
has_own_values (FoveaLesson *lesson)
{
  return fovea_pooling_has_own_input (FOVEA_POOLING (lesson));
}

static void
bind_rows (FoveaPoolingPage *self)
{
  static const FoveaPresets values = { "values", FOVEA_N_INPUT_PRESETS, label_values, has_own_values };

  fovea_size_rows_bind (&(FoveaSizeRows){ "input", self->input, self->input_width, self->input_height, NULL },
                        FOVEA_LESSON (self->lesson));
  bind_row (self, "depth", self->depth, "value");
  bind_row (self, "filter", self->filter, "value");
  bind_row (self, "stride", self->stride, "value");
  bind_row (self, "pad", self->pad, "value");
  bind_row (self, "kind", self->kind, "selected");
  bind_row (self, "pass", self->pass, "selected");
  bind_row (self, "gradient", self->gradient, "selected");
  fovea_preset_row_bind (self->values, FOVEA_LESSON (self->lesson), &values);
  bind_row (self, "seed", self->seed, "value");
  fovea_letters_title_rows (FOVEA_LESSON (self->lesson), (const FoveaTitledRow[]){
    { "input", self->input },
    { "input-width", self->input_width },
    { "input-height", self->input_height },
    { "depth", self->depth },
    { "stride", self->stride },
    { "pad", self->pad },
    { "window", self->filter },
    { NULL } });
  fovea_lesson_page_bind_convention (FOVEA_LESSON (self->lesson), self->convention);
}

static void
fovea_pooling_page_dispose (GObject *object)
{
  FoveaPoolingPage *self = FOVEA_POOLING_PAGE (object);

  g_clear_object (&self->lesson);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_POOLING_PAGE);

  G_OBJECT_CLASS (fovea_pooling_page_parent_class)->dispose (object);
}

static void
fovea_pooling_page_class_init (FoveaPoolingPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaLessonPageClass *lesson_page_class = FOVEA_LESSON_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_pooling_page_dispose;
  lesson_page_class->get_windows = fovea_pooling_page_get_windows;
  lesson_page_class->describe = fovea_pooling_page_describe;
  lesson_page_class->update = fovea_pooling_page_update;

  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/pooling-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, input);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, input_width);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, input_height);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, depth);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, filter);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, stride);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, pad);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, kind);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, pass);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, gradient);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, convention);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, values);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, seed);
  gtk_widget_class_bind_template_child (widget_class, FoveaPoolingPage, fits_view);
  gtk_widget_class_bind_template_callback (widget_class, shuffle_clicked_cb);
}

static void
fovea_pooling_page_init (FoveaPoolingPage *self)
{
  g_autoptr (FoveaScene) scene = NULL, fits = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lesson = fovea_pooling_new ();
  scene = fovea_pooling_scene_new (self->lesson);
  fits = fovea_fits_scene_new (FOVEA_LESSON (self->lesson));
  fovea_scene_view_set_scene (fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (self)), scene);
  fovea_scene_view_set_scene (self->fits_view, fits);
  fovea_target_keys_attach (self->fits_view, TRUE);
  bind_rows (self);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (key_pressed), self);
  fovea_lesson_page_set_lesson (FOVEA_LESSON_PAGE (self), FOVEA_LESSON (self->lesson), "pooling");
}
