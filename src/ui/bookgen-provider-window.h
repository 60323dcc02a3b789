/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-discovery.h"

G_BEGIN_DECLS

/* Who can write: what runs on this machine, the providers that are set up, a new one, Try without cost. Opened to choose
 * one (before writing), it closes when that is done, with the signal "chosen" (const char *name; "" for Try without cost). */
#define BOOKGEN_TYPE_PROVIDER_WINDOW (bookgen_provider_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProviderWindow, bookgen_provider_window, BOOKGEN, PROVIDER_WINDOW, AdwWindow)

BookgenProviderWindow *bookgen_provider_window_new (GtkWindow *parent, gboolean choosing);
/* Looks for local servers there instead of where they usually listen, as soon as it is shown. PLACES outlive the window. */
void bookgen_provider_window_look_at (BookgenProviderWindow *self, const BookgenPlace *places, guint n_places);

G_END_DECLS
