/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan-window.h"

#include "bookgen-plan.h"
#include "bookgen-version-menu.h"
#include "bookgen-voice.h"

#include <glib/gi18n-lib.h>

struct _BookgenPlanWindow
{
  AdwWindow parent_instance;
  GtkBox *parts;
  GtkButton *save;
  GtkMenuButton *versions;
  GtkLabel *error;
  GtkLabel *note;
  BookgenDesk *desk;   /* owned */
  BookgenPlan *plan;   /* nullable: the one that counts, until it is loaded */
  BookgenPlan *shown;  /* nullable likewise: the version that the fields began with */
  char *stage;         /* of its revision; nullable likewise */
  GPtrArray *editors;  /* Editor */
  GPtrArray *units;    /* BookgenUnit: the chapters */
  guint next;          /* of these, to be shown */
  guint fill_source;
  GCancellable *cancellable;
};

/* A longer book's chapters are opened one by one. */
#define MOST_OPEN 30

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
is_other (const BookgenPlan *one, const BookgenPlan *other)
{
  g_autofree char *first = bookgen_plan_to_json (one);
  g_autofree char *second = bookgen_plan_to_json (other);

  return !g_str_equal (first, second);
}

static gboolean
is_changed (BookgenPlanWindow *self)
{
  if (self->shown != self->plan && is_other (self->shown, self->plan))
    return TRUE;
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
  g_autofree char *text = bookgen_plan_dup_part (self->shown, part);
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
add_heading (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (box, label);
}

/* PART is taken. */
static void
add_part (BookgenPlanWindow *self, GtkBox *box, const char *name, char *part)
{
  add_heading (box, name);
  gtk_box_append (box, create_text (self, name, part));
}

static void
fill_chapter (BookgenPlanWindow *self, GtkBox *box, const char *id)
{
  static const struct {
    const char *part, *name;
  } parts[] = { { "summary", N_ ("What it is about") },     { "only_here", N_ ("Only here, one a line") },
                { "opens", N_ ("How it opens") },           { "ends", N_ ("How it ends") },
                { "hands_on", N_ ("What it hands on") } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (self, box, _ (parts[i].name), g_strdup_printf ("%s.%s", id, parts[i].part));
}

static void
on_expanded (GtkExpander *expander, GParamSpec *pspec, BookgenPlanWindow *self)
{
  GtkBox *box = GTK_BOX (gtk_expander_get_child (expander));

  if (gtk_expander_get_expanded (expander) && !gtk_widget_get_first_child (GTK_WIDGET (box)))
    fill_chapter (self, box, g_object_get_data (G_OBJECT (expander), "unit"));
}

/* One that the plan says nothing of can be told of here. */
static char *
dup_chapter_name (BookgenPlanWindow *self, BookgenUnit *unit)
{
  guint number = bookgen_outline_get_number (bookgen_desk_get_outline (self->desk), unit);
  const BookgenPlanChapter *chapter = bookgen_plan_get_chapter (self->shown, bookgen_unit_get_id (unit));
  const char *title = bookgen_unit_get_title (unit);

  if (chapter && (*chapter->summary || chapter->only_here[0]))
    return g_strdup_printf ("%u · %s", number, title);
  /* Translators: a chapter's number and title, in the list of what the plan says of each */
  return g_strdup_printf (_ ("%u · %s (nothing yet)"), number, title);
}

static void
add_chapter (BookgenPlanWindow *self, BookgenUnit *unit)
{
  g_autofree char *name = dup_chapter_name (self, unit);
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_top (expander, 12);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), label);
  gtk_expander_set_child (GTK_EXPANDER (expander), gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  g_object_set_data_full (G_OBJECT (expander), "unit", g_strdup (bookgen_unit_get_id (unit)), g_free);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (on_expanded), self);
  gtk_box_append (self->parts, expander);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), self->units->len <= MOST_OPEN);
}

/* One at a time: the fields of a long book take a while to make. */
static gboolean
on_fill (gpointer user_data)
{
  BookgenPlanWindow *self = user_data;

  if (self->next < self->units->len)
    {
      add_chapter (self, g_ptr_array_index (self->units, self->next++));
      return G_SOURCE_CONTINUE;
    }
  self->fill_source = 0;
  return G_SOURCE_REMOVE;
}

static void
show_plan (BookgenPlanWindow *self)
{
  GtkBox *box = self->parts;

  add_part (self, box, _ ("What the book is about"), g_strdup ("premise"));
  add_part (self, box, _ ("For whom"), g_strdup ("readers"));
  add_part (self, box, _ ("Voice"), g_strdup ("voice"));
  add_part (self, box, _ ("A passage in this voice"), g_strdup ("sample"));
  add_part (self, box, _ ("Names, terms and facts: “name: what it is”, one a line"), g_strdup ("terms"));
  add_part (self, box, _ ("To be avoided, one a line"), g_strdup ("avoid"));
  self->units = bookgen_outline_dup_units (bookgen_desk_get_outline (self->desk), TRUE);
  self->fill_source = g_idle_add (on_fill, self);
}

/* Other versions: what they say stands in the fields, and counts once it is saved */

static void
show_version (BookgenPlanWindow *self, BookgenPlan *version)
{
  g_clear_pointer (&self->shown, bookgen_plan_unref);
  self->shown = bookgen_plan_ref (version);
  for (guint i = 0; i < self->editors->len; i++)
    {
      Editor *editor = g_ptr_array_index (self->editors, i);
      g_autofree char *text = bookgen_plan_dup_part (version, editor->part);

      gtk_text_buffer_set_text (editor->buffer, text ? text : "", -1);
      gtk_text_buffer_set_modified (editor->buffer, FALSE);
    }
  on_modified (self);
}

static void
on_version_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_autoptr (BookgenPlanWindow) self = user_data;
  g_autoptr (BookgenPlan) version = revision ? bookgen_plan_from_text (bookgen_revision_get (revision)->text) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->cancellable)
    return;
  show_error (self, error ? error->message : NULL);
  if (version)
    show_version (self, version);
}

static void
on_use_version (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenPlanWindow *self = BOOKGEN_PLAN_WINDOW (widget);

  bookgen_book_load_revision_async (bookgen_desk_get_book (self->desk), g_variant_get_int64 (parameter), self->cancellable,
                                    on_version_loaded, g_object_ref (self));
}

/* Of the plan, and no placeholders. */
static GListModel *
dup_versions (BookgenPlanWindow *self)
{
  g_autoptr (GListModel) all = bookgen_book_dup_revisions (bookgen_desk_get_book (self->desk), "");
  GListStore *plans = g_list_store_new (BOOKGEN_TYPE_REVISION);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (all, i);

      if (g_strcmp0 (bookgen_revision_get (revision)->stage, self->stage) == 0 && !bookgen_revision_get (revision)->rehearsal)
        g_list_store_append (plans, revision);
    }
  return G_LIST_MODEL (plans);
}

static void
show_versions (BookgenPlanWindow *self)
{
  g_autoptr (GListModel) versions = dup_versions (self);
  g_autoptr (GMenuModel) menu
      = bookgen_version_menu_new (versions, bookgen_desk_get_plan (self->desk), "plan.use-version");

  gtk_menu_button_set_menu_model (self->versions, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), g_list_model_get_n_items (versions) > 1);
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
  self->shown = bookgen_plan_ref (self->plan);
  show_plan (self);
  show_versions (self);
}

/* Saving */

static BookgenPlan *
dup_edited (BookgenPlanWindow *self)
{
  BookgenPlan *plan = bookgen_plan_ref (self->shown);

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
    {
      bookgen_voice_forget_kept (BOOKGEN_BOOK (source));
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else
    show_error (self, error->message);
  on_modified (self);
}

static void
on_save (BookgenPlanWindow *self)
{
  g_autoptr (BookgenPlan) plan = dup_edited (self);
  g_autoptr (BookgenRevision) revision = bookgen_plan_make_revision (plan, self->stage, BOOKGEN_ORIGIN_ME);

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
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->editors, g_ptr_array_unref);
  g_clear_pointer (&self->shown, bookgen_plan_unref);
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
  gtk_widget_class_install_action (widget_class, "plan.use-version", "x", on_use_version);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanWindow, save);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanWindow, versions);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanWindow, note);
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
  if (bookgen_desk_get_active (desk))
    gtk_label_set_label (self->note, _ ("Every chapter is written from this plan. What is being written now keeps to the plan "
                                        "it began with; what you change here holds for what is written afterwards."));
  if (plan)
    bookgen_book_load_revision_async (bookgen_desk_get_book (desk), bookgen_revision_get (plan)->id, self->cancellable, on_loaded,
                                      g_object_ref (self));
  return self;
}
