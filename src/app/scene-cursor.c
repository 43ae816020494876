/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the keyboard is in a scene. A view may draw one number at several places (im2col copies each input into many
 * columns): all of them get a thin frame, the one that the cursor came to a strong one. */

#include "config.h"

#include "app/scene-cursor.h"

static const double STRONG = 3, THIN = 1.5; /* points */

/* A frame of the label's orange on each canvas, on a ground of the canvas: no scene has one of its own. */
static void
paint_frame (FoveaScene *scene, cairo_t *cr, FoveaBox box, double width)
{
  gboolean dark = fovea_scene_get_style (scene)->dark;

  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_set_line_width (cr, width + 2);
  cairo_set_source_rgb (cr, dark ? 0 : 1, dark ? 0 : 1, dark ? 0 : 1);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, width);
  if (dark)
    cairo_set_source_rgb (cr, 1, 0.75, 0.44);
  else
    cairo_set_source_rgb (cr, 0.7, 0.28, 0);
  cairo_stroke (cr);
}

static void
paint_site (FoveaScene *scene, cairo_t *cr, const FoveaSite *site)
{
  g_autoptr (GArray) sites = g_array_new (FALSE, FALSE, sizeof (FoveaSite));
  FoveaCell cell;

  if (!fovea_scene_get_cell (scene, site, &cell))
    return;
  fovea_scene_list_sites (scene, &cell, sites);
  for (guint i = 0; i < sites->len; i++)
    paint_frame (scene, cr, fovea_scene_get_site_box (scene, &g_array_index (sites, FoveaSite, i)), THIN);
  paint_frame (scene, cr, fovea_scene_get_site_box (scene, site), STRONG);
}

void
fovea_scene_cursor_paint (FoveaScene *scene, cairo_t *cr, const FoveaSite *site, const FoveaBox *mark)
{
  if (site != NULL)
    paint_site (scene, cr, site);
  if (mark != NULL)
    paint_frame (scene, cr, *mark, STRONG);
}

void
fovea_scene_cursor_tell (FoveaScene *scene, const FoveaSite *site, GtkAccessible *accessible)
{
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);
  FoveaCell cell;

  if (site && fovea_scene_get_cell (scene, site, &cell))
    {
      g_free (description);
      description = fovea_lesson_describe_cell (fovea_scene_get_lesson (scene), &cell);
    }
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label ? label : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description ? description : "",
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, description ? description : "", -1);
}
