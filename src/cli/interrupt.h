/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether somebody wants the program to end (Ctrl+C), since fovea_interrupt_catch() lets it go on for a moment. */
void fovea_interrupt_catch (void);
gboolean fovea_interrupt_is_wanted (void);
void fovea_interrupt_pass_on (void);

G_END_DECLS
