/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of data sets. What is chosen is read on a thread; choosing again stops the reading before it, and choosing
 * the data that are there does no more than that. What cannot be read leaves the data as they were. */

#include "config.h"

#include "app/data-chooser.h"

#include "app/data-list.h"
#include "app/dialogs.h"
#include "app/fetch-row.h"
#include "app/page.h"
#include "app/spin-row.h"
#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>

enum
{
  WATCH = 100 /* ms between two looks at how far the reading is */
};

/* The data of the task that reads. */
typedef struct
{
  char *source;
  guint choice;
  FoveaShape size; /* that pictures are to get; 0×0×0: that suits them */
  guint64 seed;
  FoveaReading reading;
} Request;

struct _FoveaDataChooser
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *data;
  AdwActionRow *images;
  FoveaSpinRow *side;
  GtkSwitch *colour;
  GtkLabel *counts;
  FoveaFetchRow *fetch;

  GPtrArray *sources; /* char *: what fovea_dataset_open() takes, one for each of the list's first rows */
  guint choice;       /* of these */
  FoveaShape size;    /* that the next reading gives pictures; 0×0×0 as above */
  guint64 seed;       /* of the next reading */
  FoveaDataset *dataset;
  GTask *reading; /* the one that counts; owned by itself */
  char *message;
  guint wish;       /* the source that sees to it, or 0 */
  guint watch;      /* likewise: that looks at the reading */
  gboolean filling; /* the list is being set by the program */
};

G_DEFINE_FINAL_TYPE (FoveaDataChooser, fovea_data_chooser, ADW_TYPE_PREFERENCES_GROUP)

static guint changed; /* the signal */

static void
fill_list (FoveaDataChooser *self)
{
  g_autoptr (GListModel) rows = fovea_data_list_make_rows (self->sources);

  self->filling = TRUE;
  adw_combo_row_set_model (self->data, rows);
  adw_combo_row_set_selected (self->data, self->choice);
  self->filling = FALSE;
}

static void
show_counts (FoveaDataChooser *self)
{
  const FoveaExamples *train = self->dataset->train;
  char learn[FOVEA_NUMBER_SIZE], validate[FOVEA_NUMBER_SIZE];
  g_autofree char *counts = g_strdup_printf ("%s + %s", fovea_number_count (train->n, learn),
                                             fovea_number_count (self->dataset->test->n, validate));
  g_autofree char *words = g_strdup_printf (_ ("%s to Learn From, %s to Validate; %d×%d×%d, %d Classes"), learn,
                                            validate, train->w, train->h, train->c, train->classes);

  gtk_label_set_text (self->counts, counts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->images), words);
}

/* Pictures of a folder can be brought to any size. */
static void
show_size (FoveaDataChooser *self)
{
  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->side), self->dataset && self->dataset->resizable);
  if (self->dataset)
    g_object_set (self->side, "value", (double) self->dataset->train->w, NULL);
  gtk_switch_set_active (self->colour, self->dataset && self->dataset->train->c == 3);
  self->filling = FALSE;
}

/* Takes over @message. */
static void
tell (FoveaDataChooser *self, char *message)
{
  g_free (self->message);
  self->message = message;
  g_signal_emit (self, changed, 0);
}

static void
use (FoveaDataChooser *self, FoveaDataset *dataset, guint choice)
{
  g_clear_pointer (&self->dataset, fovea_dataset_unref);
  self->dataset = fovea_dataset_ref (dataset);
  self->choice = choice;
  show_counts (self);
  show_size (self);
  tell (self, NULL);
}

static void
read_data (FoveaDataChooser *self, guint choice);

/* Where there are data already, they stay; where there are none yet, the first that come with the program are read. */
static void
fail (FoveaDataChooser *self, const char *message, guint choice)
{
  if (!fovea_data_list_get_title (self->sources->pdata[choice]) && !(self->dataset && choice == self->choice))
    {
      g_ptr_array_remove_index (self->sources, choice);
      self->choice -= choice < self->choice;
    }
  fill_list (self);
  show_size (self);
  if (self->dataset || choice > 0)
    fovea_toast (GTK_WIDGET (self), message);
  if (!self->dataset && choice > 0)
    read_data (self, 0);
  else
    tell (self, self->dataset ? NULL : g_strdup (message));
}

static void
request_free (Request *self)
{
  g_free (self->source);
  g_free (self);
}

/* "Reading the images… 12,000 of 50,000", the numbers where there are many. */
static gboolean
watch_cb (gpointer data)
{
  FoveaDataChooser *self = data;
  Request *request = g_task_get_task_data (self->reading);
  int total = g_atomic_int_get (&request->reading.total);
  char done[FOVEA_NUMBER_SIZE], all[FOVEA_NUMBER_SIZE];

  if (total > 0)
    tell (self, g_strdup_printf (_ ("Reading the images… %s of %s"),
                                 fovea_number_count (g_atomic_int_get (&request->reading.done), done),
                                 fovea_number_count (total, all)));
  return G_SOURCE_CONTINUE;
}

/* There is no reading any more that counts. */
static void
stop_watching (FoveaDataChooser *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  self->reading = NULL;
}

/* Lets go of what is being read, if anything is. */
static void
stop_reading (FoveaDataChooser *self)
{
  if (self->reading)
    g_atomic_int_set (&((Request *) g_task_get_task_data (self->reading))->reading.stopped, TRUE);
  stop_watching (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaDataChooser *self = FOVEA_DATA_CHOOSER (source);
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaDataset) dataset = g_task_propagate_pointer (G_TASK (result), &error);

  if (G_TASK (result) != self->reading)
    return;
  stop_watching (self);
  if (dataset)
    use (self, dataset, request->choice);
  else
    fail (self, error->message, request->choice);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  FoveaDataset *dataset = fovea_dataset_open_watched (
    request->source, request->seed, request->size.width > 0 ? &request->size : NULL, &request->reading, &error);

  if (dataset)
    g_task_return_pointer (task, dataset, (GDestroyNotify) fovea_dataset_unref);
  else
    g_task_return_error (task, error);
}

static void
read_data (FoveaDataChooser *self, guint choice)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);
  Request *request = g_new0 (Request, 1);

  request->source = g_strdup (self->sources->pdata[choice]);
  request->choice = choice;
  request->size = self->size;
  request->seed = self->seed;
  self->size = (FoveaShape){ 0 };
  self->seed = FOVEA_DATA_SEED;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  stop_reading (self);
  self->reading = task;
  self->watch = g_timeout_add (WATCH, watch_cb, self);
  tell (self, g_strdup (_ ("Reading the images…")));
  g_task_run_in_thread (task, read_thread);
}

/* The same pictures in another size. */
static void
size_changed_cb (FoveaDataChooser *self)
{
  double side;

  if (self->filling || !self->dataset)
    return;
  g_object_get (self->side, "value", &side, NULL);
  self->size = (FoveaShape){ side, side, gtk_switch_get_active (self->colour) ? 3 : 1 };
  self->seed = self->dataset->seed;
  read_data (self, self->choice);
}

/* Takes over @path. */
static void
add_folder (FoveaDataChooser *self, char *path)
{
  guint before = self->choice;

  g_ptr_array_add (self->sources, path);
  self->choice = self->sources->len - 1;
  fill_list (self);
  self->choice = before;
  read_data (self, self->sources->len - 1);
}

static void
folder_chosen_cb (GFile *file, gpointer data)
{
  fovea_data_chooser_open_folder (data, file);
}

static void
get (FoveaDataChooser *self, const FoveaOffer *offer)
{
  g_autofree char *busy = NULL;

  if (!fovea_fetch_row_get_offer (self->fetch))
    {
      fovea_fetch_row_ask (self->fetch, offer);
      return;
    }
  busy = g_strdup_printf (_ ("%s is being fetched; one data set comes after the other."),
                          fovea_fetch_row_get_offer (self->fetch)->title);
  fovea_toast (GTK_WIDGET (self), busy);
}

/* What was fetched is what somebody wants to see. */
static void
fetched_cb (FoveaDataChooser *self, const char *name)
{
  fovea_data_chooser_open_source (self, name, NULL);
}

/* A row of the list that is no data set: the list goes back to what it was, and the wish is seen to. */
static gboolean
fulfil_cb (gpointer data)
{
  FoveaDataChooser *self = data;
  guint choice = adw_combo_row_get_selected (self->data), data_sets = self->sources->len;

  self->wish = 0;
  if (choice < data_sets)
    return G_SOURCE_REMOVE;
  fill_list (self);
  if (choice == data_sets)
    fovea_dialog_open_folder (GTK_WIDGET (self), _ ("Open a Folder of Images"), folder_chosen_cb, self);
  else
    get (self, fovea_data_list_get_missing (self->sources, choice - data_sets - 1));
  return G_SOURCE_REMOVE;
}

/* The list must not be filled while it is telling of the choice. */
static void
data_chosen_cb (FoveaDataChooser *self)
{
  guint choice = adw_combo_row_get_selected (self->data);

  if (self->filling || choice == GTK_INVALID_LIST_POSITION)
    return;
  if (self->reading && self->dataset && choice == self->choice && self->size.width == 0)
    {
      stop_reading (self);
      tell (self, NULL);
    }
  else if (choice < self->sources->len)
    read_data (self, choice);
  else if (self->wish == 0)
    self->wish = g_idle_add (fulfil_cb, self);
}

static void
fovea_data_chooser_dispose (GObject *object)
{
  stop_reading (FOVEA_DATA_CHOOSER (object));
  g_clear_handle_id (&FOVEA_DATA_CHOOSER (object)->wish, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOVEA_TYPE_DATA_CHOOSER);
  G_OBJECT_CLASS (fovea_data_chooser_parent_class)->dispose (object);
}

static void
fovea_data_chooser_finalize (GObject *object)
{
  FoveaDataChooser *self = FOVEA_DATA_CHOOSER (object);

  g_clear_pointer (&self->dataset, fovea_dataset_unref);
  g_ptr_array_unref (self->sources);
  g_free (self->message);
  G_OBJECT_CLASS (fovea_data_chooser_parent_class)->finalize (object);
}

static void
fovea_data_chooser_class_init (FoveaDataChooserClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = fovea_data_chooser_dispose;
  object_class->finalize = fovea_data_chooser_finalize;

  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOVEA_TYPE_FETCH_ROW);
  g_type_ensure (FOVEA_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea_lab/Fovea/data-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDataChooser, data);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataChooser, images);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataChooser, counts);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataChooser, side);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataChooser, colour);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataChooser, fetch);
  gtk_widget_class_bind_template_callback (widget_class, data_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fetched_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);
}

static void
fovea_data_chooser_init (FoveaDataChooser *self)
{
  self->seed = FOVEA_DATA_SEED;
  self->sources = fovea_data_list_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_list (self);
  read_data (self, 0);
}

/* Returns: (nullable): NULL before the first are read */
FoveaDataset *
fovea_data_chooser_get_dataset (FoveaDataChooser *self)
{
  return self->dataset;
}

/* Returns: (nullable): what to say in place of the data: that they are being read, or why they cannot be */
const char *
fovea_data_chooser_get_message (FoveaDataChooser *self)
{
  return self->message;
}

gboolean
fovea_data_chooser_is_reading (FoveaDataChooser *self)
{
  return self->reading != NULL;
}

/* Returns: (nullable): what fovea_dataset_open() took for the data that are there */
const char *
fovea_data_chooser_get_source (FoveaDataChooser *self)
{
  return self->dataset ? self->sources->pdata[self->choice] : NULL;
}

/* Whether the data that are there are those of @source; pictures of a folder, whether they have that @size, too. */
gboolean
fovea_data_chooser_has (FoveaDataChooser *self, const char *source, const FoveaShape *size)
{
  const FoveaExamples *train = self->dataset ? self->dataset->train : NULL;

  return train && g_strcmp0 (source, fovea_data_chooser_get_source (self)) == 0
         && (!self->dataset->resizable
             || (train->w == size->width && train->h == size->height && train->c == size->depth));
}

/**
 * fovea_data_chooser_open_source:
 * @source: what fovea_dataset_open() takes: one of the list, or a folder
 * @size: (nullable): what pictures of a folder are brought to; NULL for a size that suits them
 */
void
fovea_data_chooser_open_source (FoveaDataChooser *self, const char *source, const FoveaShape *size)
{
  guint at;

  self->size = size ? *size : (FoveaShape){ 0 };
  if (!g_ptr_array_find_with_equal_func (self->sources, source, g_str_equal, &at))
    add_folder (self, g_strdup (source));
  else if (at == adw_combo_row_get_selected (self->data))
    read_data (self, at);
  else
    adw_combo_row_set_selected (self->data, at);
  self->size = (FoveaShape){ 0 };
}

/* Whether the data that are there are, to the last image, those that a run on the disk trains on. */
gboolean
fovea_data_chooser_has_data_of (FoveaDataChooser *self, const FoveaCheckpoint *run)
{
  return fovea_data_chooser_has (self, run->notes.data, &run->spec->layers[0].out)
         && self->dataset->seed == run->notes.data_seed;
}

void
fovea_data_chooser_open_data_of (FoveaDataChooser *self, const FoveaCheckpoint *run)
{
  self->seed = run->notes.data_seed;
  fovea_data_chooser_open_source (self, run->notes.data, &run->spec->layers[0].out);
  self->seed = FOVEA_DATA_SEED;
}

/* A folder of IDX files, of CIFAR's batches, or with a folder of pictures for each class. */
void
fovea_data_chooser_open_folder (FoveaDataChooser *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path)
    fovea_data_chooser_open_source (self, path, NULL);
  else
    fovea_toast (GTK_WIDGET (self), _ ("This folder is not on this computer; copy it to a folder first."));
}
