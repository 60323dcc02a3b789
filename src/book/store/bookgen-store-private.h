/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-store.h"

G_BEGIN_DECLS

/* Takes FILE, which is owned where WRITABLE, and CONNECTION. */
BookgenStore *bookgen_store_new (BookgenBookFile *file, BookgenConnection *connection, gboolean writable);

G_END_DECLS
