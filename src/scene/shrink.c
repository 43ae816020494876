/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture made smaller: pixel i of m that stand for n covers n/m of them, from i·n/m to (i + 1)·n/m, and becomes their
 * mean, along one axis after the other. Weights are whole numbers of 1/256, whose sum over a pixel is 256: so a mean of
 * three bytes is a sum of products of 64 bits, with 16 bits of room for each byte. A net has a hundred maps of a thousand
 * pixels, all of them in one frame. */

#include "config.h"

#include "scene/shrink.h"

enum
{
  ONE = 256
};

/* What one pixel covers along an axis, and how much of each. */
typedef struct
{
  int first, n;
  const guint16 *weights;
} Span;

/* Of @to pixels that stand for @from. @weights: room for @from + @to */
static void
fill_spans (Span *spans, guint16 *weights, int from, int to)
{
  for (int i = 0; i < to; i++)
    {
      gint64 start = (gint64) i * from, end = start + from, at = start; /* in parts of 1/@to */

      spans[i] = (Span){ (int) (start / to), 0, weights };
      while (at < end)
        {
          gint64 next = MIN ((at / to + 1) * to, end);

          *weights++ = (guint16) (((next - start) * ONE + from / 2) / from - ((at - start) * ONE + from / 2) / from);
          spans[i].n++;
          at = next;
        }
    }
}

/* 0xRRGGBB with 16 bits for each byte. */
static guint64
spread (guint32 pixel)
{
  return (guint64) (pixel >> 16 & 255) << 32 | (guint64) (pixel >> 8 & 255) << 16 | (pixel & 255);
}

/* Of sums of ONE times a byte. */
static guint32
gather (guint64 sum)
{
  sum += (guint64) 0x008000800080;
  return (guint32) (sum >> 40 & 255) << 16 | (guint32) (sum >> 24 & 255) << 8 | (guint32) (sum >> 8 & 255);
}

/* The rows that @span covers become one; row by row, as they lie in memory. @sums: room for a row */
static void
shrink_rows (const guint32 *from, int width, const Span *span, guint64 *sums, guint32 *to)
{
  const guint32 *row = from + (gsize) span->first * width;

  for (int x = 0; x < width; x++)
    sums[x] = spread (row[x]) * span->weights[0];
  for (int k = 1; k < span->n; k++)
    {
      row += width;
      for (int x = 0; x < width; x++)
        sums[x] += spread (row[x]) * span->weights[k];
    }
  for (int x = 0; x < width; x++)
    to[x] = gather (sums[x]);
}

/* A row becomes one of @n pixels. */
static void
shrink_row (const guint32 *from, const Span *spans, int n, guint32 *to)
{
  for (int i = 0; i < n; i++)
    {
      const guint32 *pixel = from + spans[i].first;
      guint64 sum = 0;

      for (int k = 0; k < spans[i].n; k++)
        sum += spread (pixel[k]) * spans[i].weights[k];
      to[i] = gather (sum);
    }
}

void
fovea_shrink (const guint32 *from, int width, int height, guint32 *to, int to_width, int to_height)
{
  g_autofree guint32 *row = g_new (guint32, width);
  g_autofree guint64 *sums = g_new (guint64, width);
  g_autofree guint16 *weights = g_new (guint16, 2 * (width + height));
  g_autofree Span *down = g_new (Span, to_height), *across = g_new (Span, to_width);

  g_return_if_fail (to_width > 0 && to_height > 0 && to_width <= width && to_height <= height);

  fill_spans (down, weights, height, to_height);
  fill_spans (across, weights + 2 * height, width, to_width);
  for (int y = 0; y < to_height; y++)
    {
      shrink_rows (from, width, &down[y], sums, row);
      shrink_row (row, across, to_width, to + (gsize) y * to_width);
    }
}
