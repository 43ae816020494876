/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenes by name, as the command line asks for them. */

#include "config.h"

#include "scene/catalog.h"

#include "lesson/state.h"
#include "scene/convolution-scene.h"
#include "scene/gradient-scene.h"
#include "scene/picture-scene.h"
#include "scene/pooling-scene.h"
#include "scene/stack-scene.h"
#include "scene/stack-table-scene.h"
#include "scene/views.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const names[] = { "convolution", "picture", "pooling", "stack", NULL };

const char *const *
fovea_scene_names (void)
{
  return names;
}

/**
 * fovea_scene_of:
 *
 * Returns: (transfer full): the scene that shows @lesson: of a convolution in the view that it is set to
 */
FoveaScene *
fovea_scene_of (FoveaLesson *lesson)
{
  if (FOVEA_IS_POOLING (lesson))
    return fovea_pooling_scene_new (FOVEA_POOLING (lesson));
  if (FOVEA_IS_STACK (lesson))
    return fovea_stack_get_table (FOVEA_STACK (lesson)) ? fovea_stack_table_scene_new (FOVEA_STACK (lesson))
                                                        : fovea_stack_scene_new (FOVEA_STACK (lesson));
  return fovea_views_new_scene (FOVEA_CONVOLUTION (lesson));
}

static gboolean
is_setting (const char *text, GError **error)
{
  if (strchr (text, '='))
    return TRUE;
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("“%s” is no setting: it is written key=value."), text);
  return FALSE;
}

/* The scene of a new lesson on @page, set to @first and then to @settings. */
static FoveaScene *
make_scene (const char *page, const char *const *first, const char *const *settings, GError **error)
{
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (page);
  g_autoptr (GPtrArray) state = g_ptr_array_new ();

  for (int i = 0; first && first[i]; i++)
    g_ptr_array_add (state, (gpointer) first[i]);
  for (int i = 0; settings && settings[i]; i++)
    {
      if (!is_setting (settings[i], error))
        return NULL;
      g_ptr_array_add (state, (gpointer) settings[i]);
    }
  g_ptr_array_add (state, NULL);
  if (!fovea_lesson_set_state (lesson, (const char *const *)state->pdata, error))
    return NULL;
  return fovea_scene_of (lesson);
}

/**
 * fovea_scene_named:
 * @settings: (array zero-terminated=1) (nullable)
 *
 * Returns: (transfer full): the scene of a new lesson; NULL with FOVEA_ERROR_ARGUMENT if there is no such scene or
 *   setting
 */
FoveaScene *
fovea_scene_named (const char *name, const char *const *settings, GError **error)
{
  static const char *const photograph[] = { "picture=raccoon.png", NULL };
  g_autofree char *all = g_strjoinv (", ", (char **) names);

  if (g_str_equal (name, "picture"))
    return make_scene ("convolution", photograph, settings, error);
  if (g_strv_contains (names, name))
    return make_scene (name, NULL, settings, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT, _("There is no scene “%s”: there are %s."), name, all);
  return NULL;
}

/**
 * fovea_scene_of_step:
 * @settings: (array zero-terminated=1) (nullable): what to set beyond what the step sets
 *
 * Returns: (transfer full): the scene as the step of a lesson file opens it; NULL with FOVEA_ERROR_ARGUMENT if a
 *   setting cannot be taken, or the step's page has no lesson
 */
FoveaScene *
fovea_scene_of_step (const FoveaStep *step, const char *const *settings, GError **error)
{
  g_autoptr (FoveaLesson) lesson = fovea_course_new_lesson (step->page);

  if (lesson)
    return make_scene (step->page, (const char *const *)step->state, settings, error);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("The step “%s” opens the page “%s”, which has no scene without a run."), step->id, step->page);
  return NULL;
}
