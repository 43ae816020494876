/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/sketch.h"

#include "scene/maps-scene.h"

#include <cairo-svg.h>
#include <string.h>

static const guint32 CELLS[] = { 0xff0000, 0x00ff00, 0x0000ff, 0x808080 };

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Every cell is as large as the next, and has its own colour up to its edges. */
static void
test_cells_are_sharp (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 20, 20);
  cairo_t *cr = cairo_create (surface);
  FoveaType *type = fovea_type_new ();
  FoveaStyle style = { .scale = 1 };
  FoveaSketch sketch;
  const guint32 *pixels;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  fovea_sketch_pixels (&sketch, CELLS, 2, 2, &(FoveaBox){ 0, 0, 20, 20 });
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  for (int i = 0; i < 400; i++)
    g_assert_cmphex (pixels[i] & 0xffffff, ==, CELLS[i / 200 * 2 + i % 20 / 10]);
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* In SVG cells are rectangles, never a bitmap. */
static void
test_vectors_have_no_bitmaps (void)
{
  g_autoptr (GString) svg = g_string_new (NULL);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, svg, 20, 20);
  cairo_t *cr = cairo_create (surface);
  FoveaType *type = fovea_type_new ();
  FoveaStyle style = { .scale = 1 };
  FoveaSketch sketch;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  fovea_sketch_pixels (&sketch, CELLS, 2, 2, &(FoveaBox){ 0, 0, 20, 20 });
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_null (strstr (svg->str, "<image"));
  g_assert_nonnull (strstr (svg->str, "<path"));
}

static void
test_text_stays_in_its_line (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 20);
  cairo_t *cr = cairo_create (surface);
  FoveaType *type = fovea_type_new ();
  FoveaStyle style = { .scale = 1 };
  FoveaBox line = { 10, 0, 60, 20 };
  FoveaSketch sketch;
  const guint32 *pixels;

  fovea_sketch_init (&sketch, cr, type, &style, NULL, NULL);
  g_assert_cmpfloat (fovea_sketch_text_width (&sketch, FOVEA_TEXT_PLAIN, "iiii"), <,
                     fovea_sketch_text_width (&sketch, FOVEA_TEXT_PLAIN, "MMMM"));
  g_assert_cmpfloat (fovea_sketch_text (&sketch, FOVEA_TEXT_PLAIN, (FoveaColour){ 1, 1, 1 }, FOVEA_ALIGN_LEFT, &line,
                                        "a <text> & a half, far too long for that"),
                     ==, 60);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  for (int y = 0; y < 20; y++)
    for (int x = 72; x < 200; x++)
      g_assert_cmphex (pixels[y * 200 + x] & 0xffffff, ==, 0);
  fovea_type_free (type);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Each picture begins with an empty canvas and no marks; what is marked is handed on. */
static void
test_marks (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (FoveaScene) scene = fovea_maps_scene_new ();
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  FoveaSketch sketch;
  FoveaMarks marks;

  fovea_marks_init (&marks);
  for (int i = 0; i < 2; i++)
    {
      fovea_marks_begin (&marks, scene, cr, &sketch);
      fovea_sketch_mark (&sketch, "one", &(FoveaBox){ 1, 2, 3, 4 });
    }
  fovea_marks_copy (&marks, boxes, names);
  g_assert_cmpuint (boxes->len, ==, 1);
  g_assert_cmpfloat (g_array_index (boxes, FoveaBox, 0).height, ==, 4);
  g_assert_cmpstr (names->pdata[0], ==, "one");
  cairo_surface_flush (surface);
  g_assert_cmphex (*(guint32 *) (gpointer) cairo_image_surface_get_data (surface) & 0xffffff, ==, 0xffffff);
  fovea_marks_clear (&marks);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/sketch/cells-are-sharp", test_cells_are_sharp);
  g_test_add_func ("/scene/sketch/vectors-have-no-bitmaps", test_vectors_have_no_bitmaps);
  g_test_add_func ("/scene/sketch/text-stays-in-its-line", test_text_stays_in_its_line);
  g_test_add_func ("/scene/sketch/marks", test_marks);
  return g_test_run ();
}
