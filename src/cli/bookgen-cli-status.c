/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bookgen-cli-history.h"
#include "bookgen-cli-findings.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-options.h"
#include "bookgen-cli-overview.h"
#include "bookgen-cli-wording.h"

static gboolean
has_findings (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  return bookgen_cli_findings_count (self->findings, bookgen_unit_get_id (chapter->unit)) > 0;
}

static const char *
get_reason (const BookgenCliChapter *chapter)
{
  return chapter->record != NULL && chapter->record->reason != NULL ? chapter->record->reason : "";
}

/* "How chapter 4 opens, Voice" */
static char *
word_changes (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; chapter->changes[i] != NULL; i++)
    {
      g_autofree char *name
          = bookgen_plan_dup_part_name (chapter->changes[i], bookgen_snapshot_get_outline (self->snapshot));
      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_strdup (words->str);
}

static void
print_changes (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  g_autofree char *changes = word_changes (self, chapter);

  if (*changes != '\0')
    bookgen_cli_print (_ ("     Changed since it was written: %s\n"), changes);
}

/* What a person is told of a chapter; the same as bookgen_cli_overview_get_state () but where its text is joined. */
static const char *
word_state (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  const char *state = bookgen_cli_overview_get_state (self, chapter);

  return chapter->joining == BOOKGEN_CLI_JOINING_JOINED && strcmp (state, "done") == 0 ? "joined" : state;
}

static void
print_chapter (const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  gboolean rehearsal = chapter->revision != NULL && bookgen_revision_get (chapter->revision)->rehearsal;
  g_autofree char *title = bookgen_cli_fit (bookgen_unit_get_title (chapter->unit), 40, TRUE);

  bookgen_cli_print ("%4u %s %-11s %6u/%-6u %s%s%s\n", chapter->number, title, word_state (self, chapter),
                     bookgen_cli_overview_count_words (chapter), bookgen_cli_overview_get_target (self, chapter),
                     get_reason (chapter), has_findings (self, chapter) ? _ (" (to look at)") : "",
                     rehearsal ? _ (" (rehearsal)") : "");
  if (*chapter->items != '\0')
    bookgen_cli_print ("     %s\n", chapter->items);
  bookgen_cli_findings_print (self->findings, bookgen_unit_get_id (chapter->unit));
  print_changes (self, chapter);
}

static void
print_for_people (const BookgenCliOverview *self)
{
  g_autofree char *cost = bookgen_cli_word_cost (&self->usage);

  bookgen_cli_print ("%s\n", bookgen_snapshot_get_title (self->snapshot));
  for (guint i = 0; i < self->chapters->len; i++)
    print_chapter (self, &g_array_index (self->chapters, BookgenCliChapter, i));
  bookgen_cli_print (ngettext ("%u of %u chapter written, %u to look at, %u stopped",
                               "%u of %u chapters written, %u to look at, %u stopped", self->chapters->len),
                     self->written, self->chapters->len, self->to_look_at, self->failed);
  if (self->claims > 0)
    bookgen_cli_print (ngettext (", %u claim to be checked", ", %u claims to be checked", self->claims), self->claims);
  if (self->drafted > 0)
    bookgen_cli_print (ngettext (", %u drafted and not joined", ", %u drafted and not joined", self->drafted), self->drafted);
  if (self->rehearsed > 0)
    bookgen_cli_print (ngettext (", %u rehearsed", ", %u rehearsed", self->rehearsed), self->rehearsed);
  bookgen_cli_print (_ (" · %d tokens in, %d out · %s\n"), (int)self->usage.input_tokens, (int)self->usage.output_tokens,
                     cost);
  bookgen_cli_history_print (self->snapshot);
  if (self->owner != NULL)
    bookgen_cli_print (_ ("Being written by %s.\n"), self->owner);
}

static void
add_changes (JsonBuilder *builder, const BookgenCliChapter *chapter)
{
  json_builder_set_member_name (builder, "changed_since");
  json_builder_begin_array (builder);
  for (guint i = 0; chapter->changes[i] != NULL; i++)
    json_builder_add_string_value (builder, chapter->changes[i]);
  json_builder_end_array (builder);
}

static void
add_json_chapter (JsonBuilder *builder, const BookgenCliOverview *self, const BookgenCliChapter *chapter)
{
  json_builder_begin_object (builder);
  bookgen_cli_object_add_string (builder, "unit", bookgen_unit_get_id (chapter->unit));
  bookgen_cli_object_add_int (builder, "number", chapter->number);
  bookgen_cli_object_add_string (builder, "title", bookgen_unit_get_title (chapter->unit));
  bookgen_cli_object_add_string (builder, "kind", bookgen_unit_kind_to_string (bookgen_unit_get_kind (chapter->unit)));
  bookgen_cli_object_add_string (builder, "state", bookgen_cli_overview_get_state (self, chapter));
  bookgen_cli_object_add_string (builder, "reason", get_reason (chapter));
  bookgen_cli_object_add_string (builder, "items", chapter->items);
  bookgen_cli_object_add_int (builder, "words", bookgen_cli_overview_count_words (chapter));
  bookgen_cli_object_add_int (builder, "target_words", bookgen_cli_overview_get_target (self, chapter));
  bookgen_cli_object_add_boolean (builder, "rehearsal",
                                  chapter->revision != NULL && bookgen_revision_get (chapter->revision)->rehearsal);
  bookgen_cli_findings_add_json (builder, self->findings, bookgen_unit_get_id (chapter->unit));
  add_changes (builder, chapter);
  json_builder_end_object (builder);
}

static void
add_totals (JsonBuilder *builder, const BookgenCliOverview *self)
{
  bookgen_cli_object_add_int (builder, "chapters", self->chapters->len);
  bookgen_cli_object_add_int (builder, "written", self->written);
  bookgen_cli_object_add_int (builder, "rehearsed", self->rehearsed);
  bookgen_cli_object_add_int (builder, "drafted", self->drafted);
  bookgen_cli_object_add_int (builder, "joined", self->joined);
  bookgen_cli_object_add_int (builder, "to_look_at", self->to_look_at);
  bookgen_cli_object_add_int (builder, "claims", self->claims);
  bookgen_cli_object_add_int (builder, "failed", self->failed);
  bookgen_cli_object_add_int (builder, "skipped", self->skipped);
  bookgen_cli_object_add_usage (builder, &self->usage);
}

static gboolean
print_json (const BookgenCliOverview *self, const char *path, GError **error)
{
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_string (builder, "title", bookgen_snapshot_get_title (self->snapshot));
  bookgen_cli_object_add_string (builder, "book", path);
  bookgen_cli_object_add_string (builder, "owner", self->owner);
  add_totals (builder, self);
  json_builder_set_member_name (builder, "units");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->chapters->len; i++)
    add_json_chapter (builder, self, &g_array_index (self->chapters, BookgenCliChapter, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "runs");
  if (!bookgen_cli_history_add_json (self->snapshot, builder, error))
    return FALSE;
  bookgen_cli_object_print (builder);
  return TRUE;
}

static BookgenCliStatus
show (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (options->file, error);
  g_autoptr (BookgenCliOverview) overview = snapshot != NULL ? bookgen_cli_overview_new (snapshot, error) : NULL;

  if (overview == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  if (!options->json)
    print_for_people (overview);
  else if (!print_json (overview, options->file, error))
    return BOOKGEN_CLI_UNREADABLE;
  return overview->to_look_at > 0 ? BOOKGEN_CLI_SOME_STOPPED : BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_status (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_JSON, "BOOK", &error);
  BookgenCliStatus status = options != NULL ? show (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
