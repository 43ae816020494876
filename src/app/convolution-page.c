/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Convolution page: one lesson, seen by a scene for each of its views, the table of what fits, the filter's editor
 * and the rows of the panel. Every row is bound to a property of the lesson; all else follows from its `changed`. */

#include "config.h"

#include "app/convolution-page.h"

#include "app/convolution-files.h"
#include "app/filter-editor.h"
#include "app/letters.h"
#include "app/pass-group.h"
#include "app/preset-row.h"
#include "app/size-rows.h"
#include "app/spin-row.h"
#include "app/target-keys.h"
#include "app/view-bar.h"
#include "lesson/convolution-pass.h"
#include "scene/fits-scene.h"
#include "scene/gradient-scene.h"
#include "scene/views.h"

#include <glib/gi18n-lib.h>

struct _FoveaConvolutionPage
{
  FoveaLessonPage parent_instance;

  GtkBox *panel_box;
  GtkWidget *layer_group;
  FoveaSpinRow *input, *input_width, *input_height, *depth, *filter, *filter_width, *filter_height, *filters;
  FoveaSpinRow *stride, *pad, *dilation, *groups, *seed;
  FoveaSceneView *fits_view;
  AdwPreferencesGroup *values_group;
  AdwComboRow *values, *weights, *convention;
  GtkToggleButton *relu, *pool, *alone, *common_scale;
  GtkWidget *show_group;
  GtkLabel *parameters;
  FoveaFilterEditor *editor;
  FoveaViewBar *bar;
  FoveaPassGroup *pass_group;
  GtkWidget *numbers_button;

  FoveaConvolution *lesson;
  GHashTable *scenes; /* GType → FoveaScene, those that have been looked at */
};

G_DEFINE_FINAL_TYPE (FoveaConvolutionPage, fovea_convolution_page, FOVEA_TYPE_LESSON_PAGE)

/* --- what follows from the lesson */

static void
update_rows (FoveaConvolutionPage *self)
{
  gboolean picture = fovea_convolution_get_picture (self->lesson) != NULL;
  int most_groups = MIN (fovea_convolution_get_depth (self->lesson), fovea_convolution_get_filters (self->lesson));
  g_autofree char *slices = picture ? g_strdup_printf ("%d", fovea_convolution_get_depth (self->lesson)) : NULL;

  g_object_set (self->depth, "text", slices, NULL);
  g_object_set (self->groups, "upper", (double) most_groups, "value",
                (double) fovea_convolution_get_groups (self->lesson), NULL); /* the next that cuts both evenly */
  gtk_widget_set_visible (GTK_WIDGET (self->values_group), !picture);
  gtk_widget_set_visible (self->show_group, picture);
  gtk_widget_set_visible (self->numbers_button, picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->bar),
                            fovea_convolution_get_pass (self->lesson) == FOVEA_LESSON_FORWARD);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), fovea_convolution_get_pass (self->lesson) == FOVEA_LESSON_FORWARD);
}

/* What the strip says of the passes other than the forward one. */
static char *
describe_pass (FoveaConvolutionPage *self)
{
  switch (fovea_convolution_get_pass (self->lesson))
    {
    case FOVEA_LESSON_BACKWARD:
      return g_strdup (_ ("Press Space: at each place the output’s gradient goes back to the input, and gathers on the "
                          "weights that all places share."));
    case FOVEA_LESSON_TRAIN:
      return g_strdup (_ ("Press Space: each step takes the weights a little against their gradient, and the output "
                          "comes closer to the target."));
    default:
      return g_strdup (_ ("Press Space: each number of the input stamps the filter into the output."));
    }
}

/* What the strip says of numbers: does it fit, and how far has one come. */
static char *
describe_numbers (FoveaConvolutionPage *self)
{
  int position = fovea_lesson_get_position (FOVEA_LESSON (self->lesson));
  int n = fovea_lesson_count_positions (FOVEA_LESSON (self->lesson)), columns, rows;

  fovea_convolution_get_output_size (self->lesson, &columns, &rows);
  if (columns == 0)
    return g_strdup_printf (_ ("Doesn’t fit! A %d×%d filter cannot be applied to a %d×%d input with stride %d."),
                            fovea_convolution_get_filter_width (self->lesson),
                            fovea_convolution_get_filter_height (self->lesson),
                            fovea_convolution_get_width (self->lesson), fovea_convolution_get_height (self->lesson),
                            fovea_convolution_get_stride (self->lesson));
  if (position == 0)
    return g_strdup (_ ("Press Space: the filter slides over the input, and each place makes one number."));
  if (position < n - 1)
    return g_strdup (_ ("Each number is the patch times the filter, cell by cell, added up, plus the bias."));
  return g_strdup_printf (_ ("All places are done: the output is %d×%d×%d. Change a number on the right and see."),
                          columns, rows, fovea_convolution_get_filters (self->lesson));
}

static char *
fovea_convolution_page_describe (FoveaLessonPage *page, char **title)
{
  FoveaConvolutionPage *self = FOVEA_CONVOLUTION_PAGE (page);

  if (fovea_convolution_get_picture (self->lesson) != NULL)
    {
      *title = g_strdup (_ ("One filter, one activation map"));
      return g_strdup (_ ("A bank of filters makes a stack of maps: a new image with as many slices as there are "
                          "filters."));
    }
  *title = g_strdup_printf (_ ("%d×%d input, %d×%d filter, stride %d"), fovea_convolution_get_width (self->lesson),
                            fovea_convolution_get_height (self->lesson),
                            fovea_convolution_get_filter_width (self->lesson),
                            fovea_convolution_get_filter_height (self->lesson),
                            fovea_convolution_get_stride (self->lesson));
  return fovea_convolution_get_pass (self->lesson) == FOVEA_LESSON_FORWARD ? describe_numbers (self)
                                                                           : describe_pass (self);
}

/* On a picture one tries filters, so their numbers come first; else the numbers of the layer do. */
static void
arrange_panel (FoveaConvolutionPage *self, gboolean picture)
{
  gtk_box_reorder_child_after (self->panel_box, GTK_WIDGET (self->editor),
                               picture ? self->layer_group : GTK_WIDGET (self->parameters));
}

static void
update_scene (FoveaConvolutionPage *self)
{
  FoveaSceneView *view = fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (self));
  gpointer type = GSIZE_TO_POINTER (fovea_views_get_type_of (self->lesson));
  FoveaScene *scene = g_hash_table_lookup (self->scenes, type);

  if (scene == NULL)
    g_hash_table_insert (self->scenes, type, scene = fovea_views_new_scene (self->lesson));
  if (fovea_scene_view_get_scene (view) == scene)
    return;
  fovea_scene_view_set_scene (view, scene);
  arrange_panel (self, fovea_convolution_get_picture (self->lesson) != NULL);
}

static void
fovea_convolution_page_update (FoveaLessonPage *page)
{
  FoveaConvolutionPage *self = FOVEA_CONVOLUTION_PAGE (page);
  FoveaLesson *lesson = FOVEA_LESSON (self->lesson);
  FoveaHide counts = FOVEA_HIDE_PARAMETERS | FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT; /* they count outputs, too */
  g_autofree char *parameters = fovea_convolution_describe_parameters (self->lesson);

  update_scene (self);
  update_rows (self);
  gtk_label_set_markup (self->parameters, parameters);
  gtk_widget_set_visible (GTK_WIDGET (self->parameters), !fovea_lesson_hides (lesson, counts));
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->fits_view), ADW_TYPE_PREFERENCES_GROUP),
                          fovea_convolution_get_pass (self->lesson) != FOVEA_LESSON_TRANSPOSED /* which always fits */
                              && !fovea_lesson_hides (lesson, FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT));
}

/* In training the position is no place, but a step. */
static gboolean
fovea_convolution_page_turn_filter (FoveaLessonPage *page, int by)
{
  FoveaScene *scene = fovea_scene_view_get_scene (fovea_lesson_page_get_view (page));

  if (!FOVEA_IS_GRADIENT_SCENE (scene) || fovea_convolution_get_pass (FOVEA_CONVOLUTION_PAGE (page)->lesson) != FOVEA_LESSON_TRAIN)
    return FALSE;
  fovea_gradient_scene_turn_filter (FOVEA_GRADIENT_SCENE (scene), by);
  return TRUE;
}

static void
fovea_convolution_page_get_windows (FoveaLessonPage *page, int *width, int *height)
{
  FoveaConvolutionPage *self = FOVEA_CONVOLUTION_PAGE (page);

  fovea_convolution_get_windows (self->lesson, width, height);
  if (fovea_convolution_get_pass (self->lesson) == FOVEA_LESSON_TRAIN)
    *width = *height = 0; /* its positions are no places */
}

/* A picture comes from elsewhere, and what was tried on it goes with it. */
static gboolean
fovea_convolution_page_is_memorable (FoveaLessonPage *page)
{
  return fovea_convolution_get_picture (FOVEA_CONVOLUTION_PAGE (page)->lesson) == NULL;
}

/* --- buttons */

static void
numbers_clicked_cb (FoveaConvolutionPage *self)
{
  fovea_convolution_files_cancel (FOVEA_PAGE (self));
  fovea_convolution_set_picture (self->lesson, NULL);
  fovea_page_focus_default (FOVEA_PAGE (self));
}

static void
shuffle_clicked_cb (FoveaConvolutionPage *self)
{
  double seed;

  g_object_get (self->seed, "value", &seed, NULL);
  g_object_set (self->seed, "value", seed + 1, NULL);
}

/* --- set up */

static void
bind_row (FoveaConvolutionPage *self, const char *property, gpointer row, const char *row_property)
{
  g_object_bind_property (self->lesson, property, row, row_property, G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static const char *
label_values (int preset)
{
  return fovea_input_preset_label (preset);
}

static const char *
label_weights (int preset)
{
  return fovea_filter_preset_label (preset);
}

static gboolean
has_own_values (FoveaLesson *lesson)
{
  return fovea_convolution_has_own_input (FOVEA_CONVOLUTION (lesson));
}

static gboolean
has_own_weights (FoveaLesson *lesson)
{
  return fovea_convolution_has_own_filters (FOVEA_CONVOLUTION (lesson));
}

static void
get_filter_limits (FoveaLesson *lesson, int *width, int *height, int *both)
{
  *width = fovea_convolution_get_filter_limit (FOVEA_CONVOLUTION (lesson), FALSE);
  *height = fovea_convolution_get_filter_limit (FOVEA_CONVOLUTION (lesson), TRUE);
  *both = fovea_convolution_get_square_limit (FOVEA_CONVOLUTION (lesson));
}

static void
bind_rows (FoveaConvolutionPage *self)
{
  static const FoveaPresets values = { "values", FOVEA_N_INPUT_PRESETS, label_values, has_own_values },
                            weights = { "weights", FOVEA_N_FILTER_PRESETS, label_weights, has_own_weights };

  fovea_size_rows_bind (&(FoveaSizeRows){ "input", self->input, self->input_width, self->input_height, NULL },
                        FOVEA_LESSON (self->lesson));
  fovea_size_rows_bind (
      &(FoveaSizeRows){ "filter", self->filter, self->filter_width, self->filter_height, get_filter_limits },
      FOVEA_LESSON (self->lesson));
  bind_row (self, "depth", self->depth, "value");
  bind_row (self, "filters", self->filters, "value");
  bind_row (self, "stride", self->stride, "value");
  bind_row (self, "pad", self->pad, "value");
  bind_row (self, "dilation", self->dilation, "value");
  bind_row (self, "groups", self->groups, "value");
  bind_row (self, "seed", self->seed, "value");
  fovea_preset_row_bind (self->values, FOVEA_LESSON (self->lesson), &values);
  fovea_preset_row_bind (self->weights, FOVEA_LESSON (self->lesson), &weights);
  bind_row (self, "relu", self->relu, "active");
  bind_row (self, "pool", self->pool, "active");
  bind_row (self, "alone", self->alone, "active");
  bind_row (self, "common-scale", self->common_scale, "active");
  fovea_letters_title_rows (FOVEA_LESSON (self->lesson), (const FoveaTitledRow[]){
    { "input", self->input },
    { "input-width", self->input_width },
    { "input-height", self->input_height },
    { "depth", self->depth },
    { "filter", self->filter },
    { "filters", self->filters },
    { "stride", self->stride },
    { "pad", self->pad },
    { NULL } });
  fovea_lesson_page_bind_convention (FOVEA_LESSON (self->lesson), self->convention);
}

static void
fovea_convolution_page_dispose (GObject *object)
{
  FoveaConvolutionPage *self = FOVEA_CONVOLUTION_PAGE (object);

  fovea_convolution_files_cancel (FOVEA_PAGE (self));
  g_clear_pointer (&self->scenes, g_hash_table_unref);
  g_clear_object (&self->lesson);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_CONVOLUTION_PAGE);

  G_OBJECT_CLASS (fovea_convolution_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/io/github/fovea_lab/Fovea/convolution-page.ui");
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, fits_view);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, panel_box);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, layer_group);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, input);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, input_width);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, input_height);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, depth);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, filter);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, filter_width);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, filter_height);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, filters);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, stride);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, pad);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, dilation);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, groups);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, seed);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, values_group);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, values);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, convention);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, weights);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, relu);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, pool);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, alone);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, common_scale);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, show_group);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, parameters);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, editor);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, bar);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, pass_group);
  gtk_widget_class_bind_template_child (class, FoveaConvolutionPage, numbers_button);
  gtk_widget_class_bind_template_callback (class, numbers_clicked_cb);
  gtk_widget_class_bind_template_callback (class, shuffle_clicked_cb);
}

static void
fovea_convolution_page_class_init (FoveaConvolutionPageClass *class)
{
  FoveaPageClass *page_class = FOVEA_PAGE_CLASS (class);
  FoveaLessonPageClass *lesson_page_class = FOVEA_LESSON_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_convolution_page_dispose;
  page_class->open = fovea_convolution_files_open;
  page_class->create_filter = fovea_convolution_files_create_filter;
  lesson_page_class->get_windows = fovea_convolution_page_get_windows;
  lesson_page_class->turn_filter = fovea_convolution_page_turn_filter;
  lesson_page_class->describe = fovea_convolution_page_describe;
  lesson_page_class->update = fovea_convolution_page_update;
  lesson_page_class->is_memorable = fovea_convolution_page_is_memorable;

  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  g_type_ensure (FOVEA_TYPE_FILTER_EDITOR);
  g_type_ensure (FOVEA_TYPE_VIEW_BAR);
  g_type_ensure (FOVEA_TYPE_PASS_GROUP);
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
fovea_convolution_page_init (FoveaConvolutionPage *self)
{
  g_autoptr (FoveaScene) fits = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lesson = fovea_convolution_new ();
  fovea_convolution_files_attach (FOVEA_PAGE (self), self->lesson);
  self->scenes = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  fits = fovea_fits_scene_new (FOVEA_LESSON (self->lesson));
  fovea_scene_view_set_scene (self->fits_view, fits);
  fovea_target_keys_attach (self->fits_view, TRUE);
  bind_rows (self);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (fovea_view_bar_key_pressed), self->bar);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (fovea_pass_group_key_pressed), self->pass_group);
  fovea_lesson_page_set_lesson (FOVEA_LESSON_PAGE (self), FOVEA_LESSON (self->lesson), "convolution");
  fovea_filter_editor_set_lesson (self->editor, self->lesson);
  fovea_view_bar_set_lesson (self->bar, self->lesson);
  fovea_pass_group_set_lesson (self->pass_group, self->lesson);
}
