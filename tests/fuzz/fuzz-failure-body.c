/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-failure-body.h"
#include "bookgen-retry.h"
#include "fuzz.h"

/* Whatever an error's body holds: there is a failure, its message is short UTF-8 without the key, and its advice is bounded. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint statuses[] = { 400, 401, 404, 422, 429, 500, 529 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (BookgenFailure) failure = bookgen_failure_from_body ((const char *) data, size, statuses[i], "sk-key");
      BookgenRetryAdvice advice = bookgen_retry_advise (failure, 1, 0.5);

      g_assert (failure->kind != BOOKGEN_FAILURE_NONE && advice.wait_ms >= 0 && advice.wait_ms <= 5 * 60 * 1000 + 1000);
      if (failure->message == NULL)
        continue;
      g_assert (g_utf8_validate (failure->message, -1, NULL) && g_utf8_strlen (failure->message, -1) <= 300);
      g_assert (g_strstr_len (failure->message, -1, "sk-key") == NULL);
    }
  return 0;
}
