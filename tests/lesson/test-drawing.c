/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lesson/drawing.h"

#include "dataset/data-folder.h"
#include "dataset/dataset.h"
#include "engine/model-file.h"
#include "lesson/probe.h"

#include <math.h>
#include <string.h>

static const FoveaShape DIGIT = { 28, 28, 1 };

typedef struct
{
  FoveaExamples *digits;
  FoveaNet *net;
} Digits;

static void
set_up (Digits *self, gconstpointer data)
{
  g_autofree char *path = fovea_data_path ("nets", "lenet-5-mnist.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  FoveaDataset *mnist = fovea_dataset_open ("mnist", 1, &error);

  g_assert_no_error (error);
  self->digits = fovea_examples_ref (mnist->test);
  fovea_dataset_unref (mnist);
  self->net = fovea_net_load (path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Digits *self, gconstpointer data)
{
  fovea_examples_unref (self->digits);
  fovea_net_free (self->net);
}

static int
ask (FoveaNet *net, const guint8 *pixels)
{
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, pixels), scores = fovea_net_infer (net, image);
  int best = 0;

  for (int i = 1; i < scores->c; i++)
    best = scores->data[i] > scores->data[best] ? i : best;
  return best;
}

static gboolean
is_inked (const guint8 *digit, int x, int y)
{
  return x >= 0 && y >= 0 && x < 28 && y < 28 && digit[y * 28 + x] >= 128;
}

/* Follows the digit's ink with the pen's middle: those of its pixels that have ink above and to the left, or else have
 * none below or to the right (where the stroke is thin), joined to their neighbours. */
static gboolean
is_middle (const guint8 *digit, int x, int y)
{
  if (!is_inked (digit, x, y))
    return FALSE;
  return (is_inked (digit, x - 1, y) && is_inked (digit, x + 1, y))
         || (is_inked (digit, x, y - 1) && is_inked (digit, x, y + 1))
         || (!is_inked (digit, x - 1, y) && !is_inked (digit, x + 1, y))
         || (!is_inked (digit, x, y - 1) && !is_inked (digit, x, y + 1));
}

static void
redraw (FoveaDrawing *drawing, const guint8 *digit, double scale, double left, double top)
{
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        FoveaPoint here = { left + scale * (x + 0.5) / 28, top + scale * (y + 0.5) / 28 };

        if (!is_middle (digit, x, y))
          continue;
        fovea_drawing_begin (drawing, here);
        for (int n = 0; n < 4; n++)
          {
            int dx = (int[]){ 1, 0, 1, -1 }[n], dy = (int[]){ 0, 1, 1, 1 }[n];

            if (is_middle (digit, x + dx, y + dy))
              {
                fovea_drawing_begin (drawing, here);
                fovea_drawing_extend (drawing, (FoveaPoint){ here.x + scale * dx / 28, here.y + scale * dy / 28 });
              }
          }
      }
}

/* Digits drawn anew with the pen, small in a corner or large, are the same digits to the net. */
static void
test_redrawn_digits (Digits *self, gconstpointer data)
{
  static const double ways[][3] = { { 0.45, 0.02, 0.5 }, { 0.7, 0.28, 0.1 }, { 1.3, -0.15, -0.15 } };
  const int n = 200;

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      int same = 0;

      for (int i = 0; i < n; i++)
        {
          g_autoptr (FoveaDrawing) drawing = fovea_drawing_new ();
          const guint8 *digit = fovea_examples_image (self->digits, i * 37);
          guint8 pixels[28 * 28];

          redraw (drawing, digit, ways[way][0], ways[way][1], ways[way][2]);
          fovea_drawing_fill (drawing, &DIGIT, pixels);
          same += ask (self->net, pixels) == ask (self->net, digit);
        }
      g_test_message ("way %u: %d of %d", way, same, n);
      g_assert_cmpint (same, >=, 0.95 * n);
    }
}

/* MNIST's digits as a picture, off the middle and of another size, in ink on paper or in light: nearly as they are. */
static void
test_pictures_of_digits (Digits *self, gconstpointer data)
{
  const int n = 300;
  int same = 0;

  for (int i = 0; i < n; i++)
    {
      g_autoptr (FoveaDrawing) drawing = fovea_drawing_new ();
      g_autoptr (FoveaTensor) sheet = fovea_tensor_new (1, 1, 60, 60);
      const guint8 *digit = fovea_examples_image (self->digits, i * 31);
      gboolean paper = i % 2;
      guint8 pixels[28 * 28];

      for (int k = 0; k < 3600; k++)
        {
          int x = k % 60 - 3 - i % 25, y = k / 60 - 2 - i % 27;
          float light = x >= 0 && y >= 0 && x < 28 && y < 28 ? digit[y * 28 + x] / 255.0f : 0;

          sheet->data[k] = paper ? 1 - light : light;
        }
      fovea_drawing_set_picture (drawing, sheet);
      fovea_drawing_fill (drawing, &DIGIT, pixels);
      same += ask (self->net, pixels) == ask (self->net, digit);
    }
  g_test_message ("%d of %d", same, n);
  g_assert_cmpint (same, >=, 0.97 * n);
}

static void
get_middle (const guint8 *pixels, double *x, double *y, double *mass)
{
  *x = *y = *mass = 0;
  for (int i = 0; i < 28 * 28; i++)
    {
      *mass += pixels[i];
      *x += pixels[i] * (i % 28 + 0.5);
      *y += pixels[i] * (i / 28 + 0.5);
    }
  *x /= *mass;
  *y /= *mass;
}

static void
test_centre_of_mass (void)
{
  g_autoptr (FoveaDrawing) drawing = fovea_drawing_new ();
  guint8 pixels[28 * 28], elsewhere[28 * 28];
  double x, y, mass;
  int left = 28, right = 0;

  fovea_drawing_begin (drawing, (FoveaPoint){ 0.1, 0.2 });
  fovea_drawing_extend (drawing, (FoveaPoint){ 0.5, 0.2 });
  fovea_drawing_fill (drawing, &DIGIT, pixels);
  get_middle (pixels, &x, &y, &mass);
  g_assert_cmpfloat_with_epsilon (x, 14, 0.1);
  g_assert_cmpfloat_with_epsilon (y, 14, 0.1);
  for (int i = 0; i < 28 * 28; i++)
    if (pixels[i] > 127)
      {
        left = MIN (left, i % 28);
        right = MAX (right, i % 28);
      }
  g_assert_cmpint (right - left + 1, ==, 20);

  fovea_drawing_undo (drawing);
  fovea_drawing_begin (drawing, (FoveaPoint){ 0.4, 0.8 });
  fovea_drawing_extend (drawing, (FoveaPoint){ 0.8, 0.8 });
  fovea_drawing_fill (drawing, &DIGIT, elsewhere);
  for (int i = 0; i < 28 * 28; i++)
    g_assert_cmpint (ABS (pixels[i] - elsewhere[i]), <=, 2);
  g_object_set (drawing, "centred", FALSE, NULL);
  fovea_drawing_fill (drawing, &DIGIT, elsewhere);
  get_middle (elsewhere, &x, &y, &mass);
  g_assert_cmpfloat_with_epsilon (x, 0.6 * 28, 0.1);
  g_assert_cmpfloat_with_epsilon (y, 0.8 * 28, 0.1);
}

static void
test_undo (void)
{
  g_autoptr (FoveaDrawing) drawing = fovea_drawing_new ();
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 1, 4, 4);
  guint8 pixels[28 * 28] = { 0 };
  guint n;

  g_assert_true (fovea_drawing_is_empty (drawing));
  g_assert_false (fovea_drawing_can_undo (drawing));
  fovea_drawing_fill (drawing, &DIGIT, pixels);
  for (int i = 0; i < 28 * 28; i++)
    g_assert_cmpint (pixels[i], ==, 0);
  fovea_drawing_begin (drawing, (FoveaPoint){ 0.2, 0.3 });
  fovea_drawing_extend (drawing, (FoveaPoint){ 7, -1 });
  g_assert_cmpfloat (fovea_drawing_get_stroke (drawing, 0, &n)[1].x, ==, 1);
  g_assert_cmpuint (n, ==, 2);
  fovea_drawing_set_picture (drawing, picture);
  g_assert_cmpuint (fovea_drawing_count_strokes (drawing), ==, 0);
  fovea_drawing_begin (drawing, (FoveaPoint){ 0.2, 0.3 });
  g_assert_true (fovea_drawing_get_picture (drawing) == picture);
  g_assert_cmpuint (fovea_drawing_count_strokes (drawing), ==, 1);
  fovea_drawing_clear (drawing);
  g_assert_true (fovea_drawing_is_empty (drawing));
  fovea_drawing_clear (drawing);
  fovea_drawing_undo (drawing);
  g_assert_true (fovea_drawing_get_picture (drawing) == picture);
  fovea_drawing_undo (drawing);
  fovea_drawing_undo (drawing);
  g_assert_cmpuint (fovea_drawing_count_strokes (drawing), ==, 1);
  fovea_drawing_undo (drawing);
  g_assert_false (fovea_drawing_can_undo (drawing));
}

/* Colours stay with their channels, and the picture with its place. */
static void
test_colour_pictures (void)
{
  static const FoveaShape shape = { 8, 8, 3 };
  g_autoptr (FoveaDrawing) drawing = fovea_drawing_new ();
  g_autoptr (FoveaTensor) picture = fovea_tensor_new (1, 3, 40, 80);
  guint8 pixels[3 * 64];

  for (int y = 0; y < 40; y++)
    for (int x = 40; x < 80; x++)
      *fovea_tensor_at (picture, 0, 0, y, x) = 1;
  fovea_drawing_set_picture (drawing, picture);
  fovea_drawing_fill (drawing, &shape, pixels);
  for (int i = 0; i < 64; i++)
    {
      g_assert_cmpint (pixels[i], ==, i % 8 < 4 ? 0 : 255);
      g_assert_cmpint (pixels[64 + i], ==, 0);
      g_assert_cmpint (pixels[128 + i], ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/drawing/centre-of-mass", test_centre_of_mass);
  g_test_add_func ("/lesson/drawing/undo", test_undo);
  g_test_add_func ("/lesson/drawing/colour-pictures", test_colour_pictures);
  g_test_add ("/lesson/drawing/redrawn-digits", Digits, NULL, set_up, test_redrawn_digits, tear_down);
  g_test_add ("/lesson/drawing/pictures-of-digits", Digits, NULL, set_up, test_pictures_of_digits, tear_down);
  return g_test_run ();
}
