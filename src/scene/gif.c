/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson as an animated picture. A GIF has 256 colours; one of them says "as before", so that each frame need hold
 * only the box of what has changed. Scenes are made of few flat colours and the greys between them and their letters:
 * the colours that occur most are taken as they are, and only what is left over (photographs) is summarised by
 * median cut. All frames share one palette, told from the first, the middle and the last of them. */

#include "config.h"

#include "scene/gif.h"

#include "engine/file.h"

#include <gif_lib.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

enum
{
  COLOURS = 256,
  AS_BEFORE = 255, /* the colour that leaves a pixel as it was */
  EXACT_COLOURS = 127, /* taken as they are, of too many */
  FREQUENT = 1000,     /* if they cover this part of the pixels */
  SAMPLES = 3,
  MAX_SIDE = 4096 /* pixels */
};

typedef struct
{
  FoveaScene *scene;
  FoveaLesson *lesson;
  double scale;
  cairo_surface_t *surface;
  int width, height; /* pixels */
  GifColorType palette[COLOURS];
  int n_colours;
  GHashTable *nearest; /* 0xRRGGBB → index */
  FoveaFilmProgress *progress;
} Film;

static int
write_to_array (GifFileType *gif, const GifByteType *data, int size)
{
  g_byte_array_append (gif->UserData, data, size);
  return size;
}

static void
paint_position (Film *film, int position)
{
  cairo_t *cr = cairo_create (film->surface);

  fovea_lesson_set_position (film->lesson, position);
  cairo_scale (cr, film->scale, film->scale);
  fovea_scene_paint (film->scene, cr, film->width / film->scale, film->height / film->scale);
  cairo_destroy (cr);
  cairo_surface_flush (film->surface);
}

static const guint32 *
get_row (const Film *film, int y)
{
  return (const guint32 *) (gpointer) (cairo_image_surface_get_data (film->surface)
                                       + (gsize) y * cairo_image_surface_get_stride (film->surface));
}

/* --- the palette */

typedef struct
{
  guint32 colour;
  gsize count;
} Occurrence;

/* Most frequent first; the colour's number breaks ties, so that the order is always the same. */
static int
compare_occurrences (gconstpointer a, gconstpointer b)
{
  const Occurrence *first = a, *second = b;

  if (first->count != second->count)
    return first->count < second->count ? 1 : -1;
  return first->colour < second->colour ? -1 : first->colour > second->colour;
}

/* Counts the colours of @n pixels, in order of frequency. */
static GArray *
count_colours (const guint32 *pixels, gsize n)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GArray *occurrences = g_array_new (FALSE, FALSE, sizeof (Occurrence));
  GHashTableIter iter;
  gpointer colour, count;

  for (gsize i = 0; i < n; i++)
    {
      gpointer key = GUINT_TO_POINTER (pixels[i]);

      g_hash_table_insert (counts, key, GSIZE_TO_POINTER (GPOINTER_TO_SIZE (g_hash_table_lookup (counts, key)) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &count))
    g_array_append_vals (occurrences, &(Occurrence){ GPOINTER_TO_UINT (colour), GPOINTER_TO_SIZE (count) }, 1);
  g_array_sort (occurrences, compare_occurrences);
  return occurrences;
}

static void
add_colour (Film *film, guint32 colour)
{
  film->palette[film->n_colours++] = (GifColorType){ colour >> 16, colour >> 8, colour };
}

/* Median cut of @n pixels into all the colours that are still free. */
static void
summarise_colours (Film *film, const guint32 *pixels, gsize n)
{
  g_autofree GifByteType *planes = g_new (GifByteType, 3 * n), *indices = g_new (GifByteType, n);
  GifColorType colours[COLOURS];
  int count = AS_BEFORE - film->n_colours;

  for (gsize i = 0; i < n; i++)
    {
      planes[i] = pixels[i] >> 16;
      planes[n + i] = pixels[i] >> 8;
      planes[2 * n + i] = pixels[i];
    }
  if (GifQuantizeBuffer (n, 1, &count, planes, planes + n, planes + 2 * n, indices, colours) != GIF_OK)
    return;
  memcpy (film->palette + film->n_colours, colours, count * sizeof *colours);
  film->n_colours += count;
}

static void
choose_palette (Film *film, int positions)
{
  gsize plane = (gsize) film->width * film->height;
  g_autofree guint32 *pixels = g_new (guint32, SAMPLES * plane);
  g_autoptr (GArray) occurrences = NULL;
  gboolean all;

  for (int i = 0; i < SAMPLES; i++)
    {
      paint_position (film, (int) ((gint64) i * (positions - 1) / (SAMPLES - 1)));
      for (int y = 0; y < film->height; y++)
        for (int x = 0; x < film->width; x++)
          pixels[i * plane + (gsize) y * film->width + x] = get_row (film, y)[x] & 0xffffff;
    }
  occurrences = count_colours (pixels, SAMPLES * plane);
  all = occurrences->len <= AS_BEFORE;
  for (guint i = 0; i < (all ? occurrences->len : EXACT_COLOURS); i++)
    if (all || g_array_index (occurrences, Occurrence, i).count >= SAMPLES * plane / FREQUENT)
      add_colour (film, g_array_index (occurrences, Occurrence, i).colour);
  if (!all)
    summarise_colours (film, pixels, SAMPLES * plane);
}

static int
find_nearest (const Film *film, guint32 colour)
{
  int red = colour >> 16 & 255, green = colour >> 8 & 255, blue = colour & 255, nearest = 0, least = G_MAXINT;

  for (int i = 0; i < film->n_colours && least > 0; i++)
    {
      const GifColorType *c = &film->palette[i];
      int distance = (red - c->Red) * (red - c->Red) + (green - c->Green) * (green - c->Green)
                     + (blue - c->Blue) * (blue - c->Blue);

      if (distance < least)
        least = distance, nearest = i;
    }
  return nearest;
}

static void
index_frame (Film *film, GifPixelType *indices)
{
  for (int y = 0; y < film->height; y++)
    for (int x = 0; x < film->width; x++)
      {
        guint32 colour = get_row (film, y)[x] & 0xffffff;
        gpointer key = GUINT_TO_POINTER (colour), index;

        if (!g_hash_table_lookup_extended (film->nearest, key, NULL, &index))
          {
            index = GINT_TO_POINTER (find_nearest (film, colour));
            g_hash_table_insert (film->nearest, key, index);
          }
        indices[(gsize) y * film->width + x] = GPOINTER_TO_INT (index);
      }
}

/* --- frames */

/* The box around all that differs; one pixel where nothing does, for a frame must hold something. */
static void
find_change (const Film *film, const GifPixelType *before, const GifPixelType *now, int *left, int *top, int *right,
             int *bottom)
{
  *left = film->width, *top = film->height, *right = *bottom = 0;
  for (int y = 0; y < film->height; y++)
    for (int x = 0; x < film->width; x++)
      if (before[(gsize) y * film->width + x] != now[(gsize) y * film->width + x])
        {
          *left = MIN (*left, x), *right = MAX (*right, x + 1);
          *top = MIN (*top, y), *bottom = MAX (*bottom, y + 1);
        }
  if (*right == 0)
    *left = *top = 0, *right = *bottom = 1;
}

static gboolean
put_frame (GifFileType *gif, const Film *film, const GifPixelType *before, const GifPixelType *now, double seconds)
{
  int left = 0, top = 0, right = film->width, bottom = film->height;
  GraphicsControlBlock control = {
    .DisposalMode = DISPOSE_DO_NOT,
    .DelayTime = (int) round (seconds * 100),
    .TransparentColor = before ? AS_BEFORE : NO_TRANSPARENT_COLOR,
  };
  g_autofree GifPixelType *line = g_new (GifPixelType, film->width);
  GifByteType extension[4];

  if (before)
    find_change (film, before, now, &left, &top, &right, &bottom);
  EGifGCBToExtension (&control, extension);
  if (EGifPutExtension (gif, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension) != GIF_OK
      || EGifPutImageDesc (gif, left, top, right - left, bottom - top, false, NULL) != GIF_OK)
    return FALSE;
  for (int y = top; y < bottom; y++)
    {
      for (int x = left; x < right; x++)
        {
          gsize at = (gsize) y * film->width + x;

          line[x - left] = before && before[at] == now[at] ? AS_BEFORE : now[at];
        }
      if (EGifPutLine (gif, line, right - left) != GIF_OK)
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_header (GifFileType *gif, const Film *film)
{
  static const char application[] = "NETSCAPE2.0";
  static const GifByteType for_ever[] = { 1, 0, 0 };
  ColorMapObject *map = GifMakeMapObject (COLOURS, film->palette);
  gboolean done;

  EGifSetGifVersion (gif, true);
  done = map && EGifPutScreenDesc (gif, film->width, film->height, 8, 0, map) == GIF_OK
         && EGifPutExtensionLeader (gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK
         && EGifPutExtensionBlock (gif, sizeof application - 1, application) == GIF_OK
         && EGifPutExtensionBlock (gif, sizeof for_ever, for_ever) == GIF_OK && EGifPutExtensionTrailer (gif) == GIF_OK;
  GifFreeMapObject (map);
  return done;
}

/* Tells that @done of @all frames are there. Returns: FALSE if nobody wants the others */
static gboolean
go_on (const Film *film, int done, int all)
{
  FoveaFilmProgress *progress = film->progress;

  if (progress == NULL)
    return TRUE;
  g_atomic_int_set (&progress->done, done);
  g_atomic_int_set (&progress->all, all);
  return !g_cancellable_is_cancelled (progress->cancellable);
}

static gboolean
put_positions (GifFileType *gif, Film *film, int positions, double seconds)
{
  gsize plane = (gsize) film->width * film->height;
  g_autofree GifPixelType *before = g_new (GifPixelType, plane), *now = g_new (GifPixelType, plane);

  for (int i = 0; i < positions; i++)
    {
      GifPixelType *exchanged = before;

      if (!go_on (film, i, positions))
        return FALSE;
      paint_position (film, i);
      index_frame (film, now);
      if (!put_frame (gif, film, i > 0 ? before : NULL, now, i == positions - 1 ? 3 * seconds : seconds))
        return FALSE;
      before = now, now = exchanged;
    }
  return TRUE;
}

static GByteArray *
encode (Film *film, int positions, double seconds, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int failure = 0;
  GifFileType *gif = EGifOpen (bytes, write_to_array, &failure);
  gboolean done = gif && put_header (gif, film) && put_positions (gif, film, positions, seconds);

  if (gif && !done)
    failure = gif->Error;
  if (gif && EGifCloseFile (gif, &failure) != GIF_OK)
    done = FALSE;
  if (done)
    return g_steal_pointer (&bytes);
  if (film->progress == NULL || !g_cancellable_set_error_if_cancelled (film->progress->cancellable, error))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, _("The GIF cannot be made: %s."), GifErrorString (failure));
  return NULL;
}

static gboolean
check (FoveaLesson *lesson, double width, double height, GError **error)
{
  int positions = lesson ? fovea_lesson_count_positions (lesson) : 0;

  if (lesson == NULL)
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                         _("A GIF shows a lesson's positions, and this picture has none."));
  else if (positions < 1 || positions > FOVEA_GIF_MAX_FRAMES)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 _("A GIF shows from 1 to %d positions, and here there are %d; a smaller input or a larger stride has "
                   "fewer."),
                 FOVEA_GIF_MAX_FRAMES, positions);
  else if (!(width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("A GIF is from 1 to %d pixels wide and high, not %g×%g."),
                 MAX_SIDE, width, height);
  else
    return TRUE;
  return FALSE;
}

gboolean
fovea_scene_export_gif (FoveaScene *scene, const char *path, double width, double height, double scale, double seconds,
                        FoveaFilmProgress *progress, GError **error)
{
  FoveaLesson *lesson = fovea_scene_get_lesson (scene);
  g_autoptr (GByteArray) bytes = NULL;
  Film film = { .scene = scene, .lesson = lesson, .scale = scale, .progress = progress };
  int positions, old, filled;

  if (!check (lesson, round (width * scale), round (height * scale), error))
    return FALSE;
  positions = fovea_lesson_count_positions (lesson);
  old = fovea_lesson_get_position (lesson);
  filled = fovea_lesson_get_filled (lesson);
  fovea_lesson_set_filled (lesson, 0);
  film.width = (int) round (width * scale);
  film.height = (int) round (height * scale);
  film.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, film.width, film.height);
  film.nearest = g_hash_table_new (NULL, NULL);
  paint_position (&film, positions - 1);
  fovea_scene_settle (scene); /* what was too much for one frame */
  choose_palette (&film, positions);
  bytes = encode (&film, positions, seconds, error);
  fovea_lesson_set_position (lesson, filled);
  fovea_lesson_look_at (lesson, old);
  g_hash_table_unref (film.nearest);
  cairo_surface_destroy (film.surface);
  return bytes && fovea_file_write (path, bytes->data, bytes->len, error);
}
