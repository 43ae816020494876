/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Export. A picture of the screen is painted at once, by the scene that the screen shows. An animation and the numbers
 * of a large lesson take long: a thread makes them from a copy of the lesson, with a scene of its own, because fonts
 * belong to the thread that painted with them first. A timer looks at how far it is. */

#include "config.h"

#include "app/exporter.h"

#include "app/dialogs.h"
#include "app/lesson-page.h"
#include "lesson/arrays.h"
#include "scene/catalog.h"
#include "scene/export.h"
#include "scene/gif.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  LOOK = 100 /* milliseconds between two looks at how far it is */
};

static const double CLIPBOARD_SCALE = 2; /* pixels a point */

struct _FoveaExporter
{
  AdwBin parent_instance;

  GtkLabel *label;
  GtkProgressBar *bar;

  FoveaExport asked; /* what the file chooser asks about */
  FoveaPage *asked_page;
  GTask *task; /* what is being written; its data is a Job */
  guint look;
};

enum
{
  PROP_BUSY = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (FoveaExporter, fovea_exporter, ADW_TYPE_BIN)

/* --- beside the main loop */

/**
 * Job:
 * @lesson: a copy of the page's
 * @style: of the scene that the screen shows
 * @width: points, @height: points
 * @seconds: that a position stays
 */
typedef struct
{
  const char *ending;
  char *path;
  FoveaLesson *lesson;
  FoveaStyle style;
  double width, height, seconds;
  FoveaFilmProgress progress;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_object_unref (job->lesson);
  g_object_unref (job->progress.cancellable);
  g_free (job);
}

static gboolean
write_film (Job *job, GError **error)
{
  g_autoptr (FoveaScene) scene = fovea_scene_of (job->lesson);

  fovea_scene_set_style (scene, &job->style);
  return fovea_scene_export_gif (scene, job->path, job->width, job->height, 1, job->seconds, &job->progress, error);
}

/* Returns: whether all of it was written */
static gboolean
write_arrays (const GPtrArray *arrays, const char *ending, const char *path, GError **error)
{
  g_auto (GStrv) paths = NULL;

  if (g_str_equal (ending, ".csv"))
    return fovea_arrays_save_csv (arrays, path, error);
  paths = fovea_arrays_save_npy (arrays, path, error);
  return paths != NULL;
}

static gboolean
write_numbers (Job *job, GError **error)
{
  g_autoptr (GPtrArray) arrays = fovea_lesson_list_arrays (job->lesson, job->progress.cancellable, error);

  return arrays != NULL && write_arrays (arrays, job->ending, job->path, error);
}

/* What the lesson would compute while idle waits in a main loop of this thread that nobody runs. */
static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GMainContext) own = g_main_context_new ();
  Job *job = data;
  GError *error = NULL;
  gboolean done;

  g_main_context_push_thread_default (own);
  done = g_str_equal (job->ending, ".gif") ? write_film (job, &error) : write_numbers (job, &error);
  g_main_context_pop_thread_default (own);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- the bar */

static gboolean
look_cb (gpointer user_data)
{
  FoveaExporter *self = user_data;
  Job *job = g_task_get_task_data (self->task);
  int done = g_atomic_int_get (&job->progress.done), all = g_atomic_int_get (&job->progress.all);

  if (all > 0)
    gtk_progress_bar_set_fraction (self->bar, (double) done / all);
  else
    gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

static void
set_task (FoveaExporter *self, GTask *task)
{
  g_clear_handle_id (&self->look, g_source_remove);
  g_set_object (&self->task, task);
  gtk_widget_set_visible (GTK_WIDGET (self), task != NULL);
  if (task != NULL)
    self->look = g_timeout_add (LOOK, look_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
say_written (FoveaExporter *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” has been written."), name);

  fovea_toast (GTK_WIDGET (self), sentence);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FoveaExporter *self = FOVEA_EXPORTER (object);
  g_autoptr (GTask) task = g_object_ref (G_TASK (result));
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (task, &error);

  if (self->task != task) /* the window is gone */
    return;
  set_task (self, NULL);
  if (done)
    say_written (self, job->path);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fovea_toast (GTK_WIDGET (self), error->message);
}

static void
cancel_clicked_cb (FoveaExporter *self)
{
  if (self->task != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->task));
}

static double
get_seconds (FoveaPage *page)
{
  return fovea_transport_get_seconds (fovea_lesson_page_get_transport (FOVEA_LESSON_PAGE (page)));
}

static void
start_job (FoveaExporter *self, FoveaPage *page, const char *ending, const char *path)
{
  FoveaSceneView *view = fovea_page_get_view (page);
  FoveaScene *scene = fovea_scene_view_get_scene (view);
  g_autofree char *name = g_path_get_basename (path), *text = g_strdup_printf (_ ("Writing “%s”…"), name);
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->ending = ending;
  job->path = g_strdup (path);
  job->lesson = fovea_lesson_copy (fovea_scene_get_lesson (scene));
  job->style = *fovea_scene_get_style (scene);
  job->seconds = get_seconds (page);
  job->progress.cancellable = g_cancellable_new ();
  fovea_scene_view_get_painted_size (view, &job->width, &job->height);
  task = g_task_new (self, job->progress.cancellable, written_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  gtk_label_set_text (self->label, text);
  gtk_progress_bar_set_fraction (self->bar, 0);
  set_task (self, task);
  g_task_run_in_thread (task, write_in_thread);
}

/* --- at once */

static gboolean
write_picture (FoveaPage *page, const FoveaExport *format, const char *path, GError **error)
{
  FoveaSceneView *view = fovea_page_get_view (page);
  double width, height;

  fovea_scene_view_get_painted_size (view, &width, &height);
  return fovea_scene_export (fovea_scene_view_get_scene (view), path, width, height, format->scale, 0,
                             error);
}

static gboolean
write_page_numbers (FoveaPage *page, const FoveaExport *format, const char *path, GError **error)
{
  g_autoptr (GPtrArray) arrays = fovea_page_list_numbers (page);

  if (arrays->len == 0)
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                         _ ("There are no numbers yet: nothing has been trained."));
  return arrays->len > 0 && write_arrays (arrays, format->ending, path, error);
}

/* Whether the page shows a picture at present; says so if not. */
static gboolean
check_view (FoveaExporter *self, FoveaPage *page)
{
  if (fovea_page_get_view (page) == NULL)
    fovea_toast (GTK_WIDGET (self), _ ("There is no picture here that could be exported."));
  return fovea_page_get_view (page) != NULL;
}

/**
 * fovea_exporter_write:
 *
 * Writes @page to @path, at once or beside the main loop. Not while it is busy.
 */
void
fovea_exporter_write (FoveaExporter *self, FoveaPage *page, const FoveaExport *format, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean film = g_str_equal (format->ending, ".gif");
  gboolean numbers = g_str_equal (format->ending, ".csv") || g_str_equal (format->ending, ".npy");

  g_return_if_fail (FOVEA_IS_EXPORTER (self) && FOVEA_IS_PAGE (page) && self->task == NULL);

  if (!check_view (self, page))
    return;
  if (film || (numbers && FOVEA_IS_LESSON_PAGE (page)))
    start_job (self, page, format->ending, path);
  else if (numbers ? write_page_numbers (page, format, path, &error) : write_picture (page, format, path, &error))
    say_written (self, path);
  else
    fovea_toast (GTK_WIDGET (self), error->message);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  FoveaExporter *self = user_data;
  g_autofree char *path = fovea_dialog_get_path (GTK_WIDGET (self), file);

  if (path != NULL && self->task == NULL)
    {
      g_autofree char *whole = g_str_has_suffix (path, self->asked.ending)
                                   ? g_steal_pointer (&path)
                                   : g_strconcat (path, self->asked.ending, NULL);

      fovea_exporter_write (self, self->asked_page, &self->asked, whole);
    }
}

void
fovea_exporter_ask (FoveaExporter *self, FoveaPage *page, const FoveaExport *format)
{
  g_autofree char *name = g_strconcat (_ ("picture"), format->ending, NULL);

  g_return_if_fail (FOVEA_IS_EXPORTER (self) && FOVEA_IS_PAGE (page));

  self->asked = *format;
  g_set_object (&self->asked_page, page);
  fovea_dialog_save (GTK_WIDGET (self), _ ("Export"), name, chosen_cb, self);
}

/* Pixels for most programs, and lines and letters for those that take them. */
void
fovea_exporter_copy (FoveaExporter *self, FoveaPage *page)
{
  FoveaSceneView *view = fovea_page_get_view (page);
  FoveaScene *scene;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = NULL, svg = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GdkContentProvider) all = NULL;
  double width, height;

  if (!check_view (self, page))
    return;
  scene = fovea_scene_view_get_scene (view);
  fovea_scene_view_get_painted_size (view, &width, &height);
  png = fovea_scene_encode (scene, ".png", width, height, CLIPBOARD_SCALE, &error);
  svg = png != NULL ? fovea_scene_encode (scene, ".svg", width, height, 1, &error) : NULL;
  texture = svg != NULL ? gdk_texture_new_from_bytes (png, &error) : NULL;
  if (texture == NULL)
    {
      fovea_toast (GTK_WIDGET (self), error->message);
      return;
    }
  all = gdk_content_provider_new_union ((GdkContentProvider *[]){
                                            gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture),
                                            gdk_content_provider_new_for_bytes ("image/svg+xml", svg) },
                                        2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
  fovea_toast (GTK_WIDGET (self), _ ("The picture is on the clipboard."));
}

/* --- GObject */

static void
fovea_exporter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_BUSY)
    g_value_set_boolean (value, fovea_exporter_get_busy (FOVEA_EXPORTER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fovea_exporter_dispose (GObject *object)
{
  FoveaExporter *self = FOVEA_EXPORTER (object);

  cancel_clicked_cb (self);
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_object (&self->task);
  g_clear_object (&self->asked_page);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would not learn that its template took the child away */
  gtk_widget_dispose_template (GTK_WIDGET (self), FOVEA_TYPE_EXPORTER);

  G_OBJECT_CLASS (fovea_exporter_parent_class)->dispose (object);
}

static void
fovea_exporter_class_init (FoveaExporterClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = fovea_exporter_get_property;
  object_class->dispose = fovea_exporter_dispose;

  properties[PROP_BUSY]
      = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/exporter.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaExporter, label);
  gtk_widget_class_bind_template_child (widget_class, FoveaExporter, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
fovea_exporter_init (FoveaExporter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
fovea_exporter_get_busy (FoveaExporter *self)
{
  g_return_val_if_fail (FOVEA_IS_EXPORTER (self), FALSE);
  return self->task != NULL;
}
