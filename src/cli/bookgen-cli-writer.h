/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-cli-options.h"
#include "bookgen-client.h"
#include "bookgen-rehearsal.h"

G_BEGIN_DECLS

/* Who writes: an endpoint with its key, and the rehearsal server where it is the one. */
typedef struct {
  BookgenEndpoint *endpoint;
  BookgenClient *client;
  BookgenRehearsal *rehearsal; /* NULL for a real one */
  char *key;                   /* NULL for none */
} BookgenCliWriter;

/* Finds it: what the options say, else what SETTINGS (nullable) remember, else the endpoint preferred in the preferences.
 * Where no model is named and the endpoint offers just one, it is that one. NAME_MODEL FALSE: a model is not needed. */
BookgenCliWriter *bookgen_cli_writer_new (const BookgenCliOptions *options, const BookgenRunSettings *settings,
                                          gboolean name_model, GError **error);
void bookgen_cli_writer_free (BookgenCliWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenCliWriter, bookgen_cli_writer_free)

/* The endpoint alone, without a word to anybody: NULL without error for a rehearsal, and where nobody is set to write. */
BookgenEndpoint *bookgen_cli_writer_find_endpoint (const BookgenCliOptions *options, const BookgenRunSettings *settings,
                                                   GError **error);

/* How many requests at once where nothing else is said: fewer where the model runs on this machine. */
guint bookgen_cli_writer_get_at_once (BookgenEndpoint *endpoint);

/* Writes down who writes in SETTINGS; never the key. */
void bookgen_cli_writer_note (const BookgenCliWriter *self, BookgenRunSettings *settings);

G_END_DECLS
