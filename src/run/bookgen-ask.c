/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-ask.h"

#include "bookgen-carry.h"
#include "bookgen-made-from.h"
#include "bookgen-material-part.h"
#include "bookgen-partial.h"
#include "bookgen-plan-request.h"
#include "bookgen-prompt.h"
#include "bookgen-style.h"

/* The order in which texts are loaded; chapters by the author come after them. */
typedef enum { BEFORE, TEXT, AUTHORS } Source;

#define MAX_AUTHORS 200

void
bookgen_ask_free (BookgenAsk *self)
{
  g_clear_pointer (&self->chat, bookgen_chat_free);
  g_clear_pointer (&self->texts, g_array_unref);
  g_free (self->prompt_hash);
  g_free (self->told);
  g_free (self->material_digest);
  g_free (self);
}

/* Which texts. */

/* A placeholder is nothing to a model that costs something. */
static BookgenRevision *
usable (const BookgenAttemptContext *context, BookgenRevision *revision)
{
  if (revision == NULL || bookgen_revision_get (revision)->rehearsal == bookgen_endpoint_is_rehearsal (context->endpoint)
      || !bookgen_revision_get (revision)->rehearsal)
    return revision;
  return NULL;
}

/* What STAGE made of a unit: the version that counts, where that is one of its own, else the newest. */
static BookgenRevision *
find_made (const BookgenAttemptContext *context, const char *unit_id, const BookgenStage *stage)
{
  BookgenRevision *current = usable (context, bookgen_book_get_current (context->book, unit_id));
  if (current != NULL && bookgen_revision_get (current)->origin == BOOKGEN_ORIGIN_MODEL
      && g_str_equal (bookgen_revision_get (current)->stage, stage->id))
    return current;
  return usable (context, bookgen_book_get_newest (context->book, unit_id, stage->id));
}

/* What counts for a later chapter: the author's own text, else what this stage made, else what there is. */
static BookgenRevision *
find_text (const BookgenAttemptContext *context, const char *unit_id)
{
  BookgenRevision *current = usable (context, bookgen_book_get_current (context->book, unit_id));
  if (current != NULL && bookgen_revision_get (current)->origin != BOOKGEN_ORIGIN_MODEL)
    return current;
  BookgenRevision *made = find_made (context, unit_id, context->task->stage);
  return made != NULL ? made : current;
}

/* The nearest chapter before that has a text, also one that is not written in this run. */
static BookgenRevision *
find_before (const BookgenAttemptContext *context)
{
  if (!context->in_order)
    return NULL;
  if (context->previous != NULL)
    return find_text (context, context->previous->unit_id);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (context->book), TRUE);
  BookgenRevision *before = NULL;
  for (guint i = 0; i < units->len; i++)
    {
      const char *id = bookgen_unit_get_id (units->pdata[i]);
      if (g_str_equal (id, context->task->unit_id))
        return before;
      BookgenRevision *text = find_text (context, id);
      before = text != NULL ? text : before;
    }
  return NULL;
}

/* The newest text of this unit at STAGE or at what that stage works from. */
static BookgenRevision *
find_newest (const BookgenAttemptContext *context, const BookgenStage *stage)
{
  BookgenRevision *newest = NULL;
  if (stage->makes == BOOKGEN_MAKES_TEXT)
    newest = find_made (context, context->task->unit_id, stage);
  for (guint i = 0; i < stage->needs->len; i++)
    {
      BookgenRevision *other = find_newest (context, g_ptr_array_index (stage->needs, i));
      if (other != NULL && (newest == NULL || bookgen_revision_get (other)->id > bookgen_revision_get (newest)->id))
        newest = other;
    }
  return newest;
}

/* The text that this stage works from. */
static BookgenRevision *
find_draft (const BookgenAttemptContext *context)
{
  const BookgenTask *task = context->task;
  BookgenRevision *newest = NULL;
  if (*task->unit_id == '\0')
    return NULL;
  for (guint i = 0; i < task->stage->needs->len; i++)
    {
      BookgenRevision *other = find_newest (context, g_ptr_array_index (task->stage->needs, i));
      if (other != NULL && (newest == NULL || bookgen_revision_get (other)->id > bookgen_revision_get (newest)->id))
        newest = other;
    }
  if (newest == NULL && task->stage->makes != BOOKGEN_MAKES_TEXT)
    newest = usable (context, bookgen_book_get_current (context->book, task->unit_id));
  return newest;
}

static gboolean
makes_plan (const BookgenAttemptContext *context)
{
  return context->task->stage->makes == BOOKGEN_MAKES_CONTEXT;
}

static void
add_id (GArray *ids, BookgenRevision *revision)
{
  gint64 id = revision != NULL ? bookgen_revision_get (revision)->id : 0;
  g_array_append_val (ids, id);
}

/* The plan has to know what the author wrote. */
static void
add_authors (GArray *ids, const BookgenAttemptContext *context)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (context->book), TRUE);
  for (guint i = 0; i < units->len && ids->len < AUTHORS + MAX_AUTHORS; i++)
    {
      BookgenRevision *current = bookgen_book_get_current (context->book, bookgen_unit_get_id (units->pdata[i]));
      if (current != NULL && bookgen_revision_get (current)->origin != BOOKGEN_ORIGIN_MODEL)
        add_id (ids, current);
    }
}

GArray *
bookgen_ask_list_texts (const BookgenAttemptContext *context, const BookgenJob *job)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  add_id (ids, find_before (context));
  add_id (ids, find_draft (context));
  if (makes_plan (context))
    add_authors (ids, context);
  return ids;
}

/* The request. */

static const char *
get_text (BookgenSources *sources, Source source)
{
  BookgenRevision *revision = sources->texts->pdata[source];
  return revision != NULL ? bookgen_revision_get (revision)->text : NULL;
}

/* What the chapter before hands on: what its writer said, else its last paragraph and what the plan says. */
static char *
dup_told (const BookgenAttemptContext *context, BookgenSources *sources)
{
  BookgenRevision *before = sources->texts->pdata[BEFORE];
  if (before == NULL)
    return NULL;
  const BookgenRevisionData *data = bookgen_revision_get (before);
  char *said = data->origin == BOOKGEN_ORIGIN_MODEL ? bookgen_made_from_dup_hands_on (data->made_from) : NULL;
  if (said != NULL)
    return said;
  const BookgenPlanChapter *chapter
      = context->plan != NULL ? bookgen_plan_get_chapter (context->plan, data->unit_id) : NULL;
  return bookgen_carry_make (data->text, NULL, chapter != NULL ? chapter->hands_on : NULL);
}

static guint
get_capacity (const BookgenAttemptContext *context)
{
  guint learnt = bookgen_endpoint_is_rehearsal (context->endpoint)
                     ? 0 : bookgen_client_get_reply_words (context->client, context->endpoint);
  return learnt > 0 ? learnt : BOOKGEN_PORTION_WORDS;
}

static BookgenPortion
find_portion (const BookgenAttemptContext *context, const BookgenJob *job, gboolean ended)
{
  const char *partial = job->record->partial != NULL && (job->continuing || ended) ? job->record->partial : "";
  guint n;
  g_autofree guint *words = bookgen_partial_count_words (partial, ended, &n);
  return bookgen_portion_next (context->task->target_words, get_capacity (context), words, n);
}

/* Of the shared part and the first turn: it stays the same over all turns of a text. */
static char *
hash_chat (const BookgenChat *chat)
{
  const BookgenTurn *turn = g_ptr_array_index (chat->turns, 0);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (chat->shared != NULL)
    g_checksum_update (checksum, (const guchar *) chat->shared, g_ref_string_length (chat->shared));
  g_checksum_update (checksum, (const guchar *) turn->text, -1);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
ask_unit (BookgenAsk *self, const BookgenAttemptContext *context, const BookgenJob *job, BookgenSources *sources)
{
  gboolean text = context->task->stage->makes == BOOKGEN_MAKES_TEXT;
  g_autofree char *material = bookgen_material_part_make (sources->material, context->material_tokens);
  self->portion = text ? find_portion (context, job, FALSE) : (BookgenPortion){ .words = 0, .last = TRUE, .to = 1 };
  if (text && self->portion.words == 0 && context->task->target_words > 0)
    return;
  BookgenPromptInput input = {
    .prompts = context->prompts,
    .book = context->book,
    .shared = context->shared,
    .task = context->task,
    .seed = context->seed,
    .plan = context->plan,
    .text = get_text (sources, TEXT),
    .told = self->told,
    .material = material,
    .note = job->note,
    .carries = context->in_order && text,
    .portion = self->portion,
    .turns = job->turns,
    .so_far = job->kept,
  };
  self->chat = bookgen_prompt_make_chat (&input);
}

static GHashTable *
index_authors (BookgenSources *sources)
{
  GHashTable *written = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = AUTHORS; i < sources->texts->len; i++)
    {
      const BookgenRevisionData *data = bookgen_revision_get (sources->texts->pdata[i]);
      g_hash_table_insert (written, data->unit_id, data->text);
    }
  return written;
}

/* The chapters that a plan's task is for, and of these, when its answer is mended, the ones it says nothing of. */
static GPtrArray *
list_chapters (const BookgenAttemptContext *context, const BookgenJob *job)
{
  GPtrArray *units = bookgen_task_dup_chapters (context->task, bookgen_book_get_outline (context->book));
  if (job->note == NULL)
    return units;
  g_autoptr (GPtrArray) asked = units;
  g_autoptr (GPtrArray) gaps = bookgen_plan_dup_gaps (*context->making, bookgen_book_get_outline (context->book));
  units = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->len; i++)
    if (g_ptr_array_find (gaps, asked->pdata[i], NULL))
      g_ptr_array_add (units, g_object_ref (asked->pdata[i]));
  return units;
}

static void
ask_plan (BookgenAsk *self, const BookgenAttemptContext *context, const BookgenJob *job, BookgenSources *sources)
{
  g_autoptr (GHashTable) written = index_authors (sources);
  g_autoptr (GPtrArray) units = list_chapters (context, job);
  if (context->task->item > 0 && units->len == 0 && job->note == NULL)
    return;
  BookgenPlanRequest request = {
    .prompts = context->prompts,
    .book = context->book,
    .shared = context->shared,
    .task = context->task,
    .units = units,
    .seed = context->seed,
    .so_far = *context->making,
    .note = *context->making != NULL ? job->note : NULL,
    .written = written,
    .open = job->kept,
  };
  self->chat = bookgen_plan_request_make_chat (&request);
}

BookgenAsk *
bookgen_ask_make (const BookgenAttemptContext *context, const BookgenJob *job, BookgenSources *sources)
{
  BookgenAsk *self = g_new0 (BookgenAsk, 1);
  self->texts = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < AUTHORS; i++)
    if (sources->texts->pdata[i] != NULL)
      add_id (self->texts, sources->texts->pdata[i]);
  self->told = dup_told (context, sources);
  self->material_digest = bookgen_material_part_digest (sources->material);
  if (makes_plan (context))
    ask_plan (self, context, job, sources);
  else
    ask_unit (self, context, job, sources);
  if (self->chat != NULL)
    self->prompt_hash = hash_chat (self->chat);
  return self;
}

/* What came of it. */

static void
learn (const BookgenAsk *self, const BookgenAttemptContext *context, const BookgenJob *job)
{
  guint n, capacity = get_capacity (context);
  g_autofree guint *words = bookgen_partial_count_words (job->record->partial, TRUE, &n);
  if (n == 0 || self->portion.words == 0 || bookgen_endpoint_is_rehearsal (context->endpoint)
      || bookgen_reply_get_finish (job->reply) != BOOKGEN_FINISH_STOP)
    return;
  guint learnt = bookgen_portion_learn (capacity, self->portion.words, words[n - 1]);
  if (learnt != capacity)
    bookgen_client_set_reply_words (context->client, context->endpoint, learnt);
}

gboolean
bookgen_ask_goes_on (const BookgenAsk *self, const BookgenAttemptContext *context, const BookgenJob *job)
{
  if (job->record->partial == NULL || context->task->stage->makes != BOOKGEN_MAKES_TEXT)
    return FALSE;
  gboolean goes_on = find_portion (context, job, TRUE).words > 0;
  learn (self, context, job);
  return goes_on;
}

static const char *
get_neighbour_id (const BookgenAttemptContext *context, GPtrArray *units, int step)
{
  for (guint i = 0; i < units->len; i++)
    if (g_str_equal (bookgen_unit_get_id (units->pdata[i]), context->task->unit_id))
      return i + step < units->len ? bookgen_unit_get_id (units->pdata[i + step]) : NULL;
  return NULL;
}

/* What this text hands on, where texts are written in order. */
static char *
make_hands_on (const BookgenAttemptContext *context, const BookgenProduct *product)
{
  const BookgenPlanChapter *chapter
      = context->plan != NULL ? bookgen_plan_get_chapter (context->plan, context->task->unit_id) : NULL;
  if (!context->in_order || context->task->stage->makes != BOOKGEN_MAKES_TEXT)
    return NULL;
  return bookgen_carry_make (product->text, product->said, chapter != NULL ? chapter->hands_on : NULL);
}

char *
bookgen_ask_make_made_from (const BookgenAsk *self, const BookgenAttemptContext *context, const BookgenProduct *product,
                            const char *model)
{
  BookgenOutline *outline = bookgen_book_get_outline (context->book);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  BookgenUnit *unit = bookgen_outline_find (outline, context->task->unit_id);
  g_autofree char *hands_on = make_hands_on (context, product);
  g_autoptr (BookgenStyle) wishes = bookgen_style_from_json (bookgen_book_get_setting (context->book, "style"));
  g_autofree char *style = bookgen_style_digest (wishes);
  BookgenMadeFrom made_from = {
    .prompt_hash = self->prompt_hash,
    .plan = makes_plan (context) ? NULL : context->plan,
    .unit_id = context->task->unit_id,
    .before_id = get_neighbour_id (context, units, -1),
    .after_id = get_neighbour_id (context, units, +1),
    .brief = unit != NULL ? bookgen_unit_get_brief (unit) : NULL,
    .style = style,
    .text = product->text,
    .texts = (const gint64 *) self->texts->data,
    .n_texts = self->texts->len,
    .material = unit != NULL ? self->material_digest : NULL,
    .told = self->told,
    .hands_on = hands_on,
    .model = model,
    .turns = product->turns,
  };
  return bookgen_made_from_to_json (&made_from);
}
