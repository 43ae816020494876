/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/cells.h"
#include "lesson/lesson.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * FoveaStyle:
 * @dark: the dark palette
 * @contrast: high contrast: stronger edges, no pale text
 * @scale: 1 for the window, larger for the projector; type and lines follow
 * @pixels: of the screen in one of what is painted on, along each axis: 2 where that is recorded, to be shown twice as
 *   fine; 0 is 1
 *
 * What a scene looks like; sizes everywhere are points.
 */
typedef struct
{
  gboolean dark, contrast;
  double scale, pixels;
} FoveaStyle;

static inline gboolean
fovea_style_equal (const FoveaStyle *a, const FoveaStyle *b)
{
  return a->dark == b->dark && a->contrast == b->contrast && a->scale == b->scale && a->pixels == b->pixels;
}

typedef struct
{
  double x, y, width, height;
} FoveaBox;

typedef struct _FoveaSheet FoveaSheet;
typedef struct _FoveaGrid FoveaGrid;

/**
 * FoveaScene:
 *
 * A painter of one lesson or net. It knows no widget, no clock and no global: the same paint() serves the window, PNG,
 * SVG, PDF and every frame of a GIF. Emits `changed` when it wants to be painted again (its lesson changed, the
 * pointer came to stand on another cell, …).
 */
#define FOVEA_TYPE_SCENE (fovea_scene_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoveaScene, fovea_scene, FOVEA, SCENE, GObject)

struct _FoveaSceneClass
{
  GObjectClass parent_class;

  /* The size it needs when @width points are offered (it may ask for more of either: the view then scrolls). */
  void (*measure) (FoveaScene *self, double width, double height, double *need_width, double *need_height);
  /* Paints into a room of @width × @height points, the canvas' background included. */
  void (*paint) (FoveaScene *self, cairo_t *cr, double width, double height);
  /* The pointer is at (x, y) of the room last painted, or left (inside FALSE). Returns whether anything looks different. */
  gboolean (*hover) (FoveaScene *self, gboolean inside, double x, double y);
  /* A click at (x, y). Returns whether it hit something. */
  gboolean (*activate) (FoveaScene *self, double x, double y);
  /* What to show as a tooltip at (x, y): a translated sentence with the full value, or NULL. */
  char *(*tooltip) (FoveaScene *self, double x, double y);
  /* Label: what it is. Description: what it shows now, in sentences, as a screen reader says it. */
  char *(*describe) (FoveaScene *self, char **description);
  /* Boxes of everything painted that must not overlap, by name, in the room last painted (for tests). Left out: those of
   * its sheet. */
  void (*boxes) (FoveaScene *self, GArray *boxes, GPtrArray *names);
  /* Computes at once what the last painting had to leave empty. Optional. */
  void (*settle) (FoveaScene *self);
  /* (transfer none): the lesson whose positions one can step through. Optional. */
  FoveaLesson *(*get_lesson) (FoveaScene *self);
  /* What it has laid out in the room last painted, if that is a sheet; optional. */
  FoveaSheet *(*get_sheet) (FoveaScene *self);
  /* Which number of its lesson a cell of that sheet shows, if one can type over it (in the padding: which it would be);
   * optional. scene-cells.h has what follows from it. */
  gboolean (*name_cell) (FoveaScene *self, const FoveaGrid *grid, int row, int column, FoveaCell *cell);
  /* Adds the boxes that a click has an effect in, but for cells one can step to: the cells of a table. Left out: the
   * chips of its sheet. */
  void (*list_targets) (FoveaScene *self, GArray *boxes);
};

void fovea_scene_measure (FoveaScene *self, double width, double height, double *need_width, double *need_height);
void fovea_scene_paint (FoveaScene *self, cairo_t *cr, double width, double height);
gboolean fovea_scene_hover (FoveaScene *self, gboolean inside, double x, double y);
gboolean fovea_scene_activate (FoveaScene *self, double x, double y);
char *fovea_scene_tooltip (FoveaScene *self, double x, double y);
char *fovea_scene_describe (FoveaScene *self, char **description);
void fovea_scene_settle (FoveaScene *self);
FoveaLesson *fovea_scene_get_lesson (FoveaScene *self);
/* @boxes: of FoveaBox */
void fovea_scene_list_targets (FoveaScene *self, GArray *boxes);
void fovea_scene_set_style (FoveaScene *self, const FoveaStyle *style);
const FoveaStyle *fovea_scene_get_style (FoveaScene *self);
/* How far the window has glided from its last position to this one, 0 … 1 (1 at rest). The view's clock drives it. */
void fovea_scene_set_progress (FoveaScene *self, double progress);
double fovea_scene_get_progress (FoveaScene *self);

/* Adds the boxes of the room last painted to @boxes (of FoveaBox) and their names to @names (of char *, owned). */
void fovea_scene_boxes (FoveaScene *self, GArray *boxes, GPtrArray *names);

/* For subclasses: it looks different now. Emits `changed`. */
void fovea_scene_changed (FoveaScene *self);

G_END_DECLS
