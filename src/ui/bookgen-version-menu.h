/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bookgen-revision.h"

G_BEGIN_DECLS

/* "Model, 10:41 · 2,310 words". Ours to free. */
char *bookgen_version_dup_description (BookgenRevision *revision);
/* "10:41", with the date before it where that was on another day. Ours to free. */
char *bookgen_version_dup_time (gint64 made_at_ms);
/* One item for each of REVISIONS (newest first); ACTION gets the version's id (int64). CURRENT (nullable) is marked.
 * New reference. */
GMenuModel *bookgen_version_menu_new (GListModel *revisions, BookgenRevision *current, const char *action);

G_END_DECLS
