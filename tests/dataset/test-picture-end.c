/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dataset/picture-end.h"

static const guint8 png[] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 1, 'I', 'D', 'A', 'T', 7, 1, 2, 3, 4,
                              0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
/* A segment that holds what looks like an end, a fill byte, a scan with a stuffed byte and a restart, the end. */
static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe1, 0, 6, 0xff, 0xd9, 1, 2, 0xff, 0xff, 0xda, 0, 3, 1,
                               7, 0xff, 0, 8, 0xff, 0xd3, 9, 9, 0xff, 0xd9 };

static void
assert_only_whole (const guint8 *data, gsize size, gsize shortest)
{
  g_assert_true (fovea_picture_has_end (data, size));
  for (gsize cut = shortest; cut < size; cut++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, cut); /* so that a sanitizer sees a byte read too much */

      g_assert_false (fovea_picture_has_end (copy, cut));
    }
}

static void
test_png (void)
{
  assert_only_whole (png, sizeof png, 8);
}

static void
test_jpeg (void)
{
  assert_only_whole (jpeg, sizeof jpeg, 3);
}

static void
test_others_pass (void)
{
  g_assert_true (fovea_picture_has_end ((const guint8 *) "GIF89a", 6));
  g_assert_true (fovea_picture_has_end (NULL, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/picture-end/png", test_png);
  g_test_add_func ("/dataset/picture-end/jpeg", test_jpeg);
  g_test_add_func ("/dataset/picture-end/others-pass", test_others_pass);
  return g_test_run ();
}
