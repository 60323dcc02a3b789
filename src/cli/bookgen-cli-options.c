/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-options.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "bookgen-cli.h"
#include "bookgen-outline-text.h"

#define AT_ONCE_MAX 1000
#define PAUSE_MAX_MS 600000
#define WORDS_MAX 100000

/* What the contract of the terminal names and this version does not do. */
static gboolean
refuse (const char *name, const char *value, gpointer data, GError **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("%s is not there yet."), name);
  return FALSE;
}

/* The options that switch off what is never on in this version. */
static gboolean
accept (const char *name, const char *value, gpointer data, GError **error)
{
  return TRUE;
}

void
bookgen_cli_options_free (BookgenCliOptions *self)
{
  g_free (self->file);
  g_strfreev (self->exports);
  g_free (self->book);
  g_free (self->title);
  g_free (self->base_url);
  g_free (self->dialect);
  g_free (self->model);
  g_free (self->endpoint);
  g_free (self->kind);
  g_free (self->mode);
  g_free (self->on_failure);
  g_free (self->select);
  g_free (self->seed);
  g_free (self);
}

/* Strings are read as file names are: bytes as they were given, whatever the locale. */
#define STRING G_OPTION_ARG_FILENAME
#define HIDDEN(name, flags, call) { name, 0, G_OPTION_FLAG_HIDDEN | (flags), G_OPTION_ARG_CALLBACK, call, NULL, NULL }
#define FLAG_NOT_YET(name) HIDDEN (name, G_OPTION_FLAG_NO_ARG, refuse)
#define VALUE_NOT_YET(name) HIDDEN (name, 0, refuse)
#define FLAG_OFF(name) HIDDEN (name, G_OPTION_FLAG_NO_ARG, accept)

static void
add_endpoint_options (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "base-url", 0, 0, STRING, &self->base_url, N_ ("Address of the endpoint"), "URL" },
    { "dialect", 0, 0, STRING, &self->dialect, N_ ("How it is spoken to (default: openai)"), "openai|anthropic|ollama" },
    { "model", 0, 0, STRING, &self->model, N_ ("Model that writes"), "NAME" },
    { "endpoint", 0, 0, STRING, &self->endpoint, N_ ("Endpoint saved in the preferences"), "NAME" },
    { "allow-http", 0, 0, G_OPTION_ARG_NONE, &self->allow_http,
      N_ ("Accept http:// at a private address; key and text can be read on the way"), NULL },
    { "rehearsal", 0, 0, G_OPTION_ARG_NONE, &self->rehearsal, N_ ("Write placeholders with the built-in server"), NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_run_options (GOptionContext *context, BookgenCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "kind", 0, 0, STRING, &self->kind, N_ ("Kind of book, or a pipeline file (default: nonfiction)"), "KIND" },
    { "mode", 0, 0, STRING, &self->mode, N_ ("How chapters relate (default: parallel)"), "sequential|parallel" },
    { "at-once", 0, 0, G_OPTION_ARG_INT, &self->at_once, N_ ("Requests at once (default: 3, 1 for a local endpoint)"), "N" },
    { "pause-ms", 0, 0, G_OPTION_ARG_INT, &self->pause_ms, N_ ("Pause between starts, in milliseconds"), "N" },
    { "on-failure", 0, 0, STRING, &self->on_failure, N_ ("What stages in order do (default: pause)"), "pause|skip" },
    { "select", 0, 0, STRING, &self->select, N_ ("Which top-level units to write (default: all)"), "1,3,4-6" },
    { "words", 0, 0, G_OPTION_ARG_INT, &self->words, N_ ("Target words of a chapter (default: 2000)"), "N" },
    { "seed", 0, 0, STRING, &self->seed, N_ ("The deal of variations (default: from the title)"), "N" },
    { "no-context", 0, 0, G_OPTION_ARG_NONE, &self->no_context, N_ ("Skip the plan"), NULL },
    { "plan-only", 0, 0, G_OPTION_ARG_NONE, &self->plan_only, N_ ("Make the plan and stop"), NULL },
    { "warm-up", 0, 0, G_OPTION_ARG_NONE, &self->warm_up, N_ ("One request first, to fill the prompt cache"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &self->yes, N_ ("Do not ask before writing"), NULL },
    VALUE_NOT_YET ("content"),
    VALUE_NOT_YET ("modules-at-once"),
    VALUE_NOT_YET ("lessons-at-once"),
    VALUE_NOT_YET ("budget"),
    VALUE_NOT_YET ("checks"),
    FLAG_NOT_YET ("pictures"),
    FLAG_NOT_YET ("narration"),
    FLAG_NOT_YET ("review"),
    FLAG_OFF ("no-pictures"),
    FLAG_OFF ("no-narration"),
    FLAG_OFF ("no-review"),
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
  const GOptionEntry title[] = { { "title", 0, 0, STRING, &self->title, N_ ("The chapter's title"), "T" }, { NULL } };

  if ((takes & BOOKGEN_CLI_TAKES_EXPORTS) != 0)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_BOOK) != 0)
    g_option_context_add_main_entries (context, book, GETTEXT_PACKAGE);
  if ((takes & BOOKGEN_CLI_TAKES_JSON) != 0)
    g_option_context_add_main_entries (context, json, GETTEXT_PACKAGE);
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
check_words (const BookgenCliOptions *self, GError **error)
{
  BookgenDialectKind dialect;
  BookgenMode mode;

  if (self->mode != NULL && strcmp (self->mode, "hybrid") == 0)
    return fail (error, _ ("--mode %s is not there yet."), self->mode);
  if (self->mode != NULL && !bookgen_mode_from_string (self->mode, &mode))
    return fail (error, _ ("“%s” is no mode: say sequential or parallel."), self->mode);
  if (self->dialect != NULL && !bookgen_dialect_kind_from_string (self->dialect, &dialect))
    return fail (error, _ ("“%s” is no dialect: say openai, anthropic or ollama."), self->dialect);
  if (self->on_failure != NULL && strcmp (self->on_failure, "pause") != 0 && strcmp (self->on_failure, "skip") != 0)
    return fail (error, _ ("--on-failure is pause or skip, not “%s”."), self->on_failure);
  if (self->rehearsal && (self->base_url != NULL || self->endpoint != NULL))
    return fail (error, _ ("%s already says who writes: give one endpoint only."), "--rehearsal");
  if (self->base_url != NULL && self->endpoint != NULL)
    return fail (error, _ ("%s already says who writes: give one endpoint only."), "--base-url");
  return check_range (self->at_once, 1, AT_ONCE_MAX, "--at-once", error)
         && check_range (self->pause_ms, 0, PAUSE_MAX_MS, "--pause-ms", error)
         && check_range (self->words, 1, WORDS_MAX, "--words", error);
}

static gboolean
take_file (BookgenCliOptions *self, int argc, char **argv, const char *what, GError **error)
{
  if (what == NULL && argc > 1)
    return fail (error, _ ("“%s” is too much."), argv[1]);
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
    add_run_options (context, self);
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

  self->at_once = self->pause_ms = self->words = G_MININT;
  return parse (self, argc, argv, takes, what, error) ? g_steal_pointer (&self) : NULL;
}

static void
replace (char **place, const char *given)
{
  if (given == NULL)
    return;
  g_free (*place);
  *place = g_utf8_make_valid (given, -1);
}

gboolean
bookgen_cli_options_apply (const BookgenCliOptions *self, BookgenRunSettings *settings, GError **error)
{
  replace (&settings->pipeline, self->kind);
  replace (&settings->seed, self->seed);
  if (self->mode != NULL)
    bookgen_mode_from_string (self->mode, &settings->mode);
  if (self->at_once != G_MININT)
    settings->at_once = self->at_once;
  if (self->pause_ms != G_MININT)
    settings->pause_ms = self->pause_ms;
  if (self->words != G_MININT)
    settings->default_words = self->words;
  if (self->on_failure != NULL)
    settings->skip_failed = strcmp (self->on_failure, "skip") == 0;
  settings->context &= !self->no_context;
  settings->plan_only = self->plan_only;
  settings->warm_up |= self->warm_up;
  if (settings->plan_only && !settings->context)
    return fail (error, _ ("%s and --no-context exclude each other."), "--plan-only");
  return TRUE;
}

/* "4-6" or "3": FALSE when it is neither, or not within 1 and COUNT. */
static gboolean
parse_range (const char *range, guint count, guint64 *from, guint64 *to)
{
  g_auto (GStrv) ends = g_strsplit (range, "-", 2);

  if (ends[0] == NULL || !g_ascii_string_to_unsigned (g_strstrip (ends[0]), 10, 1, count, from, NULL))
    return FALSE;
  *to = *from;
  return ends[1] == NULL || g_ascii_string_to_unsigned (g_strstrip (ends[1]), 10, *from, count, to, NULL);
}

static void
add_written (GStrvBuilder *ids, BookgenUnit *unit)
{
  GListModel *children = bookgen_unit_get_children (unit);

  if (bookgen_unit_is_written (unit))
    g_strv_builder_add (ids, bookgen_unit_get_id (unit));
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);

      add_written (ids, child);
    }
}

gboolean
bookgen_cli_options_select (const BookgenCliOptions *self, BookgenOutline *outline, BookgenRunSettings *settings,
                            GError **error)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (outline));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) ranges = NULL;

  if (self->select == NULL)
    return TRUE;
  ranges = g_strsplit (self->select, ",", -1);
  for (guint i = 0; i == 0 || ranges[i] != NULL; i++)
    {
      guint64 from, to;

      if (ranges[i] == NULL || !parse_range (ranges[i], count, &from, &to))
        {
          g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                       _ ("--select names top-level units from 1 to %u, like 1,3,4-6."), count);
          return FALSE;
        }
      for (; from <= to; from++)
        {
          g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (outline), from - 1);

          add_written (ids, unit);
        }
    }
  g_strfreev (settings->units);
  settings->units = g_strv_builder_end (ids);
  return TRUE;
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
    return fail (error, _ ("“%s” is no kind of export: give a name that ends in .epub, .md or /, or for the outline alone in "
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
