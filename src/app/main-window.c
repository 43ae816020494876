/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: header bar, side bar of pages, and the page that is shown. A page is made when it is first shown, so the
 * first frame waits for one page only. Keys that the focused widget does not want go to the page: space plays wherever
 * the keyboard is, but types a space in an entry. */

#include "config.h"

#include "app/main-window.h"
#include "app/button-names.h"
#include "app/course-actions.h"
#include "app/edit-actions.h"
#include "app/export-actions.h"
#include "app/lesson-page.h"
#include "app/open-actions.h"
#include "app/page-list.h"
#include "app/projector.h"
#include "app/served.h"
#include "app/settings.h"
#include "app/sliding-bars.h"
#include "app/strip.h"
#include "app/way-back.h"

struct _FoveaMainWindow
{
  AdwApplicationWindow parent_instance;

  FoveaSplit *split;
  GtkListBox *sidebar;
  GtkStack *stack;
  AdwWindowTitle *title;
  AdwBin *page_actions;
  GtkToggleButton *panel_button;
  GtkMenuButton *export_button;
  FoveaExporter *exporter;
  FoveaStrip *strip;
  GBinding *panel_binding;
  FoveaGuide *guide;
  guint start_guide;
  gboolean opened_file; /* it is what somebody wants to see */
};

G_DEFINE_FINAL_TYPE (FoveaMainWindow, fovea_main_window, ADW_TYPE_APPLICATION_WINDOW)

static void start_guide_soon (FoveaMainWindow *self);

static FoveaPage *
ensure_page (FoveaMainWindow *self, const FoveaPageEntry *entry)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, entry->name);

  if (page == NULL)
    {
      page = g_object_new (entry->get_type (), NULL);
      if (FOVEA_IS_LESSON_PAGE (page))
        fovea_lesson_page_set_guide (FOVEA_LESSON_PAGE (page), self->guide);
      gtk_stack_add_named (self->stack, page, entry->name);
      fovea_name_buttons (GTK_WIDGET (page));
      fovea_sliding_bars_follow (GTK_WIDGET (page));
    }
  return FOVEA_PAGE (page);
}

/* Pages without a lesson have no strip of their own: while a step is about one of them, the window's tells it. */
static void
update_strip (FoveaMainWindow *self)
{
  const FoveaStep *step = fovea_guide_get_step (self->guide);
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  gtk_widget_set_visible (GTK_WIDGET (self->strip), step != NULL && !fovea_guide_is_waiting (self->guide)
                                                        && g_strcmp0 (step->page, page) == 0
                                                        && !FOVEA_IS_LESSON_PAGE (fovea_main_window_get_page (self)));
}

static void
update_export (FoveaMainWindow *self)
{
  FoveaPage *page = fovea_main_window_get_page (self);

  if (page != NULL)
    fovea_export_actions_update (GTK_WIDGET (self), page, self->exporter);
}

/* The page's own buttons, and the button for its panel, into the header bar. */
static void
update_header (FoveaMainWindow *self, const FoveaPageEntry *entry, FoveaPage *page)
{
  FoveaSplit *split = fovea_page_get_split (page);

  adw_window_title_set_title (self->title, g_dgettext (GETTEXT_PACKAGE, entry->title));
  g_object_set (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self)), "section-name",
                FOVEA_IS_LESSON_PAGE (page) ? "lessons" : entry->name, NULL);
  adw_bin_set_child (self->page_actions, fovea_page_get_actions (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open", fovea_page_can_open (page));
  update_export (self);
  fovea_way_back_update (self);
  fovea_edit_actions_update (GTK_WIDGET (self), page);

  g_clear_pointer (&self->panel_binding, g_binding_unbind);
  gtk_widget_set_visible (GTK_WIDGET (self->panel_button), split != NULL);
  if (split != NULL)
    self->panel_binding = g_object_bind_property (split, "show-side", self->panel_button, "active",
                                                  G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
show_entry (FoveaMainWindow *self, const FoveaPageEntry *entry)
{
  FoveaPage *page = ensure_page (self, entry);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  update_strip (self);
  fovea_course_actions_update (GTK_WIDGET (self));
  update_header (self, entry, page);
  g_settings_set_string (fovea_settings_get (), "page", entry->name);
  fovea_projector_update (self);
  start_guide_soon (self);
}

static void
row_selected_cb (GtkListBox *sidebar, GtkListBoxRow *row, FoveaMainWindow *self)
{
  if (row != NULL)
    show_entry (self, fovea_page_list_get_entry (row));
}

static void
row_activated_cb (GtkListBox *sidebar, GtkListBoxRow *row, FoveaMainWindow *self)
{
  if (fovea_split_get_folded (self->split))
    fovea_split_set_show_side (self->split, FALSE);
  fovea_page_focus_default (fovea_main_window_get_page (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaMainWindow *self)
{
  FoveaPage *page = fovea_main_window_get_page (self);

  state &= gtk_accelerator_get_default_mod_mask ();
  if (page != NULL && fovea_page_key_pressed (page, key, state))
    return TRUE;
  if (key != GDK_KEY_Escape || !fovea_projector_get (self))
    return FALSE;
  fovea_projector_set (self, FALSE);
  return TRUE;
}

/* Before the focused widget has a look. */
static gboolean
remote_key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                       FoveaMainWindow *self)
{
  return fovea_projector_key_pressed (self, key, state & gtk_accelerator_get_default_mod_mask ());
}

static void
show_sidebar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaMainWindow *self = FOVEA_MAIN_WINDOW (widget);

  fovea_split_set_show_side (self->split, !fovea_split_get_show_side (self->split));
}

static void
show_panel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaPage *page = fovea_main_window_get_page (FOVEA_MAIN_WINDOW (widget));
  FoveaSplit *split = page != NULL ? fovea_page_get_split (page) : NULL;

  if (split != NULL)
    fovea_split_set_show_side (split, !fovea_split_get_show_side (split));
}

static void
export_menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (FOVEA_MAIN_WINDOW (widget)->export_button);
}

/* win.page (name): from the keyboard, Alt and the number of the page in the side bar. */
static void
page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_main_window_show_page (FOVEA_MAIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* Keys that the focused widget has no use for: in an entry letters are letters, Control+C copies its text, Page Down
 * scrolls what scrolls. The scene of a lesson has Page Up and Page Down before that: remote controls send them. */
static const struct
{
  guint key;
  GdkModifierType state;
  const char *action;
} keys[] = {
  { GDK_KEY_a, 0, "win.ask" },
  { GDK_KEY_r, 0, "win.restore-step" },
  { GDK_KEY_Page_Down, 0, "win.next-step" },
  { GDK_KEY_Page_Up, 0, "win.previous-step" },
  { GDK_KEY_n, 0, "app.next-letters" },
  { GDK_KEY_z, GDK_CONTROL_MASK, "win.undo" },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo" },
  { GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-numbers" },
  { GDK_KEY_v, GDK_CONTROL_MASK, "win.paste-numbers" },
};

static void
add_shortcuts (GtkWidgetClass *class)
{
  guint n;
  const FoveaPageEntry *pages = fovea_pages_get (&n);

  for (guint i = 0; i < MIN (n, 9); i++)
    gtk_widget_class_add_binding_action (class, GDK_KEY_1 + i, GDK_ALT_MASK, "win.page", "s", pages[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (class, keys[i].key, keys[i].state, keys[i].action, NULL);
}

/* --- the course */

/* The lesson of the page that @step is on, which is shown and rests: a step begins where it says. Who was quick enough
 * to play before the first step of all was there goes on. (transfer full) */
static FoveaLesson *
guide_go_cb (FoveaGuide *guide, const FoveaStep *step, FoveaMainWindow *self)
{
  FoveaPage *page;

  fovea_main_window_show_page (self, step->page);
  page = fovea_main_window_get_page (self);
  if (!FOVEA_IS_LESSON_PAGE (page))
    return NULL;
  fovea_way_back_set (self, NULL); /* the step takes the place of what that led to */
  if (self->start_guide == 0)
    fovea_transport_set_playing (fovea_lesson_page_get_transport (FOVEA_LESSON_PAGE (page)), FALSE);
  return g_object_ref (fovea_lesson_page_get_lesson (FOVEA_LESSON_PAGE (page)));
}

/* The lesson file is read once a page that it is about is there to be looked at; at the very first start the first step
 * is opened, which would take somebody who asked for another page away from it. */
static gboolean
start_guide_cb (gpointer user_data)
{
  FoveaMainWindow *self = user_data;
  guint n;
  gboolean on_first = gtk_stack_get_visible_child (self->stack)
                      == gtk_stack_get_child_by_name (self->stack, fovea_pages_get (&n)[0].name);

  if (fovea_guide_get_course (self->guide) == NULL)
    fovea_guide_start (self->guide, on_first && !self->opened_file);
  self->start_guide = 0;
  return G_SOURCE_REMOVE;
}

static void
start_guide_soon (FoveaMainWindow *self)
{
  if (self->start_guide == 0 && fovea_guide_get_course (self->guide) == NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->start_guide = g_idle_add_full (G_PRIORITY_LOW, start_guide_cb, self, NULL);
}

static void
fovea_main_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_main_window_parent_class)->map (widget);
  start_guide_soon (FOVEA_MAIN_WINDOW (widget));
}

static void
create_guide (FoveaMainWindow *self)
{
  self->guide = fovea_guide_new ();
  g_signal_connect_object (self->guide, "go", G_CALLBACK (guide_go_cb), self, 0);
  g_signal_connect_object (self->guide, "changed", G_CALLBACK (fovea_course_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guide, "changed", G_CALLBACK (fovea_projector_update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->guide, "changed", G_CALLBACK (update_strip), self, G_CONNECT_SWAPPED);
  fovea_strip_set_guide (self->strip, self->guide, NULL);
  fovea_course_actions_update (GTK_WIDGET (self));
}

static void
restore_size (FoveaMainWindow *self)
{
  GSettings *settings = fovea_settings_get ();

  if (fovea_served_fill (GTK_WINDOW (self)))
    return;
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

/* @name, else the page of the last time, else the first. */
static void
show_first_page (FoveaMainWindow *self, const char *name)
{
  g_autofree char *last = g_settings_get_string (fovea_settings_get (), "page");
  guint n;

  if (name == NULL)
    name = fovea_pages_find (last) != NULL ? last : fovea_pages_get (&n)[0].name;
  fovea_main_window_show_page (self, name);
}

static gboolean
fovea_main_window_close_request (GtkWindow *window)
{
  g_settings_sync ();
  return GTK_WINDOW_CLASS (fovea_main_window_parent_class)->close_request (window);
}

static void
fovea_main_window_dispose (GObject *object)
{
  FoveaMainWindow *self = FOVEA_MAIN_WINDOW (object);

  g_clear_handle_id (&self->start_guide, g_source_remove);
  g_clear_pointer (&self->panel_binding, g_binding_unbind);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_MAIN_WINDOW);

  G_OBJECT_CLASS (fovea_main_window_parent_class)->dispose (object);

  g_clear_object (&self->guide);
}

static void
fovea_main_window_class_init (FoveaMainWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_main_window_dispose;
  widget_class->map = fovea_main_window_map;
  GTK_WINDOW_CLASS (class)->close_request = fovea_main_window_close_request;

  g_type_ensure (FOVEA_TYPE_SPLIT);
  g_type_ensure (FOVEA_TYPE_EXPORTER);
  g_type_ensure (FOVEA_TYPE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, split);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, page_actions);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, panel_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, exporter);
  gtk_widget_class_bind_template_child (widget_class, FoveaMainWindow, strip);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remote_key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.show-panel", NULL, show_panel_cb);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_cb);
  gtk_widget_class_install_action (widget_class, "win.export-menu", NULL, export_menu_cb);
  fovea_course_actions_install (widget_class);
  fovea_export_actions_install (widget_class);
  fovea_open_actions_install (widget_class);
  fovea_way_back_install (widget_class);
  fovea_edit_actions_install (widget_class);
  fovea_projector_install (widget_class);
  add_shortcuts (widget_class);
}

static void
fovea_main_window_init (FoveaMainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_guide (self);
  g_signal_connect_object (self->exporter, "notify::busy", G_CALLBACK (update_export), self, G_CONNECT_SWAPPED);
  fovea_page_list_fill (self->sidebar);
  fovea_open_actions_add_drop_target (self);
  fovea_name_buttons (GTK_WIDGET (self));
}

/* @page: (nullable): the page to open with, as pages.c has it; the one of the last time if NULL */
FoveaMainWindow *
fovea_main_window_new (FoveaApplication *application, const char *page)
{
  FoveaMainWindow *self = g_object_new (FOVEA_TYPE_MAIN_WINDOW, "application", application, NULL);

  restore_size (self); /* not before: construction ends with "maximized" set to FALSE */
  show_first_page (self, page);
  return self;
}

/* Shows the page that pages.c has under @name, and puts the keyboard there: on the menu button, say, space would open
 * the menu. */
void
fovea_main_window_show_page (FoveaMainWindow *self, const char *name)
{
  const FoveaPageEntry *entry = fovea_pages_find (name);
  guint n;

  g_return_if_fail (FOVEA_IS_MAIN_WINDOW (self) && entry != NULL);

  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, entry - fovea_pages_get (&n)));
  fovea_page_focus_default (fovea_main_window_get_page (self));
}

/* The page that is shown. */
FoveaPage *
fovea_main_window_get_page (FoveaMainWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  return page != NULL ? FOVEA_PAGE (page) : NULL;
}

FoveaExporter *
fovea_main_window_get_exporter (FoveaMainWindow *self)
{
  g_return_val_if_fail (FOVEA_IS_MAIN_WINDOW (self), NULL);
  return self->exporter;
}

FoveaGuide *
fovea_main_window_get_guide (FoveaMainWindow *self)
{
  g_return_val_if_fail (FOVEA_IS_MAIN_WINDOW (self), NULL);
  return self->guide;
}

/**
 * fovea_main_window_open_course:
 * @what: a lesson file's path, or the name of a lesson that comes with the program
 * @step: (nullable): the step's name or number; the first if NULL
 *
 * Opens a step of a lesson file, or says in a toast why it cannot.
 */
void
fovea_main_window_open_course (FoveaMainWindow *self, const char *what, const char *step)
{
  g_autoptr (GError) error = NULL;
  int index = 0;

  g_return_if_fail (FOVEA_IS_MAIN_WINDOW (self));

  if (fovea_guide_open (self->guide, what, &error) && step != NULL)
    index = fovea_course_find (fovea_guide_get_course (self->guide), step, &error);
  if (error != NULL)
    fovea_toast (GTK_WIDGET (self->stack), error->message);
  else
    fovea_guide_go (self->guide, index);
}

/* Opens @file on the page that it is for. */
void
fovea_main_window_open (FoveaMainWindow *self, GFile *file)
{
  g_return_if_fail (FOVEA_IS_MAIN_WINDOW (self) && G_IS_FILE (file));

  self->opened_file = TRUE;
  fovea_open_actions_open (self, file);
}
