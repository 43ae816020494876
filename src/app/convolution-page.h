/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/lesson-page.h"

G_BEGIN_DECLS

/* The page that steps a filter over numbers or a picture. */
#define FOVEA_TYPE_CONVOLUTION_PAGE (fovea_convolution_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaConvolutionPage, fovea_convolution_page, FOVEA, CONVOLUTION_PAGE, FoveaLessonPage)

G_END_DECLS
