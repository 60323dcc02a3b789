/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-picture-cards.h"

#include "bookgen-drop-zone.h"
#include "bookgen-file-dialog.h"
#include "bookgen-markdown-pictures.h"
#include "bookgen-picture-bringing.h"
#include "bookgen-picture-card.h"
#include "bookgen-picture-drawing.h"
#include "bookgen-text-insets.h"

#include <glib/gi18n-lib.h>

#define LOOK_AGAIN_MS 300

struct _BookgenPictureCards
{
  GObject parent_instance;
  GtkTextView *view;
  BookgenDesk *desk;          /* nullable, as the next two */
  BookgenUnit *unit;
  BookgenPicturePlan *plan;
  BookgenTextInsets *insets;  /* owned: where they stand */
  GPtrArray *cards;           /* BookgenPictureCard, borrowed from their places */
  guint look_source;
  gint64 price_micros;        /* of drawing one; -1 unknown */
  int bring_to;               /* the number that a chosen file is for */
};

static guint say_signal;

G_DEFINE_FINAL_TYPE (BookgenPictureCards, bookgen_picture_cards, G_TYPE_OBJECT)

static void
say (BookgenPictureCards *self, const char *sentence, gboolean undo)
{
  g_signal_emit (self, say_signal, 0, sentence, undo);
}

static GtkTextBuffer *
get_buffer (BookgenPictureCards *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static BookgenPictureCard *
get_card (BookgenPictureCards *self, guint i)
{
  return self->cards->pdata[i];
}

/* Which lines they stand below */

static GStrv
dup_anchors (BookgenPictureCards *self)
{
  const BookgenPictureList *list = bookgen_picture_plan_get_list (self->plan);
  g_autoptr (GStrvBuilder) anchors = g_strv_builder_new ();

  for (guint i = 0; i < self->cards->len; i++)
    {
      const BookgenPictureItem *item = bookgen_picture_list_find (list, bookgen_picture_card_get_number (get_card (self, i)));
      g_strv_builder_add (anchors, item ? item->anchor : "");
    }
  return g_strv_builder_end (anchors);
}

static gboolean
look_now (gpointer user_data)
{
  BookgenPictureCards *self = user_data;
  g_auto (GStrv) anchors = NULL;
  g_autofree char *text = NULL;
  g_autofree guint *lines = NULL;
  GtkTextIter start, end;

  self->look_source = 0;
  if (!self->plan || self->cards->len == 0)
    return G_SOURCE_REMOVE;
  anchors = dup_anchors (self);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
  lines = bookgen_markdown_pictures_find_lines (text, (const char *const *) anchors);
  for (guint i = 0; i < self->cards->len; i++)
    bookgen_text_insets_set_line (self->insets, GTK_WIDGET (get_card (self, i)), lines[i]);
  bookgen_text_insets_place (self->insets);
  return G_SOURCE_REMOVE;
}

static void
look_after (BookgenPictureCards *self, guint delay_ms)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  self->look_source = g_timeout_add (delay_ms, look_now, self);
}

static void
on_text_changed (BookgenPictureCards *self)
{
  if (self->cards->len > 0)
    look_after (self, LOOK_AGAIN_MS);
}

/* What the author asks for */

static void
on_draw (BookgenPictureCard *card, BookgenPictureCards *self)
{
  g_autoptr (GError) error = NULL;

  if (!bookgen_picture_drawing_start (self->desk, bookgen_unit_get_id (self->unit), bookgen_picture_card_get_number (card),
                                      &error))
    say (self, error->message, FALSE);
}

static void
on_remove (BookgenPictureCard *card, BookgenPictureCards *self)
{
  bookgen_picture_plan_remove (self->plan, bookgen_picture_card_get_number (card));
  say (self, _ ("The picture is removed from the chapter."), TRUE);
}

void
bookgen_picture_cards_undo (BookgenPictureCards *self)
{
  g_return_if_fail (BOOKGEN_IS_PICTURE_CARDS (self));
  if (self->plan)
    bookgen_picture_plan_undo_remove (self->plan);
}

static void
on_brought (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPictureCards) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bookgen_picture_bringing_finish (result, &error))
    say (self, error->message, FALSE);
}

static void
bring (BookgenPictureCards *self, GFile *file, int number, const char *anchor)
{
  bookgen_picture_bringing_async (self->plan, number, anchor, file, on_brought, g_object_ref (self));
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPictureCards) self = user_data;
  g_autoptr (GListModel) files = bookgen_file_dialog_open_finish (result, NULL);
  g_autoptr (GFile) file = files ? g_list_model_get_item (files, 0) : NULL;

  if (file && self->plan)
    bring (self, file, self->bring_to, "");
}

static void
on_bring (BookgenPictureCard *card, BookgenPictureCards *self)
{
  static const char *const suffixes[] = { "png", "jpg", "jpeg", "PNG", "JPG", "JPEG", NULL };
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = bookgen_file_filter_new (_ ("Pictures"), suffixes);

  g_list_store_append (filters, filter);
  self->bring_to = bookgen_picture_card_get_number (card);
  bookgen_file_dialog_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->view))), _ ("Use My Picture"),
                                  G_LIST_MODEL (filters), FALSE, on_chosen, g_object_ref (self));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, BookgenPictureCards *self)
{
  BookgenPictureCard *card = BOOKGEN_PICTURE_CARD (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (!files || !self->plan || !bookgen_book_get_writable (bookgen_desk_get_book (self->desk)))
    return FALSE;
  bring (self, files->data, bookgen_picture_card_get_number (card), "");
  return TRUE;
}

void
bookgen_picture_cards_bring (BookgenPictureCards *self, GFile *file, double x, double y)
{
  g_autofree char *anchor = NULL;

  g_return_if_fail (BOOKGEN_IS_PICTURE_CARDS (self));
  if (!self->plan || !bookgen_book_get_writable (bookgen_desk_get_book (self->desk)))
    return;
  anchor = bookgen_picture_bringing_dup_anchor (self->view, y);
  bring (self, file, 0, anchor);
}

/* The cards */

static void
add_card (BookgenPictureCards *self, int number)
{
  BookgenPictureCard *card = bookgen_picture_card_new (bookgen_desk_get_book (self->desk), self->plan, number);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (card, "draw", G_CALLBACK (on_draw), self);
  g_signal_connect (card, "bring", G_CALLBACK (on_bring), self);
  g_signal_connect (card, "remove", G_CALLBACK (on_remove), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (card), GTK_EVENT_CONTROLLER (target));
  bookgen_drop_zone_leave_free (GTK_WIDGET (card));
  bookgen_text_insets_add (self->insets, GTK_WIDGET (card));
  g_ptr_array_add (self->cards, card);
}

static void
drop_card (BookgenPictureCards *self, guint i)
{
  GtkWidget *card = GTK_WIDGET (get_card (self, i));

  g_ptr_array_remove_index (self->cards, i);
  bookgen_text_insets_remove (self->insets, card);
}

static gboolean
has_card (BookgenPictureCards *self, int number)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (bookgen_picture_card_get_number (get_card (self, i)) == number)
      return TRUE;
  return FALSE;
}

static void
update_cards (BookgenPictureCards *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      BookgenPictureCard *card = get_card (self, i);
      gboolean busy = bookgen_picture_drawing_is_busy (self->desk, bookgen_unit_get_id (self->unit),
                                                       bookgen_picture_card_get_number (card));
      bookgen_picture_card_update (card, busy, self->price_micros);
    }
}

/* A card that stays keeps the cursor. */
static void
on_plan_changed (BookgenPictureCards *self)
{
  const BookgenPictureList *list = bookgen_picture_plan_get_list (self->plan);

  for (guint i = self->cards->len; i > 0; i--)
    if (!bookgen_picture_list_find (list, bookgen_picture_card_get_number (get_card (self, i - 1))))
      drop_card (self, i - 1);
  for (guint i = 0; i < list->items->len; i++)
    if (!has_card (self, ((BookgenPictureItem *) list->items->pdata[i])->number))
      add_card (self, ((BookgenPictureItem *) list->items->pdata[i])->number);
  if (list->items->len > 0)
    self->price_micros = bookgen_picture_drawing_get_price_micros (self->desk);
  update_cards (self);
  look_after (self, 0);
}

static void
leave (BookgenPictureCards *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  while (self->cards->len > 0)
    drop_card (self, 0);
  if (self->plan)
    g_signal_handlers_disconnect_by_data (self->plan, self);
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->plan);
  g_clear_object (&self->unit);
  g_clear_object (&self->desk);
}

void
bookgen_picture_cards_show (BookgenPictureCards *self, BookgenDesk *desk, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_PICTURE_CARDS (self));
  leave (self);
  if (!unit)
    return;
  self->desk = g_object_ref (desk);
  self->unit = g_object_ref (unit);
  self->plan = bookgen_picture_plan_new (bookgen_desk_get_book (desk), bookgen_unit_get_id (unit));
  g_signal_connect_swapped (self->plan, "changed", G_CALLBACK (on_plan_changed), self);
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (update_cards), self);
}

/* Object */

BookgenPictureCards *
bookgen_picture_cards_new (GtkTextView *view)
{
  BookgenPictureCards *self = g_object_new (BOOKGEN_TYPE_PICTURE_CARDS, NULL);

  self->view = view;
  self->insets = bookgen_text_insets_new (view);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* The view may be gone with its cards. */
static void
bookgen_picture_cards_finalize (GObject *object)
{
  BookgenPictureCards *self = BOOKGEN_PICTURE_CARDS (object);

  g_ptr_array_unref (self->cards);
  g_clear_object (&self->insets);
  G_OBJECT_CLASS (bookgen_picture_cards_parent_class)->finalize (object);
}

static void
bookgen_picture_cards_class_init (BookgenPictureCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_picture_cards_finalize;
  say_signal = g_signal_new ("say", BOOKGEN_TYPE_PICTURE_CARDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                             G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
bookgen_picture_cards_init (BookgenPictureCards *self)
{
  self->cards = g_ptr_array_new ();
}
