/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-caching.h"

/* The minimum depends on the model, and what the documents of one provider say disagrees, so there are two numbers. After the
 * providers' pages on prompt caching: Anthropic 512 to 4,096 by model; OpenAI 1,024, in steps of 128; DeepSeek blocks of 64;
 * Gemini about 1,024 to 4,096. Groq and Mistral cache without naming one; OpenRouter passes on to any of them. */
static const struct {
  const char *host;
  BookgenCaching caching;
} hosts[] = {
  { "api.anthropic.com", { 1024, 4096 } },
  { "api.openai.com", { 1024, 1280 } },
  { "api.deepseek.com", { 256, 1024 } },
  { "generativelanguage.googleapis.com", { 1024, 0 } },
  { "api.groq.com", { 1024, 0 } },
  { "api.mistral.ai", { 1024, 0 } },
  { "openrouter.ai", { 1024, 0 } },
};

BookgenCaching
bookgen_caching_of (BookgenEndpoint *endpoint)
{
  g_autoptr (GUri) uri = g_uri_parse (bookgen_endpoint_get_address (endpoint), G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  for (guint i = 0; host != NULL && i < G_N_ELEMENTS (hosts); i++)
    if (g_ascii_strcasecmp (host, hosts[i].host) == 0)
      return hosts[i].caching;
  if (bookgen_endpoint_get_dialect (endpoint) == BOOKGEN_DIALECT_ANTHROPIC && !bookgen_endpoint_is_local (endpoint))
    return hosts[0].caching; /* a gateway to the same */
  return (BookgenCaching){ 0, 0 };
}
