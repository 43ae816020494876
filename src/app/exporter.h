/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/page.h"

G_BEGIN_DECLS

/**
 * FoveaExporter:
 *
 * Writes what a page shows to files, and copies it. What takes long is written beside the main loop, from a copy of the
 * lesson; meanwhile the widget, a bar, shows how far it is and can stop it. Errors are toasts.
 *
 * Properties: `busy` (boolean, read only): something is being written.
 */
#define FOVEA_TYPE_EXPORTER (fovea_exporter_get_type ())
G_DECLARE_FINAL_TYPE (FoveaExporter, fovea_exporter, FOVEA, EXPORTER, AdwBin)

/**
 * FoveaExport:
 * @ending: ".svg", ".pdf", ".png", ".gif", ".csv" or ".npy"; static text
 * @scale: pixels a point, of a PNG
 */
typedef struct
{
  const char *ending;
  double scale;
} FoveaExport;

gboolean fovea_exporter_get_busy (FoveaExporter *self);
/* Asks where to, then writes. */
void fovea_exporter_ask (FoveaExporter *self, FoveaPage *page, const FoveaExport *format);
void fovea_exporter_write (FoveaExporter *self, FoveaPage *page, const FoveaExport *format, const char *path);
void fovea_exporter_copy (FoveaExporter *self, FoveaPage *page);

G_END_DECLS
