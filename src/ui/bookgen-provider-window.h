/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Who can write: the providers that are set up, adding one, testing it. Signal "chosen" (const char *name) when one was
 * added, or Try without cost was taken (""). */
#define BOOKGEN_TYPE_PROVIDER_WINDOW (bookgen_provider_window_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProviderWindow, bookgen_provider_window, BOOKGEN, PROVIDER_WINDOW, AdwWindow)

BookgenProviderWindow *bookgen_provider_window_new (GtkWindow *parent);

G_END_DECLS
