/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder with a batch of CIFAR-10 or, where the first byte is odd, of CIFAR-100, and the names of its classes: two
 * bytes say how long these are. */

#include "dataset/cifar.h"
#include "fuzz.h"

#include <glib/gstdio.h>

static const char *const files[2][2] = { { "data_batch_1.bin", "batches.meta.txt" },
                                         { "train.bin", "fine_label_names.txt" } };

static char *folder;

static void
empty_folder (void)
{
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i / 2][i % 2], NULL);

      g_unlink (path);
    }
}

static void
remove_folder (void)
{
  empty_folder ();
  g_rmdir (folder);
}

static void
make_folder (void)
{
  folder = g_dir_make_tmp ("fovea-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  atexit (remove_folder);
}

static void
write_file (const char *name, gconstpointer data, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, size, file), ==, size);
  fclose (file);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  gsize n = size < 3 ? 0 : MIN ((gsize) data[1] << 8 | data[2], size - 3);
  FoveaDataset *dataset;
  int form;

  if (size < 3)
    return 0;
  if (!folder)
    make_folder ();
  form = data[0] % 2;
  empty_folder ();
  if (n > 0)
    write_file (files[form][1], data + 3, n);
  write_file (files[form][0], data + 3 + n, size - 3 - n);
  dataset = fovea_cifar_open (folder, 1, NULL);
  if (dataset)
    fovea_dataset_unref (dataset);
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  static const char names[] = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n";
  const gsize n = sizeof names - 1;

  for (int form = 0; form < 2; form++)
    {
      const gsize record = 3072 + 1 + form, there = form == 0 ? n : 0;
      guint8 *bytes = g_malloc0 (3 + there + 2 * record);

      bytes[0] = form;
      bytes[2] = there;
      memcpy (bytes + 3, names, there);
      bytes[3 + there + record + form] = 9;
      g_ptr_array_add (seeds, g_bytes_new_take (bytes, 3 + there + 2 * record));
    }
}
