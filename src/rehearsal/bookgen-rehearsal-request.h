/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum { BOOKGEN_REHEARSAL_SYSTEM, BOOKGEN_REHEARSAL_USER, BOOKGEN_REHEARSAL_ASSISTANT } BookgenRehearsalRole;

typedef struct {
  BookgenRehearsalRole role;
  char *text;
  gboolean cache_mark; /* the sender marked the prompt's prefix up to here for the cache (Anthropic's cache_control) */
} BookgenRehearsalTurn;

typedef enum {
  BOOKGEN_REHEARSAL_CACHE_NONE,
  BOOKGEN_REHEARSAL_CACHE_AUTOMATIC,
  BOOKGEN_REHEARSAL_CACHE_MARKED,
} BookgenRehearsalCaching;

/* One request for text, whatever the wire it came over. */
typedef struct {
  char *model;
  gboolean stream;
  gboolean include_usage; /* OpenAI's stream_options.include_usage */
  gint64 max_tokens;      /* -1: the sender set no limit */
  BookgenRehearsalCaching caching;
  char *cache_key;        /* OpenAI's prompt_cache_key; NULL for none */
  GPtrArray *turns;       /* BookgenRehearsalTurn */
} BookgenRehearsalRequest;

BookgenRehearsalRequest *bookgen_rehearsal_request_new (void);
void bookgen_rehearsal_request_free (BookgenRehearsalRequest *self);
/* CONTENT is a string, or an array of blocks whose "text" is joined, up to and including a marked one; anything else adds an
 * empty turn. */
void bookgen_rehearsal_request_add (BookgenRehearsalRequest *self, BookgenRehearsalRole role, JsonNode *content);
/* The turns of a "messages" array. */
void bookgen_rehearsal_request_add_messages (BookgenRehearsalRequest *self, JsonNode *messages);
gint64 bookgen_rehearsal_request_count_tokens (const BookgenRehearsalRequest *self);
/* What the lines say that every request of ours carries, looked for in the user's turns, the last one first. The shared
 * part is not looked at: it may quote such lines.
 * The N of "Chapter N: TITLE", with TITLE (the caller's); 0 and NULL for none. */
guint bookgen_rehearsal_request_find_chapter (const BookgenRehearsalRequest *self, char **title);
/* The W of the line "Target: W words"; 0 for none. */
guint bookgen_rehearsal_request_find_target (const BookgenRehearsalRequest *self);
/* The W of the line "Part: W words", for one turn of several; 0 for none. BEGUN: it stands before something the model said, which
 * is its beginning. */
guint bookgen_rehearsal_request_find_part (const BookgenRehearsalRequest *self, gboolean *begun);
/* Whether a user's turn holds WORDS. */
gboolean bookgen_rehearsal_request_asks (const BookgenRehearsalRequest *self, const char *words);
/* Whether there is the line "Plan for N chapters". */
gboolean bookgen_rehearsal_request_asks_plan (const BookgenRehearsalRequest *self);
/* The N of the line "Outline for N chapters" (LESSONS: or lessons), or a few where it gives no number; 0 for no such line. */
guint bookgen_rehearsal_request_find_outline (const BookgenRehearsalRequest *self, gboolean *lessons);

/* Members of OBJECT as outside data: what is missing or of another type is the fallback. */
JsonNode *bookgen_rehearsal_member (JsonObject *object, const char *name, JsonNodeType type);
const char *bookgen_rehearsal_member_string (JsonObject *object, const char *name);
gint64 bookgen_rehearsal_member_int (JsonObject *object, const char *name, gint64 fallback);
gboolean bookgen_rehearsal_member_boolean (JsonObject *object, const char *name, gboolean fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalRequest, bookgen_rehearsal_request_free)

G_END_DECLS
