/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault of the rehearsal server, on every wire, and what the client makes of it. */
#include "attempt.h"

#include "bookgen-rehearsal.h"

#include <string.h>

#define WORDS 200

typedef enum { NOTHING, PART, HALF, ALL } Kept;

typedef struct {
  const char *fault;
  BookgenFailureKind kind;
  BookgenFinish finish;
  Kept kept;
  guint wires; /* bits: the dialects that can say it */
} Case;

#define EVERY (1 << BOOKGEN_DIALECT_OPENAI | 1 << BOOKGEN_DIALECT_ANTHROPIC | 1 << BOOKGEN_DIALECT_OLLAMA)
#define NOT_OLLAMA (1 << BOOKGEN_DIALECT_OPENAI | 1 << BOOKGEN_DIALECT_ANTHROPIC)
#define OPENAI (1 << BOOKGEN_DIALECT_OPENAI)

static const Case cases[] = {
  { "429", BOOKGEN_FAILURE_RATE, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "500", BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "503", BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "529", BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "quota", BOOKGEN_FAILURE_QUOTA, BOOKGEN_FINISH_NONE, NOTHING, NOT_OLLAMA },
  { "key", BOOKGEN_FAILURE_KEY, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "model", BOOKGEN_FAILURE_MODEL, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  /* There would be room for a shorter answer, which the next attempt asks for. */
  { "context", BOOKGEN_FAILURE_PARAMETER, BOOKGEN_FINISH_NONE, NOTHING, OPENAI },
  { "parameter", BOOKGEN_FAILURE_PARAMETER, BOOKGEN_FINISH_NONE, NOTHING, OPENAI },
  { "garbage", BOOKGEN_FAILURE_GARBAGE, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "redirect", BOOKGEN_FAILURE_REDIRECT, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "cut", BOOKGEN_FAILURE_CUT, BOOKGEN_FINISH_NONE, HALF, EVERY },
  { "silent-cut", BOOKGEN_FAILURE_CUT, BOOKGEN_FINISH_NONE, HALF, EVERY },
  { "reset", BOOKGEN_FAILURE_CUT, BOOKGEN_FINISH_NONE, PART, EVERY },
  { "stall", BOOKGEN_FAILURE_IDLE, BOOKGEN_FINISH_NONE, HALF, EVERY },
  { "stall-first", BOOKGEN_FAILURE_FIRST_BYTE, BOOKGEN_FINISH_NONE, NOTHING, EVERY },
  { "bad-json", BOOKGEN_FAILURE_GARBAGE, BOOKGEN_FINISH_NONE, HALF, EVERY },
  { "error-in-stream", BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FINISH_NONE, HALF, NOT_OLLAMA },
  { "refusal", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_REFUSED, NOTHING, NOT_OLLAMA },
  { "length", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH, HALF, EVERY },
  { "empty", BOOKGEN_FAILURE_GARBAGE, BOOKGEN_FINISH_STOP, NOTHING, EVERY },
  { "slow", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_STOP, ALL, EVERY },
  { "no-done", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_STOP, ALL, EVERY },
  { "no-finish", BOOKGEN_FAILURE_UNFINISHED, BOOKGEN_FINISH_NONE, ALL, OPENAI },
  { "no-finish", BOOKGEN_FAILURE_CUT, BOOKGEN_FINISH_NONE, ALL, EVERY & ~OPENAI },
  { "no-cache", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_STOP, ALL, EVERY },
  { "odd", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_STOP, ALL, EVERY },
};

static BookgenRehearsal *
start (const char *fault)
{
  const char *const faults[] = { fault, NULL };
  BookgenRehearsalOptions options = { .first_token_ms = 20, .tokens_per_second = 4000, .faults = fault != NULL ? faults : NULL };
  g_autoptr (GError) error = NULL;
  BookgenRehearsal *server = bookgen_rehearsal_new (&options, &error);

  g_assert_no_error (error);
  return server;
}

static char *
make_whole (void)
{
  g_autoptr (BookgenRehearsal) server = start (NULL);
  g_autofree char *ask = attempt_make_ask (1, WORDS);
  g_autoptr (Attempt) attempt = attempt_at (bookgen_rehearsal_get_base_url (server), BOOKGEN_DIALECT_OPENAI, ask, BOOKGEN_FAILURE_NONE);

  g_assert_no_error (attempt->error);
  return g_strdup (attempt_get_text (attempt));
}

/* What was kept is always a beginning of the whole. */
static void
assert_kept (const char *text, const char *whole, Kept kept)
{
  gsize length = strlen (text), all = strlen (whole);

  g_assert_true (g_str_has_prefix (whole, text));
  if (kept == NOTHING)
    g_assert_cmpuint (length, ==, 0);
  if (kept == HALF)
    {
      g_assert_cmpuint (length, >, all / 3);
      g_assert_cmpuint (length, <, all * 2 / 3);
    }
  if (kept == ALL)
    g_assert_cmpuint (length, ==, all);
}

static void
check (const Case *what, BookgenDialectKind dialect)
{
  g_autofree char *whole = make_whole ();
  g_autoptr (BookgenRehearsal) server = start (what->fault);
  g_autofree char *ask = attempt_make_ask (1, WORDS);
  g_autoptr (Attempt) attempt = attempt_at (bookgen_rehearsal_get_base_url (server), dialect, ask, what->kind);

  if (attempt->error != NULL)
    g_test_message ("%s", attempt->error->message);
  g_assert_cmpstr (bookgen_failure_kind_to_string (attempt_get_kind (attempt)), ==,
                   bookgen_failure_kind_to_string (what->kind));
  g_assert_true ((attempt->error == NULL) == (what->kind == BOOKGEN_FAILURE_NONE));
  g_assert_cmpint (bookgen_reply_get_finish (attempt->reply), ==, what->finish);
  assert_kept (attempt_get_text (attempt), whole, what->kept);
}

static void
test_openai (gconstpointer what)
{
  check (what, BOOKGEN_DIALECT_OPENAI);
}

static void
test_anthropic (gconstpointer what)
{
  check (what, BOOKGEN_DIALECT_ANTHROPIC);
}

static void
test_ollama (gconstpointer what)
{
  check (what, BOOKGEN_DIALECT_OLLAMA);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    GTestDataFunc test;
  } wires[] = { { "openai", test_openai }, { "anthropic", test_anthropic }, { "ollama", test_ollama } };

  g_test_init (&argc, &argv, NULL);
  for (guint wire = 0; wire < G_N_ELEMENTS (wires); wire++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *path = g_strdup_printf ("/http/faults/%s/%s", wires[wire].name, cases[i].fault);

        if (cases[i].wires & (1 << wire))
          g_test_add_data_func (path, &cases[i], wires[wire].test);
      }
  return g_test_run ();
}
