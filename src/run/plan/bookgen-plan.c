/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan-private.h"

#include <string.h>

#include "bookgen-excerpt.h"
#include "bookgen-loose-json.h"

/* Enough for any plan, and a bound for an answer that never ends. In characters. */
enum {
  MAX_TEXT = 4000,
  MAX_FREE = 100000,
  MAX_TERMS = 200,
  MAX_NAME = 120,
  MAX_TERM = 600,
  MAX_LIST = 40,
  MAX_LINE = 300,
  MAX_SUMMARY = 1000,
};

static void
term_free (BookgenPlanTerm *term)
{
  g_free (term->name);
  g_free (term->text);
  g_free (term);
}

static void
chapter_free (BookgenPlanChapter *chapter)
{
  g_free (chapter->unit_id);
  g_free (chapter->summary);
  g_strfreev (chapter->only_here);
  g_free (chapter->opens);
  g_free (chapter->ends);
  g_free (chapter->hands_on);
  g_free (chapter);
}

BookgenPlan *
bookgen_plan_new (void)
{
  BookgenPlan *self = g_new0 (BookgenPlan, 1);
  g_atomic_ref_count_init (&self->refs);
  self->premise = g_strdup ("");
  self->readers = g_strdup ("");
  self->voice = g_strdup ("");
  self->sample = g_strdup ("");
  self->avoid = g_new0 (char *, 1);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  self->chapters = g_ptr_array_new_with_free_func ((GDestroyNotify) chapter_free);
  self->by_unit = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

BookgenPlan *
bookgen_plan_ref (BookgenPlan *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
bookgen_plan_unref (BookgenPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->premise);
  g_free (self->readers);
  g_free (self->voice);
  g_free (self->sample);
  g_strfreev (self->avoid);
  g_ptr_array_unref (self->terms);
  g_hash_table_unref (self->by_unit);
  g_ptr_array_unref (self->chapters);
  g_free (self);
}

void
bookgen_plan_add_term (BookgenPlan *self, const char *name, const char *text)
{
  if (*name == '\0' || self->terms->len >= MAX_TERMS)
    return;
  BookgenPlanTerm *term = g_new0 (BookgenPlanTerm, 1);
  term->name = bookgen_excerpt_cut (name, MAX_NAME);
  term->text = bookgen_excerpt_cut (text, MAX_TERM);
  g_strdelimit (term->name, "\r\n\t", ' ');
  g_strdelimit (term->text, "\r\n\t", ' ');
  g_ptr_array_add (self->terms, term);
}

BookgenPlanChapter *
bookgen_plan_find_or_add (BookgenPlan *self, const char *unit_id)
{
  BookgenPlanChapter *chapter = g_hash_table_lookup (self->by_unit, unit_id);
  if (chapter != NULL)
    return chapter;
  chapter = g_new0 (BookgenPlanChapter, 1);
  chapter->unit_id = g_strdup (unit_id);
  chapter->summary = g_strdup ("");
  chapter->only_here = g_new0 (char *, 1);
  chapter->opens = g_strdup ("");
  chapter->ends = g_strdup ("");
  chapter->hands_on = g_strdup ("");
  g_ptr_array_add (self->chapters, chapter);
  g_hash_table_insert (self->by_unit, chapter->unit_id, chapter);
  return chapter;
}

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
set_list (GStrv *place, GStrv list)
{
  g_strfreev (*place);
  *place = g_strdupv (list);
}

void
bookgen_plan_copy_chapter (BookgenPlan *copy, const BookgenPlanChapter *chapter)
{
  BookgenPlanChapter *own = bookgen_plan_find_or_add (copy, chapter->unit_id);
  set_text (&own->summary, chapter->summary);
  set_list (&own->only_here, chapter->only_here);
  set_text (&own->opens, chapter->opens);
  set_text (&own->ends, chapter->ends);
  set_text (&own->hands_on, chapter->hands_on);
}

BookgenPlan *
bookgen_plan_copy (const BookgenPlan *self)
{
  BookgenPlan *copy = bookgen_plan_new ();
  set_text (&copy->premise, self->premise);
  set_text (&copy->readers, self->readers);
  set_text (&copy->voice, self->voice);
  set_text (&copy->sample, self->sample);
  set_list (&copy->avoid, self->avoid);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const BookgenPlanTerm *term = self->terms->pdata[i];
      bookgen_plan_add_term (copy, term->name, term->text);
    }
  for (guint i = 0; i < self->chapters->len; i++)
    bookgen_plan_copy_chapter (copy, self->chapters->pdata[i]);
  return copy;
}

const BookgenPlanChapter *
bookgen_plan_get_chapter (const BookgenPlan *self, const char *unit_id)
{
  return g_hash_table_lookup (self->by_unit, unit_id);
}

/* Reading. Models call things by several names. */

static void
read_text (JsonObject *object, const char *const *names, char **place, guint most_chars)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = bookgen_loose_json_dup_text (object, names[i], most_chars);
      if (*text == '\0')
        continue;
      set_text (place, text);
      return;
    }
}

static void
read_list (JsonObject *object, const char *name, GStrv *place)
{
  g_auto (GStrv) list = bookgen_loose_json_dup_list (object, name, MAX_LIST, MAX_LINE);
  if (list[0] != NULL)
    set_list (place, list);
}

/* "NAME: what it is" */
static void
read_term_line (BookgenPlan *self, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = colon != NULL ? g_strndup (line, colon - line) : g_strdup (line);
  bookgen_plan_add_term (self, g_strstrip (name), colon != NULL ? colon + 1 : "");
}

static void
read_term (BookgenPlan *self, JsonNode *node)
{
  static const char *const name_names[] = { "name", "term", "character", "title", NULL };
  static const char *const text_names[] = { "text", "definition", "description", "fact", "form", "meaning", "role", NULL };
  if (JSON_NODE_HOLDS_VALUE (node))
    read_term_line (self, json_node_get_string (node));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  g_autofree char *name = g_strdup ("");
  g_autofree char *text = g_strdup ("");
  read_text (json_node_get_object (node), name_names, &name, MAX_NAME);
  read_text (json_node_get_object (node), text_names, &text, MAX_TERM);
  bookgen_plan_add_term (self, name, text);
}

static void
read_terms (BookgenPlan *self, JsonObject *object, const char *name)
{
  g_autoptr (JsonArray) array = bookgen_loose_json_dup_array (object, name);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    read_term (self, json_array_get_element (array, i));
  if (array != NULL)
    return;
  g_auto (GStrv) lines = bookgen_loose_json_dup_list (object, name, MAX_LIST, MAX_TERM);
  for (guint i = 0; lines[i] != NULL; i++)
    read_term_line (self, lines[i]);
}

static void
read_all_terms (BookgenPlan *self, JsonObject *object)
{
  static const char *const names[] = { "terms", "cast", "characters", "facts", "names", "glossary", NULL };
  gboolean cleared = FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!json_object_has_member (object, names[i]))
        continue;
      if (!cleared)
        g_ptr_array_set_size (self->terms, 0);
      cleared = TRUE;
      read_terms (self, object, names[i]);
    }
}

void
bookgen_plan_read_shared (BookgenPlan *self, JsonObject *object)
{
  static const char *const premise[] = { "premise", NULL };
  static const char *const readers[] = { "readers", "audience", NULL };
  static const char *const sample[] = { "sample", "sample_passage", "voice_sample", NULL };
  static const char *const voice[] = { "voice", NULL };
  static const char *const described[] = { "description", "text", NULL };
  JsonNode *nested = json_object_get_member (object, "voice");
  read_text (object, premise, &self->premise, MAX_FREE);
  read_text (object, readers, &self->readers, MAX_TEXT);
  read_text (object, sample, &self->sample, MAX_TEXT);
  read_list (object, "avoid", &self->avoid);
  read_all_terms (self, object);
  if (nested == NULL || !JSON_NODE_HOLDS_OBJECT (nested))
    {
      read_text (object, voice, &self->voice, MAX_TEXT);
      return;
    }
  read_text (json_node_get_object (nested), described, &self->voice, MAX_TEXT);
  read_text (json_node_get_object (nested), sample, &self->sample, MAX_TEXT);
}

void
bookgen_plan_read_chapter (BookgenPlanChapter *chapter, JsonObject *object)
{
  static const char *const summary[] = { "summary", "text", NULL };
  static const char *const opens[] = { "opens", "opens_with", "opening", NULL };
  static const char *const ends[] = { "ends", "ends_with", "ending", NULL };
  static const char *const hands_on[] = { "hands_on", "hands on", "handsOn", NULL };
  read_text (object, summary, &chapter->summary, MAX_SUMMARY);
  read_list (object, "only_here", &chapter->only_here);
  read_text (object, opens, &chapter->opens, MAX_LINE);
  read_text (object, ends, &chapter->ends, MAX_LINE);
  read_text (object, hands_on, &chapter->hands_on, MAX_LINE);
}

static void
read_chapters (BookgenPlan *self, JsonObject *object)
{
  g_autoptr (JsonArray) array = bookgen_loose_json_dup_array (object, "chapters");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      g_autofree char *id = bookgen_loose_json_dup_text (json_node_get_object (node), "unit", MAX_NAME);
      if (*id != '\0')
        bookgen_plan_read_chapter (bookgen_plan_find_or_add (self, id), json_node_get_object (node));
    }
}

static gboolean
is_json (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '{';
}

void
bookgen_plan_set_prose (BookgenPlan *self, const char *text)
{
  g_free (self->premise);
  self->premise = bookgen_excerpt_cut (text, MAX_FREE);
  bookgen_excerpt_clean (self->premise, strlen (self->premise));
}

BookgenPlan *
bookgen_plan_from_text (const char *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  g_autoptr (JsonNode) node = is_json (text) ? bookgen_loose_json_read (text) : NULL;
  BookgenPlan *self = bookgen_plan_new ();
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      bookgen_plan_set_prose (self, text);
      return self;
    }
  bookgen_plan_read_shared (self, json_node_get_object (node));
  read_chapters (self, json_node_get_object (node));
  return self;
}

/* Writing. */

static void
add_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_list (JsonBuilder *builder, const char *name, GStrv list)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; list[i] != NULL; i++)
    json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

static void
add_terms (JsonBuilder *builder, const BookgenPlan *self)
{
  json_builder_set_member_name (builder, "terms");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const BookgenPlanTerm *term = self->terms->pdata[i];
      json_builder_begin_object (builder);
      add_string (builder, "name", term->name);
      add_string (builder, "text", term->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_chapter (JsonBuilder *builder, const BookgenPlanChapter *chapter)
{
  json_builder_begin_object (builder);
  add_string (builder, "unit", chapter->unit_id);
  add_string (builder, "summary", chapter->summary);
  add_list (builder, "only_here", chapter->only_here);
  add_string (builder, "opens", chapter->opens);
  add_string (builder, "ends", chapter->ends);
  add_string (builder, "hands_on", chapter->hands_on);
  json_builder_end_object (builder);
}

char *
bookgen_plan_to_json (const BookgenPlan *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_string (builder, "premise", self->premise);
  add_string (builder, "readers", self->readers);
  add_string (builder, "voice", self->voice);
  add_string (builder, "sample", self->sample);
  add_terms (builder, self);
  add_list (builder, "avoid", self->avoid);
  json_builder_set_member_name (builder, "chapters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->chapters->len; i++)
    add_chapter (builder, self->chapters->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
