/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-well-formed.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorArgument;
#else
typedef xmlError *ErrorArgument;
#endif

static void
ignore_error (void *data, ErrorArgument error)
{
}

static void
set_error (GError **error, xmlParserCtxt *context)
{
  const xmlError *last = xmlCtxtGetLastError (context);

  g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "line %d: %s", last ? last->line : 0,
               last && last->message ? last->message : "not well-formed");
}

gboolean
bookgen_well_formed_check (const char *document, gsize length, GError **error)
{
  /* Handlers that do nothing: no tree is built. */
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .serror = ignore_error };
  xmlParserCtxt *context;
  gboolean good;

  if (length > G_MAXINT)
    {
      g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "%" G_GSIZE_FORMAT " bytes", length);
      return FALSE;
    }
  context = xmlCreatePushParserCtxt (&handler, NULL, NULL, 0, NULL);
  xmlCtxtUseOptions (context, XML_PARSE_NONET | XML_PARSE_NOWARNING);
  good = xmlParseChunk (context, document, (int) length, 1) == 0 && context->wellFormed;
  if (!good)
    set_error (error, context);
  xmlFreeParserCtxt (context);
  return good;
}
