/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Translations lie in po/ of the folder that the program was built in when it runs from there, else where they were
 * installed to. Numbers keep their point in every language: they are typed into nets, lessons and options, copied from
 * the window into programs, and written in formulas beside texts such as "pad 1" that no language changes. */

#include "config.h"

#include "dataset/language.h"

#include "dataset/data-folder.h"

#include <libintl.h>
#include <locale.h>

void
fovea_set_up_language (void)
{
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, fovea_runs_uninstalled () ? FOVEA_BUILD_DIR "/po" : FOVEA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
