/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-loose-json.h"

#include <string.h>

#include "bookgen-excerpt.h"
#include "bookgen-json.h"

#define MAX_DEPTH 32
/* So many braces of a chatty answer are looked at. */
#define MAX_TRIES 16
#define MAX_NUMBER 1000000

typedef struct {
  const char *at;
  guint depth;
} Reader;

static JsonNode *read_value (Reader *self);

static void
skip_comment (Reader *self)
{
  gboolean block = self->at[1] == '*';
  const char *end = strstr (self->at + 2, block ? "*/" : "\n");
  self->at = end == NULL ? self->at + strlen (self->at) : end + (block ? 2 : 1);
}

static void
skip_blank (Reader *self)
{
  for (;;)
    if (*self->at != '\0' && g_ascii_isspace (*self->at))
      self->at++;
    else if (self->at[0] == '/' && (self->at[1] == '/' || self->at[1] == '*'))
      skip_comment (self);
    else
      return;
}

/* The mark that closes a string which begins here; NULL where none begins. */
static const char *
find_quote (const char *at, gsize *length)
{
  static const struct {
    const char *open, *close;
  } quotes[] = { { "\"", "\"" }, { "'", "'" }, { "“", "”" } };
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (g_str_has_prefix (at, quotes[i].open))
      {
        *length = strlen (quotes[i].open);
        return quotes[i].close;
      }
  return NULL;
}

/* Four hexadecimal digits; -1 for none. */
static int
read_hex (const char *at)
{
  int value = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);
      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* \uXXXX, in two halves where it needs them; what is no character is U+FFFD. */
static void
read_unicode (Reader *self, GString *out)
{
  int unit = read_hex (self->at + 1);
  self->at += unit < 0 ? 1 : 5;
  if (unit >= 0xD800 && unit < 0xDC00 && self->at[0] == '\\' && self->at[1] == 'u')
    {
      int low = read_hex (self->at + 2);
      if (low >= 0xDC00 && low < 0xE000)
        {
          self->at += 6;
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
    }
  gboolean sound = unit > 0 && g_unichar_validate (unit);
  g_string_append_unichar (out, sound ? (gunichar) unit : 0xFFFD);
}

static void
read_escape (Reader *self, GString *out)
{
  static const char *const names = "nrtbf";
  static const char *const values = "\n\n\t  ";
  self->at++;
  const char *name = *self->at != '\0' ? strchr (names, *self->at) : NULL;
  if (*self->at == 'u')
    read_unicode (self, out);
  else if (*self->at != '\0')
    g_string_append_c (out, name != NULL ? values[name - names] : *self->at++);
  self->at += name != NULL;
}

/* A quote that a model forgot to escape has no comma, colon or bracket after it. */
static gboolean
is_end (const char *after)
{
  while (g_ascii_isspace (*after))
    after++;
  return *after == '\0' || strchr (",:]}/", *after) != NULL || find_quote (after, &(gsize){ 0 }) != NULL;
}

static char *
read_string (Reader *self, const char *close, gsize open_length)
{
  g_autoptr (GString) out = g_string_new (NULL);
  self->at += open_length;
  while (*self->at != '\0')
    if (*self->at == '\\')
      read_escape (self, out);
    else if (g_str_has_prefix (self->at, close) && is_end (self->at + strlen (close)))
      {
        self->at += strlen (close);
        break;
      }
    else
      g_string_append_c (out, *self->at++);
  bookgen_excerpt_clean (out->str, out->len);
  return g_utf8_make_valid (out->str, out->len);
}

/* A number, true, false, null, or a word without quotes. */
static JsonNode *
read_bare (Reader *self)
{
  const char *start = self->at;
  while (*self->at != '\0' && strchr (",:]}[{\n", *self->at) == NULL)
    self->at++;
  g_autofree char *raw = g_strndup (start, self->at - start);
  g_autoptr (GString) text = g_string_new (g_strstrip (raw));
  bookgen_excerpt_clean (text->str, text->len);
  g_autofree char *word = g_utf8_make_valid (text->str, text->len);
  JsonNode *node = json_node_alloc ();
  if (*word == '\0' || g_str_equal (word, "null"))
    return json_node_init_null (node);
  return json_node_init_string (node, word);
}

static JsonNode *
read_text (Reader *self)
{
  gsize length;
  const char *close = find_quote (self->at, &length);
  if (close == NULL)
    return read_bare (self);
  g_autofree char *text = read_string (self, close, length);
  return json_node_init_string (json_node_alloc (), text);
}

/* Steps over what stands between two values; FALSE at the end, which is stepped over too. */
static gboolean
go_on (Reader *self, char end)
{
  skip_blank (self);
  while (*self->at == ',' || *self->at == ':')
    {
      self->at++;
      skip_blank (self);
    }
  if (*self->at != '\0' && *self->at != ']' && *self->at != '}')
    return TRUE;
  self->at += *self->at == end;
  return FALSE;
}

static JsonNode *
read_array (Reader *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  self->at++;
  while (go_on (self, ']'))
    json_array_add_element (array, read_value (self));
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_object (Reader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  self->at++;
  while (go_on (self, '}'))
    {
      const char *start = self->at;
      g_autoptr (JsonNode) name = read_text (self);
      skip_blank (self);
      if (*self->at == ':')
        {
          self->at++;
          skip_blank (self);
          json_object_set_member (object, JSON_NODE_HOLDS_VALUE (name) ? json_node_get_string (name) : "", read_value (self));
        }
      else if (self->at == start)
        self->at++; /* a bracket where a name should be */
    }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_value (Reader *self)
{
  JsonNode *node;
  if (*self->at != '{' && *self->at != '[')
    return read_text (self);
  if (++self->depth > MAX_DEPTH)
    self->at += strlen (self->at);
  node = *self->at == '{' ? read_object (self) : *self->at == '[' ? read_array (self) : read_text (self);
  self->depth--;
  return node;
}

JsonNode *
bookgen_loose_json_read (const char *text)
{
  g_autoptr (JsonNode) best = NULL;
  gsize longest = 0;
  const char *at = strpbrk (text, "{[");
  for (guint i = 0; at != NULL && i < MAX_TRIES; i++)
    {
      Reader reader = { .at = at };
      g_autoptr (JsonNode) node = read_value (&reader);
      gsize length = reader.at - at;
      if (length > longest)
        {
          longest = length;
          g_clear_pointer (&best, json_node_unref);
          best = g_steal_pointer (&node);
        }
      at = strpbrk (reader.at, "{[");
    }
  return g_steal_pointer (&best);
}

gboolean
bookgen_loose_json_is_whole (const char *text)
{
  const char *start = strpbrk (text, "{[");
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  return start != NULL && bookgen_json_parse (json, start, strlen (start), &(gsize){ 0 });
}

static void append_node (JsonNode *node, GString *out);

static void
break_line (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
}

static void
append_object (JsonObject *object, GString *out)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      break_line (out);
      g_string_append_printf (out, "%s: ", name);
      append_node (member, out);
    }
}

static void
append_node (JsonNode *node, GString *out)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (json_node_get_object (node), out);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        break_line (out);
        append_node (json_array_get_element (json_node_get_array (node), i), out);
      }
  else if (JSON_NODE_HOLDS_VALUE (node))
    g_string_append (out, json_node_get_string (node));
}

static char *
dup_node_text (JsonNode *node, guint most_chars)
{
  g_autoptr (GString) text = g_string_new (NULL);
  append_node (node, text);
  return bookgen_excerpt_cut (text->str, most_chars);
}

char *
bookgen_loose_json_dup_text (JsonObject *object, const char *name, guint most_chars)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL ? dup_node_text (node, most_chars) : g_strdup ("");
}

/* Takes TEXT. */
static void
add_text (GPtrArray *list, char *text, guint most)
{
  if (*text != '\0' && list->len < most)
    g_ptr_array_add (list, text);
  else
    g_free (text);
}

static void
add_lines (GPtrArray *list, const char *text, guint most, guint most_chars)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      if ((*line == '-' || *line == '*') && g_ascii_isspace (line[1]))
        line += 2;
      else if (g_str_has_prefix (line, "• "))
        line += strlen ("• ");
      add_text (list, bookgen_excerpt_cut (line, most_chars), most);
    }
}

GStrv
bookgen_loose_json_dup_list (JsonObject *object, const char *name, guint most, guint most_chars)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        add_text (list, dup_node_text (json_array_get_element (array, i), most_chars), most);
    }
  else if (node != NULL)
    {
      g_autofree char *text = dup_node_text (node, most * (most_chars + 1));
      add_lines (list, text, most, most_chars);
    }
  g_ptr_array_set_free_func (list, NULL);
  g_ptr_array_add (list, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

guint
bookgen_loose_json_get_count (JsonObject *object, const char *name)
{
  g_autofree char *text = bookgen_loose_json_dup_text (object, name, 200);
  const char *digits = strpbrk (text, "0123456789");
  guint64 value = digits != NULL ? g_ascii_strtoull (digits, NULL, 10) : 0;
  return value <= MAX_NUMBER ? value : 0;
}

static void
add_member (JsonObject *object, const char *name, JsonNode *node, gpointer array)
{
  g_autoptr (JsonObject) named = NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    named = json_object_ref (json_node_get_object (node));
  else
    {
      g_autofree char *text = dup_node_text (node, G_MAXUINT);
      named = json_object_new ();
      json_object_set_string_member (named, "text", text);
    }
  if (!json_object_has_member (named, "name"))
    json_object_set_string_member (named, "name", name);
  json_array_add_object_element (array, g_steal_pointer (&named));
}

JsonArray *
bookgen_loose_json_dup_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_array_ref (json_node_get_array (node));
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  JsonArray *array = json_array_new ();
  json_object_foreach_member (json_node_get_object (node), add_member, array);
  return array;
}
