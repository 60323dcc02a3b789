/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-chat.h"
#include "bookgen-plan.h"
#include "fuzz.h"

static BookgenOutline *
get_outline (void)
{
  static BookgenOutline *outline;
  if (outline == NULL)
    {
      outline = bookgen_outline_new ();
      bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "The Ferry");
      bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_CHAPTER, "Knots");
    }
  return outline;
}

static void
check_bounds (const BookgenPlan *plan)
{
  g_autoptr (GString) shared = g_string_new (NULL);
  bookgen_plan_append_shared (plan, shared);
  g_assert_cmpint (bookgen_text_estimate_tokens (shared->str), <, 3200);
  for (guint i = 0; i < plan->chapters->len; i++)
    {
      g_autoptr (GString) own = g_string_new (NULL);
      bookgen_plan_append_chapter (plan->chapters->pdata[i], own);
      g_assert_cmpint (bookgen_text_estimate_tokens (own->str), <, 700);
    }
}

/* Any answer gives a plan: valid UTF-8, bounded where it goes into requests, of this outline's chapters alone, and the same
 * again after it was written and read. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup (data != NULL ? (const char *) data : "", size);
  g_autofree char *answer = g_utf8_make_valid (bytes, -1);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BookgenPlan) plan = bookgen_plan_take_answer (NULL, answer, get_outline (), problems);
  g_autofree char *json = bookgen_plan_to_json (plan);
  g_autoptr (BookgenPlan) read = bookgen_plan_from_text (json);
  g_autofree char *again = bookgen_plan_to_json (read);
  g_assert_cmpuint (plan->chapters->len, <=, 2);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_cmpstr (json, ==, again);
  check_bounds (plan);
  g_autoptr (BookgenPlan) anything = bookgen_plan_from_text (answer);
  if (anything != NULL)
    check_bounds (anything);
  return 0;
}
