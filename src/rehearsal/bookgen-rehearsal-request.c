/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-request.h"

#include "bookgen-rehearsal-text.h"

#include <string.h>

/* In an outline for which nobody says how many. */
#define FEW_CHAPTERS 8

static void
turn_free (gpointer data)
{
  BookgenRehearsalTurn *turn = data;

  g_free (turn->text);
  g_free (turn);
}

BookgenRehearsalRequest *
bookgen_rehearsal_request_new (void)
{
  BookgenRehearsalRequest *self = g_new0 (BookgenRehearsalRequest, 1);

  self->max_tokens = -1;
  self->turns = g_ptr_array_new_with_free_func (turn_free);
  return self;
}

void
bookgen_rehearsal_request_free (BookgenRehearsalRequest *self)
{
  g_free (self->model);
  g_free (self->cache_key);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

JsonNode *
bookgen_rehearsal_member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

const char *
bookgen_rehearsal_member_string (JsonObject *object, const char *name)
{
  JsonNode *node = bookgen_rehearsal_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
bookgen_rehearsal_member_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = bookgen_rehearsal_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : fallback;
}

gboolean
bookgen_rehearsal_member_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = bookgen_rehearsal_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : fallback;
}

static BookgenRehearsalTurn *
add_turn (BookgenRehearsalRequest *self, BookgenRehearsalRole role, const char *text)
{
  BookgenRehearsalTurn *turn = g_new0 (BookgenRehearsalTurn, 1);

  turn->role = role;
  turn->text = g_strdup (text);
  g_ptr_array_add (self->turns, turn);
  return turn;
}

static void
add_blocks (BookgenRehearsalRequest *self, BookgenRehearsalRole role, JsonArray *blocks)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (blocks); i++)
    {
      JsonNode *node = json_array_get_element (blocks, i);
      JsonObject *block = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *part = block != NULL ? bookgen_rehearsal_member_string (block, "text") : NULL;

      if (part == NULL)
        continue;
      g_string_append (text, part);
      if (!json_object_has_member (block, "cache_control"))
        continue;
      add_turn (self, role, text->str)->cache_mark = TRUE;
      g_string_truncate (text, 0);
    }
  if (text->len > 0)
    add_turn (self, role, text->str);
}

void
bookgen_rehearsal_request_add (BookgenRehearsalRequest *self, BookgenRehearsalRole role, JsonNode *content)
{
  if (JSON_NODE_HOLDS_ARRAY (content))
    add_blocks (self, role, json_node_get_array (content));
  else if (JSON_NODE_HOLDS_VALUE (content) && json_node_get_value_type (content) == G_TYPE_STRING)
    add_turn (self, role, json_node_get_string (content));
  else
    add_turn (self, role, "");
}

static BookgenRehearsalRole
role_from_string (const char *name)
{
  if (g_strcmp0 (name, "assistant") == 0)
    return BOOKGEN_REHEARSAL_ASSISTANT;
  if (g_strcmp0 (name, "system") == 0 || g_strcmp0 (name, "developer") == 0)
    return BOOKGEN_REHEARSAL_SYSTEM;
  return BOOKGEN_REHEARSAL_USER;
}

void
bookgen_rehearsal_request_add_messages (BookgenRehearsalRequest *self, JsonNode *messages)
{
  JsonArray *array = json_node_get_array (messages);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonNode *content;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      content = json_object_get_member (json_node_get_object (node), "content");
      if (content != NULL)
        bookgen_rehearsal_request_add (
            self, role_from_string (bookgen_rehearsal_member_string (json_node_get_object (node), "role")), content);
    }
}

gint64
bookgen_rehearsal_request_count_tokens (const BookgenRehearsalRequest *self)
{
  gint64 tokens = 0;

  for (guint i = 0; i < self->turns->len; i++)
    tokens += bookgen_rehearsal_text_count_tokens (((BookgenRehearsalTurn *) self->turns->pdata[i])->text);
  return tokens;
}

/* What REGEX, which matches one line, catches in its last match in TEXT; NULL for none. */
static GStrv
find_last (const char *text, GRegex *regex)
{
  g_autoptr (GMatchInfo) match = NULL;
  GStrv found = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_strfreev (found);
      found = g_match_info_fetch_all (match);
    }
  return found;
}

static GStrv
find_line (const BookgenRehearsalRequest *self, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF, 0, NULL);

  for (guint i = self->turns->len; i > 0; i--)
    {
      const BookgenRehearsalTurn *turn = self->turns->pdata[i - 1];
      GStrv found = turn->role == BOOKGEN_REHEARSAL_USER ? find_last (turn->text, regex) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

guint
bookgen_rehearsal_request_find_chapter (const BookgenRehearsalRequest *self, char **title)
{
  g_auto (GStrv) found = find_line (self, "^Chapter ([1-9][0-9]{0,8}):[ \\t]*(.*?)[ \\t]*$");

  *title = found != NULL ? g_strdup (found[2]) : NULL;
  return found != NULL ? g_ascii_strtoull (found[1], NULL, 10) : 0;
}

guint
bookgen_rehearsal_request_find_target (const BookgenRehearsalRequest *self)
{
  g_auto (GStrv) found = find_line (self, "^Target: ([0-9]{1,9}) words");

  return found != NULL ? g_ascii_strtoull (found[1], NULL, 10) : 0;
}

gboolean
bookgen_rehearsal_request_asks_plan (const BookgenRehearsalRequest *self)
{
  g_auto (GStrv) found = find_line (self, "^Plan for [0-9]{1,9} chapters[ \\t]*$");

  return found != NULL;
}

/* A chapter's request may quote such a line, but says how long the chapter is to be. */
guint
bookgen_rehearsal_request_find_outline (const BookgenRehearsalRequest *self, gboolean *lessons)
{
  g_auto (GStrv) found = find_line (self, "^Outline for (as many|[1-9][0-9]{0,2}) (chapters|lessons)");

  if (found == NULL || bookgen_rehearsal_request_find_target (self) > 0)
    return 0;
  *lessons = g_str_equal (found[2], "lessons");
  return g_ascii_isdigit (*found[1]) ? g_ascii_strtoull (found[1], NULL, 10) : FEW_CHAPTERS;
}

guint
bookgen_rehearsal_request_find_part (const BookgenRehearsalRequest *self, gboolean *begun)
{
  g_autoptr (GRegex) regex = g_regex_new ("^Part: ([0-9]{1,9}) words", G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF, 0, NULL);

  *begun = FALSE;
  for (guint i = self->turns->len; i > 0; i--)
    {
      const BookgenRehearsalTurn *turn = self->turns->pdata[i - 1];
      g_auto (GStrv) found = turn->role == BOOKGEN_REHEARSAL_USER ? find_last (turn->text, regex) : NULL;

      if (found != NULL)
        return g_ascii_strtoull (found[1], NULL, 10);
      *begun = TRUE;
    }
  return 0;
}

gboolean
bookgen_rehearsal_request_asks (const BookgenRehearsalRequest *self, const char *words)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      const BookgenRehearsalTurn *turn = self->turns->pdata[i];

      if (turn->role == BOOKGEN_REHEARSAL_USER && strstr (turn->text, words) != NULL)
        return TRUE;
    }
  return FALSE;
}
