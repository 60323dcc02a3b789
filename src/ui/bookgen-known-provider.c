/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-known-provider.h"

/* Addresses as the providers' own documents give them. */
static const BookgenKnownProvider providers[] = {
  { "OpenAI", "https://api.openai.com/v1", BOOKGEN_DIALECT_OPENAI },
  { "Anthropic", "https://api.anthropic.com", BOOKGEN_DIALECT_ANTHROPIC },
  { "Google Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", BOOKGEN_DIALECT_OPENAI },
  { "DeepSeek", "https://api.deepseek.com/v1", BOOKGEN_DIALECT_OPENAI },
  { "Mistral", "https://api.mistral.ai/v1", BOOKGEN_DIALECT_OPENAI },
  { "Groq", "https://api.groq.com/openai/v1", BOOKGEN_DIALECT_OPENAI },
  { "OpenRouter", "https://openrouter.ai/api/v1", BOOKGEN_DIALECT_OPENAI },
};

const BookgenKnownProvider *
bookgen_known_providers (guint *n_providers)
{
  *n_providers = G_N_ELEMENTS (providers);
  return providers;
}

gboolean
bookgen_known_provider_has_address (const char *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_strcmp0 (providers[i].address, address) == 0)
      return TRUE;
  return FALSE;
}
