/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/stack.h"
#include "scene/slab.h"

G_BEGIN_DECLS

/**
 * FoveaStackField:
 * @slabs: of FoveaSlab, one for each row
 * @first: the first row in which it is shown
 * @unit: the style's scale
 * @across, @down: by how many cells the chosen one is still away from its place, while it glides there
 *
 * What the cell at the lesson's position looks at in the rows before its own.
 */
typedef struct
{
  FoveaStack *lesson;
  const GArray *slabs;
  const FoveaPalette *palette;
  double unit, across, down;
  int first;
} FoveaStackField;

void fovea_stack_field_paint (const FoveaStackField *self, cairo_t *cr);

G_END_DECLS
