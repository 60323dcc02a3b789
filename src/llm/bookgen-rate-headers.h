/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-reply.h"

G_BEGIN_DECLS

/* The value of a response header by its name in any case; NULL for none. */
typedef const char *(*BookgenHeaderLookup) (gpointer headers, const char *name);

/* What a response's headers say of limits, in every form providers use. CLOCK_MS is the local time since the epoch; times of
 * day are compared with the response's own Date where it has one. */
BookgenRateHeaders bookgen_rate_headers_read (BookgenHeaderLookup lookup, gpointer headers, gint64 clock_ms);
/* retry-after-ms, else retry-after in seconds or as a date; -1 for none. */
gint64 bookgen_rate_headers_read_retry_after (BookgenHeaderLookup lookup, gpointer headers, gint64 clock_ms);
/* "6m0s", "1.5s", "20ms" at the start of TEXT, in milliseconds; -1 when there is none. */
gint64 bookgen_duration_parse_ms (const char *text);

G_END_DECLS
