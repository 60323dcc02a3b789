/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"

G_BEGIN_DECLS

/* The providers that are set up, the preferred one first. Their names tell them apart. Every change is on the disk when the
 * call returns; one that could not be stored has not happened, and the error is a sentence. */
typedef struct _BookgenProviderList BookgenProviderList;

/* Never NULL: with ERROR set, the file could not be read and the list is empty; then nothing is stored over it. */
BookgenProviderList *bookgen_provider_list_load (GError **error);
void bookgen_provider_list_free (BookgenProviderList *self);
guint bookgen_provider_list_get_size (BookgenProviderList *self);
BookgenEndpoint *bookgen_provider_list_get (BookgenProviderList *self, guint index); /* borrowed */
/* Borrowed; NULL for none. INDEX may be NULL. */
BookgenEndpoint *bookgen_provider_list_find (BookgenProviderList *self, const char *name, guint *index);
gboolean bookgen_provider_list_has_address (BookgenProviderList *self, const char *address);
/* NAME, or "NAME 2" where there is one of that name. Ours to free. */
char *bookgen_provider_list_dup_free_name (BookgenProviderList *self, const char *name);

/* In the place of OLD, or first where that is NULL. EXISTS when another one has its name. */
gboolean bookgen_provider_list_put (BookgenProviderList *self, BookgenEndpoint *endpoint, const char *old, GError **error);
gboolean bookgen_provider_list_insert (BookgenProviderList *self, guint index, BookgenEndpoint *endpoint, GError **error);
gboolean bookgen_provider_list_remove (BookgenProviderList *self, const char *name, GError **error);
gboolean bookgen_provider_list_prefer (BookgenProviderList *self, const char *name, GError **error);
/* Forgets the key for ADDRESS, unless one of the list still needs it. */
void bookgen_provider_list_drop_key (BookgenProviderList *self, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenProviderList, bookgen_provider_list_free)

G_END_DECLS
