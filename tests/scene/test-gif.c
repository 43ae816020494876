/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scene/gif.h"

#include <gif_lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* --- a lesson of as many positions as one likes, and a scene that paints a red square at each */

#define TEST_TYPE_LESSON (test_lesson_get_type ())
G_DECLARE_FINAL_TYPE (TestLesson, test_lesson, TEST, LESSON, FoveaLesson)

struct _TestLesson
{
  FoveaLesson parent;
  int positions;
};

G_DEFINE_TYPE (TestLesson, test_lesson, FOVEA_TYPE_LESSON)

static int
count_positions (FoveaLesson *lesson)
{
  return TEST_LESSON (lesson)->positions;
}

static void
test_lesson_class_init (TestLessonClass *class)
{
  FOVEA_LESSON_CLASS (class)->count_positions = count_positions;
}

static void
test_lesson_init (TestLesson *self)
{
}

#define TEST_TYPE_SCENE (test_scene_get_type ())
G_DECLARE_FINAL_TYPE (TestScene, test_scene, TEST, SCENE, FoveaScene)

struct _TestScene
{
  FoveaScene parent;
  FoveaLesson *lesson;
  gboolean photograph; /* paints thousands of colours */
};

G_DEFINE_TYPE (TestScene, test_scene, FOVEA_TYPE_SCENE)

static void
paint (FoveaScene *scene, cairo_t *cr, double width, double height)
{
  TestScene *self = TEST_SCENE (scene);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (self->photograph)
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        {
          cairo_set_source_rgb (cr, x / width, y / height, 0.5);
          cairo_rectangle (cr, x, y, 1, 1);
          cairo_fill (cr);
        }
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_rectangle (cr, 10 * fovea_lesson_get_position (self->lesson), 10, 10, 10);
  cairo_fill (cr);
}

static FoveaLesson *
get_lesson (FoveaScene *scene)
{
  return TEST_SCENE (scene)->lesson;
}

static void
test_scene_class_init (TestSceneClass *class)
{
  FOVEA_SCENE_CLASS (class)->get_lesson = get_lesson;
  FOVEA_SCENE_CLASS (class)->paint = paint;
}

static void
test_scene_init (TestScene *self)
{
}

/* --- */

typedef struct
{
  TestLesson *lesson;
  TestScene *scene;
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->lesson = g_object_new (test_lesson_get_type (), NULL);
  fixture->lesson->positions = GPOINTER_TO_INT (data);
  fixture->scene = g_object_new (test_scene_get_type (), NULL);
  fixture->scene->lesson = FOVEA_LESSON (fixture->lesson);
  fixture->folder = g_dir_make_tmp ("fovea-gif-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "lesson.gif", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
  g_object_unref (fixture->scene);
  g_object_unref (fixture->lesson);
}

static gboolean
export (Fixture *fixture, GError **error)
{
  return fovea_scene_export_gif (FOVEA_SCENE (fixture->scene), fixture->path, 60, 30, 2, 0.5, NULL, error);
}

static void
test_frames (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GifFileType *gif;
  GraphicsControlBlock control;

  fovea_lesson_set_position (FOVEA_LESSON (fixture->lesson), 3);
  g_assert_true (export (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (fixture->lesson)), ==, 3);

  gif = DGifOpenFileName (fixture->path, NULL);
  g_assert_cmpint (DGifSlurp (gif), ==, GIF_OK);
  g_assert_cmpint (gif->SWidth, ==, 120);
  g_assert_cmpint (gif->SHeight, ==, 60);
  g_assert_cmpint (gif->ImageCount, ==, 5);
  for (int i = 0; i < 5; i++)
    {
      g_assert_cmpint (DGifSavedExtensionToGCB (gif, i, &control), ==, GIF_OK);
      g_assert_cmpint (control.DelayTime, ==, i == 4 ? 150 : 50);
    }
  /* the second frame holds only the two squares between which the red one moved */
  g_assert_cmpint (gif->SavedImages[1].ImageDesc.Left, ==, 0);
  g_assert_cmpint (gif->SavedImages[1].ImageDesc.Top, ==, 20);
  g_assert_cmpint (gif->SavedImages[1].ImageDesc.Width, ==, 40);
  g_assert_cmpint (gif->SavedImages[1].ImageDesc.Height, ==, 20);
  {
    const GifColorType *colour = &gif->SColorMap->Colors[gif->SavedImages[1].RasterBits[39]];

    g_assert_cmpint (colour->Red, ==, 255);
    g_assert_cmpint (colour->Green, ==, 0);
  }
  g_assert_cmpint (gif->SavedImages[0].ExtensionBlocks[0].Function, ==, APPLICATION_EXT_FUNC_CODE);
  g_assert_cmpmem (gif->SavedImages[0].ExtensionBlocks[0].Bytes, 11, "NETSCAPE2.0", 11);
  DGifCloseFile (gif, NULL);
}

static void
test_same_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL;
  gsize first_size, second_size;

  fixture->scene->photograph = TRUE;
  g_assert_true (export (fixture, NULL));
  g_file_get_contents (fixture->path, &first, &first_size, NULL);
  g_assert_true (export (fixture, NULL));
  g_file_get_contents (fixture->path, &second, &second_size, NULL);
  g_assert_cmpmem (first, first_size, second, second_size);
}

/* With more colours than a GIF has, each is still near its own. */
static void
test_photograph (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GifFileType *gif;
  const GifColorType *corner;

  fixture->scene->photograph = TRUE;
  g_assert_true (export (fixture, &error));
  g_assert_no_error (error);
  gif = DGifOpenFileName (fixture->path, NULL);
  g_assert_cmpint (DGifSlurp (gif), ==, GIF_OK);
  corner = &gif->SColorMap->Colors[gif->SavedImages[0].RasterBits[119]];
  g_assert_cmpint (ABS (corner->Red - 250), <, 24);
  g_assert_cmpint (corner->Green, <, 24);
  g_assert_cmpint (ABS (corner->Blue - 128), <, 24);
  DGifCloseFile (gif, NULL);
}

static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (export (fixture, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (fixture->path);
  fixture->path = g_strdup ("/dev/null/lesson.gif");
  g_assert_false (export (fixture, &error));
  g_assert_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE);
}

/* Stopped before its first frame: no file, and the lesson stands where it stood. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoveaFilmProgress progress = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  fovea_lesson_set_position (FOVEA_LESSON (fixture->lesson), 1);
  g_assert_false (fovea_scene_export_gif (FOVEA_SCENE (fixture->scene), fixture->path, 60, 30, 1, 0.5, &progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (progress.all, ==, 5);
  g_assert_cmpint (fovea_lesson_get_position (FOVEA_LESSON (fixture->lesson)), ==, 1);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/scene/gif/frames", Fixture, GINT_TO_POINTER (5), set_up, test_frames, tear_down);
  g_test_add ("/scene/gif/cancelled", Fixture, GINT_TO_POINTER (5), set_up, test_cancelled, tear_down);
  g_test_add ("/scene/gif/same-bytes", Fixture, GINT_TO_POINTER (4), set_up, test_same_bytes, tear_down);
  g_test_add ("/scene/gif/photograph", Fixture, GINT_TO_POINTER (2), set_up, test_photograph, tear_down);
  g_test_add ("/scene/gif/no-positions", Fixture, GINT_TO_POINTER (0), set_up, test_refuses, tear_down);
  g_test_add ("/scene/gif/too-many-positions", Fixture, GINT_TO_POINTER (1001), set_up, test_refuses, tear_down);
  g_test_add ("/scene/gif/unwritable", Fixture, GINT_TO_POINTER (2), set_up, test_unwritable, tear_down);
  return g_test_run ();
}
