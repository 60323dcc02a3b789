/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-json.h"

#include "bookgen-json-text.h"

#include <math.h>
#include <string.h>

enum { MAX_DEPTH = 64 };

/* Nodes stand in the order of the text; an object's members are its name (a string) and then its value. */
typedef struct {
  guint8 kind;
  gsize start;  /* offset in the text; of a string: after the quote */
  gsize length; /* bytes; of a string: without the quotes */
  guint after;  /* index of the first node that is not inside this one */
} Node;

struct _BookgenJson {
  GArray *nodes; /* Node */
  const char *text;
  gsize length;
  gsize at;
};

BookgenJson *
bookgen_json_new (void)
{
  BookgenJson *self = g_new0 (BookgenJson, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  return self;
}

void
bookgen_json_free (BookgenJson *self)
{
  g_array_unref (self->nodes);
  g_free (self);
}

static int
peek (BookgenJson *self)
{
  return self->at < self->length ? (guchar) self->text[self->at] : -1;
}

static gboolean
accept (BookgenJson *self, char c)
{
  if (peek (self) != (guchar) c)
    return FALSE;
  self->at++;
  return TRUE;
}

static void
skip_blank (BookgenJson *self)
{
  while (self->at < self->length && strchr (" \t\r\n", self->text[self->at]) != NULL && self->text[self->at] != '\0')
    self->at++;
}

static guint
add_node (BookgenJson *self, BookgenJsonKind kind)
{
  Node node = { .kind = kind, .start = self->at };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static gboolean
close_node (BookgenJson *self, guint index)
{
  Node *node = &g_array_index (self->nodes, Node, index);

  node->length = self->at - node->start;
  node->after = self->nodes->len;
  return TRUE;
}

static gboolean
skip_escape (BookgenJson *self)
{
  int c = peek (self);

  if (c <= 0 || strchr ("\"\\/bfnrtu", c) == NULL)
    return FALSE;
  self->at++;
  for (int i = 0; c == 'u' && i < 4; i++, self->at++)
    if (!g_ascii_isxdigit (MAX (peek (self), 0)))
      return FALSE;
  return TRUE;
}

static gboolean
read_string (BookgenJson *self)
{
  guint index;

  if (!accept (self, '"'))
    return FALSE;
  index = add_node (self, BOOKGEN_JSON_STRING);
  for (int c = peek (self); c != '"'; c = peek (self))
    {
      if (c < 0x20)
        return FALSE;
      self->at++;
      if (c == '\\' && !skip_escape (self))
        return FALSE;
    }
  close_node (self, index);
  self->at++;
  return TRUE;
}

static gboolean
skip_digits (BookgenJson *self)
{
  gsize start = self->at;

  while (g_ascii_isdigit (MAX (peek (self), 0)))
    self->at++;
  return self->at > start;
}

static gboolean
read_number (BookgenJson *self)
{
  guint index = add_node (self, BOOKGEN_JSON_NUMBER);

  accept (self, '-');
  if (!accept (self, '0') && !skip_digits (self))
    return FALSE;
  if (accept (self, '.') && !skip_digits (self))
    return FALSE;
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      self->at++;
      if (!accept (self, '+'))
        accept (self, '-');
      if (!skip_digits (self))
        return FALSE;
    }
  return close_node (self, index);
}

static gboolean
read_word (BookgenJson *self, const char *word, BookgenJsonKind kind)
{
  guint index = add_node (self, kind);
  gsize length = strlen (word);

  if (self->length - self->at < length || memcmp (self->text + self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return close_node (self, index);
}

static gboolean read_value (BookgenJson *self, guint depth);

static gboolean
read_member (BookgenJson *self, guint depth)
{
  skip_blank (self);
  if (!read_string (self))
    return FALSE;
  skip_blank (self);
  return accept (self, ':') && read_value (self, depth);
}

/* An array or an object: both are a list of things between two brackets. */
static gboolean
read_list (BookgenJson *self, BookgenJsonKind kind, guint depth)
{
  gboolean is_object = kind == BOOKGEN_JSON_OBJECT;
  char end = is_object ? '}' : ']';
  guint index = add_node (self, kind);

  self->at++;
  skip_blank (self);
  if (accept (self, end))
    return close_node (self, index);
  do
    if (!(is_object ? read_member (self, depth + 1) : read_value (self, depth + 1)))
      return FALSE;
  while (accept (self, ','));
  return accept (self, end) && close_node (self, index);
}

static gboolean
read_plain_value (BookgenJson *self, guint depth)
{
  switch (peek (self))
    {
    case '{':
      return read_list (self, BOOKGEN_JSON_OBJECT, depth);
    case '[':
      return read_list (self, BOOKGEN_JSON_ARRAY, depth);
    case '"':
      return read_string (self);
    case 't':
      return read_word (self, "true", BOOKGEN_JSON_BOOLEAN);
    case 'f':
      return read_word (self, "false", BOOKGEN_JSON_BOOLEAN);
    case 'n':
      return read_word (self, "null", BOOKGEN_JSON_NULL);
    default:
      return read_number (self);
    }
}

static gboolean
read_value (BookgenJson *self, guint depth)
{
  if (depth > MAX_DEPTH)
    return FALSE;
  skip_blank (self);
  if (!read_plain_value (self, depth))
    return FALSE;
  skip_blank (self);
  return TRUE;
}

gboolean
bookgen_json_parse (BookgenJson *self, const char *text, gsize length, gsize *used)
{
  gboolean good;

  g_array_set_size (self->nodes, 0);
  self->text = text;
  self->length = length;
  self->at = 0;
  good = read_value (self, 0);
  if (!good)
    g_array_set_size (self->nodes, 0);
  if (used != NULL)
    *used = self->at;
  return good;
}

static const Node *
get_node (BookgenJson *self, BookgenJsonNode node)
{
  return node >= 0 && (guint) node < self->nodes->len ? &g_array_index (self->nodes, Node, node) : NULL;
}

BookgenJsonKind
bookgen_json_kind (BookgenJson *self, BookgenJsonNode node)
{
  const Node *found = get_node (self, node);

  return found != NULL ? found->kind : BOOKGEN_JSON_MISSING;
}

static gboolean
string_is (BookgenJson *self, const Node *node, const char *string)
{
  const char *start = self->text + node->start;

  if (memchr (start, '\\', node->length) == NULL)
    return strlen (string) == node->length && memcmp (start, string, node->length) == 0;
  g_autofree char *decoded = bookgen_json_dup_text (self, node - &g_array_index (self->nodes, Node, 0));
  return g_strcmp0 (decoded, string) == 0;
}

BookgenJsonNode
bookgen_json_member (BookgenJson *self, BookgenJsonNode object, const char *name)
{
  const Node *node = get_node (self, object);
  BookgenJsonNode found = BOOKGEN_JSON_NONE;

  if (node == NULL || node->kind != BOOKGEN_JSON_OBJECT)
    return BOOKGEN_JSON_NONE;
  for (guint i = object + 1; i < node->after; i = get_node (self, i + 1)->after)
    if (string_is (self, get_node (self, i), name))
      found = i + 1;
  return found;
}

BookgenJsonNode
bookgen_json_first (BookgenJson *self, BookgenJsonNode array)
{
  const Node *node = get_node (self, array);

  if (node == NULL || node->kind != BOOKGEN_JSON_ARRAY || node->after == (guint) array + 1)
    return BOOKGEN_JSON_NONE;
  return array + 1;
}

BookgenJsonNode
bookgen_json_next (BookgenJson *self, BookgenJsonNode array, BookgenJsonNode item)
{
  guint after = get_node (self, item)->after;

  return after < get_node (self, array)->after ? (BookgenJsonNode) after : BOOKGEN_JSON_NONE;
}

gboolean
bookgen_json_append_string (BookgenJson *self, BookgenJsonNode node, GString *out, gunichar *pending)
{
  const Node *found = get_node (self, node);
  gunichar own_pending = 0;

  if (found == NULL || found->kind != BOOKGEN_JSON_STRING)
    return FALSE;
  if (pending == NULL)
    pending = &own_pending;
  bookgen_json_text_decode (self->text + found->start, found->length, out, pending);
  bookgen_json_text_end (out, &own_pending);
  return TRUE;
}

char *
bookgen_json_dup_text (BookgenJson *self, BookgenJsonNode node)
{
  const Node *found = get_node (self, node);
  GString *text;

  if (found == NULL || (found->kind != BOOKGEN_JSON_STRING && found->kind != BOOKGEN_JSON_NUMBER))
    return NULL;
  if (found->kind == BOOKGEN_JSON_NUMBER)
    return g_strndup (self->text + found->start, found->length);
  text = g_string_sized_new (found->length + 1);
  bookgen_json_append_string (self, node, text, NULL);
  return g_string_free (text, FALSE);
}

gboolean
bookgen_json_is (BookgenJson *self, BookgenJsonNode node, const char *string)
{
  const Node *found = get_node (self, node);

  return found != NULL && found->kind == BOOKGEN_JSON_STRING && string_is (self, found, string);
}

double
bookgen_json_double (BookgenJson *self, BookgenJsonNode node, double fallback)
{
  g_autofree char *text = bookgen_json_dup_text (self, node);
  char *end = NULL;
  double value = text != NULL ? g_ascii_strtod (text, &end) : 0.0;

  return text == NULL || end == text || *end != '\0' || !isfinite (value) ? fallback : value;
}

gint64
bookgen_json_count (BookgenJson *self, BookgenJsonNode node, gint64 fallback)
{
  double value = bookgen_json_double (self, node, -1.0);

  return value >= 0.0 && value < 9e15 ? (gint64) value : fallback;
}

gboolean
bookgen_json_true (BookgenJson *self, BookgenJsonNode node)
{
  const Node *found = get_node (self, node);

  return found != NULL && found->kind == BOOKGEN_JSON_BOOLEAN && self->text[found->start] == 't';
}

void
bookgen_json_write_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *p >= 0x20)
        g_string_append_c (out, *p);
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
    }
  g_string_append_c (out, '"');
}
