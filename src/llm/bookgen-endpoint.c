/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-endpoint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _BookgenEndpoint {
  GObject parent;

  char *name;
  char *address; /* scheme, host, port and path, no slash at the end */
  char *models[BOOKGEN_N_MODEL_JOBS]; /* NULL: that of the writing, which is never NULL */
  BookgenDialectKind dialect;
  gboolean local;
  gboolean rehearsal;
  gboolean plain; /* http beyond loopback was agreed to */
  guint at_once;  /* 0: the program's own */
  guint pause_ms;
  BookgenPace pace; /* all zero: not known */
};

G_DEFINE_FINAL_TYPE (BookgenEndpoint, bookgen_endpoint, G_TYPE_OBJECT)

static const char *const dialect_names[] = { "openai", "anthropic", "ollama" };
static const char *const job_names[] = { "plan", "writing", "review", "pictures", "speech" };

G_STATIC_ASSERT (G_N_ELEMENTS (job_names) == BOOKGEN_N_MODEL_JOBS);

static void
bookgen_endpoint_finalize (GObject *object)
{
  BookgenEndpoint *self = BOOKGEN_ENDPOINT (object);

  g_free (self->name);
  g_free (self->address);
  for (guint i = 0; i < BOOKGEN_N_MODEL_JOBS; i++)
    g_free (self->models[i]);
  G_OBJECT_CLASS (bookgen_endpoint_parent_class)->finalize (object);
}

static void
bookgen_endpoint_class_init (BookgenEndpointClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_endpoint_finalize;
}

static void
bookgen_endpoint_init (BookgenEndpoint *self)
{
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

/* RFC 1918, 3927, 4193 and 6762: what no router carries into the world. */
static gboolean
is_private (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address == NULL)
    return g_str_has_suffix (host, ".local");
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && (*g_inet_address_to_bytes (address) & 0xfe) == 0xfc)
    return TRUE;
  return g_inet_address_get_is_site_local (address) || g_inet_address_get_is_link_local (address);
}

/* The host in "host", "host:port", "host/path" or "[v6]:port", for an address given without a scheme. */
static char *
bare_host (const char *address)
{
  if (*address == '[')
    return g_strndup (address + 1, strcspn (address + 1, "]"));
  return g_strndup (address, strcspn (address, ":/"));
}

static char *
with_scheme (const char *address)
{
  g_autofree char *host = NULL;

  if (strstr (address, "://") != NULL)
    return g_strdup (address);
  host = bare_host (address);
  return g_strconcat (is_loopback (host) ? "http://" : "https://", address, NULL);
}

static gboolean
strip_suffix (char *path, const char *suffix)
{
  gsize length = strlen (path), end = strlen (suffix);

  if (length < end || g_ascii_strcasecmp (path + length - end, suffix) != 0)
    return FALSE;
  path[length - end] = '\0';
  return TRUE;
}

static void
strip_slashes (char *path)
{
  for (gsize length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
}

/* Takes off what the client appends itself, when a person pasted the whole path. */
static void
strip_known_ends (char *path, BookgenDialectKind dialect)
{
  static const char *const ends[] = { "/chat/completions", "/completions", "/messages", "/responses", "/models",
                                      "/api/chat", "/api/generate", "/api/tags" };
  gboolean again = TRUE;

  strip_slashes (path);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strip_suffix (path, ends[i]))
      break;
  for (; again && dialect != BOOKGEN_DIALECT_OPENAI; strip_slashes (path))
    again = strip_suffix (path, "/v1") || (dialect == BOOKGEN_DIALECT_OLLAMA && strip_suffix (path, "/api"));
  strip_slashes (path);
}

/* Where the API of a host begins, when only the host was given. */
static const char *
usual_path (const char *host)
{
  static const struct { const char *host, *path; } table[] = {
    { "openrouter.ai", "/api/v1" },
    { "api.groq.com", "/openai/v1" },
    { "generativelanguage.googleapis.com", "/v1beta/openai" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_ascii_strcasecmp (host, table[i].host) == 0)
      return table[i].path;
  return "/v1";
}

/* -1 for the port that goes without saying. */
static int
port_to_write (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port == (g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 ? 80 : 443) ? -1 : port;
}

static char *
normalise (GUri *uri, BookgenDialectKind dialect)
{
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  const char *base = path;

  strip_known_ends (path, dialect);
  if (*path == '\0' && dialect == BOOKGEN_DIALECT_OPENAI)
    base = usual_path (host);
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, port_to_write (uri), base, NULL, NULL);
}

static gboolean
check_address (GUri *uri, gboolean agreed, GError **error)
{
  gboolean plain = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;
  const char *host = g_uri_get_host (uri);

  if ((!plain && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0) || host == NULL || *host == '\0'
      || strpbrk (host, " \t\n<>\"{}|\\^`") != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("This is not the address of a web service. It should look like https://api.example.com/v1."));
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("The address holds a name or a key before the @. Leave it out and enter the key by itself."));
  else if (plain && !is_loopback (host) && !(agreed && is_private (host)))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _ ("%s would be reached without encryption, and your key and text could be read on the way. Use an address "
                    "that begins with https://."),
                 host);
  else
    return TRUE;
  return FALSE;
}

static GUri *
parse_address (const char *given, gboolean agreed, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (given));
  g_autofree char *full = with_scheme (trimmed);
  g_autoptr (GUri) uri
      = *trimmed != '\0' ? g_uri_parse (full, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL) : NULL;

  if (uri == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is not an address. It should look like https://api.example.com/v1."), trimmed);
  else if (check_address (uri, agreed, error))
    return g_steal_pointer (&uri);
  return NULL;
}

static BookgenEndpoint *
make (const char *name, const char *address, BookgenDialectKind dialect, const char *model, gboolean agreed, GError **error)
{
  g_autoptr (GUri) uri = parse_address (address != NULL ? address : "", agreed, error);
  BookgenEndpoint *self;

  if (uri == NULL)
    return NULL;
  self = g_object_new (BOOKGEN_TYPE_ENDPOINT, NULL);
  self->name = g_strdup (name != NULL && *name != '\0' ? name : g_uri_get_host (uri));
  self->address = normalise (uri, dialect);
  bookgen_endpoint_set_model_for (self, BOOKGEN_JOB_WRITING, model);
  self->dialect = dialect;
  self->local = is_loopback (g_uri_get_host (uri));
  self->plain = agreed && !self->local && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;
  return self;
}

BookgenEndpoint *
bookgen_endpoint_new (const char *name, const char *address, BookgenDialectKind dialect, const char *model, GError **error)
{
  return make (name, address, dialect, model, FALSE, error);
}

BookgenEndpoint *
bookgen_endpoint_new_plain (const char *name, const char *address, BookgenDialectKind dialect, const char *model,
                            GError **error)
{
  return make (name, address, dialect, model, TRUE, error);
}

gboolean
bookgen_endpoint_get_plain (BookgenEndpoint *self)
{
  return self->plain;
}

gboolean
bookgen_endpoint_may_be_plain (const char *address)
{
  g_autoptr (GUri) strict = parse_address (address, FALSE, NULL);
  g_autoptr (GUri) agreed = parse_address (address, TRUE, NULL);

  return strict == NULL && agreed != NULL;
}

const char *
bookgen_endpoint_get_name (BookgenEndpoint *self)
{
  return self->name;
}

const char *
bookgen_endpoint_get_address (BookgenEndpoint *self)
{
  return self->address;
}

const char *
bookgen_endpoint_get_model (BookgenEndpoint *self)
{
  return self->models[BOOKGEN_JOB_WRITING];
}

const char *
bookgen_endpoint_get_own_model (BookgenEndpoint *self, BookgenModelJob job)
{
  return self->models[job];
}

const char *
bookgen_endpoint_get_model_for (BookgenEndpoint *self, BookgenModelJob job)
{
  return self->models[job] != NULL ? self->models[job] : bookgen_endpoint_get_model (self);
}

void
bookgen_endpoint_set_model_for (BookgenEndpoint *self, BookgenModelJob job, const char *model)
{
  gboolean none = model == NULL || *model == '\0';

  g_free (self->models[job]);
  self->models[job] = none && job != BOOKGEN_JOB_WRITING ? NULL : g_strdup (none ? "" : model);
}

BookgenEndpoint *
bookgen_endpoint_dup_for (BookgenEndpoint *self, BookgenModelJob job)
{
  BookgenEndpoint *copy;

  if (g_strcmp0 (bookgen_endpoint_get_model_for (self, job), bookgen_endpoint_get_model (self)) == 0)
    return g_object_ref (self);
  copy = g_object_new (BOOKGEN_TYPE_ENDPOINT, NULL);
  copy->name = g_strdup (self->name);
  copy->address = g_strdup (self->address);
  copy->dialect = self->dialect;
  copy->local = self->local;
  copy->rehearsal = self->rehearsal;
  copy->at_once = self->at_once;
  copy->pause_ms = self->pause_ms;
  copy->plain = self->plain;
  copy->pace = self->pace;
  for (guint i = 0; i < BOOKGEN_N_MODEL_JOBS; i++)
    copy->models[i] = g_strdup (i == BOOKGEN_JOB_WRITING ? self->models[job] : self->models[i]);
  return copy;
}

BookgenDialectKind
bookgen_endpoint_get_dialect (BookgenEndpoint *self)
{
  return self->dialect;
}

gboolean
bookgen_endpoint_is_local (BookgenEndpoint *self)
{
  return self->local;
}

gboolean
bookgen_endpoint_is_rehearsal (BookgenEndpoint *self)
{
  return self->rehearsal;
}

void
bookgen_endpoint_mark_rehearsal (BookgenEndpoint *self)
{
  self->rehearsal = TRUE;
}

void
bookgen_endpoint_set_pace (BookgenEndpoint *self, const BookgenPace *pace)
{
  self->pace = *pace;
}

const BookgenPace *
bookgen_endpoint_get_pace (BookgenEndpoint *self)
{
  return &self->pace;
}

enum { MOST_AT_ONCE = 200, LONGEST_PAUSE_MS = 600000 };

void
bookgen_endpoint_set_limits (BookgenEndpoint *self, guint at_once, guint pause_ms)
{
  self->at_once = MIN (at_once, MOST_AT_ONCE);
  self->pause_ms = MIN (pause_ms, LONGEST_PAUSE_MS);
}

guint
bookgen_endpoint_get_at_once (BookgenEndpoint *self)
{
  return self->at_once;
}

guint
bookgen_endpoint_get_pause_ms (BookgenEndpoint *self)
{
  return self->pause_ms;
}

const char *
bookgen_dialect_kind_to_string (BookgenDialectKind kind)
{
  return dialect_names[kind];
}

gboolean
bookgen_dialect_kind_from_string (const char *name, BookgenDialectKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialect_names); i++)
    if (g_strcmp0 (name, dialect_names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bookgen_model_job_to_string (BookgenModelJob job)
{
  return job_names[job];
}
