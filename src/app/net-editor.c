/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A net as its text. It is read again at every key; only a text that reads, fits its data and ends in a score for each
 * class is a net to be trained. */

#include "config.h"

#include "app/net-editor.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoveaNetEditor
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *names;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkLabel *problem, *note, *parameters;

  GPtrArray *texts; /* of the named nets in the list, but for the last: one's own */
  FoveaShape input;
  int classes; /* 0 before there are data */
  FoveaNetSpec *spec;
  gboolean choosing, replacing; /* the list's row or the text is being set by the program */
};

G_DEFINE_FINAL_TYPE (FoveaNetEditor, fovea_net_editor, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHOSEN,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  const char *title, *text;
} Preset;

/* Beside the nets that have a name in the language; each is to end in an FC for the classes of the data. Of
 * those with one title the first that suits: the second halves images of odd sizes. */
static const Preset presets[] = {
  { N_ ("32 filters of 5×5"), "CONV 5x5x32 pad 2, RELU, POOL 2, FC 10" },
  { N_ ("32 filters of 5×5"), "CONV 5x5x32 pad 2, RELU, POOL 2 round floor, FC 10" },
  { N_ ("Linear classifier"), "FC 10" },
};

/* Whether the images of the data are what the net takes; a text without INPUT takes any. */
static gboolean
check_input (FoveaNetEditor *self, const FoveaNetSpec *spec, GError **error)
{
  FoveaShape takes = spec->layers[0].out, has = self->input;

  if (takes.width == has.width && takes.height == has.height && takes.depth == has.depth)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _ ("The net takes images of %d×%d×%d, but those of the data are %d×%d×%d: leave INPUT out, or make it "
                  "INPUT %dx%dx%d."),
               takes.width, takes.height, takes.depth, has.width, has.height, has.depth, has.width, has.height,
               has.depth);
  return FALSE;
}

static gboolean
check_classes (FoveaNetEditor *self, const FoveaNetSpec *spec, GError **error)
{
  int scores = fovea_net_spec_classes (spec);

  if (scores == self->classes)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               ngettext ("The last layer gives %d score, but the data have %d classes: end the net with FC %d.",
                         "The last layer gives %d scores, but the data have %d classes: end the net with FC %d.", scores),
               scores, self->classes, self->classes);
  return FALSE;
}

/* The net in @text, if it can be trained on the data. */
static FoveaNetSpec *
read_net (FoveaNetEditor *self, const char *text, GError **error)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, &self->input, error);

  if (!spec || !fovea_net_editor_check (self, spec, error))
    return NULL;
  return g_steal_pointer (&spec);
}

/* One layer group a line: a break behind INPUT and before every CONV and FC. */
static char *
break_lines (const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ", ", -1);
  GString *lines = g_string_new (items[0]);

  for (int i = 1; items[0] && items[i]; i++)
    {
      gboolean begins = strstr (items[i], "CONV") || g_str_has_prefix (items[i], "FC") || i == 1;

      g_string_append (lines, begins ? "\n" : ", ");
      g_string_append (lines, items[i]);
    }
  return g_string_free (lines, FALSE);
}

static void
show_parameters (FoveaNetEditor *self)
{
  char count[FOVEA_NUMBER_SIZE];

  gtk_label_set_text (self->parameters, self->spec ? fovea_number_count (self->spec->parameters, count) : "—");
}

static char *
get_text (FoveaNetEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* The list shows which named net the text is, or that it is one's own. */
static void
select_name (FoveaNetEditor *self, const char *text)
{
  guint i = 0;

  while (i < self->texts->len && strcmp (self->texts->pdata[i], text) != 0)
    i++;
  self->choosing = TRUE;
  adw_combo_row_set_selected (self->names, i);
  self->choosing = FALSE;
}

static void
text_changed_cb (FoveaNetEditor *self)
{
  g_autofree char *text = get_text (self);
  g_autoptr (GError) error = NULL;

  if (self->classes == 0 || self->replacing)
    return;
  g_clear_pointer (&self->spec, fovea_net_spec_unref);
  self->spec = read_net (self, text, &error);
  gtk_label_set_text (self->problem, error ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  show_parameters (self);
  select_name (self, text);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* As one change: the buffer itself would tell of an empty text first, which would move the list's row. */
static void
replace_text (FoveaNetEditor *self, const char *text)
{
  self->replacing = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->replacing = FALSE;
  text_changed_cb (self);
}

static void
name_chosen_cb (FoveaNetEditor *self)
{
  guint i = adw_combo_row_get_selected (self->names);
  GtkStringObject *name = adw_combo_row_get_selected_item (self->names);

  if (self->choosing || i >= self->texts->len)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, gtk_string_object_get_string (name));
  replace_text (self, self->texts->pdata[i]);
}

/* The net with a score for each class at its end: "FC 10" there is "FC 3" where there are three. */
static char *
fit_classes (FoveaNetEditor *self, const char *text)
{
  const char *last = g_strrstr (text, "FC ");

  if (!last || strspn (last + 3, "0123456789") != strlen (last + 3))
    return g_strdup (text);
  return g_strdup_printf ("%.*sFC %d", (int) (last - text), text, self->classes);
}

/* If the data can go through it. Returns: whether they can */
static gboolean
add_name (FoveaNetEditor *self, GtkStringList *list, const char *title, const char *named)
{
  g_autofree char *text = fit_classes (self, named);
  g_autoptr (FoveaNetSpec) spec = read_net (self, text, NULL);

  if (!spec)
    return FALSE;
  gtk_string_list_append (list, title);
  g_ptr_array_add (self->texts, break_lines (text));
  return TRUE;
}

/* Named nets that these data can go through. */
static void
fill_names (FoveaNetEditor *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const char *const *names = fovea_net_spec_names ();
  gboolean added = FALSE; /* the preset before */

  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; names[i]; i++)
    add_name (self, list, names[i], fovea_net_spec_named (names[i]));
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (!added || !g_str_equal (presets[i].title, presets[i - 1].title))
      added = add_name (self, list, _ (presets[i].title), presets[i].text);
  gtk_string_list_append (list, _ ("Your own"));
  self->choosing = TRUE;
  adw_combo_row_set_model (self->names, G_LIST_MODEL (list));
  self->choosing = FALSE;
}

static void
fovea_net_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_NET_EDITOR);
  G_OBJECT_CLASS (fovea_net_editor_parent_class)->dispose (object);
}

static void
fovea_net_editor_finalize (GObject *object)
{
  FoveaNetEditor *self = FOVEA_NET_EDITOR (object);

  g_clear_pointer (&self->spec, fovea_net_spec_unref);
  g_ptr_array_unref (self->texts);
  G_OBJECT_CLASS (fovea_net_editor_parent_class)->finalize (object);
}

static void
fovea_net_editor_class_init (FoveaNetEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = fovea_net_editor_dispose;
  object_class->finalize = fovea_net_editor_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/net-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaNetEditor, names);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetEditor, view);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetEditor, note);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetEditor, parameters);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_chosen_cb);
}

static void
fovea_net_editor_init (FoveaNetEditor *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the net is to be trained on. Until this is known, no text is a net. */
void
fovea_net_editor_set_data (FoveaNetEditor *self, const FoveaShape *input, int classes)
{
  self->input = *input;
  self->classes = classes;
  fill_names (self);
  text_changed_cb (self);
}

void
fovea_net_editor_set_text (FoveaNetEditor *self, const char *text)
{
  g_autofree char *lines = break_lines (text);

  replace_text (self, lines);
}

/* The first of the named nets that the data can go through. */
void
fovea_net_editor_choose_first (FoveaNetEditor *self)
{
  replace_text (self, self->texts->pdata[0]);
}

/* A sentence below the text, for instance when an edit takes effect; NULL for none. */
void
fovea_net_editor_set_note (FoveaNetEditor *self, const char *note)
{
  gtk_label_set_text (self->note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

/* Returns: (nullable): the net, or NULL while the text is none */
FoveaNetSpec *
fovea_net_editor_get_spec (FoveaNetEditor *self)
{
  return self->spec;
}

/* Whether a net takes the images of the data, and ends in a score for each of their classes. */
gboolean
fovea_net_editor_check (FoveaNetEditor *self, const FoveaNetSpec *spec, GError **error)
{
  return check_input (self, spec, error) && fovea_net_spec_check (spec, error) && check_classes (self, spec, error);
}
