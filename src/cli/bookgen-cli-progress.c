/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-progress.h"

#include <glib/gi18n.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "bookgen-cli.h"
#include "bookgen-cli-wording.h"

#define WIDTH_DEFAULT 80
#define HEIGHT_DEFAULT 24
#define BAR_CELLS 10
#define TITLE_MIN_CELLS 12

struct _BookgenCliProgress
{
  BookgenRun *run; /* borrowed */
  gboolean terminal;
  guint drawn;    /* lines on the screen that are ours */
  GArray *shown;  /* BookgenShown: what was last said of each row */
  gboolean began; /* something was said at all */
};

BookgenCliProgress *
bookgen_cli_progress_new (BookgenRun *run)
{
  BookgenCliProgress *self = g_new0 (BookgenCliProgress, 1);

  self->run = run;
  self->terminal = isatty (STDERR_FILENO);
  self->shown = g_array_new (FALSE, TRUE, sizeof (BookgenShown));
  return self;
}

void
bookgen_cli_progress_free (BookgenCliProgress *self)
{
  g_array_unref (self->shown);
  g_free (self);
}

static void
get_size (guint *columns, guint *lines)
{
  struct winsize size = { 0 };

  ioctl (STDERR_FILENO, TIOCGWINSZ, &size);
  *columns = size.ws_col > 0 ? size.ws_col : WIDTH_DEFAULT;
  *lines = size.ws_row > 0 ? size.ws_row : HEIGHT_DEFAULT;
}

/* The number and title of a row's chapter, or the book's. */
static void
get_name (BookgenProgress *row, guint *number, const char **title)
{
  BookgenUnit *unit = bookgen_progress_get_unit (row);

  *number = bookgen_progress_get_facts (row)->number;
  *title = unit != NULL ? bookgen_unit_get_title (unit) : _ ("The book's plan");
}

/* ---- Lines, one for each change ---- */

static void
say_change (BookgenProgress *row)
{
  const BookgenProgressFacts *facts = bookgen_progress_get_facts (row);
  const char *title;
  guint number;

  get_name (row, &number, &title);
  if (number > 0)
    bookgen_cli_say ("%u. ", number);
  bookgen_cli_say ("%s: %s", title, bookgen_cli_word_shown (facts->shown));
  if (number > 0 && facts->words > 0)
    bookgen_cli_say (ngettext (", %u of %u word", ", %u of %u words", facts->target_words), facts->words,
                     facts->target_words);
  bookgen_cli_say ("%s%s\n", *facts->reason != '\0' ? ". " : "", facts->reason);
}

static void
look_at_row (BookgenCliProgress *self, guint index, BookgenProgress *row)
{
  BookgenShown now = bookgen_progress_get_facts (row)->shown;
  BookgenShown *last;

  if (index >= self->shown->len)
    g_array_set_size (self->shown, index + 1);
  last = &g_array_index (self->shown, BookgenShown, index);
  if (*last != now && now != BOOKGEN_SHOWN_TODO)
    say_change (row);
  *last = now;
}

static void
say_changes (BookgenCliProgress *self)
{
  guint rows = g_list_model_get_n_items (G_LIST_MODEL (self->run));
  BookgenProgress *of_book = bookgen_run_get_progress (self->run, "");

  if (of_book != NULL)
    look_at_row (self, 0, of_book);
  for (guint i = 0; i < rows; i++)
    {
      g_autoptr (BookgenProgress) row = g_list_model_get_item (G_LIST_MODEL (self->run), i);

      look_at_row (self, i + 1, row);
    }
}

/* ---- Rows, redrawn in place ---- */

static char *
make_bar (double fraction)
{
  GString *bar = g_string_new (NULL);
  int full = CLAMP (fraction, 0, 1) * BAR_CELLS + 0.5;

  for (int i = 0; i < BAR_CELLS; i++)
    g_string_append (bar, i < full ? "█" : "░");
  return g_string_free (bar, FALSE);
}

static char *
make_row (BookgenProgress *row, guint columns)
{
  const BookgenProgressFacts *facts = bookgen_progress_get_facts (row);
  g_autofree char *bar = make_bar (facts->fraction);
  g_autofree char *name = NULL, *line = NULL;
  const char *title;
  guint number;

  get_name (row, &number, &title);
  name = bookgen_cli_fit (title, MAX (columns / 3, TITLE_MIN_CELLS), TRUE);
  line = g_strdup_printf ("%5.0u %s %s %6u/%-6u %s%s%s", number, name, bar, facts->words, facts->target_words,
                          *facts->reason != '\0' ? "" : bookgen_cli_word_shown (facts->shown), facts->reason, "");
  return bookgen_cli_fit (line, columns - 1, FALSE);
}

static gboolean
is_active (BookgenProgress *row)
{
  BookgenShown shown = bookgen_progress_get_facts (row)->shown;

  return shown == BOOKGEN_SHOWN_WRITING || shown == BOOKGEN_SHOWN_STOPPED
         || (shown == BOOKGEN_SHOWN_WAITING && *bookgen_progress_get_facts (row)->reason != '\0');
}

static void
draw_line (BookgenCliProgress *self, GString *picture, const char *line)
{
  g_string_append_printf (picture, "\033[2K%s\n", line);
  self->drawn++;
}

/* All rows where they fit, else those where something happens. */
static void
draw_rows (BookgenCliProgress *self, GString *picture, guint columns, guint room)
{
  guint rows = g_list_model_get_n_items (G_LIST_MODEL (self->run));
  BookgenProgress *of_book = bookgen_run_get_progress (self->run, "");
  gboolean all = rows + 1 <= room;

  if (of_book != NULL && bookgen_progress_get_facts (of_book)->target_words > 0)
    {
      g_autofree char *line = make_row (of_book, columns);

      draw_line (self, picture, line);
    }
  for (guint i = 0; i < rows && self->drawn < room; i++)
    {
      g_autoptr (BookgenProgress) row = g_list_model_get_item (G_LIST_MODEL (self->run), i);

      if (all || is_active (row))
        {
          g_autofree char *line = make_row (row, columns);

          draw_line (self, picture, line);
        }
    }
}

/* The whole picture goes out at once, over the one before, so that nothing flickers. */
static void
draw (BookgenCliProgress *self)
{
  g_autoptr (GString) picture = g_string_new (NULL);
  BookgenTotals totals;
  g_autofree char *words = NULL, *line = NULL;
  guint columns, lines;

  get_size (&columns, &lines);
  if (self->drawn > 0)
    g_string_append_printf (picture, "\r\033[%uA", self->drawn);
  self->drawn = 0;
  draw_rows (self, picture, columns, lines - MIN (lines, 2));
  bookgen_run_get_totals (self->run, &totals);
  words = bookgen_cli_word_totals (&totals);
  line = bookgen_cli_fit (words, columns - 1, FALSE);
  draw_line (self, picture, line);
  bookgen_cli_say ("%s\033[J", picture->str);
}

void
bookgen_cli_progress_update (BookgenCliProgress *self)
{
  if (self->terminal)
    draw (self);
  else
    say_changes (self);
}

static void
say_stopped (BookgenProgress *row)
{
  const BookgenProgressFacts *facts = bookgen_progress_get_facts (row);
  const char *title;
  guint number;

  if (facts->shown != BOOKGEN_SHOWN_STOPPED && facts->shown != BOOKGEN_SHOWN_TO_LOOK_AT)
    return;
  get_name (row, &number, &title);
  bookgen_cli_say ("  %.0u%s%s: %s. %s\n", number, number > 0 ? " " : "", title, bookgen_cli_word_shown (facts->shown),
                   facts->reason);
}

void
bookgen_cli_progress_sum_up (BookgenCliProgress *self)
{
  guint rows = g_list_model_get_n_items (G_LIST_MODEL (self->run));
  BookgenProgress *of_book = bookgen_run_get_progress (self->run, "");
  BookgenTotals totals;
  g_autofree char *words = NULL;

  bookgen_cli_progress_update (self);
  bookgen_run_get_totals (self->run, &totals);
  words = bookgen_cli_word_summary (&totals);
  bookgen_cli_say ("%s\n", words);
  if (totals.cache_fails)
    bookgen_cli_say ("%s\n", _ ("The provider's prompt cache did not work: each chapter paid for its whole prompt."));
  if (of_book != NULL)
    say_stopped (of_book);
  for (guint i = 0; i < rows; i++)
    {
      g_autoptr (BookgenProgress) row = g_list_model_get_item (G_LIST_MODEL (self->run), i);

      say_stopped (row);
    }
}
