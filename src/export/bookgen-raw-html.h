/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-page.h"

G_BEGIN_DECLS

/* Writes a run of raw HTML: the elements a book may contain as themselves, those of other web pages without their tags, and
 * whatever else looks like a tag as the text it is (List<T>). Comments, declarations and instructions are left out. */
void bookgen_raw_html_write (BookgenPage *page, const char *html);

G_END_DECLS
