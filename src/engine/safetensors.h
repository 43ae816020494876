/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/error.h"

G_BEGIN_DECLS

/**
 * FoveaSafetensors:
 *
 * Named float32 arrays and named strings, as a safetensors file holds them
 * (https://github.com/huggingface/safetensors): the length of a JSON header, the header, the numbers.
 */
typedef struct _FoveaSafetensors FoveaSafetensors;

enum
{
  FOVEA_SAFETENSORS_DIMENSIONS = 4 /* at most, of an array that is read */
};

FoveaSafetensors *fovea_safetensors_new (void);
FoveaSafetensors *fovea_safetensors_load (const char *path, GError **error);
FoveaSafetensors *fovea_safetensors_peek (const char *path, GError **error);
gboolean fovea_safetensors_save (const FoveaSafetensors *self, const char *path, GError **error);
void fovea_safetensors_free (FoveaSafetensors *self);

float *fovea_safetensors_add (FoveaSafetensors *self, const char *name, int dimensions, const gint64 *shape);
const float **fovea_safetensors_add_rows (FoveaSafetensors *self, const char *name, int dimensions, const gint64 *shape);
const float *fovea_safetensors_get (const FoveaSafetensors *self, const char *name, int dimensions,
                                    const gint64 *shape, GError **error);
void fovea_safetensors_set_metadata (FoveaSafetensors *self, const char *key, const char *value);
const char *fovea_safetensors_get_metadata (const FoveaSafetensors *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaSafetensors, fovea_safetensors_free)

G_END_DECLS
