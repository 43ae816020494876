/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Values computed elsewhere (tests/goldens): key files in which `name` is a list of numbers and `name.shape` its
 * sizes. */

#include "engine/tensor.h"

static inline GKeyFile *
golden_open (const char *name)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "goldens", name, NULL);
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&file);
}

/* A test below @folder for each group of the file, with the group's name as data. */
static inline void
golden_add_tests (const char *folder, const char *name, GTestDataFunc test)
{
  g_autoptr (GKeyFile) file = golden_open (name);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      g_autofree char *path = g_strconcat (folder, *group, NULL);

      g_test_add_data_func_full (path, g_strdup (*group), test, g_free);
    }
}

static inline double
golden_double (GKeyFile *file, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  double value = g_key_file_get_double (file, group, key, &error);

  g_assert_no_error (error);
  return value;
}

static inline int *
golden_ints (GKeyFile *file, const char *group, const char *key, gsize *n)
{
  g_autoptr (GError) error = NULL;
  int *values = g_key_file_get_integer_list (file, group, key, n, &error);

  g_assert_no_error (error);
  return values;
}

/* One size makes 1×n×1×1, two r×c×1×1 (rows of a matrix are what images and filters are), three 1×c×h×w. */
static inline FoveaTensor *
golden_tensor (GKeyFile *file, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shape_key = g_strconcat (key, ".shape", NULL);
  gsize dimensions, size;
  g_autofree int *s = golden_ints (file, group, shape_key, &dimensions);
  g_autofree double *values = g_key_file_get_double_list (file, group, key, &size, &error);
  FoveaTensor *tensor;

  g_assert_no_error (error);
  tensor = dimensions == 1   ? fovea_tensor_new (1, s[0], 1, 1)
           : dimensions == 2 ? fovea_tensor_new (s[0], s[1], 1, 1)
           : dimensions == 3 ? fovea_tensor_new (1, s[0], s[1], s[2])
                             : fovea_tensor_new (s[0], s[1], s[2], s[3]);
  g_assert_cmpuint (fovea_tensor_size (tensor), ==, size);
  for (gsize i = 0; i < size; i++)
    tensor->data[i] = values[i];
  return tensor;
}
