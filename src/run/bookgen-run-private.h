/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-executor.h"
#include "bookgen-rows.h"
#include "bookgen-run-history.h"
#include "bookgen-run.h"

G_BEGIN_DECLS

/* For the files that make up the run's one object: bookgen-run.c (its life, and the list model), -commands.c (what the author
 * asks for), -facts.c (what can be asked about it), -entry.c (its place in the book's history). */
struct _BookgenRun {
  GObject parent_instance;
  BookgenBook *book;
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  BookgenRunSettings *settings;
  BookgenExecutor *executor;
  BookgenRows *rows;

  BookgenRunState state;
  BookgenRunEntry *entry; /* of the book's history; NULL before the first start */
  BookgenEstimate expected; /* no requests until it is known */
  gboolean expect_again;    /* there is more or less to do than when it was estimated */
  gint64 started_at_us; /* 0 while it does not run */
  gint64 active_us;     /* of earlier stretches */
  guint words_at_start;
  guint tick_id, ticks;
  BookgenEventKind after_stop; /* what was asked for while it was still stopping; STOP for nothing */
};

BookgenEngine *bookgen_run_get_engine (BookgenRun *self);
void bookgen_run_update_rows (BookgenRun *self);
void bookgen_run_set_state (BookgenRun *self, BookgenRunState state);
void bookgen_run_ask (BookgenRun *self, BookgenEventKind kind);
/* The same once what is still being stopped has stopped: it would stay interrupted. */
void bookgen_run_go (BookgenRun *self, BookgenEventKind kind);
/* Its entry in the book's history: made at its first start, when also what it will take is estimated; and where it stands. */
void bookgen_run_begin_entry (BookgenRun *self);
void bookgen_run_note_entry (BookgenRun *self);
/* Estimates anew what the whole run takes: at its start, and when lists have named what is to be drawn. */
void bookgen_run_expect (BookgenRun *self);

G_END_DECLS
