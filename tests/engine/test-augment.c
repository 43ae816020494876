/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "engine/augment.h"

#include "engine/trainer.h"

#include <string.h>

enum
{
  SIDE = 8,
  PLANE = SIDE * SIDE,
  SIZE = 3 * PLANE,
  MANY = 400
};

/* Every byte of it is another. */
static void
count_up (guint8 image[SIZE])
{
  for (int i = 0; i < SIZE; i++)
    image[i] = i;
}

static void
augment (const char *text, const guint8 image[SIZE], guint64 seed, gint64 epoch, int number, guint8 out[SIZE])
{
  FoveaAugmentation augmentation;

  g_assert_true (fovea_augmentation_parse (text, &augmentation, NULL));
  fovea_augment (&augmentation, image, 3, SIDE, SIDE, seed, epoch, number, out);
}

static void
test_text (void)
{
  const char *const texts[] = { "", "flip", "flip,shift", "shift=4,crop=0.5,rotate=7.5", "colour,contrast=1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FoveaAugmentation augmentation;
      g_autofree char *text = NULL;

      g_assert_true (fovea_augmentation_parse (texts[i], &augmentation, NULL));
      text = fovea_augmentation_to_text (&augmentation);
      g_assert_cmpstr (text, ==, texts[i]);
      g_assert_true (fovea_augmentation_is_none (&augmentation) == (i == 0));
    }
}

static void
test_text_that_is_wrong (void)
{
  const char *const texts[] = { "flop", "shift=0", "shift=2.5", "shift=65", "crop=1", "rotate=x", "flip=2",
                                "flip,,shift", "contrast=nan", "colour=-1", "shift=", "," };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FoveaAugmentation augmentation;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_false (fovea_augmentation_parse (texts[i], &augmentation, &error));
      g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_SYNTAX);
      if (g_str_equal (texts[i], "shift=2.5"))
        g_assert_cmpstr (error->message, ==, "“shift” should be a whole number from 1 to 64, not “2.5”.");
    }
}

static void
test_none_changes_nothing (void)
{
  guint8 image[SIZE], out[SIZE];

  count_up (image);
  for (int i = 0; i < 50; i++)
    {
      augment ("", image, 1, 2, i, out);
      g_assert_cmpmem (out, SIZE, image, SIZE);
    }
}

/* Half of them are mirrored, and none is anything else. */
static void
test_flip (void)
{
  guint8 image[SIZE], mirror[SIZE], out[SIZE];
  int flipped = 0;

  count_up (image);
  for (int i = 0; i < SIZE; i++)
    mirror[i] = image[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
  for (int i = 0; i < MANY; i++)
    {
      augment ("flip", image, 1, 0, i, out);
      flipped += memcmp (out, mirror, SIZE) == 0;
      g_assert_true (memcmp (out, mirror, SIZE) == 0 || memcmp (out, image, SIZE) == 0);
    }
  g_assert_cmpint (flipped, >, MANY * 0.4);
  g_assert_cmpint (flipped, <, MANY * 0.6);
}

/* All 5×5 shifts by up to two pixels come up; edges are drawn out. */
static void
test_shift (void)
{
  guint8 image[SIZE], out[SIZE];
  gboolean seen[5][5] = { 0 };

  count_up (image);
  for (int i = 0; i < MANY; i++)
    {
      int dx, dy;

      augment ("shift=2", image, 1, 0, i, out);
      dx = out[3 * SIDE + 3] % SIDE - 3;
      dy = out[3 * SIDE + 3] / SIDE - 3;
      g_assert_cmpint (ABS (dx), <=, 2);
      g_assert_cmpint (ABS (dy), <=, 2);
      seen[dy + 2][dx + 2] = TRUE;
      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          g_assert_cmpint (out[y * SIDE + x], ==, CLAMP (y + dy, 0, 7) * SIDE + CLAMP (x + dx, 0, 7));
    }
  for (int i = 0; i < 25; i++)
    g_assert_true (seen[i / 5][i % 5]);
}

/* The middle stays where it is: that of a ramp has its mean, however it is turned and cut. */
static void
test_rotate_and_crop (void)
{
  guint8 ramp[SIZE], out[SIZE];
  int least = 255, most = 0;

  for (int i = 0; i < SIZE; i++)
    ramp[i] = i % SIDE * 20;
  for (int i = 0; i < MANY; i++)
    {
      int middle;

      augment ("rotate=180,crop=0.5", ramp, 1, 0, i, out);
      middle = out[3 * SIDE + 3] + out[3 * SIDE + 4] + out[4 * SIDE + 3] + out[4 * SIDE + 4];
      g_assert_cmpint (ABS (middle - 280), <=, 2);
      least = MIN (least, out[3 * SIDE + 4]);
      most = MAX (most, out[3 * SIDE + 4]);
    }
  g_assert_cmpint (least, <, 65); /* a ramp that was turned around falls */
  g_assert_cmpint (most, >, 75);
}

static void
test_colour_and_contrast (void)
{
  guint8 image[SIZE], out[SIZE];
  gboolean darker = FALSE, brighter = FALSE, apart = FALSE;

  memset (image, 100, SIZE);
  for (int i = 0; i < MANY; i++)
    {
      augment ("colour=0.5", image, 1, 0, i, out);
      g_assert_cmpint (out[0], >=, 50);
      g_assert_cmpint (out[0], <=, 150);
      g_assert_cmpint (out[0], ==, out[PLANE - 1]);
      darker |= out[0] < 60;
      brighter |= out[0] > 140;
      apart |= out[0] < 90 && out[PLANE] > 110;
      augment ("contrast=0.5", image, 1, 0, i, out);
      g_assert_cmpint (out[0], >=, 86); /* 127.5 − 1.5·27.5 */
      g_assert_cmpint (out[0], <=, 114);
      g_assert_cmpint (out[0], ==, out[PLANE]);
    }
  g_assert_true (darker && brighter && apart);
}

static void
test_a_function_of_seed_epoch_and_image (void)
{
  const char *all = "flip,shift,crop,rotate,colour,contrast";
  guint8 image[SIZE], first[SIZE], out[SIZE];

  count_up (image);
  augment (all, image, 1, 2, 3, first);
  augment (all, image, 1, 2, 3, out);
  g_assert_cmpmem (out, SIZE, first, SIZE);
  augment (all, image, 2, 2, 3, out);
  g_assert_cmpint (memcmp (out, first, SIZE), !=, 0);
  augment (all, image, 1, 3, 3, out);
  g_assert_cmpint (memcmp (out, first, SIZE), !=, 0);
  augment (all, image, 1, 2, 4, out);
  g_assert_cmpint (memcmp (out, first, SIZE), !=, 0);
}

/* The losses of two epochs over 50 images of stripes. */
static void
train (const char *text, int threads, double losses[14])
{
  g_autoptr (FoveaExamples) examples = fovea_examples_new (50, 3, SIDE, SIDE, 2);
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse ("INPUT 8x8x3, CONV 3x3x4, RELU, FC 2", NULL, NULL);
  g_autoptr (FoveaTrainer) trainer = NULL;
  FoveaTrainingOptions options = fovea_training_options_default ();

  for (int i = 0; i < 50 * SIZE; i++)
    examples->pixels[i] = (i * 37) % 251;
  for (int i = 0; i < 50; i++)
    examples->labels[i] = i % 2;
  options.batch = 8;
  options.threads = threads;
  g_assert_true (fovea_augmentation_parse (text, &options.augmentation, NULL));
  trainer = fovea_trainer_new (fovea_net_new (spec, 1, NULL), examples, &options, NULL);
  for (int i = 0; i < 14; i++)
    g_assert_true (fovea_trainer_step (trainer, &losses[i], NULL, NULL, NULL));
}

static void
test_training_on_any_number_of_threads (void)
{
  double plain[14], one[14], three[14];

  train ("", 1, plain);
  train ("flip,shift,rotate", 1, one);
  train ("flip,shift,rotate", 3, three);
  g_assert_cmpmem (one, sizeof one, three, sizeof three);
  g_assert_cmpfloat (one[0], !=, plain[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/augment/text", test_text);
  g_test_add_func ("/engine/augment/text-that-is-wrong", test_text_that_is_wrong);
  g_test_add_func ("/engine/augment/none-changes-nothing", test_none_changes_nothing);
  g_test_add_func ("/engine/augment/flip", test_flip);
  g_test_add_func ("/engine/augment/shift", test_shift);
  g_test_add_func ("/engine/augment/rotate-and-crop", test_rotate_and_crop);
  g_test_add_func ("/engine/augment/colour-and-contrast", test_colour_and_contrast);
  g_test_add_func ("/engine/augment/a-function-of-seed-epoch-and-image", test_a_function_of_seed_epoch_and_image);
  g_test_add_func ("/engine/augment/training-on-any-number-of-threads", test_training_on_any_number_of_threads);
  return g_test_run ();
}
