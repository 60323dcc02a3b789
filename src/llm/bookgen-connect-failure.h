/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-failure.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Why no answer of a server's was had: the certificate, something that is no TLS, a proxy, the network. In words a person can do
 * something about. */

/* Sending MESSAGE ended with ERROR (nullable). IN_HANDSHAKE: that of TLS had begun and not ended. */
BookgenFailure *bookgen_connect_failure_new (SoupMessage *message, const GError *error, gboolean in_handshake);
/* The TLS handshake was begun, and nothing came. */
BookgenFailure *bookgen_connect_failure_new_silent (void);
/* What a proxy says instead of letting us through comes as if the server had said it. NULL when it was the server. */
BookgenFailure *bookgen_connect_failure_new_from_proxy (SoupMessage *message);

G_END_DECLS
