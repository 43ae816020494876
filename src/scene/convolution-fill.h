/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lesson/convolution.h"
#include "scene/sheet.h"

G_BEGIN_DECLS

/* FoveaGrid.fill of the convolution scene; data is the FoveaConvolution, the index as FoveaGridRole says. */
void fovea_fill_input (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
void fovea_fill_bare_input (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
void fovea_fill_patch (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
void fovea_fill_filter (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
void fovea_fill_map (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
void fovea_fill_relu (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);
void fovea_fill_pool (gpointer data, const FoveaGrid *grid, int row, float *values, guint8 *states);

G_END_DECLS
