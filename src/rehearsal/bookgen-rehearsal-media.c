/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-media.h"

#include "bookgen-rehearsal-picture.h"
#include "bookgen-rehearsal-request.h"
#include "bookgen-rehearsal-tone.h"

#include <string.h>

#define MOST_PIXELS 4096
#define SPEECH_CHARACTERS_MAX 4096
/* As many as the provider counts for a square of 1,024. */
#define PIXELS_PER_TOKEN 2600

void
bookgen_rehearsal_media_free (BookgenRehearsalMedia *self)
{
  g_bytes_unref (self->body);
  g_free (self);
}

/* The object that BODY is; its owner is PARSER. NULL with PROBLEM. */
static JsonObject *
read_object (JsonParser *parser, SoupMessageBody *body, const char **problem)
{
  JsonNode *root = json_parser_load_from_data (parser, body->data, body->length, NULL) ? json_parser_get_root (parser) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  *problem = "The body is not a JSON object.";
  if (object == NULL)
    return NULL;
  *problem = "The field 'model' is required.";
  return bookgen_rehearsal_member_string (object, "model") != NULL ? object : NULL;
}

static BookgenRehearsalMedia *
media_new (const char *prompt, GBytes *body, const char *type)
{
  BookgenRehearsalMedia *self = g_new0 (BookgenRehearsalMedia, 1);
  g_autoptr (BookgenRehearsalRequest) request = bookgen_rehearsal_request_new ();
  g_autoptr (JsonNode) content = json_node_init_string (json_node_alloc (), prompt);
  g_autofree char *title = NULL;

  bookgen_rehearsal_request_add (request, BOOKGEN_REHEARSAL_USER, content);
  self->chapter = bookgen_rehearsal_request_find_chapter (request, &title);
  self->prompt_tokens = bookgen_rehearsal_request_count_tokens (request);
  self->output_tokens = self->prompt_tokens;
  self->body = body;
  self->type = type;
  return self;
}

/* "1536x1024"; a square where it says "auto" or nothing. */
static gboolean
read_size (const char *size, guint *width, guint *height)
{
  char *end = NULL;
  guint64 across, down;

  *width = *height = 1024;
  if (size == NULL || g_str_equal (size, "auto"))
    return TRUE;
  across = g_ascii_strtoull (size, &end, 10);
  if (*end != 'x')
    return FALSE;
  down = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '\0' || across < 1 || across > MOST_PIXELS || down < 1 || down > MOST_PIXELS)
    return FALSE;
  *width = across;
  *height = down;
  return TRUE;
}

static GBytes *
wrap_picture (GBytes *picture, gint64 prompt_tokens, gint64 output_tokens)
{
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  char *text = g_strdup_printf ("{\"created\":1795000000,\"data\":[{\"b64_json\":\"%s\"}],\"output_format\":\"png\",\"usage\":"
                                "{\"input_tokens\":%" G_GINT64_FORMAT ",\"output_tokens\":%" G_GINT64_FORMAT
                                ",\"total_tokens\":%" G_GINT64_FORMAT "}}",
                                base64, prompt_tokens, output_tokens, prompt_tokens + output_tokens);

  return g_bytes_new_take (text, strlen (text));
}

BookgenRehearsalMedia *
bookgen_rehearsal_media_read_picture (SoupMessageBody *body, const char **problem)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = read_object (parser, body, problem);
  const char *prompt = object != NULL ? bookgen_rehearsal_member_string (object, "prompt") : NULL;
  g_autoptr (GBytes) picture = NULL;
  BookgenRehearsalMedia *media;
  guint width, height;

  if (object == NULL)
    return NULL;
  *problem = prompt == NULL ? "The field 'prompt' is required." : "Invalid size.";
  if (prompt == NULL || !read_size (bookgen_rehearsal_member_string (object, "size"), &width, &height))
    return NULL;
  picture = bookgen_rehearsal_picture_new (prompt, width, height);
  media = media_new (prompt, NULL, "application/json");
  media->output_tokens = 1 + (gint64) width * height / PIXELS_PER_TOKEN;
  media->body = wrap_picture (picture, media->prompt_tokens, media->output_tokens);
  return media;
}

BookgenRehearsalMedia *
bookgen_rehearsal_media_read_speech (SoupMessageBody *body, const char **problem)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = read_object (parser, body, problem);
  const char *input = object != NULL ? bookgen_rehearsal_member_string (object, "input") : NULL;

  if (object == NULL)
    return NULL;
  *problem = input == NULL ? "The field 'input' is required." : "The field 'voice' is required.";
  if (input == NULL || bookgen_rehearsal_member_string (object, "voice") == NULL)
    return NULL;
  *problem = "The field 'input' is longer than 4096 characters.";
  if (g_utf8_strlen (input, -1) > SPEECH_CHARACTERS_MAX)
    return NULL;
  return media_new (input, bookgen_rehearsal_tone_new (input), "audio/wav");
}
