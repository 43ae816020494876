/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where what comes with the program lies, and whether it runs from the folder it was built in. */
gboolean fovea_runs_uninstalled (void);
const char *fovea_data_folder (void);
char *fovea_data_path (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* Where downloaded data sets of this person lie. */
char *fovea_user_data_path (const char *name);

G_END_DECLS
