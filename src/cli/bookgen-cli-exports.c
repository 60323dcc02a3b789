/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-exports.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "bookgen-book-check.h"
#include "bookgen-cli.h"
#include "bookgen-export.h"
#include "bookgen-outline-text.h"
#include "bookgen-snapshot.h"

#define NAME_MAX_BYTES 100

/* A file name made of TITLE: no separators and control characters, not hidden, not too long. */
static char *
make_name (const char *title, const char *suffix)
{
  GString *name = g_string_new (NULL);

  for (; *title != '\0' && name->len < NAME_MAX_BYTES; title = g_utf8_next_char (title))
    {
      gunichar c = g_utf8_get_char (title);

      if (c == '/' || c == '\\' || g_unichar_iscntrl (c))
        c = ' ';
      if (name->len > 0 || (c != '.' && c != ' ' && c != '-'))
        g_string_append_unichar (name, c);
    }
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, _ ("Untitled"));
  g_string_append (name, suffix);
  return g_string_free (name, FALSE);
}

static char **
make_targets (const char *title, const BookgenCliOptions *options)
{
  GStrvBuilder *builder;
  g_autofree char *epub = NULL, *markdown = NULL;
  char **targets;

  if (options->exports != NULL)
    return g_strdupv (options->exports);
  builder = g_strv_builder_new ();
  epub = make_name (title, ".epub");
  markdown = make_name (title, ".md");
  g_strv_builder_add_many (builder, epub, markdown, NULL);
  targets = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return targets;
}

static void
say_report (const BookgenExportReport *report, gboolean json)
{
  if (!json)
    bookgen_cli_print ("%s\n", report->path);
  if (report->written < report->chapters)
    bookgen_cli_say (ngettext ("%s has %u of %u chapter: the rest is not written.\n",
                               "%s has %u of %u chapters: the others are not written.\n", report->chapters),
                     report->path, report->written, report->chapters);
  if (report->rehearsal)
    bookgen_cli_say (_ ("%s is a rehearsal: its text is a placeholder.\n"), report->path);
  for (guint i = 0; i < report->notes->len; i++)
    bookgen_cli_say ("%s: %s\n", report->path, (const char *)report->notes->pdata[i]);
}

static gboolean
make_folder (const char *target, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);

  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_NOT_WRITTEN, _ ("The folder “%s” could not be made: %s"), folder,
               g_strerror (errno));
  return FALSE;
}

gboolean
bookgen_cli_exports_make_folders (const BookgenCliOptions *options, GError **error)
{
  for (guint i = 0; options->exports != NULL && options->exports[i] != NULL; i++)
    if (!make_folder (options->exports[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
make (const char *book_path, const char *target, gboolean json, GPtrArray *made)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenExportReport) report = NULL;

  report = bookgen_export_write (book_path, target, NULL, &error);
  if (report == NULL)
    {
      bookgen_cli_say ("bookgen-cli: %s\n", error->message);
      return FALSE;
    }
  say_report (report, json);
  g_ptr_array_add (made, g_strdup (target));
  return TRUE;
}

static gboolean
has_text (const char *book_path)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (book_path, NULL);
  guint units = 0, written = 0, rehearsed = 0;

  if (snapshot == NULL)
    return TRUE; /* the export says what is wrong */
  bookgen_snapshot_count (snapshot, &units, &written, &rehearsed);
  return written + rehearsed > 0;
}

/* Nobody but the author can say whether they are true. */
static void
say_claims (const char *book_path)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (book_path, NULL);
  g_autoptr (GPtrArray) findings = snapshot != NULL ? bookgen_book_check (snapshot, NULL, NULL) : NULL;
  guint claims = 0;

  if (findings != NULL)
    bookgen_book_check_count (findings, NULL, &claims);
  if (claims > 0)
    bookgen_cli_say (ngettext ("%u claim in it is still to be checked.\n", "%u claims in it are still to be checked.\n", claims),
                     claims);
}

gboolean
bookgen_cli_exports_make (const char *book_path, const char *title, const BookgenCliOptions *options, GPtrArray *made)
{
  g_auto (GStrv) targets = make_targets (title, options);
  gboolean good = TRUE, written = has_text (book_path), passed_over = FALSE;

  for (guint i = 0; targets[i] != NULL; i++)
    if (written || bookgen_outline_text_form_of (targets[i], NULL))
      good &= make (book_path, targets[i], options->json, made);
    else
      passed_over = TRUE;
  if (written && made->len > 0)
    say_claims (book_path);
  if (passed_over && made->len > 0)
    bookgen_cli_say (_ ("No chapter is written yet, so only the outline was exported.\n"));
  else if (passed_over)
    bookgen_cli_say (_ ("No chapter is written yet, so nothing was exported.\n"));
  return good;
}
