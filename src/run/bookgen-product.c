/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-product.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-check.h"
#include "bookgen-normalise.h"
#include "bookgen-partial.h"
#include "bookgen-picture-list.h"
#include "bookgen-remarks.h"

/* What the main loop is spared: such a text takes it more than a millisecond, and so do so many titles to look for in it. */
enum { LONG_BYTES = 32 * 1024, MANY_TITLES = 200 };

void
bookgen_product_free (BookgenProduct *self)
{
  g_free (self->text);
  g_free (self->raw);
  g_free (self->said);
  g_free (self->removed);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self->note);
  g_free (self->refusal);
  g_free (self);
}

static GStrv
dup_other_titles (BookgenOutline *outline, const char *unit_id)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  for (guint i = 0; i < units->len; i++)
    if (!g_str_equal (bookgen_unit_get_id (units->pdata[i]), unit_id))
      g_strv_builder_add (titles, bookgen_unit_get_title (units->pdata[i]));
  return g_strv_builder_end (titles);
}

/* All that an answer's way to a text needs, so that it can be gone off the main loop. */
typedef struct {
  char *partial;
  char *title;  /* nullable */
  GStrv others; /* nullable */
  guint target_words;
  BookgenChecks checks;
} Draft;

static void
draft_free (Draft *draft)
{
  g_free (draft->partial);
  g_free (draft->title);
  g_strfreev (draft->others);
  g_free (draft);
}

static Draft *
draft_new (const BookgenTask *task, BookgenChecks checks, const char *partial, BookgenOutline *outline)
{
  BookgenUnit *unit = bookgen_outline_find (outline, task->unit_id);
  Draft *draft = g_new0 (Draft, 1);
  draft->partial = g_strdup (partial);
  draft->target_words = task->target_words;
  draft->checks = checks;
  if (unit == NULL)
    return draft;
  draft->title = g_strdup (bookgen_unit_get_title (unit));
  draft->others = dup_other_titles (outline, task->unit_id);
  return draft;
}

static const BookgenFinding *
find_refusal (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const BookgenFinding *) findings->pdata[i])->kind == BOOKGEN_FINDING_REFUSED)
      return findings->pdata[i];
  return NULL;
}

static void
look_through (BookgenProduct *self, const Draft *draft, const GPtrArray *noted)
{
  self->findings = bookgen_check_text (&(BookgenCheckInput){
      .text = self->text, .noted = noted, .title = draft->title, .target_words = draft->target_words });
  const BookgenFinding *refusal = find_refusal (self->findings);
  self->refusal = refusal != NULL ? g_strdup (refusal->words) : NULL;
  if (draft->checks != BOOKGEN_CHECKS_REPAIR)
    return;
  gboolean lacks_end = bookgen_check_lacks_end (self->findings) && self->said == NULL;
  self->lacks_end = lacks_end && !bookgen_partial_is_taken_up (draft->partial);
  /* What was gone on from and has no end all the same is for the author to look at. */
  if (!lacks_end)
    self->note = bookgen_check_dup_note (self->findings);
}

static BookgenProduct *
make_text (const Draft *draft)
{
  BookgenProduct *self = g_new0 (BookgenProduct, 1);
  g_auto (GStrv) turns = bookgen_partial_split (draft->partial);
  g_autofree char *raw = bookgen_partial_join_turns (turns, &self->said);
  g_autoptr (BookgenNormalised) normalised
      = bookgen_normalise (raw, -1, draft->title, (const char *const *) draft->others, FALSE);
  self->turns = g_strv_length (turns);
  self->removed = bookgen_normalised_removals_to_json (normalised);
  self->text = g_strdup (normalised->text);
  if (draft->checks == BOOKGEN_CHECKS_OFF)
    self->findings = bookgen_findings_new ();
  else
    look_through (self, draft, normalised->findings);
  if (!g_str_equal (self->text, raw))
    self->raw = g_steal_pointer (&raw);
  return self;
}

void
bookgen_product_add_remark (BookgenProduct *self, const char *sentence)
{
  BookgenFinding *finding = bookgen_finding_new (BOOKGEN_FINDING_REMARK, self->text, 0, 0);
  finding->remark = g_strdup (sentence);
  g_ptr_array_add (self->findings, finding);
}

static gboolean
is_empty (GStrv turns)
{
  for (guint i = 0; turns[i] != NULL; i++)
    if (*g_strstrip (turns[i]) != '\0')
      return FALSE;
  return TRUE;
}

static BookgenPlan *
take_plan (const BookgenTask *task, const char *raw, BookgenOutline *outline, BookgenPlan *so_far, GPtrArray *problems)
{
  if (task->item > 0)
    return bookgen_plan_take_chapters (so_far, raw, outline, (const char *const *) task->chapters, problems);
  BookgenPlan *plan = bookgen_plan_take_answer (so_far, raw, outline, problems);
  bookgen_plan_find_missing_parts (plan, problems);
  return plan;
}

/* The first answer says what all chapters share. Several of the others may come at once, and each adds its own chapters to
 * what there is by then. */
static void
make_plan (BookgenProduct *self, const BookgenTask *task, BookgenOutline *outline, BookgenPlan **making)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) units = bookgen_task_dup_chapters (task, outline);
  g_autoptr (BookgenPlan) so_far = g_steal_pointer (making);
  *making = take_plan (task, self->raw, outline, so_far, problems);
  guint gaps = bookgen_plan_find_gaps (*making, outline, units, problems);
  self->text = bookgen_plan_to_json (*making);
  g_autofree char *sentence
      = g_strdup_printf (ngettext ("The plan says nothing about %u chapter", "The plan says nothing about %u chapters", gaps), gaps);
  if (gaps > 0)
    bookgen_product_add_remark (self, sentence);
  if (task->item == 0 && bookgen_plan_is_prose (*making, self->raw))
    bookgen_product_add_remark (self, _("The model's answer was no plan; its words stand as the premise"));
  if (problems->len == 0)
    return;
  g_ptr_array_add (problems, NULL);
  self->note = g_strjoinv ("\n", (char **) problems->pdata);
}

static gboolean
take_remarks (BookgenProduct *self, const char *raw)
{
  g_autoptr (GPtrArray) remarks = bookgen_remarks_from_answer (raw);
  if (remarks == NULL)
    return FALSE;
  self->text = bookgen_remarks_to_json (remarks);
  g_ptr_array_unref (self->findings);
  self->findings = g_steal_pointer (&remarks);
  return TRUE;
}

static void
make_list (BookgenProduct *self, const char *raw, const char *before)
{
  if (take_remarks (self, raw))
    return;
  g_autoptr (BookgenPictureList) list = bookgen_picture_list_from_text (raw);
  g_autoptr (BookgenPictureList) last = before != NULL ? bookgen_picture_list_from_text (before) : NULL;
  gboolean understood = list != NULL;
  if (list == NULL)
    list = bookgen_picture_list_new ();
  bookgen_picture_list_follow (list, last);
  self->text = bookgen_picture_list_to_json (list);
  if (understood)
    return;
  self->note = g_strdup ("The answer was not the JSON object that was asked for.");
  bookgen_product_add_remark (self, _("The model gave no list"));
}

/* A plan or a list. */
static BookgenProduct *
make_other (const BookgenTask *task, const char *partial, BookgenOutline *outline, BookgenPlan **making, const char *before)
{
  BookgenProduct *self = g_new0 (BookgenProduct, 1);
  g_auto (GStrv) turns = bookgen_partial_split (partial);
  self->turns = g_strv_length (turns);
  self->findings = bookgen_findings_new ();
  self->raw = bookgen_partial_join (partial, NULL);
  gboolean plans = task->stage->makes == BOOKGEN_MAKES_CONTEXT;
  if (plans && task->item > 0 && task->chapters[0] == NULL)
    self->text = bookgen_plan_to_json (*making);
  else if (is_empty (turns))
    self->text = g_strdup ("");
  else if (plans)
    make_plan (self, task, outline, making);
  else
    make_list (self, turns[0], before);
  return self;
}

static void
make_text_in_thread (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (work, make_text (data), (GDestroyNotify) bookgen_product_free);
}

void
bookgen_product_make_async (const BookgenTask *task, BookgenChecks checks, const char *partial, BookgenOutline *outline,
                            BookgenPlan **making, const char *before, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) work = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (work, bookgen_product_make_async);
  if (task->stage->makes != BOOKGEN_MAKES_TEXT)
    {
      g_task_return_pointer (work, make_other (task, partial, outline, making, before),
                             (GDestroyNotify) bookgen_product_free);
      return;
    }
  Draft *draft = draft_new (task, checks, partial, outline);
  g_task_set_task_data (work, draft, (GDestroyNotify) draft_free);
  if (strlen (partial) > LONG_BYTES || (draft->others != NULL && g_strv_length (draft->others) > MANY_TITLES))
    g_task_run_in_thread (work, make_text_in_thread);
  else
    g_task_return_pointer (work, make_text (draft), (GDestroyNotify) bookgen_product_free);
}

BookgenProduct *
bookgen_product_make_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
