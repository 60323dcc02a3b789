/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-import-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import.h"

/* json-glib reads by recursion. */
#define MAX_NESTING 200

/* From the first bracket to the last one. */
static char *
dup_bracketed (const char *text)
{
  const char *start = strpbrk (text, "{[");
  const char *curly = strrchr (text, '}'), *square = strrchr (text, ']');
  const char *end = MAX (curly, square);

  return start && end && end > start ? g_strndup (start, end + 1 - start) : NULL;
}

/* What stands at AT written again as json-glib takes it, and the longest of the values that it holds one after another. */
typedef struct {
  GString *out;
  const char *at;
  gsize start; /* in OUT: of the value that is open */
  gsize best, best_length;
  guint depth, deepest;
} Writer;

/* The last sign that is no space; NULL where there is none. */
static char *
last_sign (const Writer *self)
{
  gsize length = self->out->len;

  while (length > 0 && strchr (" \t\n", self->out->str[length - 1]))
    length--;
  return length > 0 ? self->out->str + length - 1 : NULL;
}

static gboolean
follows (const Writer *self, const char *signs)
{
  const char *last = last_sign (self);

  return last && strchr (signs, *last);
}

/* People and models write a comma before a closing bracket. */
static void
drop_last_comma (Writer *self)
{
  if (follows (self, ","))
    *last_sign (self) = ' ';
}

static void
write_bracket (Writer *self)
{
  if (*self->at == '{' || *self->at == '[')
    {
      if (self->depth++ == 0)
        self->start = self->out->len;
      self->deepest = MAX (self->deepest, self->depth);
    }
  else
    drop_last_comma (self);
  g_string_append_c (self->out, *self->at);
  if (strchr ("}]", *self->at++) && self->depth > 0 && --self->depth == 0 && self->out->len - self->start > self->best_length)
    {
      self->best = self->start;
      self->best_length = self->out->len - self->start;
    }
}

/* "\uXXXX" at AT. */
static gboolean
read_code_unit (const char *at, guint *unit)
{
  *unit = 0;
  if (at[0] != '\\' || at[1] != 'u')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      *unit = *unit * 16 + g_ascii_xdigit_value (at[i]);
    }
  return TRUE;
}

/* How long the escape at AT is, 0 where JSON has none such (RFC 8259, section 7): json-glib takes octal ones and halves of surrogate
 * pairs too, and what it makes of them is no UTF-8. */
static gsize
measure_escape (const char *at)
{
  guint unit, second;

  if (at[0] == '\\' && at[1] && strchr ("\"\\/bfnrt", at[1]))
    return 2;
  if (!read_code_unit (at, &unit))
    return 0;
  if (unit < 0xd800 || unit > 0xdfff)
    return 6;
  return unit < 0xdc00 && read_code_unit (at + 6, &second) && second >= 0xdc00 && second <= 0xdfff ? 12 : 0;
}

/* One sign of a string between quotes of the kind QUOTE. A backslash that escapes nothing stands for itself. */
static void
write_sign (Writer *self, char quote)
{
  gsize escape = measure_escape (self->at);

  if (escape > 0)
    {
      g_string_append_len (self->out, self->at, escape);
      self->at += escape;
      return;
    }
  if (*self->at == '\\' && self->at[1] == '\'')
    self->at++;
  else if (*self->at == '\\' || (*self->at == '"' && quote != '"'))
    g_string_append_c (self->out, '\\');
  if (*self->at == '\n')
    g_string_append (self->out, "\\n");
  else
    g_string_append_c (self->out, *self->at);
  self->at++;
}

static void
write_string (Writer *self)
{
  char quote = *self->at++;

  g_string_append_c (self->out, '"');
  while (*self->at && *self->at != quote)
    write_sign (self, quote);
  if (*self->at)
    g_string_append_c (self->out, '"');
  self->at += *self->at == quote;
}

/* A key without quotes gets some; what Python calls a value becomes that. */
static void
write_word (Writer *self)
{
  static const char *const values[][2] = { { "True", "true" }, { "False", "false" }, { "None", "null" }, { "undefined", "null" } };
  gsize length = strspn (self->at, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_$");
  g_autofree char *word = g_strndup (self->at, length);
  gboolean key = self->at[length + strspn (self->at + length, " \t\n")] == ':' && follows (self, "{,");
  const char *value = word;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (strcmp (word, values[i][0]) == 0)
      value = values[i][1];
  g_string_append_printf (self->out, key ? "\"%s\"" : "%s", key ? word : value);
  self->at += length;
}

/* Returns whether AT was a comment, which is passed over. */
static gboolean
skip_comment (Writer *self)
{
  const char *end;

  if (self->at[0] != '/' || (self->at[1] != '/' && self->at[1] != '*'))
    return FALSE;
  end = self->at[1] == '*' ? strstr (self->at + 2, "*/") : strchr (self->at, '\n');
  self->at = !end ? self->at + strlen (self->at) : self->at[1] == '*' ? end + 2 : end;
  return TRUE;
}

/* Outside of the brackets quotes are those of other words. */
static void
write_all (Writer *self)
{
  while (*self->at)
    if (strchr ("{}[]", *self->at))
      write_bracket (self);
    else if (self->depth == 0)
      g_string_append_c (self->out, *self->at++);
    else if (*self->at == '"' || (*self->at == '\'' && follows (self, "{[,:")))
      write_string (self);
    else if (g_ascii_isalpha (*self->at) || *self->at == '_' || *self->at == '$')
      write_word (self);
    else if (!skip_comment (self))
      g_string_append_c (self->out, *self->at++);
}

/* One value, for more of them json-glib does not take; of what is cut off all there is, so that it says so. */
static const char *
choose_value (Writer *self)
{
  if (self->depth > 0 && self->out->len - self->start > self->best_length)
    return self->out->str + self->start;
  if (self->best_length > 0)
    g_string_truncate (self->out, self->best + self->best_length);
  return self->out->str + self->best;
}

JsonNode *
bookgen_import_json_parse (const char *text, GError **error)
{
  g_autofree char *json = dup_bracketed (text);
  g_autoptr (GString) out = g_string_new (NULL);
  Writer writer = { .out = out, .at = json ? json : "" };
  g_autoptr (JsonParser) parser = json_parser_new ();

  write_all (&writer);
  if (!json)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, _ ("it ends too early"));
  else if (writer.deepest > MAX_NESTING)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE, _ ("it nests too deep"));
  else if (json_parser_load_from_data (parser, choose_value (&writer), -1, error))
    return json_parser_get_root (parser) ? json_parser_steal_root (parser) : json_node_new (JSON_NODE_NULL);
  return NULL;
}

gboolean
bookgen_import_json_starts (const char *text)
{
  Writer writer = { .at = text };
  const char *value;

  while (skip_comment (&writer) || (*writer.at && strchr (" \t\n", *writer.at) && writer.at++))
    ;
  if (*writer.at != '{' && *writer.at != '[')
    return FALSE;
  value = writer.at + 1 + strspn (writer.at + 1, " \t\n");
  if (*writer.at == '[')
    return *value && strchr ("{[\"'", *value);
  if (*value == '/' || *value == '"' || *value == '\'' || *value == '}')
    return TRUE;
  value += strspn (value, G_CSET_A_2_Z G_CSET_a_2_z "_");
  return *value == ':' && strpbrk (value, "\"'");
}

char *
bookgen_import_json_dup_lines (const char *text)
{
  const char *first_end = text + strcspn (text, "\n");
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) array = g_string_new ("[");
  guint n_objects = 0;

  if (first_end == text || first_end[-1] != '}')
    return NULL; /* as nearly always */
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_strstrip (lines[i]);
      if (!*lines[i])
        continue;
      if (*lines[i] != '{' || !g_str_has_suffix (lines[i], "}"))
        return NULL;
      g_string_append_printf (array, "%s%s", n_objects++ > 0 ? "," : "", lines[i]);
    }
  g_string_append_c (array, ']');
  return n_objects > 1 ? g_strdup (array->str) : NULL;
}
