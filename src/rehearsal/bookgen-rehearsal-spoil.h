/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-fault.h"

G_BEGIN_DECLS

/* TEXT as a model gives it that does one of the things for which an answer is looked through, or stops before its end; a copy
 * where FAULT is none of them. The caller's. */
char *bookgen_rehearsal_spoil (const char *text, BookgenFaultKind fault);

G_END_DECLS
