/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-picture-cards.h"

#include "bookgen-bounded-read.h"
#include "bookgen-drop-zone.h"
#include "bookgen-file-dialog.h"
#include "bookgen-markdown-pictures.h"
#include "bookgen-picture-card.h"
#include "bookgen-picture-drawing.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Between cards, and between them and the text. */
#define GAP 12
#define MOST_WIDTH 520
#define LOOK_AGAIN_MS 300
#define ANCHOR_CHARS 80

/* A card and where it stands. */
typedef struct {
  BookgenPictureCard *card; /* borrowed from its holder */
  AdwBin *holder;           /* borrowed from the view */
  guint line;               /* behind this one, from 1; 0: before the first */
  int height;
} Placed;

struct _BookgenPictureCards
{
  GObject parent_instance;
  GtkTextView *view;
  BookgenDesk *desk;          /* nullable, as the next two */
  BookgenUnit *unit;
  BookgenPicturePlan *plan;
  GArray *placed;             /* Placed */
  GPtrArray *free_holders;    /* AdwBin: what was laid over a text view once cannot be taken away from it */
  guint look_source, place_source;
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

/* Room for the cards */

static int
get_width (BookgenPictureCards *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->view)) - gtk_text_view_get_left_margin (self->view)
              - gtk_text_view_get_right_margin (self->view);

  return CLAMP (width, 200, MOST_WIDTH);
}

static void
measure (BookgenPictureCards *self, Placed *placed)
{
  int width = get_width (self);

  gtk_widget_set_size_request (GTK_WIDGET (placed->card), width, -1);
  gtk_widget_measure (GTK_WIDGET (placed->card), GTK_ORIENTATION_VERTICAL, width, NULL, &placed->height, NULL, NULL);
  placed->height += GAP;
}

/* What stands behind LINE, or with LINE 0 before the text. */
static int
count_room (BookgenPictureCards *self, guint line)
{
  int room = 0;

  for (guint i = 0; i < self->placed->len; i++)
    if (g_array_index (self->placed, Placed, i).line == line)
      room += g_array_index (self->placed, Placed, i).height;
  return room;
}

/* One tag for each height: tags are shared by all lines of the buffer that have it. */
static void
apply_room (BookgenPictureCards *self, guint line, int room)
{
  const char *property = line > 0 ? "pixels-below-lines" : "pixels-above-lines";
  g_autofree char *name = g_strdup_printf ("bookgen-%s-%d", property, room);
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (get_buffer (self));
  GtkTextTag *tag = gtk_text_tag_table_lookup (table, name);
  GtkTextIter start, end;

  if (!tag)
    tag = gtk_text_buffer_create_tag (get_buffer (self), name, property, room, NULL);
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, line > 0 ? line - 1 : 0);
  end = start;
  if (!gtk_text_iter_forward_line (&end))
    gtk_text_buffer_get_end_iter (get_buffer (self), &end);
  gtk_text_buffer_apply_tag (get_buffer (self), tag, &start, &end);
}

static void
drop_tag (GtkTextTag *tag, gpointer user_data)
{
  g_autofree char *name = NULL;

  g_object_get (tag, "name", &name, NULL);
  if (name && g_str_has_prefix (name, "bookgen-pixels-"))
    g_ptr_array_add (user_data, tag);
}

static void
take_room_back (BookgenPictureCards *self)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (get_buffer (self));
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  gtk_text_tag_table_foreach (table, drop_tag, tags);
  for (guint i = 0; i < tags->len; i++)
    gtk_text_tag_table_remove (table, tags->pdata[i]);
}

static void
make_room (BookgenPictureCards *self)
{
  take_room_back (self);
  for (guint i = 0; i < self->placed->len; i++)
    measure (self, &g_array_index (self->placed, Placed, i));
  for (guint i = 0; i < self->placed->len; i++)
    {
      guint line = g_array_index (self->placed, Placed, i).line;
      apply_room (self, line, count_room (self, line));
    }
}

/* The Y of what is I-th, in the buffer's coordinates. */
static int
find_y (BookgenPictureCards *self, guint i)
{
  const Placed *placed = &g_array_index (self->placed, Placed, i);
  GtkTextIter iter;
  int y, height, before = 0;

  for (guint k = 0; k < i; k++)
    if (g_array_index (self->placed, Placed, k).line == placed->line)
      before += g_array_index (self->placed, Placed, k).height;
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, placed->line > 0 ? placed->line - 1 : 0);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &height);
  return (placed->line > 0 ? y + height - count_room (self, placed->line) + GAP / 2 : y) + before;
}

static gboolean
place_now (gpointer user_data)
{
  BookgenPictureCards *self = user_data;

  self->place_source = 0;
  for (guint i = 0; i < self->placed->len; i++)
    gtk_text_view_move_overlay (self->view, GTK_WIDGET (g_array_index (self->placed, Placed, i).holder),
                                gtk_text_view_get_left_margin (self->view), find_y (self, i));
  return G_SOURCE_REMOVE;
}

/* Lines get their heights while the view is drawn. */
static void
place_soon (BookgenPictureCards *self)
{
  if (self->place_source == 0 && self->placed->len > 0)
    self->place_source = g_idle_add (place_now, self);
}

/* Which lines */

static void
find_lines (BookgenPictureCards *self)
{
  const BookgenPictureList *list = bookgen_picture_plan_get_list (self->plan);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) anchors = NULL;
  g_autofree char *text = NULL;
  g_autofree guint *lines = NULL;
  GtkTextIter start, end;
  guint n_lines = gtk_text_buffer_get_line_count (get_buffer (self));

  for (guint i = 0; i < self->placed->len; i++)
    {
      const BookgenPictureItem *item
          = bookgen_picture_list_find (list, bookgen_picture_card_get_number (g_array_index (self->placed, Placed, i).card));
      g_strv_builder_add (builder, item ? item->anchor : "");
    }
  anchors = g_strv_builder_end (builder);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
  lines = bookgen_markdown_pictures_find_lines (text, (const char *const *) anchors);
  for (guint i = 0; i < self->placed->len; i++)
    g_array_index (self->placed, Placed, i).line = MIN (lines[i], n_lines);
}

static gboolean
look_now (gpointer user_data)
{
  BookgenPictureCards *self = user_data;

  self->look_source = 0;
  if (!self->plan || self->placed->len == 0)
    return G_SOURCE_REMOVE;
  find_lines (self);
  make_room (self);
  place_soon (self);
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
  if (self->placed->len > 0)
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

/* A file on its way into the chapter. */
typedef struct {
  BookgenPictureCards *cards; /* owned */
  BookgenPicturePlan *plan;   /* owned: of the chapter it was brought to */
  int number;
  char *name;
  char *anchor;
} Bringing;

static void
bringing_free (Bringing *self)
{
  g_object_unref (self->cards);
  g_object_unref (self->plan);
  g_free (self->name);
  g_free (self->anchor);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bringing, bringing_free)

static void
say_error (Bringing *bringing, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_MESSAGE_TOO_LARGE)
    sentence = g_strdup_printf (_ ("“%s” is larger than 32 MB. Make it smaller, and bring it again."), bringing->name);
  say (bringing->cards, sentence ? sentence : error->message, FALSE);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Bringing) bringing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bookgen_bounded_read_finish (result, &error);

  if (!bytes || !bookgen_picture_plan_bring (bringing->plan, bringing->number, bytes, bringing->name, bringing->anchor, &error))
    say_error (bringing, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  Bringing *bringing = user_data;

  if (stream)
    {
      bookgen_bounded_read_async (G_INPUT_STREAM (stream), BOOKGEN_MEDIA_MAX_BYTES, NULL, on_bytes, bringing);
      return;
    }
  say_error (bringing, error);
  bringing_free (bringing);
}

static void
bring (BookgenPictureCards *self, GFile *file, int number, const char *anchor)
{
  Bringing *bringing = g_new0 (Bringing, 1);

  *bringing = (Bringing){ g_object_ref (self), g_object_ref (self->plan), number, g_file_get_basename (file), g_strdup (anchor) };
  g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, on_opened, bringing);
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

/* The first words of the paragraph at Y; of the next one above that has any. */
static char *
dup_anchor_at (BookgenPictureCards *self, double y)
{
  GtkTextIter line, end;
  int buffer_y;
  g_autofree char *words = NULL;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y, NULL, &buffer_y);
  gtk_text_view_get_line_at_y (self->view, &line, buffer_y, NULL);
  while (gtk_text_iter_ends_line (&line) && gtk_text_iter_backward_line (&line))
    continue;
  end = line;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  words = gtk_text_buffer_get_text (get_buffer (self), &line, &end, FALSE);
  return g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), ANCHOR_CHARS));
}

void
bookgen_picture_cards_bring (BookgenPictureCards *self, GFile *file, double x, double y)
{
  g_autofree char *anchor = NULL;

  g_return_if_fail (BOOKGEN_IS_PICTURE_CARDS (self));
  if (!self->plan || !bookgen_book_get_writable (bookgen_desk_get_book (self->desk)))
    return;
  anchor = dup_anchor_at (self, y);
  bring (self, file, 0, anchor);
}

/* The cards */

static AdwBin *
take_holder (BookgenPictureCards *self)
{
  AdwBin *holder;

  if (self->free_holders->len > 0)
    return g_ptr_array_steal_index (self->free_holders, self->free_holders->len - 1);
  holder = ADW_BIN (adw_bin_new ());
  gtk_text_view_add_overlay (self->view, GTK_WIDGET (holder), gtk_text_view_get_left_margin (self->view), 0);
  return holder;
}

static void
add_card (BookgenPictureCards *self, int number)
{
  BookgenPictureCard *card = bookgen_picture_card_new (bookgen_desk_get_book (self->desk), self->plan, number);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  const Placed placed = { .card = card, .holder = take_holder (self) };

  g_signal_connect (card, "draw", G_CALLBACK (on_draw), self);
  g_signal_connect (card, "bring", G_CALLBACK (on_bring), self);
  g_signal_connect (card, "remove", G_CALLBACK (on_remove), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (card), GTK_EVENT_CONTROLLER (target));
  bookgen_drop_zone_leave_free (GTK_WIDGET (card));
  adw_bin_set_child (placed.holder, GTK_WIDGET (card));
  gtk_widget_set_visible (GTK_WIDGET (placed.holder), TRUE);
  g_array_append_val (self->placed, placed);
}

static void
drop_card (BookgenPictureCards *self, guint i)
{
  AdwBin *holder = g_array_index (self->placed, Placed, i).holder;

  g_array_remove_index (self->placed, i);
  gtk_widget_set_visible (GTK_WIDGET (holder), FALSE);
  g_ptr_array_add (self->free_holders, holder);
  adw_bin_set_child (holder, NULL);
}

static gboolean
has_card (BookgenPictureCards *self, int number)
{
  for (guint i = 0; i < self->placed->len; i++)
    if (bookgen_picture_card_get_number (g_array_index (self->placed, Placed, i).card) == number)
      return TRUE;
  return FALSE;
}

static void
update_cards (BookgenPictureCards *self)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      BookgenPictureCard *card = g_array_index (self->placed, Placed, i).card;
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

  for (guint i = self->placed->len; i > 0; i--)
    if (!bookgen_picture_list_find (list, bookgen_picture_card_get_number (g_array_index (self->placed, Placed, i - 1).card)))
      drop_card (self, i - 1);
  for (guint i = 0; i < list->items->len; i++)
    if (!has_card (self, ((BookgenPictureItem *) list->items->pdata[i])->number))
      add_card (self, ((BookgenPictureItem *) list->items->pdata[i])->number);
  if (list->items->len > 0)
    self->price_micros = bookgen_picture_drawing_get_price_micros (self->desk);
  update_cards (self);
  if (self->placed->len == 0)
    take_room_back (self);
  look_after (self, 0);
}

static void
leave (BookgenPictureCards *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->place_source, g_source_remove);
  while (self->placed->len > 0)
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
  take_room_back (self);
  if (!unit)
    return;
  self->desk = g_object_ref (desk);
  self->unit = g_object_ref (unit);
  self->plan = bookgen_picture_plan_new (bookgen_desk_get_book (desk), bookgen_unit_get_id (unit));
  g_signal_connect_swapped (self->plan, "changed", G_CALLBACK (on_plan_changed), self);
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (update_cards), self);
}

/* Object */

static void
on_resized (BookgenPictureCards *self)
{
  if (self->placed->len > 0 && g_array_index (self->placed, Placed, 0).height > 0
      && gtk_widget_get_width (GTK_WIDGET (g_array_index (self->placed, Placed, 0).card)) != get_width (self))
    look_after (self, 0);
  place_soon (self);
}

static void
on_adjustment (BookgenPictureCards *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (adjustment)
    g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_resized), self, G_CONNECT_SWAPPED);
}

BookgenPictureCards *
bookgen_picture_cards_new (GtkTextView *view)
{
  BookgenPictureCards *self = g_object_new (BOOKGEN_TYPE_PICTURE_CARDS, NULL);

  self->view = view;
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (on_adjustment), self, G_CONNECT_SWAPPED);
  on_adjustment (self);
  return self;
}

/* The view may be gone with its cards. */
static void
bookgen_picture_cards_finalize (GObject *object)
{
  BookgenPictureCards *self = BOOKGEN_PICTURE_CARDS (object);

  g_array_unref (self->placed);
  g_ptr_array_unref (self->free_holders);
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
  self->placed = g_array_new (FALSE, TRUE, sizeof (Placed));
  self->free_holders = g_ptr_array_new ();
}
