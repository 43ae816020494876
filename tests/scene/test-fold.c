/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/fold.h"

static void
test_pages (void)
{
  FoveaFold whole = fovea_fold_at (7, 9, 3), middle = fovea_fold_at (20, 6, 13), last = fovea_fold_at (20, 6, 19);

  g_assert_true (fovea_fold_is_whole (&whole));
  g_assert_cmpint (whole.first, ==, 0);
  g_assert_cmpint (middle.first, ==, 12);
  g_assert_true (fovea_fold_shows (&middle, 17));
  g_assert_false (fovea_fold_shows (&middle, 18));
  g_assert_cmpint (last.first, ==, 14); /* the last page is full */
  g_assert_cmpint (last.n, ==, 6);
}

/* Turning pages comes by every cell and ends at the first. */
static void
test_round (void)
{
  for (int total = 1; total < 40; total++)
    for (int most = 0; most < 45; most++)
      {
        FoveaFold fold = fovea_fold_at (total, most, 0);
        int seen = 0, pages = 0;

        do
          {
            g_assert_cmpint (fold.first, <=, seen);
            seen = MAX (seen, fold.first + fold.n);
            fold = fovea_fold_at (total, most, fovea_fold_next (&fold));
          }
        while (fold.first != 0 && pages++ < total);
        g_assert_cmpint (seen, ==, total);
      }
}

static void
test_words (void)
{
  FoveaFold fold = fovea_fold_at (50176, 100, 1234);
  g_autofree char *text = fovea_fold_say (&fold);

  g_assert_cmpstr (text, ==, "1,201–1,300 of 50,176");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/fold/pages", test_pages);
  g_test_add_func ("/scene/fold/round", test_round);
  g_test_add_func ("/scene/fold/words", test_words);
  return g_test_run ();
}
