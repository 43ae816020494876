/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/lesson-page.h"

G_BEGIN_DECLS

/* The page that slides a pooling window over each depth slice. */
#define FOVEA_TYPE_POOLING_PAGE (fovea_pooling_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPoolingPage, fovea_pooling_page, FOVEA, POOLING_PAGE, FoveaLessonPage)

G_END_DECLS
