/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-export-note.h"

#include <glib/gi18n-lib.h>

/* So many are named; of the others it is said how many there are. */
#define NAMED_MAX 8

static gboolean
is_missing (BookgenBook *book, BookgenUnit *unit)
{
  BookgenRevision *current = bookgen_book_get_current (book, bookgen_unit_get_id (unit));

  return !current || bookgen_revision_get (current)->rehearsal;
}

/* "3 Weather (stopped), 5 Knots and 4 more"; NULL where none is missing. */
static char *
dup_missing (BookgenDesk *desk, guint *n_missing)
{
  BookgenOutline *outline = bookgen_desk_get_outline (desk);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GString) names = g_string_new (NULL);

  *n_missing = 0;
  for (guint i = 0; i < units->len; i++)
    {
      BookgenUnit *unit = g_ptr_array_index (units, i);
      BookgenMark mark = bookgen_desk_get_mark (desk, unit);
      gboolean stopped = mark == BOOKGEN_MARK_STOPPED || mark == BOOKGEN_MARK_INTERRUPTED;

      if (!is_missing (bookgen_desk_get_book (desk), unit) || ++*n_missing > NAMED_MAX)
        continue;
      g_string_append_printf (names, "%s%u %s", names->len > 0 ? ", " : "", bookgen_outline_get_number (outline, unit),
                              bookgen_unit_get_title (unit));
      if (stopped)
        g_string_append_printf (names, " (%s)", _ ("unfinished"));
    }
  if (*n_missing > NAMED_MAX)
    g_string_append_printf (names, ngettext (" and %u more", " and %u more", *n_missing - NAMED_MAX), *n_missing - NAMED_MAX);
  return *n_missing > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static void
add_line (GString *text, char *line)
{
  g_string_append (text, text->len > 0 ? "\n\n" : "");
  g_string_append (text, line);
  g_free (line);
}

static void
add_missing (GString *text, BookgenDesk *desk, const char *names)
{
  BookgenDeskCount count;

  bookgen_desk_count (desk, &count);
  if (count.written == 0 && count.placeholders > 0)
    add_line (text, g_strdup (_ ("The book holds placeholders from Try without cost. It will begin with a page that says so.")));
  else if (names)
    add_line (text, g_strdup_printf (_ ("%s. The book will say where a chapter is missing."), names));
}

char *
bookgen_export_note_dup_text (BookgenDesk *desk, guint to_look_at, guint claims, char **heading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_missing;
  g_autofree char *names = dup_missing (desk, &n_missing);

  add_missing (text, desk, names);
  if (to_look_at > 0)
    add_line (text, g_strdup_printf (ngettext ("%u chapter is still to be looked at.", "%u chapters are still to be looked at.",
                                               to_look_at),
                                     to_look_at));
  if (claims > 0)
    add_line (text, g_strdup_printf (ngettext ("%u claim in the text is still to be checked.",
                                               "%u claims in the text are still to be checked.", claims),
                                     claims));
  if (text->len == 0)
    return NULL;
  *heading = n_missing > 0 ? g_strdup_printf (ngettext ("%u chapter is not written yet", "%u chapters are not written yet",
                                                        n_missing),
                                              n_missing)
                           : g_strdup (_ ("Before it is exported"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
