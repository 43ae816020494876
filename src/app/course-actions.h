/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a main window does with its guide:
 * win.start-course, win.continue-course, win.next-step, win.previous-step, win.restore-step, win.go-to-step (i),
 * win.ask, win.close-question, win.open-lesson, win.open-lecture, win.add-step, win.save-lesson. */
void fovea_course_actions_install (GtkWidgetClass *class);
/* Which of them make sense where the guide of @window stands now. */
void fovea_course_actions_update (GtkWidget *window);

G_END_DECLS
