/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-unit-private.h"

struct _BookgenUnit
{
  GObject parent_instance;

  GRefString *id;
  BookgenUnitKind kind;
  GRefString *title;
  GRefString *brief;
  guint target_words;
  BookgenWriter writer;
  gboolean in_book;
  gboolean locked;
  GStrv depends_on;    /* owned; NULL for none */
  BookgenUnit *parent; /* borrowed; NULL at the top level */
  GListStore *children; /* NULL until somebody asks for it */
  guint number;
  guint words;
};

typedef enum {
  PROP_ID = 1,
  PROP_KIND,
  PROP_TITLE,
  PROP_BRIEF,
  PROP_TARGET_WORDS,
  PROP_WRITER,
  PROP_IN_BOOK,
  PROP_LOCKED,
  PROP_DEPENDS_ON,
} BookgenUnitProperty;

static GParamSpec *properties[PROP_DEPENDS_ON + 1];
static const char *const nothing[] = { NULL };
static GRefString *no_text; /* that of every unit without one */

G_DEFINE_FINAL_TYPE (BookgenUnit, bookgen_unit, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BookgenUnitKind, bookgen_unit_kind,
                    G_DEFINE_ENUM_VALUE (BOOKGEN_UNIT_PART, "part"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_UNIT_MODULE, "module"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_UNIT_CHAPTER, "chapter"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_UNIT_LESSON, "lesson"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_UNIT_LAB, "lab"))

G_DEFINE_ENUM_TYPE (BookgenWriter, bookgen_writer,
                    G_DEFINE_ENUM_VALUE (BOOKGEN_WRITER_MODEL, "model"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_WRITER_ME, "me"))

static const char *const kind_names[] = { "part", "module", "chapter", "lesson", "lab" };

static void
bookgen_unit_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BookgenUnit *self = BOOKGEN_UNIT (object);

  switch ((BookgenUnitProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_BRIEF:
      g_value_set_string (value, self->brief);
      break;
    case PROP_TARGET_WORDS:
      g_value_set_uint (value, self->target_words);
      break;
    case PROP_WRITER:
      g_value_set_enum (value, self->writer);
      break;
    case PROP_IN_BOOK:
      g_value_set_boolean (value, self->in_book);
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    case PROP_DEPENDS_ON:
      g_value_set_boxed (value, bookgen_unit_get_depends_on (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
forget_parent (BookgenUnit *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);
      child->parent = NULL;
    }
}

static void
bookgen_unit_dispose (GObject *object)
{
  BookgenUnit *self = BOOKGEN_UNIT (object);

  if (self->children)
    forget_parent (self);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (bookgen_unit_parent_class)->dispose (object);
}

static void
bookgen_unit_finalize (GObject *object)
{
  BookgenUnit *self = BOOKGEN_UNIT (object);

  g_clear_pointer (&self->id, g_ref_string_release);
  g_ref_string_release (self->title);
  g_ref_string_release (self->brief);
  g_strfreev (self->depends_on);
  G_OBJECT_CLASS (bookgen_unit_parent_class)->finalize (object);
}

static void
bookgen_unit_class_init (BookgenUnitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bookgen_unit_get_property;
  object_class->dispose = bookgen_unit_dispose;
  object_class->finalize = bookgen_unit_finalize;

  no_text = g_ref_string_new ("");
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, BOOKGEN_TYPE_UNIT_KIND, BOOKGEN_UNIT_CHAPTER, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_BRIEF] = g_param_spec_string ("brief", NULL, NULL, "", flags);
  properties[PROP_TARGET_WORDS] = g_param_spec_uint ("target-words", NULL, NULL, 0, G_MAXINT32, 0, flags);
  properties[PROP_WRITER] = g_param_spec_enum ("writer", NULL, NULL, BOOKGEN_TYPE_WRITER, BOOKGEN_WRITER_MODEL, flags);
  properties[PROP_IN_BOOK] = g_param_spec_boolean ("in-book", NULL, NULL, TRUE, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  properties[PROP_DEPENDS_ON] = g_param_spec_boxed ("depends-on", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bookgen_unit_init (BookgenUnit *self)
{
  self->title = g_ref_string_acquire (no_text);
  self->brief = g_ref_string_acquire (no_text);
  self->in_book = TRUE;
}

static gboolean
set_text (GRefString **field, const char *text)
{
  g_autofree char *valid = NULL;

  if (!text)
    text = "";
  if (g_str_equal (*field, text))
    return FALSE;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  g_ref_string_release (*field);
  *field = *text ? g_ref_string_new (text) : g_ref_string_acquire (no_text);
  return TRUE;
}

static gboolean
set_depends_on (BookgenUnit *self, const char *const *ids)
{
  if (!ids)
    ids = nothing;
  if (g_strv_equal (bookgen_unit_get_depends_on (self), ids))
    return FALSE;
  g_strfreev (self->depends_on);
  self->depends_on = *ids ? g_strdupv ((char **) ids) : NULL;
  return TRUE;
}

static gboolean
set_int (int *field, int value)
{
  gboolean differs = *field != value;

  *field = value;
  return differs;
}

static gboolean
set_property_id (BookgenUnit *self, BookgenUnitProperty property, const GValue *value)
{
  switch (property)
    {
    case PROP_KIND:
      return set_int ((int *) &self->kind, g_value_get_enum (value));
    case PROP_TITLE:
      return set_text (&self->title, g_value_get_string (value));
    case PROP_BRIEF:
      return set_text (&self->brief, g_value_get_string (value));
    case PROP_TARGET_WORDS:
      return set_int ((int *) &self->target_words, (int) g_value_get_uint (value));
    case PROP_WRITER:
      return set_int ((int *) &self->writer, g_value_get_enum (value));
    case PROP_IN_BOOK:
      return set_int (&self->in_book, g_value_get_boolean (value));
    case PROP_LOCKED:
      return set_int (&self->locked, g_value_get_boolean (value));
    case PROP_DEPENDS_ON:
      return set_depends_on (self, g_value_get_boxed (value));
    case PROP_ID:
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
bookgen_unit_set_value (BookgenUnit *self, const char *property, const GValue *value)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), property);

  g_return_val_if_fail (pspec != NULL, FALSE);
  if (!set_property_id (self, pspec->param_id, value))
    return FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  return TRUE;
}

gboolean
bookgen_unit_assume (BookgenUnit *self, BookgenUnit *other)
{
  gboolean differs = FALSE;

  for (guint i = PROP_KIND; i < G_N_ELEMENTS (properties); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, properties[i]->value_type);
      bookgen_unit_get_property (G_OBJECT (other), i, &value, properties[i]);
      differs |= bookgen_unit_set_value (self, properties[i]->name, &value);
    }
  return differs;
}

BookgenUnit *
bookgen_unit_new (const char *id, BookgenUnitKind kind, const char *title)
{
  BookgenUnit *self = g_object_new (BOOKGEN_TYPE_UNIT, NULL);

  self->id = g_ref_string_new (id);
  self->kind = kind;
  set_text (&self->title, title);
  return self;
}

BookgenUnit *
bookgen_unit_copy (BookgenUnit *self, GRefString *id)
{
  BookgenUnit *copy = g_object_new (BOOKGEN_TYPE_UNIT, NULL);

  copy->id = id;
  copy->kind = self->kind;
  g_ref_string_release (copy->title);
  copy->title = g_ref_string_acquire (self->title);
  g_ref_string_release (copy->brief);
  copy->brief = g_ref_string_acquire (self->brief);
  copy->target_words = self->target_words;
  copy->writer = self->writer;
  copy->in_book = self->in_book;
  copy->locked = self->locked;
  return copy;
}

GRefString *
bookgen_unit_swap_id (BookgenUnit *self, GRefString *id)
{
  GRefString *old_id = self->id;

  self->id = id;
  return old_id;
}

void
bookgen_unit_set_parent (BookgenUnit *self, BookgenUnit *parent)
{
  self->parent = parent;
}

void
bookgen_unit_set_number (BookgenUnit *self, guint number)
{
  self->number = number;
}

guint
bookgen_unit_get_number (BookgenUnit *self)
{
  return self->number;
}

void
bookgen_unit_set_words (BookgenUnit *self, guint words)
{
  self->words = words;
}

guint
bookgen_unit_get_words (BookgenUnit *self)
{
  return self->words;
}

GRefString *
bookgen_unit_ref_id (BookgenUnit *self)
{
  return g_ref_string_acquire (self->id);
}

GRefString *
bookgen_unit_ref_title (BookgenUnit *self)
{
  return g_ref_string_acquire (self->title);
}

GRefString *
bookgen_unit_ref_brief (BookgenUnit *self)
{
  return g_ref_string_acquire (self->brief);
}

const char *
bookgen_unit_get_id (BookgenUnit *self)
{
  return self->id;
}

BookgenUnitKind
bookgen_unit_get_kind (BookgenUnit *self)
{
  return self->kind;
}

const char *
bookgen_unit_get_title (BookgenUnit *self)
{
  return self->title;
}

const char *
bookgen_unit_get_brief (BookgenUnit *self)
{
  return self->brief;
}

guint
bookgen_unit_get_target_words (BookgenUnit *self)
{
  return self->target_words;
}

BookgenWriter
bookgen_unit_get_writer (BookgenUnit *self)
{
  return self->writer;
}

gboolean
bookgen_unit_get_in_book (BookgenUnit *self)
{
  return self->in_book;
}

gboolean
bookgen_unit_get_locked (BookgenUnit *self)
{
  return self->locked;
}

const char *const *
bookgen_unit_get_depends_on (BookgenUnit *self)
{
  return self->depends_on ? (const char *const *) self->depends_on : nothing;
}

BookgenUnit *
bookgen_unit_get_parent (BookgenUnit *self)
{
  return self->parent;
}

gboolean
bookgen_unit_has_children (BookgenUnit *self)
{
  return self->children && g_list_model_get_n_items (G_LIST_MODEL (self->children)) > 0;
}

GListModel *
bookgen_unit_get_children (BookgenUnit *self)
{
  if (!self->children)
    self->children = g_list_store_new (BOOKGEN_TYPE_UNIT);
  return G_LIST_MODEL (self->children);
}

gboolean
bookgen_unit_is_written (BookgenUnit *self)
{
  return self->kind >= BOOKGEN_UNIT_CHAPTER;
}

const char *
bookgen_unit_kind_to_string (BookgenUnitKind kind)
{
  g_return_val_if_fail (kind <= BOOKGEN_UNIT_LAB, NULL);

  return kind_names[kind];
}

gboolean
bookgen_unit_kind_from_string (const char *name, BookgenUnitKind *kind)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (name, kind_names[i]))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
