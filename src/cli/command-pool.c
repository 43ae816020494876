/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli pool: max and average pooling of NumPy files, forward and backward, by the reference kernel. */

#include "config.h"

#include "cli/arrays.h"
#include "cli/command.h"
#include "engine/npy.h"
#include "engine/pool2d.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *input, *output, *grad_output, *grad_input;
  int kind, extent, stride, pad, round;
  gboolean json;
} Arguments;

/* In the order of FoveaPoolKind. */
static const char *const kinds[] = { "max", "average", NULL };


static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("kind", CHOICE, kind), .value = "KIND",
    .help = N_ ("what a window becomes"), .choices = kinds, .required = TRUE },
  { FOVEA_ARGUMENT ("input", TEXT, input), .value = "FILE.npy",
    .help = N_ ("the input, float32, N×C×H×W"), .required = TRUE },
  { FOVEA_ARGUMENT ("extent", INT, extent), .value = "F", .help = N_ ("rows and columns of a window"),
    .least = 1, .most = G_MAXINT, .required = TRUE },
  { FOVEA_ARGUMENT ("stride", INT, stride), .value = "S", .help = N_ ("cells from one position to the next (F unless given)"),
    .least = 1, .most = G_MAXINT },
  { FOVEA_ARGUMENT ("pad", INT, pad), .value = "P", .help = N_ ("cells of padding on each side, fewer than F"),
    .least = 0, .most = G_MAXINT },
  { FOVEA_ARGUMENT ("round", CHOICE, round), .value = "R",
    .help = N_ ("what to do where it does not fit"), .choices = fovea_round_choices },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE.npy",
    .help = N_ ("where the output goes, N×C×H′×W′"), .required = TRUE },
  { FOVEA_ARGUMENT ("grad-output", TEXT, grad_output), .value = "FILE.npy",
    .help = N_ ("gradient of the output; then that of the input is computed") },
  { FOVEA_ARGUMENT ("grad-input", TEXT, grad_input), .value = "FILE.npy",
    .help = N_ ("where the gradient of the input goes") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

static gboolean
check (const Arguments *arguments, GError **error)
{
  if (arguments->pad >= arguments->extent)
    g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                 _("--pad %d lets a window of %d see nothing but padding; it must be smaller than --extent."),
                 arguments->pad, arguments->extent);
  else if ((arguments->grad_output != NULL) != (arguments->grad_input != NULL))
    g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                         _("--grad-output and --grad-input belong together."));
  else
    return TRUE;
  return FALSE;
}

static FoveaTensor *
pool (const Arguments *arguments, const FoveaTensor *x, const FoveaWindow *window, GError **error)
{
  g_autoptr (GError) problem = NULL;
  FoveaTensor *y;

  if (!fovea_check_size (x, window, x->c, error))
    return NULL;
  y = fovea_pool2d_forward ((FoveaPoolKind) arguments->kind, x, window, &problem);
  if (arguments->json && g_error_matches (problem, FOVEA_ERROR, FOVEA_ERROR_MISFIT))
    fovea_print_window_misfit (x, window);
  if (y == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return y;
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  FoveaWindow window = FOVEA_WINDOW (arguments->extent);
  g_autoptr (FoveaTensor) x = NULL, y = NULL, gy = NULL, gx = NULL;
  FoveaWrittenArray written[2];

  if (!check (arguments, error) || !(x = fovea_npy_load (arguments->input, error)))
    return FALSE;
  window.stride = arguments->stride > 0 ? arguments->stride : arguments->extent;
  window.pad = arguments->pad;
  window.round = (FoveaRound) arguments->round;
  if (!(y = pool (arguments, x, &window, error)))
    return FALSE;
  if (arguments->grad_output != NULL
      && (!(gy = fovea_npy_load (arguments->grad_output, error))
          || !(gx = fovea_pool2d_backward ((FoveaPoolKind) arguments->kind, x, &window, gy, error))))
    return FALSE;
  written[0] = (FoveaWrittenArray){ "output", arguments->output, y, 4 };
  written[1] = (FoveaWrittenArray){ "grad_input", arguments->grad_input, gx, 4 };
  return fovea_write_arrays (written, G_N_ELEMENTS (written), arguments->json, error);
}

const FoveaCommand fovea_command_pool = {
  .name = "pool",
  .summary = N_ ("Pools NumPy files, and computes the gradient."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
