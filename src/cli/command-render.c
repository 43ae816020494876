/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli render: a scene with any settings, as a picture. A misfit is drawn like everything else. */

#include "config.h"

#include "cli/command.h"
#include "cli/picture.h"
#include "scene/catalog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  WIDTH = 960, /* points: the room that is offered where none is asked for */
  HEIGHT = 640,
  MAX_SIDE = 10000
};

typedef struct
{
  const char *scene, *output;
  GPtrArray *settings;
  int width, height;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("SCENE", TEXT, scene), .positional = TRUE, .required = TRUE,
    .help = N_ ("convolution, pooling or another scene; a name that does not exist lists them") },
  { FOVEA_ARGUMENT ("set", TEXTS, settings), .value = "KEY=VALUE",
    .help = N_ ("input, depth, filter, filters, stride, pad, dilation, position, … of the scene; again for each") },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE", .required = TRUE,
    .help = N_ ("where the picture goes: .png, .svg or .pdf") },
  { FOVEA_ARGUMENT ("width", INT, width), .value = "W", .help = N_ ("points, and pixels of a PNG (what the scene needs unless given)"),
    .least = 1, .most = MAX_SIDE },
  { FOVEA_ARGUMENT ("height", INT, height), .value = "H", .help = N_ ("points, and pixels of a PNG (what the scene needs unless given)"),
    .least = 1, .most = MAX_SIDE },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaScene) scene = NULL;
  double width, height;

  g_ptr_array_add (arguments->settings, NULL);
  scene = fovea_scene_named (arguments->scene, (const char *const *) arguments->settings->pdata, error);
  if (scene == NULL)
    return FALSE;
  fovea_scene_measure (scene, arguments->width > 0 ? arguments->width : WIDTH,
                       arguments->height > 0 ? arguments->height : HEIGHT, &width, &height);
  return fovea_write_picture (scene, arguments->output, arguments->width > 0 ? arguments->width : ceil (width),
                              arguments->height > 0 ? arguments->height : ceil (height), 1, arguments->json, error);
}

const FoveaCommand fovea_command_render = {
  .name = "render",
  .summary = N_ ("Draws a scene of the window, with any settings, to a file."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
