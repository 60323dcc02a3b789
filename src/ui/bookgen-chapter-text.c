/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-chapter-text.h"

#include "bookgen-autosave.h"
#include "bookgen-chapter-versions.h"
#include "bookgen-kept-text.h"
#include "bookgen-live-text.h"
#include "bookgen-markdown-view.h"
#include "bookgen-message-bar.h"
#include "bookgen-picture-cards.h"
#include "bookgen-version-menu.h"
#include "bookgen-voice.h"

#include <glib/gi18n-lib.h>

struct _BookgenChapterText
{
  GtkWidget parent_instance;
  GtkScrolledWindow *scroller;
  BookgenMarkdownView *view;
  GtkLabel *placeholder;
  GtkLabel *state;
  GtkMenuButton *versions;
  GtkMenuButton *more;
  BookgenMessageBar *offer;
  BookgenMessageBar *done;
  GtkTextBuffer *buffer;     /* borrowed from the view */
  BookgenAutosave *autosave; /* owned, as the next three */
  BookgenLiveText *live;
  BookgenChapterVersions *own_versions;
  BookgenPictureCards *pictures;
  BookgenDesk *desk;         /* nullable */
  BookgenUnit *unit;         /* nullable */
  GCancellable *loading;     /* nullable: of the version being loaded */
  char *why_none;            /* nullable: why there is no text, or only what is kept */
  gboolean kept;             /* what is shown is no version, but what came of an answer that did not end */
  gint64 offered_id;         /* the version that waits; 0 for none */
  gsize point_start, point_length; /* bytes that are to be selected once the text is loaded; length 0 for none */
  void (*undo) (BookgenChapterText *self); /* nullable: of what was done */
};

static guint say_signal;

G_DEFINE_FINAL_TYPE (BookgenChapterText, bookgen_chapter_text, GTK_TYPE_WIDGET)

static BookgenBook *
get_book (BookgenChapterText *self)
{
  return bookgen_desk_get_book (self->desk);
}

static const char *
get_id (BookgenChapterText *self)
{
  return bookgen_unit_get_id (self->unit);
}

/* What is shown */

static void
show_placeholder (BookgenChapterText *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (self->buffer) == 0;
  gboolean editable = gtk_text_view_get_editable (GTK_TEXT_VIEW (self->view));

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), empty);
  if (self->why_none)
    {
      g_autofree char *label = g_strdup_printf ("%s\n%s", _ ("Nothing is written yet."), self->why_none);
      gtk_label_set_label (self->placeholder, label);
      return;
    }
  gtk_label_set_label (self->placeholder,
                       editable ? _ ("Nothing is written yet. Let it be written, or type here.") : _ ("Nothing is written yet."));
}

/* The cursor stays to be seen: it chooses passages, and GTK 4.8 ends with a failed assertion where it is hidden while it blinks. */
static void
allow_editing (BookgenChapterText *self)
{
  gboolean may = self->unit && !self->kept && !bookgen_live_text_get_active (self->live) && bookgen_book_get_writable (get_book (self))
                 && !bookgen_unit_get_locked (self->unit);

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), may);
}

static void
fill (BookgenChapterText *self, const char *text)
{
  bookgen_markdown_view_fill (self->view, text);
  allow_editing (self);
  show_placeholder (self);
}

/* The voice */

static const char *
find_why_no_voice (BookgenChapterText *self)
{
  BookgenRevision *current = self->unit ? bookgen_book_get_current (get_book (self), get_id (self)) : NULL;

  if (current && bookgen_revision_get (current)->rehearsal)
    return _ ("A Placeholder Has No Voice to Use");
  if (self->unit && !bookgen_book_get_writable (get_book (self)))
    return _ ("The Book Can Only Be Read");
  return gtk_text_buffer_get_has_selection (self->buffer) ? NULL : _ ("Select a Passage to Use It as the Voice");
}

static void
show_voice (BookgenChapterText *self)
{
  const char *why_not = find_why_no_voice (self);
  g_autoptr (GMenuModel) menu = bookgen_voice_menu_new ("text.use-as-voice", why_not);

  gtk_text_view_set_extra_menu (GTK_TEXT_VIEW (self->view), menu);
  gtk_menu_button_set_menu_model (self->more, menu);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "text.use-as-voice", why_not == NULL);
}

static void
on_voice_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenChapterText) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_voice_use_finish (result, &error);

  g_signal_emit (self, say_signal, 0, sentence ? sentence : error->message);
}

static void
on_use_as_voice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenChapterText *self = BOOKGEN_CHAPTER_TEXT (widget);
  GtkTextIter start, end;
  g_autofree char *passage = NULL;

  if (!self->unit || !gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
    return;
  passage = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  bookgen_voice_use_async (self->desk, passage, on_voice_used, g_object_ref (self));
}

static void
show_state (BookgenChapterText *self)
{
  BookgenRevision *current = bookgen_book_get_current (get_book (self), get_id (self));
  g_autofree char *text = NULL;

  if (bookgen_live_text_get_active (self->live))
    text = g_strdup (_ ("Being written"));
  else if (self->kept)
    text = g_strdup (_ ("Not finished"));
  else if (bookgen_autosave_get_unsaved (self->autosave))
    text = g_strdup (_ ("Changed by you; Ctrl+S keeps it as a version"));
  else
    text = current ? bookgen_version_dup_description (current) : g_strdup ("");
  gtk_label_set_label (self->state, text);
  show_voice (self);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), current != NULL);
}

/* A passage that is pointed at */

static void
show_point (BookgenChapterText *self)
{
  if (self->point_length > 0)
    bookgen_markdown_view_select (self->view, self->point_start, self->point_length);
  self->point_length = 0;
}

void
bookgen_chapter_text_point_at (BookgenChapterText *self, gsize start, gsize length)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_TEXT (self));
  self->point_start = start;
  self->point_length = length;
  if (!self->loading)
    show_point (self);
}

/* The current version */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  BookgenChapterText *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (bookgen_autosave_get_unsaved (self->autosave))
    return;
  fill (self, revision ? bookgen_revision_get (revision)->text : NULL);
  if (!revision)
    gtk_label_set_label (self->placeholder, error->message);
  show_state (self);
  show_point (self);
}

static void
stop_loading (BookgenChapterText *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* A place for it is the bar of what can be used; a version that waits comes with a text. */
static void
forget_kept (BookgenChapterText *self)
{
  if (self->kept)
    bookgen_message_bar_say (self->offer, NULL, NULL);
  self->kept = FALSE;
  g_clear_pointer (&self->why_none, g_free);
}

static void
show_kept (BookgenChapterText *self)
{
  g_autofree char *text = bookgen_kept_text_dup (self->desk, get_id (self), &self->why_none);
  g_autofree char *sentence = NULL;

  self->kept = text != NULL;
  fill (self, text);
  if (!text)
    return;
  sentence = self->why_none ? g_strdup_printf (_ ("%s. What came of it is kept, and writing goes on from its end."), self->why_none)
                            : g_strdup (_ ("It was cut off. What came of it is kept, and writing goes on from there."));
  bookgen_message_bar_say (self->offer, sentence,
                           bookgen_book_get_writable (get_book (self)) ? _ ("_Take It as It Is") : NULL);
}

static void
load_current (BookgenChapterText *self)
{
  BookgenRevision *current = bookgen_book_get_current (get_book (self), get_id (self));

  stop_loading (self);
  forget_kept (self);
  if (!current)
    {
      show_kept (self);
      show_state (self);
      return;
    }
  self->loading = g_cancellable_new ();
  bookgen_book_load_revision_async (get_book (self), bookgen_revision_get (current)->id, self->loading, on_loaded, self);
}

void
bookgen_chapter_text_save (BookgenChapterText *self)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_TEXT (self));
  bookgen_autosave_save_async (self->autosave, NULL, NULL);
}

static void
on_typed (BookgenChapterText *self)
{
  if (self->unit)
    show_state (self);
}

/* Live */

static void
set_live (BookgenChapterText *self, gboolean live)
{
  if (live == bookgen_live_text_get_active (self->live))
    return;
  stop_loading (self);
  forget_kept (self);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), FALSE);
  bookgen_live_text_set_active (self->live, live);
  if (!live)
    load_current (self);
  allow_editing (self);
  show_state (self);
}

static void
on_moved (BookgenChapterText *self)
{
  BookgenRun *run = bookgen_desk_get_run (self->desk);
  gsize length = 0;
  const char *text = run ? bookgen_run_get_live_text (run, get_id (self), &length) : NULL;

  /* What the author is typing is not taken away from under the hands. */
  if (text && bookgen_autosave_get_unsaved (self->autosave))
    return;
  set_live (self, text != NULL);
  if (text)
    bookgen_live_text_show (self->live, text, length);
}

/* New versions */

static void
offer (BookgenChapterText *self, gint64 id)
{
  self->offered_id = id;
  bookgen_message_bar_say (self->offer, id != 0 ? _ ("A new version of this chapter is ready.") : NULL, _ ("_Use It"));
}

static void
on_revision (BookgenBook *book, BookgenRevision *revision, gboolean current, BookgenChapterText *self)
{
  const BookgenRevisionData *data = bookgen_revision_get (revision);

  if (!g_str_equal (data->unit_id, get_id (self)) || !bookgen_desk_is_text (self->desk, data->stage))
    return;
  if (!current && data->origin != BOOKGEN_ORIGIN_ME)
    offer (self, data->id);
  else if (current && !bookgen_live_text_get_active (self->live) && data->origin != BOOKGEN_ORIGIN_ME && !bookgen_autosave_get_unsaved (self->autosave))
    load_current (self);
  show_state (self);
}

static void
on_elsewhere (BookgenChapterText *self)
{
  if (!bookgen_autosave_get_unsaved (self->autosave))
    load_current (self);
}

static void
on_use_offered (BookgenChapterText *self)
{
  if (self->kept)
    {
      forget_kept (self);
      bookgen_autosave_take (self->autosave);
      allow_editing (self);
    }
  else if (self->offered_id != 0)
    bookgen_chapter_versions_use (self->own_versions, self->offered_id);
}

/* While another text is being written, it is what is shown. */
static void
on_chosen (BookgenChapterVersions *versions, guint64 start, guint64 length, BookgenChapterText *self)
{
  offer (self, 0);
  bookgen_message_bar_say (self->done, NULL, NULL);
  if (bookgen_live_text_get_active (self->live))
    return;
  self->point_start = start;
  self->point_length = length;
  load_current (self);
}

static void
on_versions_asked (GtkMenuButton *button, gpointer user_data)
{
  BookgenChapterText *self = user_data;

  bookgen_chapter_versions_fill (self->own_versions, BOOKGEN_VERSIONS_POPOVER (gtk_menu_button_get_popover (button)));
}

/* What was done, and can be undone */

static void
tell (BookgenChapterText *self, const char *sentence, void (*undo) (BookgenChapterText *self))
{
  self->undo = undo;
  bookgen_message_bar_say (self->done, sentence, undo ? _ ("_Undo") : _ ("_Close"));
}

static void
on_done_button (BookgenChapterText *self)
{
  bookgen_message_bar_say (self->done, NULL, NULL);
  if (self->undo)
    self->undo (self);
}

static void
undo_put_back (BookgenChapterText *self)
{
  bookgen_chapter_versions_undo (self->own_versions);
}

static void
on_versions_say (BookgenChapterVersions *versions, const char *sentence, gboolean undo, BookgenChapterText *self)
{
  tell (self, sentence, undo ? undo_put_back : NULL);
}

static void
undo_picture (BookgenChapterText *self)
{
  bookgen_picture_cards_undo (self->pictures);
}

static void
on_pictures_say (BookgenPictureCards *pictures, const char *sentence, gboolean undo, BookgenChapterText *self)
{
  tell (self, sentence, undo ? undo_picture : NULL);
}

gboolean
bookgen_chapter_text_bring_picture (BookgenChapterText *self, GFile *file, double x, double y)
{
  g_return_val_if_fail (BOOKGEN_IS_CHAPTER_TEXT (self), FALSE);
  if (!self->unit || bookgen_live_text_get_active (self->live))
    return FALSE;
  gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->view), x, y, &x, &y);
  bookgen_picture_cards_bring (self->pictures, file, x, y);
  return TRUE;
}

/* Another chapter */

static void
leave (BookgenChapterText *self)
{
  if (!self->unit)
    return;
  bookgen_chapter_text_save (self);
  stop_loading (self);
  bookgen_autosave_set_chapter (self->autosave, NULL, NULL);
  bookgen_chapter_versions_set_chapter (self->own_versions, NULL, NULL);
  bookgen_picture_cards_show (self->pictures, NULL, NULL);
  bookgen_message_bar_say (self->done, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_signal_handlers_disconnect_by_data (get_book (self), self);
  g_clear_object (&self->unit);
  g_clear_object (&self->desk);
  bookgen_live_text_set_active (self->live, FALSE);
}

void
bookgen_chapter_text_show (BookgenChapterText *self, BookgenDesk *desk, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_TEXT (self));
  if (unit == self->unit)
    {
      allow_editing (self);
      return;
    }
  leave (self);
  forget_kept (self);
  offer (self, 0);
  fill (self, NULL);
  if (!unit)
    return;
  self->desk = g_object_ref (desk);
  self->unit = g_object_ref (unit);
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
  g_signal_connect (get_book (self), "revision", G_CALLBACK (on_revision), self);
  g_signal_connect_swapped (get_book (self), "changed-elsewhere", G_CALLBACK (on_elsewhere), self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  bookgen_autosave_set_chapter (self->autosave, bookgen_desk_get_book (desk), get_id (self));
  bookgen_chapter_versions_set_chapter (self->own_versions, desk, unit);
  bookgen_picture_cards_show (self->pictures, desk, unit);
  load_current (self);
  on_moved (self);
}

/* Widget */

static void
bookgen_chapter_text_dispose (GObject *object)
{
  BookgenChapterText *self = BOOKGEN_CHAPTER_TEXT (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  leave (self);
  g_clear_pointer (&self->why_none, g_free);
  g_clear_object (&self->pictures);
  g_clear_object (&self->own_versions);
  g_clear_object (&self->live);
  g_clear_object (&self->autosave);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_chapter_text_parent_class)->dispose (object);
}

static void
bookgen_chapter_text_class_init (BookgenChapterTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_chapter_text_dispose;
  g_type_ensure (BOOKGEN_TYPE_MESSAGE_BAR);
  g_type_ensure (BOOKGEN_TYPE_MARKDOWN_VIEW);
  say_signal = g_signal_new ("say", BOOKGEN_TYPE_CHAPTER_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "text.use-as-voice", NULL, on_use_as_voice);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-chapter-text.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, scroller);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, view);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, placeholder);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, state);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, versions);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, more);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, offer);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterText, done);
  gtk_widget_class_bind_template_callback (widget_class, on_done_button);
  gtk_widget_class_bind_template_callback (widget_class, on_use_offered);
}

static void
create_parts (BookgenChapterText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);

  self->buffer = gtk_text_view_get_buffer (view);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (show_placeholder), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::has-selection", G_CALLBACK (show_voice), self, G_CONNECT_SWAPPED);
  self->live = bookgen_live_text_new (self->scroller, view);
  self->autosave = bookgen_autosave_new (view);
  g_signal_connect_object (self->autosave, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  self->own_versions = bookgen_chapter_versions_new (self->autosave);
  g_signal_connect_object (self->own_versions, "chosen", G_CALLBACK (on_chosen), self, 0);
  g_signal_connect_object (self->own_versions, "say", G_CALLBACK (on_versions_say), self, 0);
  self->pictures = bookgen_picture_cards_new (view);
  g_signal_connect_object (self->pictures, "say", G_CALLBACK (on_pictures_say), self, 0);
}

static void
create_popover (BookgenChapterText *self)
{
  GtkWidget *popover = bookgen_versions_popover_new ();

  g_signal_connect_object (popover, "use", G_CALLBACK (bookgen_chapter_versions_use), self->own_versions, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "put-back", G_CALLBACK (bookgen_chapter_versions_put_back), self->own_versions,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->versions, popover);
  gtk_menu_button_set_create_popup_func (self->versions, on_versions_asked, self, NULL);
}

static void
bookgen_chapter_text_init (BookgenChapterText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  create_parts (self);
  create_popover (self);
}
