/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-options.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "bookgen-cli.h"
#include "bookgen-outline-draft.h"
#include "bookgen-outline-text.h"

#define AT_ONCE_MAX 1000
#define PAUSE_MAX_MS 600000
#define PATIENCE_MAX_S 86400
#define WORDS_MAX 100000
#define LENGTH_MAX 10000000
#define BUDGET_MAX 1e6

void
bookgen_cli_options_free (BookgenCliOptions *self)
{
  g_free (self->file);
  g_strfreev (self->exports);
  g_free (self->book);
  g_free (self->title);
  g_free (self->idea);
  g_free (self->readers);
  g_strfreev (self->material);
  g_strfreev (self->uses);
  g_free (self->base_url);
  g_free (self->dialect);
  for (guint i = 0; i < BOOKGEN_N_MODEL_JOBS; i++)
    g_free (self->models[i]);
  g_free (self->endpoint);
  g_free (self->voice);
  g_free (self->narration_sample);
  g_free (self->kind);
  g_free (self->mode);
  g_free (self->content);
  g_free (self->checks);
  g_free (self->budget);
  g_free (self->on_failure);
  g_free (self->select);
  g_free (self->seed);
  g_free (self->settle);
  g_free (self);
}

/* Strings are read as file names are: bytes as they were given, whatever the locale. */
#define STRING G_OPTION_ARG_FILENAME
#define FLAG G_OPTION_ARG_NONE
#define NUMBER G_OPTION_ARG_INT
static void
add_endpoint_options (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "base-url", 0, 0, STRING, &self->base_url, N_ ("Address of the provider"), "URL" },
    { "dialect", 0, 0, STRING, &self->dialect, N_ ("How it is spoken to (default: openai)"), "openai|anthropic|ollama" },
    { "model", 0, 0, STRING, &self->models[BOOKGEN_JOB_WRITING], N_ ("Model that writes"), "NAME" },
    { "plan-model", 0, 0, STRING, &self->models[BOOKGEN_JOB_PLAN], N_ ("Model that plans (default: the one that writes)"),
      "NAME" },
    { "review-model", 0, 0, STRING, &self->models[BOOKGEN_JOB_REVIEW], N_ ("Model that reviews"), "NAME" },
    { "pictures-model", 0, 0, STRING, &self->models[BOOKGEN_JOB_PICTURES], N_ ("Model that draws"), "NAME" },
    { "speech-model", 0, 0, STRING, &self->models[BOOKGEN_JOB_SPEECH], N_ ("Model that speaks"), "NAME" },
    { "endpoint", 0, 0, STRING, &self->endpoint, N_ ("Provider set up in the window, by its name"), "NAME" },
    { "allow-http", 0, 0, G_OPTION_ARG_NONE, &self->allow_http,
      N_ ("Accept http:// at a private address; key and text can be read on the way"), NULL },
    { "patience-s", 0, 0, NUMBER, &self->patience_s,
      N_ ("How long a silent server is waited for (default: 300 s for the first byte, 120 s after; longer on this machine)"), "N" },
    { "rehearsal", 0, 0, G_OPTION_ARG_NONE, &self->rehearsal, N_ ("Write placeholders with the built-in server"), NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_kind_options (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "kind", 0, 0, STRING, &self->kind, N_ ("nonfiction, fiction, course, or a pipeline file (default: nonfiction)"), "KIND" },
    { "mode", 0, 0, STRING, &self->mode, N_ ("How chapters relate (default: parallel; fiction: hybrid)"),
      "sequential|parallel|hybrid" },
    { "content", 0, 0, STRING, &self->content, N_ ("What a lesson of a course has (default: theory)"), "theory|labs|both" },
    { "select", 0, 0, STRING, &self->select, N_ ("Which top-level units to write (default: all)"), "1,3,4-6" },
    { "words", 0, 0, NUMBER, &self->words, N_ ("Target words of a chapter (default: 2000)"), "N" },
    { "seed", 0, 0, STRING, &self->seed, N_ ("The number that variations are dealt by (default: from the title)"), "N" },
    { "no-context", 0, 0, FLAG, &self->no_context, N_ ("Skip the plan"), NULL },
    { "plan-only", 0, 0, FLAG, &self->plan_only, N_ ("Make the plan and stop"), NULL },
    { "pictures", 0, 0, FLAG, &self->pictures, N_ ("Plan and draw pictures (default: in a course)"), NULL },
    { "plan-pictures", 0, 0, FLAG, &self->plan_pictures, N_ ("Plan pictures and stop before they are drawn"), NULL },
    { "no-pictures", 0, 0, FLAG, &self->no_pictures, N_ ("No pictures"), NULL },
    { "narration", 0, 0, FLAG, &self->narration, N_ ("Read the book aloud"), NULL },
    { "no-narration", 0, 0, FLAG, &self->no_narration, N_ ("Do not (the default)"), NULL },
    { "voice", 0, 0, STRING, &self->voice, N_ ("Which voice reads (default: alloy)"), "NAME" },
    { "narration-sample", 0, 0, STRING, &self->narration_sample, N_ ("Read one short sample into FILE and stop"), "FILE" },
    { "narrate-again", 0, 0, FLAG, &self->narrate_again,
      N_ ("Read again what was read in another voice or from an earlier text"), NULL },
    { "review", 0, 0, FLAG, &self->review, N_ ("A second model's remarks"), NULL },
    { "no-review", 0, 0, FLAG, &self->no_review, N_ ("None (the default)"), NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_limit_options (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "at-once", 0, 0, NUMBER, &self->at_once, N_ ("Requests at once (default: 3, 1 for a local server)"), "N" },
    { "modules-at-once", 0, 0, NUMBER, &self->modules_at_once, N_ ("Modules at once (default: 10)"), "N" },
    { "lessons-at-once", 0, 0, NUMBER, &self->lessons_at_once, N_ ("Lessons at once in a module (default: 10)"), "N" },
    { "pause-ms", 0, 0, NUMBER, &self->pause_ms, N_ ("Pause between starts, in milliseconds"), "N" },
    { "budget", 0, 0, STRING, &self->budget, N_ ("What the book may cost at most, in the price list's currency"), "MONEY" },
    { "checks", 0, 0, STRING, &self->checks, N_ ("What becomes of what is wrong with a text (default: repair)"),
      "off|report|repair" },
    { "on-failure", 0, 0, STRING, &self->on_failure, N_ ("What stages in order do (default: pause)"), "pause|skip" },
    { "warm-up", 0, 0, FLAG, &self->warm_up, N_ ("One request first, to fill the prompt cache"), NULL },
    { "yes", 0, 0, FLAG, &self->yes, N_ ("Do not ask before writing"), NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_file_options (GOptionContext *context, BookgenCliOptions *self, BookgenCliTakes takes)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->exports,
      N_ ("What to export: .epub, .md, a folder (ends in /); the outline: .opml, .outline.md, .outline.json"), "FILE" },
    { NULL }
  };
  const GOptionEntry book[] = {
    { "book", 0, 0, STRING, &self->book, N_ ("Where the book is kept (default: the library)"), "FILE.bookgen" }, { NULL }
  };
  const GOptionEntry json[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("JSON on standard output"), NULL }, { NULL }
  };
  const GOptionEntry settle[] = {
    { "settle", 0, 0, STRING, &self->settle, N_ ("The findings with these numbers are fine, and are listed no longer"), "1,3,4-6" },
    { NULL }
  };
  const GOptionEntry title[] = { { "title", 0, 0, STRING, &self->title, N_ ("The chapter's title"), "T" }, { NULL } };

  if ((takes & BOOKGEN_CLI_TAKES_EXPORTS) != 0)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_BOOK) != 0)
    g_option_context_add_main_entries (context, book, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_JSON) != 0)
    g_option_context_add_main_entries (context, json, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_SETTLE) != 0)
    g_option_context_add_main_entries (context, settle, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_TITLE) != 0)
    g_option_context_add_main_entries (context, title, GETTEXT_PACKAGE);
}

static gboolean
fail (GError **error, const char *format, const char *value)
{
  g_autofree char *shown = g_utf8_make_valid (value, -1);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, format, shown);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
check_range (int value, int least, int most, const char *name, GError **error)
{
  if (value == G_MININT || (value >= least && value <= most))
    return TRUE;
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("%s must be a number from %d to %d."), name, least, most);
  return FALSE;
}

static gboolean
check_kinds (const BookgenCliOptions *self, GError **error)
{
  BookgenMode mode;
  BookgenContent content;
  BookgenChecks checks;

  if (self->mode != NULL && !bookgen_mode_from_string (self->mode, &mode))
    return fail (error, _ ("“%s” is not a mode: say sequential, parallel or hybrid."), self->mode);
  if (self->content != NULL && !bookgen_content_from_string (self->content, &content))
    return fail (error, _ ("--content is theory, labs or both, not “%s”."), self->content);
  if (self->checks != NULL && !bookgen_checks_from_string (self->checks, &checks))
    return fail (error, _ ("--checks is off, report or repair, not “%s”."), self->checks);
  if (self->on_failure != NULL && strcmp (self->on_failure, "pause") != 0 && strcmp (self->on_failure, "skip") != 0)
    return fail (error, _ ("--on-failure is pause or skip, not “%s”."), self->on_failure);
  return TRUE;
}

static gboolean
check_switches (const BookgenCliOptions *self, GError **error)
{
  if ((self->pictures || self->plan_pictures) && self->no_pictures)
    return fail (error, _ ("%s and its opposite exclude each other."), self->pictures ? "--pictures" : "--plan-pictures");
  if (self->narration && self->no_narration)
    return fail (error, _ ("%s and its opposite exclude each other."), "--narration");
  if (self->review && self->no_review)
    return fail (error, _ ("%s and its opposite exclude each other."), "--review");
  return TRUE;
}

static gboolean
check_endpoint (const BookgenCliOptions *self, GError **error)
{
  BookgenDialectKind dialect;

  if (self->dialect != NULL && !bookgen_dialect_kind_from_string (self->dialect, &dialect))
    return fail (error, _ ("“%s” is not a dialect: say openai, anthropic or ollama."), self->dialect);
  if (self->rehearsal && (self->base_url != NULL || self->endpoint != NULL))
    return fail (error, _ ("%s already says who writes: give one provider only."), "--rehearsal");
  if (self->base_url != NULL && self->endpoint != NULL)
    return fail (error, _ ("%s already says who writes: give one provider only."), "--base-url");
  return TRUE;
}

/* "2" or "2.50", whatever the locale. */
static gboolean
read_budget (BookgenCliOptions *self, GError **error)
{
  char *end = NULL;
  double money = self->budget != NULL ? g_ascii_strtod (self->budget, &end) : 0;

  if (self->budget == NULL)
    return TRUE;
  if (end == self->budget || *end != '\0' || !(money >= 0 && money <= BUDGET_MAX))
    return fail (error, _ ("--budget is an amount of money like 2 or 2.50, not “%s”."), self->budget);
  self->budget_micros = money * 1e6 + 0.5;
  return TRUE;
}

static gboolean
check_words (BookgenCliOptions *self, GError **error)
{
  return check_kinds (self, error) && check_switches (self, error) && check_endpoint (self, error)
         && read_budget (self, error) && check_range (self->at_once, 1, AT_ONCE_MAX, "--at-once", error)
         && check_range (self->patience_s, 1, PATIENCE_MAX_S, "--patience-s", error)
         && check_range (self->modules_at_once, 1, AT_ONCE_MAX, "--modules-at-once", error)
         && check_range (self->lessons_at_once, 1, AT_ONCE_MAX, "--lessons-at-once", error)
         && check_range (self->pause_ms, 0, PAUSE_MAX_MS, "--pause-ms", error)
         && check_range (self->words, 1, WORDS_MAX, "--words", error)
         && check_range (self->length, 1, LENGTH_MAX, "--length", error)
         && check_range (self->chapters, 1, BOOKGEN_OUTLINE_DRAFT_MAX_CHAPTERS, "--chapters", error);
}

static gboolean
take_file (BookgenCliOptions *self, int argc, char **argv, const char *what, GError **error)
{
  if (what == NULL && argc > 1)
    return fail (error, _ ("“%s” is one argument too many."), argv[1]);
  if (what != NULL && argc < 2)
    return fail (error, _ ("Say which: %s."), what);
  if (argc > 2)
    return fail (error, _ ("“%s” is too much: one file at a time."), argv[2]);
  self->file = what != NULL ? g_strdup (argv[1]) : NULL;
  return TRUE;
}

static gboolean
parse (BookgenCliOptions *self, int argc, char **argv, BookgenCliTakes takes, const char *what, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (what);
  g_autofree char *prgname = g_strdup_printf ("bookgen-cli %s", argv[0]);
  g_autoptr (GError) wrong = NULL;
  gboolean parsed;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_ENDPOINT) != 0)
    add_endpoint_options (context, self);
  if ((takes & BOOKGEN_CLI_TAKES_RUN) != 0)
    {
      add_kind_options (context, self);
      add_limit_options (context, self);
    }
  if ((takes & BOOKGEN_CLI_TAKES_IDEA) != 0)
    bookgen_cli_options_add_idea (context, self);
  if ((takes & BOOKGEN_CLI_TAKES_MATERIAL) != 0)
    bookgen_cli_options_add_material (context, self);
  if ((takes & BOOKGEN_CLI_TAKES_USE) != 0)
    bookgen_cli_options_add_use (context, self);
  if ((takes & BOOKGEN_CLI_TAKES_VERSION) != 0)
    bookgen_cli_options_add_version (context, self);
  add_file_options (context, self, takes);
  g_set_prgname (prgname);
  parsed = g_option_context_parse (context, &argc, &argv, &wrong);
  g_set_prgname ("bookgen-cli");
  if (!parsed)
    {
      g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, wrong->message);
      return FALSE;
    }
  return take_file (self, argc, argv, what, error) && check_words (self, error);
}

BookgenCliOptions *
bookgen_cli_options_parse (int argc, char **argv, BookgenCliTakes takes, const char *what, GError **error)
{
  g_autoptr (BookgenCliOptions) self = g_new0 (BookgenCliOptions, 1);

  self->at_once = self->modules_at_once = self->lessons_at_once = self->pause_ms = self->words = self->patience_s = G_MININT;
  self->length = self->chapters = self->chapter = self->version = self->put_back = G_MININT;
  self->budget_micros = -1;
  return parse (self, argc, argv, takes, what, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize length = strlen (name), end = strlen (suffix);

  return length > end && g_ascii_strcasecmp (name + length - end, suffix) == 0;
}

/* The nearest folder above TARGET that is there. */
static char *
find_folder (const char *target)
{
  g_autofree char *path = g_canonicalize_filename (target, NULL);

  do
    {
      char *folder = g_path_get_dirname (path);

      g_free (path);
      path = folder;
    }
  while (!g_file_test (path, G_FILE_TEST_EXISTS) && strcmp (path, "/") != 0);
  return g_steal_pointer (&path);
}

gboolean
bookgen_cli_check_target (const char *target, GError **error)
{
  gboolean folder = g_str_has_suffix (target, "/");
  g_autofree char *parent = find_folder (target);
  int code;

  if (!folder && !has_suffix (target, ".epub") && !has_suffix (target, ".md") && !bookgen_outline_text_form_of (target, NULL))
    return fail (error, _ ("Nothing can be exported to “%s”: give a name that ends in .epub, .md or /, or for the outline alone in "
                           ".opml, .outline.md or .outline.json."),
                 target);
  if (!g_file_test (parent, G_FILE_TEST_IS_DIR))
    code = ENOTDIR;
  else if (access (parent, W_OK | X_OK) != 0)
    code = errno;
  else
    return TRUE;
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_NOT_WRITTEN,
               _ ("“%s” cannot be written there: %s. Choose another place."), target, g_strerror (code));
  return FALSE;
}

gboolean
bookgen_cli_options_check_exports (const BookgenCliOptions *self, GError **error)
{
  for (guint i = 0; self->exports != NULL && self->exports[i] != NULL; i++)
    if (!bookgen_cli_check_target (self->exports[i], error))
      return FALSE;
  return TRUE;
}
