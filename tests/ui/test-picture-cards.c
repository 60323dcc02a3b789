/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture-card.h"
#include "bookgen-picture-cards.h"
#include "bookgen-ui-resources.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define TEXT "The tide comes in twice a day.\n\nBoats wait for it.\n"
#define LIST \
  "{\"items\":[{\"draw\":\"boat\",\"caption\":\"A boat\",\"anchor\":\"Boats wait\"}," \
  "{\"draw\":\"quay\",\"caption\":\"A quay\",\"anchor\":\"nowhere\"},{\"draw\":\"tide\",\"caption\":\"A tide\",\"anchor\":\"The tide comes\"}]}"

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static BookgenBook *
make_book (const char *path)
{
  const BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) "visuals", .text = (char *) LIST };
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (BookgenRevision) list = bookgen_revision_new (&data);
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (BookgenRevision) stored = NULL;
  BookgenBook *book;

  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Tides");
  bookgen_book_create_async (path, "A", outline, NULL, NULL, keep_result, &created);
  book = bookgen_book_open_finish (wait_for (&created), NULL);
  g_assert_nonnull (book);
  bookgen_book_add_revision_async (book, list, FALSE, NULL, keep_result, &added);
  stored = bookgen_book_add_revision_finish (book, wait_for (&added), NULL);
  g_assert_nonnull (stored);
  return book;
}

static void
find_cards (GtkWidget *widget, GPtrArray *cards)
{
  if (BOOKGEN_IS_PICTURE_CARD (widget))
    g_ptr_array_add (cards, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    find_cards (child, cards);
}

static int
get_y (GtkWidget *view, BookgenPictureCard *card)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (card), view, &bounds));
  return bounds.origin.y;
}

/* The numbers of the cards from top to bottom; "" until they have their places. */
static char *
dup_order (GtkWidget *view)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autoptr (GString) order = g_string_new (NULL);

  find_cards (view, cards);
  while (cards->len > 0)
    {
      guint first = 0;
      for (guint i = 1; i < cards->len; i++)
        if (get_y (view, cards->pdata[i]) < get_y (view, cards->pdata[first]))
          first = i;
      g_string_append_printf (order, "%d", bookgen_picture_card_get_number (cards->pdata[first]));
      g_ptr_array_remove_index (cards, first);
    }
  return g_string_free (g_steal_pointer (&order), FALSE);
}

static gboolean
on_alarm (gpointer user_data)
{
  g_error ("the cards take more than a minute");
  return G_SOURCE_REMOVE;
}

static void
wait_for_order (GtkWidget *view, const char *expected)
{
  guint alarm = g_timeout_add_seconds (60, on_alarm, NULL);

  for (;;)
    {
      g_autofree char *order = dup_order (view);
      if (g_str_equal (order, expected))
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (alarm);
}

/* At their places, one whose place is not found at the end; the text has nothing of them. */
static void
test_places (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-cards-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.bookgen", NULL);
  g_autoptr (BookgenBook) book = make_book (path);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenDesk) desk = bookgen_desk_new (book, client);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  g_autoptr (BookgenPictureCards) cards = bookgen_picture_cards_new (GTK_TEXT_VIEW (view));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (GAsyncResult) closed = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, TEXT, -1);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 1200);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  bookgen_picture_cards_show (cards, desk, bookgen_outline_find (bookgen_book_get_outline (book), "u1"));
  wait_for_order (view, "312");
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, TEXT);
  find_cards (view, shown);
  for (guint i = 0; i < shown->len; i++)
    if (bookgen_picture_card_get_number (shown->pdata[i]) == 1)
      g_signal_emit_by_name (shown->pdata[i], "remove");
  wait_for_order (view, "32");
  bookgen_picture_cards_undo (cards);
  wait_for_order (view, "312");
  bookgen_picture_cards_show (cards, NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  bookgen_book_close_async (book, keep_result, &closed);
  g_assert_true (bookgen_book_close_finish (book, wait_for (&closed), NULL));
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  bookgen_ui_register_resource ();
  g_test_add_func ("/picture-cards/places", test_places);
  return g_test_run ();
}
