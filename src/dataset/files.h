/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

GStrv fovea_files_list (const char *folder, GError **error);
gboolean fovea_files_class_names (const char *folder, const char *file, GStrv *names, GError **error);

G_END_DECLS
