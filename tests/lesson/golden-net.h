/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/net.h"
#include "tests/engine/golden.h"

static inline void
golden_set (GKeyFile *file, const char *group, FoveaNet *net, int row, FoveaParameterKind kind, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s.%d", name, row);
  g_autoptr (FoveaTensor) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_key_file_has_key (file, group, key, NULL))
    return;
  value = golden_tensor (file, group, key);
  fovea_net_set_parameter (net, row, kind, value, &error);
  g_assert_no_error (error);
}

/* The net of a group of saliency.ini, with its parameters: weights.ROW, biases.ROW, means.ROW, variances.ROW. */
static inline FoveaNet *
golden_net (GKeyFile *file, const char *group)
{
  g_autoptr (FoveaTensor) input = golden_tensor (file, group, "input");
  FoveaShape shape = { input->w, input->h, input->c };
  g_autofree char *text = g_key_file_get_string (file, group, "net", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoveaNetSpec) spec = fovea_net_spec_parse (text, &shape, &error);
  FoveaNet *net;

  g_assert_no_error (error);
  net = fovea_net_new (spec, 1, &error);
  g_assert_no_error (error);
  for (int row = 1; row < spec->n_layers; row++)
    {
      golden_set (file, group, net, row, FOVEA_WEIGHT, "weights");
      golden_set (file, group, net, row, FOVEA_BIAS, "biases");
      golden_set (file, group, net, row, FOVEA_RUNNING_MEAN, "means");
      golden_set (file, group, net, row, FOVEA_RUNNING_VAR, "variances");
    }
  return net;
}
