/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps of a course name the page that they are on; here is what stands for it. */

#include "config.h"

#include "lesson/course.h"

#include "lesson/convolution.h"
#include "lesson/pooling.h"
#include "lesson/stack.h"

/* The pages that steps can be on, as lesson files name them. */
const char *const *
fovea_course_pages (void)
{
  static const char *const pages[] = { "convolution", "pooling", "stack", "training", NULL };

  return pages;
}

/**
 * fovea_course_new_lesson:
 *
 * Returns: (transfer full) (nullable): a lesson as @page opens it, or %NULL if there is no such page, or there is
 *   nothing to step through on it
 */
FoveaLesson *
fovea_course_new_lesson (const char *page)
{
  if (g_str_equal (page, "convolution"))
    return FOVEA_LESSON (fovea_convolution_new ());
  if (g_str_equal (page, "pooling"))
    return FOVEA_LESSON (fovea_pooling_new ());
  if (g_str_equal (page, "stack"))
    return FOVEA_LESSON (fovea_stack_new ());
  return NULL;
}

/* The page that shows such a lesson. */
const char *
fovea_course_page_of (FoveaLesson *lesson)
{
  return FOVEA_IS_STACK (lesson) ? "stack" : FOVEA_IS_POOLING (lesson) ? "pooling" : "convolution";
}
