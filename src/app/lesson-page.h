/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/cell-editor.h"
#include "app/guide.h"
#include "app/page.h"
#include "app/scene-view.h"
#include "app/transport.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoveaLessonPage:
 *
 * A page that steps through a lesson: the scene, the transport and the strip, beside a panel of what can be changed.
 * The lesson's state is remembered in the settings from one start to the next. The strip tells of the guide's step
 * while the page shows it as it was set, else of the lesson.
 *
 * Properties: `panel` (the widget in the side bar) and `bar` (what stands above the scene); a template sets them.
 */
#define FOVEA_TYPE_LESSON_PAGE (fovea_lesson_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoveaLessonPage, fovea_lesson_page, FOVEA, LESSON_PAGE, FoveaPage)

struct _FoveaLessonPageClass
{
  FoveaPageClass parent_class;

  /* Windows along each axis that one can step through. */
  void (*get_windows) (FoveaLessonPage *self, int *width, int *height);
  /* What the strip says while it tells of no step; translated. */
  char *(*describe) (FoveaLessonPage *self, char **title);
  /* The lesson has changed: whatever follows from it in the panel. */
  void (*update) (FoveaLessonPage *self);
  /* Shows the next filter, or the previous one, where no position does. FALSE: the position tells. Optional. */
  gboolean (*turn_filter) (FoveaLessonPage *self, int by);
  /* Whether the lesson's state is worth remembering; it is if left out. */
  gboolean (*is_memorable) (FoveaLessonPage *self);
};

void fovea_lesson_page_set_lesson (FoveaLessonPage *self, FoveaLesson *lesson, const char *settings_key);
FoveaLesson *fovea_lesson_page_get_lesson (FoveaLessonPage *self);
FoveaSceneView *fovea_lesson_page_get_view (FoveaLessonPage *self);
FoveaTransport *fovea_lesson_page_get_transport (FoveaLessonPage *self);
FoveaCellEditor *fovea_lesson_page_get_editor (FoveaLessonPage *self);
/* Takes back the last change of the lesson, or with @again does again what was taken back last. */
void fovea_lesson_page_undo (FoveaLessonPage *self, gboolean again);
void fovea_lesson_page_set_guide (FoveaLessonPage *self, FoveaGuide *guide);

/* Lets @row choose what happens when the window does not fit: the property `round` of @lesson. */
void fovea_lesson_page_bind_convention (FoveaLesson *lesson, AdwComboRow *row);

G_END_DECLS
