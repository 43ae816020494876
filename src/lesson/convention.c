/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What to do with a window that does not fit, as the frameworks do it. */

#include "config.h"

#include "lesson/convolution.h"

#include <glib/gi18n-lib.h>

static const GEnumValue conventions[] = {
  { FOVEA_CONVENTION_REFUSE, N_ ("refuse (lecture)"), "error" },
  { FOVEA_CONVENTION_FLOOR, N_ ("round down (PyTorch)"), "floor" },
  { FOVEA_CONVENTION_CEIL, N_ ("round up (Caffe pool)"), "ceil" },
  { FOVEA_CONVENTION_SAME, N_ ("pad unevenly (SAME)"), "same" },
  { 0, NULL, NULL },
};

GType
fovea_convention_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoveaConvention", conventions));
  return type;
}

const char *
fovea_convention_label (FoveaConvention convention)
{
  g_return_val_if_fail ((guint) convention < FOVEA_N_CONVENTIONS, NULL);
  return _(conventions[convention].value_name);
}

/* Without whose it is, where there is little room. */
const char *
fovea_convention_short_label (FoveaConvention convention)
{
  static const char *const labels[] = { N_ ("refuse"), N_ ("round down"), N_ ("round up"), N_ ("SAME") };

  g_return_val_if_fail ((guint) convention < FOVEA_N_CONVENTIONS, NULL);
  return _(labels[convention]);
}

/* Rounds @geometry as @convention does; SAME replaces its padding. */
void
fovea_geometry_apply_convention (FoveaGeometry *geometry, FoveaConvention convention)
{
  static const FoveaRound rounds[] = { FOVEA_ROUND_ERROR, FOVEA_ROUND_FLOOR, FOVEA_ROUND_CEIL, FOVEA_ROUND_FLOOR };

  g_return_if_fail ((guint) convention < FOVEA_N_CONVENTIONS);

  geometry->round = rounds[convention];
  if (convention == FOVEA_CONVENTION_SAME)
    fovea_geometry_set_same (geometry);
}

/* Windows that one can look at: as many as there are output cells, or those that lie inside where a misfit is refused. */
int
fovea_geometry_count_windows (const FoveaGeometry *geometry)
{
  FoveaFit fit = fovea_geometry_fit (geometry);

  return geometry->round == FOVEA_ROUND_ERROR ? fit.floor : fit.output;
}

/* The weight through which output cell @output sees input cell @input, or −1 if it does not:
 * output·S + weight·dilation − P = input. */
int
fovea_geometry_get_link (const FoveaGeometry *geometry, int output, int input)
{
  int offset = input + geometry->pad - output * geometry->stride;

  if (offset < 0 || offset % geometry->dilation != 0 || offset / geometry->dilation >= geometry->filter)
    return -1;
  return offset / geometry->dilation;
}
