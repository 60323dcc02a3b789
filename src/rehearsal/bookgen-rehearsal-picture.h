/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A placeholder picture: two colours that PROMPT decides, a frame and a diagonal, as PNG of WIDTH × HEIGHT, each of 1 to
 * 4,096. The same in, the same bytes out. */
GBytes *bookgen_rehearsal_picture_new (const char *prompt, guint width, guint height);

G_END_DECLS
