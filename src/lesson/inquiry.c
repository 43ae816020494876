/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One portion of work is with a thread at a time, of about a frame or two; what comes of it is shown, and the next one
 * is sent off. The newest question waits for the portion that is on its way, never for the whole answer unless that is
 * to the same question. */

#include "lesson/inquiry.h"

#include <string.h>

enum
{
  PORTION = 30000, /* microseconds that a thread works before something is shown */
  REST = 3         /* times as long as an answer took, before it is asked again about newer weights */
};

/* What somebody asked. */
typedef struct
{
  FoveaStill *still;
  GBytes *pixels;
  int label;
  FoveaWhy why;
} Ask;

typedef struct
{
  FoveaReasoning *reasoning;
  gint64 may, took; /* microseconds */
} Portion;

struct _FoveaInquiry
{
  GObject parent_instance;

  Ask *now, *next;           /* what is being answered or was; what waits */
  FoveaReasoning *reasoning; /* the answer, while no thread has it */
  FoveaReasons *reasons;
  gboolean busy, dropped; /* a thread works; nobody wants what comes of it */
  gboolean quiet;         /* the answer is shown when it is whole */
  gboolean paused;
  gint64 took;
  guint rest;
};

G_DEFINE_FINAL_TYPE (FoveaInquiry, fovea_inquiry, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask_free (Ask *self)
{
  fovea_still_unref (self->still);
  g_bytes_unref (self->pixels);
  g_free (self);
}

/* Whether but for the weights they are the same. */
static gboolean
is_same (const Ask *a, const Ask *b)
{
  return fovea_why_equal (&a->why, &b->why) && a->label == b->label && g_bytes_equal (a->pixels, b->pixels)
         && fovea_net_get_spec (fovea_still_get_net (a->still)) == fovea_net_get_spec (fovea_still_get_net (b->still));
}

/* The thread's side */

static void
portion_free (gpointer data)
{
  Portion *self = data;

  g_clear_pointer (&self->reasoning, fovea_reasoning_free);
  g_free (self);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Portion *portion = data;
  gint64 start = g_get_monotonic_time ();

  do
    {
      fovea_reasoning_advance (portion->reasoning);
      portion->took = g_get_monotonic_time () - start;
    }
  while (portion->took < portion->may && !fovea_reasoning_is_done (portion->reasoning));
  g_task_return_pointer (task, fovea_reasoning_get (portion->reasoning), (GDestroyNotify) fovea_reasons_unref);
}

/* This side */

static void worked_cb (GObject *object, GAsyncResult *result, gpointer data);

static gboolean
is_climbing (FoveaInquiry *self)
{
  return self->now && self->now->why.kind == FOVEA_REASON_CLIMB;
}

static void
send (FoveaInquiry *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, worked_cb, NULL);
  Portion *portion = g_new0 (Portion, 1);

  self->busy = TRUE;
  self->dropped = FALSE;
  portion->may = is_climbing (self) && self->paused ? 0 : PORTION;
  portion->reasoning = g_steal_pointer (&self->reasoning);
  g_task_set_task_data (task, portion, portion_free);
  g_task_run_in_thread (task, work);
}

/* Begins with what waits; @quiet: what is shown is the answer to the same question, and stays till this one is whole. */
static void
begin (FoveaInquiry *self, gboolean quiet)
{
  const FoveaNet *net = fovea_still_get_net (self->next->still);
  g_autoptr (FoveaTensor) image = fovea_net_normalise (net, g_bytes_get_data (self->next->pixels, NULL));

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->now, ask_free);
  g_clear_pointer (&self->reasoning, fovea_reasoning_free);
  self->now = g_steal_pointer (&self->next);
  self->reasoning = fovea_reasoning_new (self->now->still, image, self->now->label, &self->now->why);
  self->quiet = quiet;
  self->took = 0;
  send (self);
}

static gboolean
rested_cb (gpointer data)
{
  FoveaInquiry *self = data;

  self->rest = 0;
  if (self->next && !self->busy)
    begin (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Decides what is done next, while no thread works. */
static void
go_on (FoveaInquiry *self)
{
  gboolean done = !self->reasoning || fovea_reasoning_is_done (self->reasoning);

  if (self->next && (!self->now || !is_same (self->now, self->next)))
    begin (self, FALSE);
  else if (!done && !(is_climbing (self) && self->paused && self->reasons))
    send (self);
  else if (self->next && done && !self->rest)
    self->rest = g_timeout_add (REST * self->took / 1000, rested_cb, self);
}

static void
worked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  FoveaInquiry *self = FOVEA_INQUIRY (object);
  Portion *portion = g_task_get_task_data (G_TASK (result));
  FoveaReasons *reasons = g_task_propagate_pointer (G_TASK (result), NULL);

  self->busy = FALSE;
  self->took += portion->took;
  if (self->dropped)
    {
      fovea_reasons_unref (reasons);
      go_on (self);
      return;
    }
  self->reasoning = g_steal_pointer (&portion->reasoning);
  fovea_reasoning_set_steps (self->reasoning, self->now->why.steps);
  if (self->quiet && !reasons->done)
    {
      fovea_reasons_unref (reasons);
      go_on (self);
      return;
    }
  g_clear_pointer (&self->reasons, fovea_reasons_unref);
  self->reasons = reasons;
  go_on (self);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
fovea_inquiry_finalize (GObject *object)
{
  fovea_inquiry_forget (FOVEA_INQUIRY (object));
  G_OBJECT_CLASS (fovea_inquiry_parent_class)->finalize (object);
}

static void
fovea_inquiry_class_init (FoveaInquiryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fovea_inquiry_finalize;
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
fovea_inquiry_init (FoveaInquiry *self)
{
}

FoveaInquiry *
fovea_inquiry_new (void)
{
  return g_object_new (FOVEA_TYPE_INQUIRY, NULL);
}

static void
set_steps (FoveaInquiry *self, int steps)
{
  self->now->why.steps = steps;
  if (self->reasoning)
    fovea_reasoning_set_steps (self->reasoning, steps);
}

/**
 * fovea_inquiry_ask:
 * @pixels: an image of the size that the net takes, C×H×W bytes; copied
 * @label: its class, or −1
 */
void
fovea_inquiry_ask (FoveaInquiry *self, FoveaStill *net, const guint8 *pixels, int label, const FoveaWhy *why)
{
  const FoveaShape *in = &fovea_net_get_spec (fovea_still_get_net (net))->layers[0].out;
  Ask *ask = g_new (Ask, 1);

  *ask = (Ask){ fovea_still_ref (net), g_bytes_new (pixels, (gsize) in->width * in->height * in->depth), label, *why };
  g_clear_pointer (&self->next, ask_free);
  if (self->now && is_same (self->now, ask) && (self->now->still == net || is_climbing (self)))
    {
      set_steps (self, why->steps);
      ask_free (ask);
    }
  else
    self->next = ask;
  if (self->busy)
    self->dropped = self->next && (!self->now || !is_same (self->now, self->next));
  else
    go_on (self);
}

/* There is nothing to be known: no reasons, and what is on its way is of no interest. */
void
fovea_inquiry_forget (FoveaInquiry *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->now, ask_free);
  g_clear_pointer (&self->next, ask_free);
  g_clear_pointer (&self->reasoning, fovea_reasoning_free);
  g_clear_pointer (&self->reasons, fovea_reasons_unref);
  self->dropped = self->busy;
}

/* Whether climbs stand still; the rest never waits. */
void
fovea_inquiry_set_paused (FoveaInquiry *self, gboolean paused)
{
  self->paused = paused;
  if (!self->busy)
    go_on (self);
}

gboolean
fovea_inquiry_get_paused (FoveaInquiry *self)
{
  return self->paused;
}

/* Returns: (transfer none) (nullable): the newest */
FoveaReasons *
fovea_inquiry_get_reasons (FoveaInquiry *self)
{
  return self->reasons;
}
