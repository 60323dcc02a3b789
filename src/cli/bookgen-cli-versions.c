/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb "versions": the versions of each chapter, which of them is its text, and what was taken out of its answer; another one
 * chosen, or what was taken out put back. */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

#include "bookgen-cli-await.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-options.h"
#include "bookgen-pipeline.h"
#include "bookgen-put-back.h"
#include "bookgen-removal.h"
#include "bookgen-snapshot.h"

#define SHOWN_CHARS 60

/* A chapter's. */
typedef struct
{
  BookgenUnit *unit;        /* owned */
  guint number;
  GListStore *revisions;    /* its texts, newest first, without texts */
  BookgenRevision *current; /* owned, nullable */
  GPtrArray *removals;      /* BookgenRemoval: what was taken out of the current text's answer and is not put back */
} Chapter;

static void
chapter_free (gpointer data)
{
  Chapter *self = data;

  g_clear_object (&self->unit);
  g_clear_object (&self->revisions);
  g_clear_object (&self->current);
  g_clear_pointer (&self->removals, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chapter, chapter_free)

static gboolean
is_text (const BookgenPipeline *pipeline, const char *stage_id)
{
  const BookgenStage *stage = pipeline != NULL ? bookgen_pipeline_find (pipeline, stage_id) : NULL;

  return stage == NULL || stage->makes == BOOKGEN_MAKES_TEXT;
}

static void
take_revisions (Chapter *self, const BookgenPipeline *pipeline, GPtrArray *all)
{
  BookgenRevision *answer;

  self->revisions = g_list_store_new (BOOKGEN_TYPE_REVISION);
  for (guint i = 0; i < all->len; i++)
    {
      const BookgenRevisionData *data = bookgen_revision_get (all->pdata[i]);

      if (g_str_equal (data->unit_id, bookgen_unit_get_id (self->unit)) && is_text (pipeline, data->stage))
        g_list_store_insert (self->revisions, 0, all->pdata[i]);
    }
  answer = bookgen_put_back_find_answer (G_LIST_MODEL (self->revisions), self->current);
  self->removals = bookgen_removals_from_json (answer != NULL ? bookgen_revision_get (answer)->removed : NULL);
}

static Chapter *
chapter_new (BookgenSnapshot *snapshot, const BookgenPipeline *pipeline, GPtrArray *all, BookgenUnit *unit, guint number,
             GError **error)
{
  g_autoptr (Chapter) self = g_new0 (Chapter, 1);
  g_autoptr (GError) wrong = NULL;

  self->unit = g_object_ref (unit);
  self->number = number;
  self->current = bookgen_snapshot_dup_current (snapshot, bookgen_unit_get_id (unit), &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  take_revisions (self, pipeline, all);
  return g_steal_pointer (&self);
}

static GPtrArray *
gather (BookgenSnapshot *snapshot, GPtrArray *all, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_pipeline_recall_settings (bookgen_snapshot_get_setting (snapshot, "run"));
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, NULL);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_snapshot_get_outline (snapshot), TRUE);
  g_autoptr (GPtrArray) chapters = g_ptr_array_new_with_free_func (chapter_free);

  for (guint i = 0; i < units->len; i++)
    {
      Chapter *chapter = chapter_new (snapshot, pipeline, all, units->pdata[i], i + 1, error);

      if (chapter == NULL)
        return NULL;
      g_ptr_array_add (chapters, chapter);
    }
  return g_steal_pointer (&chapters);
}

/* Array of Chapter. */
static GPtrArray *
look_at (const char *path, GError **error)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (path, error);
  g_autoptr (GPtrArray) all = snapshot != NULL ? bookgen_snapshot_dup_revisions (snapshot, error) : NULL;

  return all != NULL ? gather (snapshot, all, error) : NULL;
}

/* The oldest is 1, so that a version keeps its number. */
static BookgenRevision *
get_version (const Chapter *self, guint number)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->revisions));
  g_autoptr (BookgenRevision) revision
      = number >= 1 && number <= count ? g_list_model_get_item (G_LIST_MODEL (self->revisions), count - number) : NULL;

  return revision;
}

static gboolean
is_current (const Chapter *self, BookgenRevision *revision)
{
  return self->current != NULL && bookgen_revision_get (self->current)->id == bookgen_revision_get (revision)->id;
}

/* For people. */

static const char *
word_origin (const BookgenRevisionData *data)
{
  if (data->rehearsal)
    return _ ("placeholder");
  if (data->origin == BOOKGEN_ORIGIN_ME)
    return _ ("me");
  if (data->origin == BOOKGEN_ORIGIN_FILE)
    return _ ("from a file");
  return data->model != NULL && *data->model != '\0' ? data->model : _ ("model");
}

static void
print_version (const Chapter *self, guint number)
{
  BookgenRevision *revision = get_version (self, number);
  const BookgenRevisionData *data = bookgen_revision_get (revision);
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (data->made_at_ms / 1000);
  g_autofree char *time = made != NULL ? g_date_time_format (made, "%Y-%m-%d %H:%M") : g_strdup ("?");
  g_autofree char *words = g_strdup_printf (ngettext ("%u word", "%u words", data->words), data->words);

  bookgen_cli_print ("  %c%4u  %s, %s, %s\n", is_current (self, revision) ? '*' : ' ', number, word_origin (data), time, words);
}

static void
print_removals (const Chapter *self)
{
  if (self->removals->len > 0)
    bookgen_cli_print ("       %s\n", _ ("Taken out of the answer:"));
  for (guint i = 0; i < self->removals->len; i++)
    {
      const BookgenRemoval *removal = self->removals->pdata[i];
      g_autofree char *words = bookgen_removal_dup_words (removal, SHOWN_CHARS);

      bookgen_cli_print ("   %4u  ", i + 1);
      /* Translators: a line of a model's answer, what was taken out there, and its first words. */
      bookgen_cli_print (_ ("line %u: %s: “%s”\n"), removal->line, bookgen_removal_get_kind_label (removal), words);
    }
}

static void
print_for_people (const Chapter *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->revisions));

  bookgen_cli_print ("%u. %s\n", self->number, bookgen_unit_get_title (self->unit));
  for (guint number = 1; number <= count; number++)
    print_version (self, number);
  print_removals (self);
}

/* For programs: an object a line. */

static void
add_version (JsonBuilder *builder, const Chapter *self, guint number)
{
  static const char *const ORIGINS[] = { [BOOKGEN_ORIGIN_MODEL] = "model", [BOOKGEN_ORIGIN_ME] = "me", [BOOKGEN_ORIGIN_FILE] = "file" };
  BookgenRevision *revision = get_version (self, number);
  const BookgenRevisionData *data = bookgen_revision_get (revision);

  json_builder_begin_object (builder);
  bookgen_cli_object_add_int (builder, "version", number);
  bookgen_cli_object_add_boolean (builder, "current", is_current (self, revision));
  bookgen_cli_object_add_string (builder, "by", ORIGINS[data->origin]);
  bookgen_cli_object_add_string (builder, "model", data->model);
  bookgen_cli_object_add_boolean (builder, "placeholder", data->rehearsal);
  bookgen_cli_object_add_int (builder, "words", data->words);
  bookgen_cli_object_add_int (builder, "made_at_ms", data->made_at_ms);
  json_builder_end_object (builder);
}

static void
add_removal (JsonBuilder *builder, const BookgenRemoval *removal, guint number)
{
  json_builder_begin_object (builder);
  bookgen_cli_object_add_int (builder, "number", number);
  bookgen_cli_object_add_string (builder, "what", removal->what);
  bookgen_cli_object_add_int (builder, "line", removal->line);
  bookgen_cli_object_add_string (builder, "text", removal->text);
  bookgen_cli_object_add_boolean (builder, "can_go_back", bookgen_removal_can_go_back (removal));
  json_builder_end_object (builder);
}

static void
print_json (const Chapter *self)
{
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_int (builder, "chapter", self->number);
  bookgen_cli_object_add_string (builder, "unit", bookgen_unit_get_id (self->unit));
  bookgen_cli_object_add_string (builder, "title", bookgen_unit_get_title (self->unit));
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_array (builder);
  for (guint i = 1; i <= g_list_model_get_n_items (G_LIST_MODEL (self->revisions)); i++)
    add_version (builder, self, i);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "taken_out");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->removals->len; i++)
    add_removal (builder, self->removals->pdata[i], i + 1);
  json_builder_end_array (builder);
  bookgen_cli_object_print (builder);
}

/* What is asked for */

static const Chapter *
find_chapter (GPtrArray *chapters, const BookgenCliOptions *options, GError **error)
{
  if (options->chapter >= 1 && (guint)options->chapter <= chapters->len)
    return chapters->pdata[options->chapter - 1];
  if (options->chapter == G_MININT)
    g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("Say which chapter: --chapter N."));
  else
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("There is no chapter %d: the book has %u."), options->chapter,
                 chapters->len);
  return NULL;
}

static gboolean
check_numbers (const Chapter *chapter, const BookgenCliOptions *options, GError **error)
{
  gboolean choose = options->version != G_MININT, put_back = options->put_back != G_MININT;

  if (choose && put_back)
    g_set_error_literal (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE, _ ("Say either --choose or --put-back."));
  else if (choose && (options->version < 1 || get_version (chapter, options->version) == NULL))
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                 _ ("Chapter %u has no version %d: “bookgen-cli versions” lists them."), chapter->number, options->version);
  else if (put_back && (options->put_back < 1 || (guint)options->put_back > chapter->removals->len))
    g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_USAGE,
                 _ ("There is nothing with the number %d that was taken out of chapter %u: “bookgen-cli versions” lists what was."), options->put_back,
                 chapter->number);
  else
    return TRUE;
  return FALSE;
}

static gboolean
change_book (BookgenBook *book, const Chapter *chapter, const BookgenCliOptions *options, GError **error)
{
  const char *unit_id = bookgen_unit_get_id (chapter->unit);

  if (options->put_back != G_MININT)
    return bookgen_await_put_back (book, unit_id, options->put_back - 1, error);
  return bookgen_await_set_current (book, unit_id, bookgen_revision_get (get_version (chapter, options->version))->id, error);
}

/* The book is open for writing only while this lasts. */
static gboolean
change (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) chapters = look_at (options->file, error);
  const Chapter *chapter = chapters != NULL ? find_chapter (chapters, options, error) : NULL;
  g_autoptr (BookgenBook) book = NULL;
  gboolean changed;

  if (chapter == NULL || !check_numbers (chapter, options, error))
    return FALSE;
  book = bookgen_await_book_open (options->file, error);
  if (book == NULL)
    return FALSE;
  changed = change_book (book, chapter, options, error);
  return bookgen_await_book_close (book, changed ? error : NULL) && changed;
}

static gboolean
show (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) chapters = look_at (options->file, error);

  if (chapters == NULL || (options->chapter != G_MININT && find_chapter (chapters, options, error) == NULL))
    return FALSE;
  for (guint i = 0; i < chapters->len; i++)
    if (options->chapter == G_MININT || (guint)options->chapter == i + 1)
      (options->json ? print_json : print_for_people) (chapters->pdata[i]);
  return TRUE;
}

BookgenCliStatus
bookgen_cli_versions (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options
      = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_JSON | BOOKGEN_CLI_TAKES_VERSION, "BOOK", &error);
  gboolean changes = options != NULL && (options->version != G_MININT || options->put_back != G_MININT);

  if (options != NULL && (!changes || change (options, &error)))
    show (options, &error);
  return error != NULL ? bookgen_cli_fail (error) : BOOKGEN_CLI_DONE;
}
