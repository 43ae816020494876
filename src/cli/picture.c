/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/picture.h"
#include "cli/print.h"
#include "scene/export.h"

#include <math.h>

/**
 * fovea_write_picture:
 * @width: points; 0 for a scene with a size of its own
 * @height: points; 0 likewise
 * @scale: pixels a point, of a PNG or GIF
 * @seconds: that a position stays in a GIF
 *
 * Exports @scene, and says what was written: its path, or {"output", "width", "height"} in points.
 */
gboolean
fovea_write_picture (FoveaScene *scene, const char *path, double width, double height, double scale,
                     double seconds, gboolean json, GError **error)
{
  double need_width, need_height;

  fovea_scene_measure (scene, width, height, &need_width, &need_height);
  width = width > 0 ? width : ceil (need_width);
  height = height > 0 ? height : ceil (need_height);
  if (!fovea_scene_export (scene, path, width, height, scale, seconds, error))
    return FALSE;
  if (json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fovea_json_add_text (builder, "output", path);
      fovea_json_add_int (builder, "width", (gint64) width);
      fovea_json_add_int (builder, "height", (gint64) height);
      json_builder_end_object (builder);
      fovea_print_json (builder);
    }
  else
    fovea_print ("%s\n", path);
  return TRUE;
}
