/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-failure.h"
#include "bookgen-json.h"

G_BEGIN_DECLS

/* Reads what providers say when something is wrong, in whatever shape, and tells its kind. Kinds come from status, type and
 * code; a provider's wording is shown and not relied on, except where wording is all there is and nothing is lost by it. */

/* The error in a JSON text that was parsed; NULL when it holds none. STATUS is that of the response (200 in a stream).
 * SECRET (nullable) never appears in the message. */
BookgenFailure *bookgen_failure_from_json (BookgenJson *json, guint status, const char *secret);
/* The body of a response with an error status: JSON, HTML, text or nothing. */
BookgenFailure *bookgen_failure_from_body (const char *body, gsize length, guint status, const char *secret);
/* MESSAGE without the SECRET, which some providers repeat to whoever sent it. Both nullable; the caller's. */
char *bookgen_failure_mask (const char *message, const char *secret);

G_END_DECLS
