/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/fuzz.h"
#include "golden.h"

static void
test_fuzz (gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fovea_kernels_fuzz (data, 1, 150, 1000000, &error));
  g_assert_no_error (error);
}

static void
add_set (const FoveaKernels *set)
{
  g_autofree char *fuzz = g_strdup_printf ("/engine/kernels/%s/fuzz", set->name);

  g_test_message ("kernels: %s", set->name);
  g_test_add_data_func (fuzz, set, test_fuzz);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != NULL; set++)
    add_set (*set);
  return g_test_run ();
}
