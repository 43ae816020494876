/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reasons as numbers: the image as the net took it, normalised, and what was found out about it. */

#include "lesson/reasons.h"

#include "lesson/arrays.h"

static FoveaTensor *
copy_scores (const FoveaClimb *climb)
{
  return fovea_tensor_new_from (1, 1, (int) climb->scores->len, 1, (const float *) (gpointer) climb->scores->data);
}

/* (transfer full) (element-type FoveaArray): the image; the gradient, or the probability with each place hidden, or the
 * number climbed for before and after every step; the probabilities of the classes */
GPtrArray *
fovea_reasons_list_arrays (const FoveaReasons *self)
{
  GPtrArray *arrays = fovea_arrays_new ();

  fovea_arrays_add (arrays, "image", fovea_tensor_ref (self->findings->image), 3, NULL);
  if (self->gradient)
    fovea_arrays_add (arrays, "gradient", fovea_tensor_ref (self->gradient), 3, NULL);
  if (self->occlusion)
    fovea_arrays_add (arrays, "hidden", fovea_tensor_ref (self->occlusion->heat), 2, NULL);
  if (self->climb)
    fovea_arrays_add (arrays, "climb", copy_scores (self->climb), 2, "number");
  fovea_arrays_add (arrays, "probabilities",
                    fovea_tensor_new_from (1, 1, self->findings->scores->c, 1, self->findings->scores->data), 2,
                    "probability");
  return arrays;
}
