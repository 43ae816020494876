/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names take the width they need, up to half of it; the shares stand at the right, and the bars get what is left. */

#include "config.h"

#include "scene/scores.h"

#include "scene/prediction-wall.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MARK "score " /* before the class's number: what a line is called in the marks */

/* All in points, at scale 1. */
static const double HEADING = 14, BELOW_HEADING = 4, LINE_LEAST = 13, LINE_MOST = 16, FIGURES = 34, GAP = 6;

typedef struct
{
  int class_number;
  float score;
} Score;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const Score *one = a, *other = b;

  return one->score < other->score ? 1 : one->score > other->score ? -1 : one->class_number - other->class_number;
}

/* The scores that have room, in the order of the classes if all have, else the highest first. */
static Score *
choose_scores (const FoveaTensor *scores, int room, int *n)
{
  Score *chosen = g_new (Score, scores->c);

  *n = MIN (room, scores->c);
  for (int i = 0; i < scores->c; i++)
    chosen[i] = (Score){ i, scores->data[i] };
  if (*n < scores->c)
    qsort (chosen, scores->c, sizeof *chosen, compare_scores);
  return chosen;
}

/* "ring ✓" */
static char *
dup_label (const FoveaScores *self, int class_number)
{
  g_autofree char *name = fovea_dup_class_name (self->names, class_number);

  return class_number == self->label ? g_strdup_printf ("%s ✓", name) : g_steal_pointer (&name);
}

static double
measure_names (const FoveaScores *self, FoveaSketch *sketch, const Score *scores, int n)
{
  double width = 0;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *label = dup_label (self, scores[i].class_number);

      width = fmax (width, fovea_sketch_text_width (sketch, FOVEA_TEXT_SMALL, label));
    }
  return width;
}

static void
paint_score (const FoveaScores *self, FoveaSketch *sketch, const Score *score, gboolean is_said, double names,
             const FoveaBox *line)
{
  g_autofree char *label = dup_label (self, score->class_number);
  g_autofree char *share = g_strdup_printf (_("%.0f %%"), score->score * 100);
  double figures = FIGURES * sketch->scale, gap = GAP * sketch->scale;
  FoveaBox bar = { line->x + names + gap, line->y + line->height * 0.2, 0, line->height * 0.6 };
  double room = line->x + line->width - figures - bar.x;
  g_autofree char *mark = g_strdup_printf (MARK "%d", score->class_number);

  bar.width = fmax (1, room * score->score);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT,
                     &(FoveaBox){ line->x, line->y, names, line->height }, label);
  fovea_sketch_set_colour (sketch, is_said ? sketch->palette->output_label : sketch->palette->training);
  cairo_rectangle (sketch->cr, bar.x, bar.y, bar.width, bar.height);
  cairo_fill (sketch->cr);
  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_RIGHT,
                     &(FoveaBox){ line->x + line->width - figures, line->y, figures, line->height }, share);
  fovea_sketch_mark (sketch, mark, line);
}

static void
paint_lines (const FoveaScores *self, FoveaSketch *sketch, const FoveaBox *box)
{
  double line = CLAMP (floor (box->height / self->scores->c), ceil (LINE_LEAST * sketch->scale),
                       ceil (LINE_MOST * sketch->scale));
  int n = box->height / line, said = 0;
  g_autofree Score *scores = choose_scores (self->scores, n < self->scores->c ? MAX (n - 1, 1) : n, &n);
  int left = self->scores->c - n;
  g_autofree char *more = g_strdup_printf (ngettext ("+ %d more", "+ %d more", (gulong) left), left);
  double names = fmin (measure_names (self, sketch, scores, n), box->width / 2);

  for (int i = 1; i < self->scores->c; i++)
    if (self->scores->data[i] > self->scores->data[said])
      said = i;
  for (int i = 0; i < n; i++)
    paint_score (self, sketch, &scores[i], scores[i].class_number == said, names,
                 &(FoveaBox){ box->x, box->y + i * line, box->width, line });
  if (n < self->scores->c)
    fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->dim, FOVEA_ALIGN_LEFT,
                       &(FoveaBox){ box->x, box->y + n * line, box->width, line }, more);
}

/* Points of height in which all classes stand below each other. */
double
fovea_scores_measure (const FoveaScores *self, double scale)
{
  return ceil (HEADING * scale) + BELOW_HEADING + self->scores->c * ceil (LINE_MOST * scale);
}

void
fovea_scores_paint (const FoveaScores *self, FoveaSketch *sketch, const FoveaBox *box)
{
  double heading = ceil (HEADING * sketch->scale);
  FoveaBox title = { box->x, box->y, box->width, heading };

  fovea_sketch_text (sketch, FOVEA_TEXT_SMALL, sketch->palette->ink, FOVEA_ALIGN_LEFT, &title,
                     self->label >= 0 ? _("class scores, ✓ true class") : _("class scores"));
  heading += BELOW_HEADING;
  paint_lines (self, sketch, &(FoveaBox){ box->x, box->y + heading, box->width, box->height - heading });
  fovea_sketch_mark (sketch, "scores title", &title);
}

/* Returns: the class whose line is at (x, y) of the picture that left @marks, or −1 */
int
fovea_scores_pick (const FoveaMarks *marks, double x, double y)
{
  for (guint i = 0; i < marks->boxes->len; i++)
    {
      const char *name = marks->names->pdata[i];

      if (g_str_has_prefix (name, MARK) && fovea_box_contains (&g_array_index (marks->boxes, FoveaBox, i), x, y))
        return (int) g_ascii_strtoll (name + strlen (MARK), NULL, 10);
    }
  return -1;
}
