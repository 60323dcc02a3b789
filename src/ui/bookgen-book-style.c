/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-book-style.h"

#include "bookgen-chat.h"
#include "bookgen-style.h"

struct _BookgenBookStyle
{
  AdwPreferencesGroup parent_instance;
  GtkTextView *voice;
  GtkWidget *voice_hint;
  GtkWidget *too_long;
  GtkEditable *readers;
  GtkEditable *person;
  GtkEditable *tense;
  GtkSwitch *vary_openings;
  BookgenBook *book; /* nullable */
  gboolean showing;  /* what changes is changed by us, not by the author */
};

G_DEFINE_FINAL_TYPE (BookgenBookStyle, bookgen_book_style, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_voice (BookgenBookStyle *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (self->voice), "text", &text, NULL);
  return text;
}

static void
show_hints (BookgenBookStyle *self, const char *voice)
{
  gtk_widget_set_visible (self->voice_hint, *voice == '\0');
  gtk_widget_set_visible (self->too_long, bookgen_text_estimate_tokens (voice) > BOOKGEN_STYLE_VOICE_TOKENS);
}

static void
take (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/* From the fields to the book. What is not here stays as it is. */
static void
on_changed (BookgenBookStyle *self)
{
  g_autoptr (BookgenStyle) style = NULL;
  g_autofree char *voice = dup_voice (self);
  g_autofree char *json = NULL;

  show_hints (self, voice);
  if (self->showing || !self->book)
    return;
  style = bookgen_style_from_json (bookgen_book_get_setting (self->book, "style"));
  take (&style->voice, voice);
  take (&style->readers, gtk_editable_get_text (self->readers));
  take (&style->person, gtk_editable_get_text (self->person));
  take (&style->tense, gtk_editable_get_text (self->tense));
  style->vary_openings = gtk_switch_get_active (self->vary_openings);
  json = bookgen_style_to_json (style);
  bookgen_book_set_setting (self->book, "style", json);
}

/* From the book to the fields. A blank that is just typed at the end is no other text. */
static gboolean
is_other (const char *shown, const char *text)
{
  g_autofree char *one = g_strstrip (g_strdup (shown));
  g_autofree char *two = g_strstrip (g_strdup (text));

  return !g_str_equal (one, two);
}

static void
show_text (GtkEditable *field, const char *text)
{
  if (is_other (gtk_editable_get_text (field), text))
    gtk_editable_set_text (field, text);
}

void
bookgen_book_style_show (BookgenBookStyle *self)
{
  g_autoptr (BookgenStyle) style = NULL;
  g_autofree char *voice = NULL;

  g_return_if_fail (BOOKGEN_IS_BOOK_STYLE (self));
  if (!self->book)
    return;
  style = bookgen_style_from_json (bookgen_book_get_setting (self->book, "style"));
  voice = dup_voice (self);
  self->showing = TRUE;
  if (is_other (voice, style->voice))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->voice), style->voice, -1);
  show_text (self->readers, style->readers);
  show_text (self->person, style->person);
  show_text (self->tense, style->tense);
  gtk_switch_set_active (self->vary_openings, style->vary_openings);
  show_hints (self, style->voice);
  self->showing = FALSE;
}

void
bookgen_book_style_set_book (BookgenBookStyle *self, BookgenBook *book)
{
  g_return_if_fail (BOOKGEN_IS_BOOK_STYLE (self));
  g_set_object (&self->book, book);
  bookgen_book_style_show (self);
}

static void
bookgen_book_style_dispose (GObject *object)
{
  g_clear_object (&BOOKGEN_BOOK_STYLE (object)->book);
  G_OBJECT_CLASS (bookgen_book_style_parent_class)->dispose (object);
}

static void
bookgen_book_style_class_init (BookgenBookStyleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_book_style_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-book-style.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, voice);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, voice_hint);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, too_long);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, readers);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, person);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, tense);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookStyle, vary_openings);
}

static void
bookgen_book_style_init (BookgenBookStyle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->voice), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->readers, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->person, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tense, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vary_openings, "notify::active", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}
