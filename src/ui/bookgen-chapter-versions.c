/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-chapter-versions.h"

#include "bookgen-put-back.h"
#include "bookgen-removal.h"

#include <glib/gi18n-lib.h>

struct _BookgenChapterVersions
{
  GObject parent_instance;
  BookgenAutosave *autosave; /* owned */
  BookgenDesk *desk;         /* nullable, as the next */
  BookgenUnit *unit;
  gint64 former_id;          /* the version before something was put back; 0 for none */
};

enum { CHOSEN, SAY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenChapterVersions, bookgen_chapter_versions, G_TYPE_OBJECT)

static const char *
get_id (BookgenChapterVersions *self)
{
  return bookgen_unit_get_id (self->unit);
}

/* On its way to the book. */
typedef struct {
  BookgenChapterVersions *versions; /* owned */
  BookgenBook *book;                /* owned */
  char *unit_id;
  guint index;
  gint64 former_id;
} Way;

static Way *
way_new (BookgenChapterVersions *self, guint index)
{
  Way *way = g_new (Way, 1);
  BookgenBook *book = bookgen_desk_get_book (self->desk);

  *way = (Way){ g_object_ref (self), g_object_ref (book), g_strdup (get_id (self)), index, 0 };
  return way;
}

static void
way_free (Way *way)
{
  g_object_unref (way->versions);
  g_object_unref (way->book);
  g_free (way->unit_id);
  g_free (way);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Way, way_free)

/* Another chapter may be shown by now. */
static gboolean
is_shown (const Way *way)
{
  BookgenChapterVersions *self = way->versions;

  return self->unit && bookgen_desk_get_book (self->desk) == way->book && g_str_equal (get_id (self), way->unit_id);
}

static void
say (BookgenChapterVersions *self, const char *sentence, gboolean undo)
{
  g_signal_emit (self, signals[SAY], 0, sentence, undo);
}

static void
choose (BookgenChapterVersions *self, gsize start, gsize length)
{
  g_signal_emit (self, signals[CHOSEN], 0, (guint64) start, (guint64) length);
}

/* What there is */

/* Versions of one stage follow each other, and to look a stage up is to read the kind of the book. */
static GListModel *
dup_texts (BookgenChapterVersions *self)
{
  g_autoptr (GListModel) all = bookgen_book_dup_revisions (bookgen_desk_get_book (self->desk), get_id (self));
  GListStore *texts = g_list_store_new (BOOKGEN_TYPE_REVISION);
  g_autofree char *stage = NULL;
  gboolean is_text = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (all, i);
      const BookgenRevisionData *data = bookgen_revision_get (revision);

      if (g_strcmp0 (stage, data->stage) != 0)
        is_text = bookgen_desk_is_text (self->desk, data->stage);
      g_free (stage);
      stage = g_strdup (data->stage);
      if (is_text)
        g_list_store_append (texts, revision);
    }
  return G_LIST_MODEL (texts);
}

void
bookgen_chapter_versions_fill (BookgenChapterVersions *self, BookgenVersionsPopover *popover)
{
  BookgenBook *book = bookgen_desk_get_book (self->desk);
  g_autoptr (GListModel) texts = dup_texts (self);
  BookgenRevision *current = bookgen_book_get_current (book, get_id (self));
  BookgenRevision *answer = bookgen_put_back_find_answer (texts, current);
  g_autoptr (GPtrArray) removals = bookgen_removals_from_json (answer ? bookgen_revision_get (answer)->removed : NULL);
  gboolean writable = bookgen_book_get_writable (book);

  bookgen_versions_popover_fill (popover, texts, current, removals, writable,
                                 writable && !bookgen_unit_get_locked (self->unit));
}

/* Another version */

static void
on_current_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Way) way = user_data;
  g_autoptr (GError) error = NULL;
  gboolean set = bookgen_book_set_current_finish (BOOKGEN_BOOK (source), result, &error);

  if (!is_shown (way))
    return;
  if (set)
    choose (way->versions, 0, 0);
  else
    say (way->versions, error->message, FALSE);
}

void
bookgen_chapter_versions_use (BookgenChapterVersions *self, gint64 id)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_VERSIONS (self));
  if (!self->unit)
    return;
  bookgen_autosave_save_async (self->autosave, NULL, NULL);
  bookgen_book_set_current_async (bookgen_desk_get_book (self->desk), get_id (self), id, on_current_set, way_new (self, 0));
}

/* What was taken out */

static void
on_put_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Way) way = user_data;
  g_autoptr (GError) error = NULL;
  gsize start, length;
  g_autoptr (BookgenRevision) stored = bookgen_put_back_finish (result, &start, &length, &error);

  if (!is_shown (way))
    return;
  if (!stored)
    {
      say (way->versions, error->message, FALSE);
      return;
    }
  way->versions->former_id = way->former_id;
  choose (way->versions, start, length);
  say (way->versions, _ ("It is back in the text, as a new version."), TRUE);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Way) way = user_data;
  BookgenRevision *current = bookgen_book_get_current (way->book, way->unit_id);

  if (!bookgen_autosave_save_finish (BOOKGEN_AUTOSAVE (source), result) || !current)
    return;
  way->former_id = bookgen_revision_get (current)->id;
  bookgen_put_back_async (way->book, way->unit_id, way->index, NULL, on_put_back, way);
  g_steal_pointer (&way);
}

void
bookgen_chapter_versions_put_back (BookgenChapterVersions *self, guint index)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_VERSIONS (self));
  if (self->unit)
    bookgen_autosave_save_async (self->autosave, on_saved, way_new (self, index));
}

void
bookgen_chapter_versions_undo (BookgenChapterVersions *self)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_VERSIONS (self));
  if (self->former_id != 0)
    bookgen_chapter_versions_use (self, self->former_id);
}

/* Object */

void
bookgen_chapter_versions_set_chapter (BookgenChapterVersions *self, BookgenDesk *desk, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_VERSIONS (self));
  g_set_object (&self->desk, desk);
  g_set_object (&self->unit, unit);
  self->former_id = 0;
}

BookgenChapterVersions *
bookgen_chapter_versions_new (BookgenAutosave *autosave)
{
  BookgenChapterVersions *self = g_object_new (BOOKGEN_TYPE_CHAPTER_VERSIONS, NULL);

  self->autosave = g_object_ref (autosave);
  return self;
}

static void
bookgen_chapter_versions_dispose (GObject *object)
{
  BookgenChapterVersions *self = BOOKGEN_CHAPTER_VERSIONS (object);

  g_clear_object (&self->unit);
  g_clear_object (&self->desk);
  g_clear_object (&self->autosave);
  G_OBJECT_CLASS (bookgen_chapter_versions_parent_class)->dispose (object);
}

static void
bookgen_chapter_versions_class_init (BookgenChapterVersionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bookgen_chapter_versions_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", BOOKGEN_TYPE_CHAPTER_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[SAY] = g_signal_new ("say", BOOKGEN_TYPE_CHAPTER_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
bookgen_chapter_versions_init (BookgenChapterVersions *self)
{
}
