/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/still.h"

G_BEGIN_DECLS

/* The nets that come with the program, by name: those of data/nets. */
GPtrArray *fovea_shipped_nets_list (void);
const char *fovea_shipped_net_get_data (const char *path);
FoveaStill *fovea_shipped_net_load (const char *name, GError **error);

G_END_DECLS
