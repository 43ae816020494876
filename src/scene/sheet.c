/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of things that a scene has laid out: boxes first, measured with Pango, then paint. */

#include "config.h"

#include "scene/sheet.h"

#include "scene/grid.h"
#include "scene/type.h"

#include <math.h>

typedef enum
{
  ITEM_TEXT,
  ITEM_CHIP,
  ITEM_GRID,
  ITEM_PICTURE,
  ITEM_PANEL,
  ITEM_RULE
} ItemKind;

typedef struct
{
  ItemKind kind;
  FoveaBox box;
  char *name; /* or NULL */
  PangoLayout *layout;
  FoveaColour colour;
  FoveaChipLook look;
  FoveaAction action;
  FoveaGrid grid;
} Item;

struct _FoveaSheet
{
  FoveaStyle style;
  FoveaType *type;
  GArray *items;
  GHashTable *images; /* of grids with small cells */
};

static const double CHIP_X = 10, CHIP_Y = 5; /* points inside a chip, around its text */

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->name, g_free);
  g_clear_object (&item->layout);
}

FoveaSheet *
fovea_sheet_new (void)
{
  FoveaSheet *self = g_new0 (FoveaSheet, 1);

  self->type = fovea_type_new ();
  self->images = fovea_grid_images_new ();
  self->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear);
  self->style.scale = 1;
  return self;
}

void
fovea_sheet_free (FoveaSheet *self)
{
  g_array_unref (self->items);
  g_hash_table_unref (self->images);
  fovea_type_free (self->type);
  g_free (self);
}

/* Clears it for a new layout. */
void
fovea_sheet_begin (FoveaSheet *self, const FoveaStyle *style)
{
  self->style = *style;
  g_array_set_size (self->items, 0);
}

const FoveaPalette *
fovea_sheet_get_palette (FoveaSheet *self)
{
  return fovea_palette_get (&self->style);
}

double
fovea_sheet_get_scale (FoveaSheet *self)
{
  return self->style.scale;
}

/* --- laying out */

static Item *
add_item (FoveaSheet *self, ItemKind kind, const char *name, FoveaBox box)
{
  Item item = { .kind = kind, .name = g_strdup (name), .box = box };

  g_array_append_val (self->items, item);
  return &g_array_index (self->items, Item, self->items->len - 1);
}

static PangoLayout *
get_layout (FoveaSheet *self, const FoveaText *text, const char *markup)
{
  return fovea_type_get_layout (self->type, markup, text->size * self->style.scale, text->bold, text->width);
}

void
fovea_sheet_measure (FoveaSheet *self, const FoveaText *text, const char *markup, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (get_layout (self, text, markup), NULL, &logical);
  *width = ceil ((double) (logical.x + logical.width) / PANGO_SCALE);
  *height = ceil ((double) logical.height / PANGO_SCALE);
}

FoveaBox
fovea_sheet_add_text (FoveaSheet *self, const char *name, const FoveaText *text, const char *markup, double x, double y)
{
  FoveaBox box = { round (x), round (y), 0, 0 };
  Item *item;

  fovea_sheet_measure (self, text, markup, &box.width, &box.height);
  item = add_item (self, ITEM_TEXT, name, box);
  item->layout = g_object_ref (get_layout (self, text, markup));
  item->colour = text->colour;
  return box;
}

void
fovea_sheet_measure_chip (FoveaSheet *self, const FoveaText *text, const char *markup, double *width, double *height)
{
  fovea_sheet_measure (self, text, markup, width, height);
  *width += 2 * CHIP_X * self->style.scale;
  *height += 2 * CHIP_Y * self->style.scale;
}

FoveaBox
fovea_sheet_add_chip (FoveaSheet *self, const char *name, const FoveaText *text, const char *markup, double x, double y,
                      FoveaChipLook look, FoveaAction action)
{
  FoveaBox box = { round (x), round (y), 0, 0 };
  Item *item;

  fovea_sheet_measure_chip (self, text, markup, &box.width, &box.height);
  item = add_item (self, ITEM_CHIP, name, box);
  item->layout = g_object_ref (get_layout (self, text, markup));
  item->colour = text->colour;
  item->look = look;
  item->action = action;
  return box;
}

FoveaBox
fovea_sheet_add_grid (FoveaSheet *self, const char *name, const FoveaGrid *grid)
{
  FoveaGrid snapped = *grid;
  FoveaBox box;

  snapped.x = round (grid->x);
  snapped.y = round (grid->y);
  box = fovea_grid_box (&snapped, 0, 0, grid->rows, grid->columns);
  add_item (self, ITEM_GRID, name, box)->grid = snapped;
  return box;
}

FoveaBox
fovea_sheet_add_picture (FoveaSheet *self, const char *name, const FoveaGrid *grid)
{
  FoveaBox box = { round (grid->x), round (grid->y), grid->columns * grid->cell, grid->rows * grid->cell };
  Item *item = add_item (self, ITEM_PICTURE, name, box);

  item->grid = *grid;
  item->grid.x = box.x;
  item->grid.y = box.y;
  return box;
}

void
fovea_sheet_add_panel (FoveaSheet *self, FoveaBox box)
{
  add_item (self, ITEM_PANEL, NULL, box);
}

void
fovea_sheet_add_rule (FoveaSheet *self, double x, double y, double width)
{
  add_item (self, ITEM_RULE, NULL, (FoveaBox){ x, round (y), width, 1 });
}

/* The smallest box from (0, 0) that holds everything laid out. */
FoveaBox
fovea_sheet_get_extents (FoveaSheet *self)
{
  FoveaBox all = { 0, 0, 0, 0 };

  for (guint i = 0; i < self->items->len; i++)
    {
      const FoveaBox *box = &g_array_index (self->items, Item, i).box;

      all.width = fmax (all.width, box->x + box->width);
      all.height = fmax (all.height, box->y + box->height);
    }
  return all;
}

/* --- painting */

static void
paint_chip (FoveaSheet *self, const Item *item, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_palette_get (&self->style);
  FoveaBox inner = { item->box.x + 0.5, item->box.y + 0.5, item->box.width - 1, item->box.height - 1 };
  FoveaColour selected = fovea_colour_mix (palette->canvas, palette->ink, 0.16);
  double radius = item->look == FOVEA_CHIP_OFFER ? inner.height / 2 : 6;

  if (item->look == FOVEA_CHIP_QUIET)
    return;
  fovea_round_rectangle (cr, inner, radius);
  fovea_set_colour (cr,
                    item->look == FOVEA_CHIP_OFFER      ? palette->chip
                    : item->look == FOVEA_CHIP_SELECTED ? selected
                                                        : palette->canvas,
                    1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, item->look == FOVEA_CHIP_OFFER ? palette->chip_edge : palette->edge, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
paint_panel (FoveaSheet *self, const Item *item, cairo_t *cr)
{
  const FoveaPalette *palette = fovea_palette_get (&self->style);
  FoveaBox inner = { item->box.x + 0.5, item->box.y + 0.5, item->box.width - 1, item->box.height - 1 };

  fovea_round_rectangle (cr, inner, 8);
  fovea_set_colour (cr, fovea_colour_mix (palette->canvas, palette->ink, 0.02), 1);
  cairo_fill_preserve (cr);
  fovea_set_colour (cr, palette->edge, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
paint_layout (const Item *item, cairo_t *cr, double x, double y)
{
  fovea_set_colour (cr, item->colour, 1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, item->layout);
}

static void
paint_item (FoveaSheet *self, const Item *item, cairo_t *cr)
{
  double scale = self->style.scale;

  switch (item->kind)
    {
    case ITEM_TEXT:
      paint_layout (item, cr, item->box.x, item->box.y);
      break;
    case ITEM_CHIP:
      paint_chip (self, item, cr);
      paint_layout (item, cr, item->box.x + CHIP_X * scale, item->box.y + CHIP_Y * scale);
      break;
    case ITEM_GRID:
      fovea_grid_paint (&item->grid, self->type, &self->style, self->images, cr);
      break;
    case ITEM_PICTURE:
      break;
    case ITEM_PANEL:
      paint_panel (self, item, cr);
      break;
    case ITEM_RULE:
    default:
      fovea_set_colour (cr, fovea_palette_get (&self->style)->edge, 1);
      cairo_rectangle (cr, item->box.x, item->box.y, item->box.width, item->box.height);
      cairo_fill (cr);
      break;
    }
}

/* The canvas, and on it everything in the order in which it was added. */
void
fovea_sheet_paint (FoveaSheet *self, cairo_t *cr)
{
  fovea_set_colour (cr, fovea_palette_get (&self->style)->canvas, 1);
  cairo_paint (cr);
  fovea_sheet_paint_items (self, cr);
}

void
fovea_sheet_paint_items (FoveaSheet *self, cairo_t *cr)
{
  for (guint i = 0; i < self->items->len; i++)
    paint_item (self, &g_array_index (self->items, Item, i), cr);
}

/* --- picking */

static gboolean
contains (const FoveaBox *box, double x, double y)
{
  return x >= box->x && y >= box->y && x < box->x + box->width && y < box->y + box->height;
}

void
fovea_sheet_list_chips (FoveaSheet *self, GArray *boxes)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, Item, i).kind == ITEM_CHIP)
      g_array_append_val (boxes, g_array_index (self->items, Item, i).box);
}

gboolean
fovea_sheet_pick_chip (FoveaSheet *self, double x, double y, FoveaAction *action)
{
  for (guint i = self->items->len; i-- > 0;)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (item->kind != ITEM_CHIP || !contains (&item->box, x, y))
        continue;
      *action = item->action;
      return TRUE;
    }
  return FALSE;
}

gboolean
fovea_sheet_pick_cell (FoveaSheet *self, double x, double y, FoveaGrid *grid, int *row, int *column)
{
  for (guint i = self->items->len; i-- > 0;)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if ((item->kind != ITEM_GRID && item->kind != ITEM_PICTURE) || !contains (&item->box, x, y))
        continue;
      *grid = item->grid;
      *row = MIN ((int) ((y - grid->y) / grid->cell), grid->rows - 1);
      *column = MIN ((int) ((x - grid->x) / grid->cell), grid->columns - 1);
      return TRUE;
    }
  return FALSE;
}

const FoveaGrid *
fovea_sheet_find_grid (FoveaSheet *self, int role, int index)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if ((item->kind == ITEM_GRID || item->kind == ITEM_PICTURE) && item->grid.role == role
          && item->grid.index == index)
        return &item->grid;
    }
  return NULL;
}

gboolean
fovea_sheet_aim (FoveaSheet *self, gboolean inside, double x, double y, FoveaAim *aim)
{
  FoveaAim before = *aim;
  FoveaGrid grid;

  *aim = (FoveaAim){ 0 };
  if (inside && fovea_sheet_pick_cell (self, x, y, &grid, &aim->row, &aim->column))
    {
      aim->any = TRUE;
      aim->role = grid.role;
      aim->index = grid.index;
    }
  return aim->any != before.any || aim->role != before.role || aim->index != before.index || aim->row != before.row
         || aim->column != before.column;
}

const FoveaGrid *
fovea_sheet_find_aim (FoveaSheet *self, const FoveaAim *aim)
{
  const FoveaGrid *grid = aim->any ? fovea_sheet_find_grid (self, aim->role, aim->index) : NULL;

  return grid && aim->row < grid->rows && aim->column < grid->columns ? grid : NULL;
}

GPtrArray *
fovea_sheet_list_grids (FoveaSheet *self)
{
  GPtrArray *grids = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);

      if (item->kind == ITEM_GRID || item->kind == ITEM_PICTURE)
        g_ptr_array_add (grids, &item->grid);
    }
  return grids;
}

void
fovea_sheet_boxes (FoveaSheet *self, GArray *boxes, GPtrArray *names)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (!item->name)
        continue;
      g_array_append_val (boxes, item->box);
      g_ptr_array_add (names, g_strdup (item->name));
    }
}

/* --- brushes */

void
fovea_set_colour (cairo_t *cr, FoveaColour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}

void
fovea_round_rectangle (cairo_t *cr, FoveaBox box, double radius)
{
  double r = fmin (radius, fmin (box.width, box.height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, box.x + box.width - r, box.y + r, r, -G_PI_2, 0);
  cairo_arc (cr, box.x + box.width - r, box.y + box.height - r, r, 0, G_PI_2);
  cairo_arc (cr, box.x + r, box.y + box.height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, box.x + r, box.y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

/* Lines at 45°, @spacing points apart along the edges, clipped to @box, beyond which they go no further than it takes for
 * their ends not to show: the box is often long and narrow. */
void
fovea_hatch (cairo_t *cr, FoveaBox box, FoveaColour colour, double spacing)
{
  cairo_save (cr);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_clip (cr);
  for (double offset = spacing / 2; offset < box.width + box.height; offset += spacing)
    {
      double from = fmax (offset - box.width, 0) - spacing, to = fmin (offset, box.height) + spacing;

      cairo_move_to (cr, box.x + offset - from, box.y + from);
      cairo_line_to (cr, box.x + offset - to, box.y + to);
    }
  fovea_set_colour (cr, colour, 0.45);
  cairo_set_line_width (cr, spacing / 4);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Whether what is drawn becomes lines and letters rather than pixels. */
gboolean
fovea_is_vector (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));

  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PS;
}

/* "#1a5fb4", for markup. */
char *
fovea_colour_hex (FoveaColour colour, char hex[8])
{
  g_snprintf (hex, 8, "#%06x", fovea_colour_pack (colour));
  return hex;
}

double
fovea_page_margin (double width, double unit)
{
  return (width < 640 * unit ? 16 : 32) * unit;
}

/* The box of @rows × @columns cells from (@row, @column) on, its closing line included. */
FoveaBox
fovea_grid_box (const FoveaGrid *grid, int row, int column, int rows, int columns)
{
  double line = grid->cell >= 6 ? 1 : 0;

  return (FoveaBox){ grid->x + column * grid->cell, grid->y + row * grid->cell, columns * grid->cell + line,
                     rows * grid->cell + line };
}
