/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dataset/language.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* A program that runs from its build folder speaks the language it is asked for, without being installed. */
static void
test_speaks (void)
{
  g_assert_cmpstr (_("Convolution"), ==, "Faltung");
  g_assert_cmpstr (ngettext ("%d image", "%d images", 1), ==, "%d Bild");
  g_assert_cmpstr (ngettext ("%d image", "%d images", 2), ==, "%d Bilder");
}

/* Numbers keep the point in which nets and options are written. */
static void
test_keeps_the_point (void)
{
  g_autofree char *text = g_strdup_printf ("%.1f", 2.5);

  g_assert_cmpstr (text, ==, "2.5");
  g_assert_cmpstr (setlocale (LC_NUMERIC, NULL), ==, "C");
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "de", TRUE);
  fovea_set_up_language ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/language/speaks", test_speaks);
  g_test_add_func ("/dataset/language/keeps-the-point", test_keeps_the_point);
  return g_test_run ();
}
