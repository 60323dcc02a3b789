/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-private.h"

#include "bookgen-unit-private.h"

struct _BookgenOutline
{
  GObject parent_instance;

  BookgenTree *tree;
  BookgenHistory *history;
  guint length_words;
  gboolean told_undo; /* what the properties were when they last notified */
  gboolean told_redo;
};

typedef enum {
  PROP_CAN_UNDO = 1,
  PROP_CAN_REDO,
  PROP_LENGTH_WORDS,
} BookgenOutlineProperty;

static GParamSpec *properties[PROP_LENGTH_WORDS + 1];
static guint changed_signal;
static guint placed_signal;
static guint edited_signal;

G_DEFINE_ENUM_TYPE (BookgenOutlineChange, bookgen_outline_change,
                    G_DEFINE_ENUM_VALUE (BOOKGEN_OUTLINE_ADDED, "added"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_OUTLINE_REMOVED, "removed"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_OUTLINE_MOVED, "moved"),
                    G_DEFINE_ENUM_VALUE (BOOKGEN_OUTLINE_EDITED, "edited"))

static GType
bookgen_outline_get_item_type (GListModel *model)
{
  return BOOKGEN_TYPE_UNIT;
}

static guint
bookgen_outline_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (bookgen_tree_get_top (BOOKGEN_OUTLINE (model)->tree));
}

static gpointer
bookgen_outline_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (bookgen_tree_get_top (BOOKGEN_OUTLINE (model)->tree), position);
}

static void
bookgen_outline_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bookgen_outline_get_item_type;
  iface->get_n_items = bookgen_outline_get_n_items;
  iface->get_item = bookgen_outline_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BookgenOutline, bookgen_outline, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bookgen_outline_list_model_init))

static void
bookgen_outline_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BookgenOutline *self = BOOKGEN_OUTLINE (object);

  switch ((BookgenOutlineProperty) property_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, bookgen_outline_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, bookgen_outline_can_redo (self));
      break;
    case PROP_LENGTH_WORDS:
      g_value_set_uint (value, self->length_words);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bookgen_outline_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BookgenOutline *self = BOOKGEN_OUTLINE (object);

  switch ((BookgenOutlineProperty) property_id)
    {
    case PROP_LENGTH_WORDS:
      bookgen_outline_set_length_words (self, g_value_get_uint (value));
      break;
    case PROP_CAN_UNDO:
    case PROP_CAN_REDO:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bookgen_outline_finalize (GObject *object)
{
  BookgenOutline *self = BOOKGEN_OUTLINE (object);

  bookgen_history_free (self->history);
  bookgen_tree_free (self->tree);
  G_OBJECT_CLASS (bookgen_outline_parent_class)->finalize (object);
}

static void
bookgen_outline_class_init (BookgenOutlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bookgen_outline_get_property;
  object_class->set_property = bookgen_outline_set_property;
  object_class->finalize = bookgen_outline_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_LENGTH_WORDS] = g_param_spec_uint ("length-words", NULL, NULL, 0, G_MAXINT32, 0, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 BOOKGEN_TYPE_UNIT, BOOKGEN_TYPE_OUTLINE_CHANGE);
  placed_signal = g_signal_new ("placed", BOOKGEN_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_POINTER);
  edited_signal = g_signal_new ("edited", BOOKGEN_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                BOOKGEN_TYPE_UNIT);
}

static void
bookgen_outline_init (BookgenOutline *self)
{
  self->tree = bookgen_tree_new ();
  self->history = bookgen_history_new ();
  g_signal_connect_swapped (bookgen_tree_get_top (self->tree), "items-changed", G_CALLBACK (g_list_model_items_changed), self);
}

BookgenOutline *
bookgen_outline_new (void)
{
  return g_object_new (BOOKGEN_TYPE_OUTLINE, NULL);
}

BookgenTree *
bookgen_outline_get_tree (BookgenOutline *self)
{
  return self->tree;
}

/* Doing */

static void
emit_changed (BookgenOutline *self, GPtrArray *units, BookgenOutlineChange what)
{
  if (!g_signal_has_handler_pending (self, changed_signal, 0, TRUE))
    return;
  for (guint i = 0; i < units->len; i++)
    g_signal_emit (self, changed_signal, 0, units->pdata[i], what);
}

static void
tell_placed (BookgenOutline *self, GPtrArray *units, const BookgenPlace *from, const BookgenPlace *to)
{
  g_signal_emit (self, placed_signal, 0, units, from, to);
  emit_changed (self, units,
                !to->in_tree     ? BOOKGEN_OUTLINE_REMOVED
                : from->in_tree ? BOOKGEN_OUTLINE_MOVED
                                : BOOKGEN_OUTLINE_ADDED);
}

void
bookgen_outline_apply_place (BookgenOutline *self, GPtrArray *units, const BookgenPlace *from, const BookgenPlace *to)
{
  gboolean known = bookgen_tree_has (self->tree, units->pdata[0]); /* as new copies are that stand nowhere yet */

  if (from->in_tree)
    bookgen_tree_detach (self->tree, units, from->position);
  for (guint i = 0; i < units->len; i++)
    if (!to->in_tree)
      bookgen_tree_leave (self->tree, units->pdata[i]);
    else if (!known)
      bookgen_tree_enter (self->tree, units->pdata[i]);
  if (to->in_tree)
    bookgen_tree_attach (self->tree, units, to->parent, to->position);
  tell_placed (self, units, from, to);
}

void
bookgen_outline_tell_edited (BookgenOutline *self, BookgenUnit *unit, const char *property)
{
  if (!property || !(g_str_equal (property, "title") || g_str_equal (property, "brief")))
    bookgen_tree_forget_numbers (self->tree);
  g_signal_emit (self, edited_signal, 0, unit);
  g_signal_emit (self, changed_signal, 0, unit, BOOKGEN_OUTLINE_EDITED);
}

static void
set_length (BookgenOutline *self, guint words)
{
  self->length_words = words;
  bookgen_tree_forget_numbers (self->tree);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LENGTH_WORDS]);
}

static void
apply (BookgenOutline *self, const BookgenCommand *command, gboolean forward)
{
  const GValue *value = forward ? &command->after : &command->before;
  BookgenUnit *unit = command->units->len > 0 ? command->units->pdata[0] : NULL;

  if (!unit)
    set_length (self, g_value_get_uint (value));
  else if (!command->property)
    bookgen_outline_apply_place (self, command->units, forward ? &command->from : &command->to,
                                 forward ? &command->to : &command->from);
  else if (bookgen_unit_set_value (unit, command->property, value))
    bookgen_outline_tell_edited (self, unit, command->property);
}

static void
notify_undo (BookgenOutline *self)
{
  gboolean could_undo = self->told_undo;
  gboolean could_redo = self->told_redo;

  self->told_undo = bookgen_outline_can_undo (self);
  self->told_redo = bookgen_outline_can_redo (self);
  if (could_undo != self->told_undo)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  if (could_redo != self->told_redo)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

void
bookgen_outline_change_place (BookgenOutline *self, GPtrArray *units, BookgenPlace from, BookgenPlace to)
{
  const BookgenCommand *command = bookgen_history_add_place (self->history, units, from, to);

  notify_undo (self);
  apply (self, command, TRUE);
}

/* Undo */

void
bookgen_outline_begin (BookgenOutline *self)
{
  bookgen_history_begin (self->history);
}

void
bookgen_outline_end (BookgenOutline *self)
{
  bookgen_history_end (self->history);
}

gboolean
bookgen_outline_can_undo (BookgenOutline *self)
{
  return bookgen_history_can_undo (self->history);
}

gboolean
bookgen_outline_can_redo (BookgenOutline *self)
{
  return bookgen_history_can_redo (self->history);
}

void
bookgen_outline_undo (BookgenOutline *self)
{
  g_autoptr (GPtrArray) step = bookgen_history_undo (self->history);

  for (guint i = step ? step->len : 0; i > 0; i--)
    apply (self, step->pdata[i - 1], FALSE);
  notify_undo (self);
}

void
bookgen_outline_redo (BookgenOutline *self)
{
  g_autoptr (GPtrArray) step = bookgen_history_redo (self->history);

  for (guint i = 0; step && i < step->len; i++)
    apply (self, step->pdata[i], TRUE);
  notify_undo (self);
}

void
bookgen_outline_forget_changes (BookgenOutline *self)
{
  bookgen_history_forget (self->history);
  notify_undo (self);
}

void
bookgen_outline_forget_units (BookgenOutline *self, GHashTable *units)
{
  bookgen_history_forget_units (self->history, units);
  notify_undo (self);
}

/* Commands; those that change a place are in bookgen-outline-placing.c. */

void
bookgen_outline_edit (BookgenOutline *self, BookgenUnit *unit, const char *property, const GValue *value)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (unit), property);
  g_auto (GValue) before = G_VALUE_INIT;
  g_auto (GValue) after = G_VALUE_INIT;

  g_return_if_fail (bookgen_tree_has (self->tree, unit));
  g_return_if_fail (pspec != NULL && !g_str_equal (property, "id"));
  g_value_init (&before, pspec->value_type);
  g_value_init (&after, pspec->value_type);
  g_return_if_fail (g_param_value_convert (pspec, value, &after, FALSE));

  g_object_get_property (G_OBJECT (unit), property, &before);
  if (!bookgen_unit_set_value (unit, property, &after))
    return;
  bookgen_history_add_edit (self->history, unit, pspec->name, &before, &after);
  notify_undo (self);
  bookgen_outline_tell_edited (self, unit, property);
}

void
bookgen_outline_edit_string (BookgenOutline *self, BookgenUnit *unit, const char *property, const char *value)
{
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_STRING);
  g_value_set_string (&boxed, value ? value : "");
  bookgen_outline_edit (self, unit, property, &boxed);
}

guint
bookgen_outline_get_length_words (BookgenOutline *self)
{
  return self->length_words;
}

void
bookgen_outline_set_length_words (BookgenOutline *self, guint words)
{
  g_auto (GValue) before = G_VALUE_INIT;
  g_auto (GValue) after = G_VALUE_INIT;

  words = MIN (words, G_MAXINT32);
  if (self->length_words == words)
    return;
  g_value_init (&before, G_TYPE_UINT);
  g_value_set_uint (&before, self->length_words);
  g_value_init (&after, G_TYPE_UINT);
  g_value_set_uint (&after, words);
  bookgen_history_add_edit (self->history, NULL, properties[PROP_LENGTH_WORDS]->name, &before, &after);
  notify_undo (self);
  set_length (self, words);
}

void
bookgen_outline_end_edit (BookgenOutline *self)
{
  bookgen_history_end_edit (self->history);
}
