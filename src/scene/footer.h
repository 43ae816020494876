/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/sheet.h"

G_BEGIN_DECLS

/**
 * FoveaFooter:
 * @x: where its captions begin, @width: how far its chips may go
 * @low: the room is so low that it must be short
 * @square: rows and columns are alike, so "3×3" and not "3"
 * @apart: a filter or an input is suggested along one axis only, @vertical or not
 * @letters: what the numbers are called
 * @across, @down: the window along both axes, and @pad its padding where no convention replaces it: then the conventions
 *   stand there with what each would give. Left out, they stand there alone
 *
 * Below a lesson whose window does not fit: what would make it fit, and the conventions.
 */
typedef struct
{
  FoveaSheet *sheet;
  double x, width;
  gboolean low, square, apart, vertical;
  const GArray *suggestions;
  FoveaConvention convention;
  FoveaLetters letters;
  FoveaGeometry across, down;
  int pad;
} FoveaFooter;

/* What a click on one of its chips does; what the other chips of a scene do begins after these. */
enum
{
  FOVEA_FOOTER_SUGGESTION, /* value: which one */
  FOVEA_FOOTER_CONVENTION, /* value: FoveaConvention */
  FOVEA_FOOTER_N_ACTIONS
};

/* Places it from @y on, or only measures it. Returns: its height, 0 where all is well */
double fovea_footer_place (const FoveaFooter *self, double y, gboolean measure);

G_END_DECLS
