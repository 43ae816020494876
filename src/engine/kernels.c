/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which kernels run, and what all of them share: the sizes of a convolution.
 *
 * The set is chosen once. It must be one that the processor has and whose registers the system saves; GCC's and
 * Clang's __builtin_cpu_supports() asks for both (CPUID, and XGETBV for the registers). */

#include "config.h"

#include "engine/error.h"
#include "engine/kernels.h"

#include <glib/gi18n-lib.h>

extern const FoveaKernels fovea_kernels_set_avx512, fovea_kernels_set_avx2, fovea_kernels_set_portable,
  fovea_kernels_set_reference;

/* Fastest first. */
static const FoveaKernels *const sets[] = {
#ifdef __x86_64__
  &fovea_kernels_set_avx512,
  &fovea_kernels_set_avx2,
#endif
  &fovea_kernels_set_portable,
  &fovea_kernels_set_reference,
};

static const FoveaKernels *chosen;

static gboolean
is_supported (const FoveaKernels *set)
{
#ifdef __x86_64__
  if (set == &fovea_kernels_set_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw")
           && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512dq");
  if (set == &fovea_kernels_set_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif
  return TRUE;
}

/**
 * fovea_kernels_supported:
 *
 * Returns: the sets that run on this processor, fastest first, the reference last, then NULL
 */
const FoveaKernels *const *
fovea_kernels_supported (void)
{
  static const FoveaKernels *supported[G_N_ELEMENTS (sets) + 1];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      int n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
        if (is_supported (sets[i]))
          supported[n++] = sets[i];
      g_once_init_leave (&ready, 1);
    }
  return supported;
}

const FoveaKernels *
fovea_kernels_reference (void)
{
  return &fovea_kernels_set_reference;
}

static const FoveaKernels *
find_set (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (const FoveaKernels *const *set = fovea_kernels_supported (); *set != NULL; set++)
    {
      if (g_str_equal ((*set)->name, name))
        return *set;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", (*set)->name);
    }
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
               _("FOVEA_KERNELS names the kernels “%s”, which are unknown or not supported by this processor. "
                 "Here it can be one of: %s."),
               name, names->str);
  return NULL;
}

/**
 * fovea_kernels_choose:
 * @name: (nullable): a set's name, or NULL or "" for the fastest one
 *
 * Call it before any kernel runs.
 *
 * Returns: FALSE with FOVEA_ERROR_ARGUMENT where there is no such set here
 */
gboolean
fovea_kernels_choose (const char *name, GError **error)
{
  const FoveaKernels *set = name == NULL || *name == '\0' ? *fovea_kernels_supported () : find_set (name, error);

  if (set != NULL)
    g_atomic_pointer_set (&chosen, set);
  return set != NULL;
}

const FoveaKernels *
fovea_kernels_get (void)
{
  static gsize asked;

  if (g_atomic_pointer_get (&chosen) == NULL && g_once_init_enter (&asked))
    {
      g_autoptr (GError) error = NULL;

      if (!fovea_kernels_choose (g_getenv ("FOVEA_KERNELS"), &error))
        {
          g_warning ("%s", error->message);
          fovea_kernels_choose (NULL, NULL);
        }
      g_once_init_leave (&asked, 1);
    }
  return g_atomic_pointer_get (&chosen);
}

FoveaSlide
fovea_slide (const FoveaWindow *window, int height, int width)
{
  FoveaGeometry rows = fovea_window_geometry (window, TRUE, height);
  FoveaGeometry columns = fovea_window_geometry (window, FALSE, width);

  return (FoveaSlide){
    .rows = rows.filter,
    .columns = columns.filter,
    .stride = window->stride,
    .dilation = window->dilation,
    .top = rows.pad,
    .left = columns.pad,
    .bottom = rows.pad_end,
    .right = columns.pad_end,
  };
}

/**
 * fovea_conv_init:
 *
 * Returns: FALSE with FOVEA_ERROR_MISFIT where the window does not fit, with FOVEA_ERROR_ARGUMENT where @groups do not
 *   divide channels and filters
 */
gboolean
fovea_conv_init (FoveaConv *self, const FoveaWindow *window, int channels, int height, int width, int filters,
                 int groups, GError **error)
{
  *self = (FoveaConv){
    .channels = channels,
    .filters = filters,
    .groups = groups,
    .height = height,
    .width = width,
  };
  if (groups < 1 || channels % groups != 0 || filters % groups != 0)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_ARGUMENT,
                   _("%d groups cannot share %d channels and %d filters: the number of groups must divide both."),
                   groups, channels, filters);
      return FALSE;
    }
  if (!fovea_window_output (window, height, width, &self->out_height, &self->out_width, error))
    return FALSE;
  self->slide = fovea_slide (window, height, width);
  self->whole_height = self->out_height;
  return TRUE;
}

/* How far the windows along one axis, @extent weights wide, reach beyond the input, at its beginning or its end. */
static int
overhang (const FoveaSlide *slide, int extent, int before, int input, int output)
{
  int end = (output - 1) * slide->stride - before + slide->dilation * (extent - 1) + 1 - input;

  return MAX (MAX (before, end), 0);
}

int
fovea_conv_input_halo (const FoveaConv *self)
{
  return MAX (overhang (&self->slide, self->slide.rows, self->slide.top, self->height, self->out_height),
              overhang (&self->slide, self->slide.columns, self->slide.left, self->width, self->out_width));
}

/* Input cell y meets output cells (y + before − u·d)/S, u = 0 … F − 1: from the first input cell under the last weight
 * to the last one under the first weight. */
static int
gradient_overhang (const FoveaSlide *slide, int extent, int before, int input, int output)
{
  int first = (slide->dilation * (extent - 1) - before) / slide->stride;
  int last = (input - 1 + before) / slide->stride - (output - 1);

  return MAX (MAX (first, last), 0);
}

int
fovea_conv_gradient_halo (const FoveaConv *self)
{
  return MAX (gradient_overhang (&self->slide, self->slide.rows, self->slide.top, self->height, self->out_height),
              gradient_overhang (&self->slide, self->slide.columns, self->slide.left, self->width, self->out_width));
}

FoveaConv
fovea_conv_rows (const FoveaConv *self, int first, int last)
{
  FoveaConv part = *self;

  part.out_height = last - first;
  part.slide.top -= first * self->slide.stride;
  return part;
}
