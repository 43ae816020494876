/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shapes: 32×32 colour pictures of ten figures, made up as they are needed. They ask for what a convolutional net is
 * good at: a figure can be anywhere, of any size and turned in any way, some differ only by their outline and some
 * only by their texture, and the ground behind them has colours and textures of its own. Half of the grounds are
 * pieces of the photograph that comes with the program. A class has a favourite hue, as apples do, which two of
 * three pictures have, so that colour helps but does not do.
 *
 * Picture i of seed s takes its random numbers from the stream (s, i), in the order in which it asks for them: it is
 * the same whoever makes it, and on however many threads. */

#include "config.h"

#include "dataset/shapes.h"

#include "dataset/data-folder.h"
#include "dataset/figure.h"
#include "dataset/picture.h"
#include "engine/cosine.h"
#include "engine/random.h"
#include "engine/threads.h"

#include <math.h>

enum
{
  SIDE = 32 /* pixels */
};

typedef struct
{
  float c[3]; /* red, green, blue, 0 … 1 */
} Colour;

/* The random numbers of one picture, one after the other. */
typedef struct
{
  guint64 seed, stream, next;
} Dice;

typedef enum
{
  GROUND_GRADIENT,
  GROUND_CLOUDS,
  GROUND_STRIPES,
  GROUND_PHOTOGRAPH
} GroundKind;

enum
{
  LATTICE = 6 /* nodes of the clouds along a side */
};

/* What lies behind the figure, by its colours at two ends or by a piece of a photograph. */
typedef struct
{
  GroundKind kind;
  Colour from, to;
  float cos, sin, period;      /* of gradient and stripes */
  float nodes[LATTICE][LATTICE]; /* of clouds */
  const FoveaTensor *photograph;
  float left, top, step;       /* the piece: its corner, and photograph pixels a pixel */
} Ground;

typedef struct
{
  FoveaFigure figure;
  gboolean square;
  float x, y, radius, cos, sin, period; /* pixels, but for the turn */
  Colour body, mark;
} Object;

typedef struct
{
  FoveaExamples *examples;
  const FoveaTensor *photograph;
  guint64 seed;
  int first; /* the number of the first picture */
} Job;

static float
roll (Dice *dice, float low, float high)
{
  return low + (high - low) * fovea_random_uniform (dice->seed, dice->stream, dice->next++);
}

static Colour
mix (const Colour *a, const Colour *b, float share)
{
  Colour mixed;

  for (int i = 0; i < 3; i++)
    mixed.c[i] = a->c[i] + (b->c[i] - a->c[i]) * share;
  return mixed;
}

/* A colour of that hue (0 … 1 around the circle), saturation and value. */
static Colour
colour_of (float hue, float saturation, float value)
{
  Colour colour;

  for (int i = 0; i < 3; i++)
    {
      float k = fmodf (hue * 6 + 5 - 2 * i, 6);
      float away = CLAMP (fminf (k, 4 - k), 0, 1);

      colour.c[i] = value * (1 - saturation * away);
    }
  return colour;
}

static float
difference (const Colour *a, const Colour *b)
{
  return fabsf (a->c[0] - b->c[0]) + fabsf (a->c[1] - b->c[1]) + fabsf (a->c[2] - b->c[2]);
}

static Colour
photograph_at (const Ground *self, float x, float y)
{
  const FoveaTensor *photograph = self->photograph;
  int column = CLAMP ((int) (self->left + x * self->step), 0, photograph->w - 1);
  int row = CLAMP ((int) (self->top + y * self->step), 0, photograph->h - 1);

  return (Colour){ { *fovea_tensor_at (photograph, 0, 0, row, column), *fovea_tensor_at (photograph, 0, 1, row, column),
                     *fovea_tensor_at (photograph, 0, 2, row, column) } };
}

/* Between four nodes, along smooth steps. */
static float
clouds_at (const Ground *self, float x, float y)
{
  float u = x * (LATTICE - 1) / SIDE, v = y * (LATTICE - 1) / SIDE;
  int i = u, j = v;
  float p = u - i, q = v - j;

  p *= p * (3 - 2 * p);
  q *= q * (3 - 2 * q);
  return (self->nodes[j][i] * (1 - p) + self->nodes[j][i + 1] * p) * (1 - q)
         + (self->nodes[j + 1][i] * (1 - p) + self->nodes[j + 1][i + 1] * p) * q;
}

static Colour
ground_at (const Ground *self, float x, float y)
{
  float along = (x - SIDE / 2) * self->cos + (y - SIDE / 2) * self->sin;

  switch (self->kind)
    {
    case GROUND_PHOTOGRAPH:
      return photograph_at (self, x, y);
    case GROUND_CLOUDS:
      return mix (&self->from, &self->to, clouds_at (self, x, y));
    case GROUND_STRIPES:
      return mix (&self->from, &self->to, 0.5f + 0.5f * (float) fovea_cosine (along / self->period));
    case GROUND_GRADIENT:
      break;
    }
  return mix (&self->from, &self->to, CLAMP (0.5f + along / SIDE, 0, 1));
}

static Ground
roll_ground (Dice *dice, const FoveaTensor *photograph)
{
  float turns = roll (dice, 0, 1), hue = roll (dice, 0, 1);
  Ground self = { .photograph = photograph, .cos = fovea_cosine (turns), .sin = fovea_cosine (turns - 0.25) };

  self.kind = roll (dice, 0, 1) < 0.5f ? GROUND_PHOTOGRAPH : (GroundKind) roll (dice, 0, 3);
  self.from = colour_of (hue, roll (dice, 0, 0.8f), roll (dice, 0.15f, 1));
  self.to = colour_of (hue + roll (dice, 0, 0.2f), roll (dice, 0, 0.8f), roll (dice, 0.15f, 1));
  if (self.kind == GROUND_STRIPES) /* paler than those of a figure */
    self.to = mix (&self.from, &self.to, 0.5f);
  self.period = roll (dice, 6, 12);
  self.step = roll (dice, 1, 6);
  self.left = roll (dice, 0, photograph->w - SIDE * self.step);
  self.top = roll (dice, 0, photograph->h - SIDE * self.step);
  for (int i = 0; i < LATTICE * LATTICE && self.kind == GROUND_CLOUDS; i++)
    self.nodes[i / LATTICE][i % LATTICE] = roll (dice, 0, 1);
  return self;
}

/* A colour that stands out against @other. */
static Colour
roll_colour (Dice *dice, FoveaFigure figure, const Colour *other)
{
  Colour colour;

  for (int tries = 0; tries < 8; tries++)
    {
      float favourite = (figure + roll (dice, -0.5f, 0.5f)) / FOVEA_FIGURE_LAST + 1;
      float hue = roll (dice, 0, 3) < 2 ? favourite : roll (dice, 0, 1);

      colour = colour_of (hue, roll (dice, 0.4f, 1), roll (dice, 0.35f, 1));
      if (difference (&colour, other) > 1)
        break;
    }
  return colour;
}

static Object
roll_object (Dice *dice, FoveaFigure figure, const Ground *ground)
{
  float turns = roll (dice, 0, 1);
  Object self = { .figure = figure, .radius = roll (dice, 8.5f, 13.5f), .cos = fovea_cosine (turns),
                  .sin = fovea_cosine (turns - 0.25) };
  float room = SIDE / 2 - self.radius;
  Colour behind;

  self.square = roll (dice, 0, 1) < 0.5f;
  self.x = SIDE / 2 + roll (dice, -room, room);
  self.y = SIDE / 2 + roll (dice, -room, room);
  self.period = roll (dice, 4.5f, 6.5f);
  behind = ground_at (ground, self.x, self.y);
  self.body = roll_colour (dice, figure, &behind);
  self.mark = roll_colour (dice, roll (dice, 0, FOVEA_FIGURE_LAST), &self.body);
  return self;
}

/* What the figure leaves of the ground's @colour at (x, y). */
static Colour
object_over (const Object *self, const Colour *colour, float x, float y)
{
  float dx = x - self->x, dy = y - self->y;
  float u = dx * self->cos + dy * self->sin, v = dy * self->cos - dx * self->sin;
  float outside = fovea_figure_distance (self->figure, self->square, u / self->radius, v / self->radius) * self->radius;
  Colour own;

  if (outside > 0.5f)
    return *colour;
  own = mix (&self->body, &self->mark, fovea_figure_texture (self->figure, u, v, self->period));
  return mix (colour, &own, CLAMP (0.5f - outside, 0, 1));
}

/* Three noises from one random number, each the sum of two bytes: a triangle of deviation 1, around 0. */
static void
roll_noise (Dice *dice, float noise[3])
{
  guint64 bits = fovea_random_bits (dice->seed, dice->stream, dice->next++);

  for (int i = 0; i < 3; i++, bits >>= 16)
    noise[i] = ((int) (bits & 255) + (int) (bits >> 8 & 255) - 255) / 104.5f;
}

static void
paint (guint8 *pixels, FoveaFigure figure, const FoveaTensor *photograph, guint64 seed, int number)
{
  Dice dice = { .seed = seed, .stream = fovea_random_stream (FOVEA_STREAM_SHAPES, number) };
  Ground ground = roll_ground (&dice, photograph);
  Object object = roll_object (&dice, figure, &ground);
  float deviation = roll (&dice, 0, 0.05f);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        Colour colour = ground_at (&ground, x + 0.5f, y + 0.5f);
        float noise[3];

        colour = object_over (&object, &colour, x + 0.5f, y + 0.5f);
        roll_noise (&dice, noise);
        for (int c = 0; c < 3; c++)
          pixels[(c * SIDE + y) * SIDE + x] = CLAMP (colour.c[c] + noise[c] * deviation, 0, 1) * 255 + 0.5f;
      }
}

static void
paint_cb (int task, int worker, gpointer data)
{
  const Job *job = data;
  FoveaExamples *examples = job->examples;
  int number = job->first + task;

  examples->labels[task] = number % FOVEA_FIGURE_LAST;
  paint (examples->pixels + task * 3 * SIDE * SIDE, examples->labels[task], job->photograph, job->seed, number);
}

/* Pictures @first to @first + @n − 1; their classes take turns. */
static FoveaExamples *
make (FoveaThreads *threads, const FoveaTensor *photograph, guint64 seed, int first, int n)
{
  FoveaExamples *examples = fovea_examples_new (n, 3, SIDE, SIDE, FOVEA_FIGURE_LAST);

  fovea_threads_run (threads, n, paint_cb, &(Job){ examples, photograph, seed, first });
  return examples;
}

/**
 * fovea_shapes_new:
 * @train: how many pictures to learn from
 * @test: how many to measure on
 * @seed: the pictures are a function of it
 *
 * Returns: the data set, or NULL with an error if the photograph behind the figures cannot be read
 */
FoveaDataset *
fovea_shapes_new (int train, int test, guint64 seed, GError **error)
{
  g_autofree char *path = fovea_data_path ("pictures", "raccoon.png", NULL);
  g_autoptr (FoveaTensor) photograph = fovea_picture_load (path, TRUE, error);
  g_autoptr (FoveaThreads) threads = NULL;
  FoveaDataset *self;
  char **names;

  if (!photograph)
    return NULL;
  threads = fovea_threads_new (g_get_num_processors ());
  names = g_new0 (char *, FOVEA_FIGURE_LAST + 1);
  for (int i = 0; i < FOVEA_FIGURE_LAST; i++)
    names[i] = g_strdup (fovea_figure_name (i));
  self = fovea_dataset_new ("shapes", make (threads, photograph, seed, 0, train),
                            make (threads, photograph, seed, train, test), names);
  self->seed = seed;
  return self;
}
