/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A grid of entries, one a weight. What is typed counts as soon as it is a number; until then the entry is marked and
 * the filter stays as it was. While "all slices alike" is on, a weight goes to every slice of the filter; turning it on
 * makes them alike. Another filter brings its own answer to whether its slices are. */

#include "config.h"

#include "app/filter-editor.h"
#include "app/spin-row.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  MAX_EXTENT = 7, /* weights a row that have room in the side panel */
  PLACES = 5      /* characters of a weight */
};

static const double LIMIT = 1e6; /* the largest weight one may type */

struct _FoveaFilterEditor
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwComboRow *preset;
  AdwActionRow *alike_row;
  GtkSwitch *alike;
  FoveaSpinRow *slice, *bias;
  GtkGrid *grid;
  GtkLabel *too_large;

  FoveaConvolution *lesson;
  int columns, rows; /* of the grid */
  int filter; /* of which @alike tells, and its preset, size and slices then */
  int preset_seen, width_seen, height_seen, depth_seen;
  gboolean updating;
};

enum
{
  PROP_LESSON = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaFilterEditor, fovea_filter_editor, ADW_TYPE_BIN)

static int
get_filter (FoveaFilterEditor *self)
{
  return fovea_convolution_get_place (self->lesson, fovea_lesson_get_position (FOVEA_LESSON (self->lesson))).map;
}

static int
get_spin (FoveaSpinRow *row)
{
  double value;

  g_object_get (row, "value", &value, NULL);
  return (int) floor (value + 0.5);
}

/* The slices that an edit goes to: from *first up to and without *end. */
static void
get_slices (FoveaFilterEditor *self, int *first, int *end)
{
  int depth = fovea_convolution_get_filter_depth (self->lesson);
  int seen = fovea_convolution_get_first_slice (self->lesson, get_filter (self));
  gboolean alike = gtk_switch_get_active (self->alike);

  *first = alike ? seen : CLAMP (get_spin (self->slice), seen, seen + depth - 1);
  *end = alike ? seen + depth : *first + 1;
}

static gboolean
parse_weight (const char *text, float *weight)
{
  g_autoptr (GString) plain = g_string_new (text);
  char *end;
  double value;

  g_string_replace (plain, "−", "-", 0);
  g_string_replace (plain, ",", ".", 0);
  g_strstrip (plain->str);
  value = g_ascii_strtod (plain->str, &end);
  *weight = (float) value;
  return end != plain->str && *end == '\0' && fabs (value) <= LIMIT;
}

static void
mark_entry (GtkWidget *entry, gboolean valid)
{
  (valid ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
entry_changed_cb (GtkEditable *entry, FoveaFilterEditor *self)
{
  int row, column, first, end;
  gboolean valid;
  float weight;

  if (self->updating)
    return;
  valid = parse_weight (gtk_editable_get_text (entry), &weight);
  mark_entry (GTK_WIDGET (entry), valid);
  if (!valid)
    return;

  gtk_grid_query_child (self->grid, GTK_WIDGET (entry), &column, &row, NULL, NULL);
  get_slices (self, &first, &end);
  for (int slice = first; slice < end; slice++)
    fovea_convolution_set_weight (self->lesson, get_filter (self), slice, row, column, weight);
}

static void
show_weight (FoveaFilterEditor *self, int row, int column)
{
  GtkEditable *entry = GTK_EDITABLE (gtk_grid_get_child_at (self->grid, column, row));
  char text[FOVEA_NUMBER_SIZE];
  int first, end;
  float weight, typed;

  get_slices (self, &first, &end);
  weight = fovea_convolution_get_weight (self->lesson, get_filter (self), first, row, column);
  if (parse_weight (gtk_editable_get_text (entry), &typed) && typed == weight)
    return;
  gtk_editable_set_text (entry, fovea_number_short (weight, PLACES, text));
  mark_entry (GTK_WIDGET (entry), TRUE);
}

/* What was half typed gives way to the number that counts. */
static void
entry_left_cb (GtkEventControllerFocus *controller, FoveaFilterEditor *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  int row, column;

  gtk_grid_query_child (self->grid, entry, &column, &row, NULL, NULL);
  self->updating = TRUE;
  show_weight (self, row, column);
  self->updating = FALSE;
}

/* Whether there is room for an entry for each weight. */
static gboolean
is_small (FoveaFilterEditor *self)
{
  return fovea_convolution_get_filter_width (self->lesson) <= MAX_EXTENT
         && fovea_convolution_get_filter_height (self->lesson) <= MAX_EXTENT;
}

/* Up and down go to the weight above and below. */
static gboolean
entry_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaFilterEditor *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), *next;
  int row, column, step = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_grid_query_child (self->grid, entry, &column, &row, NULL, NULL);
  next = gtk_grid_get_child_at (self->grid, column, row + step);
  if (next != NULL)
    gtk_widget_grab_focus (next);
  return GDK_EVENT_STOP;
}

static GtkWidget *
create_entry (FoveaFilterEditor *self, int row, int column)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  g_autofree char *label = g_strdup_printf (_ ("Weight in row %d, column %d"), row + 1, column + 1);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 2);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), PLACES);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 0.5);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static void
build_grid (FoveaFilterEditor *self, int columns, int rows)
{
  GtkWidget *child;

  if (self->columns == columns && self->rows == rows)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->columns = columns;
  self->rows = rows;
  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++)
      gtk_grid_attach (self->grid, create_entry (self, row, column), column, row, 1, 1);
}

static void
update_title (FoveaFilterEditor *self)
{
  int filter = get_filter (self) + 1, n = fovea_convolution_get_filters (self->lesson);
  g_autofree char *title = n == 1 ? g_strdup (_ ("Filter")) : g_strdup_printf (_ ("Filter %d of %d"), filter, n);

  adw_preferences_group_set_title (self->group, title);
}

static gboolean
are_alike (FoveaFilterEditor *self)
{
  g_autoptr (FoveaTensor) weights = fovea_convolution_dup_filter (self->lesson, get_filter (self));
  gsize plane = (gsize) weights->h * weights->w;

  for (int slice = 1; slice < weights->c; slice++)
    if (memcmp (weights->data, weights->data + slice * plane, plane * sizeof (float)) != 0)
      return FALSE;
  return TRUE;
}

static void
update_alike (FoveaFilterEditor *self)
{
  int filter = get_filter (self), preset = fovea_convolution_get_filter_preset (self->lesson, filter);
  int width = fovea_convolution_get_filter_width (self->lesson), depth = fovea_convolution_get_filter_depth (self->lesson);
  int height = fovea_convolution_get_filter_height (self->lesson);

  if (filter == self->filter && preset == self->preset_seen && width == self->width_seen
      && height == self->height_seen && depth == self->depth_seen)
    return;
  self->filter = filter;
  self->preset_seen = preset;
  self->width_seen = width;
  self->height_seen = height;
  self->depth_seen = depth;
  gtk_switch_set_active (self->alike, !is_small (self) || are_alike (self));
}

static void
update_rows (FoveaFilterEditor *self)
{
  int depth = fovea_convolution_get_filter_depth (self->lesson);
  int seen = fovea_convolution_get_first_slice (self->lesson, get_filter (self));
  gboolean alike = gtk_switch_get_active (self->alike), small = is_small (self);

  /* with one filter, the row that sets all of them does this already */
  gtk_widget_set_visible (GTK_WIDGET (self->preset), fovea_convolution_get_filters (self->lesson) > 1
                                                         || fovea_convolution_get_picture (self->lesson) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->alike_row), depth > 1 && small);
  gtk_widget_set_visible (GTK_WIDGET (self->slice), depth > 1 && small && !alike);
  g_object_set (self->slice, "lower", (double) seen, "upper", seen + depth - 1.0, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), small);
  gtk_widget_set_visible (GTK_WIDGET (self->too_large), !small);
  adw_combo_row_set_selected (self->preset,
                              fovea_convolution_is_filter_edited (self->lesson, get_filter (self))
                                  ? FOVEA_N_FILTER_PRESETS
                                  : (int) fovea_convolution_get_filter_preset (self->lesson, get_filter (self)));
  g_object_set (self->bias, "value", (double) fovea_convolution_get_bias (self->lesson, get_filter (self)), NULL);
}

static void
update (FoveaFilterEditor *self)
{
  if (self->updating)
    return;
  self->updating = TRUE;
  update_title (self);
  update_alike (self);
  update_rows (self);
  build_grid (self, is_small (self) ? fovea_convolution_get_filter_width (self->lesson) : 0,
              is_small (self) ? fovea_convolution_get_filter_height (self->lesson) : 0);
  for (int row = 0; row < self->rows; row++)
    for (int column = 0; column < self->columns; column++)
      show_weight (self, row, column);
  self->updating = FALSE;
}

static void
preset_chosen_cb (FoveaFilterEditor *self)
{
  guint preset = adw_combo_row_get_selected (self->preset);

  if (!self->updating && self->lesson != NULL && preset < FOVEA_N_FILTER_PRESETS)
    fovea_convolution_set_filter_preset (self->lesson, get_filter (self), preset);
}

static void
bias_changed_cb (FoveaFilterEditor *self)
{
  double bias;

  g_object_get (self->bias, "value", &bias, NULL);
  if (!self->updating && self->lesson != NULL)
    fovea_convolution_set_bias (self->lesson, get_filter (self), bias);
}

static void
slice_changed_cb (FoveaFilterEditor *self)
{
  if (!self->updating && self->lesson != NULL)
    update (self);
}

/* Every slice becomes like the first one. */
static void
make_alike (FoveaFilterEditor *self)
{
  int filter = get_filter (self);
  g_autoptr (FoveaTensor) weights = fovea_convolution_dup_filter (self->lesson, filter);

  for (int slice = 1; slice < weights->c; slice++)
    for (int i = 0; i < weights->h * weights->w; i++)
      if (weights->data[slice * weights->h * weights->w + i] != weights->data[i])
        fovea_convolution_set_weight (self->lesson, filter, slice, i / weights->w, i % weights->w, weights->data[i]);
}

static void
alike_changed_cb (FoveaFilterEditor *self)
{
  if (self->updating || self->lesson == NULL)
    return;
  if (gtk_switch_get_active (self->alike))
    make_alike (self);
  update (self);
}

static void
fill_presets (FoveaFilterEditor *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (int preset = 0; preset < FOVEA_N_FILTER_PRESETS; preset++)
    gtk_string_list_append (names, fovea_filter_preset_label (preset));
  gtk_string_list_append (names, _("Own numbers"));
  adw_combo_row_set_model (self->preset, G_LIST_MODEL (names));
  g_object_unref (names);
}

static void
fovea_filter_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, FOVEA_FILTER_EDITOR (object)->lesson);
}

static void
fovea_filter_editor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  fovea_filter_editor_set_lesson (FOVEA_FILTER_EDITOR (object), g_value_get_object (value));
}

static void
fovea_filter_editor_dispose (GObject *object)
{
  FoveaFilterEditor *self = FOVEA_FILTER_EDITOR (object);

  fovea_filter_editor_set_lesson (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would not learn that its template took the child away */
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_FILTER_EDITOR);

  G_OBJECT_CLASS (fovea_filter_editor_parent_class)->dispose (object);
}

static void
fovea_filter_editor_class_init (FoveaFilterEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = fovea_filter_editor_get_property;
  object_class->set_property = fovea_filter_editor_set_property;
  object_class->dispose = fovea_filter_editor_dispose;

  properties[PROP_LESSON]
      = g_param_spec_object ("lesson", NULL, NULL, FOVEA_TYPE_CONVOLUTION,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/filter-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, group);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, preset);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, alike_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, alike);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, slice);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, bias);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, grid);
  gtk_widget_class_bind_template_child (widget_class, FoveaFilterEditor, too_large);
  gtk_widget_class_bind_template_callback (widget_class, preset_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, bias_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, alike_changed_cb);
}

static void
fovea_filter_editor_init (FoveaFilterEditor *self)
{
  self->filter = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  fill_presets (self);
  self->updating = FALSE;
}

void
fovea_filter_editor_set_lesson (FoveaFilterEditor *self, FoveaConvolution *lesson)
{
  g_return_if_fail (FOVEA_IS_FILTER_EDITOR (self));

  if (self->lesson == lesson)
    return;
  if (self->lesson != NULL)
    g_signal_handlers_disconnect_by_func (self->lesson, update, self);
  g_set_object (&self->lesson, lesson);
  if (lesson != NULL)
    {
      g_signal_connect_swapped (lesson, "changed", G_CALLBACK (update), self);
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LESSON]);
}
