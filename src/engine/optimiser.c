/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a step moves the weights: one sweep over flat arrays of weights w, gradients g and up to two states a weight.
 * Formulas and constants are PyTorch's (torch.optim, version 2), so that what one learns here holds there:
 *
 *   with L2     g ← g + l2·w
 *   SGD         w ← w − rate·g
 *   MOMENTUM    m ← μ·m + g                 w ← w − rate·m                      Polyak 1964
 *   NESTEROV    m ← μ·m + g                 w ← w − rate·(g + μ·m)              Sutskever et al. 2013
 *   ADAGRAD     v ← v + g²                  w ← w − rate·g/(√v + 1e-10)         Duchi et al. 2011
 *   RMSPROP     v ← 0.99·v + 0.01·g²        w ← w − rate·g/(√v + 1e-8)          Tieleman, Hinton 2012
 *   ADADELTA    v ← 0.95·v + 0.05·g²        d = g·√(u + 1e-6)/√(v + 1e-6)
 *               u ← 0.95·u + 0.05·d²        w ← w − rate·d                      Zeiler 2012
 *   ADAM        m ← 0.9·m + 0.1·g           v ← 0.999·v + 0.001·g²
 *               w ← w − rate·m/(1 − 0.9ᵗ) / (√(v/(1 − 0.999ᵗ)) + 1e-8)          Kingma, Ba 2014 */

#include "engine/optimiser.h"

#include <math.h>

static const struct
{
  const char *name;
  float rate; /* one to begin with */
  int states;
} optimisers[] = {
  [FOVEA_OPTIMISER_SGD] = { "sgd", 0.1f, 0 },           [FOVEA_OPTIMISER_MOMENTUM] = { "momentum", 0.02f, 1 },
  [FOVEA_OPTIMISER_NESTEROV] = { "nesterov", 0.02f, 1 }, [FOVEA_OPTIMISER_ADAGRAD] = { "adagrad", 0.01f, 1 },
  [FOVEA_OPTIMISER_ADADELTA] = { "adadelta", 1, 2 },     [FOVEA_OPTIMISER_RMSPROP] = { "rmsprop", 0.001f, 1 },
  [FOVEA_OPTIMISER_ADAM] = { "adam", 0.001f, 2 },
};

/* As the command line spells it. */
const char *
fovea_optimiser_name (FoveaOptimiserKind kind)
{
  return optimisers[kind].name;
}

gboolean
fovea_optimiser_from_name (const char *name, FoveaOptimiserKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (optimisers); i++)
    if (g_str_equal (name, optimisers[i].name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* A learning rate to begin with. */
float
fovea_optimiser_default_rate (FoveaOptimiserKind kind)
{
  return optimisers[kind].rate;
}

/* How many numbers it remembers for each weight: 0, 1 or 2. All start at zero. */
int
fovea_optimiser_states (FoveaOptimiserKind kind)
{
  return optimisers[kind].states;
}

static void
update_sgd (const FoveaOptimiser *self, gsize n, float *restrict w, const float *restrict g)
{
  for (gsize i = 0; i < n; i++)
    w[i] -= self->rate * (g[i] + self->l2 * w[i]);
}

static void
update_momentum (const FoveaOptimiser *self, gsize n, float *restrict w, const float *restrict g, float *restrict m)
{
  for (gsize i = 0; i < n; i++)
    {
      m[i] = self->momentum * m[i] + (g[i] + self->l2 * w[i]);
      w[i] -= self->rate * m[i];
    }
}

static void
update_nesterov (const FoveaOptimiser *self, gsize n, float *restrict w, const float *restrict g, float *restrict m)
{
  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + self->l2 * w[i];

      m[i] = self->momentum * m[i] + d;
      w[i] -= self->rate * (d + self->momentum * m[i]);
    }
}

/* ADAGRAD and RMSPROP: the gradient over the root of its squares' sum, or of their running mean. */
static void
update_scaled (const FoveaOptimiser *self, gsize n, float *restrict w, const float *restrict g, float *restrict v,
               float keep, float add, float epsilon)
{
  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + self->l2 * w[i];

      v[i] = keep * v[i] + add * (d * d);
      w[i] -= self->rate * d / (sqrtf (v[i]) + epsilon);
    }
}

static void
update_adadelta (const FoveaOptimiser *self, gsize n, float *restrict w, const float *restrict g, float *restrict v,
                 float *restrict u)
{
  const float rho = 0.95f, epsilon = 1e-6f;

  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + self->l2 * w[i];

      v[i] = rho * v[i] + (1 - rho) * (d * d);
      d *= sqrtf (u[i] + epsilon) / sqrtf (v[i] + epsilon);
      u[i] = rho * u[i] + (1 - rho) * (d * d);
      w[i] -= self->rate * d;
    }
}

static void
update_adam (const FoveaOptimiser *self, gsize n, float *restrict w, const float *restrict g, float *restrict m,
             float *restrict v)
{
  float rate = self->rate / (1 - pow (0.9, self->step));
  float correction = 1 / sqrt (1 - pow (0.999, self->step));

  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + self->l2 * w[i];

      m[i] = 0.9f * m[i] + 0.1f * d;
      v[i] = 0.999f * v[i] + 0.001f * (d * d);
      w[i] -= rate * m[i] / (correction * sqrtf (v[i]) + 1e-8f);
    }
}

/**
 * fovea_optimiser_update:
 * @w: (inout): weights
 * @g: their gradients, without L2
 * @state1: (inout): what is remembered of each; NULL where fovea_optimiser_states() is 0
 * @state2: (inout): likewise, where it is 2
 *
 * One step of @n weights. Each weight is moved by itself, so the arrays may be cut anywhere.
 */
void
fovea_optimiser_update (const FoveaOptimiser *self, gsize n, float *w, const float *g, float *state1, float *state2)
{
  switch (self->kind)
    {
    case FOVEA_OPTIMISER_SGD:
      update_sgd (self, n, w, g);
      break;
    case FOVEA_OPTIMISER_MOMENTUM:
      update_momentum (self, n, w, g, state1);
      break;
    case FOVEA_OPTIMISER_NESTEROV:
      update_nesterov (self, n, w, g, state1);
      break;
    case FOVEA_OPTIMISER_ADAGRAD:
      update_scaled (self, n, w, g, state1, 1, 1, 1e-10f);
      break;
    case FOVEA_OPTIMISER_RMSPROP:
      update_scaled (self, n, w, g, state1, 0.99f, 0.01f, 1e-8f);
      break;
    case FOVEA_OPTIMISER_ADADELTA:
      update_adadelta (self, n, w, g, state1, state2);
      break;
    case FOVEA_OPTIMISER_ADAM:
      update_adam (self, n, w, g, state1, state2);
      break;
    }
}
