/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/application.h"
#include "fovea-resources.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>

int
main (int argc, char *argv[])
{
  g_autoptr (FoveaApplication) application = NULL;

  setlocale (LC_ALL, "");
  signal (SIGXFSZ, SIG_IGN); /* a file that grows too large is an error to report, not an end */
  bindtextdomain (GETTEXT_PACKAGE, FOVEA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Fovea"));
  fovea_register_resource ();

  application = fovea_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
