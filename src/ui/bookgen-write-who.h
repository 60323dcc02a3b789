/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Before writing: which provider's model, or Try without cost; and the way to the providers. Signal "changed". */
#define BOOKGEN_TYPE_WRITE_WHO (bookgen_write_who_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWriteWho, bookgen_write_who, BOOKGEN, WRITE_WHO, AdwPreferencesGroup)

/* Asks for a provider where there is none and none was declined before. */
void bookgen_write_who_show (BookgenWriteWho *self, BookgenDesk *desk, const BookgenRunSettings *settings);
/* Borrowed; NULL: Try without cost. */
BookgenEndpoint *bookgen_write_who_get_endpoint (BookgenWriteWho *self);
void bookgen_write_who_take (BookgenWriteWho *self, BookgenRunSettings *settings);

G_END_DECLS
