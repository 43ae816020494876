/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sheet.h"

G_BEGIN_DECLS

/* Where a scene draws a number: a cell of one of the grids of its sheet. A number may be drawn at several. */
typedef struct
{
  int role, index, row, column;
} FoveaSite;

static inline gboolean
fovea_site_equal (const FoveaSite *a, const FoveaSite *b)
{
  return a->role == b->role && a->index == b->index && a->row == b->row && a->column == b->column;
}

/* The number that one can type over at @site, or at (x, y); FALSE: there is none. */
gboolean fovea_scene_get_cell (FoveaScene *self, const FoveaSite *site, FoveaCell *cell);
gboolean fovea_scene_find_cell (FoveaScene *self, double x, double y, FoveaCell *cell, FoveaSite *site);

/* Where @cell is drawn: at the first site, FALSE if at none; and at all of them that are large enough to be read. @sites:
 * of FoveaSite */
gboolean fovea_scene_find_site (FoveaScene *self, const FoveaCell *cell, FoveaSite *site);
void fovea_scene_list_sites (FoveaScene *self, const FoveaCell *cell, GArray *sites);
gboolean fovea_scene_has_site (FoveaScene *self, const FoveaSite *site); /* there is such a cell, of whatever kind */
FoveaBox fovea_scene_get_site_box (FoveaScene *self, const FoveaSite *site);

/* Moves @site to the first number of the next grid that has any, or of the previous one (@by −1), by role and index.
 * FALSE: there is none. fovea_scene_first_site(): that of the first grid. */
gboolean fovea_scene_turn_site (FoveaScene *self, int by, FoveaSite *site);
gboolean fovea_scene_first_site (FoveaScene *self, FoveaSite *site);

G_END_DECLS
