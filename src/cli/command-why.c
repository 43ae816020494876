/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli why: why a model says what it says of an image, as a picture or in numbers. */

#include "config.h"

#include "cli/command.h"
#include "cli/image-argument.h"
#include "cli/net-argument.h"
#include "cli/numbers.h"
#include "cli/picture.h"
#include "cli/print.h"
#include "lesson/reasons.h"
#include "scene/prediction-wall.h"
#include "scene/why-scene.h"

#include <glib/gi18n-lib.h>

enum
{
  WIDTH = 880, /* points, of the picture */
  HEIGHT = 470,
  STEPS = 128 /* of the ascent */
};

typedef struct
{
  const char *model, *image, *output;
  int method, class_number, numbers, patch, stride, layer, map, steps;
  guint64 seed;
  gboolean json;
} Arguments;

static const char *const methods[] = { "saliency", "occlusion", "maximise", NULL }; /* by FoveaReasonKind */
static const char *const numbers[] = { "gradient", "size", "input", NULL };         /* by FoveaSaliencyKind */

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("MODEL", TEXT, model), .positional = TRUE, .required = TRUE, .help = N_ ("a model file") },
  { FOVEA_ARGUMENT ("IMAGE", TEXT, image), .positional = TRUE,
    .help = N_ ("a picture; its middle is cut to what the net takes (maximise needs none)") },
  { FOVEA_ARGUMENT ("method", CHOICE, method), .value = "METHOD",
    .help = N_ ("what is found: which pixels change the score of the class, how likely the class "
                "is with each part of the image hidden, or the image with the highest score"),
    .choices = methods },
  { FOVEA_ARGUMENT ("class", INT, class_number), .value = "C",
    .help = N_ ("the class, counted from 0 (what the model says unless given)"), .least = 0, .most = G_MAXINT,
    .preset = -1 },
  { FOVEA_ARGUMENT ("show", CHOICE, numbers), .value = "NUMBERS",
    .help = N_ ("of a saliency: the gradient, its size, or gradient × input"), .choices = numbers },
  { FOVEA_ARGUMENT ("patch", INT, patch), .value = "F",
    .help = N_ ("side of the patch that hides, in pixels (a quarter of the image unless given)"), .least = 1,
    .most = 4096, .preset = 0 },
  { FOVEA_ARGUMENT ("stride", INT, stride), .value = "S",
    .help = N_ ("from one place of the patch to the next, in pixels (so that there are at most 32 along a side)"),
    .least = 1, .most = 4096, .preset = 0 },
  { FOVEA_ARGUMENT ("layer", INT, layer), .value = "L",
    .help = N_ ("maximise the middle of a map of this row of the net, in place of a class"), .least = 1,
    .most = G_MAXINT, .preset = 0 },
  { FOVEA_ARGUMENT ("map", INT, map), .value = "K", .help = N_ ("which of its maps, counted from 1"), .least = 1,
    .most = G_MAXINT, .preset = 1 },
  { FOVEA_ARGUMENT ("steps", INT, steps), .value = "N", .help = N_ ("how many steps up"), .least = 0, .most = 100000,
    .preset = STEPS },
  { FOVEA_ARGUMENT ("seed", SEED, seed), .value = "SEED", .help = N_ ("of the noise that it begins with"),
    .preset = 1 },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE", .required = TRUE,
    .help = N_ ("where it goes: a picture (.png, .svg, .pdf) or its numbers (.csv, .npy)") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

/* The question. FALSE with FOVEA_ERROR_ARGUMENT if the net has no such class, or no such map. */
static gboolean
make_why (const Arguments *arguments, const FoveaNetSpec *spec, FoveaWhy *why, GError **error)
{
  int classes = fovea_net_spec_classes (spec);

  *why = fovea_why_default ((FoveaReasonKind) arguments->method);
  why->class_number = arguments->class_number;
  why->patch = (FoveaPatch){ arguments->patch, arguments->stride };
  why->seed = arguments->seed;
  why->steps = arguments->steps;
  if (arguments->class_number >= classes)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("There is no class %d; this net's classes are 0 to %d."),
                 arguments->class_number, classes - 1);
  else if (arguments->layer > 0)
    {
      why->summit = (FoveaSummit){ arguments->layer, arguments->map - 1 };
      if (fovea_summit_exists (&why->summit, spec))
        return TRUE;
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("There is no map %d in layer %d of this net."),
                   arguments->map, arguments->layer);
    }
  else
    return TRUE;
  return FALSE;
}

/* The image; noise has none, but must be told what to become. */
static FoveaTensor *
load_image (const Arguments *arguments, const FoveaNet *net, GError **error)
{
  const FoveaShape *in = &fovea_net_get_spec (net)->layers[0].out;

  if (arguments->image != NULL)
    return fovea_image_argument_load (arguments->image, net, error);
  if (arguments->method == FOVEA_REASON_CLIMB && (arguments->class_number >= 0 || arguments->layer > 0))
    return fovea_tensor_new (1, in->depth, in->height, in->width);
  if (arguments->method == FOVEA_REASON_CLIMB)
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                         _("Without an IMAGE, --class or --layer has to say what is to be maximised."));
  else
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("IMAGE is missing: %s is found for a picture."),
                 methods[arguments->method]);
  return NULL;
}

/* "lowest": {"row", "column", "rows", "columns", "probability"}, of what is hidden, rows and columns from 1. */
static void
add_lowest (JsonBuilder *builder, const FoveaOcclusion *occlusion)
{
  int lowest = fovea_occlusion_find_lowest (occlusion);
  FoveaHidden hidden = fovea_occlusion_get_hidden (occlusion, lowest);

  json_builder_set_member_name (builder, "lowest");
  json_builder_begin_object (builder);
  fovea_json_add_int (builder, "row", hidden.row + 1);
  fovea_json_add_int (builder, "column", hidden.column + 1);
  fovea_json_add_int (builder, "rows", hidden.rows);
  fovea_json_add_int (builder, "columns", hidden.columns);
  fovea_json_add_real (builder, "probability", occlusion->heat->data[lowest]);
  json_builder_end_object (builder);
}

static void
add_climb (JsonBuilder *builder, const FoveaClimb *climb)
{
  fovea_json_add_int (builder, "layer", climb->summit.row);
  fovea_json_add_int (builder, "map", climb->summit.map + 1);
  fovea_json_add_int (builder, "steps", climb->steps);
  fovea_json_add_real (builder, "first", g_array_index (climb->scores, float, 0));
  fovea_json_add_real (builder, "last", fovea_climb_get_score (climb));
}

static void
add_class (JsonBuilder *builder, const FoveaReasons *reasons)
{
  const FoveaNet *net = fovea_still_get_net (reasons->findings->net);
  g_autofree char *name = fovea_dup_class_name (fovea_net_get_class_names (net), reasons->class_number);

  fovea_json_add_int (builder, "class", reasons->class_number);
  fovea_json_add_text (builder, "name", name);
  fovea_json_add_real (builder, "probability", fovea_reasons_get_probability (reasons));
}

/* @map: of the filter that made it, no class */
static void
add_reasons (JsonBuilder *builder, const FoveaReasons *reasons, gboolean map)
{
  fovea_json_add_text (builder, "method", methods[reasons->kind]);
  if (!map)
    add_class (builder, reasons);
  if (reasons->occlusion)
    add_lowest (builder, reasons->occlusion);
  if (reasons->climb)
    add_climb (builder, reasons->climb);
}

/* "seven.png.", as a sentence. */
static char *
name_image (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_strconcat (name, ".", NULL);
}

static FoveaScene *
make_scene (const Arguments *arguments, FoveaReasons *reasons)
{
  FoveaScene *scene = fovea_why_scene_new ();
  g_autofree char *name = reasons->climb ? fovea_climb_describe_start (reasons->climb) : name_image (arguments->image);

  fovea_why_scene_set_saliency (FOVEA_WHY_SCENE (scene), (FoveaSaliencyKind) arguments->numbers);
  fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (scene), reasons, name);
  return scene;
}

static gboolean
save (const Arguments *arguments, FoveaReasons *reasons, FoveaScene *scene, JsonBuilder *builder, GError **error)
{
  double width = WIDTH, height = HEIGHT;

  if (fovea_is_numbers (arguments->output))
    {
      g_autoptr (GPtrArray) arrays = fovea_reasons_list_arrays (reasons);
      g_auto (GStrv) paths = fovea_save_numbers (arrays, arguments->output, error);

      if (paths != NULL)
        fovea_say_outputs ((const char *const *) paths, builder);
      return paths != NULL;
    }
  if (!fovea_save_picture (scene, arguments->output, &width, &height, 2, 0, error))
    return FALSE;
  fovea_say_picture (arguments->output, width, height, builder);
  return TRUE;
}

/* Says what was found, in words or as JSON, once it is written. */
static gboolean
write_reasons (const Arguments *arguments, FoveaReasons *reasons, GError **error)
{
  g_autoptr (FoveaScene) scene = make_scene (arguments, reasons);
  g_autoptr (JsonBuilder) builder = arguments->json ? json_builder_new () : NULL;
  g_autofree char *words = NULL, *label = NULL;

  if (builder == NULL)
    {
      label = fovea_scene_describe (scene, &words);
      if (!save (arguments, reasons, scene, NULL, error))
        return FALSE;
      fovea_print ("%s %s\n", label, words);
      return TRUE;
    }
  json_builder_begin_object (builder);
  add_reasons (builder, reasons, reasons->climb && arguments->layer > 0);
  if (!save (arguments, reasons, scene, builder, error))
    return FALSE;
  json_builder_end_object (builder);
  fovea_print_json (builder);
  return TRUE;
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_autoptr (FoveaNet) net = fovea_net_argument_load (arguments->model, error);
  g_autoptr (FoveaTensor) image = NULL;
  g_autoptr (FoveaStill) still = NULL;
  g_autoptr (FoveaReasoning) reasoning = NULL;
  g_autoptr (FoveaReasons) reasons = NULL;
  FoveaWhy why;

  if (net == NULL || !make_why (arguments, fovea_net_get_spec (net), &why, error))
    return FALSE;
  image = load_image (arguments, net, error);
  if (image == NULL)
    return FALSE;
  still = fovea_still_new (net);
  reasoning = fovea_reasoning_new (still, image, -1, &why);
  while (!fovea_reasoning_is_done (reasoning))
    fovea_reasoning_advance (reasoning);
  reasons = fovea_reasoning_get (reasoning);
  return write_reasons (arguments, reasons, error);
}

const FoveaCommand fovea_command_why = {
  .name = "why",
  .summary = N_ ("Finds why a model says what it says of an image: saliency, occlusion, or the image it likes best."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
