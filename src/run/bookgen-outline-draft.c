/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-draft.h"

#include "bookgen-run-resources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROMPT "outline"
#define MAX_PROMPT_BYTES (64 * 1024)
/* Tokens of one chapter's title, brief and JSON, in any language, and of an answer besides them. */
#define TOKENS_PER_CHAPTER 160
#define TOKENS_BESIDES 400
/* Of an idea that does not say how many. */
#define USUAL_CHAPTERS 20
#define MAX_TRIES 2

BookgenOutlineIdea *
bookgen_outline_idea_new (const char *idea, const char *kind, const char *readers, guint chapters)
{
  BookgenOutlineIdea *self = g_new0 (BookgenOutlineIdea, 1);
  self->idea = g_utf8_substring (idea, 0, MIN (g_utf8_strlen (idea, -1), BOOKGEN_OUTLINE_DRAFT_MAX_IDEA_CHARS));
  self->kind = g_strdup (kind);
  self->readers = g_strdup (readers);
  self->chapters = MIN (chapters, BOOKGEN_OUTLINE_DRAFT_MAX_CHAPTERS);
  return self;
}

void
bookgen_outline_idea_free (BookgenOutlineIdea *self)
{
  g_free (self->idea);
  g_free (self->kind);
  g_free (self->readers);
  g_free (self);
}

/* The author's own prompt file, or the one that comes with the program. */
static char *
dup_instructions (void)
{
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "bookgen", "prompts", PROMPT ".md", NULL);
  g_autofree char *text = NULL;
  gsize length;
  if (g_file_get_contents (own, &text, &length, NULL) && length <= MAX_PROMPT_BYTES && g_utf8_validate (text, length, NULL))
    return g_steal_pointer (&text);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (bookgen_run_get_resource (), "/org/example/BookGen/prompts/" PROMPT ".md",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : g_strdup ("");
}

static void
add_line (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", name, value);
}

static char *
make_request (const BookgenOutlineIdea *idea)
{
  GString *text = g_string_new (NULL);
  add_line (text, "Idea", idea->idea);
  add_line (text, "Kind of book", idea->kind);
  add_line (text, "Readers", idea->readers);
  const char *units = g_strcmp0 (idea->kind, "course") == 0 ? "lessons" : "chapters";
  if (idea->chapters > 0)
    g_string_append_printf (text, "\nOutline for %u %s\n", idea->chapters, units);
  else
    g_string_append_printf (text, "\nOutline for as many %s as this needs\n", units);
  return g_string_free (text, FALSE);
}

static gint64
count_output (const BookgenOutlineIdea *idea)
{
  guint chapters = idea->chapters > 0 ? idea->chapters : USUAL_CHAPTERS;
  return TOKENS_BESIDES + (gint64) chapters * TOKENS_PER_CHAPTER;
}

/* Twice what is expected, and as much again for a model that thinks first. */
static BookgenChat *
make_chat (const BookgenOutlineIdea *idea)
{
  g_autofree char *instructions = dup_instructions ();
  g_autoptr (GRefString) shared = g_ref_string_new (instructions);
  g_autofree char *request = make_request (idea);
  BookgenChat *chat = bookgen_chat_new (shared, MAX (count_output (idea) * 4, 8192));
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, request);
  return chat;
}

/* Asking */

typedef struct {
  BookgenOutlineIdea *idea; /* owned, as the next four */
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  char *key;                /* NULL for none */
  BookgenReply *reply;      /* of the request under way */
  BookgenOutlineDraftCheck check;
  gpointer check_data;
  guint tries;
  gint64 prompt_tokens;     /* of the request under way, as we count */
  BookgenUsage usage;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;
  bookgen_outline_idea_free (self->idea);
  g_object_unref (self->client);
  g_object_unref (self->endpoint);
  g_free (self->key);
  g_clear_object (&self->reply);
  g_free (self);
}

static void
count_usage (Draft *self)
{
  const BookgenTokens *tokens = bookgen_reply_get_tokens (self->reply);
  gboolean counted = tokens->output_tokens >= 0;
  if (!counted && !bookgen_reply_get_began (self->reply))
    return;
  BookgenUsage used = {
    .input_tokens = tokens->input_tokens >= 0 ? tokens->input_tokens : self->prompt_tokens,
    .cached_tokens = MAX (tokens->cached_tokens, 0),
    .cache_write_tokens = MAX (tokens->cache_write_tokens, 0),
    .output_tokens = counted ? tokens->output_tokens
                             : bookgen_text_estimate_tokens (bookgen_reply_get_text (self->reply, NULL)),
    .reasoning_tokens = MAX (tokens->reasoning_tokens, 0),
    .cost_micros = -1,
    .requests = 1,
    .estimated = !counted,
  };
  bookgen_usage_add (&self->usage, &used);
}

static void answered (GObject *source, GAsyncResult *result, gpointer user_data);

/* WRONG is what was wrong with the answer before; NULL the first time. */
static void
ask (GTask *task, const char *wrong)
{
  Draft *self = g_task_get_task_data (task);
  g_autoptr (BookgenChat) chat = make_chat (self->idea);
  if (wrong != NULL)
    {
      g_autofree char *request = g_strdup_printf ("This cannot be read as the outline: %s. Send the whole JSON again, mended, "
                                                  "and nothing else.", wrong);
      bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, bookgen_reply_get_text (self->reply, NULL));
      bookgen_chat_add (chat, BOOKGEN_ROLE_USER, request);
    }
  self->tries++;
  self->prompt_tokens = bookgen_chat_estimate_tokens (chat);
  g_set_object (&self->reply, NULL);
  self->reply = bookgen_reply_new ();
  bookgen_client_chat_async (self->client, self->endpoint, self->key, chat, self->reply, g_task_get_cancellable (task), answered,
                             task);
}

/* NULL where there is something to look at. */
static char *
dup_refusal (Draft *self)
{
  const char *name = bookgen_endpoint_get_name (self->endpoint);
  if (bookgen_reply_get_finish (self->reply) == BOOKGEN_FINISH_REFUSED)
    return g_strdup_printf (_("“%s” refuses to draft this outline. Say the idea in other words and try again."), name);
  if (*bookgen_reply_get_text (self->reply, NULL) == '\0')
    return g_strdup_printf (_("“%s” gave an empty answer. Try again, or choose another model."), name);
  return NULL;
}

static void
take_answer (GTask *task)
{
  Draft *self = g_task_get_task_data (task);
  g_autoptr (GError) wrong = NULL;
  g_autofree char *refusal = dup_refusal (self);
  const char *text = bookgen_reply_get_text (self->reply, NULL);
  gboolean last = self->tries >= MAX_TRIES;
  if (refusal != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", refusal);
  else if (self->check (text, last, self->check_data, &wrong))
    g_task_return_pointer (task, g_strdup (text), g_free);
  else if (!last)
    {
      ask (task, wrong->message);
      return;
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             /* Translators: the second is what is wrong, in English. */
                             _("“%s” answered twice without an outline that can be read (%s). Try again, or choose another model."),
                             bookgen_endpoint_get_name (self->endpoint), wrong->message);
  g_object_unref (task);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Draft *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean complete = bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &error);
  count_usage (self);
  if (complete)
    {
      take_answer (task);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

void
bookgen_outline_draft_async (const BookgenOutlineIdea *idea, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                             BookgenOutlineDraftCheck check, gpointer check_data, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Draft *self = g_new0 (Draft, 1);
  g_task_set_source_tag (task, bookgen_outline_draft_async);
  self->idea = bookgen_outline_idea_new (idea->idea, idea->kind, idea->readers, idea->chapters);
  self->client = g_object_ref (client);
  self->endpoint = g_object_ref (endpoint);
  self->key = g_strdup (key);
  self->check = check;
  self->check_data = check_data;
  g_task_set_task_data (task, self, draft_free);
  ask (task, NULL);
}

char *
bookgen_outline_draft_finish (GAsyncResult *result, BookgenUsage *usage, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_outline_draft_async), NULL);

  if (usage != NULL)
    *usage = ((Draft *) g_task_get_task_data (G_TASK (result)))->usage;
  return g_task_propagate_pointer (G_TASK (result), error);
}
