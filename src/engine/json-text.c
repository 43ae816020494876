/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON out of files that come from anywhere. The parser calls itself for every bracket, so a text of a million brackets
 * would overflow the stack: what nests deeper than any text of ours is refused before. */

#include "config.h"

#include "engine/json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  NESTING_LIMIT = 8 /* safetensors need 3 */
};

static gboolean
nests_deeply (const char *json, gsize length)
{
  int depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && json[i] == '\\')
        i++;
      else if (json[i] == '"')
        in_string = !in_string;
      else if (!in_string && (json[i] == '[' || json[i] == '{'))
        {
          if (++depth > NESTING_LIMIT)
            return TRUE;
        }
      else if (!in_string && (json[i] == ']' || json[i] == '}'))
        depth--;
    }
  return FALSE;
}

/**
 * fovea_json_parse:
 * @length: bytes of @text, or −1 where a zero ends it
 *
 * Returns: (transfer full) (nullable): its root, or NULL with an error if it is not JSON in UTF-8, is empty or nests
 *   deeply
 */
JsonNode *
fovea_json_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (length < 0)
    length = strlen (text);
  if (!g_utf8_validate_len (text, length, NULL) || nests_deeply (text, length))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                           _("it is no UTF-8, or its brackets nest too deeply"));
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;
  root = json_parser_steal_root (parser);
  if (!root)
    g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, _("it is empty"));
  return root;
}

/* A value that is neither a list nor an object, nor nothing. */
static JsonNode *
get_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/* The member @name, or @otherwise where there is none or it is something else. */
const char *
fovea_json_get_text (JsonObject *object, const char *name, const char *otherwise)
{
  JsonNode *node = get_value (object, name);

  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : otherwise;
}

double
fovea_json_get_real (JsonObject *object, const char *name, double otherwise)
{
  JsonNode *node = get_value (object, name);

  return node && json_node_get_value_type (node) != G_TYPE_STRING ? json_node_get_double (node) : otherwise;
}

/* A whole number from 0 on; 0 where there is none. */
gint64
fovea_json_get_count (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name);

  return node && json_node_get_value_type (node) == G_TYPE_INT64 ? MAX (json_node_get_int (node), 0) : 0;
}
