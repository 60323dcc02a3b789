/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-book-kind.h"

#include "bookgen-kind.h"

#include <glib/gi18n-lib.h>

struct _BookgenBookKind
{
  AdwPreferencesGroup parent_instance;
  AdwComboRow *kind_row;
  AdwActionRow *content_row;
  GtkToggleButton *theory;
  GtkToggleButton *labs;
  GtkToggleButton *both;
  AdwActionRow *missing_row;
  GtkButton *add_labs;
  GPtrArray *problems; /* GtkWidget *: a row for each file that cannot be used */
  GPtrArray *kinds;    /* BookgenKind */
  GStrv names;         /* of those in the row, in its order */
  BookgenDesk *desk;   /* nullable */
  char *shown;         /* the settings that are shown; nullable */
  gboolean showing;    /* what changes is changed by us, not by the author */
};

static guint say_signal;

G_DEFINE_FINAL_TYPE (BookgenBookKind, bookgen_book_kind, ADW_TYPE_PREFERENCES_GROUP)

static BookgenBook *
get_book (BookgenBookKind *self)
{
  return bookgen_desk_get_book (self->desk);
}

static BookgenRunSettings *
dup_settings (BookgenBookKind *self)
{
  return bookgen_run_settings_from_json (bookgen_book_get_setting (get_book (self), "run"));
}

static void
keep (BookgenBookKind *self, const BookgenRunSettings *settings)
{
  g_autofree char *json = bookgen_run_settings_to_json (settings);

  bookgen_book_set_setting (get_book (self), "run", json);
}

/* The kinds, read anew each time a book is shown: the author may just be writing one of the files */

static void
add_problem (BookgenBookKind *self, const char *title, const char *problem)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  g_autofree char *name = g_markup_printf_escaped (_ ("“%s” cannot be used"), title);
  g_autofree char *text = g_markup_escape_text (problem, -1);

  gtk_widget_add_css_class (mark, "warning");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->problems, row);
}

static void
clear_problems (BookgenBookKind *self)
{
  for (guint i = 0; i < self->problems->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->problems, i));
  g_ptr_array_set_size (self->problems, 0);
}

/* One that the book names and nobody has any more is offered too: it is what is chosen. */
static void
add_lost (BookgenBookKind *self, const char *name, GtkStringList *titles, GStrvBuilder *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (name, &error);

  gtk_string_list_append (titles, pipeline ? pipeline->title : name);
  g_strv_builder_add (names, name);
  if (error)
    add_problem (self, name, error->message);
}

static void
load_kinds (BookgenBookKind *self)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (self);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint place;

  clear_problems (self);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  self->kinds = bookgen_kinds_list ();
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const BookgenKind *kind = g_ptr_array_index (self->kinds, i);

      if (kind->problem)
        add_problem (self, kind->title, kind->problem);
      if (kind->problem && !g_str_equal (kind->name, settings->pipeline))
        continue;
      gtk_string_list_append (titles, kind->title);
      g_strv_builder_add (names, kind->name);
    }
  if (!bookgen_kinds_find (self->kinds, settings->pipeline, &place))
    add_lost (self, settings->pipeline, titles, names);
  self->showing = TRUE;
  g_strfreev (self->names);
  self->names = g_strv_builder_end (names);
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (titles));
  self->showing = FALSE;
}

/* What is chosen */

static gboolean
has_labs (BookgenBookKind *self, const char *name)
{
  guint place;
  const BookgenKind *kind = bookgen_kinds_find (self->kinds, name, &place) ? g_ptr_array_index (self->kinds, place) : NULL;

  for (guint i = 0; kind && kind->pipeline && i < kind->pipeline->stages->len; i++)
    if (((BookgenStage *) g_ptr_array_index (kind->pipeline->stages, i))->on == BOOKGEN_ON_LABS)
      return TRUE;
  return FALSE;
}

static void
show_missing (BookgenBookKind *self, const BookgenRunSettings *settings)
{
  guint missing = 0;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (has_labs (self, settings->pipeline) && settings->content != BOOKGEN_CONTENT_THEORY)
    missing = bookgen_outline_count_missing_labs (bookgen_desk_get_outline (self->desk));
  title = g_strdup_printf (ngettext ("%u lesson has no lab", "%u lessons have no lab", missing), missing);
  label = g_strdup_printf (ngettext ("_Add the Lab", "_Add %u Labs", missing), missing);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->missing_row), title);
  gtk_button_set_label (self->add_labs, label);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_row), missing > 0);
}

static guint
find_name (BookgenBookKind *self, const char *name)
{
  for (guint i = 0; self->names[i]; i++)
    if (g_str_equal (self->names[i], name))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_settings (BookgenBookKind *self, const BookgenRunSettings *settings)
{
  GtkToggleButton *const contents[] = { self->theory, self->labs, self->both };

  if (find_name (self, settings->pipeline) == GTK_INVALID_LIST_POSITION)
    load_kinds (self);
  self->showing = TRUE;
  adw_combo_row_set_selected (self->kind_row, find_name (self, settings->pipeline));
  gtk_toggle_button_set_active (contents[settings->content], TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->content_row), has_labs (self, settings->pipeline));
  self->showing = FALSE;
}

static void
show_sensitive (BookgenBookKind *self)
{
  gboolean active = bookgen_desk_get_active (self->desk);
  gboolean may = bookgen_book_get_writable (get_book (self)) && !active;
  const char *why = active ? _ ("While it is being written, this stays as it is.") : "";

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind_row), why);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->content_row), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->missing_row), may);
}

/* The desk moves often; what is shown is touched only where it is another. */
static void
show (BookgenBookKind *self)
{
  const char *json = bookgen_book_get_setting (get_book (self), "run");
  g_autoptr (BookgenRunSettings) settings = dup_settings (self);

  if (!self->shown || g_strcmp0 (self->shown, json) != 0)
    show_settings (self, settings);
  g_free (self->shown);
  self->shown = g_strdup (json ? json : "");
  show_missing (self, settings);
  show_sensitive (self);
}

/* What the author chooses */

static void
say_labs (BookgenBookKind *self, guint added)
{
  g_autofree char *sentence = NULL;

  if (added == 0)
    return;
  sentence = g_strdup_printf (ngettext ("%u lab is in the outline. Ctrl+Z takes it out again.",
                                        "%u labs are in the outline. Ctrl+Z takes them out again.", added), added);
  g_signal_emit (self, say_signal, 0, sentence);
}

/* Asked for, labs stand in the outline at once: what will be written and paid for is seen before. Not asked for any more,
 * they stay, for their briefs and texts are the author's. */
static void
add_labs (BookgenBookKind *self, const BookgenRunSettings *settings)
{
  const char *language = bookgen_book_get_language (get_book (self));

  if (has_labs (self, settings->pipeline) && settings->content != BOOKGEN_CONTENT_THEORY)
    say_labs (self, bookgen_outline_add_labs (bookgen_desk_get_outline (self->desk), language));
}

static void
on_kind (BookgenBookKind *self)
{
  g_autoptr (BookgenRunSettings) before = NULL;
  g_autoptr (BookgenRunSettings) settings = NULL;
  guint selected = adw_combo_row_get_selected (self->kind_row);

  if (self->showing || !self->desk || selected == GTK_INVALID_LIST_POSITION)
    return;
  before = dup_settings (self);
  if (g_str_equal (before->pipeline, self->names[selected]))
    return;
  bookgen_kind_choose (get_book (self), self->names[selected]);
  settings = dup_settings (self);
  add_labs (self, settings);
  show (self);
}

static BookgenContent
get_content (BookgenBookKind *self)
{
  if (gtk_toggle_button_get_active (self->both))
    return BOOKGEN_CONTENT_BOTH;
  return gtk_toggle_button_get_active (self->labs) ? BOOKGEN_CONTENT_LABS : BOOKGEN_CONTENT_THEORY;
}

static void
on_content (BookgenBookKind *self, GtkToggleButton *button)
{
  g_autoptr (BookgenRunSettings) settings = NULL;

  if (self->showing || !self->desk || !gtk_toggle_button_get_active (button))
    return;
  settings = dup_settings (self);
  settings->content = get_content (self);
  keep (self, settings);
  add_labs (self, settings);
  show (self);
}

static void
on_add_labs (BookgenBookKind *self)
{
  const char *language = bookgen_book_get_language (get_book (self));

  say_labs (self, bookgen_outline_add_missing_labs (bookgen_desk_get_outline (self->desk), language));
}

void
bookgen_book_kind_set_desk (BookgenBookKind *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_BOOK_KIND (self));
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->shown, g_free);
  if (!desk)
    return;
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (show), self);
  g_signal_connect_swapped (desk, "notify::active", G_CALLBACK (show), self);
  load_kinds (self);
  show (self);
}

/* Widget */

static void
bookgen_book_kind_dispose (GObject *object)
{
  bookgen_book_kind_set_desk (BOOKGEN_BOOK_KIND (object), NULL);
  G_OBJECT_CLASS (bookgen_book_kind_parent_class)->dispose (object);
}

static void
bookgen_book_kind_finalize (GObject *object)
{
  BookgenBookKind *self = BOOKGEN_BOOK_KIND (object);

  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_strfreev (self->names);
  G_OBJECT_CLASS (bookgen_book_kind_parent_class)->finalize (object);
}

static void
bookgen_book_kind_class_init (BookgenBookKindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_book_kind_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_book_kind_finalize;
  say_signal = g_signal_new ("say", BOOKGEN_TYPE_BOOK_KIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-book-kind.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, kind_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, content_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, theory);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, labs);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, both);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, missing_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookKind, add_labs);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_bind_template_callback (widget_class, on_content);
  gtk_widget_class_bind_template_callback (widget_class, on_add_labs);
}

static void
bookgen_book_kind_init (BookgenBookKind *self)
{
  self->problems = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
