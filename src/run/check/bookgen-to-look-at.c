/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-to-look-at.h"

#include "bookgen-book-check.h"

/* A running book changes all the time: it is looked through once for what changed within this time. */
#define LOOK_AFTER_MS 500

struct _BookgenToLookAt {
  GObject parent_instance;

  BookgenBook *book;
  GPtrArray *items;          /* BookgenBookFinding */
  guint units, claims;
  GCancellable *cancellable; /* of the look that is under way; NULL for none */
  gboolean again;            /* something changed since it began */
  guint later_id;
};

typedef enum { PROP_UNITS = 1, PROP_CLAIMS, PROP_BUSY } ToLookAtProperty;
static GParamSpec *properties[PROP_BUSY + 1];

static GType
get_item_type (GListModel *model)
{
  return BOOKGEN_TYPE_BOOK_FINDING;
}

static guint
get_n_items (GListModel *model)
{
  return BOOKGEN_TO_LOOK_AT (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = BOOKGEN_TO_LOOK_AT (model)->items;
  return position < items->len ? g_object_ref (items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BookgenToLookAt, bookgen_to_look_at, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
is_same (BookgenBookFinding *one, BookgenBookFinding *two)
{
  const BookgenFinding *a = bookgen_book_finding_get (one), *b = bookgen_book_finding_get (two);
  return bookgen_book_finding_get_revision_id (one) == bookgen_book_finding_get_revision_id (two) && a->start == b->start
         && a->count == b->count && a->of == b->of
         && g_str_equal (bookgen_book_finding_get_unit_id (one), bookgen_book_finding_get_unit_id (two))
         && g_str_equal (bookgen_book_finding_get_key (one), bookgen_book_finding_get_key (two))
         && g_str_equal (bookgen_book_finding_get_sentence (one), bookgen_book_finding_get_sentence (two));
}

/* What is the same at both ends stays. FOUND is taken. */
static void
take_items (BookgenToLookAt *self, GPtrArray *found)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint head = 0, tail = 0, least = MIN (old->len, found->len);
  while (head < least && is_same (old->pdata[head], found->pdata[head]))
    head++;
  while (tail < least - head && is_same (old->pdata[old->len - 1 - tail], found->pdata[found->len - 1 - tail]))
    tail++;
  for (guint i = 0; i < head; i++)
    g_set_object (&found->pdata[i], old->pdata[i]);
  for (guint i = 1; i <= tail; i++)
    g_set_object (&found->pdata[found->len - i], old->pdata[old->len - i]);
  self->items = found;
  if (old->len > head + tail || found->len > head + tail)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, found->len - head - tail);
}

static void
set_count (BookgenToLookAt *self, guint *count, guint value, ToLookAtProperty property)
{
  if (*count == value)
    return;
  *count = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (path, &error);
  GPtrArray *found = snapshot != NULL ? bookgen_book_check (snapshot, cancellable, &error) : NULL;
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void look_soon (BookgenToLookAt *self);

/* What cannot be read now is read after the next change; what is shown stays. */
static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BookgenToLookAt *self = BOOKGEN_TO_LOOK_AT (source);
  GPtrArray *found = g_task_propagate_pointer (G_TASK (result), NULL);
  guint units, claims;
  g_clear_object (&self->cancellable);
  if (found != NULL && self->book != NULL)
    {
      bookgen_book_check_count (found, &units, &claims);
      take_items (self, g_steal_pointer (&found));
      set_count (self, &self->units, units, PROP_UNITS);
      set_count (self, &self->claims, claims, PROP_CLAIMS);
    }
  g_clear_pointer (&found, g_ptr_array_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  if (self->again && self->book != NULL)
    look_soon (self);
}

static gboolean
look (gpointer user_data)
{
  BookgenToLookAt *self = user_data;
  self->later_id = 0;
  self->again = FALSE;
  self->cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, looked, NULL);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, g_strdup (bookgen_book_get_path (self->book)), g_free);
  g_task_run_in_thread (task, look_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  return G_SOURCE_REMOVE;
}

static void
look_soon (BookgenToLookAt *self)
{
  if (self->cancellable != NULL)
    self->again = TRUE;
  else if (self->later_id == 0)
    self->later_id = g_timeout_add (LOOK_AFTER_MS, look, self);
}

static void
revision_came (BookgenBook *book, BookgenRevision *revision, gboolean current, BookgenToLookAt *self)
{
  if (current || bookgen_revision_get (revision)->findings != NULL)
    look_soon (self);
}

BookgenToLookAt *
bookgen_to_look_at_new (BookgenBook *book)
{
  BookgenToLookAt *self = g_object_new (BOOKGEN_TYPE_TO_LOOK_AT, NULL);
  self->book = g_object_ref (book);
  g_signal_connect_object (book, "revision", G_CALLBACK (revision_came), self, 0);
  g_signal_connect_object (book, "settled", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (book, "changed-elsewhere", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bookgen_book_get_outline (book), "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  self->later_id = g_idle_add (look, self);
  return self;
}

guint
bookgen_to_look_at_get_units (BookgenToLookAt *self)
{
  return self->units;
}

guint
bookgen_to_look_at_get_claims (BookgenToLookAt *self)
{
  return self->claims;
}

gboolean
bookgen_to_look_at_get_busy (BookgenToLookAt *self)
{
  return self->cancellable != NULL;
}

static void
bookgen_to_look_at_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BookgenToLookAt *self = BOOKGEN_TO_LOOK_AT (object);
  switch ((ToLookAtProperty) property_id)
    {
    case PROP_UNITS:
      g_value_set_uint (value, self->units);
      break;
    case PROP_CLAIMS:
      g_value_set_uint (value, self->claims);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, bookgen_to_look_at_get_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* A look under way keeps the object; it ends soon, and its result is dropped. */
static void
bookgen_to_look_at_dispose (GObject *object)
{
  BookgenToLookAt *self = BOOKGEN_TO_LOOK_AT (object);
  g_clear_handle_id (&self->later_id, g_source_remove);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_to_look_at_parent_class)->dispose (object);
}

static void
bookgen_to_look_at_finalize (GObject *object)
{
  BookgenToLookAt *self = BOOKGEN_TO_LOOK_AT (object);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (bookgen_to_look_at_parent_class)->finalize (object);
}

static void
bookgen_to_look_at_class_init (BookgenToLookAtClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  object_class->get_property = bookgen_to_look_at_get_property;
  object_class->dispose = bookgen_to_look_at_dispose;
  object_class->finalize = bookgen_to_look_at_finalize;
  properties[PROP_UNITS] = g_param_spec_uint ("units", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CLAIMS] = g_param_spec_uint ("claims", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bookgen_to_look_at_init (BookgenToLookAt *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}
