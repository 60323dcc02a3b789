/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-overlap-view.h"

#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

#define COLUMN_WIDTH 240
/* Of a passage, at each side of it. */
#define AROUND_CHARS 80

typedef struct
{
  gsize start, length; /* bytes of the text */
  GtkLabel *label;
} Passage;

struct _BookgenOverlapView
{
  GtkWidget parent_instance;
  GCancellable *cancellable;
  Passage passages[2];
};

/* A text that is on its way to its column. */
typedef struct
{
  BookgenOverlapView *view; /* owned */
  guint place;
} Way;

G_DEFINE_FINAL_TYPE (BookgenOverlapView, bookgen_overlap_view, GTK_TYPE_WIDGET)

/* N characters on from AT, or back where N is negative, within TEXT. */
static const char *
move (const char *text, const char *at, int n)
{
  for (; n > 0 && *at != '\0'; n--)
    at = g_utf8_next_char (at);
  for (; n < 0 && at > text; n++)
    at = g_utf8_prev_char (at);
  return at;
}

/* What stands from FROM, where it is cut, to TO: from the next whole word on. For markup. */
static char *
dup_before (const char *text, const char *from, const char *to)
{
  const char *word = from;
  g_autofree char *words = NULL;

  while (from > text && word < to && !g_ascii_isspace (*word))
    word++;
  words = g_strdup_printf ("%s%.*s", from > text ? "…" : "", (int) (to - word), word);
  return g_markup_escape_text (words, -1);
}

/* What stands from FROM to TO, where it is cut: up to the last whole word. For markup. */
static char *
dup_after (const char *from, const char *to)
{
  const char *end = to;
  g_autofree char *words = NULL;

  while (*to != '\0' && end > from && !g_ascii_isspace (end[-1]))
    end--;
  words = g_strchomp (g_strndup (from, end - from));
  return g_markup_printf_escaped ("%s%s", words, *to != '\0' ? " …" : "");
}

/* The passage, and dimmed what stands around it. NULL where the text is another by now. */
static char *
dup_markup (const char *text, const Passage *passage)
{
  const char *start = text + passage->start, *end = start + passage->length;
  g_autofree char *before = NULL;
  g_autofree char *words = NULL;
  g_autofree char *after = NULL;

  if (passage->start + passage->length > strlen (text) || !g_utf8_validate (text, start - text, NULL)
      || !g_utf8_validate (start, passage->length, NULL))
    return NULL;
  before = dup_before (text, move (text, start, -AROUND_CHARS), start);
  words = g_markup_escape_text (start, passage->length);
  after = dup_after (end, move (text, end, AROUND_CHARS));
  return g_strdup_printf ("<span alpha=\"55%%\">%s</span>%s<span alpha=\"55%%\">%s</span>", before, words, after);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Way *way = user_data;
  g_autoptr (BookgenOverlapView) self = way->view;
  const Passage *passage = &self->passages[way->place];
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRevision) revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_autofree char *markup = revision ? dup_markup (bookgen_revision_get (revision)->text, passage) : NULL;

  if (markup)
    gtk_label_set_markup (passage->label, markup);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_label (passage->label, error ? error->message : _ ("This chapter has changed meanwhile."));
}

static void
load (BookgenOverlapView *self, BookgenBook *book, const char *unit_id, guint place)
{
  BookgenRevision *current = bookgen_book_get_current (book, unit_id);
  Way *way;

  if (!current)
    return;
  way = g_new (Way, 1);
  *way = (Way){ g_object_ref (self), place };
  bookgen_book_load_revision_async (book, bookgen_revision_get (current)->id, self->cancellable, on_loaded, way);
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_column (BookgenOverlapView *self, BookgenBook *book, const char *unit_id, guint place)
{
  BookgenUnit *unit = bookgen_outline_find (bookgen_book_get_outline (book), unit_id);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *passage = create_label ("…", NULL);

  gtk_widget_set_size_request (column, COLUMN_WIDTH, -1);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), create_label (unit ? bookgen_unit_get_title (unit) : "", "heading"));
  gtk_box_append (GTK_BOX (column), passage);
  gtk_widget_set_parent (column, GTK_WIDGET (self));
  self->passages[place].label = GTK_LABEL (passage);
  load (self, book, unit_id, place);
}

static void
bookgen_overlap_view_dispose (GObject *object)
{
  BookgenOverlapView *self = BOOKGEN_OVERLAP_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bookgen_overlap_view_parent_class)->dispose (object);
}

static void
bookgen_overlap_view_class_init (BookgenOverlapViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bookgen_overlap_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), BOOKGEN_TYPE_WRAP_LAYOUT);
}

static void
bookgen_overlap_view_init (BookgenOverlapView *self)
{
  self->cancellable = g_cancellable_new ();
  g_object_set (gtk_widget_get_layout_manager (GTK_WIDGET (self)), "spacing", 12, NULL);
}

GtkWidget *
bookgen_overlap_view_new (BookgenBook *book, BookgenBookFinding *finding)
{
  BookgenOverlapView *self = g_object_new (BOOKGEN_TYPE_OVERLAP_VIEW, NULL);
  const BookgenFinding *overlap = bookgen_book_finding_get (finding);

  self->passages[0] = (Passage){ .start = overlap->start, .length = overlap->length };
  self->passages[1] = (Passage){ .start = overlap->other_start, .length = overlap->other_length };
  add_column (self, book, bookgen_book_finding_get_unit_id (finding), 0);
  add_column (self, book, overlap->other, 1);
  return GTK_WIDGET (self);
}
