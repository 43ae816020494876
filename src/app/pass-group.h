/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution-pass.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The rows of the panel that choose what one steps through: forward, backward, training, stamping; and what each of
 * these needs to be told. */
#define FOVEA_TYPE_PASS_GROUP (fovea_pass_group_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPassGroup, fovea_pass_group, FOVEA, PASS_GROUP, AdwPreferencesGroup)

void fovea_pass_group_set_lesson (FoveaPassGroup *self, FoveaConvolution *lesson);
/* B: the next pass; Shift+B: the one before. Returns: whether it was one of them */
gboolean fovea_pass_group_key_pressed (FoveaPassGroup *self, guint key, GdkModifierType state);

G_END_DECLS
