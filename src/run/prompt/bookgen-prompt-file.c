/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-prompt-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bookgen-run-resources.h"
#include "bookgen-style.h"

#define MAX_PROMPT_BYTES (64 * 1024)

/* One file: what is dealt to chapters, from the lines at its head, and the text below them. */
typedef struct {
  char *text;
  GStrv openings;
  GStrv structures;
} Prompt;

struct _BookgenPrompts {
  GHashTable *prompts; /* name -> Prompt */
};

static const char *const places[] = { "title",    "number",    "part",       "brief",    "words",     "language", "plan",
                                      "before",   "after",     "others",     "builds_on", "opening",  "structure", "told",
                                      "text",     "material",  "before_title", "after_title", NULL };

static void
prompt_free (gpointer data)
{
  Prompt *prompt = data;
  g_free (prompt->text);
  g_strfreev (prompt->openings);
  g_strfreev (prompt->structures);
  g_free (prompt);
}

void
bookgen_prompts_free (BookgenPrompts *self)
{
  g_hash_table_unref (self->prompts);
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

static GStrv
split_kinds (const char *line)
{
  GStrv kinds = g_strsplit (line, "|", -1);
  for (guint i = 0; kinds[i] != NULL; i++)
    g_strstrip (kinds[i]);
  return kinds;
}

/* "openings: a scene | a question" at the head of a file says what is dealt. Steps over such lines. */
static gboolean
take_head_line (Prompt *prompt, const char **at)
{
  static const char *const names[] = { "openings:", "structures:" };
  GStrv *const lists[] = { &prompt->openings, &prompt->structures };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!g_str_has_prefix (*at, names[i]))
        continue;
      const char *start = *at + strlen (names[i]);
      gsize length = strcspn (start, "\n");
      g_autofree char *line = g_strndup (start, length);
      g_strfreev (*lists[i]);
      *lists[i] = split_kinds (line);
      *at = start + length + (start[length] == '\n');
      return TRUE;
    }
  return FALSE;
}

static Prompt *
make_prompt (const char *text)
{
  Prompt *prompt = g_new0 (Prompt, 1);
  while (take_head_line (prompt, &text))
    ;
  prompt->text = g_strdup (text);
  return prompt;
}

BookgenPrompts *
bookgen_prompts_load (BookgenPipeline *pipeline, GError **error)
{
  g_autoptr (BookgenPrompts) self = g_new0 (BookgenPrompts, 1);
  self->prompts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, prompt_free);
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      g_autofree char *where = NULL;
      if (stage->prompt == NULL || stage->on == BOOKGEN_ON_NEVER)
        continue;
      g_autofree char *text = dup_text (stage->prompt, &where, error);
      if (text == NULL || !check_places (text, where, error))
        return NULL;
      g_hash_table_replace (self->prompts, g_strdup (stage->prompt), make_prompt (text));
    }
  return g_steal_pointer (&self);
}

gboolean
bookgen_prompts_has_place (BookgenPrompts *self, const char *name, const char *place)
{
  const Prompt *prompt = g_hash_table_lookup (self->prompts, name);
  g_autofree char *braced = g_strdup_printf ("{{%s}}", place);
  return prompt != NULL && strstr (prompt->text, braced) != NULL;
}

/* Borrowed; "" where the file deals nothing. */
static const char *
deal (GStrv kinds, const char *deck, const char *seed, guint place)
{
  guint count = kinds != NULL ? g_strv_length (kinds) : 0;
  return count > 0 ? kinds[bookgen_style_deal (seed, deck, count, place)] : "";
}

const char *
bookgen_prompts_deal_opening (BookgenPrompts *self, const char *name, const char *seed, guint place)
{
  const Prompt *prompt = g_hash_table_lookup (self->prompts, name);
  return prompt != NULL ? deal (prompt->openings, "openings", seed, place) : "";
}

const char *
bookgen_prompts_deal_structure (BookgenPrompts *self, const char *name, const char *seed, guint place)
{
  const Prompt *prompt = g_hash_table_lookup (self->prompts, name);
  return prompt != NULL ? deal (prompt->structures, "structures", seed, place) : "";
}

/* LINE with its places filled in; FALSE, and OUT as it was, when one of them is empty. */
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

char *
bookgen_prompts_fill (BookgenPrompts *self, const char *name, GHashTable *values)
{
  const Prompt *prompt = g_hash_table_lookup (self->prompts, name);
  g_auto (GStrv) paragraphs = g_strsplit (prompt != NULL ? prompt->text : "", "\n\n", -1);
  GString *out = g_string_new (NULL);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    fill_paragraph (g_strstrip (paragraphs[i]), values, out);
  return g_string_free (out, FALSE);
}
