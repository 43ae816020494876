/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers as people read them: a minus is a minus (−, U+2212), whole numbers have no fraction, and what does not fit a
 * cell is rounded until it does. */

#include "config.h"

#include "lesson/numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char minus[] = "−";

/* Cuts the zeros that end a fraction: 0.50 → 0.5, 2.00 → 2. */
static void
trim (char *digits)
{
  char *end = digits + strlen (digits);

  if (!strchr (digits, '.') || strchr (digits, 'e'))
    return;
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    end[-1] = '\0';
}

/* "0" of −0.0004 rounded to two digits is no negative number. */
static gboolean
is_zero (const char *digits)
{
  return strspn (digits, "0.") == strlen (digits);
}

static const char *
finish (double value, char *digits, char text[FOVEA_NUMBER_SIZE])
{
  trim (digits);
  g_snprintf (text, FOVEA_NUMBER_SIZE, "%s%s", value < 0 && !is_zero (digits) ? minus : "", digits);
  return text;
}

/* 1.2e5 without the exponent's plus and zeros: 123456 → 1.2e5. */
static void
format_exponent (double size, int decimals, char *digits, gsize n)
{
  char mantissa[24];
  char *e;

  g_snprintf (mantissa, sizeof mantissa, "%.*e", decimals, size);
  e = strchr (mantissa, 'e');
  *e = '\0';
  trim (mantissa);
  g_snprintf (digits, n, "%se%s%d", mantissa, e[1] == '-' ? minus : "", (int) g_ascii_strtoll (e + 2, NULL, 10));
}

/**
 * fovea_number_short:
 * @places: characters there is room for, its minus included
 *
 * The number with at most two decimals, fewer if it must be, but rather as −.4 than as 0; as 1e5 if even its whole part
 * is too long.
 */
const char *
fovea_number_short (double value, int places, char text[FOVEA_NUMBER_SIZE])
{
  double size = fabs (value);
  char digits[24];
  int room = places - (value < 0);

  if (!isfinite (value))
    {
      g_strlcpy (text, isnan (value) ? "NaN" : value < 0 ? "−∞" : "∞", FOVEA_NUMBER_SIZE);
      return text;
    }
  for (int decimals = 2; decimals >= 0 && size < 1e15; decimals--)
    {
      g_snprintf (digits, sizeof digits, "%.*f", decimals, size);
      trim (digits);
      if ((int) strlen (digits) <= room)
        return finish (value, digits, text);
      if (decimals == 1 && room == 2 && g_str_has_prefix (digits, "0."))
        return finish (value, digits + 1, text);
    }
  format_exponent (size, 0, digits, sizeof digits);
  return finish (value, digits, text);
}

/* 2.5e-05 as 2.5·10⁻⁵, 1e-05 as 10⁻⁵. */
static void
append_power (GString *text, const char *mantissa, int exponent)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char digits[12];

  if (!g_str_equal (mantissa, "1"))
    g_string_append_printf (text, "%s·", mantissa);
  g_string_append (text, exponent < 0 ? "10⁻" : "10");
  g_snprintf (digits, sizeof digits, "%d", ABS (exponent));
  for (const char *digit = digits; *digit; digit++)
    g_string_append (text, raised[*digit - '0']);
}

/* -1.23457e+08 as −1.23·10⁸. */
static const char *
write_power (double value, const char *mantissa, int exponent, char text[FOVEA_NUMBER_SIZE])
{
  g_autoptr (GString) words = g_string_new (value < 0 ? minus : "");

  append_power (words, mantissa, exponent);
  g_strlcpy (text, words->str, FOVEA_NUMBER_SIZE);
  return text;
}

const char *
fovea_number_full (double value, char text[FOVEA_NUMBER_SIZE])
{
  char digits[24];
  char *e;

  if (!isfinite (value))
    return fovea_number_short (value, 3, text);
  g_snprintf (digits, sizeof digits, "%.6g", fabs (value));
  if (!strchr (digits, 'e'))
    return finish (value, digits, text);
  g_snprintf (digits, sizeof digits, "%.2e", fabs (value));
  e = strchr (digits, 'e');
  *e = '\0';
  trim (digits);
  return write_power (value, digits, g_ascii_strtoll (e + 1, NULL, 10), text);
}

const char *
fovea_number_rounded (double value, int digits, char text[FOVEA_NUMBER_SIZE])
{
  char plain[24];
  char *e;

  if (!isfinite (value))
    return fovea_number_short (value, 3, text);
  g_snprintf (plain, sizeof plain, "%.*g", digits, fabs (value));
  e = strchr (plain, 'e');
  if (!e)
    {
      g_snprintf (text, FOVEA_NUMBER_SIZE, "%s%s", value < 0 ? minus : "", plain);
      return text;
    }
  *e = '\0';
  return write_power (value, plain, g_ascii_strtoll (e + 1, NULL, 10), text);
}

const char *
fovea_number_exact (float value, char text[FOVEA_NUMBER_SIZE])
{
  char format[] = "%.6g";

  for (; format[2] <= '9'; format[2]++)
    {
      g_ascii_formatd (text, FOVEA_NUMBER_SIZE, format, value);
      if ((float) g_ascii_strtod (text, NULL) == value)
        break;
    }
  return text;
}

const char *
fovea_number_factor (double value, int places, char text[FOVEA_NUMBER_SIZE])
{
  char plain[FOVEA_NUMBER_SIZE];

  fovea_number_short (value, places, plain);
  g_snprintf (text, FOVEA_NUMBER_SIZE, g_str_has_prefix (plain, minus) ? "(%s)" : "%s", plain);
  return text;
}

const char *
fovea_number_count (gint64 count, char text[FOVEA_NUMBER_SIZE])
{
  char digits[24];
  int n = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, ABS (count));
  /* Translators: decimals have a point in every language; a separator that reads as one, "." or ",", would mislead. */
  const char *separator = C_ ("thousands separator", ",");
  char *to = text;

  if (strlen (separator) > strlen (minus)) /* there is no room for more */
    separator = ",";

  if (count < 0)
    to = g_stpcpy (to, minus);
  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        to = g_stpcpy (to, separator);
      *to++ = digits[i];
    }
  *to = '\0';
  return text;
}
