/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli render: a scene with any settings, or a step of a lesson file, as a picture. A misfit is drawn like
 * everything else. Or its numbers. */

#include "config.h"

#include "cli/command.h"
#include "cli/numbers.h"
#include "cli/picture.h"
#include "lesson/arrays.h"
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
  const char *scene, *lesson, *step, *output;
  GPtrArray *settings;
  int width, height;
  double scale, seconds;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("SCENE", TEXT, scene), .positional = TRUE,
    .help = N_ ("convolution, pooling or another scene; a name that does not exist lists them") },
  { FOVEA_ARGUMENT ("set", TEXTS, settings), .value = "KEY=VALUE",
    .help = N_ ("input, depth, filter, filters, stride, pad, dilation, groups, view, position, … of the scene; again for each") },
  { FOVEA_ARGUMENT ("lesson", TEXT, lesson), .value = "NAME",
    .help = N_ ("draw a step of this lesson instead of a SCENE: a file, or lecture") },
  { FOVEA_ARGUMENT ("step", TEXT, step), .value = "STEP",
    .help = N_ ("which step: its number or its name (the first unless given)") },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE", .required = TRUE,
    .help = N_ ("where the picture goes: .png, .svg, .pdf or .gif; .csv or .npy for the numbers instead") },
  { FOVEA_ARGUMENT ("width", INT, width), .value = "W", .help = N_ ("points, and pixels of a PNG (what the scene needs unless given)"),
    .least = 1, .most = MAX_SIDE },
  { FOVEA_ARGUMENT ("height", INT, height), .value = "H", .help = N_ ("points, and pixels of a PNG (what the scene needs unless given)"),
    .least = 1, .most = MAX_SIDE },
  { FOVEA_ARGUMENT ("scale", REAL, scale), .value = "X", .help = N_ ("pixels a point, of a PNG or GIF"),
    .least = 0.1, .most = 10, .preset = 1 },
  { FOVEA_ARGUMENT ("seconds", REAL, seconds), .value = "S", .help = N_ ("how long a position of a GIF stays"),
    .least = 0.02, .most = 60, .preset = 0.5 },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

/* The scene as a step of a lesson file opens it, of the lecture if only the step is named. */
static FoveaScene *
open_step (const Arguments *arguments, GError **error)
{
  g_autoptr (FoveaCourse) course = fovea_course_open (arguments->lesson ? arguments->lesson : "lecture", error);
  int index = 0;

  if (course == NULL)
    return NULL;
  if (arguments->step != NULL && (index = fovea_course_find (course, arguments->step, error)) < 0)
    return NULL;
  return fovea_scene_of_step (fovea_course_get_step (course, index),
                              (const char *const *) arguments->settings->pdata, error);
}

static FoveaScene *
open_scene (const Arguments *arguments, GError **error)
{
  gboolean step = arguments->lesson != NULL || arguments->step != NULL;

  if (step == (arguments->scene != NULL))
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("Either a SCENE is drawn, or a step of a --lesson: one of them has to be given."));
      return NULL;
    }
  if (step)
    return open_step (arguments, error);
  return fovea_scene_named (arguments->scene, (const char *const *) arguments->settings->pdata, error);
}

/* The numbers of the scene's lesson. */
static gboolean
write_numbers (const Arguments *arguments, FoveaScene *scene, GError **error)
{
  g_autoptr (GPtrArray) arrays = fovea_lesson_list_arrays (fovea_scene_get_lesson (scene), NULL, error);

  return arrays != NULL && fovea_write_numbers (arrays, arguments->output, arguments->json, error);
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaScene) scene = NULL;
  double width, height;

  g_ptr_array_add (arguments->settings, NULL);
  scene = open_scene (arguments, error);
  if (scene == NULL)
    return FALSE;
  if (fovea_is_numbers (arguments->output))
    return write_numbers (arguments, scene, error);
  fovea_scene_measure (scene, arguments->width > 0 ? arguments->width : WIDTH,
                       arguments->height > 0 ? arguments->height : HEIGHT, &width, &height);
  return fovea_write_picture (scene, arguments->output, arguments->width > 0 ? arguments->width : ceil (width),
                              arguments->height > 0 ? arguments->height : ceil (height), arguments->scale,
                              arguments->seconds, arguments->json, error);
}

const FoveaCommand fovea_command_render = {
  .name = "render",
  .summary = N_ ("Draws a scene of the window with any settings, or a step of a lesson, to a file."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
