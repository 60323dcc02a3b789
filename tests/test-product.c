/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-product.h"

#include <string.h>

#include "pipelines.h"

static void
made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BookgenProduct **product = user_data;
  *product = bookgen_product_make_finish (result);
}

/* What ANSWER to the request for the plan of OUTLINE becomes; MAKING as the attempt has it. */
static BookgenProduct *
make_plan (BookgenOutline *outline, const char *answer, BookgenPlan **making)
{
  static const char *const units[] = { "u1", "u2", "u3", NULL };
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  BookgenTask *task = bookgen_task_new (bookgen_pipeline_find (pipeline, "plan"), "", 0);
  BookgenProduct *product = NULL;
  task->chapters = g_strdupv ((char **) units);
  bookgen_product_make_async (task, BOOKGEN_CHECKS_REPAIR, answer, outline, making, NULL, made, &product);
  while (product == NULL)
    g_main_context_iteration (NULL, TRUE);
  bookgen_task_free (task);
  return product;
}

#define HALF                                                                                                                 \
  "{\"premise\": \"Water.\", \"readers\": \"All.\", \"voice\": \"Plain.\", \"chapters\": [{\"number\": 1, \"summary\": \"One.\"}, "  \
  "{\"number\": 2, \"summary\": \"Two.\"}]}"

static void
assert_one_sentence (BookgenProduct *product)
{
  g_assert_cmpuint (product->findings->len, ==, 1);
  g_assert_cmpstr (((BookgenFinding *) product->findings->pdata[0])->remark, ==, "The plan says nothing about 1 chapter");
  g_assert_nonnull (strstr (product->note, "has no entry"));
}

/* What a plan lacks is told to the model; an answer that mends nothing, whatever it is, takes nothing of it away, and its
 * author is told in one sentence. */
static void
test_mended_in_vain (void)
{
  static const char *const answers[] = {
    "I am sorry, but I cannot do that.", "{\"chapters\": []}", "[]", "{\"chapters\": [{\"number\": 9, \"summary\": \"None.\"}]}",
    "{\"plan\": {\"chapters\": [{\"title\": \"Nobody knows\"}]}}",
  };
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 1000);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (BookgenPlan) making = NULL;
      g_autoptr (BookgenProduct) first = make_plan (outline, HALF, &making);
      g_autoptr (BookgenProduct) second = make_plan (outline, answers[i], &making);
      assert_one_sentence (first);
      assert_one_sentence (second);
      g_assert_cmpstr (second->text, ==, first->text);
      g_assert_cmpstr (second->raw, ==, answers[i]);
    }
}

static void
test_mended (void)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (3, 1000);
  g_autoptr (BookgenPlan) making = NULL;
  g_autoptr (BookgenProduct) first = make_plan (outline, HALF, &making);
  g_autoptr (BookgenProduct) second = make_plan (outline, "{\"chapters\": [{\"number\": 3, \"summary\": \"Three.\"}]}", &making);
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (second->text);
  g_assert_cmpuint (second->findings->len, ==, 0);
  g_assert_null (second->note);
  g_assert_cmpstr (plan->premise, ==, "Water.");
  g_assert_cmpstr (bookgen_plan_get_chapter (plan, "u1")->summary, ==, "One.");
  g_assert_cmpstr (bookgen_plan_get_chapter (plan, "u3")->summary, ==, "Three.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/product/plan-mended", test_mended);
  g_test_add_func ("/product/plan-mended-in-vain", test_mended_in_vain);
  return g_test_run ();
}
