/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/lesson.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaPresets:
 * @property: of the lesson, an enum of @n presets
 * @label: what a preset is called, translated
 * @is_own: whether the lesson's numbers are others than the preset's
 */
typedef struct
{
  const char *property;
  int n;
  const char *(*label) (int preset);
  gboolean (*is_own) (FoveaLesson *lesson);
} FoveaPresets;

/* Lets @row choose among the presets, and say so when the numbers are nobody's preset. @presets is static. */
void fovea_preset_row_bind (AdwComboRow *row, FoveaLesson *lesson, const FoveaPresets *presets);

G_END_DECLS
