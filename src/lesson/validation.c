/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sweeps over held-out images. The loss of a sweep is the mean over its images, whatever the handfuls. */

#include "lesson/validation.h"

#include "engine/evaluate.h"
#include "engine/random.h"

struct _FoveaValidation
{
  FoveaExamples *examples;
  int *order;
  /* the sweep at hand */
  int next, end;
  double loss;     /* summed over its images so far */
  GArray *answers; /* so far */
  /* the last whole one */
  GArray *all; /* its answers, or NULL; never changed again, since others have it too */
  GArray *mistakes;
  int checked;
};

/* @examples: at least one image */
FoveaValidation *
fovea_validation_new (FoveaExamples *examples)
{
  FoveaValidation *self = g_new0 (FoveaValidation, 1);

  self->examples = fovea_examples_ref (examples);
  self->order = g_new (int, examples->n);
  for (int i = 0; i < examples->n; i++)
    self->order[i] = i;
  fovea_random_shuffle (0, fovea_random_stream (FOVEA_STREAM_OTHER, 0), self->order, examples->n);
  self->answers = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  self->mistakes = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  return self;
}

void
fovea_validation_free (FoveaValidation *self)
{
  fovea_examples_unref (self->examples);
  g_free (self->order);
  g_array_unref (self->answers);
  g_clear_pointer (&self->all, g_array_unref);
  g_array_unref (self->mistakes);
  g_free (self);
}

FoveaExamples *
fovea_validation_get_examples (const FoveaValidation *self)
{
  return self->examples;
}

/* The image at that place of the order. */
int
fovea_validation_get_image (const FoveaValidation *self, int place)
{
  return self->order[place];
}

/* Begins a sweep over the first @images of the order, or over all if there are fewer. */
void
fovea_validation_begin (FoveaValidation *self, int images)
{
  self->next = 0;
  self->end = MIN (images, self->examples->n);
  self->loss = 0;
  g_array_set_size (self->answers, 0);
}

gboolean
fovea_validation_is_sweeping (const FoveaValidation *self)
{
  return self->next < self->end;
}

/* Over how many images the sweep under way is; 0 if there is none. */
int
fovea_validation_get_sweep (const FoveaValidation *self)
{
  return fovea_validation_is_sweeping (self) ? self->end : 0;
}

/* Asks about the images @order[0 … n) and adds the answers. Returns the summed loss. */
static double
ask (const FoveaValidation *self, FoveaNet *net, const int *order, int n, int threads, GArray *predictions)
{
  g_autoptr (FoveaExamples) handful = fovea_examples_subset (self->examples, order, n);
  g_autofree FoveaAnswer *answers = g_new (FoveaAnswer, n);
  double loss = 0;

  fovea_net_ask (net, handful, threads, answers, &loss);
  for (int i = 0; i < n; i++)
    {
      FoveaPrediction prediction
        = { order[i], handful->labels[i], answers[i].said, answers[i].probability, answers[i].loss };

      g_array_append_val (predictions, prediction);
    }
  return loss * n;
}

static int
compare_surest_first (gconstpointer a, gconstpointer b)
{
  const FoveaPrediction *one = a, *other = b;

  if (one->probability != other->probability)
    return one->probability > other->probability ? -1 : 1;
  return one->image - other->image;
}

static void
end_sweep (FoveaValidation *self)
{
  g_clear_pointer (&self->all, g_array_unref);
  self->all = g_steal_pointer (&self->answers);
  self->answers = g_array_new (FALSE, FALSE, sizeof (FoveaPrediction));
  self->checked = self->end;
  g_array_set_size (self->mistakes, 0);
  for (guint i = 0; i < self->all->len; i++)
    {
      const FoveaPrediction *answer = &g_array_index (self->all, FoveaPrediction, i);

      if (answer->said != answer->label)
        g_array_append_val (self->mistakes, *answer);
    }
  g_array_sort (self->mistakes, compare_surest_first);
}

/**
 * fovea_validation_sweep:
 * @handful: how many images to ask about now
 * @point: (out): loss and accuracy of the sweep, once it has ended; its epoch is the caller's to set
 *
 * Returns: whether this ended the sweep
 */
gboolean
fovea_validation_sweep (FoveaValidation *self, FoveaNet *net, int handful, int threads, FoveaCurvePoint *point)
{
  int n = MIN (handful, self->end - self->next);

  self->loss += ask (self, net, self->order + self->next, n, threads, self->answers);
  self->next += n;
  if (fovea_validation_is_sweeping (self))
    return FALSE;
  end_sweep (self);
  *point = (FoveaCurvePoint){ 0, self->loss / self->checked, 1 - (float) self->mistakes->len / self->checked };
  return TRUE;
}

/* Of the last sweep that ended: images, wrong answers, and the surest @most of these. */
void
fovea_validation_get_result (const FoveaValidation *self, int *checked, int *wrong, GArray *mistakes, int most)
{
  *checked = self->checked;
  *wrong = self->mistakes->len;
  if (self->mistakes->len > 0)
    g_array_append_vals (mistakes, self->mistakes->data, MIN ((int) self->mistakes->len, most));
}

/* Returns: (transfer full) (nullable): the FoveaPrediction of every image of the last sweep that ended, in its order */
GArray *
fovea_validation_ref_answers (const FoveaValidation *self)
{
  return self->all ? g_array_ref (self->all) : NULL;
}

/* What the net says now about the first @images of the order. */
void
fovea_validation_ask (const FoveaValidation *self, FoveaNet *net, int images, int threads, GArray *predictions)
{
  ask (self, net, self->order, MIN (images, self->examples->n), threads, predictions);
}
