/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-voice.h"

#include "bookgen-plan.h"
#include "bookgen-style.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *passage; /* owned: as it is kept */
  char *stage;   /* owned; NULL while there is no plan */
  gboolean cut;
} Use;

static void
use_free (Use *self)
{
  g_free (self->passage);
  g_free (self->stage);
  g_free (self);
}

/* What is said of it */

static char *
dup_sentence (const Use *self)
{
  guint words = bookgen_revision_count_words (self->passage);

  if (self->cut && self->stage)
    return g_strdup_printf (ngettext ("The passage is too long to go with every request: its first %u word is the voice of "
                                      "the book now.",
                                      "The passage is too long to go with every request: its first %u words are the voice of "
                                      "the book now.",
                                      words),
                            words);
  if (self->cut)
    return g_strdup_printf (ngettext ("The passage is too long to go with every request: its first %u word is kept for the "
                                      "plan.",
                                      "The passage is too long to go with every request: its first %u words are kept for the "
                                      "plan.",
                                      words),
                            words);
  if (self->stage)
    return g_strdup (_ ("The passage is the voice of the book now. The plan's earlier versions are kept."));
  return g_strdup (_ ("There is no plan yet: the passage is kept, and will be its voice."));
}

static void
end (GTask *task)
{
  g_task_return_pointer (task, dup_sentence (g_task_get_task_data (task)), g_free);
}

/* Kept for later */

static void
keep (BookgenBook *book, const char *passage)
{
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (book, "style"));
  g_autofree char *json = NULL;

  g_free (style->sample);
  style->sample = g_strdup (passage);
  json = bookgen_style_to_json (style);
  bookgen_book_set_setting (book, "style", json);
}

void
bookgen_voice_forget_kept (BookgenBook *book)
{
  keep (book, "");
}

/* Into the plan */

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);

  if (stored)
    {
      bookgen_voice_forget_kept (BOOKGEN_BOOK (source));
      end (task);
    }
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Use *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BookgenRevision) before = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_autoptr (BookgenPlan) plan = before ? bookgen_plan_from_text (bookgen_revision_get (before)->text) : NULL;
  g_autoptr (BookgenPlan) changed = NULL;
  g_autoptr (BookgenRevision) revision = NULL;

  if (!before)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!plan)
    plan = bookgen_plan_new ();
  changed = bookgen_plan_use_as_voice (plan, self->passage);
  revision = bookgen_plan_make_revision (changed, self->stage, BOOKGEN_ORIGIN_ME);
  bookgen_book_add_revision_async (BOOKGEN_BOOK (source), revision, TRUE, NULL, on_added, g_steal_pointer (&task));
}

void
bookgen_voice_use_async (BookgenDesk *desk, const char *passage, GAsyncReadyCallback callback, gpointer user_data)
{
  BookgenBook *book = bookgen_desk_get_book (desk);
  BookgenRevision *plan = bookgen_desk_get_plan (desk);
  g_autoptr (GTask) task = g_task_new (desk, NULL, callback, user_data);
  Use *self = g_new0 (Use, 1);

  g_task_set_source_tag (task, bookgen_voice_use_async);
  g_task_set_task_data (task, self, (GDestroyNotify) use_free);
  self->passage = bookgen_plan_dup_voice (passage, &self->cut);
  if (*self->passage == '\0')
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               _ ("Only headings are selected. Select some sentences in the voice the book is to have."));
      return;
    }
  if (!plan)
    {
      keep (book, self->passage);
      end (task);
      return;
    }
  self->stage = g_strdup (bookgen_revision_get (plan)->stage);
  bookgen_book_load_revision_async (book, bookgen_revision_get (plan)->id, NULL, on_loaded, g_steal_pointer (&task));
}

char *
bookgen_voice_use_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GMenuModel *
bookgen_voice_menu_new (const char *action, const char *why_not)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, why_not ? why_not : _ ("Use as the _Voice of the Book"), action);
  return G_MENU_MODEL (menu);
}
