/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/picture.h"
#include "cli/print.h"
#include "scene/export.h"

#include <math.h>

/**
 * fovea_save_picture:
 * @width: (inout): points; 0 for a scene with a size of its own
 * @height: (inout): points; 0 likewise
 * @scale: pixels a point, of a PNG or GIF
 * @seconds: that a position stays in a GIF
 */
gboolean
fovea_save_picture (FoveaScene *scene, const char *path, double *width, double *height, double scale, double seconds,
                    GError **error)
{
  double need_width, need_height;

  fovea_scene_measure (scene, *width, *height, &need_width, &need_height);
  *width = *width > 0 ? *width : ceil (need_width);
  *height = *height > 0 ? *height : ceil (need_height);
  return fovea_scene_export (scene, path, *width, *height, scale, seconds, error);
}

/* The path, or members of the object @builder: {"output", "width", "height"}, in points. */
void
fovea_say_picture (const char *path, double width, double height, JsonBuilder *builder)
{
  if (builder == NULL)
    {
      fovea_print ("%s\n", path);
      return;
    }
  fovea_json_add_text (builder, "output", path);
  fovea_json_add_int (builder, "width", (gint64) width);
  fovea_json_add_int (builder, "height", (gint64) height);
}

/* Saves @scene, and says what was written. */
gboolean
fovea_write_picture (FoveaScene *scene, const char *path, double width, double height, double scale,
                     double seconds, gboolean json, GError **error)
{
  g_autoptr (JsonBuilder) builder = json ? json_builder_new () : NULL;

  if (!fovea_save_picture (scene, path, &width, &height, scale, seconds, error))
    return FALSE;
  if (json)
    json_builder_begin_object (builder);
  fovea_say_picture (path, width, height, builder);
  if (json)
    {
      json_builder_end_object (builder);
      fovea_print_json (builder);
    }
  return TRUE;
}
