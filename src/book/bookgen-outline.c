/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-private.h"

#include "bookgen-unit-private.h"

/* Where a unit is, or that it is in no tree. */
typedef struct
{
  gboolean in_tree;
  BookgenUnit *parent; /* owned; NULL at the top level */
  guint position;      /* among its siblings, not counting itself */
} Place;

/* One change that can be taken back: of a unit's place, or of one of its properties. */
typedef struct
{
  BookgenUnit *unit;    /* owned */
  const char *property; /* interned; NULL for a change of place */
  GValue before;
  GValue after;
  Place from;
  Place to;
} Command;

struct _BookgenOutline
{
  GObject parent_instance;

  GListStore *top;
  GHashTable *by_id; /* borrowed id -> borrowed BookgenUnit, of every unit in the tree */
  guint64 next_number;

  GPtrArray *undo;     /* of steps, each a GPtrArray of Command */
  GPtrArray *redo;
  GPtrArray *open;     /* borrowed: the step that commands are added to; NULL between steps */
  guint open_depth;
  gboolean told_undo;  /* what the properties were when they last notified */
  gboolean told_redo;
  gboolean typing;     /* the last step takes further edits of its text */

  gboolean numbered;   /* the numbers kept in the units and the counts below hold */
  guint n_written;
};

typedef enum {
  PROP_CAN_UNDO = 1,
  PROP_CAN_REDO,
} BookgenOutlineProperty;

static GParamSpec *properties[PROP_CAN_REDO + 1];
static guint changed_signal;

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
  return g_list_model_get_n_items (G_LIST_MODEL (BOOKGEN_OUTLINE (model)->top));
}

static gpointer
bookgen_outline_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (BOOKGEN_OUTLINE (model)->top), position);
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
command_free (gpointer data)
{
  Command *command = data;

  g_object_unref (command->unit);
  g_clear_object (&command->from.parent);
  g_clear_object (&command->to.parent);
  if (command->property)
    {
      g_value_unset (&command->before);
      g_value_unset (&command->after);
    }
  g_free (command);
}

static void
step_free (gpointer data)
{
  g_ptr_array_unref (data);
}

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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bookgen_outline_finalize (GObject *object)
{
  BookgenOutline *self = BOOKGEN_OUTLINE (object);

  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_hash_table_unref (self->by_id);
  g_object_unref (self->top);
  G_OBJECT_CLASS (bookgen_outline_parent_class)->finalize (object);
}

static void
bookgen_outline_class_init (BookgenOutlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bookgen_outline_get_property;
  object_class->finalize = bookgen_outline_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 BOOKGEN_TYPE_UNIT, BOOKGEN_TYPE_OUTLINE_CHANGE);
}

static void
bookgen_outline_init (BookgenOutline *self)
{
  self->top = g_list_store_new (BOOKGEN_TYPE_UNIT);
  g_signal_connect_swapped (self->top, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->next_number = 1;
  self->undo = g_ptr_array_new_with_free_func (step_free);
  self->redo = g_ptr_array_new_with_free_func (step_free);
}

BookgenOutline *
bookgen_outline_new (void)
{
  return g_object_new (BOOKGEN_TYPE_OUTLINE, NULL);
}

/* The tree */

static GListModel *
get_siblings (BookgenOutline *self, BookgenUnit *parent)
{
  return parent ? bookgen_unit_get_children (parent) : G_LIST_MODEL (self->top);
}

static gboolean
is_in_tree (BookgenOutline *self, BookgenUnit *unit)
{
  return bookgen_outline_find (self, bookgen_unit_get_id (unit)) == unit;
}

typedef void (*UnitFunc) (BookgenUnit *unit, gpointer data);

static void visit (BookgenUnit *unit, UnitFunc func, gpointer data);

static void
walk (GListModel *units, UnitFunc func, gpointer data)
{
  guint n = g_list_model_get_n_items (units);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      visit (unit, func, data);
    }
}

static void
visit (BookgenUnit *unit, UnitFunc func, gpointer data)
{
  func (unit, data);
  if (bookgen_unit_has_children (unit))
    walk (bookgen_unit_get_children (unit), func, data);
}

static void
enter (BookgenUnit *unit, gpointer by_id)
{
  g_hash_table_insert (by_id, (gpointer) bookgen_unit_get_id (unit), unit);
}

static void
leave (BookgenUnit *unit, gpointer by_id)
{
  g_hash_table_remove (by_id, bookgen_unit_get_id (unit));
}

/* LIKELY is where it was the last time; looking there first makes undoing a large step quick. */
static guint
get_position (BookgenOutline *self, BookgenUnit *unit, guint likely)
{
  GListModel *siblings = get_siblings (self, bookgen_unit_get_parent (unit));
  g_autoptr (BookgenUnit) there = g_list_model_get_item (siblings, likely);
  guint position = likely;

  if (there == unit)
    return position;
  g_list_store_find (G_LIST_STORE (siblings), unit, &position);
  return position;
}

static void
attach (BookgenOutline *self, BookgenUnit *unit, BookgenUnit *parent, guint position)
{
  GListModel *siblings = get_siblings (self, parent);

  self->numbered = FALSE;
  bookgen_unit_set_parent (unit, parent);
  g_list_store_insert (G_LIST_STORE (siblings), MIN (position, g_list_model_get_n_items (siblings)), unit);
}

static void
detach (BookgenOutline *self, BookgenUnit *unit, guint likely)
{
  guint position = get_position (self, unit, likely);
  GListModel *siblings = get_siblings (self, bookgen_unit_get_parent (unit));

  self->numbered = FALSE;
  bookgen_unit_set_parent (unit, NULL);
  g_list_store_remove (G_LIST_STORE (siblings), position);
}

/* Undo */

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

static void
record (BookgenOutline *self, Command *command)
{
  self->typing = FALSE;
  g_ptr_array_set_size (self->redo, 0);
  if (self->open_depth == 0 || !self->open)
    {
      self->open = g_ptr_array_new_with_free_func (command_free);
      g_ptr_array_add (self->undo, self->open);
    }
  g_ptr_array_add (self->open, command);
  if (self->open_depth == 0)
    self->open = NULL;
  notify_undo (self);
}

static void
apply_place (BookgenOutline *self, BookgenUnit *unit, const Place *from, const Place *to)
{
  g_autoptr (BookgenUnit) kept = g_object_ref (unit);
  BookgenOutlineChange what = BOOKGEN_OUTLINE_MOVED;

  if (from->in_tree)
    detach (self, unit, from->position);
  if (!to->in_tree)
    {
      what = BOOKGEN_OUTLINE_REMOVED;
      visit (unit, leave, self->by_id);
    }
  else if (!from->in_tree)
    {
      what = BOOKGEN_OUTLINE_ADDED;
      visit (unit, enter, self->by_id);
    }
  if (to->in_tree)
    attach (self, unit, to->parent, to->position);
  g_signal_emit (self, changed_signal, 0, unit, what);
}

static void
apply_edit (BookgenOutline *self, BookgenUnit *unit, const char *property, const GValue *value)
{
  if (!bookgen_unit_set_value (unit, property, value))
    return;
  if (g_str_equal (property, "kind"))
    self->numbered = FALSE;
  g_signal_emit (self, changed_signal, 0, unit, BOOKGEN_OUTLINE_EDITED);
}

static void
apply (BookgenOutline *self, Command *command, gboolean forward)
{
  if (command->property)
    apply_edit (self, command->unit, command->property, forward ? &command->after : &command->before);
  else if (forward)
    apply_place (self, command->unit, &command->from, &command->to);
  else
    apply_place (self, command->unit, &command->to, &command->from);
}

static Place
get_place (BookgenOutline *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);

  return (Place){ TRUE, parent ? g_object_ref (parent) : NULL, get_position (self, unit, 0) };
}

static Place
make_place (BookgenOutline *self, BookgenUnit *parent, guint position)
{
  guint n_siblings = g_list_model_get_n_items (get_siblings (self, parent));

  return (Place){ TRUE, parent ? g_object_ref (parent) : NULL, MIN (position, n_siblings) };
}

static void
change_place (BookgenOutline *self, BookgenUnit *unit, Place from, Place to)
{
  Command *command = g_new0 (Command, 1);

  command->unit = g_object_ref (unit);
  command->from = from;
  command->to = to;
  record (self, command);
  apply (self, command, TRUE);
}

void
bookgen_outline_begin (BookgenOutline *self)
{
  self->typing = FALSE;
  if (self->open_depth++ == 0)
    self->open = NULL;
}

void
bookgen_outline_end (BookgenOutline *self)
{
  g_return_if_fail (self->open_depth > 0);

  self->typing = FALSE;
  if (--self->open_depth == 0)
    self->open = NULL;
}

gboolean
bookgen_outline_can_undo (BookgenOutline *self)
{
  return self->undo->len > 0;
}

gboolean
bookgen_outline_can_redo (BookgenOutline *self)
{
  return self->redo->len > 0;
}

void
bookgen_outline_undo (BookgenOutline *self)
{
  GPtrArray *step;

  g_return_if_fail (self->open_depth == 0);
  if (self->undo->len == 0)
    return;
  self->typing = FALSE;
  step = g_ptr_array_steal_index (self->undo, self->undo->len - 1);
  g_ptr_array_add (self->redo, step);
  for (guint i = step->len; i > 0; i--)
    apply (self, step->pdata[i - 1], FALSE);
  notify_undo (self);
}

void
bookgen_outline_redo (BookgenOutline *self)
{
  GPtrArray *step;

  g_return_if_fail (self->open_depth == 0);
  if (self->redo->len == 0)
    return;
  self->typing = FALSE;
  step = g_ptr_array_steal_index (self->redo, self->redo->len - 1);
  g_ptr_array_add (self->undo, step);
  for (guint i = 0; i < step->len; i++)
    apply (self, step->pdata[i], TRUE);
  notify_undo (self);
}

void
bookgen_outline_forget_changes (BookgenOutline *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  self->open = NULL;
  self->typing = FALSE;
  notify_undo (self);
}

/* Commands */

static char *
dup_next_id (BookgenOutline *self)
{
  return g_strdup_printf ("u%" G_GUINT64_FORMAT, self->next_number++);
}

BookgenUnit *
bookgen_outline_add (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenUnitKind kind, const char *title)
{
  g_autofree char *id = dup_next_id (self);
  g_autoptr (BookgenUnit) unit = bookgen_unit_new (id, kind, title);

  g_return_val_if_fail (!parent || is_in_tree (self, parent), NULL);
  change_place (self, unit, (Place){ FALSE }, make_place (self, parent, position));
  return unit; /* the tree and the command hold it */
}

static BookgenUnit *
copy_branch (BookgenOutline *self, BookgenUnit *unit, GHashTable *copies)
{
  g_autofree char *id = dup_next_id (self);
  BookgenUnit *copy = bookgen_unit_copy (unit, id);

  g_hash_table_insert (copies, unit, copy);
  for (guint i = 0; bookgen_unit_has_children (unit) && i < g_list_model_get_n_items (bookgen_unit_get_children (unit)); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (bookgen_unit_get_children (unit), i);
      g_autoptr (BookgenUnit) child_copy = copy_branch (self, child, copies);

      bookgen_unit_set_parent (child_copy, copy);
      g_list_store_append (G_LIST_STORE (bookgen_unit_get_children (copy)), child_copy);
    }
  return copy;
}

/* What UNIT of OTHER depends on, its COPY depends on among the copies. */
static void
copy_dependencies (BookgenOutline *other, BookgenUnit *unit, BookgenUnit *copy, GHashTable *copies)
{
  const char *const *needs = bookgen_unit_get_depends_on (unit);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GValue) value = G_VALUE_INIT;

  if (!needs[0])
    return;
  for (; *needs; needs++)
    {
      BookgenUnit *needed = bookgen_outline_find (other, *needs);

      if (needed)
        g_strv_builder_add (builder, bookgen_unit_get_id (g_hash_table_lookup (copies, needed)));
    }
  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, g_strv_builder_end (builder));
  bookgen_unit_set_value (copy, "depends-on", &value);
}

void
bookgen_outline_add_tree (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenOutline *other)
{
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) tops = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer unit, copy;

  g_return_if_fail (!parent || is_in_tree (self, parent));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (other->top)); i++)
    {
      g_autoptr (BookgenUnit) top = g_list_model_get_item (G_LIST_MODEL (other->top), i);
      g_ptr_array_add (tops, copy_branch (self, top, copies));
    }
  g_hash_table_iter_init (&iter, copies);
  while (g_hash_table_iter_next (&iter, &unit, &copy))
    copy_dependencies (other, unit, copy, copies);

  position = MIN (position, g_list_model_get_n_items (get_siblings (self, parent)));
  bookgen_outline_begin (self);
  for (guint i = 0; i < tops->len; i++)
    change_place (self, tops->pdata[i], (Place){ FALSE }, make_place (self, parent, position + i));
  bookgen_outline_end (self);
}

void
bookgen_outline_remove (BookgenOutline *self, BookgenUnit *unit)
{
  g_return_if_fail (is_in_tree (self, unit));

  change_place (self, unit, get_place (self, unit), (Place){ FALSE });
}

static gboolean
is_or_is_below (BookgenUnit *unit, BookgenUnit *ancestor)
{
  for (; unit; unit = bookgen_unit_get_parent (unit))
    if (unit == ancestor)
      return TRUE;
  return FALSE;
}

gboolean
bookgen_outline_move (BookgenOutline *self, BookgenUnit *unit, BookgenUnit *parent, guint position)
{
  Place from;
  guint n_others;

  g_return_val_if_fail (is_in_tree (self, unit) && (!parent || is_in_tree (self, parent)), FALSE);
  if (is_or_is_below (parent, unit))
    return FALSE;

  from = get_place (self, unit);
  n_others = g_list_model_get_n_items (get_siblings (self, parent)) - (from.parent == parent ? 1 : 0);
  position = MIN (position, n_others);
  if (from.parent == parent && from.position == position)
    g_clear_object (&from.parent);
  else
    change_place (self, unit, from, (Place){ TRUE, parent ? g_object_ref (parent) : NULL, position });
  return TRUE;
}

static Command *
get_typed (BookgenOutline *self)
{
  GPtrArray *step = self->undo->len > 0 ? g_ptr_array_index (self->undo, self->undo->len - 1) : NULL;

  return self->typing && step ? g_ptr_array_index (step, step->len - 1) : NULL;
}

/* Takes a further edit of the text that is being typed into its step. */
static gboolean
continue_typing (BookgenOutline *self, BookgenUnit *unit, const char *property, const GValue *after)
{
  Command *typed = get_typed (self);

  if (!typed || typed->unit != unit || typed->property != property)
    return FALSE;
  g_value_copy (after, &typed->after);
  return TRUE;
}

static void
record_edit (BookgenOutline *self, BookgenUnit *unit, const char *property, const GValue *before, const GValue *after)
{
  Command *command = g_new0 (Command, 1);

  command->unit = g_object_ref (unit);
  command->property = property;
  g_value_init (&command->before, G_VALUE_TYPE (before));
  g_value_copy (before, &command->before);
  g_value_init (&command->after, G_VALUE_TYPE (after));
  g_value_copy (after, &command->after);
  record (self, command);
  self->typing = G_VALUE_HOLDS_STRING (after);
}

void
bookgen_outline_edit (BookgenOutline *self, BookgenUnit *unit, const char *property, const GValue *value)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (unit), property);
  g_auto (GValue) before = G_VALUE_INIT;
  g_auto (GValue) after = G_VALUE_INIT;

  g_return_if_fail (is_in_tree (self, unit));
  g_return_if_fail (pspec != NULL && !g_str_equal (property, "id"));
  g_value_init (&before, pspec->value_type);
  g_value_init (&after, pspec->value_type);
  g_return_if_fail (g_param_value_convert (pspec, value, &after, FALSE));

  g_object_get_property (G_OBJECT (unit), property, &before);
  if (!bookgen_unit_set_value (unit, property, &after))
    return;
  if (!continue_typing (self, unit, pspec->name, &after))
    record_edit (self, unit, pspec->name, &before, &after);
  if (g_str_equal (property, "kind"))
    self->numbered = FALSE;
  g_signal_emit (self, changed_signal, 0, unit, BOOKGEN_OUTLINE_EDITED);
}

void
bookgen_outline_edit_string (BookgenOutline *self, BookgenUnit *unit, const char *property, const char *value)
{
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_STRING);
  g_value_set_string (&boxed, value ? value : "");
  bookgen_outline_edit (self, unit, property, &boxed);
}

void
bookgen_outline_end_edit (BookgenOutline *self)
{
  self->typing = FALSE;
}

/* Looking up */

BookgenUnit *
bookgen_outline_find (BookgenOutline *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static void
collect (BookgenUnit *unit, gpointer units)
{
  g_ptr_array_add (units, g_object_ref (unit));
}

static void
collect_written (BookgenUnit *unit, gpointer units)
{
  if (bookgen_unit_is_written (unit))
    collect (unit, units);
}

GPtrArray *
bookgen_outline_dup_units (BookgenOutline *self, gboolean only_written)
{
  GPtrArray *units = g_ptr_array_new_full (g_hash_table_size (self->by_id), g_object_unref);

  walk (G_LIST_MODEL (self->top), only_written ? collect_written : collect, units);
  return units;
}

static void
number_unit (BookgenUnit *unit, gpointer data)
{
  guint *n_written = data;

  bookgen_unit_set_number (unit, bookgen_unit_is_written (unit) ? ++*n_written : 0);
}

static void
ensure_numbers (BookgenOutline *self)
{
  if (self->numbered)
    return;
  self->n_written = 0;
  walk (G_LIST_MODEL (self->top), number_unit, &self->n_written);
  self->numbered = TRUE;
}

guint
bookgen_outline_count (BookgenOutline *self, gboolean only_written)
{
  if (!only_written)
    return g_hash_table_size (self->by_id);
  ensure_numbers (self);
  return self->n_written;
}

guint
bookgen_outline_get_number (BookgenOutline *self, BookgenUnit *unit)
{
  g_return_val_if_fail (is_in_tree (self, unit), 0);

  ensure_numbers (self);
  return bookgen_unit_get_number (unit);
}

/* For the store */

BookgenUnit *
bookgen_outline_restore (BookgenOutline *self, BookgenUnit *parent, const char *id, BookgenUnitKind kind, const char *title)
{
  g_autoptr (BookgenUnit) unit = NULL;
  guint64 number;

  g_return_val_if_fail (!bookgen_outline_find (self, id), NULL);
  unit = bookgen_unit_new (id, kind, title);
  enter (unit, self->by_id);
  attach (self, unit, parent, G_MAXUINT);
  if (id[0] == 'u' && g_ascii_string_to_unsigned (id + 1, 10, 1, G_MAXUINT64 - 1, &number, NULL))
    self->next_number = MAX (self->next_number, number + 1);
  return unit; /* the tree holds it */
}

guint64
bookgen_outline_get_next_number (BookgenOutline *self)
{
  return self->next_number;
}

void
bookgen_outline_set_next_number (BookgenOutline *self, guint64 number)
{
  self->next_number = MAX (self->next_number, number);
}

/* Puts the unit that OTHER has at this place, and all below it, at the same place here. */
static void
adopt_children (BookgenOutline *self, BookgenUnit *parent, GListModel *others)
{
  for (guint i = 0; i < g_list_model_get_n_items (others); i++)
    {
      g_autoptr (BookgenUnit) other = g_list_model_get_item (others, i);
      g_autoptr (BookgenUnit) there = g_list_model_get_item (get_siblings (self, parent), i);
      g_autoptr (BookgenUnit) made = NULL;
      BookgenUnit *unit = bookgen_outline_find (self, bookgen_unit_get_id (other));
      const Place old = { unit != NULL };
      const Place new = { TRUE, parent, i };

      if (!unit)
        unit = made = bookgen_unit_copy (other, bookgen_unit_get_id (other));
      if (unit != there)
        apply_place (self, unit, &old, &new);
      if (bookgen_unit_assume (unit, other))
        g_signal_emit (self, changed_signal, 0, unit, BOOKGEN_OUTLINE_EDITED);
      adopt_children (self, unit, bookgen_unit_get_children (other));
    }
}

void
bookgen_outline_adopt (BookgenOutline *self, BookgenOutline *other)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (self, FALSE);
  const Place here = { TRUE };
  const Place gone = { FALSE };

  adopt_children (self, NULL, G_LIST_MODEL (other));
  for (guint i = 0; i < units->len; i++)
    if (!bookgen_outline_find (other, bookgen_unit_get_id (units->pdata[i])) && is_in_tree (self, units->pdata[i]))
      apply_place (self, units->pdata[i], &here, &gone);
  self->numbered = FALSE;
  bookgen_outline_set_next_number (self, other->next_number);
}
