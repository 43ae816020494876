/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder of pictures: one sub-folder a class, the classes numbered in byte order of their names. Where there is a
 * folder train, that holds the classes; where test stands beside it, the pictures to measure on.
 *
 * Pictures of a data set have one size: the middle of each is brought to it. Where nobody says which size, small
 * pictures of one size (at most KEEP pixels a side, of LOOKED_AT of them) keep theirs, and others get SIDE×SIDE; they are
 * grey if every one of them is. */

#include "config.h"

#include "dataset/picture-folder.h"

#include "dataset/files.h"
#include "dataset/picture.h"
#include "engine/threads.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

enum
{
  KEEP = 64, /* pixels */
  SIDE = 32,
  LOOKED_AT = 32
};

/* Where the pictures of one half of a data set lie, and of which class each is. */
typedef struct
{
  GPtrArray *paths;
  GArray *labels; /* guint16 */
} Listing;

typedef struct
{
  const Listing *listing;
  FoveaExamples *examples;
  GError **errors; /* one place a picture */
  FoveaReading *reading;
} Job;

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static gboolean
is_folder (const char *parent, const char *name)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* The names of the folders in @path, in byte order; NULL if it cannot be read. */
static GStrv
list_folders (const char *path, GError **error)
{
  g_auto (GStrv) names = fovea_files_list (path, error);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();

  if (!names)
    return NULL;
  for (guint i = 0; names[i]; i++)
    if (is_folder (path, names[i]))
      g_strv_builder_add (folders, names[i]);
  return g_strv_builder_end (folders);
}

/* The endings of all formats that can be read here: "png", "jpg" … */
static GHashTable *
list_endings (void)
{
  GHashTable *endings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *format = formats; format; format = format->next)
    {
      g_auto (GStrv) own = gdk_pixbuf_format_get_extensions (format->data);

      for (guint i = 0; own[i]; i++)
        g_hash_table_add (endings, g_strdup (own[i]));
    }
  return endings;
}

static gboolean
is_picture (GHashTable *endings, const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *ending = dot ? g_ascii_strdown (dot + 1, -1) : NULL;

  return ending && g_hash_table_contains (endings, ending);
}

/* The pictures below @path, class by class. */
static gboolean
list_pictures (const char *path, GStrv classes, Listing *listing, GError **error)
{
  g_autoptr (GHashTable) endings = list_endings ();

  *listing = (Listing){ g_ptr_array_new_with_free_func (g_free), g_array_new (FALSE, FALSE, sizeof (guint16)) };
  for (guint16 class = 0; classes[class]; class++)
    {
      g_autofree char *folder = g_build_filename (path, classes[class], NULL);
      g_auto (GStrv) names = is_folder (path, classes[class]) ? fovea_files_list (folder, error) : g_new0 (char *, 1);

      if (!names)
        return FALSE;
      for (guint i = 0; names[i]; i++)
        if (is_picture (endings, names[i]))
          {
            g_ptr_array_add (listing->paths, g_build_filename (folder, names[i], NULL));
            g_array_append_val (listing->labels, class);
          }
    }
  return TRUE;
}

/* The size of the picture at @path; 0×0 where it has none. */
static FoveaShape
get_size (const char *path)
{
  FoveaShape size = { 0, 0, 3 };

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !gdk_pixbuf_get_file_info (path, &size.width, &size.height))
    return (FoveaShape){ 0, 0, 3 };
  return size;
}

/* The size that all pictures get if nobody says which, by some of them, evenly apart. */
static FoveaShape
choose_size (const GPtrArray *paths)
{
  FoveaShape first = get_size (paths->pdata[0]);
  gboolean keep = first.width > 0 && first.width <= KEEP && first.height > 0 && first.height <= KEEP;

  for (guint i = 1; i < LOOKED_AT && keep; i++)
    {
      FoveaShape other = get_size (paths->pdata[(gsize) i * (paths->len - 1) / (LOOKED_AT - 1)]);

      keep = other.width == first.width && other.height == first.height;
    }
  return keep ? first : (FoveaShape){ SIDE, SIDE, 3 };
}

static void
load_cb (int task, int worker, gpointer data)
{
  const Job *job = data;
  FoveaExamples *examples = job->examples;
  gsize image = (gsize) examples->c * examples->h * examples->w;

  if (g_atomic_int_get (&job->reading->stopped))
    return;
  examples->labels[task] = g_array_index (job->listing->labels, guint16, task);
  fovea_picture_load_filled (job->listing->paths->pdata[task], examples->w, examples->h, examples->c,
                             examples->pixels + task * image, &job->errors[task]);
  g_atomic_int_inc (&job->reading->done);
}

/* Why not all of @n pictures are there: the first that cannot be read says it, and how many cannot. */
static gboolean
check_all_read (const Job *job, int n, GError **error)
{
  int broken = 0;

  if (g_atomic_int_get (&job->reading->stopped))
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_CANCELLED, _("Nobody waits for these pictures any more."));
  for (int i = 0; i < n; i++)
    {
      if (job->errors[i] && broken++ == 0 && !g_atomic_int_get (&job->reading->stopped))
        g_propagate_error (error, g_steal_pointer (&job->errors[i]));
      g_clear_error (&job->errors[i]);
    }
  if (broken > 1)
    g_prefix_error (error, ngettext ("%d picture cannot be read. The first: ", "%d pictures cannot be read. The first: ",
                                     broken), broken);
  return broken == 0 && !g_atomic_int_get (&job->reading->stopped);
}

/* All pictures of a listing, or none. */
static FoveaExamples *
load (const Listing *listing, int classes, const FoveaShape *size, FoveaReading *reading, GError **error)
{
  const int n = listing->paths->len;
  g_autoptr (FoveaThreads) threads = fovea_threads_new (g_get_num_processors ());
  g_autoptr (FoveaExamples) examples = NULL;
  g_autofree GError **errors = g_new0 (GError *, n);
  Job job;

  if ((gint64) n * size->depth * size->height * size->width > G_MAXINT32)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("%d pictures of %d×%d pixels take more than the 2 GB that Fovea reads."), n, size->width,
                   size->height);
      return NULL;
    }
  examples = fovea_examples_new (n, size->depth, size->height, size->width, classes);
  job = (Job){ listing, examples, errors, reading };
  fovea_threads_run (threads, n, load_cb, &job);
  return check_all_read (&job, n, error) ? g_steal_pointer (&examples) : NULL;
}

static gboolean
is_grey (const FoveaExamples *examples)
{
  const gsize plane = (gsize) examples->h * examples->w;

  for (int i = 0; i < examples->n; i++)
    {
      const guint8 *image = fovea_examples_image (examples, i);

      if (memcmp (image, image + plane, plane) != 0 || memcmp (image, image + 2 * plane, plane) != 0)
        return FALSE;
    }
  return TRUE;
}

/* One channel of three that are the same. */
static void
make_grey (FoveaExamples **examples)
{
  const FoveaExamples *all = *examples;
  FoveaExamples *grey = fovea_examples_new (all->n, 1, all->h, all->w, all->classes);
  const gsize plane = (gsize) all->h * all->w;

  for (int i = 0; i < all->n; i++)
    {
      memcpy (grey->pixels + i * plane, fovea_examples_image (all, i), plane);
      grey->labels[i] = all->labels[i];
    }
  fovea_examples_unref (*examples);
  *examples = grey;
}

/* Whether the classes of the pictures to measure on are among those to learn. */
static gboolean
check_test_classes (const char *path, GStrv classes, GError **error)
{
  g_auto (GStrv) there = list_folders (path, error);

  for (guint i = 0; there && there[i]; i++)
    if (!g_strv_contains ((const char *const *) classes, there[i]))
      {
        g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                     _("“%s” holds a class “%s” for which there are no training pictures."), path, there[i]);
        return FALSE;
      }
  return there != NULL;
}

/* Labels are numbers of 16 bits. */
static gboolean
check_classes (const char *folder, GStrv classes, GError **error)
{
  guint n = g_strv_length (classes);

  if (n <= G_MAXUINT16)
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
               _("“%s” holds %u folders; there can be a folder of pictures for each of at most 65535 classes."), folder, n);
  return FALSE;
}

/* Both halves, listed: @test->paths is empty where a part of @train is to be held out. */
static gboolean
list_halves (const char *path, Listing *train, Listing *test, GStrv *classes, GError **error)
{
  g_autofree char *inner = g_build_filename (path, "train", NULL);
  g_autofree char *beside = g_build_filename (path, "test", NULL);
  const gboolean split = g_file_test (inner, G_FILE_TEST_IS_DIR);
  const gboolean has_test = split && g_file_test (beside, G_FILE_TEST_IS_DIR);
  const char *folder = split ? inner : path;

  *classes = list_folders (folder, error);
  if (!*classes || !check_classes (folder, *classes, error) || !list_pictures (folder, *classes, train, error))
    return FALSE;
  if (train->paths->len == 0)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                   _("“%s” should hold a folder of pictures for each class, but there are no pictures."), folder);
      return FALSE;
    }
  if (has_test)
    return check_test_classes (beside, *classes, error) && list_pictures (beside, *classes, test, error);
  return list_pictures ("", (char *[]){ NULL }, test, error);
}

/* Whether the folder at @path has folders in it. */
gboolean
fovea_picture_folder_test (const char *path)
{
  g_auto (GStrv) folders = list_folders (path, NULL);

  return folders && folders[0];
}

/**
 * fovea_picture_folder_open:
 * @seed: by which a tenth is held out where there are no pictures to measure on
 * @size: (nullable): the size that all pictures get: any width and height, depth 1 or 3
 * @reading: (nullable): to be told how far it is, and to be stopped by
 */
FoveaDataset *
fovea_picture_folder_open (const char *path, guint64 seed, const FoveaShape *size, FoveaReading *reading,
                           GError **error)
{
  g_auto (Listing) train = { 0 };
  g_auto (Listing) test = { 0 };
  g_auto (GStrv) classes = NULL;
  g_autoptr (FoveaExamples) learn = NULL;
  g_autoptr (FoveaExamples) measure = NULL;
  FoveaDataset *dataset;
  g_autofree char *name = g_path_get_basename (path);
  FoveaReading unseen = { 0 };
  FoveaShape own;

  reading = reading ? reading : &unseen;
  if (size && size->depth != 1 && size->depth != 3)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("Pictures are 1 deep (grey) or 3 (red, green, blue), but %d is asked for."), size->depth);
      return NULL;
    }
  if (!list_halves (path, &train, &test, &classes, error))
    return NULL;
  own = size ? *size : choose_size (train.paths);
  g_atomic_int_set (&reading->total, train.paths->len + test.paths->len);
  learn = load (&train, g_strv_length (classes), &own, reading, error);
  if (learn && test.paths->len > 0)
    measure = load (&test, learn->classes, &own, reading, error);
  if (!learn || (test.paths->len > 0 && !measure))
    return NULL;
  if (!size && is_grey (learn) && (!measure || is_grey (measure)))
    {
      make_grey (&learn);
      if (measure)
        make_grey (&measure);
    }
  dataset = fovea_dataset_assemble (name, learn, measure, classes, seed, error);
  if (dataset)
    dataset->resizable = TRUE;
  return dataset;
}
