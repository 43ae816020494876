/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that NumPy wrote (tests/goldens/npy), and ours against them byte for byte. */

#include "engine/file.h"
#include "engine/npy.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *written; /* a file of this test */

static char *
golden (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "goldens", "npy", name, NULL);
}

static FoveaTensor *
load (const char *name)
{
  g_autofree char *path = golden (name);
  g_autoptr (GError) error = NULL;
  FoveaTensor *tensor = fovea_npy_load (path, &error);

  g_assert_no_error (error);
  return tensor;
}

typedef struct
{
  const char *name;
  int dimensions, n, c, h, w;
} ShapeCase;

static const ShapeCase shape_cases[] = {
  { "four.npy", 4, 2, 3, 2, 2 },
  { "three.npy", 3, 1, 3, 2, 2 },
  { "matrix.npy", 2, 1, 1, 2, 2 },
  { "vector.npy", 1, 1, 4, 1, 1 },
};

static void
test_numpy_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shape_cases); i++)
    {
      const ShapeCase *one = &shape_cases[i];
      g_autoptr (FoveaTensor) tensor = load (one->name);

      g_assert_true (tensor->n == one->n && tensor->c == one->c && tensor->h == one->h && tensor->w == one->w);
      for (gsize k = 0; k < fovea_tensor_size (tensor); k++)
        g_assert_cmpfloat (tensor->data[k], ==, ((float) k - 7) / 4);
    }
}

static void
test_all_versions (void)
{
  g_autoptr (FoveaTensor) one = load ("four.npy");
  g_autoptr (FoveaTensor) two = load ("version2.npy");
  g_autoptr (FoveaTensor) three = load ("version3.npy");

  g_assert_cmpfloat (fovea_tensor_error (one, two), ==, 0);
  g_assert_cmpfloat (fovea_tensor_error (one, three), ==, 0);
}

static void
test_written_as_numpy_writes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shape_cases); i++)
    {
      g_autofree char *path = golden (shape_cases[i].name);
      g_autoptr (FoveaTensor) tensor = load (shape_cases[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) theirs = NULL, ours = NULL;

      g_assert_true (fovea_npy_save (tensor, shape_cases[i].dimensions, written, &error));
      g_assert_no_error (error);
      theirs = fovea_file_bytes (path, NULL);
      ours = fovea_file_bytes (written, NULL);
      g_assert_true (g_bytes_equal (theirs, ours));
    }
}

typedef struct
{
  const char *name, *problem;
} RefusedCase;

static void
test_refused (void)
{
  static const RefusedCase cases[] = {
    { "big-endian.npy", "its numbers are '>f4', not little-endian float32; save x.astype('<f4')." },
    { "float64.npy", "its numbers are '<f8', not little-endian float32" },
    { "integers.npy", "its numbers are '<i4'" },
    { "structured.npy", "its numbers are [('a'" },
    { "fortran.npy", "its numbers are in Fortran's order" },
    { "scalar.npy", "its shape is not one to four sizes" },
    { "five.npy", "its shape is not one to four sizes" },
    { "empty.npy", "its shape is not one to four sizes" },
    { "nan.npy", "number 14 of it is NaN; all must be finite." },
    { "infinite.npy", "number 1 of it is infinite; all must be finite." },
    { "README.md", "it is no NumPy file (.npy)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = golden (cases[i].name);
      g_autoptr (GError) error = NULL;

      g_assert_null (fovea_npy_load (path, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      if (strstr (error->message, cases[i].problem) == NULL)
        g_error ("%s gives “%s”, not “%s”", cases[i].name, error->message, cases[i].problem);
    }
}

/* Cut anywhere, or with anything behind it, it is refused. */
static void
test_wrong_length (void)
{
  g_autofree char *path = golden ("four.npy");
  g_autoptr (GBytes) whole = fovea_file_bytes (path, NULL);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (whole, &size);
  g_autofree guint8 *longer = g_malloc0 (size + 4);

  memcpy (longer, bytes, size);
  for (gsize length = 0; length <= size + 4; length += length == size - 1 ? 2 : 1)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (fovea_file_write (written, longer, length, NULL));
      g_assert_null (fovea_npy_load (written, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
}

/* A header that promises more than any machine holds is refused before room is made for it. */
static void
test_huge_shape (void)
{
  static const char *const shapes[]
      = { "(2147483647, 2147483647, 2147483647, 2147483647)", "(99999999999999999999, 1)", "(46341, 46341)", "(-1, 4)",
          "(4", "4", "(a, 4)" };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *header
          = g_strdup_printf ("{'descr': '<f4', 'fortran_order': False, 'shape': %s, }", shapes[i]);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      guint8 length = (guint8) strlen (header);

      g_byte_array_append (bytes, (const guint8 *) "\x93NUMPY\x01\x00", 8);
      g_byte_array_append (bytes, (const guint8[]){ length, 0 }, 2);
      g_byte_array_append (bytes, (const guint8 *) header, length);
      g_assert_true (fovea_file_write (written, bytes->data, bytes->len, NULL));
      g_assert_null (fovea_npy_load (written, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
    }
}

/* Any byte of the header changed: a tensor or an error, never a crash. */
static void
test_damaged_header (void)
{
  g_autofree char *path = golden ("four.npy");
  g_autoptr (GBytes) whole = fovea_file_bytes (path, NULL);
  gsize size;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, &size), g_bytes_get_size (whole));

  for (gsize at = 0; at < 80; at++)
    for (int value = 0; value < 256; value += 5)
      {
        guint8 before = bytes[at];
        g_autoptr (GError) error = NULL;
        g_autoptr (FoveaTensor) tensor = NULL;

        bytes[at] = (guint8) value;
        g_assert_true (g_file_set_contents_full (written, (const char *) bytes, (gssize) size,
                                                 G_FILE_SET_CONTENTS_NONE, 0644, NULL));
        tensor = fovea_npy_load (written, &error);
        g_assert_true ((tensor == NULL) == (error != NULL));
        bytes[at] = before;
      }
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fovea-npy-XXXXXX", NULL);
  written = g_build_filename (folder, "written.npy", NULL);
  g_test_add_func ("/engine/npy/numpy-files", test_numpy_files);
  g_test_add_func ("/engine/npy/all-versions", test_all_versions);
  g_test_add_func ("/engine/npy/written-as-numpy-writes", test_written_as_numpy_writes);
  g_test_add_func ("/engine/npy/refused", test_refused);
  g_test_add_func ("/engine/npy/wrong-length", test_wrong_length);
  g_test_add_func ("/engine/npy/huge-shape", test_huge_shape);
  g_test_add_func ("/engine/npy/damaged-header", test_damaged_header);
  status = g_test_run ();
  g_unlink (written);
  g_rmdir (folder);
  g_free (written);
  return status;
}
