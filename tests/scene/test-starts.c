/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/starts.h"

/* The labels above @input cells of @cell points, one after the other. */
static char *
list (int input, int filter, int stride, double cell)
{
  FoveaSheet *sheet = fovea_sheet_new ();
  FoveaStyle style = { .scale = 1 };
  FoveaGeometry geometry = { .input = input, .filter = filter, .stride = stride, .dilation = 1 };
  FoveaStarts starts = { .sheet = sheet, .geometry = &geometry, .right = input * cell, .cell = cell, .unit = 1, .named = TRUE };
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  char *all;

  fovea_sheet_begin (sheet, &style);
  fovea_starts_place (&starts);
  fovea_sheet_boxes (sheet, boxes, names);
  g_ptr_array_add (names, NULL);
  all = g_strjoinv (" ", (char **) names->pdata);
  fovea_sheet_free (sheet);
  return all;
}

/* Words where there is room, then numbers, then evenly chosen ones. */
static void
test_room (void)
{
  g_autofree char *wide = list (7, 3, 2, 48), *narrow = list (7, 3, 2, 14), *tight = list (32, 3, 1, 5);

  g_assert_cmpstr (wide, ==, "start 0 start 2 start 4");
  g_assert_cmpstr (narrow, ==, "0 2 4");
  g_assert_cmpstr (tight, ==, "0 5 10 15 20 25");
}

static void
test_misfit (void)
{
  g_autofree char *labels = list (7, 3, 3, 48), *none = list (2, 3, 1, 48);

  g_assert_cmpstr (labels, ==, "start 0 start 3 6 ✗");
  g_assert_cmpstr (none, ==, "0 ✗");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/starts/room", test_room);
  g_test_add_func ("/scene/starts/misfit", test_misfit);
  return g_test_run ();
}
