/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-chapter-page.h"

#include "bookgen-chapter-text.h"
#include "bookgen-material-list.h"
#include "bookgen-message-bar.h"
#include "bookgen-unit-fields.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _BookgenChapterPage
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkLabel *title;
  GtkTextView *brief;
  GtkLabel *brief_hint;
  BookgenUnitFields *fields;
  BookgenMaterialList *material;
  BookgenMessageBar *changed;
  BookgenChapterText *text;
  BookgenDesk *desk; /* nullable */
  BookgenUnit *unit; /* nullable */
  gboolean showing;  /* the brief is set by us, not by the author */
};

static guint say_signal;

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

/* While its next text is being written, nothing is said of the one before. */
static void
show_changed (BookgenChapterPage *self)
{
  gboolean writing = bookgen_desk_get_mark (self->desk, self->unit) == BOOKGEN_MARK_WRITING;
  g_autofree char *sentence
      = writing ? NULL : bookgen_plan_changes_dup_sentence (bookgen_desk_get_plan_changes (self->desk), self->unit);

  bookgen_message_bar_say (self->changed, sentence, _ ("_It Is Fine"));
}

static void
on_fine (BookgenChapterPage *self)
{
  if (self->unit)
    bookgen_plan_changes_settle (bookgen_desk_get_plan_changes (self->desk), self->unit);
}

static void
on_moved (BookgenChapterPage *self)
{
  show_heading (self);
  show_changed (self);
}

static void
show_unit (BookgenChapterPage *self)
{
  self->showing = TRUE;
  on_moved (self);
  show_brief (self);
  gtk_widget_set_visible (GTK_WIDGET (self->text), bookgen_unit_is_written (self->unit));
  bookgen_chapter_text_show (self->text, self->desk, bookgen_unit_is_written (self->unit) ? self->unit : NULL);
  self->showing = FALSE;
}

/* From the fields to the unit, through the outline's commands */

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
on_say (GtkWidget *part, const char *sentence, BookgenChapterPage *self)
{
  g_signal_emit (self, say_signal, 0, sentence);
}

/* Another unit */

static void
show_writable (BookgenChapterPage *self)
{
  gboolean writable = bookgen_book_get_writable (bookgen_desk_get_book (self->desk));

  gtk_text_view_set_editable (self->brief, writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), writable);
}

static void
leave (BookgenChapterPage *self)
{
  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  if (self->desk)
    {
      g_signal_handlers_disconnect_by_data (bookgen_desk_get_plan_changes (self->desk), self);
      g_signal_handlers_disconnect_by_data (self->desk, self);
    }
  on_brief_left (self);
  bookgen_unit_fields_show (self->fields, NULL, NULL);
  bookgen_material_list_show (self->material, NULL, NULL);
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
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
  g_signal_connect_swapped (bookgen_desk_get_plan_changes (desk), "changed", G_CALLBACK (show_changed), self);
  show_writable (self);
  bookgen_unit_fields_show (self->fields, bookgen_desk_get_outline (desk), unit);
  bookgen_material_list_show (self->material, bookgen_desk_get_book (desk), bookgen_unit_get_id (unit));
  show_unit (self);
}

void
bookgen_chapter_page_point_at (BookgenChapterPage *self, gsize start, gsize length)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_PAGE (self));
  if (self->unit && bookgen_unit_is_written (self->unit))
    bookgen_chapter_text_point_at (self->text, start, length);
}

void
bookgen_chapter_page_save (BookgenChapterPage *self)
{
  g_return_if_fail (BOOKGEN_IS_CHAPTER_PAGE (self));
  bookgen_chapter_text_save (self->text);
}

gboolean
bookgen_chapter_page_bring_picture (BookgenChapterPage *self, GFile *file, double x, double y)
{
  g_return_val_if_fail (BOOKGEN_IS_CHAPTER_PAGE (self), FALSE);
  gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->text), x, y, &x, &y);
  return bookgen_chapter_text_bring_picture (self->text, file, x, y);
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
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, material);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, changed);
  gtk_widget_class_bind_template_callback (widget_class, on_fine);
  gtk_widget_class_bind_template_callback (widget_class, on_say);
  gtk_widget_class_bind_template_child (widget_class, BookgenChapterPage, text);
  gtk_widget_class_bind_template_callback (widget_class, on_brief_left);
}

static void
bookgen_chapter_page_class_init (BookgenChapterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_chapter_page_dispose;
  g_type_ensure (BOOKGEN_TYPE_CHAPTER_TEXT);
  g_type_ensure (BOOKGEN_TYPE_MATERIAL_LIST);
  g_type_ensure (BOOKGEN_TYPE_MESSAGE_BAR);
  g_type_ensure (BOOKGEN_TYPE_UNIT_FIELDS);
  say_signal = g_signal_new ("say", BOOKGEN_TYPE_CHAPTER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_STRING);
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
