/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window over an input: what a change of its settings leaves where it was, and the properties that these are. */

#include "config.h"

#include "lesson/sliding.h"

FoveaStand
fovea_stand_of (FoveaLesson *lesson, int width, int height)
{
  int position = fovea_lesson_get_position (lesson);

  return (FoveaStand){ fovea_place_of (position, width, height),
                       position > 0 && position == fovea_lesson_count_positions (lesson) - 1 };
}

int
fovea_stand_find (const FoveaStand *self, int width, int height, int maps)
{
  FoveaPlace place = { MIN (self->place.map, maps - 1), MIN (self->place.row, MAX (height - 1, 0)),
                       MIN (self->place.column, MAX (width - 1, 0)) };

  return self->last ? G_MAXINT : fovea_place_position (place, width, height);
}

GParamSpec *
fovea_int_property (const char *name, int low, int high, int value)
{
  return g_param_spec_int (name, NULL, NULL, low, high, value,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

GParamSpec *
fovea_flag_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

GParamSpec *
fovea_enum_property (const char *name, GType type, int value)
{
  return g_param_spec_enum (name, NULL, NULL, type, value,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

GParamSpec *
fovea_seed_property (void)
{
  return g_param_spec_int64 ("seed", NULL, NULL, 0, G_MAXINT64, 1,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

gboolean
fovea_notify_numbers (FoveaLesson *lesson, GParamSpec *const *properties, const int *before, const int *now, int n)
{
  gboolean any = FALSE;

  g_object_freeze_notify (G_OBJECT (lesson));
  for (int i = 0; i < n; i++)
    if (now[i] != before[i])
      {
        g_object_notify_by_pspec (G_OBJECT (lesson), properties[i]);
        any = TRUE;
      }
  if (now[0] != before[0])
    g_object_notify_by_pspec (G_OBJECT (lesson), properties[n]);
  g_object_thaw_notify (G_OBJECT (lesson));
  return any;
}
