/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-known-provider.h"

#include <glib/gi18n-lib.h>

/* Addresses as the providers' own documents give them. */
static const BookgenKnownProvider providers[] = {
  { "OpenAI", "https://api.openai.com/v1", BOOKGEN_DIALECT_OPENAI, TRUE },
  { "Anthropic", "https://api.anthropic.com", BOOKGEN_DIALECT_ANTHROPIC, TRUE },
  { "Google Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", BOOKGEN_DIALECT_OPENAI, TRUE },
  { "DeepSeek", "https://api.deepseek.com/v1", BOOKGEN_DIALECT_OPENAI, TRUE },
  { "Mistral", "https://api.mistral.ai/v1", BOOKGEN_DIALECT_OPENAI, TRUE },
  { "Groq", "https://api.groq.com/openai/v1", BOOKGEN_DIALECT_OPENAI, TRUE },
  { "OpenRouter", "https://openrouter.ai/api/v1", BOOKGEN_DIALECT_OPENAI, TRUE },
  { N_ ("Ollama on this computer"), "http://localhost:11434", BOOKGEN_DIALECT_OLLAMA, FALSE },
  { N_ ("LM Studio on this computer"), "http://localhost:1234/v1", BOOKGEN_DIALECT_OPENAI, FALSE },
  { N_ ("llama.cpp on this computer"), "http://localhost:8080/v1", BOOKGEN_DIALECT_OPENAI, FALSE },
  { N_ ("Another address"), NULL, BOOKGEN_DIALECT_OPENAI, TRUE },
};

const BookgenKnownProvider *
bookgen_known_providers (guint *n_providers)
{
  *n_providers = G_N_ELEMENTS (providers);
  return providers;
}

gboolean
bookgen_known_provider_needs_key (const char *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_strcmp0 (providers[i].address, address) == 0)
      return providers[i].needs_key;
  return FALSE;
}
