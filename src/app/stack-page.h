/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/lesson-page.h"

G_BEGIN_DECLS

/* The Stack page: layers one behind the other, and what one of their cells looks at. */
#define FOVEA_TYPE_STACK_PAGE (fovea_stack_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStackPage, fovea_stack_page, FOVEA, STACK_PAGE, FoveaLessonPage)

G_END_DECLS
