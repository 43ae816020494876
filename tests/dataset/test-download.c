/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Downloads from a server on this machine's loopback. */

#include "dataset/download.h"

#include "folder.h"
#include "tar-file.h"
#include "tests/full-disk.h"

#include <libsoup/soup.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

enum
{
  SIZE = 300000 /* bytes of the file that is served */
};

typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  GMutex lock;
  GCond started;
  int port;
  gint requests, parts; /* how many; how many of them asked for a part; atomic */
  GBytes *body;
  char *md5;
  TestFolder *folder;
  char *url, *name;
  FoveaOffer offer;
  GCancellable *cancellable;
  gint64 cancel_at, most; /* bytes: stop there; as far as it came */
} Fixture;

static void
serve_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *self = data;

  g_atomic_int_inc (&self->requests);
  if (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Range"))
    g_atomic_int_inc (&self->parts);
  if (!g_str_equal (path, "/set.bin") && !g_str_equal (path, "/set.tar.gz"))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->body);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static gpointer
serve (gpointer data)
{
  Fixture *self = data;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, serve_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->lock);
  self->port = g_uri_get_port (uris->data);
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  g_clear_object (&self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* What the server hands out, and the offer of it. */
static void
offer_body (Fixture *self, const char *name, const void *data, gsize size)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->md5);
  g_free (self->url);
  g_free (self->name);
  self->body = g_bytes_new (data, size);
  self->md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, self->body);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/%s", self->port, name);
  self->name = g_strdup (name);
  self->offer = (FoveaOffer){ .name = "set", .title = "Set", .about = "", .class_names = "one\ntwo\n",
                              .files = { { self->url, self->name, self->md5, size } } };
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree guint8 *bytes = g_malloc (SIZE);

  for (int i = 0; i < SIZE; i++)
    bytes[i] = i * 2654435761u >> 13;
  self->folder = test_folder_new ();
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("server", serve, self);
  g_mutex_lock (&self->lock);
  while (self->port == 0)
    g_cond_wait (&self->started, &self->lock);
  g_mutex_unlock (&self->lock);
  offer_body (self, "set.bin", bytes, SIZE);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* From within the loop, so that it is running by then. */
static void
stop_server (Fixture *self)
{
  g_autoptr (GSource) source = NULL;

  if (!self->thread)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  stop_server (self);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_bytes_unref (self->body);
  g_free (self->md5);
  g_free (self->url);
  g_free (self->name);
  test_folder_remove (self->folder);
}

static void
progress_cb (gint64 done, gint64 total, gpointer data)
{
  Fixture *self = data;

  g_assert_cmpint (done, <=, total);
  self->most = done;
  if (self->cancel_at > 0 && done >= self->cancel_at)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
download (Fixture *self, GError **error)
{
  return fovea_download (&self->offer, self->folder, self->cancellable, progress_cb, self, error);
}

static void
assert_here (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "set", "set.bin", NULL);
  g_autofree char *classes = g_build_filename (self->folder, "set", "classes.txt", NULL);
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_cmpmem (contents, size, g_bytes_get_data (self->body, NULL), SIZE);
  g_assert_true (g_file_test (classes, G_FILE_TEST_EXISTS));
}

/* Nothing under the final name, and a message of that kind with @part in it. */
static void
assert_refused (Fixture *self, int code, const char *part)
{
  g_autofree char *path = g_build_filename (self->folder, "set", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (download (self, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, FOVEA_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (download (self, &error));
  g_assert_no_error (error);
  assert_here (self);
  g_assert_cmpint (self->most, ==, SIZE);
  g_assert_true (download (self, NULL));
  g_assert_cmpint (self->requests, ==, 1);
}

static void
test_goes_on_after_a_stop (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->cancel_at = 100000;
  assert_refused (self, FOVEA_ERROR_CANCELLED, "stopped");
  g_assert_cmpint (self->most, <, SIZE);
  self->cancel_at = 0;
  g_cancellable_reset (self->cancellable);
  g_assert_true (download (self, &error));
  g_assert_no_error (error);
  assert_here (self);
  g_assert_cmpint (self->parts, ==, 1);
}

/* A wrong byte, were it in what came first or in the rest, is found; the file is thrown away and fetched anew. */
static void
test_checksum (Fixture *self, gconstpointer data)
{
  g_autofree guint8 *wrong = g_memdup2 (g_bytes_get_data (self->body, NULL), SIZE);
  g_autoptr (GError) error = NULL;

  wrong[1000] ^= 1;
  test_folder_write (self->folder, ".set.part/set.bin", wrong, 200000);
  assert_refused (self, FOVEA_ERROR_FORMAT, "MD5");
  g_assert_cmpint (self->parts, ==, 1);
  g_assert_true (download (self, &error));
  g_assert_no_error (error);
  assert_here (self);
}

static void
test_larger_or_smaller_than_said (Fixture *self, gconstpointer data)
{
  self->offer.files[0].size = SIZE - 1;
  assert_refused (self, FOVEA_ERROR_FORMAT, "larger");
  self->offer.files[0].size = SIZE + 1;
  assert_refused (self, FOVEA_ERROR_FILE, "");
}

static void
test_server_says_no (Fixture *self, gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/nowhere", self->port);

  self->offer.files[0].url = url;
  assert_refused (self, FOVEA_ERROR_FILE, "404");
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  stop_server (self);
  assert_refused (self, FOVEA_ERROR_FILE, "online?");
}

static void
test_nowhere_to_write (Fixture *self, gconstpointer data)
{
  g_autofree char *below = g_build_filename (self->folder, "file", "below", NULL);
  g_autoptr (GError) error = NULL;

  test_folder_write (self->folder, "file", "x", 1);
  g_assert_false (fovea_download (&self->offer, below, NULL, NULL, NULL, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

/* What has come stays, and with room again the next download goes on from there. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  struct rlimit before;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  before = test_fill_disk (SIZE / 2);
  g_assert_false (download (self, &error));
  test_free_disk (before);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, self->folder));
  g_assert_true (download (self, NULL));
  g_assert_cmpint (g_atomic_int_get (&self->parts), ==, 1);
}

/* An archive that cannot be unpacked leaves no data set that is only half there. */
static void
test_full_disk_unpacking (Fixture *self, gconstpointer data)
{
  g_autofree char *target = g_build_filename (self->folder, "set", NULL), *zeros = g_strnfill (SIZE, '0');
  struct rlimit before;
  g_autoptr (GError) error = NULL;
  TestArchive archive;

  test_archive_start (&archive);
  test_archive_add (&archive, "one.bin", AE_IFREG, zeros);
  test_archive_end (&archive);
  g_assert_cmpint (archive.size, <, SIZE / 2);
  offer_body (self, "set.tar.gz", archive.data, archive.size);
  self->offer.archive = TRUE;
  signal (SIGXFSZ, SIG_IGN);
  before = test_fill_disk (SIZE / 2);
  g_assert_false (download (self, &error));
  test_free_disk (before);
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "one.bin"));
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_true (download (self, NULL));
}

static void
test_one_at_a_time (Fixture *self, gconstpointer data)
{
  g_autofree char *part = g_build_filename (self->folder, ".set.part", NULL);
  int fd;

  g_assert_cmpint (g_mkdir (part, 0700), ==, 0);
  fd = g_open (part, O_RDONLY, 0);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  assert_refused (self, FOVEA_ERROR_FILE, "already");
  close (fd);
  g_assert_true (download (self, NULL));
}

static void
test_archive (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "set", "one.bin", NULL);
  g_autofree char *packed = g_build_filename (self->folder, "set", "set.tar.gz", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  TestArchive archive;

  test_archive_start (&archive);
  test_archive_add (&archive, "folder/one.bin", AE_IFREG, "first");
  test_archive_end (&archive);
  offer_body (self, "set.tar.gz", archive.data, archive.size);
  self->offer.archive = TRUE;
  g_assert_true (download (self, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "first");
  g_assert_false (g_file_test (packed, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("no_proxy", "127.0.0.1", TRUE);
#define ADD(path, function) g_test_add ("/dataset/download/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("once", test_once);
  ADD ("goes-on-after-a-stop", test_goes_on_after_a_stop);
  ADD ("checksum", test_checksum);
  ADD ("larger-or-smaller-than-said", test_larger_or_smaller_than_said);
  ADD ("server-says-no", test_server_says_no);
  ADD ("offline", test_offline);
  ADD ("nowhere-to-write", test_nowhere_to_write);
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk-unpacking", test_full_disk_unpacking);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("archive", test_archive);
  return g_test_run ();
}
