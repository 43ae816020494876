/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenes by name, as the command line asks for them, and how long they take to paint at their largest. */

#include "config.h"

#include "scene/catalog.h"

#include "lesson/state.h"
#include "scene/convolution-scene.h"
#include "scene/gradient-scene.h"
#include "scene/picture-scene.h"
#include "scene/pooling-scene.h"
#include "scene/stack-scene.h"
#include "scene/views.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *const names[] = { "convolution", "picture", "pooling", "stack", NULL };

const char *const *
fovea_scene_names (void)
{
  return names;
}

/**
 * fovea_scene_of:
 *
 * Returns: (transfer full): the scene that shows @lesson: of a convolution in the view that it is set to
 */
FoveaScene *
fovea_scene_of (FoveaLesson *lesson)
{
  if (FOVEA_IS_POOLING (lesson))
    return fovea_pooling_scene_new (FOVEA_POOLING (lesson));
  if (FOVEA_IS_STACK (lesson))
    return fovea_stack_scene_new (FOVEA_STACK (lesson));
  return fovea_views_new_scene (FOVEA_CONVOLUTION (lesson));
}

static gboolean
is_setting (const char *text, GError **error)
{
  if (strchr (text, '='))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” is no setting: it is written key=value."), text);
  return FALSE;
}

/* The scene of a new lesson on @page, set to @first and then to @settings. */
static FoveaScene *
make_scene (const char *page, const char *const *first, const char *const *settings, GError **error)
{
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (page);
  g_autoptr (GPtrArray) state = g_ptr_array_new ();

  for (int i = 0; first && first[i]; i++)
    g_ptr_array_add (state, (gpointer) first[i]);
  for (int i = 0; settings && settings[i]; i++)
    {
      if (!is_setting (settings[i], error))
        return NULL;
      g_ptr_array_add (state, (gpointer) settings[i]);
    }
  g_ptr_array_add (state, NULL);
  if (!fovea_lesson_set_state (lesson, (const char *const *)state->pdata, error))
    return NULL;
  return fovea_scene_of (lesson);
}

/**
 * fovea_scene_named:
 * @settings: (array zero-terminated=1) (nullable)
 *
 * Returns: (transfer full): the scene of a new lesson; NULL with FOVEA_ERROR_ARGUMENT if there is no such scene or
 *   setting
 */
FoveaScene *
fovea_scene_named (const char *name, const char *const *settings, GError **error)
{
  static const char *const photograph[] = { "picture=raccoon.png", NULL };
  g_autofree char *all = g_strjoinv (", ", (char **) names);

  if (g_str_equal (name, "picture"))
    return make_scene ("convolution", photograph, settings, error);
  if (g_strv_contains (names, name))
    return make_scene (name, NULL, settings, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("There is no scene “%s”: there are %s."), name, all);
  return NULL;
}

/**
 * fovea_scene_of_step:
 * @settings: (array zero-terminated=1) (nullable): what to set beyond what the step sets
 *
 * Returns: (transfer full): the scene as the step of a lesson file opens it; NULL with FOVEA_ERROR_ARGUMENT if a
 *   setting cannot be taken, or the step's page has no lesson
 */
FoveaScene *
fovea_scene_of_step (const FoveaStep *step, const char *const *settings, GError **error)
{
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (step->page);

  if (lesson)
    return make_scene (step->page, (const char *const *)step->state, settings, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The step “%s” opens the page “%s”, which has no scene without a run."), step->id, step->page);
  return NULL;
}

/* --- bench */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return one < other ? -1 : one > other;
}

static double
paint_once (FoveaScene *scene, cairo_surface_t *surface, int width, int height)
{
  gint64 start = g_get_monotonic_time ();
  cairo_t *cr = cairo_create (surface);

  fovea_scene_paint (scene, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* What comes before the clock starts: everything is computed that the painting shows. */
static void
warm_up (FoveaScene *scene, cairo_surface_t *surface, int width, int height)
{
  for (int i = 0; i < 2; i++)
    {
      paint_once (scene, surface, width, height);
      fovea_scene_settle (scene);
    }
}

/* Paints the scene at positions one after the other, as when it plays. */
static FoveaSceneTiming
time_scene (const char *name, FoveaScene *scene, FoveaLesson *lesson, int width, int height, int paints)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  g_autofree double *times = g_new (double, paints);
  int last = fovea_lesson_count_positions (lesson) - 1;

  warm_up (scene, surface, width, height);
  for (int i = 0; i < paints; i++)
    {
      fovea_lesson_set_position (lesson, last - i % 2);
      times[i] = paint_once (scene, surface, width, height);
    }
  qsort (times, (gsize) paints, sizeof (double), compare_times);
  cairo_surface_destroy (surface);
  return (FoveaSceneTiming){ name, times[paints / 2], times[MIN ((int) ceil (paints * 0.99), paints) - 1] };
}

/* The convolution lesson at settings that fill the page in different ways. */
static FoveaSceneTiming
time_convolution (const char *name, int input, int depth, int filter, int filters, int paints, int width, int height)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_convolution_scene_new (lesson);

  g_object_set (lesson, "input", input, "depth", depth, "filters", filters, "pad", 1, "filter", filter, "relu", TRUE,
                "pool", TRUE, NULL);
  return time_scene (name, scene, FOVEA_LESSON (lesson), width, height, paints);
}

/* The same in a view, at its largest. */
static FoveaSceneTiming
time_view (const char *name, FoveaView view, gboolean flip, int paints, int width, int height)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = NULL;

  g_object_set (lesson, "input", FOVEA_CONVOLUTION_MAX_INPUT, "depth", FOVEA_CONVOLUTION_MAX_DEPTH, "filters",
                FOVEA_CONVOLUTION_MAX_FILTERS, "pad", 1, "view", view, "flip", flip, NULL);
  scene = fovea_views_new_scene (lesson);
  return time_scene (name, scene, FOVEA_LESSON (lesson), width, height, paints);
}

/* About as much as can be stepped backward, trained or stamped. */
static FoveaSceneTiming
time_pass (const char *name, FoveaLessonPass pass, int input, int paints, int width, int height)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_gradient_scene_new (lesson);

  g_object_set (lesson, "pass", pass, "input", input, "depth", 3, "filter", 5, "filters", 10, "rate", 1e-6, NULL);
  return time_scene (name, scene, FOVEA_LESSON (lesson), width, height, paints);
}

/* A picture of noise: nothing in it is alike. */
static FoveaTensor *
make_picture (int side)
{
  FoveaTensor *picture = fovea_tensor_new (1, 3, side, side);

  for (gsize i = 0; i < fovea_tensor_size (picture); i++)
    picture->data[i] = (float) (i * 2654435761u % 1009) / 1009;
  return picture;
}

static FoveaSceneTiming
time_picture (int paints, int width, int height)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaScene) scene = fovea_picture_scene_new (lesson);
  g_autoptr (FoveaTensor) picture = make_picture (FOVEA_CONVOLUTION_MAX_PICTURE);

  fovea_convolution_set_picture (lesson, picture);
  return time_scene ("picture", scene, FOVEA_LESSON (lesson), width, height, paints);
}

static FoveaSceneTiming
time_pooling (int paints, int width, int height)
{
  g_autoptr (FoveaPooling) lesson = fovea_pooling_new ();
  g_autoptr (FoveaScene) scene = fovea_pooling_scene_new (lesson);

  g_object_set (lesson, "input", FOVEA_CONVOLUTION_MAX_INPUT, "depth", 3, "values", FOVEA_INPUT_RANDOM, NULL);
  return time_scene ("pooling", scene, FOVEA_LESSON (lesson), width, height, paints);
}

/* As many layers as there may be, looked at from the last. */
static FoveaSceneTiming
time_stack (int paints, int width, int height)
{
  g_autoptr (FoveaStack) lesson = fovea_stack_new ();
  g_autoptr (FoveaScene) scene = fovea_stack_scene_new (lesson);
  g_autofree char *layers = g_strdup_printf ("INPUT 512x512x3, (CONV 3x3x512 pad 1)*%d", FOVEA_STACK_MAX_LAYERS);

  fovea_stack_set_layers (lesson, layers, NULL);
  return time_scene ("stack", scene, FOVEA_LESSON (lesson), width, height, paints);
}

GArray *
fovea_scene_bench (int width, int height, int paints)
{
  GArray *timings = g_array_new (FALSE, FALSE, sizeof (FoveaSceneTiming));
  const FoveaSceneTiming all[] = {
    time_convolution ("convolution, numbers", 24, 1, 3, 1, paints, width, height),
    time_convolution ("convolution, volumes", 5, 3, 3, 2, paints, width, height),
    time_convolution ("convolution, largest", FOVEA_CONVOLUTION_MAX_INPUT, 512, 3, 512, paints, width, height),
    time_view ("convolution, flipped", FOVEA_VIEW_GRID, TRUE, paints, width, height),
    time_view ("convolution, matrix", FOVEA_VIEW_MATRIX, FALSE, paints, width, height),
    time_view ("convolution, neuron", FOVEA_VIEW_NEURON, FALSE, paints, width, height),
    time_view ("convolution, dense", FOVEA_VIEW_DENSE, FALSE, paints, width, height),
    time_pass ("convolution, backward", FOVEA_LESSON_BACKWARD, 40, paints, width, height),
    time_pass ("convolution, training", FOVEA_LESSON_TRAIN, 40, paints, width, height),
    time_pass ("convolution, transposed", FOVEA_LESSON_TRANSPOSED, 36, paints, width, height),
    time_view ("convolution, depth", FOVEA_VIEW_DEPTH, FALSE, paints, width, height),
    time_picture (paints, width, height),
    time_pooling (paints, width, height),
    time_stack (paints, width, height),
  };

  g_return_val_if_fail (paints > 0, timings);
  g_array_append_vals (timings, all, G_N_ELEMENTS (all));
  return timings;
}
