/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson file: what is read has steps, and each of them can be set on its page. */

#include "fuzz.h"
#include "lesson/course.h"
#include "lesson/state.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (FoveaCourse) course = fovea_course_parse ((const char *) data, size, "fuzz", NULL);

  for (int i = 0; course && i < course->n_steps; i++)
    {
      const FoveaStep *step = fovea_course_get_step (course, i);
      g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (step->page);

      if (lesson)
        fovea_lesson_set_state (lesson, (const char *const *) step->state, NULL);
    }
  return 0;
}

void
fuzz_make_seeds (GPtrArray *seeds)
{
  static const char lesson[]
    = "[Lesson]\nFormat=1\nTitle=A lesson\n\n"
      "[C1]\nPage=convolution\nTitle=One\nText=Look.\nTry=Press Space.\nAsk=output-size\n"
      "input=4\nfilter=3\nvalues=1 1 2 4; 5 6 7 8; 3 2 1 0; 1 2 3 4\nweights-1=0 1 0; 1 0 1; -1 2 3\n"
      "biases=1\nstride=2\npad=1\nposition=1\n\n"
      "[P2]\nPage=pooling\nTitle=Two\nText=Look again.\nConfronts=Nothing.\nExercise=yes\nAsk=fits\ninput=4\nfilter=2\n";

  g_ptr_array_add (seeds, g_bytes_new_static (lesson, sizeof lesson - 1));
}
