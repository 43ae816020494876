/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every dialog that newer versions of GTK and libadwaita replace by others, behind one small interface. */

#include "config.h"

#include "app/dialogs.h"

#include "app/page.h"
#include "engine/kernels.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  FoveaFileFunc chosen;
  GWeakRef object;
} FileRequest;

static void
free_request (FileRequest *request, GClosure *closure)
{
  g_weak_ref_clear (&request->object);
  g_free (request);
}

static void
response_cb (GtkNativeDialog *dialog, int response, FileRequest *request)
{
  g_autoptr (GObject) object = g_weak_ref_get (&request->object);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && object != NULL)
    request->chosen (file, object);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
show_chooser (GtkFileChooserNative *dialog, FoveaFileFunc chosen, gpointer object)
{
  FileRequest *request = g_new0 (FileRequest, 1);

  request->chosen = chosen;
  g_weak_ref_init (&request->object, object);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), request, (GClosureNotify) free_request, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkFileChooserNative *
create_chooser (GtkWidget *widget, const char *title, GtkFileChooserAction action)
{
  return gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), action, NULL, NULL);
}

/**
 * fovea_dialog_open:
 * @filter: (transfer full) (nullable): which files to offer
 * @object: what @chosen gets; it may be gone by then, and is then not called
 *
 * Asks for a file to read.
 */
void
fovea_dialog_open (GtkWidget *widget, const char *title, GtkFileFilter *filter, FoveaFileFunc chosen, gpointer object)
{
  GtkFileChooserNative *dialog = create_chooser (widget, title, GTK_FILE_CHOOSER_ACTION_OPEN);

  if (filter != NULL)
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_clear_object (&filter);
  show_chooser (dialog, chosen, object);
}

GtkFileFilter *
fovea_dialog_filter_nets (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Trained nets"));
  gtk_file_filter_add_pattern (filter, "*.safetensors");
  return filter;
}

/* Asks for a folder to read. */
void
fovea_dialog_open_folder (GtkWidget *widget, const char *title, FoveaFileFunc chosen, gpointer object)
{
  show_chooser (create_chooser (widget, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER), chosen, object);
}

/* Asks where to write; @name is the file name it proposes. */
void
fovea_dialog_save (GtkWidget *widget, const char *title, const char *name, FoveaFileFunc chosen, gpointer object)
{
  GtkFileChooserNative *dialog = create_chooser (widget, title, GTK_FILE_CHOOSER_ACTION_SAVE);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show_chooser (dialog, chosen, object);
}

char *
fovea_dialog_get_path (GtkWidget *widget, GFile *file)
{
  char *path = g_file_get_path (file);

  if (path == NULL)
    fovea_toast (widget, _ ("This folder is not on this computer; choose one that is."));
  return path;
}

typedef struct
{
  FoveaWordsFunc done;
  GWeakRef object;
  GtkEditable *title, *text;
} WordsRequest;

static void
free_words_request (WordsRequest *request, GClosure *closure)
{
  g_weak_ref_clear (&request->object);
  g_free (request);
}

static void
words_response_cb (AdwMessageDialog *dialog, const char *response, WordsRequest *request)
{
  g_autoptr (GObject) object = g_weak_ref_get (&request->object);

  if (g_str_equal (response, "accept") && object != NULL)
    request->done (gtk_editable_get_text (request->title), gtk_editable_get_text (request->text), object);
}

/* Both have to be said. */
static void
words_changed_cb (AdwMessageDialog *dialog)
{
  WordsRequest *request = g_object_get_data (G_OBJECT (dialog), "request");

  adw_message_dialog_set_response_enabled (dialog, "accept",
                                           *gtk_editable_get_text (request->title) != '\0'
                                               && *gtk_editable_get_text (request->text) != '\0');
}

static GtkEditable *
add_words_row (GtkListBox *list, AdwMessageDialog *dialog, const char *label)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_list_box_append (list, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (words_changed_cb), dialog, G_CONNECT_SWAPPED);
  return GTK_EDITABLE (row);
}

/**
 * fovea_dialog_words:
 * @title: what the first entry is called
 * @text: what the second is called
 * @accept: what the button says that calls @done
 * @object: what @done gets; it may be gone by then, and is then not called
 *
 * Asks for a title and a text.
 */
void
fovea_dialog_words (GtkWidget *widget, const char *heading, const char *body, const char *title, const char *text,
                    const char *accept, FoveaWordsFunc done, gpointer object)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  GtkWidget *list = gtk_list_box_new ();
  WordsRequest *request = g_new0 (WordsRequest, 1);

  request->done = done;
  g_weak_ref_init (&request->object, object);
  g_object_set_data (G_OBJECT (dialog), "request", request);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  request->title = add_words_row (GTK_LIST_BOX (list), ADW_MESSAGE_DIALOG (dialog), title);
  request->text = add_words_row (GTK_LIST_BOX (list), ADW_MESSAGE_DIALOG (dialog), text);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  words_changed_cb (ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect_data (dialog, "response", G_CALLBACK (words_response_cb), request,
                         (GClosureNotify) free_words_request, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What comes with the program, whose it is and under which terms. */
static void
add_credits (AdwAboutWindow *about)
{
  adw_about_window_add_legal_section (about, _ ("MNIST"),
                                      _ ("© Yann LeCun, Corinna Cortes and Christopher J. C. Burges"), GTK_LICENSE_CUSTOM,
                                      _ ("Images of handwritten digits, under the Creative Commons "
                                         "<a href=\"https://creativecommons.org/licenses/by-sa/3.0/\">Attribution-ShareAlike "
                                         "3.0</a> licence."));
  adw_about_window_add_legal_section (about, _ ("Photograph of a Raccoon"), NULL, GTK_LICENSE_CUSTOM,
                                      _ ("From <a href=\"http://www.public-domain-image.com\">public-domain-image.com</a>, "
                                         "in the public domain."));
}

/* What a report of a fault should say. */
static char *
describe_system (void)
{
  return g_strdup_printf ("Fovea %s\nGTK %u.%u.%u, libadwaita %u.%u.%u\nKernels: %s\nProcessors: %u\n", FOVEA_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          fovea_kernels_get ()->name, g_get_num_processors ());
}

void
fovea_dialog_about (GtkWindow *window)
{
  GtkWidget *about = adw_about_window_new ();
  g_autofree char *system = describe_system ();

  g_object_set (about,
                "application-name", _ ("Fovea"),
                "application-icon", FOVEA_APPLICATION_ID,
                "version", FOVEA_VERSION,
                "developer-name", _ ("The Fovea developers"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _ ("How a convolutional network works, number by number.\n\nWhat is drawn is what is "
                               "computed: every number on the screen comes out of the engine that also trains the nets."),
                "debug-info", system,
                "debug-info-filename", "fovea.txt",
                "transient-for", window,
                "modal", TRUE,
                NULL);
  add_credits (ADW_ABOUT_WINDOW (about));
  gtk_window_present (GTK_WINDOW (about));
}
