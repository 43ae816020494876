/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: header bar, side bar of pages, and the page that is shown. A page is made when it is first shown, so the
 * first frame waits for one page only. Keys that the focused widget does not want go to the page: space plays wherever
 * the keyboard is, but types a space in an entry. */

#include "config.h"

#include "app/window.h"
#include "app/dialogs.h"
#include "app/pages.h"
#include "app/settings.h"

#include <glib/gi18n-lib.h>

struct _FoveaWindow
{
  AdwApplicationWindow parent_instance;

  FoveaSplit *split;
  GtkListBox *sidebar;
  GtkStack *stack;
  AdwWindowTitle *title;
  AdwBin *page_actions;
  GtkToggleButton *panel_button;
  GBinding *panel_binding;
};

G_DEFINE_FINAL_TYPE (FoveaWindow, fovea_window, ADW_TYPE_APPLICATION_WINDOW)

static GtkWidget *
create_sidebar_row (const FoveaPageEntry *entry)
{
  GtkWidget *label = gtk_label_new (g_dgettext (GETTEXT_PACKAGE, entry->title));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  return row;
}

static const FoveaPageEntry *
get_row_entry (GtkListBoxRow *row)
{
  guint n;

  return fovea_pages_get (&n) + gtk_list_box_row_get_index (row);
}

/* The section's name above its first page. */
static void
update_row_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *section = get_row_entry (row)->section;
  GtkWidget *label;

  if (before != NULL && g_str_equal (get_row_entry (before)->section, section))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (g_dgettext (GETTEXT_PACKAGE, section));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_list_box_row_set_header (row, label);
}

static void
fill_sidebar (FoveaWindow *self)
{
  guint n;
  const FoveaPageEntry *pages = fovea_pages_get (&n);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->sidebar, create_sidebar_row (&pages[i]));
  gtk_list_box_set_header_func (self->sidebar, update_row_header_cb, NULL, NULL);
}

static FoveaPage *
ensure_page (FoveaWindow *self, const FoveaPageEntry *entry)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, entry->name);

  if (page == NULL)
    {
      page = g_object_new (entry->get_type (), NULL);
      gtk_stack_add_named (self->stack, page, entry->name);
    }
  return FOVEA_PAGE (page);
}

/* The page's own buttons, and the button for its panel, into the header bar. */
static void
update_header (FoveaWindow *self, const FoveaPageEntry *entry, FoveaPage *page)
{
  FoveaSplit *split = fovea_page_get_split (page);

  adw_window_title_set_title (self->title, g_dgettext (GETTEXT_PACKAGE, entry->title));
  adw_bin_set_child (self->page_actions, fovea_page_get_actions (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open", fovea_page_can_open (page));

  g_clear_pointer (&self->panel_binding, g_binding_unbind);
  gtk_widget_set_visible (GTK_WIDGET (self->panel_button), split != NULL);
  if (split != NULL)
    self->panel_binding = g_object_bind_property (split, "show-side", self->panel_button, "active",
                                                  G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
show_entry (FoveaWindow *self, const FoveaPageEntry *entry)
{
  FoveaPage *page = ensure_page (self, entry);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  update_header (self, entry, page);
  g_settings_set_string (fovea_settings_get (), "page", entry->name);
}

static void
row_selected_cb (GtkListBox *sidebar, GtkListBoxRow *row, FoveaWindow *self)
{
  if (row != NULL)
    show_entry (self, get_row_entry (row));
}

static void
row_activated_cb (GtkListBox *sidebar, GtkListBoxRow *row, FoveaWindow *self)
{
  if (fovea_split_get_folded (self->split))
    fovea_split_set_show_side (self->split, FALSE);
  fovea_page_focus_default (fovea_window_get_page (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FoveaWindow *self)
{
  FoveaPage *page = fovea_window_get_page (self);

  return page != NULL && fovea_page_key_pressed (page, key, state & gtk_accelerator_get_default_mod_mask ());
}

static void
open_chosen_cb (GFile *file, gpointer self)
{
  fovea_window_open (self, file);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaPage *page = fovea_window_get_page (FOVEA_WINDOW (widget));

  fovea_dialog_open (widget, _ ("Open"), fovea_page_create_filter (page), open_chosen_cb, widget);
}

static void
show_sidebar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  fovea_split_set_show_side (self->split, !fovea_split_get_show_side (self->split));
}

static void
show_panel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoveaPage *page = fovea_window_get_page (FOVEA_WINDOW (widget));
  FoveaSplit *split = page != NULL ? fovea_page_get_split (page) : NULL;

  if (split != NULL)
    fovea_split_set_show_side (split, !fovea_split_get_show_side (split));
}

/* win.page (name): from the keyboard, Alt and the number of the page in the side bar. */
static void
page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fovea_window_show_page (FOVEA_WINDOW (widget), g_variant_get_string (parameter, NULL));
  fovea_page_focus_default (fovea_window_get_page (FOVEA_WINDOW (widget)));
}

static void
add_page_shortcuts (GtkWidgetClass *class)
{
  guint n;
  const FoveaPageEntry *pages = fovea_pages_get (&n);

  for (guint i = 0; i < MIN (n, 9); i++)
    gtk_widget_class_add_binding_action (class, GDK_KEY_1 + i, GDK_ALT_MASK, "win.page", "s", pages[i].name);
}

static void
restore_size (FoveaWindow *self)
{
  GSettings *settings = fovea_settings_get ();

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
restore_page (FoveaWindow *self)
{
  g_autofree char *name = g_settings_get_string (fovea_settings_get (), "page");
  guint n;
  const FoveaPageEntry *pages = fovea_pages_get (&n);

  fovea_window_show_page (self, fovea_pages_find (name) != NULL ? name : pages[0].name);
}

static gboolean
fovea_window_close_request (GtkWindow *window)
{
  g_settings_sync ();
  return GTK_WINDOW_CLASS (fovea_window_parent_class)->close_request (window);
}

static void
fovea_window_dispose (GObject *object)
{
  FoveaWindow *self = FOVEA_WINDOW (object);

  g_clear_pointer (&self->panel_binding, g_binding_unbind);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_WINDOW);

  G_OBJECT_CLASS (fovea_window_parent_class)->dispose (object);
}

static void
fovea_window_class_init (FoveaWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fovea_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = fovea_window_close_request;

  g_type_ensure (FOVEA_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, split);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, page_actions);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, panel_button);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.show-panel", NULL, show_panel_cb);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_cb);
  add_page_shortcuts (widget_class);
}

static void
fovea_window_init (FoveaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
  fill_sidebar (self);
  restore_page (self);
  fovea_page_focus_default (fovea_window_get_page (self)); /* not the menu button, where space would open the menu */
}

FoveaWindow *
fovea_window_new (FoveaApplication *application)
{
  return g_object_new (FOVEA_TYPE_WINDOW, "application", application, NULL);
}

/* Shows the page that pages.c has under @name. */
void
fovea_window_show_page (FoveaWindow *self, const char *name)
{
  const FoveaPageEntry *entry = fovea_pages_find (name);
  guint n;

  g_return_if_fail (FOVEA_IS_WINDOW (self) && entry != NULL);

  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, entry - fovea_pages_get (&n)));
}

/* The page that is shown. */
FoveaPage *
fovea_window_get_page (FoveaWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  return page != NULL ? FOVEA_PAGE (page) : NULL;
}

/* Gives @file to the page that is shown. */
void
fovea_window_open (FoveaWindow *self, GFile *file)
{
  FoveaPage *page = fovea_window_get_page (self);

  g_return_if_fail (FOVEA_IS_WINDOW (self) && G_IS_FILE (file));

  if (page == NULL || !fovea_page_can_open (page))
    fovea_toast (GTK_WIDGET (self->stack), _ ("This page opens no files."));
  else
    fovea_page_open (page, file);
}
