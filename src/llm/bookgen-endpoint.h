/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bookgen-pace.h"

G_BEGIN_DECLS

typedef enum { BOOKGEN_DIALECT_OPENAI, BOOKGEN_DIALECT_ANTHROPIC, BOOKGEN_DIALECT_OLLAMA } BookgenDialectKind;

/* What a model is wanted for. */
typedef enum {
  BOOKGEN_JOB_PLAN,
  BOOKGEN_JOB_WRITING,
  BOOKGEN_JOB_REVIEW,
  BOOKGEN_JOB_PICTURES,
  BOOKGEN_JOB_SPEECH,
  BOOKGEN_N_MODEL_JOBS
} BookgenModelJob;

/* Where a model is and how it is spoken to. Never holds a key. Reference counted; who made it may still set its models and
 * mark it, after that it stays as it is. */
#define BOOKGEN_TYPE_ENDPOINT (bookgen_endpoint_get_type ())
G_DECLARE_FINAL_TYPE (BookgenEndpoint, bookgen_endpoint, BOOKGEN, ENDPOINT, GObject)

/* ADDRESS as the person gave it: with or without /v1, a trailing slash or the whole path. NULL with a sentence when it is
 * no address, or plain http to a host that is not this machine's loopback. */
BookgenEndpoint *bookgen_endpoint_new (const char *name, const char *address, BookgenDialectKind dialect, const char *model,
                                       GError **error);
/* The same, and plain http to a private address (10/8, 172.16/12, 192.168/16, 169.254/16, fc00::/7, fe80::/10, .local) as
 * well: only for a person who was told that key and text can be read on the way and agreed. It is saved with the endpoint. */
BookgenEndpoint *bookgen_endpoint_new_plain (const char *name, const char *address, BookgenDialectKind dialect,
                                             const char *model, GError **error);
gboolean bookgen_endpoint_get_plain (BookgenEndpoint *self);
/* Whether ADDRESS is refused by the one and accepted by the other: the question is worth asking. */
gboolean bookgen_endpoint_may_be_plain (const char *address);
const char *bookgen_endpoint_get_name (BookgenEndpoint *self);
const char *bookgen_endpoint_get_address (BookgenEndpoint *self); /* normalised base URL, no trailing slash */
const char *bookgen_endpoint_get_model (BookgenEndpoint *self);   /* the one that writes; "" for none */
/* The model for JOB: one of its own, or that of the endpoint. Never NULL. */
const char *bookgen_endpoint_get_model_for (BookgenEndpoint *self, BookgenModelJob job);
/* NULL where JOB has none of its own. */
const char *bookgen_endpoint_get_own_model (BookgenEndpoint *self, BookgenModelJob job);
/* MODEL NULL or "": that of the endpoint. BOOKGEN_JOB_WRITING sets the endpoint's own. */
void bookgen_endpoint_set_model_for (BookgenEndpoint *self, BookgenModelJob job, const char *model);
/* The same endpoint as the client takes it for JOB: its model is that job's. Transfer full. */
BookgenEndpoint *bookgen_endpoint_dup_for (BookgenEndpoint *self, BookgenModelJob job);
BookgenDialectKind bookgen_endpoint_get_dialect (BookgenEndpoint *self);
/* How many requests at once the person wants there, at most 200, and the pause between their starts, at most ten minutes;
 * AT_ONCE 0: the program's own. */
void bookgen_endpoint_set_limits (BookgenEndpoint *self, guint at_once, guint pause_ms);
guint bookgen_endpoint_get_at_once (BookgenEndpoint *self);
guint bookgen_endpoint_get_pause_ms (BookgenEndpoint *self);
gboolean bookgen_endpoint_is_local (BookgenEndpoint *self); /* on loopback: no first-byte time-out, one at once */
gboolean bookgen_endpoint_is_rehearsal (BookgenEndpoint *self);
void bookgen_endpoint_mark_rehearsal (BookgenEndpoint *self); /* what it writes is a placeholder and costs nothing */
/* How quickly it answers, where who started it knows; all zero else. */
void bookgen_endpoint_set_pace (BookgenEndpoint *self, const BookgenPace *pace);
const BookgenPace *bookgen_endpoint_get_pace (BookgenEndpoint *self);
const char *bookgen_dialect_kind_to_string (BookgenDialectKind kind);
gboolean bookgen_dialect_kind_from_string (const char *name, BookgenDialectKind *kind);
/* "plan", "writing", "review", "pictures", "speech": as they stand in the file. */
const char *bookgen_model_job_to_string (BookgenModelJob job);

/* $XDG_CONFIG_HOME/bookgen/endpoints.json: the saved endpoints, the preferred one first. Written atomically, 0600. A
 * missing file is an empty list; a damaged one an error. Elements are references, the array the caller's. */
GPtrArray *bookgen_endpoints_load (GError **error);
gboolean bookgen_endpoints_save (GPtrArray *endpoints, GError **error);

G_END_DECLS
