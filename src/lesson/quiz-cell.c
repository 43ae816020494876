/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on one number: what the window gives where it stands. Asked only where one can do it in one's head: whole
 * numbers, and no more than a 3×3×3 filter has. The engine computes it from the cells under the window. */

#include "config.h"

#include "lesson/quiz-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_PRODUCTS 27
#define LARGEST_NUMBER 99

/* The input cell under row u, column v of the window in slice c; @outside where there is only padding. */
static float
read_cell (const FoveaSetting *setting, int c, int u, int v, float outside)
{
  const FoveaWindow *window = &setting->window;
  int y = setting->row * window->stride + u * window->dilation - fovea_quiz_geometry (setting, TRUE, -1).pad;
  int x = setting->column * window->stride + v * window->dilation - fovea_quiz_geometry (setting, FALSE, -1).pad;

  if (y < 0 || x < 0 || y >= setting->x->h || x >= setting->x->w)
    return outside;
  return *fovea_tensor_at (setting->x, 0, c, y, x);
}

/* Of those that the asked map's filter sees. */
int
fovea_quiz_find_first_slice (const FoveaSetting *setting)
{
  return setting->groups > 1 ? setting->map * setting->groups / setting->filters * fovea_quiz_seen (setting) : 0;
}

/* 1×D/groups×rows×columns, or of the asked slice alone for a pooling: what the window sees. */
FoveaTensor *
fovea_quiz_cut_patch (const FoveaSetting *setting)
{
  int rows = fovea_window_rows (&setting->window), columns = setting->window.extent;
  int slices = setting->pooling ? 1 : fovea_quiz_seen (setting);
  int first = setting->pooling ? setting->map : fovea_quiz_find_first_slice (setting);
  float outside = setting->pooling && setting->pool == FOVEA_POOLING_MAX ? -INFINITY : 0;
  FoveaTensor *patch = fovea_tensor_new (1, slices, rows, columns);

  for (int c = 0; c < slices; c++)
    for (int u = 0; u < rows; u++)
      for (int v = 0; v < columns; v++)
        *fovea_tensor_at (patch, 0, c, u, v) = read_cell (setting, first + c, u, v, outside);
  return patch;
}

/* 1×D/groups×rows×columns: the weights of the asked map, turned by half a turn if @flipped. */
FoveaTensor *
fovea_quiz_cut_filter (const FoveaSetting *setting, gboolean flipped)
{
  int rows = fovea_window_rows (&setting->window), columns = setting->window.extent;
  gsize area = (gsize) rows * columns, size = area * fovea_quiz_seen (setting);
  FoveaTensor *filter
      = fovea_tensor_new_from (1, fovea_quiz_seen (setting), rows, columns, setting->w->data + setting->map * size);

  for (gsize i = 0; flipped && i < size; i++)
    filter->data[i] = setting->w->data[setting->map * size + i / area * area + (area - 1 - i % area)];
  return filter;
}

static double
read_bias (const FoveaSetting *setting)
{
  return setting->b == NULL ? 0 : setting->b->data[setting->map];
}

static double
convolve (const FoveaSetting *setting, const FoveaTensor *patch, gboolean flipped)
{
  FoveaWindow window = { .extent = patch->w, .rows = patch->h, .stride = 1, .dilation = 1 };
  g_autoptr (FoveaTensor) filter = fovea_quiz_cut_filter (setting, flipped);
  g_autoptr (FoveaTensor) y = fovea_conv2d_forward (patch, filter, NULL, &window, 1, NULL);

  return y->data[0] + read_bias (setting);
}

/* L2: the root of the sum of squares. */
static double
pool (FoveaPoolingKind kind, const FoveaTensor *patch)
{
  FoveaWindow window = FOVEA_WINDOW (patch->h);
  FoveaPoolKind by = kind == FOVEA_POOLING_MAX ? FOVEA_POOL_MAX : FOVEA_POOL_AVERAGE;
  g_autoptr (FoveaTensor) x = fovea_tensor_new_from (1, 1, patch->h, patch->w, patch->data), y = NULL;

  for (gsize i = 0; kind == FOVEA_POOLING_L2 && i < fovea_tensor_size (x); i++)
    x->data[i] *= x->data[i];
  y = fovea_pool2d_forward (by, x, &window, NULL);
  return kind == FOVEA_POOLING_L2 ? sqrt (y->data[0] * fovea_tensor_size (x)) : y->data[0];
}

static gboolean
is_whole (double number)
{
  return isfinite (number) && number == rint (number);
}

gboolean
fovea_quiz_is_easy (const FoveaTensor *tensor)
{
  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    if (tensor->data[i] != rintf (tensor->data[i]) || fabsf (tensor->data[i]) > LARGEST_NUMBER)
      return FALSE;
  return TRUE;
}

/* Whether there are few enough products, or numbers to compare. */
gboolean
fovea_quiz_is_easy_window (const FoveaSetting *setting)
{
  gint64 area = (gint64) setting->window.extent * fovea_window_rows (&setting->window);

  return area * (setting->pooling ? 1 : fovea_quiz_seen (setting)) <= MOST_PRODUCTS;
}

gboolean
fovea_quiz_can_ask_cell (const FoveaSetting *setting)
{
  g_autoptr (FoveaTensor) patch = NULL, filter = NULL;
  FoveaGeometry x = fovea_quiz_geometry (setting, FALSE, -1), y = fovea_quiz_geometry (setting, TRUE, -1);

  if (setting->x == NULL || (!setting->pooling && setting->w == NULL)
      || !fovea_quiz_is_easy_window (setting) || setting->row >= fovea_geometry_fit (&y).floor
      || setting->column >= fovea_geometry_fit (&x).floor)
    return FALSE;
  patch = fovea_quiz_cut_patch (setting);
  filter = setting->pooling ? fovea_tensor_ref (patch) : fovea_quiz_cut_filter (setting, FALSE);
  if (setting->pooling && setting->pool == FOVEA_POOLING_L2 && !is_whole (pool (setting->pool, patch)))
    return FALSE;
  return fovea_quiz_is_easy (patch) && fovea_quiz_is_easy (filter) && read_bias (setting) == rint (read_bias (setting));
}

char *
fovea_quiz_matrix (const FoveaTensor *matrix)
{
  GString *text = g_string_new ("[");

  for (int i = 0; i < matrix->h * matrix->w; i++)
    {
      g_autofree char *number = fovea_quiz_number (matrix->data[i]);

      if (i > 0)
        g_string_append (text, i % matrix->w == 0 ? "; " : " ");
      g_string_append (text, number);
    }
  return g_string_free (g_string_append_c (text, ']'), FALSE);
}

/* What the three poolings ask, how to go about it, how it comes out, and what is wrong with it where another is asked. */
static const struct
{
  const char *ask, *hint, *worked, *wrong;
} pools[] = {
  [FOVEA_POOLING_MAX] = { N_ ("The window sees %s. What does max pooling give?"),
                          N_ ("No weights, no sum: which number is the largest?"), N_ ("%s, the largest of %s."),
                          N_ ("That is the largest number.") },
  [FOVEA_POOLING_AVERAGE] = { N_ ("The window sees %s. What does average pooling give?"),
                              N_ ("Add the numbers and divide by how many there are."), N_ ("%s, the average of %s."),
                              N_ ("That is the average.") },
  [FOVEA_POOLING_L2] = { N_ ("The window sees %s. What does L2 pooling give?"),
                         N_ ("Add the squares of the numbers and take the root."),
                         N_ ("%s, the root of the sum of the squares of %s."),
                         N_ ("That is the root of the sum of the squares.") },
};

/* @words with the texts in the places of its %s, one or two. */
static char *
put (const char *words, const char *first, const char *second)
{
  g_auto (GStrv) parts = g_strsplit (words, "%s", 3);

  return g_strconcat (parts[0], first, parts[1], parts[1] && parts[2] ? second : NULL, parts[1] ? parts[2] : NULL, NULL);
}

static void
ask_pooled_cell (FoveaQuestion *self, const FoveaSetting *setting, const FoveaTensor *patch)
{
  double right = pool (setting->pool, patch), size = fovea_tensor_size (patch);
  g_autofree char *cells = fovea_quiz_matrix (patch), *answer = fovea_quiz_number (right);

  self->text = put (_(pools[setting->pool].ask), cells, "");
  self->hint = g_strdup (_(pools[setting->pool].hint));
  self->worked = put (_(pools[setting->pool].worked), answer, cells);
  fovea_question_add_number (self, right, NULL);
  for (FoveaPoolingKind kind = 0; kind < FOVEA_N_POOLING_KINDS; kind++)
    if (kind != setting->pool && (kind != FOVEA_POOLING_L2 || is_whole (pool (kind, patch))))
      fovea_question_add_number (self, pool (kind, patch), g_strdup (_(pools[kind].wrong)));
  fovea_question_add_number (self, pool (FOVEA_POOLING_AVERAGE, patch) * size,
                             g_strdup (_("That is the sum of all numbers.")));
  fovea_question_add_number (self, patch->data[0], g_strdup (_("That is the first number of the window.")));
  fovea_question_add_number (self, patch->data[patch->h * patch->w - 1],
                             g_strdup (_("That is the last number of the window.")));
  fovea_question_add_number (self, right + 1, g_strdup (_("Look again at the numbers.")));
}

/* "0·1 + 2·(−1) + … + bias 1 = 4" */
static char *
write_products (const FoveaSetting *setting, const FoveaTensor *patch, double right)
{
  g_autoptr (FoveaTensor) filter = fovea_quiz_cut_filter (setting, FALSE);
  g_autofree char *bias = fovea_quiz_number (read_bias (setting)), *answer = fovea_quiz_number (right);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < fovea_tensor_size (patch); i++)
    {
      g_autofree char *x = fovea_quiz_number (patch->data[i]), *w = fovea_quiz_number (filter->data[i]);

      g_string_append_printf (text, filter->data[i] < 0 ? "%s%s·(%s)" : "%s%s·%s", i > 0 ? " + " : "", x, w);
    }
  g_string_append_printf (text, _(", plus the bias %s: %s."), bias, answer);
  return g_string_free (text, FALSE);
}

static void
ask_convolved_cell (FoveaQuestion *self, const FoveaSetting *setting, const FoveaTensor *patch)
{
  g_autoptr (FoveaTensor) filter = fovea_quiz_cut_filter (setting, FALSE);
  double right = convolve (setting, patch, FALSE), bias = read_bias (setting), first = 0;
  int area = patch->h * patch->w;
  g_autofree char *cells = fovea_quiz_matrix (patch), *weights = fovea_quiz_matrix (filter), *bias_text = fovea_quiz_number (bias);

  for (int i = 0; i < area; i++)
    first += patch->data[i] * filter->data[i];
  self->text = setting->depth == 1
    ? g_strdup_printf (_("The window sees %s, the filter is %s and its bias %s. Which number comes out?"), cells,
                       weights, bias_text)
    : g_strdup_printf (_("The window makes row %d, column %d of map %d. Which number comes out?"), setting->row + 1,
                       setting->column + 1, setting->map + 1);
  self->hint = g_strdup (_("Multiply each cell by the weight that lies on it, add all products, then the bias."));
  self->worked = write_products (setting, patch, right);
  fovea_question_add_number (self, right, NULL);
  fovea_question_add_number (self, right - bias, g_strdup (_("The bias is missing.")));
  fovea_question_add_number (self, convolve (setting, patch, TRUE),
                             g_strdup (_("That is with the filter flipped: the layer does not flip it.")));
  fovea_question_add_number (self, first + bias,
                             g_strdup (_("That is the first slice alone: the others belong to it.")));
  fovea_question_add_number (self, right + bias, g_strdup (_("The bias is added once, after all products.")));
  fovea_question_add_number (self, right + 1, g_strdup (_("Look again at the products.")));
  fovea_question_add_number (self, right - 2, g_strdup (_("Look again at the products.")));
}

void
fovea_quiz_ask_cell (FoveaQuestion *self, const FoveaSetting *setting)
{
  g_autoptr (FoveaTensor) patch = fovea_quiz_cut_patch (setting);

  self->typed = TRUE;
  self->hides = FOVEA_HIDE_CELL;
  if (setting->pooling)
    ask_pooled_cell (self, setting, patch);
  else
    ask_convolved_cell (self, setting, patch);
}
