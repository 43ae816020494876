/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli bench: how fast the engine trains and infers, and how long scenes take to paint. */

#include "config.h"

#include "cli/command.h"
#include "cli/print.h"
#include "engine/bench.h"
#include "lesson/numbers.h"
#include "scene/bench.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *what;
  int mode, threads, batch;
  double seconds;
  gboolean profile, json;
} Arguments;

enum
{
  TRAIN,
  INFER
};

enum
{
  FRAME_WIDTH = 1280, /* pixels */
  FRAME_HEIGHT = 800,
  FRAMES = 100 /* of each scene */
};

static const char *const modes[] = { "train", "infer", NULL };

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("W1|W2|W3|frames", TEXT, what), .positional = TRUE, .required = TRUE,
    .help = N_ ("a net that others measure too (lenet-5, cifar-demo, small-vgg), any other, or how long scenes take to "
                "paint") },
  { FOVEA_ARGUMENT ("mode", CHOICE, mode), .value = "MODE", .help = N_ ("what is measured"), .choices = modes },
  { FOVEA_ARGUMENT ("threads", INT, threads), .value = "T",
    .help = N_ ("threads to compute with (every core unless given)"), .least = 1, .most = 256 },
  { FOVEA_ARGUMENT ("batch", INT, batch), .value = "B", .help = N_ ("images in a step"),
    .least = 1, .most = 65536, .preset = 64 },
  { FOVEA_ARGUMENT ("seconds", REAL, seconds), .value = "S", .help = N_ ("how long to measure"),
    .least = 0.01, .most = 3600, .preset = 3 },
  { FOVEA_ARGUMENT ("profile", FLAG, profile), .help = N_ ("measure every layer too") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

static void
add_layers (JsonBuilder *builder, const GArray *layers)
{
  json_builder_set_member_name (builder, "layers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < layers->len; i++)
    {
      const FoveaBenchLayer *layer = &g_array_index (layers, FoveaBenchLayer, i);

      json_builder_begin_object (builder);
      fovea_json_add_text (builder, "layer", layer->layer);
      fovea_json_add_real (builder, "forward_ms", 1000 * layer->forward);
      fovea_json_add_real (builder, "backward_ms", 1000 * layer->backward);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Arguments *arguments, const FoveaBenchResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "net", arguments->what);
  fovea_json_add_text (builder, "mode", modes[arguments->mode]);
  fovea_json_add_int (builder, "batch", arguments->batch);
  fovea_json_add_int (builder, "threads", result->threads);
  fovea_json_add_text (builder, "kernels", result->kernels);
  fovea_json_add_real (builder, "images_per_s", result->images_per_s);
  fovea_json_add_real (builder, "gflops", result->gflops);
  fovea_json_add_real (builder, "step_ms", result->step_ms);
  fovea_json_add_int (builder, "steps", result->steps);
  if (result->layers != NULL)
    add_layers (builder, result->layers);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

static void
print_layers (const GArray *layers)
{
  const char *const titles[] = { _("layer"), _("forward, ms"), _("backward, ms"), NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, g_strdupv ((char **) titles));
  for (guint i = 0; i < layers->len; i++)
    {
      const FoveaBenchLayer *layer = &g_array_index (layers, FoveaBenchLayer, i);
      char **row = g_new0 (char *, 4);

      row[0] = g_strdup (layer->layer);
      row[1] = g_strdup_printf ("%.3f", 1000 * layer->forward);
      row[2] = g_strdup_printf ("%.3f", 1000 * layer->backward);
      g_ptr_array_add (rows, row);
    }
  fovea_print ("\n");
  fovea_print_table (rows, 1);
}

static void
print_text (const FoveaBenchResult *result)
{
  char speed[FOVEA_NUMBER_SIZE];

  fovea_print (g_dngettext (GETTEXT_PACKAGE, "%s images/s, %.1f GFLOP/s, %.3f ms a step (%d thread, %s)\n",
                            "%s images/s, %.1f GFLOP/s, %.3f ms a step (%d threads, %s)\n", (gulong) result->threads),
               fovea_number_count ((gint64) (result->images_per_s + 0.5), speed), result->gflops, result->step_ms,
               result->threads, result->kernels);
  if (result->layers != NULL)
    print_layers (result->layers);
}

static void
print_frame_json (const FoveaSceneTiming *timing)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fovea_json_add_text (builder, "scene", timing->scene);
  fovea_json_add_real (builder, "p50_ms", timing->p50_ms);
  fovea_json_add_real (builder, "p99_ms", timing->p99_ms);
  json_builder_end_object (builder);
  fovea_print_json (builder);
}

/* Every scene at its largest, painted again and again on an image surface. */
static gboolean
run_frames (gboolean json, GError **error)
{
  g_autoptr (GArray) timings = fovea_scene_bench (FRAME_WIDTH, FRAME_HEIGHT, FRAMES, error);

  for (guint i = 0; timings && i < timings->len; i++)
    {
      const FoveaSceneTiming *timing = &g_array_index (timings, FoveaSceneTiming, i);

      if (json)
        print_frame_json (timing);
      else
        fovea_print (_("%s: half within %.2f ms, 99 %% within %.2f ms\n"), timing->scene, timing->p50_ms,
                     timing->p99_ms);
    }
  return timings != NULL;
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  FoveaBenchOptions bench = {
    .net = arguments->what,
    .training = arguments->mode == TRAIN,
    .threads = arguments->threads,
    .batch = arguments->batch,
    .seconds = arguments->seconds,
    .profile = arguments->profile,
  };
  FoveaBenchResult result = { 0 };

  if (g_str_equal (arguments->what, "frames"))
    return run_frames (arguments->json, error);
  if (!fovea_bench_net (&bench, &result, error))
    return FALSE;
  if (arguments->json)
    print_json (arguments, &result);
  else
    print_text (&result);
  fovea_bench_result_clear (&result);
  return TRUE;
}

const FoveaCommand fovea_command_bench = {
  .name = "bench",
  .summary = N_ ("Measures how fast nets train and infer, and scenes paint."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
