/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every kernel set against the reference, on many more and larger shapes than the tests have time for. */

#include "engine/fuzz.h"

enum
{
  SHAPES = 1000 /* of each set */
};

int
main (int argc, char *argv[])
{
  int failures = 0;

  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set; set++)
    {
      g_autoptr (GError) error = NULL;

      if (*set == fovea_kernels_reference ())
        continue;
      if (fovea_kernels_fuzz (*set, 2, SHAPES, G_MAXINT64, &error))
        g_print ("%s: %d shapes agree with the reference\n", (*set)->name, SHAPES);
      else
        {
          g_printerr ("%s: %s\n", (*set)->name, error->message);
          failures++;
        }
    }
  return failures > 0;
}
