/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/footer.h"

G_BEGIN_DECLS

/* Places what would make the window fit, and the conventions, from @y on, or only measures it. @footer: its room; the
 * rest is the lesson's. Returns: its height, 0 where all is well */
double fovea_convolution_footer_place (FoveaConvolution *lesson, FoveaFooter footer, double y, gboolean measure);
/* What a click on a chip of it does. Returns: FALSE if the chip is another's */
gboolean fovea_convolution_footer_act (FoveaConvolution *lesson, FoveaAction action);

G_END_DECLS
