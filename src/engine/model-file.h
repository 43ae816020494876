/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"
#include "engine/safetensors.h"

G_BEGIN_DECLS

/* Models as safetensors files: tensors `layers.N.weight`, `.bias`, `.running_mean`, `.running_var` (N the row in the
 * net), metadata `fovea.net`, `fovea.classes`, `fovea.mean`, `fovea.std`. Written whole or not at all. */
gboolean fovea_net_save (const FoveaNet *net, const char *path, GError **error);
FoveaNet *fovea_net_load (const char *path, GError **error);

/* The same as a part of a file that holds more. */
void fovea_net_write (const FoveaNet *net, FoveaSafetensors *file);
gboolean fovea_net_fill (FoveaNet *net, const FoveaSafetensors *file, const char *path, GError **error);
FoveaNet *fovea_net_read (const FoveaSafetensors *file, const char *path, GError **error);
FoveaNetSpec *fovea_net_read_spec (const FoveaSafetensors *file, const char *path, GError **error);

G_END_DECLS
