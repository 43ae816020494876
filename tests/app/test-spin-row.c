/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-test.h"

#include "app/spin-row.h"

static double
get_value (FoveaSpinRow *row)
{
  double value;

  g_object_get (row, "value", &value, NULL);
  return value;
}

static FoveaSpinRow *
create_row (void)
{
  return g_object_ref_sink (g_object_new (FOVEA_TYPE_SPIN_ROW, "title", "Stride _S", "lower", 1.0, "upper", 9.0, NULL));
}

/* The number stays between its bounds, and says once that it has changed. */
static void
test_clamps (void)
{
  FoveaSpinRow *row = create_row ();
  int told = 0;

  g_signal_connect_swapped (row, "notify::value", G_CALLBACK (g_atomic_int_inc), &told);
  g_object_set (row, "value", 4.0, NULL);
  g_assert_cmpfloat (get_value (row), ==, 4);
  g_assert_cmpint (told, ==, 1);
  g_object_set (row, "value", 4.0, NULL);
  g_assert_cmpint (told, ==, 1);
  g_object_set (row, "value", 100.0, NULL);
  g_assert_cmpfloat (get_value (row), ==, 9);
  g_object_set (row, "value", -100.0, NULL);
  g_assert_cmpfloat (get_value (row), ==, 1);
  g_assert_finalize_object (row);
}

/* A screen reader calls the number by the row's title, without the underline of its mnemonic. */
static void
test_name (void)
{
  FoveaSpinRow *row = create_row ();

  g_assert_nonnull (app_test_find (row, GTK_TYPE_SPIN_BUTTON, "Stride S"));
  g_assert_finalize_object (row);
}

/* Whoever writes 0,05 for a twentieth gets it, as 0.05 does; what is no number changes nothing. */
static void
test_comma (void)
{
  FoveaSpinRow *row = create_row ();
  GtkWidget *spin = app_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL);

  g_object_set (row, "lower", 0.0, "digits", 2, NULL);
  gtk_editable_set_text (GTK_EDITABLE (spin), "0,05");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpfloat (get_value (row), ==, 0.05);
  gtk_editable_set_text (GTK_EDITABLE (spin), "1.25");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpfloat (get_value (row), ==, 1.25);
  gtk_editable_set_text (GTK_EDITABLE (spin), "2,x");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpfloat (get_value (row), ==, 1.25);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "1.25");
  g_assert_finalize_object (row);
}

/* A text takes the place of a number that cannot be changed. */
static void
test_text (void)
{
  FoveaSpinRow *row = create_row ();
  GtkWidget *spin = app_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL);
  g_autofree char *text = NULL;

  g_object_set (row, "text", "512×384", NULL);
  g_assert_false (gtk_widget_get_visible (spin));
  g_object_get (row, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "512×384");
  g_object_set (row, "text", NULL, NULL);
  g_assert_true (gtk_widget_get_visible (spin));
  g_assert_finalize_object (row);
}

static const char *
type (FoveaSpinRow *row, const char *text)
{
  GtkWidget *spin = app_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL);

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  return gtk_editable_get_text (GTK_EDITABLE (spin));
}

/* What is typed beyond the bounds becomes the nearest number, and what is none is taken back. */
static void
test_typed (void)
{
  FoveaSpinRow *row = create_row ();

  g_assert_cmpstr (type (row, "5"), ==, "5");
  g_assert_cmpstr (type (row, "1000"), ==, "9");
  g_assert_cmpstr (type (row, "-3"), ==, "1");
  g_assert_cmpstr (type (row, "4"), ==, "4");
  g_assert_cmpstr (type (row, ""), ==, "4");
  g_assert_cmpstr (type (row, "-"), ==, "4");
  g_assert_cmpfloat (get_value (row), ==, 4);
  g_assert_finalize_object (row);
}

/* As short as the number is, and no less exact than it was before somebody passed by. */
static void
test_brief (void)
{
  FoveaSpinRow *row = g_object_ref_sink (g_object_new (FOVEA_TYPE_SPIN_ROW, "lower", 0.0, "upper", 1e6, "digits", 7,
                                                       "brief", TRUE, NULL));
  GtkWidget *spin = app_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL);

  g_object_set (row, "value", 0.02, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "0.02");
  g_object_set (row, "value", 1e-7, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "0.0000001");
  g_object_set (row, "value", 1000.0, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "1000");
  g_object_set (row, "value", 0.0, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "0");
  g_object_set (row, "value", 0.123456789, NULL);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpfloat (get_value (row), ==, 0.123456789);
  g_assert_cmpstr (type (row, "0.12345"), ==, "0.12345");
  g_assert_cmpfloat (get_value (row), ==, 0.12345);
  g_assert_finalize_object (row);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/spin-row/clamps", test_clamps);
  g_test_add_func ("/app/spin-row/name", test_name);
  g_test_add_func ("/app/spin-row/comma", test_comma);
  g_test_add_func ("/app/spin-row/text", test_text);
  g_test_add_func ("/app/spin-row/typed", test_typed);
  g_test_add_func ("/app/spin-row/brief", test_brief);
  return g_test_run ();
}
