/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pages of the lessons have in common. Everything here follows from the lesson's `changed`: where the window
 * stands, what the strip says, what will be remembered.
 *
 * Positions go across, down, next map, so with w·h windows a map
 *   map = position / (w·h),  row = position / w mod h,  column = position mod w. */

#include "config.h"

#include "app/lesson-page.h"

#include "app/letters.h"
#include "app/settings.h"
#include "app/strip.h"
#include "app/target-keys.h"
#include "lesson/history.h"
#include "lesson/convolution.h"
#include "lesson/state.h"

#include <glib/gi18n-lib.h>

enum
{
  SAVE_DELAY = 1,    /* seconds from the last change until it is remembered */
  NOTE_DELAY = 300,  /* milliseconds from the last change until the next is another one to undo */
  SHORTEST_GLIDE = 4 /* fastest speed at which the window glides; faster it jumps */
};

typedef struct
{
  AdwBin *panel_bin, *bar_bin;
  FoveaCellEditor *editor;
  FoveaSceneView *view;
  FoveaTransport *transport;
  FoveaStrip *strip;

  FoveaLesson *lesson;
  const char *settings_key;
  guint save;
  FoveaHistory *history;
  guint note; /* that a change is done */
} FoveaLessonPagePrivate;

enum
{
  PROP_PANEL = 1,
  PROP_BAR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoveaLessonPage, fovea_lesson_page, FOVEA_TYPE_PAGE)

/* --- what is remembered */

/* What a version remembered that allowed more, or what was changed by hand, is left aside as a whole. */
static void
restore_state (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);
  g_auto (GStrv) state = g_settings_get_strv (fovea_settings_get (), private->settings_key);
  g_autoptr (GError) error = NULL;

  if (fovea_lesson_set_state (private->lesson, (const char *const *) state, &error))
    return;
  g_debug ("What was remembered of “%s” was not restored: %s", private->settings_key, error->message);
  fovea_lesson_reset (private->lesson);
}

static void
save_state (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);
  g_auto (GStrv) state = fovea_lesson_get_state (private->lesson);

  g_clear_handle_id (&private->save, g_source_remove);
  g_settings_set_strv (fovea_settings_get (), private->settings_key, (const char *const *) state);
}

static gboolean
save_cb (gpointer user_data)
{
  FoveaLessonPage *self = user_data;
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  private->save = 0;
  save_state (self);
  return G_SOURCE_REMOVE;
}

/* Once the lesson has been left alone for a moment. */
static void
save_soon (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);
  FoveaLessonPageClass *class = FOVEA_LESSON_PAGE_GET_CLASS (self);

  g_clear_handle_id (&private->save, g_source_remove);
  if (class->is_memorable == NULL || class->is_memorable (self))
    private->save = g_timeout_add_seconds (SAVE_DELAY, save_cb, self);
}

/* --- what follows from the lesson */

static void
update_place (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);
  int position = fovea_lesson_get_position (private->lesson), width, height, row, column;
  g_autofree char *place = NULL;

  FOVEA_LESSON_PAGE_GET_CLASS (self)->get_windows (self, &width, &height);
  if (width > 0 && height > 0)
    {
      row = position / width % height + 1;
      column = position % width + 1;
      place = fovea_lesson_count_positions (private->lesson) == width * height
                  ? g_strdup_printf (_ ("row %d, column %d"), row, column)
                  : g_strdup_printf (_ ("map %d, row %d, column %d"), position / (width * height) + 1, row, column);
    }
  fovea_transport_set_place (private->transport, place);
}

static void
update_strip (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);
  g_autofree char *title = NULL, *text = FOVEA_LESSON_PAGE_GET_CLASS (self)->describe (self, &title);

  fovea_strip_show (private->strip, title, text);
}

/* --- undo */

static gboolean
note_cb (gpointer user_data)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (user_data);

  private->note = 0;
  fovea_history_note (private->history);
  return G_SOURCE_REMOVE;
}

/* Changes in quick succession are undone together. */
static void
note_soon (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_clear_handle_id (&private->note, g_source_remove);
  private->note = g_timeout_add (NOTE_DELAY, note_cb, self);
}

void
fovea_lesson_page_undo (FoveaLessonPage *self, gboolean again)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON_PAGE (self));

  if (again)
    fovea_history_redo (private->history);
  else
    fovea_history_undo (private->history);
}

static void
changed_cb (FoveaLessonPage *self)
{
  FOVEA_LESSON_PAGE_GET_CLASS (self)->update (self);
  update_place (self);
  update_strip (self);
  save_soon (self);
  note_soon (self);
}

/* The window glides to its next place unless the one after it comes sooner than it could arrive. */
static void
moved_cb (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  if (!fovea_transport_get_playing (private->transport)
      || fovea_transport_get_speed (private->transport) <= SHORTEST_GLIDE)
    fovea_scene_view_glide (private->view);
}

/* --- keys */

/* To the place so many rows below and maps further; where there is none, nowhere. */
static void
move (FoveaLessonPage *self, int rows, int maps)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);
  int position = fovea_lesson_get_position (private->lesson), width, height, row, to;

  FOVEA_LESSON_PAGE_GET_CLASS (self)->get_windows (self, &width, &height);
  row = width > 0 ? position / width % height + rows : -1;
  to = position + (rows + maps * height) * width;
  if (row < 0 || row >= height || to < 0 || to >= fovea_lesson_count_positions (private->lesson))
    return;
  fovea_transport_set_playing (private->transport, FALSE);
  fovea_lesson_set_position (private->lesson, to);
}

/* Up and down: the place above or below in the same map; F: the same place in the next map, the next filter's. */
static gboolean
key_pressed (FoveaLessonPage *self, guint key, GdkModifierType state)
{
  int rows = (key == GDK_KEY_Down || key == GDK_KEY_KP_Down) - (key == GDK_KEY_Up || key == GDK_KEY_KP_Up);
  int maps = fovea_key_turn (key, state, GDK_KEY_f);

  if (maps == 0 && (state != 0 || rows == 0))
    return FALSE;
  if (maps == 0 || FOVEA_LESSON_PAGE_GET_CLASS (self)->turn_filter == NULL
      || !FOVEA_LESSON_PAGE_GET_CLASS (self)->turn_filter (self, maps))
    move (self, rows, maps);
  return TRUE;
}

static void
fovea_lesson_page_focus_default (FoveaPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (page))));
}

static FoveaSceneView *
fovea_lesson_page_view (FoveaPage *page)
{
  return fovea_lesson_page_get_view (FOVEA_LESSON_PAGE (page));
}

/* --- GObject */

static void
fovea_lesson_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (FOVEA_LESSON_PAGE (object));

  if (id == PROP_PANEL)
    g_value_set_object (value, adw_bin_get_child (private->panel_bin));
  else if (id == PROP_BAR)
    g_value_set_object (value, adw_bin_get_child (private->bar_bin));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_lesson_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (FOVEA_LESSON_PAGE (object));

  if (id == PROP_PANEL)
    adw_bin_set_child (private->panel_bin, g_value_get_object (value));
  else if (id == PROP_BAR)
    adw_bin_set_child (private->bar_bin, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_lesson_page_dispose (GObject *object)
{
  FoveaLessonPage *self = FOVEA_LESSON_PAGE (object);
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  if (private->save != 0)
    save_state (self);
  g_clear_handle_id (&private->note, g_source_remove);
  g_clear_object (&private->history);
  g_clear_object (&private->lesson);
  /* no gtk_widget_dispose_template() here: GTK 4.8 takes the subclass's template for ours */

  G_OBJECT_CLASS (fovea_lesson_page_parent_class)->dispose (object);
}

static void
fovea_lesson_page_class_init (FoveaLessonPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  FoveaPageClass *page_class = FOVEA_PAGE_CLASS (class);

  object_class->get_property = fovea_lesson_page_get_property;
  object_class->set_property = fovea_lesson_page_set_property;
  object_class->dispose = fovea_lesson_page_dispose;
  page_class->focus_default = fovea_lesson_page_focus_default;
  page_class->get_view = fovea_lesson_page_view;

  properties[PROP_PANEL]
      = g_param_spec_object ("panel", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BAR]
      = g_param_spec_object ("bar", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (FOVEA_TYPE_SPLIT);
  g_type_ensure (FOVEA_TYPE_SCENE_VIEW);
  g_type_ensure (FOVEA_TYPE_TRANSPORT);
  g_type_ensure (FOVEA_TYPE_CELL_EDITOR);
  g_type_ensure (FOVEA_TYPE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/lesson-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FoveaLessonPage, panel_bin);
  gtk_widget_class_bind_template_child_private (widget_class, FoveaLessonPage, bar_bin);
  gtk_widget_class_bind_template_child_private (widget_class, FoveaLessonPage, editor);
  gtk_widget_class_bind_template_child_private (widget_class, FoveaLessonPage, view);
  gtk_widget_class_bind_template_child_private (widget_class, FoveaLessonPage, transport);
  gtk_widget_class_bind_template_child_private (widget_class, FoveaLessonPage, strip);
}

static void
fovea_lesson_page_init (FoveaLessonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fovea_lesson_page_set_lesson:
 * @settings_key: static text; the settings' key (strv) under which the lesson's state is remembered
 *
 * Gives the page its lesson, as it was left. Once, while the page is made, when everything that update() touches is
 * there.
 */
void
fovea_lesson_page_set_lesson (FoveaLessonPage *self, FoveaLesson *lesson, const char *settings_key)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON_PAGE (self) && FOVEA_IS_LESSON (lesson) && private->lesson == NULL);

  private->lesson = g_object_ref (lesson);
  private->settings_key = settings_key;
  restore_state (self);
  fovea_letters_follow_settings (lesson);
  private->history = fovea_history_new (lesson);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (fovea_strip_key_pressed), private->strip);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (key_pressed), self);
  fovea_page_add_keys (FOVEA_PAGE (self), FOVEA_KEY_HANDLER (fovea_transport_key_pressed), private->transport);
  fovea_target_keys_attach (private->view, FALSE);
  fovea_cell_editor_set_view (private->editor, private->view);
  fovea_transport_set_lesson (private->transport, lesson);
  g_settings_bind (fovea_settings_get (), "speed", private->transport, "speed", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (lesson, "notify::position", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lesson, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

FoveaLesson *
fovea_lesson_page_get_lesson (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON_PAGE (self), NULL);
  return private->lesson;
}

FoveaSceneView *
fovea_lesson_page_get_view (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON_PAGE (self), NULL);
  return private->view;
}

FoveaCellEditor *
fovea_lesson_page_get_editor (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON_PAGE (self), NULL);
  return private->editor;
}

FoveaTransport *
fovea_lesson_page_get_transport (FoveaLessonPage *self)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_val_if_fail (FOVEA_IS_LESSON_PAGE (self), NULL);
  return private->transport;
}

/* Once, after the page has its lesson. */
void
fovea_lesson_page_set_guide (FoveaLessonPage *self, FoveaGuide *guide)
{
  FoveaLessonPagePrivate *private = fovea_lesson_page_get_instance_private (self);

  g_return_if_fail (FOVEA_IS_LESSON_PAGE (self) && private->lesson != NULL);

  fovea_strip_set_guide (private->strip, guide, private->lesson);
}

void
fovea_lesson_page_bind_convention (FoveaLesson *lesson, AdwComboRow *row)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (int convention = 0; convention < FOVEA_N_CONVENTIONS; convention++)
    gtk_string_list_append (labels, fovea_convention_label (convention));
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
  g_object_bind_property (lesson, "round", row, "selected", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}
