/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A target without libFuzzer: reads its seeds as they are and then mutated, the same ones every time, within a limited
 * memory. With a folder as its argument it writes its seeds there instead, for libFuzzer to start from. */

#include "engine/random.h"
#include "fuzz.h"

#include <string.h>
#include <sys/resource.h>

enum
{
  MUTANTS = 2000,       /* of each seed */
  CHANGES = 6,          /* at most, of a mutant */
  PIECE = 64,           /* bytes, at most, that a change removes or repeats */
  MEMORY = 1 << 30      /* bytes of address space */
};

static guint64 draws;

/* Even in [0, @bound). */
static guint32
draw (gsize bound)
{
  return fovea_random_below (1, FOVEA_STREAM_OTHER, draws++, MIN (bound, G_MAXUINT32));
}

/* The length of a piece from @at on, at least 1. */
static guint
draw_length (const GByteArray *bytes, guint at)
{
  return draw (MIN (PIECE, bytes->len - at)) + 1;
}

/* Sizes that readers like to get wrong. */
static const guint32 numbers[] = { 0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff };

static void
overwrite (GByteArray *bytes)
{
  guint32 number = numbers[draw (G_N_ELEMENTS (numbers))], width = 1u << draw (3), at = draw (bytes->len);

  if (draw (2))
    number = GUINT32_SWAP_LE_BE (number);
  memcpy (bytes->data + at, &number, MIN (width, bytes->len - at));
}

static void
duplicate (GByteArray *bytes)
{
  guint at = draw (bytes->len), length = draw_length (bytes, at);
  g_autofree guint8 *piece = g_memdup2 (bytes->data + at, length);
  guint to = draw (bytes->len);

  g_byte_array_set_size (bytes, bytes->len + length);
  memmove (bytes->data + to + length, bytes->data + to, bytes->len - length - to);
  memcpy (bytes->data + to, piece, length);
}

/* One change in @bytes, which are not empty. */
static void
change (GByteArray *bytes)
{
  guint at = draw (bytes->len);

  switch (draw (6))
    {
    case 0:
      bytes->data[at] ^= 1 << draw (8);
      break;
    case 1:
      bytes->data[at] = draw (256);
      break;
    case 2:
      overwrite (bytes);
      break;
    case 3:
      g_byte_array_remove_range (bytes, at, draw_length (bytes, at));
      break;
    case 4:
      duplicate (bytes);
      break;
    default:
      g_byte_array_set_size (bytes, at);
      break;
    }
}

static void
try_mutant (GBytes *seed)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, g_bytes_get_data (seed, NULL), g_bytes_get_size (seed));
  for (guint i = draw (CHANGES) + 1; i > 0 && bytes->len > 0; i--)
    change (bytes);
  LLVMFuzzerTestOneInput (bytes->data, bytes->len);
}

static void
limit_memory (void)
{
#ifndef __SANITIZE_ADDRESS__ /* which reserves terabytes of addresses */
  g_assert_cmpint (setrlimit (RLIMIT_AS, &(struct rlimit){ MEMORY, MEMORY }), ==, 0);
#endif
}

static void
test_mutants (gconstpointer data)
{
  const GPtrArray *seeds = data;

  limit_memory ();
  for (guint i = 0; i < seeds->len; i++)
    {
      GBytes *seed = seeds->pdata[i];

      LLVMFuzzerTestOneInput (g_bytes_get_data (seed, NULL), g_bytes_get_size (seed));
      for (int mutant = 0; mutant < MUTANTS; mutant++)
        try_mutant (seed);
    }
}

static int
write_seeds (const GPtrArray *seeds, const char *folder)
{
  for (guint i = 0; i < seeds->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/seed-%u", folder, i);
      g_autoptr (GError) error = NULL;

      if (!g_file_set_contents (path, g_bytes_get_data (seeds->pdata[i], NULL), g_bytes_get_size (seeds->pdata[i]),
                                &error))
        {
          g_printerr ("%s\n", error->message);
          return 2;
        }
    }
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *name = g_path_get_basename (argv[0]), *path = g_strconcat ("/fuzz/", name, NULL);

  g_test_init (&argc, &argv, NULL);
  fuzz_make_seeds (seeds);
  if (argc > 1)
    return write_seeds (seeds, argv[1]);
  g_test_add_data_func (path, seeds, test_mutants);
  return g_test_run ();
}
