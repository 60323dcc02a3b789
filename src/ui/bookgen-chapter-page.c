/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-chapter-page.h"

#include "bookgen-chapter-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _BookgenChapterPage
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkLabel *title;
  GtkTextView *brief;
  GtkLabel *brief_hint;
  GtkWidget *fields;
  GtkSpinButton *target_words;
  GtkDropDown *writer;
  GtkToggleButton *lock;
  BookgenChapterText *text;
  BookgenDesk *desk; /* nullable */
  BookgenUnit *unit; /* nullable */
  gboolean showing;  /* fields are set by us, not by the author */
};

G_DEFINE_FINAL_TYPE (BookgenChapterPage, bookgen_chapter_page, GTK_TYPE_WIDGET)

/* From the unit to the fields */

static char *
dup_brief (BookgenChapterPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->brief);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
show_brief (BookgenChapterPage *self)
{
  g_autofree char *shown = dup_brief (self);
  const char *brief = bookgen_unit_get_brief (self->unit);

  if (g_strcmp0 (shown, brief) != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->brief), brief, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->brief_hint), *brief == '\0');
}

static void
show_heading (BookgenChapterPage *self)
{
  guint number = bookgen_outline_get_number (bookgen_desk_get_outline (self->desk), self->unit);
  const char *title = bookgen_unit_get_title (self->unit);
  g_autofree char *heading = NULL;

  if (number > 0)
    heading = g_strdup_printf ("%u · %s", number, *title ? title : _ ("Chapter without a title"));
  else
    heading = g_strdup (*title ? title : _ ("Part without a title"));
  gtk_label_set_label (self->title, heading);
}

static void
show_unit (BookgenChapterPage *self)
{
  gboolean locked = bookgen_unit_get_locked (self->unit);

  self->showing = TRUE;
  show_heading (self);
  show_brief (self);
  gtk_spin_button_set_value (self->target_words, bookgen_unit_get_target_words (self->unit));
  gtk_drop_down_set_selected (self->writer, bookgen_unit_get_writer (self->unit));
  gtk_toggle_button_set_active (self->lock, locked);
  gtk_button_set_icon_name (GTK_BUTTON (self->lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
  gtk_widget_set_visible (self->fields, bookgen_unit_is_written (self->unit));
  gtk_widget_set_visible (GTK_WIDGET (self->text), bookgen_unit_is_written (self->unit));
  bookgen_chapter_text_show (self->text, self->desk, bookgen_unit_is_written (self->unit) ? self->unit : NULL);
  self->showing = FALSE;
}

/* From the fields to the unit, through the outline's commands */

static void
edit (BookgenChapterPage *self, const char *property, const GValue *value)
{
  if (!self->showing && self->unit)
    bookgen_outline_edit (bookgen_desk_get_outline (self->desk), self->unit, property, value);
}

static void
on_brief_changed (BookgenChapterPage *self)
{
  g_autofree char *brief = dup_brief (self);

  gtk_widget_set_visible (GTK_WIDGET (self->brief_hint), *brief == '\0');
  if (!self->showing && self->unit)
    bookgen_outline_edit_string (bookgen_desk_get_outline (self->desk), self->unit, "brief", brief);
}

static void
on_brief_left (BookgenChapterPage *self)
{
  if (self->desk)
    bookgen_outline_end_edit (bookgen_desk_get_outline (self->desk));
}

static void
on_target_words (BookgenChapterPage *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, gtk_spin_button_get_value_as_int (self->target_words));
  edit (self, "target-words", &value);
}

static void
on_writer (BookgenChapterPage *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, BOOKGEN_TYPE_WRITER);
  g_value_set_enum (&value, gtk_drop_down_get_selected (self->writer));
  edit (self, "writer", &value);
}

static void
on_lock (BookgenChapterPage *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, gtk_toggle_button_get_active (self->lock));
  edit (self, "locked", &value);
}

/* 0 stands for the book's own length. */
static gboolean
on_words_shown (GtkSpinButton *spin, BookgenChapterPage *self)
{
  guint words = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = NULL;

  if (words == 0)
    text = g_strdup (_ ("as the book"));
  else
    text = g_strdup_printf (ngettext ("%'u word", "%'u words", words), words);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* "2,400 words" -> 2400 */
static int
on_words_typed (GtkSpinButton *spin, double *value, BookgenChapterPage *self)
{
  guint64 words = 0;

  for (const char *c = gtk_editable_get_text (GTK_EDITABLE (spin)); *c; c++)
    if (g_ascii_isdigit (*c) && words < 1000000)
      words = words * 10 + (*c - '0');
  *value = words;
  return TRUE;
}

/* Another unit */

static void
show_writable (BookgenChapterPage *self)
{
  gboolean writable = bookgen_book_get_writable (bookgen_desk_get_book (self->desk));

  gtk_text_view_set_editable (self->brief, writable);
  gtk_widget_set_sensitive (self->fields, writable);
}

static void
leave (BookgenChapterPage *self)
{
  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  on_brief_left (self);
  g_clear_object (&self->unit);
  g_clear_object (&self->desk);
}

void
bookgen_chapter_page_show (BookgenChapterPage *self, BookgenDesk *desk, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_PAGE (self));
  if (unit == self->unit && desk == self->desk)
    return;
  leave (self);
  gtk_stack_set_visible_child_name (self->stack, unit ? "unit" : "none");
  if (!unit)
    {
      bookgen_chapter_text_show (self->text, NULL, NULL);
      return;
    }
  self->desk = g_object_ref (desk);
  self->unit = g_object_ref (unit);
  g_signal_connect_swapped (unit, "notify", G_CALLBACK (show_unit), self);
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (show_heading), self);
  show_writable (self);
  show_unit (self);
}

void
bookgen_chapter_page_save (BookgenChapterPage *self)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_PAGE (self));
  bookgen_chapter_text_save (self->text);
}

/* Widget */

static void
bookgen_chapter_page_dispose (GObject *object)
{
  BookgenChapterPage *self = BOOKGEN_CHAPTER_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    bookgen_chapter_page_show (self, NULL, NULL);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_chapter_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, title);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, brief);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, brief_hint);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, fields);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, target_words);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, writer);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, lock);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, text);
  gtk_widget_class_bind_template_callback (widget_class, on_brief_left);
  gtk_widget_class_bind_template_callback (widget_class, on_target_words);
  gtk_widget_class_bind_template_callback (widget_class, on_words_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_words_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_writer);
  gtk_widget_class_bind_template_callback (widget_class, on_lock);
}

static void
bookgen_chapter_page_class_init (BookgenChapterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_chapter_page_dispose;
  g_type_ensure (BOOKGEN_TYPE_CHAPTER_TEXT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-chapter-page.ui");
  bind_children (widget_class);
}

static void
bookgen_chapter_page_init (BookgenChapterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->brief), "changed", G_CALLBACK (on_brief_changed), self,
                           G_CONNECT_SWAPPED);
}
