/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenes of a run to be timed: small-vgg on Shapes, as if it had learned for so long that its curves are as full as
 * they get. Such a run is written to a checkpoint and opened from there; a race, which has none, is run. */

#include "config.h"

#include "scene/bench-private.h"

#include "dataset/shapes.h"
#include "lesson/probe.h"
#include "lesson/race.h"
#include "lesson/rate-finder.h"
#include "scene/confusion-scene.h"
#include "scene/curves-scene.h"
#include "scene/filters-scene.h"
#include "scene/gallery-scene.h"
#include "scene/maps-scene.h"
#include "scene/race-scene.h"
#include "scene/rate-scene.h"
#include "scene/training-scene.h"
#include "scene/why-scene.h"

#include <glib/gstdio.h>
#include <math.h>

enum
{
  SEED = 1,
  TRAINING = 40, /* images */
  VALIDATION = 60,
  EPOCHS = 10,
  STEPS = 16000, /* mini-batches behind it: as many as a curve keeps */
  SWEEPS = 200,  /* points of its validation curve */
  MOMENTS = 2000, /* at which each row's health was measured */
  IMAGES = 60000, /* in the gallery: as many as MNIST */
  CLASSES = 100,  /* in the confusion matrix */
  TRIES = 200,    /* learning rates */
  RACE_EPOCHS = 60
};

static void
add (GArray *scenes, const char *name, FoveaScene *scene, void (*turn) (FoveaScene *scene, int i))
{
  FoveaBenchScene made = { name, scene, turn };

  g_array_append_val (scenes, made);
}

/* --- a run */

/* A loss that falls in noise of this share, never the same twice. */
static FoveaCurvePoint
make_point (int i, int n, float noise)
{
  float share = 1 + noise * ((float) ((guint) i * 2654435761u % 1009) / 504.5f - 1);
  float loss = (0.1f + 2.2f * expf (-5.0f * (float) i / (float) n)) * share;

  return (FoveaCurvePoint){ (double) i / n * EPOCHS, loss, expf (-loss) };
}

static GArray *
make_curve (int n, float noise)
{
  GArray *curve = fovea_curve_new ();

  for (int i = 0; i < n; i++)
    {
      FoveaCurvePoint point = make_point (i, n, noise);

      fovea_curve_add (curve, &point);
    }
  return curve;
}

/* Of every row of @spec. */
static GArray *
make_health (const FoveaNetSpec *spec)
{
  g_autoptr (GArray) points = fovea_health_new ();
  GArray *health = fovea_health_new ();

  for (int i = 0; i < MOMENTS; i++)
    for (int row = 1; row < spec->n_layers; row++)
      {
        gboolean weights = fovea_layer_spec_has_weights (&spec->layers[row]);
        FoveaCurvePoint base = make_point (i + row, MOMENTS, 0.1f);
        FoveaHealthPoint point = { base.epoch, row, weights ? base.loss : NAN, weights ? base.loss : NAN,
                                   weights ? base.loss / 1000 : NAN, weights ? NAN : base.loss / 3 };

        if (weights || spec->layers[row].kind == FOVEA_LAYER_RELU)
          g_array_append_val (points, point);
      }
  fovea_health_append (health, points);
  return health;
}

/* Writes the run to @path. */
static gboolean
write_run (const char *path, FoveaNetSpec *spec, FoveaExamples *examples, GError **error)
{
  FoveaTrainingOptions options = fovea_training_options_default ();
  g_autoptr (FoveaNet) net = fovea_training_options_make_net (&options, spec, error);
  g_autoptr (FoveaTrainer) trainer = net ? fovea_trainer_new (g_steal_pointer (&net), examples, &options, error) : NULL;
  g_autoptr (GArray) training = make_curve (STEPS, 0.6f), validation = make_curve (SWEEPS, 0.1f);
  g_autoptr (GArray) health = make_health (spec);
  FoveaRunNotes notes = { .data = (char *) "shapes", .training = training, .validation = validation,
                          .health = health };

  return trainer && fovea_checkpoint_save (path, trainer, &notes, error);
}

static void
wait_for_report (FoveaTrainingSession *session)
{
  while (!fovea_training_session_get_report (session) || fovea_training_session_get_report (session)->checked == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The run of small-vgg; NULL if it cannot be written and read. */
static FoveaTrainingSession *
open_run (FoveaDataset *dataset, GError **error)
{
  FoveaShape shape = { dataset->train->w, dataset->train->h, dataset->train->c };
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (fovea_net_spec_named ("small-vgg"), &shape, error);
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("fovea-XXXXXX", &path, error);
  FoveaTrainingSession *session = NULL;
  FoveaCheckpoint *checkpoint = NULL;

  if (file >= 0 && g_close (file, error) && write_run (path, spec, dataset->train, error))
    checkpoint = fovea_checkpoint_load (path, error);
  if (path)
    g_unlink (path);
  if (!checkpoint)
    return NULL;
  session = fovea_training_session_new_continued (checkpoint, dataset->train, dataset->test,
                                                  (const char *const *) dataset->class_names);
  wait_for_report (session);
  return session;
}

/* --- its scenes */

static void
select_filter (FoveaScene *scene, int i)
{
  fovea_training_scene_set_selected_filter (FOVEA_TRAINING_SCENE (scene), i % 32);
}

static void
add_training (GArray *scenes, FoveaTrainingSession *session)
{
  FoveaScene *curves = fovea_curves_scene_new ();

  add (scenes, "training, overview", fovea_training_scene_new (session), select_filter);
  fovea_curves_scene_set_session (FOVEA_CURVES_SCENE (curves), session);
  add (scenes, "training, curves", curves, NULL);
}

static void
select_map (FoveaScene *scene, int i)
{
  fovea_maps_scene_select (FOVEA_MAPS_SCENE (scene), 0, i % 32);
}

/* Every map that the net makes of an image. */
static void
add_maps (GArray *scenes, FoveaTrainingSession *session)
{
  FoveaStill *still = fovea_training_session_get_report (session)->net;
  g_autoptr (FoveaNet) net = fovea_net_copy (fovea_still_get_net (still));
  FoveaExamples *examples = fovea_training_session_get_validation (session);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, fovea_examples_image (examples, 0));
  g_autoptr (FoveaFindings) findings = fovea_findings_new (still, net, image, examples->labels[0], TRUE);

  for (int gradients = 0; gradients < 2; gradients++)
    {
      FoveaScene *scene = fovea_maps_scene_new ();

      fovea_maps_scene_set_findings (FOVEA_MAPS_SCENE (scene), findings, "");
      fovea_maps_scene_set_gradients (FOVEA_MAPS_SCENE (scene), gradients);
      add (scenes, gradients ? "training, gradients" : "training, maps", scene, select_map);
    }
}

/* As if other reasons had come: all pixels are made anew. */
static void
renew_reasons (FoveaScene *scene, int i)
{
  fovea_why_scene_set_saliency (FOVEA_WHY_SCENE (scene), (FoveaSaliencyKind) (i % 3));
  fovea_why_scene_choose (FOVEA_WHY_SCENE (scene), i);
}

/* Why a net says one of a thousand classes of a photograph, three times as large as those that AlexNet takes. */
static void
add_reasons (GArray *scenes)
{
  static const char *const names[] = { "training, saliency", "training, occlusion", "training, climb" };
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 384x384x3, AVGPOOL 64, FC 1000", NULL, NULL);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, SEED, NULL);
  g_autoptr (FoveaStill) still = fovea_still_new (net);
  g_autoptr (FoveaTensor) image = fovea_tensor_new (1, 3, 384, 384);

  for (gsize i = 0; i < fovea_tensor_size (image); i++)
    image->data[i] = (float) (i * 2654435761u % 1009) / 1009;
  for (int kind = 0; kind < (int) G_N_ELEMENTS (names); kind++)
    {
      FoveaWhy why = fovea_why_default ((FoveaReasonKind) kind);
      g_autoptr (FoveaReasoning) reasoning = fovea_reasoning_new (still, image, 0, &why);
      g_autoptr (FoveaReasons) reasons = NULL;
      FoveaScene *scene = fovea_why_scene_new ();

      for (int i = 0; i < 3; i++)
        fovea_reasoning_advance (reasoning);
      reasons = fovea_reasoning_get (reasoning);
      fovea_why_scene_set_reasons (FOVEA_WHY_SCENE (scene), reasons, "");
      add (scenes, names[kind], scene, renew_reasons);
    }
}

/* --- filters */

static void
select_shown_filter (FoveaScene *scene, int i)
{
  g_object_set (scene, "selected", i, NULL);
}

/* 512 filters of 512 slices. */
static void
add_filters (GArray *scenes)
{
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 3x3x512, CONV 3x3x512, FC 2", NULL, NULL);
  g_autoptr (FoveaNet) net = fovea_net_new (spec, SEED, NULL);
  g_autoptr (FoveaFilterHistory) history = fovea_filter_history_new (spec);
  FoveaScene *scene = fovea_filters_scene_new (history);

  fovea_filter_history_add (history, net, 0, 1);
  g_object_set (scene, "row", 1, NULL);
  add (scenes, "training, filters", scene, select_shown_filter);
}

/* --- images and answers */

static GArray *
make_answers (int images, int classes)
{
  GArray *answers = g_array_sized_new (FALSE, FALSE, sizeof (FoveaPrediction), (guint) images);

  for (int i = 0; i < images; i++)
    {
      FoveaPrediction answer = { i, (guint16) (i % classes), (guint16) (i * 7919 % 104729 % classes), 0.5f, 0.7f };

      g_array_append_val (answers, answer);
    }
  return answers;
}

static void
select_image (FoveaScene *scene, int i)
{
  fovea_gallery_scene_select (FOVEA_GALLERY_SCENE (scene), i);
}

static void
add_gallery (GArray *scenes, const FoveaDataset *dataset)
{
  FoveaExamples *from = dataset->train;
  g_autofree int *index = g_new (int, IMAGES);
  g_autoptr (FoveaExamples) examples = NULL;
  FoveaScene *scene = fovea_gallery_scene_new ();

  for (int i = 0; i < IMAGES; i++)
    index[i] = i % from->n;
  examples = fovea_examples_subset (from, index, IMAGES);
  fovea_gallery_scene_set_images (FOVEA_GALLERY_SCENE (scene), examples, (const char *const *) dataset->class_names,
                                  make_answers (IMAGES, from->classes), "");
  add (scenes, "training, gallery", scene, select_image);
}

static void
select_answer (FoveaScene *scene, int i)
{
  fovea_confusion_scene_select (FOVEA_CONFUSION_SCENE (scene), i % CLASSES, 0);
}

static void
add_confusion (GArray *scenes)
{
  g_autoptr (GArray) answers = make_answers (IMAGES, CLASSES);
  FoveaScene *scene = fovea_confusion_scene_new ();

  fovea_confusion_scene_set_answers (FOVEA_CONFUSION_SCENE (scene), answers, CLASSES, NULL);
  add (scenes, "training, confusion", scene, select_answer);
}

/* --- several runs */

/* Four runs of small nets, to their end. */
static FoveaRace *
run_race (FoveaDataset *dataset)
{
  g_autoptr (GPtrArray) runners = g_ptr_array_new_with_free_func ((GDestroyNotify) fovea_runner_free);
  FoveaTrainingOptions options = fovea_training_options_default ();
  FoveaRace *race;

  options.batch = 1;
  options.epochs = RACE_EPOCHS;
  options.rate = 1e-4f;
  for (int i = 0; i < FOVEA_RACE_MOST; i++)
    g_ptr_array_add (runners, fovea_runner_new ("FC 10", "FC 10", &options));
  race = fovea_race_new (dataset, runners, NULL);
  fovea_race_run (race);
  while (!fovea_race_is_over (race))
    g_main_context_iteration (NULL, TRUE);
  return race;
}

static void
add_race (GArray *scenes, FoveaDataset *dataset)
{
  g_autoptr (FoveaRace) race = run_race (dataset);
  FoveaScene *scene = fovea_race_scene_new ();

  fovea_race_scene_set_race (FOVEA_RACE_SCENE (scene), race);
  add (scenes, "training, race", scene, NULL);
}

static void
select_rate (FoveaScene *scene, int i)
{
  fovea_rate_scene_set_rate (FOVEA_RATE_SCENE (scene), 1e-4 * (i + 1));
}

static void
add_rates (GArray *scenes)
{
  g_autoptr (GArray) tries = g_array_new (FALSE, FALSE, sizeof (FoveaRateTry));
  FoveaScene *scene = fovea_rate_scene_new ();

  for (int i = 0; i < TRIES; i++)
    {
      FoveaRateTry try = { 1e-5 * pow (1e6, i / (TRIES - 1.0)), make_point (i, TRIES, 0.3f).loss };

      g_array_append_val (tries, try);
    }
  fovea_rate_scene_set_tries (FOVEA_RATE_SCENE (scene), tries);
  add (scenes, "training, rates", scene, select_rate);
}

gboolean
fovea_bench_add_runs (GArray *scenes, GError **error)
{
  g_autoptr (FoveaDataset) dataset = fovea_shapes_new (TRAINING, VALIDATION, SEED, error);
  g_autoptr (FoveaTrainingSession) session = dataset ? open_run (dataset, error) : NULL;

  if (!session)
    return FALSE;
  add_training (scenes, session);
  add_maps (scenes, session);
  add_reasons (scenes);
  add_filters (scenes);
  add_gallery (scenes, dataset);
  add_confusion (scenes);
  add_race (scenes, dataset);
  add_rates (scenes);
  return TRUE;
}
