/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fovea-cli conv: a convolution of NumPy files, forward and backward, by the reference kernel. */

#include "config.h"

#include "cli/arrays.h"
#include "cli/command.h"
#include "engine/conv2d.h"
#include "engine/npy.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *input, *filters, *biases, *output, *grad_output, *grad_input, *grad_filters, *grad_biases;
  int stride, pad, dilation, groups, round;
  gboolean json;
} Arguments;

static const FoveaOption options[] = {
  { FOVEA_ARGUMENT ("input", TEXT, input), .value = "FILE.npy",
    .help = N_ ("the input, float32, N×C×H×W"), .required = TRUE },
  { FOVEA_ARGUMENT ("filters", TEXT, filters), .value = "FILE.npy",
    .help = N_ ("the filters, K×(C/groups)×F×F"), .required = TRUE },
  { FOVEA_ARGUMENT ("biases", TEXT, biases), .value = "FILE.npy",
    .help = N_ ("a bias for each filter, K (0 unless given)") },
  { FOVEA_ARGUMENT ("stride", INT, stride), .value = "S", .help = N_ ("cells from one position to the next"),
    .least = 1, .most = G_MAXINT, .preset = 1 },
  { FOVEA_ARGUMENT ("pad", INT, pad), .value = "P", .help = N_ ("cells of zero padding on each side"),
    .least = 0, .most = G_MAXINT },
  { FOVEA_ARGUMENT ("dilation", INT, dilation), .value = "D", .help = N_ ("cells from one weight to the next"),
    .least = 1, .most = G_MAXINT, .preset = 1 },
  { FOVEA_ARGUMENT ("groups", INT, groups), .value = "G", .help = N_ ("groups into which depth and filters are split"),
    .least = 1, .most = G_MAXINT, .preset = 1 },
  { FOVEA_ARGUMENT ("round", CHOICE, round), .value = "R",
    .help = N_ ("what to do where it does not fit"), .choices = fovea_round_choices },
  { FOVEA_ARGUMENT ("output", TEXT, output), .value = "FILE.npy",
    .help = N_ ("where the output goes, N×K×H′×W′"), .required = TRUE },
  { FOVEA_ARGUMENT ("grad-output", TEXT, grad_output), .value = "FILE.npy",
    .help = N_ ("gradient of the output; then the others are computed") },
  { FOVEA_ARGUMENT ("grad-input", TEXT, grad_input), .value = "FILE.npy",
    .help = N_ ("where the gradient of the input goes") },
  { FOVEA_ARGUMENT ("grad-filters", TEXT, grad_filters), .value = "FILE.npy",
    .help = N_ ("where the gradient of the filters goes") },
  { FOVEA_ARGUMENT ("grad-biases", TEXT, grad_biases), .value = "FILE.npy",
    .help = N_ ("where the gradient of the biases goes") },
  FOVEA_JSON_ARGUMENT,
  { NULL },
};

typedef struct
{
  FoveaTensor *x, *w, *b, *y, *gy, *gx, *gw, *gb;
} Tensors;

static void
clear_tensors (Tensors *self)
{
  g_clear_pointer (&self->x, fovea_tensor_unref);
  g_clear_pointer (&self->w, fovea_tensor_unref);
  g_clear_pointer (&self->b, fovea_tensor_unref);
  g_clear_pointer (&self->y, fovea_tensor_unref);
  g_clear_pointer (&self->gy, fovea_tensor_unref);
  g_clear_pointer (&self->gx, fovea_tensor_unref);
  g_clear_pointer (&self->gw, fovea_tensor_unref);
  g_clear_pointer (&self->gb, fovea_tensor_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tensors, clear_tensors)

static gboolean
check_gradients (const Arguments *arguments, GError **error)
{
  gboolean wanted = arguments->grad_input || arguments->grad_filters || arguments->grad_biases;

  if ((arguments->grad_output != NULL) == wanted)
    return TRUE;
  g_set_error_literal (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                       _("Gradients need --grad-output and at least one of --grad-input, --grad-filters and "
                         "--grad-biases."));
  return FALSE;
}

static gboolean
load (const Arguments *arguments, Tensors *tensors, GError **error)
{
  tensors->x = fovea_npy_load (arguments->input, error);
  tensors->w = tensors->x != NULL ? fovea_npy_load (arguments->filters, error) : NULL;
  if (tensors->w == NULL)
    return FALSE;
  if (arguments->biases != NULL && !(tensors->b = fovea_npy_load (arguments->biases, error)))
    return FALSE;
  return arguments->grad_output == NULL || (tensors->gy = fovea_npy_load (arguments->grad_output, error)) != NULL;
}

static gboolean
compute (const Arguments *arguments, Tensors *tensors, GError **error)
{
  g_autoptr (GError) problem = NULL;
  FoveaWindow window = {
    .extent = tensors->w->w,
    .rows = tensors->w->h,
    .stride = arguments->stride,
    .pad = arguments->pad,
    .dilation = arguments->dilation,
    .round = (FoveaRound) arguments->round,
  };

  if (!fovea_check_size (tensors->x, &window, tensors->w->n, error))
    return FALSE;
  tensors->y = fovea_conv2d_forward (tensors->x, tensors->w, tensors->b, &window, arguments->groups, &problem);
  if (arguments->json && g_error_matches (problem, FOVEA_ERROR, FOVEA_ERROR_MISFIT))
    fovea_print_window_misfit (tensors->x, &window);
  if (tensors->y == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return tensors->gy == NULL
         || fovea_conv2d_backward (tensors->x, tensors->w, &window, arguments->groups, tensors->gy, &tensors->gx,
                                   &tensors->gw, &tensors->gb, error);
}

static gboolean
run (gconstpointer data, GError **error)
{
  const Arguments *arguments = data;
  g_auto (Tensors) tensors = { 0 };
  FoveaWrittenArray written[4];

  if (!check_gradients (arguments, error) || !load (arguments, &tensors, error)
      || !compute (arguments, &tensors, error))
    return FALSE;
  written[0] = (FoveaWrittenArray){ "output", arguments->output, tensors.y, 4 };
  written[1] = (FoveaWrittenArray){ "grad_input", arguments->grad_input, tensors.gx, 4 };
  written[2] = (FoveaWrittenArray){ "grad_filters", arguments->grad_filters, tensors.gw, 4 };
  written[3] = (FoveaWrittenArray){ "grad_biases", arguments->grad_biases, tensors.gb, 1 };
  return fovea_write_arrays (written, G_N_ELEMENTS (written), arguments->json, error);
}

const FoveaCommand fovea_command_conv = {
  .name = "conv",
  .summary = N_ ("Convolves NumPy files, and computes gradients."),
  .options = options,
  .size = sizeof (Arguments),
  .run = run,
};
