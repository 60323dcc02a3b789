/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb "findings": what is to be looked at in a book, numbered, and the author's word that it is fine. */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bookgen-book-check.h"
#include "bookgen-cli-await.h"
#include "bookgen-cli-findings.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-options.h"
#include "bookgen-snapshot.h"

typedef struct
{
  BookgenSnapshot *snapshot;
  GPtrArray *findings; /* BookgenBookFinding: what is not settled, in reading order */
} Look;

static void
look_free (Look *self)
{
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, bookgen_snapshot_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static Look *
look_at (const char *path, GError **error)
{
  g_autoptr (Look) self = g_new0 (Look, 1);

  self->snapshot = bookgen_snapshot_open (path, error);
  self->findings = self->snapshot != NULL ? bookgen_book_check (self->snapshot, NULL, error) : NULL;
  return self->findings != NULL ? g_steal_pointer (&self) : NULL;
}

static BookgenUnit *
unit_of (const Look *self, BookgenBookFinding *finding)
{
  return bookgen_outline_find (bookgen_snapshot_get_outline (self->snapshot), bookgen_book_finding_get_unit_id (finding));
}

/* For people: a heading for each chapter, below it a line for each finding. */

static void
print_heading (const Look *self, BookgenUnit *unit)
{
  guint number = bookgen_outline_get_number (bookgen_snapshot_get_outline (self->snapshot), unit);

  if (number > 0)
    bookgen_cli_print ("%u. %s\n", number, bookgen_unit_get_title (unit));
  else
    bookgen_cli_print ("%s\n", bookgen_unit_get_title (unit));
}

static void
print_finding (BookgenBookFinding *finding, guint number)
{
  const BookgenFinding *found = bookgen_book_finding_get (finding);

  bookgen_cli_print ("  %4u  %-15s ", number, bookgen_finding_kind_to_string (found->kind));
  if (found->line > 0)
    bookgen_cli_print (_ ("line %u: "), found->line);
  bookgen_cli_print ("%s\n", bookgen_book_finding_get_sentence (finding));
}

static void
print_sums (const Look *self)
{
  g_autofree char *checked = NULL;
  guint units, claims;

  bookgen_book_check_count (self->findings, &units, &claims);
  checked = g_strdup_printf (ngettext ("%u claim to be checked", "%u claims to be checked", claims), claims);
  if (self->findings->len == 0)
    bookgen_cli_print (_ ("There is nothing to look at.\n"));
  else
    /* Translators: %s is as “3 claims to be checked” */
    bookgen_cli_print (ngettext ("%u chapter to look at, %s\n", "%u chapters to look at, %s\n", units), units, checked);
}

static void
print_for_people (const Look *self)
{
  BookgenUnit *last = NULL;

  for (guint i = 0; i < self->findings->len; i++)
    {
      BookgenUnit *unit = unit_of (self, self->findings->pdata[i]);

      if (unit != NULL && unit != last)
        print_heading (self, unit);
      last = unit;
      print_finding (self->findings->pdata[i], i + 1);
    }
  print_sums (self);
}

/* For programs: one object a line. */

static void
print_json (const Look *self)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      BookgenBookFinding *finding = self->findings->pdata[i];
      BookgenUnit *unit = unit_of (self, finding);
      g_autoptr (JsonNode) node = bookgen_cli_findings_make_json (finding);
      JsonObject *object = json_node_get_object (node);

      json_object_set_int_member (object, "number", i + 1);
      json_object_set_string_member (object, "unit", bookgen_book_finding_get_unit_id (finding));
      json_object_set_string_member (object, "title", unit != NULL ? bookgen_unit_get_title (unit) : "");
      bookgen_cli_object_print_node (node);
    }
}

/* It is fine. */

/* "2-5" or "3": FALSE when it is neither, or not within 1 and COUNT. */
static gboolean
mark_range (const char *range, GArray *marks, GError **error)
{
  g_auto (GStrv) ends = g_strsplit (range, "-", 2);
  guint64 from = 0, to = 0;
  gboolean good = ends[0] != NULL && marks->len > 0 && g_ascii_string_to_unsigned (g_strstrip (ends[0]), 10, 1, marks->len, &from, NULL);

  to = from;
  if (good && ends[1] != NULL)
    good = g_ascii_string_to_unsigned (g_strstrip (ends[1]), 10, from, marks->len, &to, NULL);
  for (; good && from <= to; from++)
    g_array_index (marks, gboolean, from - 1) = TRUE;
  if (marks->len == 0)
    g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("There is nothing to look at, and so nothing to settle."));
  else if (!good)
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                 _ ("There is no finding “%s”: --settle takes the numbers that “bookgen-cli findings” lists, from 1 to %u, like 1,3,4-6."),
                 range, marks->len);
  return good;
}

/* Which of all are meant: an array of gboolean; NULL with error. */
static GArray *
read_marks (const char *settle, guint count, GError **error)
{
  g_autoptr (GArray) marks = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), count);
  g_autofree char *valid = g_utf8_make_valid (settle, -1);
  g_auto (GStrv) ranges = g_strsplit (valid, ",", -1);

  g_array_set_size (marks, count);
  for (guint i = 0; i == 0 || ranges[i] != NULL; i++)
    if (!mark_range (ranges[i] != NULL ? ranges[i] : "", marks, error))
      return NULL;
  return g_steal_pointer (&marks);
}

static gboolean
settle_marked (BookgenBook *book, GPtrArray *findings, GArray *marks, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (marks, gboolean, i)
        && !bookgen_await_settle (book, bookgen_book_finding_get_revision_id (findings->pdata[i]),
                                  bookgen_book_finding_get_key (findings->pdata[i]), error))
      return FALSE;
  return TRUE;
}

/* All or nothing of what was named; the book is open for writing only while this lasts. */
static gboolean
settle (const char *path, const char *numbers, GError **error)
{
  g_autoptr (Look) look = look_at (path, error);
  g_autoptr (GArray) marks = look != NULL ? read_marks (numbers, look->findings->len, error) : NULL;
  g_autoptr (BookgenBook) book = NULL;
  gboolean settled;

  if (marks == NULL)
    return FALSE;
  /* What looks at a book must be gone before it is opened for writing. */
  g_clear_pointer (&look->snapshot, bookgen_snapshot_free);
  book = bookgen_await_book_open (path, error);
  if (book == NULL)
    return FALSE;
  settled = settle_marked (book, look->findings, marks, error);
  return bookgen_await_book_close (book, settled ? error : NULL) && settled;
}

static BookgenCliStatus
show (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (Look) look = NULL;
  guint units = 0, claims = 0;

  if (options->settle != NULL && !settle (options->file, options->settle, error))
    return BOOKGEN_CLI_UNREADABLE;
  look = look_at (options->file, error);
  if (look == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  if (options->json)
    print_json (look);
  else
    print_for_people (look);
  bookgen_book_check_count (look->findings, &units, &claims);
  return units > 0 ? BOOKGEN_CLI_SOME_STOPPED : BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_show_findings (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options
      = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_JSON | BOOKGEN_CLI_TAKES_SETTLE, "BOOK", &error);
  BookgenCliStatus status = options != NULL ? show (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
