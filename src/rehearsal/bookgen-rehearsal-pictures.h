/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-request.h"

G_BEGIN_DECLS

/* What is answered to a request for a chapter's visual plan: one picture for every 600 words of the text it holds, at least
 * one, each after a paragraph that is really there. A line "Chapter N: TITLE" in what is to be drawn tells whose it is. */
char *bookgen_rehearsal_pictures_make (const BookgenRehearsalRequest *request);

G_END_DECLS
