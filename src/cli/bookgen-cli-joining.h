/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-pipeline.h"
#include "bookgen-unit.h"

G_BEGIN_DECLS

/* How far the texts of a book are that are written at the same time and then joined in order: for its status. */
typedef enum {
  BOOKGEN_CLI_JOINING_NONE, /* nothing is joined in this book, or there is no draft yet */
  BOOKGEN_CLI_JOINING_DRAFTED,
  BOOKGEN_CLI_JOINING_JOINED,
} BookgenCliJoining;

/* PIPELINE nullable; RECORDS: BookgenTaskRecord of the whole book. */
BookgenCliJoining bookgen_cli_joining_of (const BookgenPipeline *pipeline, const BookgenRunSettings *settings,
                                          GPtrArray *records, BookgenUnit *unit);

G_END_DECLS
