/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/sheet.h"
#include "scene/type.h"

G_BEGIN_DECLS

/**
 * FoveaSketch:
 * @cr: where to paint
 * @palette: what the colours are
 * @scale: of type and lines
 * @pixels: of the screen in one of the target's, along each axis
 *
 * What painters of parts share while one picture is made: type, pixels, and the boxes of what stands where.
 */
typedef struct
{
  cairo_t *cr;
  const FoveaPalette *palette;
  double scale, pixels;
  /*< private >*/
  FoveaType *type;
  GArray *boxes;
  GPtrArray *names;
} FoveaSketch;

typedef enum
{
  FOVEA_TEXT_SMALL, /* beside the thing */
  FOVEA_TEXT_PLAIN, /* a sentence */
  FOVEA_TEXT_TITLE, /* bold */
  FOVEA_TEXT_FIGURE /* bold and large: the one number that counts */
} FoveaTextSize;

typedef enum
{
  FOVEA_ALIGN_LEFT,
  FOVEA_ALIGN_CENTRE,
  FOVEA_ALIGN_RIGHT
} FoveaAlign;

void fovea_sketch_init (FoveaSketch *self, cairo_t *cr, FoveaType *type, const FoveaStyle *style, GArray *boxes,
                        GPtrArray *names);
void fovea_sketch_set_colour (FoveaSketch *self, FoveaColour colour);
double fovea_sketch_line_height (FoveaSketch *self, FoveaTextSize size);
double fovea_sketch_text_width (FoveaSketch *self, FoveaTextSize size, const char *text);
double fovea_sketch_text (FoveaSketch *self, FoveaTextSize size, FoveaColour colour, FoveaAlign align,
                          const FoveaBox *line, const char *text);
void fovea_sketch_paragraph (FoveaSketch *self, FoveaTextSize size, FoveaColour colour, const FoveaBox *box,
                             const char *text);
void fovea_sketch_title (FoveaSketch *self, const char *name, const FoveaBox *line, const char *title, const char *note);
void fovea_sketch_pixels (FoveaSketch *self, const guint32 *pixels, int width, int height, const FoveaBox *box);
void fovea_sketch_frame (FoveaSketch *self, const FoveaBox *box, FoveaColour colour, double width);
void fovea_sketch_mark (FoveaSketch *self, const char *name, const FoveaBox *box);
FoveaBox fovea_box_keep_aspect (const FoveaBox *box, int width, int height);

/**
 * FoveaMarks:
 *
 * What a scene keeps from one painting to the next: its fonts, and the boxes of what stands where, by name.
 */
typedef struct
{
  FoveaType *type;
  GArray *boxes;
  GPtrArray *names;
} FoveaMarks;

void fovea_marks_init (FoveaMarks *self);
void fovea_marks_clear (FoveaMarks *self);
void fovea_marks_begin (FoveaMarks *self, FoveaScene *scene, cairo_t *cr, FoveaSketch *sketch);
void fovea_marks_copy (const FoveaMarks *self, GArray *boxes, GPtrArray *names);

static inline gboolean
fovea_box_contains (const FoveaBox *self, double x, double y)
{
  return x >= self->x && y >= self->y && x < self->x + self->width && y < self->y + self->height;
}

G_END_DECLS
