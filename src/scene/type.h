/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The fonts of all scenes: Cantarell where it is installed, else what every Linux has; digits of equal width. */
typedef struct _FoveaType FoveaType;

FoveaType *fovea_type_new (void);
void fovea_type_free (FoveaType *self);

/* Laid out text, kept for the next time. Returns: (transfer none): valid until the next call but some hundred */
PangoLayout *fovea_type_get_layout (FoveaType *self, const char *markup, double size, gboolean bold, double width);

/* Numbers in cells: each character's glyph is looked up once, and hundreds of numbers are drawn in one call. */
double fovea_type_measure_number (FoveaType *self, const char *number, double size);
void fovea_type_add_number (FoveaType *self, const char *number, double size, double centre_x, double centre_y,
                            GArray *glyphs); /* of cairo_glyph_t */
void fovea_type_show_glyphs (FoveaType *self, cairo_t *cr, double size, GArray *glyphs);

G_END_DECLS
