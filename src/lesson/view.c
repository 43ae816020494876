/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ways in which the same convolution is drawn. */

#include "config.h"

#include "lesson/view.h"

#include <glib/gi18n-lib.h>

static const GEnumValue views[] = {
  { FOVEA_VIEW_GRID, N_ ("Grid"), "grid" },
  { FOVEA_VIEW_MATRIX, N_ ("Matrix"), "matrix" },
  { FOVEA_VIEW_NEURON, N_ ("Neuron"), "neuron" },
  { FOVEA_VIEW_DENSE, N_ ("Dense"), "dense" },
  { FOVEA_VIEW_DEPTH, N_ ("Depth"), "depth" },
  { 0, NULL, NULL },
};

GType
fovea_view_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaView", views));
  return type;
}

const char *
fovea_view_label (FoveaView view)
{
  g_return_val_if_fail ((guint) view < FOVEA_N_VIEWS, NULL);
  return _(views[view].value_name);
}
