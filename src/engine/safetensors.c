/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The format, all of it little-endian:
 *
 *   8 bytes     n, the length of the header
 *   n bytes     JSON, padded with spaces: {"__metadata__": {"key": "text", …},
 *               "name": {"dtype": "F32", "shape": [6, 1, 5, 5], "data_offsets": [begin, end]}, …}
 *   the rest    the numbers; offsets count from here, arrays follow each other without holes
 *
 * A file comes from anywhere, so nothing in it is believed before it is checked against the file's own size, and
 * memory is taken for what is there, not for what the header claims. */

#include "config.h"

#include "engine/safetensors.h"

#include "engine/file.h"
#include "engine/json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  HEADER_LIMIT = 100000000 /* bytes, as the reference implementation has it */
};

typedef struct
{
  char *name;
  int dimensions;
  gint64 shape[FOVEA_SAFETENSORS_DIMENSIONS];
  guint64 begin, end; /* bytes; while reading */
  gsize size;         /* floats */
  float *data;
  const float **rows; /* in its place: shape[0] of them, somebody else's */
} Array;

struct _FoveaSafetensors
{
  GPtrArray *arrays; /* of Array, in the order of the file */
  GHashTable *metadata;
  char *path; /* for messages; NULL if it was not loaded */
};

static void
free_array (gpointer data)
{
  Array *array = data;

  g_free (array->name);
  g_free (array->data);
  g_free (array->rows);
  g_free (array);
}

FoveaSafetensors *
fovea_safetensors_new (void)
{
  FoveaSafetensors *self = g_new0 (FoveaSafetensors, 1);

  self->arrays = g_ptr_array_new_with_free_func (free_array);
  self->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
fovea_safetensors_free (FoveaSafetensors *self)
{
  g_ptr_array_unref (self->arrays);
  g_hash_table_unref (self->metadata);
  g_free (self->path);
  g_free (self);
}

void
fovea_safetensors_set_metadata (FoveaSafetensors *self, const char *key, const char *value)
{
  g_hash_table_insert (self->metadata, g_strdup (key), g_strdup (value));
}

/* NULL if the file does not say. */
const char *
fovea_safetensors_get_metadata (const FoveaSafetensors *self, const char *key)
{
  return g_hash_table_lookup (self->metadata, key);
}

static Array *
add_array (FoveaSafetensors *self, const char *name, int dimensions, const gint64 *shape)
{
  Array *array = g_new0 (Array, 1);

  g_assert (dimensions <= FOVEA_SAFETENSORS_DIMENSIONS);
  array->name = g_strdup (name);
  array->dimensions = dimensions;
  array->size = 1;
  for (int i = 0; i < dimensions; i++)
    {
      array->shape[i] = shape[i];
      array->size *= shape[i];
    }
  g_ptr_array_add (self->arrays, array);
  return array;
}

/* Adds an array of zeros and returns it, to be filled. */
float *
fovea_safetensors_add (FoveaSafetensors *self, const char *name, int dimensions, const gint64 *shape)
{
  Array *array = add_array (self, name, dimensions, shape);

  array->data = g_new0 (float, array->size);
  return array->data;
}

/* Adds an array whose shape[0] rows lie anywhere, and returns a place for where, to be filled: the rows are not copied,
 * and must stay until it is saved; it cannot be got before it is loaded again. */
const float **
fovea_safetensors_add_rows (FoveaSafetensors *self, const char *name, int dimensions, const gint64 *shape)
{
  Array *array = add_array (self, name, dimensions, shape);

  array->rows = g_new0 (const float *, shape[0]);
  return array->rows;
}

static char *
shape_to_text (int dimensions, const gint64 *shape)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < dimensions; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i ? "×" : "", shape[i]);
  return g_string_free (text, FALSE);
}

/**
 * fovea_safetensors_get:
 * @shape: the @dimensions sizes that the array must have
 *
 * Returns: (transfer none) (nullable): its numbers, row-major
 */
const float *
fovea_safetensors_get (const FoveaSafetensors *self, const char *name, int dimensions, const gint64 *shape,
                       GError **error)
{
  for (guint i = 0; i < self->arrays->len; i++)
    {
      const Array *array = g_ptr_array_index (self->arrays, i);
      g_autofree char *is = NULL, *should = NULL;

      if (!g_str_equal (array->name, name))
        continue;
      if (array->dimensions == dimensions
          && (dimensions == 0 || !memcmp (array->shape, shape, dimensions * sizeof *shape)))
        return array->data;
      is = shape_to_text (array->dimensions, array->shape);
      should = shape_to_text (dimensions, shape);
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” holds “%s” as %s numbers; the net needs %s."),
                   self->path, name, is, should);
      return NULL;
    }
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” does not hold “%s”, which the net needs."), self->path,
               name);
  return NULL;
}

static void
add_header_entry (JsonBuilder *builder, const Array *array, guint64 begin)
{
  json_builder_set_member_name (builder, array->name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dtype");
  json_builder_add_string_value (builder, "F32");
  json_builder_set_member_name (builder, "shape");
  json_builder_begin_array (builder);
  for (int i = 0; i < array->dimensions; i++)
    json_builder_add_int_value (builder, array->shape[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "data_offsets");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, begin);
  json_builder_add_int_value (builder, begin + array->size * sizeof (float));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Keys sorted, so that the same content gives the same bytes. */
static void
add_metadata (JsonBuilder *builder, GHashTable *metadata)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (metadata), (GCompareFunc) strcmp);

  json_builder_set_member_name (builder, "__metadata__");
  json_builder_begin_object (builder);
  for (GList *key = keys; key; key = key->next)
    {
      json_builder_set_member_name (builder, key->data);
      json_builder_add_string_value (builder, g_hash_table_lookup (metadata, key->data));
    }
  json_builder_end_object (builder);
}

/* The header, padded to a multiple of 8 bytes so that the numbers are aligned. */
static char *
make_header (const FoveaSafetensors *self, gsize *length, guint64 *data_length)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GString *header;

  *data_length = 0;
  json_builder_begin_object (builder);
  add_metadata (builder, self->metadata);
  for (guint i = 0; i < self->arrays->len; i++)
    {
      const Array *array = g_ptr_array_index (self->arrays, i);

      add_header_entry (builder, array, *data_length);
      *data_length += array->size * sizeof (float);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  header = g_string_new (text);
  while (header->len % 8)
    g_string_append_c (header, ' ');
  *length = header->len;
  return g_string_free (header, FALSE);
}

/* @n words between the processor's order and little-endian; where they are the same this is a copy. */
static void
copy_words (void *to, const void *from, gsize n)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  memcpy (to, from, n * 4);
#else
  for (gsize i = 0; i < n; i++)
    ((guint32 *) to)[i] = GUINT32_SWAP_LE_BE (((const guint32 *) from)[i]);
#endif
}

/* @n numbers, as they are if the processor has them in the file's order; else a copy of them, kept in @turned. */
static void
add_part (GArray *parts, GPtrArray *turned, const float *numbers, gsize n)
{
  FoveaFilePart part = { numbers, n * sizeof (float) };

  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    {
      part.data = g_malloc (part.size);
      copy_words ((gpointer) part.data, numbers, n);
      g_ptr_array_add (turned, (gpointer) part.data);
    }
  g_array_append_val (parts, part);
}

static void
add_numbers (GArray *parts, GPtrArray *turned, const Array *array)
{
  gsize n = array->rows ? array->shape[0] : 1;

  for (gsize i = 0; i < n; i++)
    add_part (parts, turned, array->rows ? array->rows[i] : array->data, array->size / n);
}

/**
 * fovea_safetensors_save:
 *
 * Writes the file whole or not at all.
 */
gboolean
fovea_safetensors_save (const FoveaSafetensors *self, const char *path, GError **error)
{
  gsize length;
  guint64 data_length, prefix;
  g_autofree char *header = make_header (self, &length, &data_length);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FoveaFilePart));
  g_autoptr (GPtrArray) turned = g_ptr_array_new_with_free_func (g_free);

  prefix = GUINT64_TO_LE ((guint64) length);
  g_array_append_vals (parts, &(FoveaFilePart){ &prefix, sizeof prefix }, 1);
  g_array_append_vals (parts, &(FoveaFilePart){ header, length }, 1);
  for (guint i = 0; i < self->arrays->len; i++)
    add_numbers (parts, turned, g_ptr_array_index (self->arrays, i));
  return fovea_file_write_parts (path, (const FoveaFilePart *) (gpointer) parts->data, parts->len, error);
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail (GError **error, const char *path, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FORMAT, _("“%s” is not a safetensors file that can be read: %s."), path,
               reason);
  return FALSE;
}

/* The element @i of a list that must be a whole number ≥ 0. */
static gboolean
get_count (JsonArray *list, guint i, gint64 *value)
{
  JsonNode *node = json_array_get_element (list, i);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return *value >= 0;
}

static JsonArray *
get_list (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* The shape, and from it the size; FALSE if there are too many sizes or their product is beyond @limit floats. */
static gboolean
read_shape (JsonArray *list, Array *array, guint64 limit)
{
  if (!list || json_array_get_length (list) > FOVEA_SAFETENSORS_DIMENSIONS)
    return FALSE;
  array->dimensions = json_array_get_length (list);
  array->size = 1;
  for (int i = 0; i < array->dimensions; i++)
    {
      if (!get_count (list, i, &array->shape[i]) || array->shape[i] == 0)
        return FALSE;
      if ((guint64) array->shape[i] > limit / array->size)
        return FALSE;
      array->size *= array->shape[i];
    }
  return TRUE;
}

static gboolean
read_entry (FoveaSafetensors *self, const char *name, JsonNode *node, guint64 data_length, GError **error)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *offsets = entry ? get_list (entry, "data_offsets") : NULL;
  JsonNode *dtype = entry ? json_object_get_member (entry, "dtype") : NULL;
  gint64 begin, end;
  Array *array;

  if (!dtype || !JSON_NODE_HOLDS_VALUE (dtype) || json_node_get_value_type (dtype) != G_TYPE_STRING)
    return fail (error, self->path, _("“%s” has no dtype"), name);
  if (!g_str_equal (json_node_get_string (dtype), "F32"))
    return fail (error, self->path, _("“%s” holds numbers of type %s, not F32"), name, json_node_get_string (dtype));
  if (!offsets || json_array_get_length (offsets) != 2 || !get_count (offsets, 0, &begin)
      || !get_count (offsets, 1, &end) || begin > end || (guint64) end > data_length)
    return fail (error, self->path, _("the place of “%s” lies outside the file"), name);
  array = g_new0 (Array, 1);
  array->name = g_strdup (name);
  array->begin = begin;
  array->end = end;
  g_ptr_array_add (self->arrays, array);
  if (!read_shape (get_list (entry, "shape"), array, data_length / sizeof (float))
      || array->size * sizeof (float) != array->end - array->begin)
    return fail (error, self->path, _("the shape of “%s” does not belong to the bytes it has"), name);
  return TRUE;
}

static gboolean
read_metadata (FoveaSafetensors *self, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, self->path, _("its metadata are not a list of names and texts"));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value))
    {
      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        return fail (error, self->path, _("its metadata “%s” is not a text"), key);
      fovea_safetensors_set_metadata (self, key, json_node_get_string (value));
    }
  return TRUE;
}

static gint
compare_begin (gconstpointer a, gconstpointer b)
{
  const Array *one = *(Array *const *) a, *other = *(Array *const *) b;

  return (one->begin > other->begin) - (one->begin < other->begin);
}

/* Arrays follow each other from the first byte to the last: no holes, no overlaps, nothing missing at the end. */
static gboolean
check_layout (FoveaSafetensors *self, guint64 data_length, GError **error)
{
  guint64 at = 0;

  g_ptr_array_sort (self->arrays, compare_begin);
  for (guint i = 0; i < self->arrays->len; i++)
    {
      const Array *array = g_ptr_array_index (self->arrays, i);

      if (array->begin != at)
        return fail (error, self->path, _("“%s” does not begin where the one before it ends"), array->name);
      at = array->end;
    }
  if (at != data_length)
    return fail (error, self->path, _("it has bytes that belong to no array"));
  return TRUE;
}

static gboolean
read_header (FoveaSafetensors *self, const char *json, gsize length, guint64 data_length, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = fovea_json_parse (json, length, &cause);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!root)
    return fail (error, self->path, _("its header is not JSON (%s)"), cause->message);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, self->path, _("its header is not a JSON object"));
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    if (g_str_equal (name, "__metadata__") ? !read_metadata (self, node, error)
                                           : !read_entry (self, name, node, data_length, error))
      return FALSE;
  return check_layout (self, data_length, error);
}

/* How long the header is that begins a file of @length bytes. */
static gboolean
read_length (const FoveaSafetensors *self, const char *contents, gsize length, guint64 *header, GError **error)
{
  if (length < 8)
    return fail (error, self->path, _("it is too short"));
  memcpy (header, contents, 8);
  *header = GUINT64_FROM_LE (*header);
  if (*header > length - 8 || *header > HEADER_LIMIT)
    return fail (error, self->path, _("its header is longer than the file"));
  return TRUE;
}

static gboolean
read_contents (FoveaSafetensors *self, const char *contents, gsize length, GError **error)
{
  guint64 header;

  if (!read_length (self, contents, length, &header, error)
      || !read_header (self, contents + 8, header, length - 8 - header, error))
    return FALSE;
  for (guint i = 0; i < self->arrays->len; i++)
    {
      Array *array = g_ptr_array_index (self->arrays, i);

      array->data = g_new (float, array->size);
      copy_words (array->data, contents + 8 + header + array->begin, array->size);
    }
  return TRUE;
}

/* Reads all of the file, and checks it. */
FoveaSafetensors *
fovea_safetensors_load (const char *path, GError **error)
{
  g_autoptr (FoveaSafetensors) self = fovea_safetensors_new ();
  g_autoptr (GBytes) bytes = fovea_file_bytes (path, error);
  gsize length;
  const char *contents = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  self->path = g_strdup (path);
  return bytes && read_contents (self, contents, length, error) ? g_steal_pointer (&self) : NULL;
}

/* Reads the header alone, and checks that the file has as many bytes as it says. Its arrays have no numbers: this is for
 * whoever only wants to know what is said about a large file. */
FoveaSafetensors *
fovea_safetensors_peek (const char *path, GError **error)
{
  g_autoptr (FoveaSafetensors) self = fovea_safetensors_new ();
  g_autoptr (GError) cause = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &cause);
  const char *contents = file ? g_mapped_file_get_contents (file) : NULL;
  gsize length = file ? g_mapped_file_get_length (file) : 0;
  guint64 header;

  self->path = g_strdup (path);
  if (!file)
    {
      g_set_error (error, FOVEA_ERROR, FOVEA_ERROR_FILE, "%s.", cause->message);
      return NULL;
    }
  if (!read_length (self, contents, length, &header, error)
      || !read_header (self, contents + 8, header, length - 8 - header, error))
    return NULL;
  return g_steal_pointer (&self);
}
