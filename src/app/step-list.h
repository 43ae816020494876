/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/guide.h"

G_BEGIN_DECLS

/* The steps of the guide's lesson file, to go to any of them, and what one can do with lesson files. */
#define FOVEA_TYPE_STEP_LIST (fovea_step_list_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStepList, fovea_step_list, FOVEA, STEP_LIST, GtkPopover)

void fovea_step_list_set_guide (FoveaStepList *self, FoveaGuide *guide);

G_END_DECLS
