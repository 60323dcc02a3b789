/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-unit-fields.h"

#include "bookgen-depends-button.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _BookgenUnitFields
{
  GtkWidget parent_instance;
  GtkSpinButton *target_words;
  GtkDropDown *writer;
  GtkDropDown *kind;
  GtkToggleButton *in_book;
  GtkToggleButton *lock;
  BookgenDependsButton *depends;
  BookgenOutline *outline; /* owned, nullable */
  BookgenUnit *unit;       /* owned, nullable */
  gboolean showing;        /* fields are set by us, not by the author */
};

G_DEFINE_FINAL_TYPE (BookgenUnitFields, bookgen_unit_fields, GTK_TYPE_WIDGET)

static const BookgenUnitKind written_kinds[] = { BOOKGEN_UNIT_CHAPTER, BOOKGEN_UNIT_LESSON, BOOKGEN_UNIT_LAB };
static const BookgenUnitKind group_kinds[] = { BOOKGEN_UNIT_PART, BOOKGEN_UNIT_MODULE };

/* From the unit to the fields */

static const char *
name_kind (BookgenUnitKind kind)
{
  switch (kind)
    {
    case BOOKGEN_UNIT_PART:
      return C_ ("kind of line", "Part");
    case BOOKGEN_UNIT_MODULE:
      return C_ ("kind of line", "Module");
    case BOOKGEN_UNIT_LESSON:
      return C_ ("kind of line", "Lesson");
    case BOOKGEN_UNIT_LAB:
      return C_ ("kind of line", "Lab");
    case BOOKGEN_UNIT_CHAPTER:
    default:
      return C_ ("kind of line", "Chapter");
    }
}

/* A chapter becomes a part by what is put below it, never by its name alone: it would hide a text. */
static const BookgenUnitKind *
get_kinds (BookgenUnitFields *self, guint *n_kinds)
{
  gboolean written = bookgen_unit_is_written (self->unit);

  *n_kinds = written ? G_N_ELEMENTS (written_kinds) : G_N_ELEMENTS (group_kinds);
  return written ? written_kinds : group_kinds;
}

static void
show_kind (BookgenUnitFields *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_kinds, selected = 0;
  const BookgenUnitKind *kinds = get_kinds (self, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      gtk_string_list_append (names, name_kind (kinds[i]));
      if (kinds[i] == bookgen_unit_get_kind (self->unit))
        selected = i;
    }
  if (g_list_model_get_n_items (gtk_drop_down_get_model (self->kind)) != n_kinds)
    gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->kind, selected);
}

static void
show_lock (BookgenUnitFields *self)
{
  gboolean locked = bookgen_unit_get_locked (self->unit);

  gtk_toggle_button_set_active (self->lock, locked);
  gtk_button_set_icon_name (GTK_BUTTON (self->lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
}

static void
show_for_kind (BookgenUnitFields *self)
{
  gboolean written = bookgen_unit_is_written (self->unit);

  gtk_widget_set_visible (GTK_WIDGET (self->target_words), written);
  gtk_widget_set_visible (GTK_WIDGET (self->writer), written);
  gtk_widget_set_visible (GTK_WIDGET (self->lock), written);
  gtk_widget_set_visible (GTK_WIDGET (self->depends), written);
}

static void
show_unit (BookgenUnitFields *self)
{
  self->showing = TRUE;
  show_for_kind (self);
  show_kind (self);
  show_lock (self);
  gtk_spin_button_set_value (self->target_words, bookgen_unit_get_target_words (self->unit));
  gtk_spin_button_update (self->target_words);
  gtk_drop_down_set_selected (self->writer, bookgen_unit_get_writer (self->unit));
  gtk_toggle_button_set_active (self->in_book, bookgen_unit_get_in_book (self->unit));
  bookgen_depends_button_show (self->depends, self->outline, self->unit);
  self->showing = FALSE;
}

/* From the fields to the unit, through the outline's commands */

static void
edit (BookgenUnitFields *self, const char *property, const GValue *value)
{
  if (!self->showing && self->unit)
    bookgen_outline_edit (self->outline, self->unit, property, value);
}

static void
edit_enum (BookgenUnitFields *self, const char *property, GType type, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  g_value_set_enum (&value, number);
  edit (self, property, &value);
}

static void
edit_boolean (BookgenUnitFields *self, const char *property, gboolean on)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, on);
  edit (self, property, &value);
}

static void
on_target_words (BookgenUnitFields *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, gtk_spin_button_get_value_as_int (self->target_words));
  edit (self, "target-words", &value);
}

static void
on_writer (BookgenUnitFields *self)
{
  if (gtk_drop_down_get_selected (self->writer) != GTK_INVALID_LIST_POSITION)
    edit_enum (self, "writer", BOOKGEN_TYPE_WRITER, gtk_drop_down_get_selected (self->writer));
}

static void
on_kind (BookgenUnitFields *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind);
  guint n_kinds;
  const BookgenUnitKind *kinds;

  if (self->showing || !self->unit)
    return;
  kinds = get_kinds (self, &n_kinds);
  if (selected < n_kinds)
    edit_enum (self, "kind", BOOKGEN_TYPE_UNIT_KIND, kinds[selected]);
}

static void
on_in_book (BookgenUnitFields *self)
{
  edit_boolean (self, "in-book", gtk_toggle_button_get_active (self->in_book));
}

static void
on_lock (BookgenUnitFields *self)
{
  edit_boolean (self, "locked", gtk_toggle_button_get_active (self->lock));
}

/* 0 stands for its share of the book's length. */
static char *
dup_words (BookgenUnitFields *self, guint words)
{
  guint share = words == 0 && self->unit ? bookgen_outline_get_words (self->outline, self->unit) : 0;

  if (words > 0)
    return g_strdup_printf (ngettext ("%'u word", "%'u words", words), words);
  if (share > 0)
    return g_strdup_printf (_ ("as the book: %'u"), share);
  return g_strdup (_ ("as the book"));
}

static gboolean
on_words_shown (GtkSpinButton *spin, BookgenUnitFields *self)
{
  g_autofree char *text = dup_words (self, gtk_spin_button_get_value_as_int (spin));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* "2,400 words" -> 2400; "as the book: 2,400", untouched, stays 0. */
static int
on_words_typed (GtkSpinButton *spin, double *value, BookgenUnitFields *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  guint shown = gtk_adjustment_get_value (gtk_spin_button_get_adjustment (spin));
  g_autofree char *untouched = dup_words (self, shown);
  guint64 words = 0;

  *value = shown;
  if (g_str_equal (text, untouched))
    return TRUE;
  for (const char *c = text; *c; c++)
    if (g_ascii_isdigit (*c) && words < 1000000)
      words = words * 10 + (*c - '0');
  *value = words;
  return TRUE;
}

/* Another unit */

void
bookgen_unit_fields_show (BookgenUnitFields *self, BookgenOutline *outline, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_UNIT_FIELDS (self));
  if (self->unit)
    g_signal_handlers_disconnect_by_data (self->unit, self);
  if (self->outline)
    g_signal_handlers_disconnect_by_data (self->outline, self);
  g_set_object (&self->outline, outline);
  g_set_object (&self->unit, unit);
  if (!unit)
    return;
  g_signal_connect_swapped (unit, "notify", G_CALLBACK (show_unit), self);
  g_signal_connect_swapped (outline, "notify::length-words", G_CALLBACK (show_unit), self);
  show_unit (self);
}

/* Widget */

static void
bookgen_unit_fields_dispose (GObject *object)
{
  BookgenUnitFields *self = BOOKGEN_UNIT_FIELDS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  bookgen_unit_fields_show (self, NULL, NULL);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_unit_fields_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenUnitFields, target_words);
  gtk_widget_class_bind_template_child (widget_class, BookgenUnitFields, writer);
  gtk_widget_class_bind_template_child (widget_class, BookgenUnitFields, kind);
  gtk_widget_class_bind_template_child (widget_class, BookgenUnitFields, in_book);
  gtk_widget_class_bind_template_child (widget_class, BookgenUnitFields, lock);
  gtk_widget_class_bind_template_child (widget_class, BookgenUnitFields, depends);
  gtk_widget_class_bind_template_callback (widget_class, on_target_words);
  gtk_widget_class_bind_template_callback (widget_class, on_words_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_words_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_writer);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_bind_template_callback (widget_class, on_in_book);
  gtk_widget_class_bind_template_callback (widget_class, on_lock);
}

static void
bookgen_unit_fields_class_init (BookgenUnitFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_unit_fields_dispose;
  g_type_ensure (BOOKGEN_TYPE_DEPENDS_BUTTON);
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-unit-fields.ui");
  bind_children (widget_class);
}

static void
bookgen_unit_fields_init (BookgenUnitFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
