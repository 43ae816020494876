/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/augment-row.h"

#include "app-test.h"

static void
count_cb (FoveaAugmentRow *row, int *count)
{
  ++*count;
}

/* What is set is what the rows say, in the words of the command line. */
static void
test_round (void)
{
  FoveaAugmentRow *row = g_object_ref_sink (g_object_new (FOVEA_TYPE_AUGMENT_ROW, NULL));
  FoveaAugmentation augmentation, got;
  g_autofree char *text = NULL;
  int changed = 0;

  g_signal_connect (row, "changed", G_CALLBACK (count_cb), &changed);
  got = fovea_augment_row_get (row);
  g_assert_true (fovea_augmentation_is_none (&got));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "none");
  g_assert_true (fovea_augmentation_parse ("flip,shift=4,crop,rotate=15,colour,contrast=0.5", &augmentation, NULL));
  fovea_augment_row_set (row, &augmentation);
  g_assert_cmpint (changed, ==, 0);
  got = fovea_augment_row_get (row);
  text = fovea_augmentation_to_text (&got);
  g_assert_cmpstr (text, ==, "flip,shift=4,crop,rotate=15,colour,contrast=0.5");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, text);
  gtk_switch_set_active (app_test_find (row, GTK_TYPE_SWITCH, "Flip"), FALSE);
  g_assert_cmpint (changed, ==, 1);
  g_assert_false (fovea_augment_row_get (row).flip);
  g_object_unref (row);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/augment-row/round", test_round);
  return g_test_run ();
}
