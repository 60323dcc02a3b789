/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-provider-list.h"

#include "bookgen-keyring.h"

#include <glib/gi18n-lib.h>

struct _BookgenProviderList
{
  GPtrArray *endpoints;
  GError *unread; /* nullable: why the file could not be read */
};

BookgenProviderList *
bookgen_provider_list_load (GError **error)
{
  BookgenProviderList *self = g_new0 (BookgenProviderList, 1);

  self->endpoints = bookgen_endpoints_load (&self->unread);
  if (self->endpoints)
    return self;
  self->endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  if (error)
    *error = g_error_copy (self->unread);
  return self;
}

void
bookgen_provider_list_free (BookgenProviderList *self)
{
  g_ptr_array_unref (self->endpoints);
  g_clear_error (&self->unread);
  g_free (self);
}

guint
bookgen_provider_list_get_size (BookgenProviderList *self)
{
  return self->endpoints->len;
}

BookgenEndpoint *
bookgen_provider_list_get (BookgenProviderList *self, guint index)
{
  return g_ptr_array_index (self->endpoints, index);
}

BookgenEndpoint *
bookgen_provider_list_find (BookgenProviderList *self, const char *name, guint *index)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    {
      BookgenEndpoint *endpoint = g_ptr_array_index (self->endpoints, i);

      if (g_strcmp0 (bookgen_endpoint_get_name (endpoint), name) != 0)
        continue;
      if (index)
        *index = i;
      return endpoint;
    }
  return NULL;
}

gboolean
bookgen_provider_list_has_address (BookgenProviderList *self, const char *address)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    if (g_strcmp0 (bookgen_endpoint_get_address (g_ptr_array_index (self->endpoints, i)), address) == 0)
      return TRUE;
  return FALSE;
}

char *
bookgen_provider_list_dup_free_name (BookgenProviderList *self, const char *name)
{
  g_autofree char *candidate = g_strdup (name);

  for (guint number = 2; bookgen_provider_list_find (self, candidate, NULL); number++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s %u", name, number);
    }
  return g_steal_pointer (&candidate);
}

static GPtrArray *
copy (BookgenProviderList *self)
{
  return g_ptr_array_copy (self->endpoints, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}

/* Takes CHANGED, which becomes the list once it is stored. */
static gboolean
store (BookgenProviderList *self, GPtrArray *changed, GError **error)
{
  g_autoptr (GPtrArray) endpoints = changed;

  g_ptr_array_set_free_func (endpoints, g_object_unref);
  if (self->unread)
    {
      g_propagate_error (error, g_error_copy (self->unread));
      return FALSE;
    }
  if (!bookgen_endpoints_save (endpoints, error))
    return FALSE;
  g_ptr_array_unref (self->endpoints);
  self->endpoints = g_steal_pointer (&endpoints);
  return TRUE;
}

gboolean
bookgen_provider_list_put (BookgenProviderList *self, BookgenEndpoint *endpoint, const char *old, GError **error)
{
  const char *name = bookgen_endpoint_get_name (endpoint);
  GPtrArray *changed;
  guint index = 0;

  if (g_strcmp0 (name, old) != 0 && bookgen_provider_list_find (self, name, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("There is a provider called “%s” already. Give this one another name."), name);
      return FALSE;
    }
  changed = copy (self);
  if (old && bookgen_provider_list_find (self, old, &index))
    g_object_unref (g_ptr_array_steal_index (changed, index));
  g_ptr_array_insert (changed, index, g_object_ref (endpoint));
  return store (self, changed, error);
}

gboolean
bookgen_provider_list_insert (BookgenProviderList *self, guint index, BookgenEndpoint *endpoint, GError **error)
{
  GPtrArray *changed = copy (self);

  g_ptr_array_insert (changed, MIN (index, changed->len), g_object_ref (endpoint));
  return store (self, changed, error);
}

/* Moves the one called NAME to INDEX, or out of the list for -1. */
static gboolean
move (BookgenProviderList *self, const char *name, int index, GError **error)
{
  GPtrArray *changed = copy (self);
  g_autoptr (BookgenEndpoint) endpoint = NULL;
  guint at = 0;

  if (bookgen_provider_list_find (self, name, &at))
    endpoint = g_ptr_array_steal_index (changed, at);
  if (endpoint && index >= 0)
    g_ptr_array_insert (changed, index, g_steal_pointer (&endpoint));
  return store (self, changed, error);
}

gboolean
bookgen_provider_list_remove (BookgenProviderList *self, const char *name, GError **error)
{
  return move (self, name, -1, error);
}

gboolean
bookgen_provider_list_prefer (BookgenProviderList *self, const char *name, GError **error)
{
  return move (self, name, 0, error);
}

void
bookgen_provider_list_drop_key (BookgenProviderList *self, const char *address)
{
  if (!bookgen_provider_list_has_address (self, address))
    bookgen_keyring_save_async (address, NULL, NULL, NULL, NULL);
}
