/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lesson/convolution.h"

G_BEGIN_DECLS

/**
 * FoveaFilterEditor:
 *
 * The numbers of the filter whose map is being computed, to be changed by hand while the maps follow.
 *
 * Properties: `lesson` (FoveaConvolution).
 */
#define FOVEA_TYPE_FILTER_EDITOR (fovea_filter_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFilterEditor, fovea_filter_editor, FOVEA, FILTER_EDITOR, AdwBin)

void fovea_filter_editor_set_lesson (FoveaFilterEditor *self, FoveaConvolution *lesson);

G_END_DECLS
