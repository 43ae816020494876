/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net-spec.h"
#include "lesson/convolution.h"

G_BEGIN_DECLS

/* What slides in a layer of a stack. */
typedef enum
{
  FOVEA_STACK_CONV,
  FOVEA_STACK_MAX,
  FOVEA_STACK_AVERAGE,
  FOVEA_N_STACK_KINDS
} FoveaStackKind;

#define FOVEA_TYPE_STACK_KIND (fovea_stack_kind_get_type ())
GType fovea_stack_kind_get_type (void); /* nicks: conv, max, average */

/**
 * FoveaStack:
 *
 * Layers with a window, one behind the other: what becomes of the size, and what a cell of one of them looks at in all
 * layers before it. Positions are the cells of the chosen layer's output, across and down; there are none where a
 * window does not fit. It opens at the lecture's 32 → 28 → 24.
 *
 * A whole net is kept beside it: what does not slide, and all from the first FC on, is no layer of the stack, but counts
 * where all of the net is counted.
 *
 * Properties: `layers` (string: a net's name, or a net in the language of nets), `table` (boolean: the whole net is shown
 * as a table), `input` (int, sets both of) `input-width` and `input-height` (1–512), `depth`
 * (1–512), `layer` (int, from 1: which one is looked from and changed); and of that layer `kind` (FoveaStackKind),
 * `filter`, `filters`, `stride`, `pad`, `dilation` (int), `round` (FoveaConvention; pools cannot be `same`).
 */
#define FOVEA_TYPE_STACK (fovea_stack_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStack, fovea_stack, FOVEA, STACK, FoveaLesson)

enum
{
  FOVEA_STACK_MAX_INPUT = 512,
  FOVEA_STACK_MAX_LAYERS = 64
};

FoveaStack *fovea_stack_new (void);

/* (transfer none): its rows are INPUT and the layers; valid until the next change. */
const FoveaNetSpec *fovea_stack_get_spec (FoveaStack *self);
/* (transfer none): the whole net; valid until the next change. */
const FoveaNetSpec *fovea_stack_get_net (FoveaStack *self);
/* The layer of the stack that row @row of the whole net is; −1: it is none. */
int fovea_stack_find_layer (FoveaStack *self, int row);
gboolean fovea_stack_get_table (FoveaStack *self);
int fovea_stack_get_layer (FoveaStack *self);
void fovea_stack_set_layer (FoveaStack *self, int layer);
int fovea_stack_count_layers (FoveaStack *self);
/* The size of what comes out of row @row (0: the input); all zero behind a misfit. */
FoveaShape fovea_stack_get_shape (FoveaStack *self, int row);
/* The window of layer @layer on its input, whose size must be known. */
FoveaGeometry fovea_stack_get_geometry (FoveaStack *self, int layer, gboolean vertical);
FoveaConvention fovea_stack_get_convention (FoveaStack *self, int layer);
/* The output cell at the lesson's position; its map is 0. */
FoveaPlace fovea_stack_get_place (FoveaStack *self);
void fovea_stack_set_place (FoveaStack *self, int row, int column);

/* --- changing the chain. A copy of the chosen layer comes behind it, and is chosen. */
gboolean fovea_stack_set_layers (FoveaStack *self, const char *text, GError **error);
void fovea_stack_add (FoveaStack *self);
void fovea_stack_remove (FoveaStack *self);
/* What would make @layer fit, by changing this layer alone. */
GArray *fovea_stack_suggest (FoveaStack *self, int layer);
void fovea_stack_apply (FoveaStack *self, int layer, const FoveaSuggestion *suggestion);
void fovea_stack_set_convention (FoveaStack *self, int layer, FoveaConvention convention);

/* --- what is looked at */

/**
 * FoveaSight:
 * @size: how many cells, from the first to the last, a cell of the chosen layer looks at
 * @jump: how far two neighbouring cells' first ones lie apart
 * @start: where that of cell 0 lies; negative in the padding
 *
 * The receptive field of the chosen layer in an earlier row, along one axis, as if there were no borders: output cell i
 * looks at cells start + i·jump … start + i·jump + size − 1.
 */
typedef struct
{
  int size, jump, start;
} FoveaSight;

/* Cells beside each other that the output cell really looks at: @padding ones are zeros and look at nothing further. */
typedef struct
{
  int first, count;
  gboolean padding;
} FoveaRun;

FoveaSight fovea_stack_get_sight (FoveaStack *self, int row, gboolean vertical);
/* Returns: (transfer full): of FoveaRun, in order; what the chosen layer's cell at @place looks at in row @row */
GArray *fovea_stack_look (FoveaStack *self, FoveaPlace place, int row, gboolean vertical);

G_END_DECLS
