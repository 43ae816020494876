/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/application.h"
#include "dataset/language.h"
#include "fovea-resources.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <signal.h>

int
main (int argc, char *argv[])
{
  g_autoptr (FoveaApplication) application = NULL;

  fovea_set_up_language ();
  gtk_disable_setlocale (); /* it would take the decimal point away again */
  signal (SIGXFSZ, SIG_IGN); /* a file that grows too large is an error to report, not an end */
  g_set_application_name (_ ("Fovea"));
  fovea_register_resource ();

  application = fovea_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
