/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-provider-list.h"

G_BEGIN_DECLS

/* The fields of one provider: where it is, its key, its models, its limits. Signals: "changed"; "models-wanted" when a menu
 * of models was opened. */
#define BOOKGEN_TYPE_PROVIDER_FORM (bookgen_provider_form_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProviderForm, bookgen_provider_form, BOOKGEN, PROVIDER_FORM, GtkWidget)

/* Empty. KNOWN: one of those whose address is known is to be chosen; their names are made so that LIST has none of them. */
void bookgen_provider_form_clear (BookgenProviderForm *self, BookgenProviderList *list, gboolean known);
void bookgen_provider_form_show (BookgenProviderForm *self, BookgenEndpoint *endpoint);
/* What was filled in, to be reached at AGREED (nullable) also without encryption. NULL with a sentence when it is no
 * address; bookgen_endpoint_may_be_plain () then tells whether the question is worth asking. */
BookgenEndpoint *bookgen_provider_form_make_endpoint (BookgenProviderForm *self, const char *agreed, GError **error);
gboolean bookgen_provider_form_is_complete (BookgenProviderForm *self);
const char *bookgen_provider_form_get_address (BookgenProviderForm *self); /* as given; borrowed, as the key */
const char *bookgen_provider_form_get_key (BookgenProviderForm *self);     /* NULL when none was typed */
/* That a key is stored already is said; the key never shown. */
void bookgen_provider_form_tell_key (BookgenProviderForm *self, gboolean stored);
/* What the menus of models offer, or say instead (NULL: nothing). */
void bookgen_provider_form_set_models (BookgenProviderForm *self, const char *const *names, const char *note);

G_END_DECLS
