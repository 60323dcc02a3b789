/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-markdown-view.h"

#include <adwaita.h>
#include <string.h>

struct _BookgenMarkdownView
{
  GtkSourceView parent_instance;
};

G_DEFINE_FINAL_TYPE (BookgenMarkdownView, bookgen_markdown_view, GTK_SOURCE_TYPE_VIEW)

static GtkTextBuffer *
get_buffer (BookgenMarkdownView *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

void
bookgen_markdown_view_fill (BookgenMarkdownView *self, const char *text)
{
  g_return_if_fail (BOOKGEN_IS_MARKDOWN_VIEW (self));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), FALSE);
  gtk_text_buffer_begin_irreversible_action (get_buffer (self));
  gtk_text_buffer_set_text (get_buffer (self), text ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (get_buffer (self));
}

void
bookgen_markdown_view_select (BookgenMarkdownView *self, gsize start, gsize length)
{
  GtkTextIter from, to;
  g_autofree char *text = NULL;

  g_return_if_fail (BOOKGEN_IS_MARKDOWN_VIEW (self));
  gtk_text_buffer_get_bounds (get_buffer (self), &from, &to);
  text = gtk_text_buffer_get_text (get_buffer (self), &from, &to, TRUE);
  if (start + length > strlen (text))
    return;
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &from, g_utf8_strlen (text, start));
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &to, g_utf8_strlen (text, start + length));
  gtk_text_buffer_select_range (get_buffer (self), &from, &to);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (get_buffer (self)), 0.1, TRUE, 0, 0.3);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
follow_style (BookgenMarkdownView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme = gtk_source_style_scheme_manager_get_scheme (
      gtk_source_style_scheme_manager_get_default (), dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (get_buffer (self)), scheme);
}

static void
bookgen_markdown_view_class_init (BookgenMarkdownViewClass *klass)
{
}

static void
bookgen_markdown_view_init (BookgenMarkdownView *self)
{
  GtkSourceLanguage *markdown
      = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "markdown");

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (get_buffer (self)), markdown);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  follow_style (self);
}
