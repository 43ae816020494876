/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoveaError:
 * @FOVEA_ERROR_MISFIT: a window does not fit its input; the message carries the arithmetic
 * @FOVEA_ERROR_ARGUMENT: a value out of its range, or shapes that do not belong together
 * @FOVEA_ERROR_SYNTAX: a text (of a net, a lesson) that cannot be read; the message says where
 * @FOVEA_ERROR_FORMAT: a file that is not what it says it is
 * @FOVEA_ERROR_FILE: a file that cannot be read or written
 * @FOVEA_ERROR_DIVERGED: training reached a loss that is not a number
 * @FOVEA_ERROR_CANCELLED: somebody asked to stop
 *
 * One domain for all that a person or a file can cause. Every message is a whole sentence for a person:
 * what was wrong, where, and what would be right.
 */
typedef enum
{
  FOVEA_ERROR_MISFIT,
  FOVEA_ERROR_ARGUMENT,
  FOVEA_ERROR_SYNTAX,
  FOVEA_ERROR_FORMAT,
  FOVEA_ERROR_FILE,
  FOVEA_ERROR_DIVERGED,
  FOVEA_ERROR_CANCELLED
} FoveaError;

#define FOVEA_ERROR (fovea_error_quark ())
GQuark fovea_error_quark (void);

G_END_DECLS
