/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-plan-private.h"

#include <string.h>

#include "bookgen-excerpt.h"
#include "bookgen-loose-json.h"

#define DIGEST_CHARS 16
#define TERM_PREFIX "term."
#define MAX_ID_CHARS 40

/* A text of the plan or of a chapter, by the name of its part. */
typedef struct {
  const char *name;
  gsize offset;
} Place;

static const Place shared_texts[] = {
  { "premise", G_STRUCT_OFFSET (BookgenPlan, premise) },
  { "readers", G_STRUCT_OFFSET (BookgenPlan, readers) },
  { "voice", G_STRUCT_OFFSET (BookgenPlan, voice) },
  { "sample", G_STRUCT_OFFSET (BookgenPlan, sample) },
};

static const Place chapter_texts[] = {
  { "summary", G_STRUCT_OFFSET (BookgenPlanChapter, summary) },
  { "opens", G_STRUCT_OFFSET (BookgenPlanChapter, opens) },
  { "ends", G_STRUCT_OFFSET (BookgenPlanChapter, ends) },
  { "hands_on", G_STRUCT_OFFSET (BookgenPlanChapter, hands_on) },
};

static const Place *
find_place (const Place *places, guint count, const char *name)
{
  for (guint i = 0; i < count; i++)
    if (g_str_equal (places[i].name, name))
      return &places[i];
  return NULL;
}

static char **
find_shared_text (const BookgenPlan *self, const char *part)
{
  const Place *place = find_place (shared_texts, G_N_ELEMENTS (shared_texts), part);
  return place != NULL ? G_STRUCT_MEMBER_P (self, place->offset) : NULL;
}

static char **
find_chapter_text (const BookgenPlanChapter *chapter, const char *field)
{
  const Place *place = find_place (chapter_texts, G_N_ELEMENTS (chapter_texts), field);
  return place != NULL ? G_STRUCT_MEMBER_P (chapter, place->offset) : NULL;
}

static char *
join_terms (const BookgenPlan *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const BookgenPlanTerm *term = self->terms->pdata[i];
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "", term->name, *term->text != '\0' ? ": " : "", term->text);
    }
  return g_strdup (text->str);
}

static char *
dup_term (const BookgenPlan *self, const char *name)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const BookgenPlanTerm *term = self->terms->pdata[i];
      if (g_str_equal (term->name, name))
        return g_strdup (term->text);
    }
  return NULL;
}

/* "u7.summary": the id of its chapter, and what stands after it. NULL for any other name. Ours to free. */
static char *
split_name (const char *part, const char **field)
{
  const char *dot = strchr (part, '.');
  if (dot == NULL || dot == part || dot - part > MAX_ID_CHARS)
    return NULL;
  *field = dot + 1;
  gboolean known = find_place (chapter_texts, G_N_ELEMENTS (chapter_texts), *field) != NULL
                   || g_str_equal (*field, "only_here");
  return known ? g_strndup (part, dot - part) : NULL;
}

static char *
dup_chapter_part (const BookgenPlan *self, const char *part)
{
  const char *field;
  g_autofree char *id = split_name (part, &field);
  const BookgenPlanChapter *chapter = id != NULL ? bookgen_plan_get_chapter (self, id) : NULL;
  if (chapter == NULL)
    return NULL;
  char **text = find_chapter_text (chapter, field);
  return text != NULL ? g_strdup (*text) : g_strjoinv ("\n", chapter->only_here);
}

char *
bookgen_plan_dup_part (const BookgenPlan *self, const char *part)
{
  char **text = find_shared_text (self, part);
  if (text != NULL)
    return g_strdup (*text);
  if (g_str_equal (part, "terms"))
    return join_terms (self);
  if (g_str_equal (part, "avoid"))
    return g_strjoinv ("\n", self->avoid);
  if (g_str_has_prefix (part, TERM_PREFIX))
    return dup_term (self, part + strlen (TERM_PREFIX));
  return dup_chapter_part (self, part);
}

char *
bookgen_plan_digest (const BookgenPlan *self, const char *part)
{
  g_autofree char *text = bookgen_plan_dup_part (self, part);
  if (text == NULL)
    return g_strdup ("");
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return g_strndup (digest, DIGEST_CHARS);
}

/* An edit is read as a member of our own JSON, so that the same bounds hold. */
static JsonObject *
make_object (const char *name, const char *text)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, name, text);
  return object;
}

static void
clear_text (char **text)
{
  g_free (*text);
  *text = g_strdup ("");
}

static void
clear_list (GStrv *list)
{
  g_strfreev (*list);
  *list = g_new0 (char *, 1);
}

static void
set_terms (BookgenPlan *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_ptr_array_set_size (self->terms, 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');
      g_autofree char *name = colon != NULL ? g_strndup (lines[i], colon - lines[i]) : g_strdup (lines[i]);
      bookgen_plan_add_term (self, g_strstrip (name), colon != NULL ? colon + 1 : "");
    }
}

static void
set_shared (BookgenPlan *self, const char *part, const char *text)
{
  g_autoptr (JsonObject) object = make_object (part, text);
  char **place = find_shared_text (self, part);
  if (place != NULL)
    clear_text (place);
  else
    clear_list (&self->avoid);
  bookgen_plan_read_shared (self, object);
}

static void
set_chapter (BookgenPlan *self, const char *id, const char *field, const char *text)
{
  g_autoptr (JsonObject) object = make_object (field, text);
  BookgenPlanChapter *chapter = bookgen_plan_find_or_add (self, id);
  char **place = find_chapter_text (chapter, field);
  if (place != NULL)
    clear_text (place);
  else
    clear_list (&chapter->only_here);
  bookgen_plan_read_chapter (chapter, object);
}

BookgenPlan *
bookgen_plan_set_part (BookgenPlan *self, const char *part, const char *text)
{
  const char *field = NULL;
  g_autofree char *id = split_name (part, &field);
  gboolean terms = g_str_equal (part, "terms");
  gboolean shared = find_shared_text (self, part) != NULL || g_str_equal (part, "avoid");
  if (id == NULL && !terms && !shared)
    return bookgen_plan_ref (self);
  BookgenPlan *changed = bookgen_plan_copy (self);
  if (terms)
    set_terms (changed, text);
  else if (shared)
    set_shared (changed, part, text);
  else
    set_chapter (changed, id, field, text);
  return changed;
}

#define VOICE_CHARS 2000

/* A passage as its reader sees it: without headings and the marks of quotations. */
static char *
strip_passage (const char *passage)
{
  g_auto (GStrv) lines = g_strsplit (passage, "\n", -1);
  g_autoptr (GString) prose = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '#')
        continue;
      const char *line = lines[i] + (lines[i][0] == '>' ? 1 : 0);
      g_string_append_printf (prose, "%s\n", line + (line > lines[i] && *line == ' '));
    }
  return g_strstrip (g_strdup (prose->str));
}

char *
bookgen_plan_dup_voice (const char *passage, gboolean *cut)
{
  g_autofree char *prose = strip_passage (passage);
  g_autofree char *bounded = bookgen_excerpt_cut (prose, VOICE_CHARS);
  char *voice = bookgen_excerpt_head (bounded, BOOKGEN_PLAN_SAMPLE_TOKENS);
  if (cut != NULL)
    *cut = strlen (voice) < strlen (prose);
  return voice;
}

BookgenPlan *
bookgen_plan_use_as_voice (BookgenPlan *self, const char *passage)
{
  g_autofree char *sample = bookgen_plan_dup_voice (passage, NULL);
  return bookgen_plan_set_part (self, "sample", sample);
}

BookgenRevision *
bookgen_plan_make_revision (const BookgenPlan *self, const char *stage, BookgenOrigin origin)
{
  g_autofree char *json = bookgen_plan_to_json (self);
  BookgenRevisionData data = {
    .unit_id = (char *) "",
    .stage = (char *) stage,
    .origin = origin,
    .text = json,
    .words = bookgen_revision_count_words (json),
    .made_at_ms = g_get_real_time () / 1000,
  };
  return bookgen_revision_new (&data);
}
