/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-prompt.h"

#include <glib/gi18n-lib.h>

#include "bookgen-run-resources.h"

#define MAX_PROMPT_BYTES (64 * 1024)
#define MAX_BRIEFS_CHARS 16000
#define MAX_TITLES_CHARS 16000
#define BEFORE_CHARS 2000
#define LAST_WORDS_CHARS 120

struct _BookgenPrompts {
  GHashTable *texts; /* prompt name -> text */
};

static const char *const places[] = { "title",        "number",      "part",        "brief",    "words",
                                      "before_title", "after_title", "before_text", "language", NULL };

void
bookgen_prompts_free (BookgenPrompts *self)
{
  g_hash_table_unref (self->texts);
  g_free (self);
}

static char *
dup_built_in (const char *name, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/example/BookGen/prompts/%s.md", name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (bookgen_run_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    {
      g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_UNKNOWN, _("There is no prompt file “%s.md”."), name);
      return NULL;
    }
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
dup_text (const char *name, char **where, GError **error)
{
  g_autofree char *file_name = g_strconcat (name, ".md", NULL);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "bookgen", "prompts", file_name, NULL);
  *where = g_file_test (own, G_FILE_TEST_EXISTS) ? g_strdup (own) : g_strdup (file_name);
  if (!g_file_test (own, G_FILE_TEST_EXISTS))
    return dup_built_in (name, error);

  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents (own, &text, &length, error))
    return NULL;
  if (length > MAX_PROMPT_BYTES || !g_utf8_validate (text, length, NULL))
    {
      g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_INVALID,
                   _("%s: a prompt file is UTF-8 text of at most 64 kB"), own);
      return NULL;
    }
  return g_steal_pointer (&text);
}

/* Every {{…}} must be a place we know. */
static gboolean
check_places (const char *text, const char *where, GError **error)
{
  guint line = 1;
  for (const char *p = text; *p != '\0'; p++)
    {
      line += *p == '\n';
      if (!g_str_has_prefix (p, "{{"))
        continue;
      const char *end = strstr (p, "}}");
      g_autofree char *name = end != NULL ? g_strndup (p + 2, MIN (end - p - 2, 40)) : g_strdup ("");
      if (g_strv_contains (places, name))
        continue;
      g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_INVALID, _("%s, line %u: there is no place “%s”"),
                   where, line, name);
      return FALSE;
    }
  return TRUE;
}

BookgenPrompts *
bookgen_prompts_load (BookgenPipeline *pipeline, GError **error)
{
  g_autoptr (BookgenPrompts) self = g_new0 (BookgenPrompts, 1);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      g_autofree char *where = NULL;
      if (stage->prompt == NULL || stage->on == BOOKGEN_ON_NEVER)
        continue;
      g_autofree char *text = dup_text (stage->prompt, &where, error);
      if (text == NULL || !check_places (text, where, error))
        return NULL;
      g_hash_table_replace (self->texts, g_strdup (stage->prompt), g_steal_pointer (&text));
    }
  return g_steal_pointer (&self);
}

/* One line of LINE with its places filled in; FALSE, and OUT as it was, when one of them is empty. */
static gboolean
fill_line (const char *line, GHashTable *values, GString *out)
{
  gsize before = out->len;
  while (*line != '\0')
    {
      const char *end = g_str_has_prefix (line, "{{") ? strstr (line, "}}") : NULL;
      if (end == NULL)
        {
          g_string_append_c (out, *line++);
          continue;
        }
      g_autofree char *name = g_strndup (line + 2, end - line - 2);
      const char *value = g_hash_table_lookup (values, name);
      if (value == NULL || *value == '\0')
        {
          g_string_truncate (out, before);
          return FALSE;
        }
      g_string_append (out, value);
      line = end + 2;
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

static void
fill_paragraph (const char *paragraph, GHashTable *values, GString *out)
{
  g_auto (GStrv) lines = g_strsplit (paragraph, "\n", -1);
  g_autoptr (GString) filled = g_string_new (NULL);
  guint with_places = 0, left_out = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean has_place = strstr (lines[i], "{{") != NULL;
      gboolean kept = fill_line (lines[i], values, filled);
      with_places += has_place;
      left_out += has_place && !kept;
    }
  if (with_places > 0 && with_places == left_out)
    return;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, filled->str);
}

static char *
fill (const char *text, GHashTable *values)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);
  GString *out = g_string_new (NULL);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    fill_paragraph (g_strstrip (paragraphs[i]), values, out);
  return g_string_free (out, FALSE);
}

static char *
one_line (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  g_strdelimit (copy, "\r\n\t", ' ');
  return g_strdup (g_strstrip (copy));
}

static void
append_unit (GString *out, BookgenOutline *outline, BookgenUnit *unit, gboolean with_brief)
{
  g_autofree char *title = one_line (bookgen_unit_get_title (unit));
  const char *brief = bookgen_unit_get_brief (unit);
  if (bookgen_unit_is_written (unit))
    g_string_append_printf (out, "%u. %s\n", bookgen_outline_get_number (outline, unit), title);
  else
    g_string_append_printf (out, "\n### %s\n\n", title);
  if (with_brief && *brief != '\0')
    g_string_append_printf (out, "%s\n", brief);
}

static void
append_outline (GString *out, BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  gsize briefs = 0;
  for (guint i = 0; i < units->len; i++)
    briefs += strlen (bookgen_unit_get_brief (units->pdata[i]));
  gsize start = out->len;
  for (guint i = 0; i < units->len && out->len - start < MAX_BRIEFS_CHARS + MAX_TITLES_CHARS; i++)
    append_unit (out, outline, units->pdata[i], briefs <= MAX_BRIEFS_CHARS);
}

GRefString *
bookgen_prompt_make_shared (BookgenBook *book, const char *plan)
{
  g_autoptr (GString) out = g_string_new ("You write a book together with others. This is what all of you know of it.\n\n");
  g_autofree char *title = one_line (bookgen_book_get_title (book));
  g_string_append_printf (out, "# %s\n\n", title);
  if (*bookgen_book_get_author (book) != '\0')
    g_string_append_printf (out, "By %s. ", bookgen_book_get_author (book));
  g_string_append_printf (out, "Language: %s\n\n## Outline\n\n", bookgen_book_get_language (book));
  append_outline (out, bookgen_book_get_outline (book));
  if (plan != NULL && *plan != '\0')
    g_string_append_printf (out, "\n## Plan\n\n%s\n", plan);
  return g_ref_string_new_len (out->str, out->len);
}

/* The last COUNT characters of TEXT, from the start of a word. Borrowed. */
static const char *
tail_of (const char *text, glong count)
{
  glong length = g_utf8_strlen (text, -1);
  if (length <= count)
    return text;
  const char *tail = g_utf8_offset_to_pointer (text, length - count);
  const char *space = strpbrk (tail, " \n");
  return space != NULL ? space + 1 : tail;
}

static void
set_value (GHashTable *values, const char *name, const char *value)
{
  g_hash_table_insert (values, (gpointer) name, one_line (value));
}

static void
set_neighbours (GHashTable *values, BookgenOutline *outline, const BookgenTask *task)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  for (guint i = 0; i < units->len; i++)
    {
      if (!g_str_equal (bookgen_unit_get_id (units->pdata[i]), task->unit_id))
        continue;
      set_value (values, "before_title", i > 0 ? bookgen_unit_get_title (units->pdata[i - 1]) : "");
      set_value (values, "after_title", i + 1 < units->len ? bookgen_unit_get_title (units->pdata[i + 1]) : "");
      return;
    }
}

static void
set_unit_values (GHashTable *values, BookgenOutline *outline, BookgenUnit *unit, const BookgenTask *task, const char *before)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  set_value (values, "title", bookgen_unit_get_title (unit));
  set_value (values, "part", parent != NULL ? bookgen_unit_get_title (parent) : "");
  g_hash_table_insert (values, (gpointer) "brief", g_strdup (bookgen_unit_get_brief (unit)));
  g_hash_table_insert (values, (gpointer) "number", g_strdup_printf ("%u", bookgen_outline_get_number (outline, unit)));
  g_hash_table_insert (values, (gpointer) "words", g_strdup_printf ("%u", task->target_words));
  if (before != NULL)
    g_hash_table_insert (values, (gpointer) "before_text", g_strdup (tail_of (before, BEFORE_CHARS)));
  set_neighbours (values, outline, task);
}

/* The lines that stand outside the editable file. */
static void
append_last_lines (GString *text, BookgenOutline *outline, BookgenUnit *unit, const BookgenTask *task)
{
  if (unit == NULL)
    {
      g_string_append_printf (text, "\nPlan for %u chapters\n", bookgen_outline_count (outline, TRUE));
      return;
    }
  g_autofree char *title = one_line (bookgen_unit_get_title (unit));
  g_string_append_printf (text, "\nChapter %u: %s\nTarget: %u words\n", bookgen_outline_get_number (outline, unit), title,
                          task->target_words);
}

static void
add_partial (BookgenChat *chat, const char *partial)
{
  g_autofree char *last = one_line (tail_of (partial, LAST_WORDS_CHARS));
  g_autofree char *ask = g_strdup_printf ("Your answer was cut off. Go on from its last words, “%s”, with the very next word. "
                                          "Do not repeat anything and do not begin again.",
                                          last);
  bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, partial);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
}

BookgenChat *
bookgen_prompt_make_chat (BookgenPrompts *self, BookgenBook *book, GRefString *shared, const BookgenTask *task,
                          const char *before, const char *partial)
{
  BookgenOutline *outline = bookgen_book_get_outline (book);
  BookgenUnit *unit = *task->unit_id != '\0' ? bookgen_outline_find (outline, task->unit_id) : NULL;
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  set_value (values, "language", bookgen_book_get_language (book));
  if (unit != NULL)
    set_unit_values (values, outline, unit, task, before);

  g_autofree char *filled = fill (g_hash_table_lookup (self->texts, task->stage->prompt), values);
  g_autoptr (GString) text = g_string_new (filled);
  append_last_lines (text, outline, unit, task);
  BookgenChat *chat = bookgen_chat_new (shared, task->output_limit);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, text->str);
  if (partial != NULL)
    add_partial (chat, partial);
  return chat;
}
