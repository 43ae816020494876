/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a filter or a class would like best to see (Erhan, Bengio, Courville, Vincent 2009, “Visualizing higher-layer
 * features of a deep network”; for classes, Simonyan, Vedaldi, Zisserman 2013): gradient ascent on the image,
 *
 *   x ← x + η·g/rms (g),   g = ∂a/∂x,
 *
 * a being one number inside the net: a class score before softmax, or the middle of a filter's map. Left alone this
 * ends in noise that excites the number and shows nothing. So after each step
 *   x ← (1 − λ)·x                 (L2: towards the mean colour),
 *   x ← x + β·(blur (x) − x)      (3 × 3, binomial weights, the edge repeated),
 * x is kept where pixels are, 0 ≤ pixel ≤ 1, and the gradient may be taken at the image moved by some pixels, around
 * the edges, that chance chooses anew for each step: then what is seen does not hang on one place.
 *
 * rms (g) is over the numbers that are not zero: a number in an early layer sees few pixels, and these should move. */

#include "config.h"

#include "lesson/climb.h"

#include "engine/gradients.h"
#include "engine/random.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

static const float NOISE = 0.2f; /* of the first image: from this far below the mean colour to this far above */

/* The middle of a map sees one place, to which a pattern must stand still; a class may be anywhere. */
FoveaClimbOptions
fovea_climb_options_default (const FoveaNetSpec *spec, FoveaSummit summit)
{
  const FoveaShape *out = &spec->layers[summit.row].out;

  return (FoveaClimbOptions){ .seed = 1, .rate = 0.03f, .decay = 0.02f, .blur = 0.1f,
                              .shift = out->width == 1 && out->height == 1 };
}

/* The score of a class, before softmax. */
FoveaSummit
fovea_summit_of_class (const FoveaNetSpec *spec, int class_number)
{
  return (FoveaSummit){ fovea_net_spec_find_scores (spec), class_number };
}

gboolean
fovea_summit_exists (const FoveaSummit *self, const FoveaNetSpec *spec)
{
  return self->row > 0 && self->row < spec->n_layers && self->map >= 0
         && self->map < spec->layers[self->row].out.depth;
}

/* Pixels */

/* The range of a channel's numbers: those of black and of white. */
static void
get_range (const FoveaNet *net, int channel, float *black, float *white)
{
  float mean[3], deviation[3];
  int c = MIN (channel, 2);

  fovea_net_get_statistics (net, mean, deviation);
  *black = -mean[c] / deviation[c];
  *white = (1 - mean[c]) / deviation[c];
}

static void
keep_in_range (const FoveaNet *net, FoveaTensor *image)
{
  int plane = image->h * image->w;

  for (int c = 0; c < image->c; c++)
    {
      float *pixels = image->data + (gsize) c * plane, black, white;

      get_range (net, c, &black, &white);
      for (int i = 0; i < plane; i++)
        pixels[i] = CLAMP (pixels[i], black, white);
    }
}

static FoveaTensor *
make_noise (const FoveaNet *net, guint64 seed)
{
  const FoveaShape *in = &fovea_net_get_spec (net)->layers[0].out;
  FoveaTensor *image = fovea_tensor_new (1, in->depth, in->height, in->width);
  gsize plane = (gsize) in->height * in->width;

  for (int c = 0; c < in->depth; c++)
    {
      float *pixels = image->data + c * plane, black, white;

      get_range (net, c, &black, &white);
      for (gsize i = 0; i < plane; i++)
        pixels[i]
          = NOISE * (white - black) * (2 * fovea_random_uniform (seed, FOVEA_STREAM_OTHER, c * plane + i) - 1);
    }
  keep_in_range (net, image);
  return image;
}

/* @image moved right by @x and down by @y pixels; what leaves it comes back at the other side. */
static FoveaTensor *
roll (const FoveaTensor *image, int x, int y)
{
  FoveaTensor *moved = fovea_tensor_new (1, image->c, image->h, image->w);

  for (int c = 0; c < image->c; c++)
    for (int row = 0; row < image->h; row++)
      for (int column = 0; column < image->w; column++)
        *fovea_tensor_at (moved, 0, c, ((row + y) % image->h + image->h) % image->h,
                          ((column + x) % image->w + image->w) % image->w)
          = *fovea_tensor_at (image, 0, c, row, column);
  return moved;
}

/* (1, 2, 1)/4 along the rows and the columns. */
static float
get_blurred (const FoveaTensor *image, int channel, int row, int column)
{
  float sum = 0;

  for (int y = -1; y <= 1; y++)
    for (int x = -1; x <= 1; x++)
      sum += (2 - abs (y)) * (2 - abs (x))
             * *fovea_tensor_at (image, 0, channel, CLAMP (row + y, 0, image->h - 1),
                                 CLAMP (column + x, 0, image->w - 1));
  return sum / 16;
}

static void
blur (FoveaTensor *image, float share)
{
  g_autoptr (FoveaTensor) sharp = fovea_tensor_copy (image);

  for (int c = 0; c < image->c; c++)
    for (int row = 0; row < image->h; row++)
      for (int column = 0; column < image->w; column++)
        *fovea_tensor_at (image, 0, c, row, column)
          += share * (get_blurred (sharp, c, row, column) - *fovea_tensor_at (sharp, 0, c, row, column));
}

/* Climbing */

/* Which of the row's numbers is the summit. */
static gsize
find_number (const FoveaTensor *maps, int map)
{
  return ((gsize) map * maps->h + maps->h / 2) * maps->w + maps->w / 2;
}

/* Returns: the summit's number for @image, and how it changes with each pixel, if @gradient */
static float
look (FoveaClimb *self, FoveaNet *net, const FoveaTensor *image, FoveaTensor **gradient)
{
  int n = fovea_net_get_spec (net)->n_layers, row = self->summit.row;
  g_autofree FoveaTensor **maps = g_new0 (FoveaTensor *, n);
  gsize number;
  float score;

  fovea_net_activations (net, image, maps);
  number = find_number (maps[row], self->summit.map);
  score = maps[row]->data[number];
  if (gradient)
    {
      g_autoptr (FoveaTensor) one = fovea_tensor_new (1, maps[row]->c, maps[row]->h, maps[row]->w);

      one->data[number] = 1;
      *gradient = fovea_net_pull_back (net, maps, row, one);
    }
  for (int i = 0; i < n; i++)
    fovea_tensor_unref (maps[i]);
  return score;
}

static void
add_score (FoveaClimb *self, FoveaNet *net)
{
  float score = look (self, net, self->image, NULL);

  g_array_append_val (self->scores, score);
}

/* The root mean square of the numbers that are not 0. */
static double
get_size (const FoveaTensor *gradient)
{
  double sum = 0;
  gsize n = 0;

  for (gsize i = 0; i < fovea_tensor_size (gradient); i++)
    {
      sum += (double) gradient->data[i] * gradient->data[i];
      n += gradient->data[i] != 0;
    }
  return n > 0 ? sqrt (sum / n) : 0;
}

/* Up along @gradient: in pixels of 0 … 1, since channels are not all spread alike in x. */
static void
go_up (FoveaClimb *self, const FoveaNet *net, const FoveaTensor *gradient)
{
  double size = get_size (gradient);
  gsize plane = (gsize) gradient->h * gradient->w;

  self->stuck = !(size > 0) || !isfinite (size);
  for (int c = 0; !self->stuck && c < gradient->c; c++)
    {
      float *pixels = self->image->data + c * plane, black, white;

      get_range (net, c, &black, &white);
      for (gsize i = 0; i < plane; i++)
        pixels[i] += (float) (self->options.rate * (white - black) * (gradient->data[c * plane + i] / size));
    }
}

static int
draw_shift (const FoveaClimb *self, int axis)
{
  int most = self->options.shift;
  guint64 stream = fovea_random_stream (FOVEA_STREAM_OTHER, 1);

  return (int) fovea_random_below (self->options.seed, stream, 2 * (guint64) self->steps + axis, 2 * most + 1) - most;
}

/**
 * fovea_climb_new: (constructor)
 * @summit: one that exists in @net
 *
 * Noise of the seed, no step yet.
 */
FoveaClimb *
fovea_climb_new (FoveaNet *net, FoveaSummit summit, const FoveaClimbOptions *options)
{
  FoveaClimb *self;

  g_return_val_if_fail (fovea_summit_exists (&summit, fovea_net_get_spec (net)) && options->shift >= 0, NULL);

  self = g_new0 (FoveaClimb, 1);
  self->summit = summit;
  self->options = *options;
  self->image = make_noise (net, options->seed);
  self->scores = g_array_new (FALSE, FALSE, sizeof (float));
  add_score (self, net);
  return self;
}

/* As far as it is now. */
FoveaClimb *
fovea_climb_copy (const FoveaClimb *self)
{
  FoveaClimb *copy = g_new (FoveaClimb, 1);

  *copy = *self;
  copy->image = fovea_tensor_copy (self->image);
  copy->scores = g_array_copy (self->scores);
  return copy;
}

void
fovea_climb_free (FoveaClimb *self)
{
  fovea_tensor_unref (self->image);
  g_array_unref (self->scores);
  g_free (self);
}

/* One step, in @net, which is the one that it began in. */
void
fovea_climb_advance (FoveaClimb *self, FoveaNet *net)
{
  int x = draw_shift (self, 0), y = draw_shift (self, 1);
  g_autoptr (FoveaTensor) moved = roll (self->image, x, y), there = NULL, gradient = NULL;

  look (self, net, moved, &there);
  gradient = roll (there, -x, -y);
  go_up (self, net, gradient);
  for (gsize i = 0; i < fovea_tensor_size (self->image); i++)
    self->image->data[i] *= 1 - self->options.decay;
  blur (self->image, self->options.blur);
  keep_in_range (net, self->image);
  self->steps++;
  add_score (self, net);
}

/* The summit's number for the image as it is now. */
float
fovea_climb_get_score (const FoveaClimb *self)
{
  return g_array_index (self->scores, float, self->scores->len - 1);
}

/* "From noise, seed 1.": where the image comes from. */
char *
fovea_climb_describe_start (const FoveaClimb *self)
{
  return g_strdup_printf (_("From noise, seed %" PRIu64 "."), self->options.seed);
}
