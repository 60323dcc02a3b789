/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a stage that makes a list leaves: one JSON object, {"items": […]}, whose items are numbered from 1. */

/* How many items TEXT names, at most 100; 0 for what is no list. */
guint bookgen_list_count (const char *text);

G_END_DECLS
