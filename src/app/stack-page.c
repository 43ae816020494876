/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Stack page: its chain as text and as a list, and the numbers of the layer that is chosen there or in the scene.
 * */

#include "config.h"

#include "app/stack-page.h"

#include "app/dialogs.h"
#include "app/letters.h"
#include "app/spin-row.h"
#include "app/training-page.h"
#include "engine/model-file.h"
#include "lesson/stack-words.h"
#include "scene/stack-scene.h"
#include "scene/stack-table-scene.h"

#include <glib/gi18n-lib.h>

struct _FoveaStackPage
{
  FoveaLessonPage parent_instance;

  AdwComboRow *examples, *kind, *convention;
  AdwEntryRow *text;
  FoveaSpinRow *input, *depth, *filter, *filters, *stride, *pad, *dilation;
  AdwPreferencesGroup *layer_group;
  GtkWidget *add_button, *remove_button;
  GtkListBox *list;
  GtkToggleButton *table_button;

  FoveaStack *lesson;
  FoveaScene *volumes, *table;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaStackPage, fovea_stack_page, FOVEA_TYPE_LESSON_PAGE)

static const struct
{
  const char *title, *layers; /* a net's text, or its name */
} examples[] = {
  { N_ ("5×5 without padding"), "INPUT 32x32x3, (CONV 5x5x6)*8" },
  { N_ ("5×5 with padding 2"), "INPUT 32x32x3, (CONV 5x5x6 pad 2)*4" },
  { N_ ("Two 3×3"), "INPUT 32x32x3, (CONV 3x3x8)*2" },
  { N_ ("Three 3×3"), "INPUT 32x32x3, (CONV 3x3x8)*3" },
  { N_ ("Like VGG"), "INPUT 32x32x3, [(CONV 3x3x32 pad 1)*2, POOL 2]*2" },
  { N_ ("Dilated"), "INPUT 32x32x3, CONV 3x3x8 pad 1, CONV 3x3x8 pad 2 dilation 2, CONV 3x3x8 pad 4 dilation 4" },
  { N_ ("LeNet-5"), "lenet-5" },
  { N_ ("AlexNet"), "alexnet" },
  { N_ ("VGG-16"), "vgg-16" },
};

/* --- the chain as text */

static void
example_chosen_cb (FoveaStackPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->examples);

  if (!self->updating && chosen < G_N_ELEMENTS (examples))
    fovea_stack_set_layers (self->lesson, examples[chosen].layers, NULL);
}

static void
text_applied_cb (FoveaStackPage *self)
{
  g_autoptr (GError) error = NULL;

  if (!fovea_stack_set_layers (self->lesson, gtk_editable_get_text (GTK_EDITABLE (self->text)), &error))
    fovea_toast (GTK_WIDGET (self), error->message);
}

/* The example whose chain is shown, or the last entry: one's own. */
static guint
find_example (const char *layers)
{
  guint i = 0;

  for (; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (FoveaStack) stack = fovea_stack_new ();
      g_autofree char *text = NULL;

      fovea_stack_set_layers (stack, examples[i].layers, NULL);
      g_object_get (stack, "layers", &text, NULL);
      if (g_str_equal (text, layers))
        break;
    }
  return i;
}

static void
update_text (FoveaStackPage *self)
{
  g_autofree char *layers = NULL;

  g_object_get (self->lesson, "layers", &layers, NULL);
  if (g_strcmp0 (layers, g_object_get_data (G_OBJECT (self->text), "shown")) == 0)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->text), layers);
  adw_combo_row_set_selected (self->examples, find_example (layers));
  g_object_set_data_full (G_OBJECT (self->text), "shown", g_steal_pointer (&layers), g_free);
}

/* --- the list */

static void
add_row (FoveaStackPage *self)
{
  GtkWidget *row = adw_action_row_new (), *size = gtk_label_new (NULL);

  gtk_widget_add_css_class (size, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), size);
  g_object_set_data (G_OBJECT (row), "size", size);
  gtk_list_box_append (self->list, row);
}

/* While a question asks for sizes they are not told here, either. */
static void
update_row (FoveaStackPage *self, int layer)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, layer - 1);
  GtkLabel *label = g_object_get_data (G_OBJECT (row), "size");
  gboolean hidden = fovea_lesson_hides (FOVEA_LESSON (self->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT);
  FoveaShape shape = fovea_stack_get_shape (self->lesson, layer);
  g_autofree char *words = fovea_stack_say_layer (self->lesson, layer);
  g_autofree char *title = g_strdup_printf ("%d  %s", layer, words);
  g_autofree char *size = g_strdup_printf ("%d×%d×%d", shape.width, shape.height, shape.depth);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_label_set_text (label, hidden ? "?" : shape.width > 0 ? size : "✗");
}

static void
update_list (FoveaStackPage *self)
{
  int n = fovea_stack_count_layers (self->lesson), layer = fovea_stack_get_layer (self->lesson);
  g_autofree char *title = g_strdup_printf (_ ("Layer %d"), layer);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, n)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  while (gtk_list_box_get_row_at_index (self->list, n - 1) == NULL)
    add_row (self);
  for (int i = 1; i <= n; i++)
    update_row (self, i);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, layer - 1));
  adw_preferences_group_set_title (self->layer_group, title);
  gtk_widget_set_sensitive (self->remove_button, n > 1);
  gtk_widget_set_sensitive (self->add_button, n < FOVEA_STACK_MAX_LAYERS);
}

static void
row_selected_cb (FoveaStackPage *self, GtkListBoxRow *row)
{
  if (!self->updating && row != NULL)
    fovea_stack_set_layer (self->lesson, gtk_list_box_row_get_index (row) + 1);
}

static void
add_clicked_cb (FoveaStackPage *self)
{
  fovea_stack_add (self->lesson);
}

static void
remove_clicked_cb (FoveaStackPage *self)
{
  fovea_stack_remove (self->lesson);
}

/* --- nets from elsewhere */

static void
take_net (FoveaStackPage *self, const FoveaNetSpec *spec)
{
  g_autofree char *text = fovea_net_spec_to_text (spec);
  g_autoptr (GError) error = NULL;

  if (!fovea_stack_set_layers (self->lesson, text, &error))
    fovea_toast (GTK_WIDGET (self), error->message);
}

/* The Training page is made when it is first shown; then its net is being read. */
static void
training_net_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  GtkWidget *pages = gtk_widget_get_ancestor (self, GTK_TYPE_STACK);
  GtkWidget *page = pages ? gtk_stack_get_child_by_name (GTK_STACK (pages), "training") : NULL;
  FoveaNetSpec *spec = page ? fovea_training_page_get_net (FOVEA_TRAINING_PAGE (page)) : NULL;

  if (spec)
    take_net (self, spec);
  else
    fovea_toast (self, _ ("There is no net on the Training page yet: open that page first, and choose one."));
}

/* A model file: of its net the text counts. */
static void
fovea_stack_page_open (FoveaPage *page, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNet) net = path ? fovea_net_load (path, &error) : NULL;

  if (net)
    take_net (FOVEA_STACK_PAGE (page), fovea_net_get_spec (net));
  else
    fovea_toast (GTK_WIDGET (page), error ? error->message : _ ("This file is not on this computer; save it to a folder first."));
}

static GtkFileFilter *
fovea_stack_page_create_filter (FoveaPage *page)
{
  return fovea_dialog_filter_nets ();
}

static void
add_actions (FoveaStackPage *self)
{
  static const GActionEntry entries[] = { { "training-net", training_net_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (fovea_page_get_actions (FOVEA_PAGE (self)), "stack", G_ACTION_GROUP (group));
}

/* --- what follows from the lesson */

static void
fovea_stack_page_update (FoveaLessonPage *page)
{
  FoveaStackPage *self = FOVEA_STACK_PAGE (page);
  gboolean conv = fovea_stack_get_spec (self->lesson)->layers[fovea_stack_get_layer (self->lesson)].kind
                  == FOVEA_LAYER_CONV;

  self->updating = TRUE;
  update_text (self);
  update_list (self);
  self->updating = FALSE;
  fovea_scene_view_set_scene (fovea_lesson_page_get_view (page),
                              fovea_stack_get_table (self->lesson) ? self->table : self->volumes);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), conv);
  gtk_widget_set_visible (GTK_WIDGET (self->dilation), conv);
}

static void
fovea_stack_page_get_windows (FoveaLessonPage *page, int *width, int *height)
{
  FoveaStack *lesson = FOVEA_STACK_PAGE (page)->lesson;
  FoveaShape shape = fovea_stack_get_shape (lesson, fovea_stack_get_layer (lesson));

  *width = shape.width;
  *height = shape.height;
}

static char *
fovea_stack_page_describe (FoveaLessonPage *page, char **title)
{
  FoveaStackPage *self = FOVEA_STACK_PAGE (page);

  if (fovea_lesson_hides (FOVEA_LESSON (self->lesson), FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FIT))
    *title = g_strdup (_ ("Layer behind layer"));
  else
    *title = fovea_stack_say_sizes (self->lesson);
  if (fovea_stack_get_table (self->lesson))
    return g_strdup (_ ("Choose a layer, change its numbers on the right, and see what the whole net takes then."));
  return g_strdup (_ ("Step from cell to cell, or click one of any layer, and see what it looks at in all layers before "
                      "it."));
}

/* Shift and an arrow go from layer to layer; V to the table and back. */
static gboolean
key_pressed (FoveaStackPage *self, guint key, GdkModifierType state)
{
  int step = key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1 : key == GDK_KEY_Right || key == GDK_KEY_KP_Right;

  if (fovea_key_turn (key, state, GDK_KEY_v) != 0)
    {
      g_object_set (self->lesson, "table", !fovea_stack_get_table (self->lesson), NULL);
      return TRUE;
    }
  if (state != GDK_SHIFT_MASK || step == 0)
    return FALSE;
  fovea_stack_set_layer (self->lesson, fovea_stack_get_layer (self->lesson) + step);
  return TRUE;
}

/* --- set up */

static void
bind_row (FoveaStackPage *self, const char *property, gpointer row, const char *row_property)
{
  g_object_bind_property (self->lesson, property, row, row_property, G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
bind_rows (FoveaStackPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    gtk_string_list_append (titles, _ (examples[i].title));
  gtk_string_list_append (titles, _ ("Your own"));
  self->updating = TRUE;
  adw_combo_row_set_model (self->examples, G_LIST_MODEL (titles));
  self->updating = FALSE;
  bind_row (self, "table", self->table_button, "active");
  bind_row (self, "input", self->input, "value");
  bind_row (self, "depth", self->depth, "value");
  bind_row (self, "kind", self->kind, "selected");
  bind_row (self, "filter", self->filter, "value");
  bind_row (self, "filters", self->filters, "value");
  bind_row (self, "stride", self->stride, "value");
  bind_row (self, "pad", self->pad, "value");
  bind_row (self, "dilation", self->dilation, "value");
  fovea_letters_title_rows (FOVEA_LESSON (self->lesson), (const FoveaTitledRow[]){
    { "input", self->input },
    { "depth", self->depth },
    { "window", self->filter },
    { "filters", self->filters },
    { "stride", self->stride },
    { "pad", self->pad },
    { NULL } });
  fovea_lesson_page_bind_convention (FOVEA_LESSON (self->lesson), self->convention);
}

static void
fovea_stack_page_dispose (GObject *object)
{
  g_clear_object (&FOVEA_STACK_PAGE (object)->volumes);
  g_clear_object (&FOVEA_STACK_PAGE (object)->table);
  g_clear_object (&FOVEA_STACK_PAGE (object)->lesson);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_STACK_PAGE);

  G_OBJECT_CLASS (fovea_stack_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/io/github/fovea_lab/Fovea/stack-page.ui");
  gtk_widget_class_bind_template_child (class, FoveaStackPage, examples);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, text);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, input);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, depth);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, list);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, table_button);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, add_button);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, remove_button);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, layer_group);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, kind);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, filter);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, filters);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, stride);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, pad);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, dilation);
  gtk_widget_class_bind_template_child (class, FoveaStackPage, convention);
  gtk_widget_class_bind_template_callback (class, example_chosen_cb);
  gtk_widget_class_bind_template_callback (class, text_applied_cb);
  gtk_widget_class_bind_template_callback (class, row_selected_cb);
  gtk_widget_class_bind_template_callback (class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (class, remove_clicked_cb);
}

static void
fovea_stack_page_class_init (FoveaStackPageClass *class)
{
  FoveaLessonPageClass *lesson_page_class = FOVEA_LESSON_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_stack_page_dispose;
  FOVEA_PAGE_CLASS (class)->open = fovea_stack_page_open;
  FOVEA_PAGE_CLASS (class)->create_filter = fovea_stack_page_create_filter;
  lesson_page_class->get_windows = fovea_stack_page_get_windows;
  lesson_page_class->describe = fovea_stack_page_describe;
  lesson_page_class->update = fovea_stack_page_update;

  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
fovea_stack_page_init (FoveaStackPage *self)
{
  self->lesson = fovea_stack_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->text))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Layers as text"), -1);
  self->volumes = fovea_stack_scene_new (self->lesson);
  self->table = fovea_stack_table_scene_new (self->lesson);
  add_actions (self);
  bind_rows (self);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (key_pressed), self);
  fovea_lesson_page_set_lesson (FOVEA_LESSON_PAGE (self), FOVEA_LESSON (self->lesson), "stack");
}
