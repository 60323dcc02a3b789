/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-picture-card.h"

#include "bookgen-money-text.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _BookgenPictureCard
{
  GtkWidget parent_instance;
  GtkPicture *picture;
  GtkLabel *state;
  GtkEntry *caption;
  GtkEntry *alt;
  GtkEntry *draw;
  GtkButton *draw_button;
  GtkWidget *buttons;
  BookgenBook *book;
  BookgenPicturePlan *plan;
  int number;
  gint64 shown_id;        /* of the picture that is shown or being loaded; 0 for none */
  GCancellable *loading;
};

enum { DRAW, BRING, REMOVE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenPictureCard, bookgen_picture_card, GTK_TYPE_WIDGET)

int
bookgen_picture_card_get_number (BookgenPictureCard *self)
{
  g_return_val_if_fail (BOOKGEN_IS_PICTURE_CARD (self), 0);
  return self->number;
}

/* The picture */

static void
unpack (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (bytes, &error);

  if (texture)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_unpacked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BookgenPictureCard *self = BOOKGEN_PICTURE_CARD (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  if (error)
    gtk_label_set_label (self->state, _ ("This picture cannot be shown"));
}

/* A large picture takes its time. */
static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPictureCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bookgen_book_load_media_bytes_finish (BOOKGEN_BOOK (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (!bytes)
    return;
  task = g_task_new (self, self->loading, on_unpacked, NULL);
  g_task_set_source_tag (task, on_bytes);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, unpack);
}

static void
stop_loading (BookgenPictureCard *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
show_picture (BookgenPictureCard *self, BookgenMedia *made)
{
  gint64 id = made ? bookgen_media_get (made)->id : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->picture), made != NULL);
  if (id == self->shown_id)
    return;
  self->shown_id = id;
  stop_loading (self);
  gtk_picture_set_paintable (self->picture, NULL);
  if (!made)
    return;
  self->loading = g_cancellable_new ();
  bookgen_book_load_media_bytes_async (self->book, id, self->loading, on_bytes, g_object_ref (self));
}

/* Its words */

/* What the author is typing is not taken away. */
static void
show_words (GtkEntry *entry, const char *words)
{
  gboolean typing = gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))));

  if (!typing && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), words) != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), words);
}

static void
show_draw_button (BookgenPictureCard *self, gboolean again, gint64 price_micros)
{
  const char *what = again ? _ ("_Draw Again") : _ ("_Draw");
  g_autofree char *price = price_micros > 0 ? bookgen_money_dup_text (price_micros) : NULL;
  /* Translators: a button that spends money: "Draw · about $0.04". */
  g_autofree char *label = price ? g_strdup_printf (_ ("%s · about %s"), what, price) : g_strdup (what);

  gtk_button_set_label (self->draw_button, label);
}

static const char *
get_state (const BookgenPictureItem *item, BookgenMedia *made, gboolean busy)
{
  if (busy)
    return _ ("Picture, being drawn");
  if (item->own)
    return made ? _ ("Picture of yours") : _ ("Picture of yours, not there yet");
  if (made && bookgen_media_get (made)->rehearsal)
    return _ ("Picture, a placeholder");
  return made ? _ ("Picture") : _ ("Picture, planned");
}

void
bookgen_picture_card_update (BookgenPictureCard *self, gboolean busy, gint64 price_micros)
{
  const BookgenPictureItem *item = bookgen_picture_list_find (bookgen_picture_plan_get_list (self->plan), self->number);
  BookgenMedia *made = bookgen_picture_plan_get_made (self->plan, self->number);

  if (!item)
    return;
  show_picture (self, made);
  gtk_label_set_label (self->state, get_state (item, made, busy));
  show_words (self->caption, item->caption);
  show_words (self->alt, item->alt);
  show_words (self->draw, item->draw);
  gtk_widget_set_visible (GTK_WIDGET (self->draw), !item->own);
  gtk_widget_set_visible (GTK_WIDGET (self->draw_button), !item->own);
  gtk_widget_set_sensitive (self->buttons, !busy);
  show_draw_button (self, made != NULL, price_micros);
  gtk_widget_set_sensitive (GTK_WIDGET (self), bookgen_book_get_writable (self->book));
}

static void
keep_words (BookgenPictureCard *self)
{
  bookgen_picture_plan_edit (self->plan, self->number, gtk_editable_get_text (GTK_EDITABLE (self->caption)),
                             gtk_editable_get_text (GTK_EDITABLE (self->alt)),
                             gtk_editable_get_text (GTK_EDITABLE (self->draw)));
}

static void
watch_words (BookgenPictureCard *self, GtkEntry *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (keep_words), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (keep_words), self);
}

/* The author asks */

static void
on_draw (BookgenPictureCard *self)
{
  keep_words (self);
  g_signal_emit (self, signals[DRAW], 0);
}

static void
on_bring (BookgenPictureCard *self)
{
  g_signal_emit (self, signals[BRING], 0);
}

static void
on_remove (BookgenPictureCard *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

/* Widget */

BookgenPictureCard *
bookgen_picture_card_new (BookgenBook *book, BookgenPicturePlan *plan, int number)
{
  BookgenPictureCard *self = g_object_new (BOOKGEN_TYPE_PICTURE_CARD, NULL);

  self->book = g_object_ref (book);
  self->plan = g_object_ref (plan);
  self->number = number;
  return self;
}

static void
bookgen_picture_card_dispose (GObject *object)
{
  BookgenPictureCard *self = BOOKGEN_PICTURE_CARD (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  stop_loading (self);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->plan);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_picture_card_parent_class)->dispose (object);
}

static void
bookgen_picture_card_class_init (BookgenPictureCardClass *klass)
{
  static const char *const names[N_SIGNALS] = { [DRAW] = "draw", [BRING] = "bring", [REMOVE] = "remove" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_picture_card_dispose;
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], BOOKGEN_TYPE_PICTURE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-picture-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, picture);
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, state);
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, caption);
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, alt);
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, draw);
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, draw_button);
  gtk_widget_class_bind_template_child (widget_class, BookgenPictureCard, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_draw);
  gtk_widget_class_bind_template_callback (widget_class, on_bring);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
bookgen_picture_card_init (BookgenPictureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_words (self, self->caption);
  watch_words (self, self->alt);
  watch_words (self, self->draw);
}
