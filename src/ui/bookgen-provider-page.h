/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-client.h"
#include "bookgen-provider-list.h"

G_BEGIN_DECLS

/* One provider to be filled in: where it is, its key, its models, its limits; tested, saved, removed. It uses the actions
 * "provider.back" and "provider.remove" (string: its name) of the window around it. Signal "saved" (const char *name,
 * gboolean key_stays): it is in the list; KEY_STAYS FALSE where the desktop has no keyring. */
#define BOOKGEN_TYPE_PROVIDER_PAGE (bookgen_provider_page_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProviderPage, bookgen_provider_page, BOOKGEN, PROVIDER_PAGE, GtkWidget)

/* Both are the window's and outlive the page. */
void bookgen_provider_page_set_up (BookgenProviderPage *self, BookgenProviderList *list, BookgenClient *client);
/* A new one: of those that are KNOWN, or at any address. */
void bookgen_provider_page_add (BookgenProviderPage *self, gboolean known);
/* One that was found on this machine, with the names of its models. */
void bookgen_provider_page_add_found (BookgenProviderPage *self, BookgenEndpoint *endpoint, const char *const *models);
/* One of the list. */
void bookgen_provider_page_edit (BookgenProviderPage *self, BookgenEndpoint *endpoint);
/* Ends what is under way and forgets what was typed. */
void bookgen_provider_page_leave (BookgenProviderPage *self);

G_END_DECLS
