/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A scene as a file: the same paint() on another surface. The bytes must be the same from run to run, so that a figure
 * can lie in version control: PDF's dates are fixed, and the numbers that Cairo counts up over all SVG surfaces of a
 * process are counted anew in each file. */

#include "config.h"

#include "scene/export.h"

#include "engine/file.h"
#include "scene/gif.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  FoveaScene *scene;
  double width, height;
} Page;

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Paints @page on @surface and finishes it. Returns: its status */
static cairo_status_t
paint_page (const Page *page, cairo_surface_t *surface, double scale)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  fovea_scene_paint (page->scene, cr, page->width, page->height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

/* What cannot be computed within a frame is computed now: the first painting asks for it. */
static void
settle (const Page *page)
{
  cairo_surface_t *scratch = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);

  paint_page (page, scratch, 1);
  cairo_surface_destroy (scratch);
  fovea_scene_settle (page->scene);
}

static cairo_status_t
write_png (const Page *page, double scale, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (page->width * scale),
                                                         (int) ceil (page->height * scale));
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    status = paint_page (page, surface, scale);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
finish (const Page *page, cairo_surface_t *surface)
{
  cairo_status_t status = paint_page (page, surface, 1);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
write_pdf (const Page *page, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, page->width, page->height);
  g_autofree char *title = fovea_scene_describe (page->scene, NULL);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Fovea");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, "2000-01-01T00:00:00Z");
  return finish (page, surface);
}

/* "surface" and a number from a counter of the whole process, as ids and references: numbered by first appearance. */
static void
renumber (GByteArray *svg)
{
  static const char word[] = "surface";
  g_autoptr (GString) out = g_string_sized_new (svg->len);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *at, *end;

  g_byte_array_append (svg, (const guint8 *) "", 1);
  at = (const char *) svg->data;
  while ((end = strstr (at, word)) != NULL)
    {
      gsize digits = strspn (end + strlen (word), "0123456789");
      g_autofree char *number = g_strndup (end + strlen (word), digits);
      gpointer found;

      g_string_append_len (out, at, end - at);
      g_string_append (out, word);
      at = end + strlen (word) + digits;
      if (digits == 0)
        continue;
      if (!g_hash_table_lookup_extended (numbers, number, NULL, &found))
        {
          found = GUINT_TO_POINTER (g_hash_table_size (numbers));
          g_hash_table_insert (numbers, g_strdup (number), found);
        }
      g_string_append_printf (out, "%u", GPOINTER_TO_UINT (found));
    }
  g_string_append (out, at);
  g_byte_array_set_size (svg, 0);
  g_byte_array_append (svg, (const guint8 *) out->str, (guint) out->len);
}

static cairo_status_t
write_svg (const Page *page, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, bytes, page->width, page->height);
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  status = finish (page, surface);
  renumber (bytes);
  return status;
}

/* The ending of @path, one of those a picture can have, or NULL with an error. */
static const char *
find_ending (const char *path, GError **error)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", ".gif" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return endings[i];
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("“%s” is no picture that can be written: its name must end in .png, .svg, .pdf or "
                 ".gif."), path);
  return NULL;
}

GBytes *
fovea_scene_encode (FoveaScene *scene, const char *ending, double width, double height, double scale, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Page page = { scene, width, height };
  cairo_status_t status;

  g_return_val_if_fail (FOVEA_IS_SCENE (scene) && scale > 0, NULL);

  settle (&page);
  if (g_str_equal (ending, ".png"))
    status = write_png (&page, scale, bytes);
  else
    status = g_str_equal (ending, ".svg") ? write_svg (&page, bytes) : write_pdf (&page, bytes);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("A picture of %g×%g points at scale %g cannot be painted: %s."),
               width, height, scale, cairo_status_to_string (status));
  return NULL;
}

/**
 * fovea_scene_export:
 * @path: ends in .png, .svg, .pdf or, for a scene with a lesson, .gif
 * @width: room for the scene, points
 * @scale: pixels a point, of a PNG or GIF
 * @seconds: that a position stays in a GIF
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT for another ending or a size nothing can be painted at, with
 *   FOVEA_ERROR_FILE if it cannot be written; then a file that was there before still is
 */
gboolean
fovea_scene_export (FoveaScene *scene, const char *path, double width, double height, double scale, double seconds,
                    GError **error)
{
  const char *ending = find_ending (path, error);
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (FOVEA_IS_SCENE (scene) && scale > 0, FALSE);

  if (ending == NULL)
    return FALSE;
  if (g_str_equal (ending, ".gif"))
    return fovea_scene_export_gif (scene, path, width, height, scale, seconds, NULL, error);
  bytes = fovea_scene_encode (scene, ending, width, height, scale, error);
  return bytes && fovea_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}
