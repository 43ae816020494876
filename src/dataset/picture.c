/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures in whatever format gdk-pixbuf has a loader for. A file says how large its picture is long before the
 * pixels come; by then it is decided whether the picture is refused or how far it is reduced, so that no room is made
 * for more than is wanted. Cameras store which way up a picture is (EXIF); it is turned accordingly. What is
 * transparent becomes white. Grey is the luma of Rec. 601: 0.299 R + 0.587 G + 0.114 B. */

#include "config.h"

#include "dataset/picture.h"

#include "dataset/data-folder.h"
#include "dataset/picture-end.h"
#include "engine/file.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  MAX_SIDE = 16384,          /* pixels */
  MAX_PIXELS = 100000000,    /* of all that a picture has */
  CHUNK = 1 << 16            /* bytes handed to the loader at a time */
};

/* What is wanted of a picture, and what it says of itself. */
typedef struct
{
  int room_width, room_height; /* pixels */
  gboolean fill;               /* the picture is to cover the room, not to fit into it */
  int width, height;           /* of the file, 0 until it is known */
  gboolean refused;
} Request;

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Request *request = data;
  double across = (double) request->room_width / MAX (width, 1), down = (double) request->room_height / MAX (height, 1);
  double scale = MIN (request->fill ? MAX (across, down) : MIN (across, down), 1);

  request->width = width;
  request->height = height;
  request->refused = width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE
                     || (gint64) width * height > MAX_PIXELS;
  if (request->refused)
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* makes the loader stop before it makes room for pixels */
  else
    gdk_pixbuf_loader_set_size (loader, MAX (width * scale + 0.5, 1), MAX (height * scale + 0.5, 1));
}

/* Hands @bytes to @loader until it has had enough, or all. */
static void
feed (GdkPixbufLoader *loader, GBytes *bytes, const Request *request, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean good = TRUE;

  for (gsize at = 0; good && at < size && !request->refused; at += CHUNK)
    good = gdk_pixbuf_loader_write (loader, data + at, MIN (size - at, CHUNK), error);
  gdk_pixbuf_loader_close (loader, good ? error : NULL);
}

/* Upright, without transparency: three bytes a pixel. */
static GdkPixbuf *
finish (GdkPixbuf *loaded)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (loaded);

  if (!gdk_pixbuf_get_has_alpha (upright))
    return g_steal_pointer (&upright);
  return gdk_pixbuf_composite_color_simple (upright, gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright),
                                            GDK_INTERP_NEAREST, 255, 8, 0xffffff, 0xffffff);
}

/* Whether what the loader has made of @bytes may be used. @reason: why it gave up, or NULL. */
static gboolean
accept_picture (const char *path, GBytes *bytes, const Request *request, const GError *reason, GError **error)
{
  if (request->refused)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT,
                 _("“%s” is a picture of %d×%d pixels; a side may have 1 to %d, and all together %d million."), path,
                 request->width, request->height, MAX_SIDE, MAX_PIXELS / 1000000);
  else if (!fovea_picture_has_end (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is cut short: its picture has no end."), path);
  else if (reason)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is not a picture that can be read: %s."), path,
                 reason->message);
  else
    return TRUE;
  return FALSE;
}

static GdkPixbuf *
load (const char *path, Request *request, GError **error)
{
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, error);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError) reason = NULL;

  if (!bytes)
    return NULL;
  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), request);
  feed (loader, bytes, request, &reason);
  if (!accept_picture (path, bytes, request, reason, error))
    return NULL;
  return finish (gdk_pixbuf_loader_get_pixbuf (loader));
}

static double
luma (const guint8 *pixel)
{
  return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}

/**
 * fovea_picture_load:
 * @colour: three channels, red, green and blue; else one, grey
 *
 * Returns: 1×3×H×W or 1×1×H×W numbers from 0 to 1, no side longer than FOVEA_PICTURE_SIDE pixels; or NULL with a
 *   sentence
 */
FoveaTensor *
fovea_picture_load (const char *path, gboolean colour, GError **error)
{
  Request request = { .room_width = FOVEA_PICTURE_SIDE, .room_height = FOVEA_PICTURE_SIDE };
  g_autoptr (GdkPixbuf) picture = load (path, &request, error);
  FoveaTensor *tensor;
  int stride;

  if (!picture)
    return NULL;
  stride = gdk_pixbuf_get_rowstride (picture);
  tensor = fovea_tensor_new (1, colour ? 3 : 1, gdk_pixbuf_get_height (picture), gdk_pixbuf_get_width (picture));
  for (int y = 0; y < tensor->h; y++)
    for (int x = 0; x < tensor->w; x++)
      {
        const guint8 *pixel = gdk_pixbuf_read_pixels (picture) + y * stride + x * 3;

        for (int c = 0; c < tensor->c; c++)
          *fovea_tensor_at (tensor, 0, c, y, x) = (colour ? pixel[c] : luma (pixel)) / 255;
      }
  return tensor;
}

/**
 * fovea_picture_open:
 * @name: a picture that comes with the program, or a path
 *
 * Returns: what fovea_picture_load() does
 */
FoveaTensor *
fovea_picture_open (const char *name, gboolean colour, GError **error)
{
  g_autofree char *shipped = fovea_data_path ("pictures", name, NULL);
  gboolean own = strchr (name, '/') || !g_file_test (shipped, G_FILE_TEST_IS_REGULAR);

  return fovea_picture_load (own ? name : shipped, colour, error);
}

/* The largest part of @picture that has the proportions of @width×@height, from its middle, at that size. */
static GdkPixbuf *
crop (GdkPixbuf *picture, int width, int height)
{
  int all_width = gdk_pixbuf_get_width (picture), all_height = gdk_pixbuf_get_height (picture);
  double scale = MIN ((double) all_width / width, (double) all_height / height);
  int part_width = CLAMP (width * scale + 0.5, 1, all_width), part_height = CLAMP (height * scale + 0.5, 1, all_height);
  g_autoptr (GdkPixbuf) part
      = gdk_pixbuf_new_subpixbuf (picture, (all_width - part_width) / 2, (all_height - part_height) / 2, part_width,
                                  part_height);

  return gdk_pixbuf_scale_simple (part, width, height, GDK_INTERP_BILINEAR);
}

/**
 * fovea_picture_load_filled:
 * @channels: 3 for colour, 1 for grey
 * @pixels: room for channels×height×width bytes
 *
 * A picture at @width×@height pixels, reduced or enlarged, and cut at its edges where its proportions are others.
 */
gboolean
fovea_picture_load_filled (const char *path, int width, int height, int channels, guint8 *pixels, GError **error)
{
  Request request = { .room_width = width, .room_height = height, .fill = TRUE };
  g_autoptr (GdkPixbuf) picture = load (path, &request, error);
  g_autoptr (GdkPixbuf) part = picture ? crop (picture, width, height) : NULL;

  if (!part)
    return FALSE;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *pixel = gdk_pixbuf_read_pixels (part) + y * gdk_pixbuf_get_rowstride (part) + x * 3;

        for (int c = 0; c < channels; c++)
          pixels[(c * height + y) * width + x] = channels == 3 ? pixel[c] : (guint8) (luma (pixel) + 0.5);
      }
  return TRUE;
}
