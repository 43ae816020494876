/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on texts are in the language that the environment asks for; numbers keep their decimal point. */
void fovea_set_up_language (void);

G_END_DECLS
