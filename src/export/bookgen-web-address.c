/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-web-address.h"

#include <gio/gio.h>
#include <string.h>

gboolean
bookgen_web_address_has_scheme (const char *destination)
{
  gsize n = strspn (destination, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

  return n > 1 && g_ascii_isalpha (destination[0]) && destination[n] == ':';
}

static gboolean
begins_with (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

static gboolean
is_percent_encoded (const char *at)
{
  return at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]);
}

/* RFC 3986 section 2, without the brackets, which stand only around a host. */
static char *
dup_encoded (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean in_fragment = FALSE;

  for (const char *at = text; *at; at++)
    {
      gboolean plain = g_ascii_isalnum (*at) || strchr ("-._~:/?@!$&'()*+,;=", *at) || is_percent_encoded (at)
                       || (*at == '#' && !in_fragment);

      in_fragment = in_fragment || *at == '#';
      if (plain)
        g_string_append_c (out, *at);
      else
        g_string_append_printf (out, "%%%02X", (guint) (guchar) *at);
    }
  return g_string_free (out, FALSE);
}

/* What checkers of books take for a host, with a port: a name, or an address in brackets. */
static gboolean
is_host (const char *host)
{
  return g_regex_match_simple ("^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$", host, 0, 0);
}

static char *
dup_host (const char *host, gsize length)
{
  g_autofree char *name = g_strndup (host, length);

  return g_str_is_ascii (name) ? g_steal_pointer (&name) : g_hostname_to_ascii (name);
}

static char *
dup_web (const char *address)
{
  const char *host = strstr (address, "//") + 2;
  gsize host_length = strcspn (host, "/?#");
  g_autofree char *ascii_host = dup_host (host, host_length);
  g_autofree char *rest = dup_encoded (host + host_length);
  g_autofree char *scheme = g_ascii_strdown (address, host - address);
  g_autofree char *whole = NULL;

  if (!ascii_host || !is_host (ascii_host))
    return NULL;
  whole = g_strconcat (scheme, ascii_host, rest, NULL);
  return g_uri_is_valid (whole, G_URI_FLAGS_NONE, NULL) ? g_steal_pointer (&whole) : NULL;
}

static char *
dup_mail (const char *address)
{
  g_autofree char *encoded = dup_encoded (address + strlen ("mailto:"));

  return *encoded && !strchr (encoded, '#') ? g_strconcat ("mailto:", encoded, NULL) : NULL;
}

char *
bookgen_web_address_dup (const char *destination)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (destination));
  g_autofree char *completed = NULL;

  if (!g_utf8_validate (trimmed, -1, NULL))
    return NULL;
  if (begins_with (trimmed, "mailto:"))
    return dup_mail (trimmed);
  if (begins_with (trimmed, "http://") || begins_with (trimmed, "https://"))
    return dup_web (trimmed);
  if (!begins_with (trimmed, "www.") && !begins_with (trimmed, "//"))
    return NULL;
  completed = g_strconcat (begins_with (trimmed, "//") ? "https:" : "https://", trimmed, NULL);
  return dup_web (completed);
}
