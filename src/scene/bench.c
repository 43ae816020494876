/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long scenes take for a frame at their largest. A frame is what the window does between two others while a lesson
 * plays: the position changes, the scene says how much room it needs, and paints what of it shows. The clock is that of
 * the processor, since painting waits for nothing and other programs are not what is measured. */

#include "config.h"

#include "scene/bench.h"

#include "engine/random.h"
#include "lesson/convolution.h"
#include "scene/bench-private.h"
#include "scene/catalog.h"
#include "scene/picture-scene.h"

#include <math.h>
#include <time.h>

enum
{
  MAX_SETTINGS = 12
};

/* Lessons at what they may be at most, in each of the ways that they can be large, and where they show the most numbers;
 * by the names of the catalogue. */
static const struct
{
  const char *name, *scene, *settings[MAX_SETTINGS];
  gboolean jumps; /* from any position to any other, as scrubbing does */
} lessons[] = {
  { "convolution, numbers", "convolution", { "input=24", "pad=1", "relu=yes", "pool=yes" } },
  { "convolution, volumes", "convolution", { "input=5", "depth=3", "pad=1", "filters=2", "relu=yes", "pool=yes" } },
  { "convolution, largest", "convolution",
    { "input=256", "depth=512", "pad=1", "filters=512", "relu=yes", "pool=yes" } },
  { "convolution, largest filter", "convolution", { "input=256", "filter=256", "filters=512" } },
  { "convolution, misfit", "convolution", { "input=256", "depth=512", "filter=5", "stride=2", "filters=512" } },
  { "convolution, depthwise", "convolution",
    { "input=32", "depth=512", "pad=1", "filters=512", "groups=512", "relu=yes", "pool=yes" } },
  { "convolution, flipped", "convolution", { "input=256", "depth=512", "pad=1", "filters=512", "flip=yes" } },
  { "convolution, scrubbed", "convolution",
    { "input=256", "depth=512", "pad=1", "filters=512", "relu=yes", "pool=yes" }, TRUE },
  { "convolution, largest filter, scrubbed", "convolution", { "input=256", "filter=256", "filters=512" }, TRUE },
  { "convolution, deepest filter, scrubbed", "convolution",
    { "input=256", "depth=512", "filter=11", "filters=512", "relu=yes", "pool=yes" }, TRUE },
  { "convolution, blur, scrubbed", "convolution",
    { "input=256", "filter=128", "filters=512", "weights=gaussian-blur", "relu=yes", "pool=yes" }, TRUE },
  { "convolution, most padding", "convolution",
    { "input=8", "pad=16", "filter=40", "filters=512", "relu=yes", "pool=yes" } },
  { "convolution, most dilation, scrubbed", "convolution",
    { "input=256", "depth=512", "pad=128", "filter=9", "dilation=63", "filters=512" }, TRUE },
  { "matrix, numbers", "convolution", { "input=7", "depth=3", "filters=4", "view=matrix" } },
  { "matrix, largest", "convolution", { "input=256", "depth=512", "pad=1", "filters=512", "view=matrix" } },
  { "matrix, deepest filter, scrubbed", "convolution",
    { "input=256", "depth=512", "filter=11", "filters=512", "view=matrix" }, TRUE },
  { "neuron, largest", "convolution", { "input=256", "depth=512", "pad=1", "filters=512", "view=neuron" } },
  { "neuron, largest filter", "convolution", { "input=256", "filter=256", "filters=512", "view=neuron" } },
  { "neuron, largest filter, scrubbed", "convolution",
    { "input=256", "filter=256", "filters=512", "view=neuron" }, TRUE },
  { "neuron, most neurons, scrubbed", "convolution",
    { "input=24", "depth=512", "pad=1", "filters=512", "view=neuron" }, TRUE },
  { "dense, largest", "convolution", { "input=256", "depth=512", "pad=1", "filters=512", "view=dense" } },
  { "dense, deepest filter, scrubbed", "convolution",
    { "input=256", "depth=512", "filter=11", "filters=512", "view=dense" }, TRUE },
  { "depth, largest", "convolution", { "input=256", "depth=512", "pad=1", "filters=512", "view=depth" } },
  { "depth, deepest filter, scrubbed", "convolution",
    { "input=256", "depth=512", "filter=11", "filters=512", "view=depth" }, TRUE },
  { "backward, largest", "convolution",
    { "input=48", "depth=3", "filter=5", "filters=6", "pass=backward" } },
  { "gradient descent, largest", "convolution",
    { "input=48", "depth=3", "filter=5", "filters=6", "pass=train", "rate=1e-6" } },
  { "transposed, largest", "convolution",
    { "input=48", "depth=3", "filter=5", "filters=6", "pass=transposed" } },
  { "pooling, numbers", "pooling", { "input=32", "filter=3", "stride=1", "values=random" } },
  { "pooling, largest", "pooling", { "input=256", "depth=512", "values=random" } },
  { "pooling, scrubbed", "pooling", { "input=256", "depth=512", "values=random" }, TRUE },
  { "pooling, largest window, scrubbed", "pooling",
    { "input=256", "depth=512", "filter=128", "stride=1", "pad=64", "kind=l2", "values=random" }, TRUE },
  { "pooling, misfit, scrubbed", "pooling",
    { "input=256", "depth=512", "filter=3", "stride=2", "values=random" }, TRUE },
  { "stack, largest", "stack", { "layers=INPUT 512x512x3, (CONV 3x3x512 pad 1)*64" } },
  { "stack, cells", "stack", { "layers=INPUT 32x32x3, (CONV 3x3x16 pad 1)*3" } },
  { "stack, alexnet", "stack", { "layers=alexnet" } },
  { "stack, vgg-16", "stack", { "layers=vgg-16" } },
};

static void
add_lessons (GArray *scenes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autoptr (GError) error = NULL;
      FoveaBenchScene scene = { .name = lessons[i].name,
                                .scene = fovea_scene_named (lessons[i].scene, lessons[i].settings, &error),
                                .jumps = lessons[i].jumps };

      g_assert_no_error (error);
      g_array_append_val (scenes, scene);
    }
}

/* A picture of noise: nothing in it is alike. */
static void
add_picture (GArray *scenes)
{
  g_autoptr (FoveaConvolution) lesson = fovea_convolution_new ();
  g_autoptr (FoveaTensor) picture
      = fovea_tensor_new (1, 3, FOVEA_CONVOLUTION_MAX_PICTURE, FOVEA_CONVOLUTION_MAX_PICTURE);
  FoveaBenchScene scene = { .name = "picture, largest", .scene = fovea_picture_scene_new (lesson) };

  for (gsize i = 0; i < fovea_tensor_size (picture); i++)
    picture->data[i] = (float) (i * 2654435761u % 1009) / 1009;
  fovea_convolution_set_picture (lesson, picture);
  g_object_set (lesson, "filters", FOVEA_CONVOLUTION_MAX_FILTERS, NULL);
  g_array_append_val (scenes, scene);
}

static double
get_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* Where a lesson stands in frame @i: stepped back from its end, where most of it shows, or anywhere. */
static int
get_position (FoveaLesson *lesson, gboolean jumps, int i)
{
  int n = fovea_lesson_count_positions (lesson);

  if (jumps && n > 0)
    return (int) fovea_random_below (1, FOVEA_STREAM_OTHER, (guint64) i, (guint32) n);
  return MAX (n - 1 - i, 0);
}

static void
turn (const FoveaBenchScene *self, int i)
{
  FoveaLesson *lesson = fovea_scene_get_lesson (self->scene);

  if (self->turn)
    self->turn (self->scene, i);
  else if (lesson)
    fovea_lesson_set_position (lesson, get_position (lesson, self->jumps, i));
}

static double
time_frame (const FoveaBenchScene *self, cairo_surface_t *surface, int i)
{
  double width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  double start = get_ms ();
  cairo_t *cr = cairo_create (surface);

  turn (self, i);
  fovea_scene_measure (self->scene, width, height, &width, &height);
  fovea_scene_paint (self->scene, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return get_ms () - start;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return one < other ? -1 : one > other;
}

/* Nothing is timed before all is computed that the first frames show; before a jump nothing is. */
static FoveaSceneTiming
time_scene (const FoveaBenchScene *self, int width, int height, int frames)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  g_autofree double *times = g_new (double, frames);

  for (int i = 0; i < 2; i++)
    {
      time_frame (self, surface, 0);
      if (!self->jumps)
        fovea_scene_settle (self->scene);
    }
  for (int i = 0; i < frames; i++)
    times[i] = time_frame (self, surface, i);
  qsort (times, (gsize) frames, sizeof (double), compare_times);
  cairo_surface_destroy (surface);
  return (FoveaSceneTiming){ self->name, times[frames / 2], times[MIN ((int) ceil (frames * 0.99), frames) - 1] };
}

static void
scene_clear (gpointer data)
{
  g_object_unref (((FoveaBenchScene *) data)->scene);
}

GArray *
fovea_scene_bench (int width, int height, int frames, GError **error)
{
  g_autoptr (GArray) scenes = g_array_new (FALSE, FALSE, sizeof (FoveaBenchScene));
  GArray *timings;

  g_return_val_if_fail (width > 0 && height > 0 && frames > 0, NULL);
  g_array_set_clear_func (scenes, scene_clear);
  add_lessons (scenes);
  add_picture (scenes);
  if (!fovea_bench_add_runs (scenes, error))
    return NULL;
  timings = g_array_new (FALSE, FALSE, sizeof (FoveaSceneTiming));
  for (guint i = 0; i < scenes->len; i++)
    {
      FoveaSceneTiming timing = time_scene (&g_array_index (scenes, FoveaBenchScene, i), width, height, frames);

      g_array_append_val (timings, timing);
    }
  return timings;
}
