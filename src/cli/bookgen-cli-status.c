/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-cli-history.h"
#include "bookgen-cli-findings.h"
#include "bookgen-cli-items.h"
#include "bookgen-cli-joining.h"
#include "bookgen-cli-narration.h"
#include "bookgen-cli-options.h"
#include "bookgen-cli-wording.h"
#include "bookgen-made-from.h"
#include "bookgen-material-part.h"
#include "bookgen-partial.h"
#include "bookgen-snapshot.h"

/* One chapter as the book's file has it. */
typedef struct
{
  BookgenUnit *unit;
  guint number;
  const BookgenTaskRecord *record; /* the one that says most; NULL for none */
  BookgenRevision *revision;       /* the current text; NULL for none */
  char *items;                     /* "Pictures 2 of 4"; "" where nothing is planned */
  GStrv changes;                   /* parts of the plan, and more, that have changed since it was written */
  BookgenCliJoining joining;
} Chapter;

typedef struct
{
  BookgenSnapshot *snapshot;
  const char *path;
  char *owner;        /* NULL when nobody writes it */
  GPtrArray *records; /* BookgenTaskRecord */
  GArray *chapters;   /* Chapter */
  GPtrArray *findings; /* BookgenBookFinding: what the author has not settled */
  GStrv narrated_before; /* ids of chapters whose narration is not of today's text and voice */
  BookgenUsage usage;
  BookgenPlan *plan;   /* NULL for none */
  BookgenRunSettings *settings;
  BookgenPipeline *pipeline; /* NULL where it is no more there */
  guint written, rehearsed, drafted, joined, to_look_at, claims, failed, skipped;
} Status;

static void
chapter_clear (gpointer chapter)
{
  g_clear_object (&((Chapter *)chapter)->unit);
  g_clear_object (&((Chapter *)chapter)->revision);
  g_free (((Chapter *)chapter)->items);
  g_strfreev (((Chapter *)chapter)->changes);
}

/* What a person wants to know first: what stopped, then what is not done, then the rest. */
static int
get_weight (BookgenTaskState state)
{
  static const int weights[] = {
    [BOOKGEN_TASK_FAILED] = 5,  [BOOKGEN_TASK_RUNNING] = 4, [BOOKGEN_TASK_INTERRUPTED] = 3,
    [BOOKGEN_TASK_SKIPPED] = 2, [BOOKGEN_TASK_DONE] = 1,    [BOOKGEN_TASK_TODO] = 0,
  };

  return weights[state];
}

static GHashTable *
find_telling_records (GPtrArray *records)
{
  GHashTable *by_unit = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      BookgenTaskRecord *record = records->pdata[i];
      const BookgenTaskRecord *other = g_hash_table_lookup (by_unit, record->unit_id);

      if (other == NULL || get_weight (record->state) > get_weight (other->state))
        g_hash_table_replace (by_unit, record->unit_id, record);
    }
  return by_unit;
}

static const char *
get_state (const Status *self, const Chapter *chapter)
{
  BookgenTaskState state = chapter->record != NULL ? chapter->record->state : BOOKGEN_TASK_TODO;

  /* Left as it was drafted, or not joined yet: the text is there, but not done. */
  if (chapter->joining == BOOKGEN_CLI_JOINING_DRAFTED
      && (state == BOOKGEN_TASK_DONE || state == BOOKGEN_TASK_SKIPPED || state == BOOKGEN_TASK_TODO))
    return "drafted";
  /* What ran when nobody writes any more was interrupted. */
  if (state == BOOKGEN_TASK_RUNNING && self->owner == NULL)
    return bookgen_task_state_to_string (BOOKGEN_TASK_INTERRUPTED);
  if (state == BOOKGEN_TASK_TODO)
    return chapter->revision != NULL ? bookgen_task_state_to_string (BOOKGEN_TASK_DONE) : "waiting";
  return bookgen_task_state_to_string (state);
}

static gboolean
has_findings (const Status *self, const Chapter *chapter)
{
  return bookgen_cli_findings_count (self->findings, bookgen_unit_get_id (chapter->unit)) > 0;
}

static void
count (Status *self, const Chapter *chapter)
{
  const char *state = get_state (self, chapter);

  self->failed += strcmp (state, "failed") == 0;
  self->skipped += strcmp (state, "skipped") == 0;
  self->drafted += chapter->joining == BOOKGEN_CLI_JOINING_DRAFTED;
  self->joined += chapter->joining == BOOKGEN_CLI_JOINING_JOINED;
  if (chapter->revision == NULL)
    return;
  if (bookgen_revision_get (chapter->revision)->rehearsal)
    self->rehearsed++;
  else
    self->written++;
}

static GStrv
find_changes (Status *self, BookgenUnit *unit, BookgenRevision *revision, GError **error)
{
  g_autofree char *material = NULL;

  if (revision == NULL)
    return g_new0 (char *, 1);
  material = bookgen_material_part_digest_read (self->snapshot, bookgen_unit_get_id (unit), error);
  if (material == NULL)
    return NULL;
  return bookgen_made_from_find_changes (bookgen_revision_get (revision)->made_from, self->plan, bookgen_unit_get_brief (unit),
                                         material);
}

/* A reading of another text, or in another voice, is one of the changes. */
static void
add_narration (const Status *self, Chapter *chapter)
{
  g_autoptr (GStrvBuilder) changes = NULL;

  if (!g_strv_contains ((const char *const *)self->narrated_before, bookgen_unit_get_id (chapter->unit)))
    return;
  changes = g_strv_builder_new ();
  g_strv_builder_addv (changes, (const char **)chapter->changes);
  g_strv_builder_add (changes, "narration");
  g_strfreev (chapter->changes);
  chapter->changes = g_strv_builder_end (changes);
}

static gboolean
add_chapter (Status *self, BookgenUnit *unit, const BookgenTaskRecord *record, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  Chapter chapter = { .number = self->chapters->len + 1, .record = record };

  chapter.revision = bookgen_snapshot_dup_current (self->snapshot, bookgen_unit_get_id (unit), &wrong);
  if (wrong == NULL)
    chapter.items = bookgen_cli_items_word (self->snapshot, self->pipeline, self->records, bookgen_unit_get_id (unit), &wrong);
  if (wrong != NULL)
    {
      g_clear_object (&chapter.revision);
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  chapter.unit = g_object_ref (unit);
  chapter.joining = bookgen_cli_joining_of (self->pipeline, self->settings, self->records, unit);
  chapter.changes = find_changes (self, unit, chapter.revision, error);
  if (chapter.changes == NULL)
    {
      chapter_clear (&chapter);
      return FALSE;
    }
  add_narration (self, &chapter);
  g_array_append_val (self->chapters, chapter);
  count (self, &chapter);
  return TRUE;
}

/* The stage that was done for the book as a whole; NULL for none. */
static const char *
find_plan_stage (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    if (*((BookgenTaskRecord *)records->pdata[i])->unit_id == '\0' && ((BookgenTaskRecord *)records->pdata[i])->revision_id != 0)
      return ((BookgenTaskRecord *)records->pdata[i])->stage;
  return NULL;
}

static gboolean
load_plan (Status *self, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  const char *stage = find_plan_stage (self->records);
  g_autoptr (BookgenRevision) revision
      = stage != NULL ? bookgen_snapshot_dup_newest (self->snapshot, "", stage, &wrong) : NULL;

  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  self->plan = revision != NULL ? bookgen_plan_from_text (bookgen_revision_get (revision)->text) : NULL;
  return TRUE;
}

static gboolean
collect (Status *self, GError **error)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_snapshot_get_outline (self->snapshot), TRUE);
  g_autoptr (GHashTable) telling = NULL;

  self->owner = bookgen_snapshot_dup_owner (self->snapshot);
  self->settings = bookgen_pipeline_recall_settings (bookgen_snapshot_get_setting (self->snapshot, "run"));
  self->pipeline = bookgen_pipeline_load (self->settings->pipeline, NULL);
  self->records = bookgen_snapshot_dup_tasks (self->snapshot, error);
  if (self->records == NULL || !bookgen_snapshot_get_usage (self->snapshot, &self->usage, error) || !load_plan (self, error))
    return FALSE;
  self->findings = bookgen_book_check (self->snapshot, NULL, error);
  if (self->findings == NULL)
    return FALSE;
  bookgen_book_check_count (self->findings, &self->to_look_at, &self->claims);
  telling = find_telling_records (self->records);
  self->narrated_before = bookgen_cli_narration_find_changed (self->snapshot, self->settings, NULL);
  for (guint i = 0; i < units->len; i++)
    if (!add_chapter (self, units->pdata[i], g_hash_table_lookup (telling, bookgen_unit_get_id (units->pdata[i])), error))
      return FALSE;
  return TRUE;
}

static guint
get_target (const Status *self, const Chapter *chapter)
{
  guint words = bookgen_outline_get_words (bookgen_snapshot_get_outline (self->snapshot), chapter->unit);

  return words > 0 ? words : self->settings->default_words;
}

static guint
count_words (const Chapter *chapter)
{
  g_autofree char *kept = NULL;

  if (chapter->revision != NULL)
    return bookgen_revision_get (chapter->revision)->words;
  if (chapter->record == NULL || chapter->record->partial == NULL)
    return 0;
  kept = bookgen_partial_join (chapter->record->partial, NULL);
  return bookgen_revision_count_words (kept);
}

static const char *
get_reason (const Chapter *chapter)
{
  return chapter->record != NULL && chapter->record->reason != NULL ? chapter->record->reason : "";
}

/* "How chapter 4 opens, Voice" */
static char *
word_changes (const Status *self, const Chapter *chapter)
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
print_changes (const Status *self, const Chapter *chapter)
{
  g_autofree char *changes = word_changes (self, chapter);

  if (*changes != '\0')
    bookgen_cli_print (_ ("     Changed since it was written: %s\n"), changes);
}

/* What a person is told of a chapter; the same as get_state () but where its text is joined. */
static const char *
word_state (const Status *self, const Chapter *chapter)
{
  const char *state = get_state (self, chapter);

  return chapter->joining == BOOKGEN_CLI_JOINING_JOINED && strcmp (state, "done") == 0 ? "joined" : state;
}

static void
print_chapter (const Status *self, const Chapter *chapter)
{
  gboolean rehearsal = chapter->revision != NULL && bookgen_revision_get (chapter->revision)->rehearsal;
  g_autofree char *title = bookgen_cli_fit (bookgen_unit_get_title (chapter->unit), 40, TRUE);

  bookgen_cli_print ("%4u %s %-11s %6u/%-6u %s%s%s\n", chapter->number, title, word_state (self, chapter),
                     count_words (chapter), get_target (self, chapter), get_reason (chapter),
                     has_findings (self, chapter) ? _ (" (to look at)") : "", rehearsal ? _ (" (rehearsal)") : "");
  if (*chapter->items != '\0')
    bookgen_cli_print ("     %s\n", chapter->items);
  bookgen_cli_findings_print (self->findings, bookgen_unit_get_id (chapter->unit));
  print_changes (self, chapter);
}

static void
print_for_people (const Status *self)
{
  g_autofree char *cost = bookgen_cli_word_cost (&self->usage);

  bookgen_cli_print ("%s\n", bookgen_snapshot_get_title (self->snapshot));
  for (guint i = 0; i < self->chapters->len; i++)
    print_chapter (self, &g_array_index (self->chapters, Chapter, i));
  bookgen_cli_print (ngettext ("%u of %u chapter written, %u to look at, %u stopped",
                               "%u of %u chapters written, %u to look at, %u stopped", self->chapters->len),
                     self->written, self->chapters->len, self->to_look_at, self->failed);
  if (self->claims > 0)
    bookgen_cli_print (ngettext (", %u claim to be checked", ", %u claims to be checked", self->claims), self->claims);
  if (self->drafted > 0)
    bookgen_cli_print (_ (", %u drafted and not joined"), self->drafted);
  if (self->rehearsed > 0)
    bookgen_cli_print (_ (", %u rehearsed"), self->rehearsed);
  bookgen_cli_print (_ (" · %d tokens in, %d out · %s\n"), (int)self->usage.input_tokens, (int)self->usage.output_tokens,
                     cost);
  bookgen_cli_history_print (self->snapshot);
  if (self->owner != NULL)
    bookgen_cli_print (_ ("Being written by %s.\n"), self->owner);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_changes (JsonBuilder *builder, const Chapter *chapter)
{
  json_builder_set_member_name (builder, "changed_since");
  json_builder_begin_array (builder);
  for (guint i = 0; chapter->changes[i] != NULL; i++)
    json_builder_add_string_value (builder, chapter->changes[i]);
  json_builder_end_array (builder);
}

static void
add_json_chapter (JsonBuilder *builder, const Status *self, const Chapter *chapter)
{
  json_builder_begin_object (builder);
  add_string (builder, "unit", bookgen_unit_get_id (chapter->unit));
  add_int (builder, "number", chapter->number);
  add_string (builder, "title", bookgen_unit_get_title (chapter->unit));
  add_string (builder, "kind", bookgen_unit_kind_to_string (bookgen_unit_get_kind (chapter->unit)));
  add_string (builder, "state", get_state (self, chapter));
  add_string (builder, "reason", get_reason (chapter));
  add_string (builder, "items", chapter->items);
  add_int (builder, "words", count_words (chapter));
  add_int (builder, "target_words", get_target (self, chapter));
  json_builder_set_member_name (builder, "rehearsal");
  json_builder_add_boolean_value (builder, chapter->revision != NULL && bookgen_revision_get (chapter->revision)->rehearsal);
  bookgen_cli_findings_add_json (builder, self->findings, bookgen_unit_get_id (chapter->unit));
  add_changes (builder, chapter);
  json_builder_end_object (builder);
}

static void
add_totals (JsonBuilder *builder, const Status *self)
{
  add_int (builder, "chapters", self->chapters->len);
  add_int (builder, "written", self->written);
  add_int (builder, "rehearsed", self->rehearsed);
  add_int (builder, "drafted", self->drafted);
  add_int (builder, "joined", self->joined);
  add_int (builder, "to_look_at", self->to_look_at);
  add_int (builder, "claims", self->claims);
  add_int (builder, "failed", self->failed);
  add_int (builder, "skipped", self->skipped);
  add_int (builder, "input_tokens", self->usage.input_tokens);
  add_int (builder, "cached_tokens", self->usage.cached_tokens);
  add_int (builder, "output_tokens", self->usage.output_tokens);
  json_builder_set_member_name (builder, "cost");
  if (self->usage.cost_micros < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, self->usage.cost_micros / 1e6);
}

static gboolean
print_json (const Status *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  add_string (builder, "title", bookgen_snapshot_get_title (self->snapshot));
  add_string (builder, "book", self->path);
  add_string (builder, "owner", self->owner);
  add_totals (builder, self);
  json_builder_set_member_name (builder, "units");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->chapters->len; i++)
    add_json_chapter (builder, self, &g_array_index (self->chapters, Chapter, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "runs");
  if (!bookgen_cli_history_add_json (self->snapshot, builder, error))
    return FALSE;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  bookgen_cli_print ("%s\n", text);
  return TRUE;
}

static BookgenCliStatus
show (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (options->file, error);
  Status self = { .snapshot = snapshot, .path = options->file };
  gboolean collected;

  if (snapshot == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  self.chapters = g_array_new (FALSE, TRUE, sizeof (Chapter));
  g_array_set_clear_func (self.chapters, chapter_clear);
  collected = collect (&self, error);
  if (collected && options->json)
    collected = print_json (&self, error);
  else if (collected)
    print_for_people (&self);
  g_array_unref (self.chapters);
  g_clear_pointer (&self.records, g_ptr_array_unref);
  g_clear_pointer (&self.findings, g_ptr_array_unref);
  g_clear_pointer (&self.plan, bookgen_plan_unref);
  g_clear_pointer (&self.pipeline, bookgen_pipeline_unref);
  g_clear_pointer (&self.settings, bookgen_run_settings_free);
  g_strfreev (self.narrated_before);
  g_free (self.owner);
  if (!collected)
    return BOOKGEN_CLI_UNREADABLE;
  return self.to_look_at > 0 ? BOOKGEN_CLI_SOME_STOPPED : BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_status (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_JSON, "BOOK", &error);
  BookgenCliStatus status = options != NULL ? show (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
