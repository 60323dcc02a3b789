/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-picture-plan.h"

#include <glib/gi18n-lib.h>

#include "bookgen-own-picture.h"
#include "bookgen-pipeline.h"

/* Where a book's pipeline has no pictures, the author's own are kept as the built-in ones keep theirs. */
#define USUAL_LIST "visuals"
#define USUAL_STAGE "draw"

struct _BookgenPicturePlan {
  GObject parent_instance;
  BookgenBook *book;
  char *unit_id;
  char *list_stage, *stage; /* what plans, and what draws */
  BookgenPictureList *list;
  gboolean rehearsal;
  GPtrArray *made;          /* BookgenMedia without bytes */
  guint writing;            /* changes that are not stored yet: until then what is stored is older than LIST */
  BookgenPictureItem *removed; /* the last one; NULL for none */
  guint removed_from;       /* where it stood */
  GCancellable *loading;    /* NULL while nothing is loaded */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenPicturePlan, bookgen_picture_plan, G_TYPE_OBJECT)

const BookgenPictureList *
bookgen_picture_plan_get_list (BookgenPicturePlan *self)
{
  return self->list;
}

BookgenMedia *
bookgen_picture_plan_get_made (BookgenPicturePlan *self, int number)
{
  for (guint i = 0; i < self->made->len; i++)
    {
      const BookgenMediaData *data = bookgen_media_get (self->made->pdata[i]);
      if (data->item == number && g_str_equal (data->list, self->list_stage))
        return self->made->pdata[i];
    }
  return NULL;
}

/* Loading: the list, then what is made. */

static void
media_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPicturePlan) self = user_data;
  g_autoptr (GPtrArray) made = bookgen_book_load_media_finish (BOOKGEN_BOOK (source), result, NULL);
  if (made == NULL)
    return;
  g_ptr_array_unref (self->made);
  self->made = g_steal_pointer (&made);
  g_signal_emit (self, changed_signal, 0);
}

static void
load_media (BookgenPicturePlan *self)
{
  bookgen_book_load_media_async (self->book, self->unit_id, self->loading, media_loaded, g_object_ref (self));
}

static void
list_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPicturePlan) self = user_data;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, NULL);
  g_autoptr (BookgenPictureList) list = NULL;
  if (revision == NULL)
    return;
  list = bookgen_picture_list_from_text (bookgen_revision_get (revision)->text);
  if (list != NULL && self->writing == 0)
    {
      g_clear_pointer (&self->list, bookgen_picture_list_free);
      self->list = g_steal_pointer (&list);
      self->rehearsal = bookgen_revision_get (revision)->rehearsal;
    }
  load_media (self);
}

static void
load (BookgenPicturePlan *self)
{
  BookgenRevision *newest = bookgen_book_get_newest (self->book, self->unit_id, self->list_stage);
  if (self->writing > 0)
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  if (newest == NULL)
    load_media (self);
  else
    bookgen_book_load_revision_async (self->book, bookgen_revision_get (newest)->id, self->loading, list_loaded,
                                      g_object_ref (self));
}

static void
revision_came (BookgenBook *book, BookgenRevision *revision, gboolean current, BookgenPicturePlan *self)
{
  const BookgenRevisionData *data = bookgen_revision_get (revision);
  if (g_str_equal (data->unit_id, self->unit_id) && g_str_equal (data->stage, self->list_stage))
    load (self);
}

static void
media_came (BookgenBook *book, const char *unit_id, BookgenPicturePlan *self)
{
  if (g_str_equal (unit_id, self->unit_id))
    load (self);
}

/* Changing. */

static void
stored (BookgenPicturePlan *self)
{
  self->writing--;
  load (self);
}

static void
list_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPicturePlan) self = user_data;
  g_autoptr (BookgenRevision) revision = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, NULL);
  stored (self);
}

static void
media_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPicturePlan) self = user_data;
  g_autoptr (BookgenMedia) media = bookgen_book_add_media_finish (BOOKGEN_BOOK (source), result, NULL);
  stored (self);
}

static BookgenRevision *
make_revision (BookgenPicturePlan *self)
{
  g_autofree char *text = bookgen_picture_list_to_json (self->list);
  const BookgenRevisionData data = {
    .unit_id = self->unit_id,
    .stage = self->list_stage,
    .origin = BOOKGEN_ORIGIN_ME,
    .text = text,
    .words = bookgen_revision_count_words (text),
    .made_at_ms = g_get_real_time () / 1000,
    .rehearsal = self->rehearsal,
  };
  return bookgen_revision_new (&data);
}

static void
store_list (BookgenPicturePlan *self)
{
  g_autoptr (BookgenRevision) revision = make_revision (self);
  self->writing++;
  bookgen_book_add_revision_async (self->book, revision, FALSE, NULL, list_stored, g_object_ref (self));
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
replace (char **place, const char *text)
{
  if (text == NULL || g_str_equal (*place, text))
    return FALSE;
  g_free (*place);
  *place = g_strdup (text);
  return TRUE;
}

void
bookgen_picture_plan_edit (BookgenPicturePlan *self, int number, const char *caption, const char *alt, const char *draw)
{
  BookgenPictureItem *item = bookgen_picture_list_find (self->list, number);
  gboolean changed;
  if (item == NULL)
    return;
  changed = replace (&item->caption, caption);
  changed |= replace (&item->alt, alt);
  changed |= replace (&item->draw, draw != NULL && *draw != '\0' ? draw : NULL);
  if (changed)
    store_list (self);
}

void
bookgen_picture_plan_remove (BookgenPicturePlan *self, int number)
{
  if (bookgen_picture_list_find (self->list, number) == NULL)
    return;
  for (guint i = 0; i < self->list->items->len; i++)
    if (((BookgenPictureItem *) self->list->items->pdata[i])->number == number)
      self->removed_from = i;
  g_clear_pointer (&self->removed, bookgen_picture_item_free);
  self->removed = bookgen_picture_list_take (self->list, number);
  store_list (self);
}

void
bookgen_picture_plan_undo_remove (BookgenPicturePlan *self)
{
  BookgenPictureItem *item = g_steal_pointer (&self->removed);
  if (item == NULL)
    return;
  g_ptr_array_insert (self->list->items, MIN (self->removed_from, self->list->items->len), item);
  store_list (self);
}

static BookgenMedia *
make_media (BookgenPicturePlan *self, const BookgenPictureItem *item, GBytes *bytes, const char *media_type)
{
  const BookgenMediaData data = {
    .unit_id = self->unit_id,
    .stage = self->stage,
    .list = self->list_stage,
    .item = item->number,
    .media_type = (char *) media_type,
    .caption = item->caption,
    .alt = item->alt,
    .anchor = item->anchor,
    .made_at_ms = g_get_real_time () / 1000,
    .bytes = bytes,
  };
  return bookgen_media_new (&data);
}

/* Picture, list and that nothing is to be drawn are one write. */
static void
store_own (BookgenPicturePlan *self, const BookgenPictureItem *item, GBytes *bytes, const char *media_type)
{
  g_autoptr (BookgenRevision) revision = make_revision (self);
  g_autoptr (BookgenMedia) media = make_media (self, item, bytes, media_type);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new (self->stage, self->unit_id, item->number);
  record->state = BOOKGEN_TASK_DONE;
  self->writing++;
  bookgen_book_add_media_async (self->book, media, record, revision, media_stored, g_object_ref (self));
  g_signal_emit (self, changed_signal, 0);
}

gboolean
bookgen_picture_plan_bring (BookgenPicturePlan *self, int number, GBytes *bytes, const char *name, const char *anchor,
                            GError **error)
{
  const char *media_type = bookgen_own_picture_check (bytes, name, error);
  BookgenPictureItem *item = bookgen_picture_list_find (self->list, number);
  if (media_type == NULL)
    return FALSE;
  if (item != NULL)
    bookgen_picture_list_make_own (self->list, item);
  else
    item = bookgen_picture_list_add_own (self->list, "", "", anchor);
  if (item == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   ngettext ("This chapter has %u picture already. Remove one, and bring “%s” again.",
                             "This chapter has %u pictures already. Remove one, and bring “%s” again.", BOOKGEN_PICTURE_LIST_MAX),
                   BOOKGEN_PICTURE_LIST_MAX, name);
      return FALSE;
    }
  store_own (self, item, bytes, media_type);
  return TRUE;
}

/* Making one. */

static void
find_stages (BookgenPicturePlan *self)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_from_json (bookgen_book_get_setting (self->book, "run"));
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, NULL);
  const BookgenStage *found = NULL;
  for (guint i = 0; pipeline != NULL && found == NULL && i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      found = stage->makes == BOOKGEN_MAKES_PICTURE && stage->for_each == BOOKGEN_FOR_ITEM ? stage : NULL;
    }
  self->list_stage = g_strdup (found != NULL ? found->item_of : USUAL_LIST);
  self->stage = g_strdup (found != NULL ? found->id : USUAL_STAGE);
}

BookgenPicturePlan *
bookgen_picture_plan_new (BookgenBook *book, const char *unit_id)
{
  BookgenPicturePlan *self = g_object_new (BOOKGEN_TYPE_PICTURE_PLAN, NULL);
  self->book = g_object_ref (book);
  self->unit_id = g_strdup (unit_id);
  find_stages (self);
  g_signal_connect_object (book, "revision", G_CALLBACK (revision_came), self, 0);
  g_signal_connect_object (book, "media", G_CALLBACK (media_came), self, 0);
  g_signal_connect_object (book, "changed-elsewhere", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

static void
bookgen_picture_plan_finalize (GObject *object)
{
  BookgenPicturePlan *self = BOOKGEN_PICTURE_PLAN (object);
  g_clear_object (&self->loading);
  g_ptr_array_unref (self->made);
  bookgen_picture_list_free (self->list);
  g_clear_pointer (&self->removed, bookgen_picture_item_free);
  g_free (self->list_stage);
  g_free (self->stage);
  g_free (self->unit_id);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_picture_plan_parent_class)->finalize (object);
}

static void
bookgen_picture_plan_class_init (BookgenPicturePlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_picture_plan_finalize;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_PICTURE_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_picture_plan_init (BookgenPicturePlan *self)
{
  self->list = bookgen_picture_list_new ();
  self->made = g_ptr_array_new ();
}
