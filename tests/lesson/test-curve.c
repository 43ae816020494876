/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/curve.h"

/* A file gives back every bit, and a very long curve keeps its outline in it. */
static void
test_file (void)
{
  g_autoptr (FoveaSafetensors) file = fovea_safetensors_new ();
  g_autoptr (GArray) curve = fovea_curve_new (), empty = fovea_curve_new (), read = NULL, nothing = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 20000; i++)
    {
      FoveaCurvePoint point = { i / 937.0, 1 + (i * 7919 % 101) / 100.0f, (i * 31 % 17) / 17.0f };

      fovea_curve_add (curve, &point);
    }
  fovea_curve_write (curve, file, "curve");
  fovea_curve_write (empty, file, "empty");
  read = fovea_curve_read (file, "curve", curve->len, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (read->data, read->len * sizeof (FoveaCurvePoint), curve->data,
                   curve->len * sizeof (FoveaCurvePoint));
  nothing = fovea_curve_read (file, "empty", 0, &error);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_null (fovea_curve_read (file, "curve", curve->len + 1, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT);
}

static void
test_cut (void)
{
  g_autoptr (GArray) curve = fovea_curve_new ();

  for (int i = 0; i < 10; i++)
    fovea_curve_add (curve, &(FoveaCurvePoint){ .epoch = i / 4.0 });
  fovea_curve_cut (curve, G_MAXDOUBLE, TRUE);
  g_assert_cmpuint (curve->len, ==, 10);
  fovea_curve_cut (curve, 1, FALSE);
  g_assert_cmpuint (curve->len, ==, 5);
  fovea_curve_cut (curve, 1, TRUE);
  g_assert_cmpuint (curve->len, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/curve/file", test_file);
  g_test_add_func ("/lesson/curve/cut", test_cut);
  return g_test_run ();
}
