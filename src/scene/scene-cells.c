/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the cells of a scene's grids to the numbers of its lesson, and back. A scene names the number of a cell; the way
 * back is looked for. Most grids show a block of numbers as it is, moved by the padding: with the number of the first
 * cell the place of any other is known. Where that fails (a patch written below one another, a row of weights with gaps)
 * all cells are looked at, unless they are too small for numbers. */

#include "config.h"

#include "scene/scene-cells.h"

#include "scene/grid.h"

static FoveaSheet *
get_sheet (FoveaScene *self)
{
  FoveaSceneClass *klass = FOVEA_SCENE_GET_CLASS (self);

  return klass->get_sheet && klass->name_cell ? klass->get_sheet (self) : NULL;
}

static gboolean
name_cell (FoveaScene *self, const FoveaGrid *grid, int row, int column, FoveaCell *cell)
{
  return FOVEA_SCENE_GET_CLASS (self)->name_cell (self, grid, row, column, cell);
}

static const FoveaGrid *
find_grid (FoveaScene *self, const FoveaSite *site)
{
  FoveaSheet *sheet = get_sheet (self);
  const FoveaGrid *grid = sheet ? fovea_sheet_find_grid (sheet, site->role, site->index) : NULL;

  return grid && site->row >= 0 && site->row < grid->rows && site->column >= 0 && site->column < grid->columns ? grid
                                                                                                               : NULL;
}

gboolean
fovea_scene_get_cell (FoveaScene *self, const FoveaSite *site, FoveaCell *cell)
{
  const FoveaGrid *grid;

  g_return_val_if_fail (FOVEA_IS_SCENE (self), FALSE);

  grid = find_grid (self, site);
  return grid && name_cell (self, grid, site->row, site->column, cell)
         && fovea_lesson_has_cell (fovea_scene_get_lesson (self), cell);
}

gboolean
fovea_scene_has_site (FoveaScene *self, const FoveaSite *site)
{
  g_return_val_if_fail (FOVEA_IS_SCENE (self), FALSE);
  return find_grid (self, site) != NULL;
}

/**
 * fovea_scene_find_cell:
 * @x: in the room last painted, points
 * @site: (out) (optional): where it is drawn there
 */
gboolean
fovea_scene_find_cell (FoveaScene *self, double x, double y, FoveaCell *cell, FoveaSite *site)
{
  FoveaSheet *sheet = get_sheet (self);
  FoveaSite found;
  FoveaGrid grid;

  if (!sheet || !fovea_sheet_pick_cell (sheet, x, y, &grid, &found.row, &found.column))
    return FALSE;
  found.role = grid.role;
  found.index = grid.index;
  if (site)
    *site = found;
  return fovea_scene_get_cell (self, &found, cell);
}

FoveaBox
fovea_scene_get_site_box (FoveaScene *self, const FoveaSite *site)
{
  const FoveaGrid *grid = find_grid (self, site);

  return grid ? fovea_grid_box (grid, site->row, site->column, 1, 1) : (FoveaBox){ 0, 0, 0, 0 };
}

/* --- where a number is */

static gboolean
shows (FoveaScene *self, const FoveaGrid *grid, int row, int column, const FoveaCell *cell)
{
  FoveaCell other;

  return row >= 0 && column >= 0 && row < grid->rows && column < grid->columns
         && name_cell (self, grid, row, column, &other) && fovea_cell_equal (&other, cell);
}

static void
add_site (const FoveaGrid *grid, int row, int column, GArray *sites)
{
  FoveaSite site = { grid->role, grid->index, row, column };

  g_array_append_val (sites, site);
}

static void
list_in_grid (FoveaScene *self, const FoveaGrid *grid, const FoveaCell *cell, GArray *sites)
{
  FoveaCell first;
  int row, column;

  if (name_cell (self, grid, 0, 0, &first))
    {
      row = cell->row - first.row;
      column = cell->column - first.column;
      if (shows (self, grid, row, column, cell))
        {
          add_site (grid, row, column, sites);
          return;
        }
    }
  for (row = 0; row < grid->rows && grid->cell >= FOVEA_CELL_MIN; row++)
    for (column = 0; column < grid->columns; column++)
      if (shows (self, grid, row, column, cell))
        add_site (grid, row, column, sites);
}

void
fovea_scene_list_sites (FoveaScene *self, const FoveaCell *cell, GArray *sites)
{
  FoveaSheet *sheet = get_sheet (self);
  g_autoptr (GPtrArray) grids = sheet ? fovea_sheet_list_grids (sheet) : NULL;

  for (guint i = 0; grids && i < grids->len; i++)
    list_in_grid (self, g_ptr_array_index (grids, i), cell, sites);
}

gboolean
fovea_scene_find_site (FoveaScene *self, const FoveaCell *cell, FoveaSite *site)
{
  g_autoptr (GArray) sites = g_array_new (FALSE, FALSE, sizeof (FoveaSite));

  g_return_val_if_fail (FOVEA_IS_SCENE (self), FALSE);

  if (!get_sheet (self) || !fovea_lesson_has_cell (fovea_scene_get_lesson (self), cell))
    return FALSE;
  fovea_scene_list_sites (self, cell, sites);
  if (sites->len > 0)
    *site = g_array_index (sites, FoveaSite, 0);
  return sites->len > 0;
}

/* --- from grid to grid */

static int
compare_grids (gconstpointer left, gconstpointer right)
{
  const FoveaGrid *a = *(const FoveaGrid *const *)left, *b = *(const FoveaGrid *const *)right;

  return a->role != b->role ? a->role - b->role : a->index - b->index;
}

/* The first number of @grid that one can type over. */
static gboolean
find_first (FoveaScene *self, const FoveaGrid *grid, FoveaSite *site)
{
  for (int row = 0; row < grid->rows; row++)
    for (int column = 0; column < grid->columns; column++)
      {
        FoveaSite here = { grid->role, grid->index, row, column };
        FoveaCell cell;

        if (!fovea_scene_get_cell (self, &here, &cell))
          continue;
        *site = here;
        return TRUE;
      }
  return FALSE;
}

/* The first number of a grid that comes after @than (@by 1) or before it (−1); NULL: of any. */
static gboolean
turn (FoveaScene *self, const FoveaGrid *than, int by, FoveaSite *site)
{
  FoveaSheet *sheet = get_sheet (self);
  g_autoptr (GPtrArray) grids = sheet ? fovea_sheet_list_grids (sheet) : g_ptr_array_new ();
  int n = (int)grids->len;

  g_ptr_array_sort (grids, compare_grids);
  for (int i = by > 0 ? 0 : n - 1; i >= 0 && i < n; i += by)
    {
      const FoveaGrid *grid = g_ptr_array_index (grids, i);

      if ((!than || compare_grids (&grid, &than) * by > 0) && find_first (self, grid, site))
        return TRUE;
    }
  return FALSE;
}

gboolean
fovea_scene_turn_site (FoveaScene *self, int by, FoveaSite *site)
{
  FoveaGrid here = { .role = site->role, .index = site->index };

  g_return_val_if_fail (FOVEA_IS_SCENE (self) && by != 0, FALSE);
  return turn (self, &here, by > 0 ? 1 : -1, site);
}

gboolean
fovea_scene_first_site (FoveaScene *self, FoveaSite *site)
{
  g_return_val_if_fail (FOVEA_IS_SCENE (self), FALSE);
  return turn (self, NULL, 1, site);
}
