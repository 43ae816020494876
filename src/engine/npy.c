/* SPDX-License-Identifier: GPL-3.0-or-later */

/* NumPy's own format (numpy.lib.format, versions 1 to 3): the magic "\x93NUMPY", two bytes of version, the length of
 * the header (2 bytes, from version 2 on 4; little endian), the header, which is a Python dictionary such as
 *
 *   {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 5, 5), }
 *
 * padded by blanks and ended by a newline, and the numbers. What is written has version 1, and its numbers begin at a
 * multiple of 64 bytes. */

#include "config.h"

#include "engine/file.h"
#include "engine/npy.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char magic[] = "\x93NUMPY";

enum
{
  MAGIC = sizeof magic - 1, /* bytes */
  HEAD = MAGIC + 2 + 2,     /* bytes before the header in version 1 */
  ALIGNMENT = 64,           /* bytes */
  DIMENSIONS = 4
};

static gboolean fail (GError **error, const char *path, const char *problem, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError **error, const char *path, const char *problem, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, problem);
  text = g_strdup_vprintf (problem, arguments);
  va_end (arguments);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” cannot be read: %s"), path, text);
  return FALSE;
}

/* Takes the header off @bytes. @numbers: (out): where the numbers begin */
static char *
read_header (const char *path, const guint8 *bytes, gsize size, gsize *numbers, GError **error)
{
  gsize length = 0, width = 2;

  if (size < HEAD || memcmp (bytes, magic, MAGIC) != 0)
    {
      fail (error, path, _("it is no NumPy file (.npy)."));
      return NULL;
    }
  if (bytes[MAGIC] < 1 || bytes[MAGIC] > 3)
    {
      fail (error, path, _("version %d of NumPy's format is not known; 1, 2 and 3 are."), bytes[MAGIC]);
      return NULL;
    }
  if (bytes[MAGIC] > 1)
    width = 4;
  for (gsize i = 0; i < width && MAGIC + 2 + i < size; i++)
    length |= (gsize) bytes[MAGIC + 2 + i] << (8 * i);
  *numbers = MAGIC + 2 + width + length;
  if (*numbers > size)
    {
      fail (error, path, _("it ends within its header."));
      return NULL;
    }
  return g_strndup ((const char *) bytes + MAGIC + 2 + width, length);
}

/* The value of @key in a Python dictionary of simple values, or NULL. */
static const char *
find_value (const char *header, const char *key)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", key);
  const char *at = strstr (header, quoted);

  if (at == NULL)
    return NULL;
  at += strlen (quoted);
  at += strspn (at, " ");
  if (*at != ':')
    return NULL;
  return at + 1 + strspn (at + 1, " ");
}

static gboolean
check_type (const char *path, const char *header, GError **error)
{
  const char *type = find_value (header, "descr");
  const char *order = find_value (header, "fortran_order");

  if (type == NULL || order == NULL)
    return fail (error, path, _("its header names no type or no order of its numbers."));
  if (!g_str_has_prefix (type, "'<f4'"))
    return fail (error, path, _("its numbers are %.*s, not little-endian float32; save x.astype('<f4')."),
                 (int) MIN (strcspn (type, ",}"), 20), type);
  if (!g_str_has_prefix (order, "False"))
    return fail (error, path, _("its numbers are in Fortran's order; save numpy.ascontiguousarray(x)."));
  return TRUE;
}

/* Reads "(2, 3, )" into @shape. */
static gboolean
read_shape (const char *path, const char *header, gint64 shape[DIMENSIONS], int *dimensions, GError **error)
{
  const char *at = find_value (header, "shape");

  *dimensions = 0;
  if (at == NULL || *at != '(')
    return fail (error, path, _("its header says no shape."));
  at++;
  for (at += strspn (at, " ,"); *at != ')'; at += strspn (at, " ,"))
    {
      char *end;
      guint64 size = g_ascii_strtoull (at, &end, 10);

      if (!g_ascii_isdigit (*at) || *dimensions == DIMENSIONS || size == 0 || size > G_MAXINT)
        return fail (error, path, _("its shape is not one to four sizes of at least 1."));
      shape[(*dimensions)++] = (gint64) size;
      at = end;
    }
  return *dimensions > 0 || fail (error, path, _("its shape is not one to four sizes of at least 1."));
}

/* Whether @size bytes are just what @shape needs. */
static gboolean
check_size (const char *path, int dimensions, const gint64 *shape, gsize size, GError **error)
{
  gint64 needed = sizeof (float);

  for (int i = 0; i < dimensions; i++)
    if (__builtin_mul_overflow (needed, shape[i], &needed))
      return fail (error, path, _("its shape is larger than any file."));
  if ((guint64) needed != size)
    return fail (error, path,
                 _("its shape needs %" PRId64 " bytes of numbers, and %zu follow."), needed,
                 size);
  return TRUE;
}

static gboolean
check_finite (const char *path, const FoveaTensor *tensor, GError **error)
{
  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    if (!isfinite (tensor->data[i]))
      return fail (error, path, _("number %zu of it is %s; all must be finite."), i + 1,
                   isnan (tensor->data[i]) ? "NaN" : _("infinite"));
  return TRUE;
}

static FoveaTensor *
make_tensor (int dimensions, const gint64 *shape, const guint8 *numbers)
{
  int sizes[DIMENSIONS] = { 1, 1, 1, 1 };
  FoveaTensor *tensor;

  if (dimensions == 1)
    sizes[1] = (int) shape[0];
  else
    for (int i = 0; i < dimensions; i++)
      sizes[DIMENSIONS - dimensions + i] = (int) shape[i];
  tensor = fovea_tensor_new (sizes[0], sizes[1], sizes[2], sizes[3]);
  for (gsize i = 0; i < fovea_tensor_size (tensor); i++)
    {
      guint32 bits;

      memcpy (&bits, numbers + i * sizeof bits, sizeof bits);
      bits = GUINT32_FROM_LE (bits);
      memcpy (&tensor->data[i], &bits, sizeof bits);
    }
  return tensor;
}

/**
 * fovea_npy_load:
 *
 * Reads a .npy file of finite float32 numbers in C order. A vector of n becomes 1×n×1×1, a matrix R×C 1×1×R×C, three
 * dimensions C×H×W 1×C×H×W.
 *
 * Returns: (transfer full): the tensor, or NULL with FOVEA_ERROR_FILE or FOVEA_ERROR_FORMAT
 */
FoveaTensor *
fovea_npy_load (const char *path, GError **error)
{
  g_autoptr (GBytes) file = fovea_file_bytes (path, error);
  g_autofree char *header = NULL;
  g_autoptr (FoveaTensor) tensor = NULL;
  gint64 shape[DIMENSIONS];
  const guint8 *bytes;
  gsize size, numbers;
  int dimensions;

  if (file == NULL)
    return NULL;
  bytes = g_bytes_get_data (file, &size);
  header = read_header (path, bytes, size, &numbers, error);
  if (header == NULL || !check_type (path, header, error))
    return NULL;
  if (!read_shape (path, header, shape, &dimensions, error)
      || !check_size (path, dimensions, shape, size - numbers, error))
    return NULL;
  tensor = make_tensor (dimensions, shape, bytes + numbers);
  return check_finite (path, tensor, error) ? g_steal_pointer (&tensor) : NULL;
}

/* The header's dictionary, padded so that the numbers are aligned. */
static char *
format_header (const FoveaTensor *tensor, int dimensions)
{
  const int sizes[DIMENSIONS] = { tensor->n, tensor->c, tensor->h, tensor->w };
  GString *text = g_string_new ("{'descr': '<f4', 'fortran_order': False, 'shape': (");

  if (dimensions == 1)
    g_string_append_printf (text, "%" G_GSIZE_FORMAT ",", fovea_tensor_size (tensor));
  else
    for (int i = DIMENSIONS - dimensions; i < DIMENSIONS; i++)
      g_string_append_printf (text, "%d%s", sizes[i], i < DIMENSIONS - 1 ? ", " : "");
  g_string_append (text, "), }");
  while ((HEAD + text->len + 1) % ALIGNMENT != 0)
    g_string_append_c (text, ' ');
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/**
 * fovea_npy_add:
 * @dimensions: 1: all its numbers in a row; 2 to 4: its last so many sizes (the others are 1)
 *
 * Adds a .npy file to @files, to be named @path.
 *
 * Returns: FALSE with FOVEA_ERROR_FILE if it cannot be written
 */
gboolean
fovea_npy_add (const FoveaTensor *tensor, int dimensions, FoveaFileSet *files, const char *path, GError **error)
{
  gsize n = fovea_tensor_size (tensor), length;
  g_autofree char *header = NULL;
  g_autofree guint8 *bytes = NULL;

  g_return_val_if_fail (dimensions >= 1 && dimensions <= DIMENSIONS, FALSE);
  g_return_val_if_fail (dimensions == 1 || dimensions == 4 || tensor->n == 1, FALSE);
  g_return_val_if_fail (dimensions != 2 || tensor->c == 1, FALSE);

  header = format_header (tensor, dimensions);
  length = strlen (header);
  bytes = g_malloc0 (HEAD + length + n * sizeof (float));
  memcpy (bytes, magic, MAGIC);
  bytes[MAGIC] = 1;
  bytes[MAGIC + 2] = (guint8) (length & 0xff);
  bytes[MAGIC + 3] = (guint8) (length >> 8);
  memcpy (bytes + HEAD, header, length);
  for (gsize i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, &tensor->data[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      memcpy (bytes + HEAD + length + i * sizeof bits, &bits, sizeof bits);
    }
  return fovea_file_set_add (files, path, bytes, HEAD + length + n * sizeof (float), error);
}

/* One such file, whole or not at all. */
gboolean
fovea_npy_save (const FoveaTensor *tensor, int dimensions, const char *path, GError **error)
{
  g_autoptr (FoveaFileSet) files = fovea_file_set_new ();

  return fovea_npy_add (tensor, dimensions, files, path, error) && fovea_file_set_finish (files, error);
}
