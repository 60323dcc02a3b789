/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan-window.h"

#include "bookgen-plan.h"

#include <glib/gi18n-lib.h>

struct _BookgenPlanWindow
{
  AdwWindow parent_instance;
  GtkBox *parts;
  GtkButton *save;
  GtkLabel *error;
  BookgenDesk *desk;   /* owned */
  BookgenPlan *plan;   /* nullable: until it is loaded */
  char *stage;         /* of its revision; nullable likewise */
  GPtrArray *editors;  /* Editor */
  GCancellable *cancellable;
};

typedef struct {
  char *part;
  GtkTextBuffer *buffer; /* owned */
} Editor;

G_DEFINE_FINAL_TYPE (BookgenPlanWindow, bookgen_plan_window, ADW_TYPE_WINDOW)

static void
editor_free (Editor *self)
{
  g_free (self->part);
  g_object_unref (self->buffer);
  g_free (self);
}

static void
show_error (BookgenPlanWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

/* Parts */

static gboolean
is_changed (BookgenPlanWindow *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (gtk_text_buffer_get_modified (((Editor *) g_ptr_array_index (self->editors, i))->buffer))
      return TRUE;
  return FALSE;
}

static void
on_modified (BookgenPlanWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), bookgen_book_get_writable (bookgen_desk_get_book (self->desk))
                                                         && is_changed (self));
}

static GtkWidget *
create_text (BookgenPlanWindow *self, const char *name, char *part)
{
  g_autofree char *text = bookgen_plan_dup_part (self->plan, part);
  GtkWidget *view = gtk_text_view_new ();
  Editor *editor = g_new (Editor, 1);

  *editor = (Editor){ part, g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))) };
  gtk_text_buffer_set_text (editor->buffer, text ? text : "", -1);
  gtk_text_buffer_set_modified (editor->buffer, FALSE);
  g_signal_connect_object (editor->buffer, "modified-changed", G_CALLBACK (on_modified), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->editors, editor);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 54);
  gtk_widget_add_css_class (view, "card");
  gtk_widget_add_css_class (view, "plan-part");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return view;
}

static void
add_heading (BookgenPlanWindow *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_margin_top (label, g_str_equal (style, "title-4") ? 18 : 6);
  gtk_box_append (self->parts, label);
}

/* PART is taken. */
static void
add_part (BookgenPlanWindow *self, const char *name, char *part)
{
  add_heading (self, name, "caption-heading");
  gtk_box_append (self->parts, create_text (self, name, part));
}

static void
add_chapter (BookgenPlanWindow *self, const BookgenPlanChapter *chapter)
{
  static const struct {
    const char *part, *name;
  } parts[] = { { "summary", N_ ("What it is about") },     { "only_here", N_ ("Only here, one a line") },
                { "opens", N_ ("How it opens") },           { "ends", N_ ("How it ends") },
                { "hands_on", N_ ("What it hands on") } };
  BookgenUnit *unit = bookgen_outline_find (bookgen_desk_get_outline (self->desk), chapter->unit_id);

  if (!unit)
    return;
  add_heading (self, bookgen_unit_get_title (unit), "title-4");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (self, _ (parts[i].name), g_strdup_printf ("%s.%s", chapter->unit_id, parts[i].part));
}

static void
show_plan (BookgenPlanWindow *self)
{
  add_part (self, _ ("What the book is about"), g_strdup ("premise"));
  add_part (self, _ ("For whom"), g_strdup ("readers"));
  add_part (self, _ ("Voice"), g_strdup ("voice"));
  add_part (self, _ ("A passage in this voice"), g_strdup ("sample"));
  add_part (self, _ ("Names, terms and facts: “name: what it is”, one a line"), g_strdup ("terms"));
  add_part (self, _ ("To be avoided, one a line"), g_strdup ("avoid"));
  for (guint i = 0; i < self->plan->chapters->len; i++)
    add_chapter (self, g_ptr_array_index (self->plan->chapters, i));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_autoptr (BookgenPlanWindow) self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->cancellable)
    return;
  if (!revision)
    {
      show_error (self, error->message);
      return;
    }
  self->stage = g_strdup (bookgen_revision_get (revision)->stage);
  self->plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  if (!self->plan)
    self->plan = bookgen_plan_new ();
  show_plan (self);
}

/* Saving */

static BookgenPlan *
dup_edited (BookgenPlanWindow *self)
{
  BookgenPlan *plan = bookgen_plan_ref (self->plan);

  for (guint i = 0; i < self->editors->len; i++)
    {
      Editor *editor = g_ptr_array_index (self->editors, i);
      g_autoptr (BookgenPlan) before = plan;
      g_autofree char *text = NULL;

      g_object_get (editor->buffer, "text", &text, NULL);
      plan = gtk_text_buffer_get_modified (editor->buffer) ? bookgen_plan_set_part (before, editor->part, text)
                                                           : bookgen_plan_ref (before);
    }
  return plan;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_autoptr (BookgenPlanWindow) self = user_data;

  if (revision)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    show_error (self, error->message);
  on_modified (self);
}

static void
on_save (BookgenPlanWindow *self)
{
  g_autoptr (BookgenPlan) plan = dup_edited (self);
  g_autofree char *json = bookgen_plan_to_json (plan);
  BookgenRevisionData data = {
    .unit_id = (char *) "",
    .stage = self->stage,
    .origin = BOOKGEN_ORIGIN_ME,
    .text = json,
    .words = bookgen_revision_count_words (json),
    .made_at_ms = g_get_real_time () / 1000,
  };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);

  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  bookgen_book_add_revision_async (bookgen_desk_get_book (self->desk), revision, TRUE, NULL, on_saved, g_object_ref (self));
}

/* Window */

static void
bookgen_plan_window_dispose (GObject *object)
{
  BookgenPlanWindow *self = BOOKGEN_PLAN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->editors, g_ptr_array_unref);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  g_clear_pointer (&self->stage, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_plan_window_parent_class)->dispose (object);
}

static void
bookgen_plan_window_class_init (BookgenPlanWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_plan_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-plan-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanWindow, save);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
bookgen_plan_window_init (BookgenPlanWindow *self)
{
  self->editors = g_ptr_array_new_with_free_func ((GDestroyNotify) editor_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

BookgenPlanWindow *
bookgen_plan_window_new (GtkWindow *parent, BookgenDesk *desk)
{
  BookgenPlanWindow *self = g_object_new (BOOKGEN_TYPE_PLAN_WINDOW, "transient-for", parent, NULL);
  BookgenRevision *plan = bookgen_desk_get_plan (desk);

  self->desk = g_object_ref (desk);
  if (plan)
    bookgen_book_load_revision_async (bookgen_desk_get_book (desk), bookgen_revision_get (plan)->id, self->cancellable, on_loaded,
                                      g_object_ref (self));
  return self;
}
