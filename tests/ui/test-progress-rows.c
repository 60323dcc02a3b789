/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-gradual-rows.h"
#include "bookgen-progress-page.h"
#include "bookgen-progress-row.h"
#include "bookgen-totals-text.h"
#include "bookgen-ui-resources.h"

static const struct
{
  BookgenProgressFilter filter;
  const char *shown; /* one letter for each of BookgenShown, in order: + stays, - goes */
} filters[] = {
  /* to do, waiting, writing, done, to look at, stopped, interrupted, skipped */
  { BOOKGEN_FILTER_ALL, "++++++++" },
  { BOOKGEN_FILTER_WRITING, "--+-----" },
  { BOOKGEN_FILTER_WAITING, "++------" },
  { BOOKGEN_FILTER_TO_LOOK_AT, "----+++-" },
  { BOOKGEN_FILTER_DONE, "---++---" },
};

static void
test_filters (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    for (guint shown = 0; filters[i].shown[shown]; shown++)
      g_assert_cmpint (bookgen_progress_filter_matches (filters[i].filter, shown), ==, filters[i].shown[shown] == '+');
}

static void
test_amount (void)
{
  BookgenProgressFacts facts = { .shown = BOOKGEN_SHOWN_WRITING, .words = 640, .target_words = 900, .reason = "",
                                 .stages = "" };
  g_autofree char *writing = bookgen_progress_row_dup_amount (&facts);
  g_autofree char *done = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *unknown = NULL;

  g_assert_cmpstr (writing, ==, "640 of 900 words");
  facts.shown = BOOKGEN_SHOWN_DONE;
  done = bookgen_progress_row_dup_amount (&facts);
  g_assert_cmpstr (done, ==, "640 words");
  facts.usage.cost_micros = 34000;
  paid = bookgen_progress_row_dup_amount (&facts);
  g_assert_cmpstr (paid, ==, "640 words · $0.03");
  facts.usage.cost_micros = -1;
  unknown = bookgen_progress_row_dup_amount (&facts);
  g_assert_cmpstr (unknown, ==, "640 words · price not known");
}

static const struct
{
  BookgenTotals totals;
  BookgenRunState state;
  gint64 of_book_micros, cap_micros;
  const char *text;
} totals_cases[] = {
  { { .chapters = 19, .done = 7, .writing = 3, .left_ms = 240000, .usage.cost_micros = 420000 },
    BOOKGEN_RUN_WRITING, 420000, -1, "7 of 19 chapters · 3 being written · about 4 min left · $0.42" },
  { { .chapters = 19, .done = 7, .left_ms = -1, .usage.cost_micros = 420000 },
    BOOKGEN_RUN_WRITING, 620000, 2000000, "7 of 19 chapters · $0.62 of $2.00" },
  { { .chapters = 19, .done = 7, .left_ms = -1, .usage.cost_micros = 420000 },
    BOOKGEN_RUN_WRITING, -1, 2000000, "7 of 19 chapters · stops at $2.00" },
  { { .left_ms = -1, .usage.cost_micros = 0 }, BOOKGEN_RUN_WRITING, 0, -1, "The plan of the book" },
  { { .chapters = 1, .left_ms = -1, .usage.cost_micros = -1 }, BOOKGEN_RUN_WRITING, -1, -1, "0 of 1 chapter · price not known" },
  { { .chapters = 1, .left_ms = -1, .usage.cost_micros = 0 }, BOOKGEN_RUN_WRITING, 0, -1, "0 of 1 chapter" },
  { { .chapters = 19, .done = 7, .failed = 2, .left_ms = 1000, .usage = { .cost_micros = 420000, .estimated = TRUE } },
    BOOKGEN_RUN_PAUSED, 420000, -1, "7 of 19 chapters · 2 stopped · paused · about $0.42" },
};

static void
test_totals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (totals_cases); i++)
    {
      const BookgenUsage of_book = { .cost_micros = totals_cases[i].of_book_micros };
      g_autofree char *text = bookgen_totals_dup_text (&totals_cases[i].totals, totals_cases[i].state, &of_book,
                                                       totals_cases[i].cap_micros);
      g_assert_cmpstr (text, ==, totals_cases[i].text);
    }
}

static const struct
{
  BookgenTotals totals;
  const char *result, *took;
} result_cases[] = {
  { { .chapters = 19, .done = 17, .to_look_at = 2, .failed = 2, .elapsed_ms = 4200000 },
    "17 of 19 chapters written, 2 to look at, 2 stopped", "1 h 10 min" },
  { { .chapters = 17, .done = 17, .to_look_at = 2, .elapsed_ms = 540000, .busy_ms = 4200000, .usage.cost_micros = 830000,
      .expected_low.cost_micros = 600000, .expected_high.cost_micros = 1100000 },
    "17 chapters written, 2 to look at", "9 min; one after another: about 1 h 10 min · $0.83, expected $0.60–1.10" },
  { { .chapters = 1, .done = 1, .elapsed_ms = 60000, .busy_ms = 61000, .usage.cost_micros = 3000,
      .expected_high.cost_micros = 4000 },
    "1 chapter written", "1 min · <$0.01, expected <$0.01" },
  { { .chapters = 1, .done = 1, .elapsed_ms = 60000, .usage = { .cost_micros = 3000, .estimated = TRUE } },
    "1 chapter written", "1 min · about $0.01" },
  { { .chapters = 1, .done = 1, .elapsed_ms = 60000, .usage.cost_micros = -1 }, "1 chapter written",
    "1 min · price not known" },
};

static void
test_result (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (result_cases); i++)
    {
      g_autofree char *result = bookgen_totals_dup_result (&result_cases[i].totals, FALSE);
      g_autofree char *took = bookgen_totals_dup_took (&result_cases[i].totals);
      g_assert_cmpstr (result, ==, result_cases[i].result);
      g_assert_cmpstr (took, ==, result_cases[i].took);
    }
}

/* A row says what its progress says, also after it has been given another one. */
static void
test_row (void)
{
  GtkWidget *row = g_object_ref_sink (bookgen_progress_row_new ());
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (BookgenProgress) one
      = bookgen_progress_new (bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Weather"));
  g_autoptr (BookgenProgress) two
      = bookgen_progress_new (bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_CHAPTER, "Knots"));
  BookgenProgressFacts facts = { .shown = BOOKGEN_SHOWN_STOPPED, .reason = "Cut off", .stages = "",
                                 .step = BOOKGEN_STEP_CONTINUE };

  bookgen_progress_row_bind (BOOKGEN_PROGRESS_ROW (row), one, NULL);
  bookgen_progress_update (one, &facts);
  g_assert_cmpstr (bookgen_progress_row_get_description (BOOKGEN_PROGRESS_ROW (row)), ==, "Weather: Stopped. Cut off");
  bookgen_progress_row_bind (BOOKGEN_PROGRESS_ROW (row), two, NULL);
  facts.reason = "Something else";
  bookgen_progress_update (one, &facts);
  facts.shown = BOOKGEN_SHOWN_WRITING;
  facts.reason = "";
  bookgen_progress_update (two, &facts);
  g_assert_cmpstr (bookgen_progress_row_get_description (BOOKGEN_PROGRESS_ROW (row)), ==, "Knots: Writing.");
  g_object_unref (row);
}

static void
on_growth (GListModel *rows, guint position, guint removed, guint added, guint *n_rows)
{
  g_assert_cmpuint (position, ==, *n_rows);
  g_assert_cmpuint (removed, ==, 0);
  *n_rows += added;
}

/* Rows come at the end and only there, until all are there. */
static void
test_gradual_rows (void)
{
  g_autoptr (GListStore) items = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_autoptr (GtkSliceListModel) rows = bookgen_gradual_rows_new (G_LIST_MODEL (items));
  guint n_rows = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GtkStringObject) item = gtk_string_object_new ("");
      g_list_store_append (items, item);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 1000);
  bookgen_gradual_rows_begin (rows);
  bookgen_gradual_rows_begin (rows);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 0);
  g_signal_connect (rows, "items-changed", G_CALLBACK (on_growth), &n_rows);
  while (n_rows < 1000)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (rows, on_growth, &n_rows);
  g_list_store_remove_all (items);
  bookgen_gradual_rows_begin (rows);
  while (gtk_slice_list_model_get_size (rows) != G_MAXUINT)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  bookgen_ui_register_resource ();
  g_test_add_func ("/progress/filters", test_filters);
  g_test_add_func ("/progress/amount", test_amount);
  g_test_add_func ("/progress/totals", test_totals);
  g_test_add_func ("/progress/result", test_result);
  g_test_add_func ("/progress/gradual-rows", test_gradual_rows);
  g_test_add_func ("/progress/row", test_row);
  return g_test_run ();
}
