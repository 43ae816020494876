/* SPDX-License-Identifier: GPL-3.0-or-later */

/* While a question is open its answer is nowhere in the scene: not in what is drawn or said, nor under the pointer. */

#include "check-boxes.h"

#include "lesson/state.h"
#include "scene/catalog.h"

#include <string.h>

enum
{
  WIDTH = 862,
  HEIGHT = 628,
  STEP = 7 /* points between two looks under the pointer */
};

static FoveaLesson *
make_lesson (const char *page, const char *settings)
{
  g_auto (GStrv) state = g_strsplit (settings, "|", -1);
  FoveaLesson *lesson = fovea_course_new_lesson (page);
  g_autoptr (GError) error = NULL;

  fovea_lesson_set_state (lesson, (const char *const *) state, &error);
  g_assert_no_error (error);
  return lesson;
}

static gboolean
boxes_say (FoveaScene *scene, const char *answer)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (FoveaBox));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  fovea_scene_boxes (scene, boxes, names);
  for (guint i = 0; i < names->len; i++)
    if (strstr (g_ptr_array_index (names, i), answer))
      return TRUE;
  return FALSE;
}

static gboolean
tooltips_say (FoveaScene *scene, const char *answer)
{
  for (int y = 0; y < HEIGHT; y += STEP)
    for (int x = 0; x < WIDTH; x += STEP)
      {
        g_autofree char *words = fovea_scene_tooltip (scene, x, y);

        if (words && strstr (words, answer))
          return TRUE;
      }
  return FALSE;
}

/* Whether @answer is in any words of the scene, @box the name of a box that would tell, too. */
static gboolean
tells (FoveaLesson *lesson, const char *answer, const char *box)
{
  g_autoptr (FoveaScene) scene = fovea_scene_of (lesson);
  g_autofree char *description = NULL, *label = fovea_scene_describe (scene, &description);

  paint_at (scene, WIDTH, HEIGHT);
  return strstr (description, answer) || tooltips_say (scene, answer) || (box && boxes_say (scene, box));
}

static void
assert_hidden (FoveaLesson *lesson, FoveaHide hidden, const char *answer, const char *box)
{
  g_assert_true (tells (lesson, answer, box));
  fovea_lesson_set_hidden (lesson, hidden);
  g_assert_false (tells (lesson, answer, box));
  fovea_lesson_set_hidden (lesson, FOVEA_HIDE_NOTHING);
  g_assert_true (tells (lesson, answer, box));
}

static void
test_cell (void)
{
  g_autoptr (FoveaLesson) one = make_lesson ("convolution", "biases=4000|weights-1=0 0 0; 0 0 0; 0 0 0");
  g_autoptr (FoveaLesson) pool
      = make_lesson ("pooling", "input=4|position=3|values=0 0 1 1; 2 2 3 3; 0 0 9 4000; 0 0 0 1");

  assert_hidden (one, FOVEA_HIDE_CELL, "4000", NULL);
  assert_hidden (pool, FOVEA_HIDE_CELL, "is 4000", "position");
}

static void
test_size (void)
{
  static const FoveaHide hidden = FOVEA_HIDE_OUTPUT_SIZE | FOVEA_HIDE_FORMULA | FOVEA_HIDE_FIT;
  g_autoptr (FoveaLesson) misfit = make_lesson ("convolution", "stride=3");
  g_autoptr (FoveaLesson) volumes = make_lesson ("convolution", "input=32|depth=3|filter=5|filters=4|pad=2");
  g_autoptr (FoveaLesson) pool = make_lesson ("pooling", "input=33|filter=3|stride=2|depth=2");

  assert_hidden (misfit, hidden, "2.33", "never seen");
  assert_hidden (volumes, hidden, "+ 1 = 32", NULL);
  assert_hidden (pool, hidden, "+ 1 = 16", "start");
}

/* Nothing of what is left overlaps, whatever is hidden. */
static void
test_boxes (void)
{
  static const char *const lessons[][2] = { { "convolution", "stride=3" },
                                            { "convolution", "input=5|depth=3|filters=2|stride=2|pad=1" },
                                            { "pooling", "input=32|filter=3|stride=2|depth=3" } };

  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    for (guint hidden = 0; hidden < FOVEA_HIDE_MAPS << 1; hidden += 5)
      {
        g_autoptr (FoveaLesson) lesson = make_lesson (lessons[i][0], lessons[i][1]);
        g_autoptr (FoveaScene) scene = fovea_scene_of (lesson);

        fovea_lesson_set_hidden (lesson, hidden);
        check_boxes (scene, lessons[i][1]);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/hide/cell", test_cell);
  g_test_add_func ("/scene/hide/size", test_size);
  g_test_add_func ("/scene/hide/boxes", test_boxes);
  return g_test_run ();
}
