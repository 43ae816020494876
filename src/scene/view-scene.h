/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scene/footer.h"

G_BEGIN_DECLS

/**
 * FoveaViewFrame:
 * @unit: the style's scale
 * @room: how wide the body is, between the margins
 * @top: where the body begins, @bottom: where it ends, points
 * @x: the window along a row, @y: down a column; their filter is how many columns and rows a filter has
 * @from: where the window stood before @place
 * @seen: slices that the current filter sees, from @first_seen on: all, or those of its group
 * @volume: the weights of one filter
 * @mates: filters that see these slices, from @first_mate on
 * @columns, @rows: windows along each axis; both 0 where not one fits
 * @refused: there are windows, but a misfit is refused, so there is no output
 * @asked: a question asks for the number of this place
 * @covered: a question asks for what only the grid can leave out; there is no body
 *
 * What every view is laid out by, read from the lesson anew each time.
 */
typedef struct
{
  FoveaConvolution *lesson;
  FoveaSheet *sheet;
  const FoveaPalette *palette;
  double width, height, unit, margin, room, top, bottom;
  FoveaGeometry x, y;
  FoveaPlace place, from;
  int position, depth, filters, columns, rows, seen, first_seen, mates, first_mate;
  gint64 volume;
  gboolean refused, asked, covered;
  FoveaAim hover;
} FoveaViewFrame;

/**
 * FoveaViewScene:
 *
 * One view of the convolution lesson: a title and a sentence, the body, and below it what helps where the window does
 * not fit. Subclasses lay the body out and say what it shows.
 */
#define FOVEA_TYPE_VIEW_SCENE (fovea_view_scene_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoveaViewScene, fovea_view_scene, FOVEA, VIEW_SCENE, FoveaScene)

struct _FoveaViewSceneClass
{
  FoveaSceneClass parent_class;

  char *(*say_title) (FoveaViewScene *self, const FoveaViewFrame *frame);    /* markup */
  char *(*say_sentence) (FoveaViewScene *self, const FoveaViewFrame *frame); /* markup; what the body shows */
  char *(*say_label) (FoveaViewScene *self, const FoveaViewFrame *frame);    /* what it is, for a screen reader */
  /* The body, of a lesson with at least one window, from @frame->top on and if it can up to @frame->bottom. */
  void (*lay_out) (FoveaViewScene *self, const FoveaViewFrame *frame);
  /* Before and after what is laid out; @t: how far the window has glided from @frame->from to @frame->place. */
  void (*paint_under) (FoveaViewScene *self, const FoveaViewFrame *frame, cairo_t *cr, double t);
  void (*paint_over) (FoveaViewScene *self, const FoveaViewFrame *frame, cairo_t *cr, double t);
  /* Where a click on a cell leads to; FALSE: nowhere. */
  gboolean (*find_place) (FoveaViewScene *self, const FoveaViewFrame *frame, const FoveaGrid *grid, int row, int column,
                          FoveaPlace *place);
  /* Which number one can type over there; FALSE: none. */
  gboolean (*name_cell) (FoveaViewScene *self, const FoveaViewFrame *frame, const FoveaGrid *grid, int row, int column,
                         FoveaCell *cell);
  char *(*say_cell) (FoveaViewScene *self, const FoveaViewFrame *frame, const FoveaGrid *grid, int row, int column);
  /* A click on one of its own chips. Optional. */
  void (*act) (FoveaViewScene *self, FoveaAction action);
};

/* For fovea_*_scene_new() of subclasses. */
FoveaScene *fovea_view_scene_new (GType type, FoveaConvolution *lesson);
const FoveaViewFrame *fovea_view_scene_get_frame (FoveaViewScene *self);
/* It is to be laid out anew. */
void fovea_view_scene_renew (FoveaViewScene *self);

G_END_DECLS
