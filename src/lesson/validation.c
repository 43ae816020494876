/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sweeps over held-out images. The loss of a sweep is the mean over its images, whatever the handfuls. */

#include "lesson/validation.h"

#include "engine/random.h"

struct _FoveaValidation
{
  FoveaExamples *examples;
  int *order;
  /* the sweep at hand */
  int next, end;
  double loss;     /* summed over its images so far */
  GArray *answers; /* the wrong ones so far */
  /* the last whole one */
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

/* Asks about the images @order[0 … n) and adds the answers, or only the wrong ones. Returns the summed loss. */
static double
ask (const FoveaValidation *self, FoveaNet *net, const int *order, int n, int threads, gboolean only_wrong,
     GArray *answers)
{
  g_autoptr (FoveaExamples) handful = fovea_examples_subset (self->examples, order, n);
  g_autofree guint16 *said = g_new (guint16, n);
  g_autofree float *probability = g_new (float, n);
  double loss = 0;

  fovea_net_evaluate (net, handful, threads, said, probability, &loss);
  for (int i = 0; i < n; i++)
    {
      FoveaPrediction answer = { order[i], handful->labels[i], said[i], probability[i] };

      if (!only_wrong || said[i] != handful->labels[i])
        g_array_append_val (answers, answer);
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
  GArray *answers = self->answers;

  g_array_sort (answers, compare_surest_first);
  self->answers = self->mistakes;
  self->mistakes = answers;
  self->checked = self->end;
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

  self->loss += ask (self, net, self->order + self->next, n, threads, TRUE, self->answers);
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

/* What the net says now about the first @images of the order. */
void
fovea_validation_ask (const FoveaValidation *self, FoveaNet *net, int images, int threads, GArray *predictions)
{
  ask (self, net, self->order, MIN (images, self->examples->n), threads, FALSE, predictions);
}
