/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* Leaves in the book which program writes it. Whether it still does only the lock on the file tells. */
gboolean bookgen_store_owner_sign (BookgenConnection *connection, GError **error);
gboolean bookgen_store_owner_unsign (BookgenConnection *connection, GError **error);
/* Who has the lock now, by the SIGNATURE read from the book (NULL for none): "the terminal, process 4711". NULL where
 * nobody has it. Ours to free. */
char *bookgen_store_owner_dup_name (BookgenBookFile *file, const char *signature);

G_END_DECLS
