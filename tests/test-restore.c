/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-restore.h"

#include "bookgen-normalise.h"

static const struct {
  const char *reply;
  guint removal;        /* which one is put back */
  const char *what;
  const char *restored; /* NULL: cannot be */
} cases[] = {
  { "Sure! Here is the chapter:\n\n# Soil\n\nIt lives.\n\nIt works.", 0, "preamble",
    "Sure! Here is the chapter:\n\nIt lives.\n\nIt works.\n" },
  { "Sure! Here is the chapter:\n\n# Soil\n\nIt lives.\n\nIt works.", 1, "title", "# Soil\n\nIt lives.\n\nIt works.\n" },
  { "It lives.\n\nIt works.\n\nWord count: 4", 0, "postamble", "It lives.\n\nIt works.\n\nWord count: 4\n" },
  { "<think>Soil, then.</think>\nIt lives.", 0, "think", "<think>Soil, then.</think>\n\nIt lives.\n" },
  { "<think>Soil,\nthen.</think> It lives.\n\nIt works.", 0, "think",
    "<think>Soil,\nthen.</think>\n\nIt lives.\n\nIt works.\n" },
  { "# Worms\n\nThey dig.\n\n# Roots\n\nThey grow.", 1, "level", "## Worms\n\nThey dig.\n\n# Roots\n\nThey grow.\n" },
  { "It lives 【3†source】 on. And on.", 0, "citation", "It lives 【3†source】 on. And on.\n" },
  { "It lives.\n\nIt lives:contentReference[oaicite:0]{index=0} on.", 0, "citation",
    "It lives.\n\nIt lives:contentReference[oaicite:0]{index=0} on.\n" },
  { "```markdown\n## Soil\n\nIt lives.\n```", 0, "fence", "```markdown\n\nIt lives.\n" },
  { "{\"content\": \"It lives in the soil below the field, and nobody has ever seen it by the light of day.\"}", 0, "json",
    "{\"content\": \"It lives in the soil below the field, and nobody has ever seen it by the light of day.\"}" },
  { "Worms\n=====\n\nThey dig.\n\nRoots\n-----\n\nThey grow.", 0, "level", "# Worms\n\nThey dig.\n\n### Roots\n\nThey grow.\n" },
  { "Worms\r=====\r\rThey dig.\r\rRoots\r-----\r\rThey grow.", 1, "level", "## Worms\n\nThey dig.\n\n## Roots\n\nThey grow.\n" },
  { "It\x01 lives.", 0, NULL, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenNormalised) normalised = bookgen_normalise (cases[i].reply, -1, "Soil", NULL, FALSE);
      g_test_message ("%s", cases[i].reply);
      g_assert_cmpuint (normalised->removals->len, >, cases[i].removal);
      const BookgenRemoval *removal = g_ptr_array_index (normalised->removals, cases[i].removal);
      g_autofree char *restored = bookgen_restore_removal (normalised->text, cases[i].reply, removal);
      if (cases[i].what != NULL)
        g_assert_cmpstr (removal->what, ==, cases[i].what);
      g_assert_cmpstr (restored, ==, cases[i].restored);
    }
}

static void
test_revision (void)
{
  static const char reply[] = "Sure! Here is the chapter:\n\n# Soil\n\nIt lives.";
  g_autoptr (BookgenNormalised) normalised = bookgen_normalise (reply, -1, "Soil", NULL, FALSE);
  g_autofree char *removed = bookgen_normalised_removals_to_json (normalised);
  BookgenRevisionData data = { .id = 7, .unit_id = (char *) "u1", .stage = (char *) "draft", .text = normalised->text,
                               .raw = (char *) reply, .removed = removed, .model = (char *) "m" };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
  g_autoptr (BookgenRevision) restored = bookgen_restore_revision (revision, revision, 0);
  const BookgenRevisionData *now = bookgen_revision_get (restored);
  g_assert_cmpint (now->origin, ==, BOOKGEN_ORIGIN_ME);
  g_assert_cmpint (now->id, ==, 0);
  g_assert_cmpstr (now->text, ==, "Sure! Here is the chapter:\n\nIt lives.\n");
  g_assert_cmpstr (now->removed, ==, "[{\"what\":\"title\",\"line\":3,\"text\":\"# Soil\"}]");
  g_assert_null (bookgen_restore_revision (revision, revision, 2));
}

static void
test_place (void)
{
  static const struct {
    const char *old, *now, *words;
  } places[] = { { "It lives.\n", "# Soil\n\nIt lives.\n", "# Soil" },
                 { "It lives.\n", "It lives.\n\nIt works.\n", "It works." },
                 { "aa", "aaaa", "aa" },
                 { "\u044f\n", "\u0450\n\n\u044f\n", "\u0450" },
                 { "", "It", "It" },
                 { "It", "It", "" },
                 { "It lives", "", "" } };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gsize start, length;
      bookgen_restore_find_place (places[i].old, places[i].now, &start, &length);
      g_autofree char *words = g_strndup (places[i].now + start, length);
      g_assert_cmpstr (words, ==, places[i].words);
    }
}

/* What NORMALISED was made of, as a model's version whose text is TEXT (NULL: as it is). */
static BookgenRevision *
make_answer (const char *reply, const char *text)
{
  g_autoptr (BookgenNormalised) normalised = bookgen_normalise (reply, -1, "Soil", NULL, FALSE);
  g_autofree char *removed = bookgen_normalised_removals_to_json (normalised);
  BookgenRevisionData data = { .id = 7, .unit_id = (char *) "u1", .stage = (char *) "draft", .raw = (char *) reply,
                               .text = text != NULL ? (char *) text : normalised->text, .removed = removed };
  return bookgen_revision_new (&data);
}

static void
test_frame (void)
{
  static const struct {
    const char *reply, *restored, *removed;
    guint index;
  } frames[] = {
    { "```markdown\n## Worms\n\nThey dig.\n```", "```markdown\n\n## Worms\n\nThey dig.\n\n```\n", "[]", 0 },
    { "```markdown\n## Worms\n\nThey dig.\n```", "```markdown\n\n## Worms\n\nThey dig.\n\n```\n", "[]", 1 },
    { "{\"content\": \"# Soil\\n\\nIt lives in the soil below the field, and nobody has seen it by day.\"}",
      "{\"content\": \"# Soil\\n\\nIt lives in the soil below the field, and nobody has seen it by day.\"}", "[]", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (BookgenRevision) answer = make_answer (frames[i].reply, NULL);
      g_autoptr (BookgenRevision) restored = bookgen_restore_revision (answer, answer, frames[i].index);
      g_assert_nonnull (restored);
      g_assert_cmpstr (bookgen_revision_get (restored)->text, ==, frames[i].restored);
      g_assert_cmpstr (bookgen_revision_get (restored)->removed, ==, frames[i].removed);
    }
}

/* The author's own words stay, and nothing says that the author's version was made from a plan. */
static void
test_into_a_changed_text (void)
{
  g_autoptr (BookgenRevision) answer = make_answer ("Sure! Here is the chapter:\n\n# Soil\n\nIt lives.\n\nIt works.", NULL);
  BookgenRevisionData data = { .id = 8, .unit_id = (char *) "u1", .stage = (char *) "draft", .origin = BOOKGEN_ORIGIN_ME,
                               .text = (char *) "It lives.\n\nIt works by night.\n", .made_from = (char *) "{\"texts\":[7]}" };
  g_autoptr (BookgenRevision) changed = bookgen_revision_new (&data);
  g_autoptr (BookgenRevision) restored = bookgen_restore_revision (changed, answer, 1);
  g_assert_cmpstr (bookgen_revision_get (restored)->text, ==, "# Soil\n\nIt lives.\n\nIt works by night.\n");
  g_assert_cmpstr (bookgen_revision_get (restored)->made_from, ==, "{\"texts\":[7]}");
  g_assert_cmpstr (bookgen_revision_get (restored)->removed, ==,
                   "[{\"what\":\"preamble\",\"line\":1,\"text\":\"Sure! Here is the chapter:\"}]");
  g_assert_cmpstr (bookgen_revision_get (restored)->raw, ==, bookgen_revision_get (answer)->raw);
}

static void
test_words (void)
{
  static const struct {
    const char *text;
    guint chars;
    const char *words;
  } texts[] = { { "Sure! Here it is:", 80, "Sure! Here it is:" },
                { "\n<think>\nSoil,  then.\n", 80, "<think> Soil, then." },
                { "\u044f\u044f\u044f\u044f \u044f", 5, "\u044f\u044f\u044f\u044f…" },
                { "\x1b[31mred", 80, "[31mred" },
                { "", 80, "" } };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const BookgenRemoval removal = { .what = (char *) "preamble", .text = (char *) texts[i].text };
      g_autofree char *words = bookgen_removal_dup_words (&removal, texts[i].chars);
      g_assert_cmpstr (words, ==, texts[i].words);
    }
}

static void
test_removals_of_others (void)
{
  static const struct {
    const char *json;
    guint removals;
  } lists[] = { { NULL, 0 }, { "x", 0 }, { "[]", 0 }, { "[{}, 1, {\"what\":\"title\",\"line\":-3,\"text\":\"# A\"}]", 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GPtrArray) removals = bookgen_removals_from_json (lists[i].json);
      g_assert_cmpuint (removals->len, ==, lists[i].removals);
      for (guint k = 0; k < removals->len; k++)
        {
          g_autofree char *text = bookgen_restore_removal ("It lives.\n", "", removals->pdata[k]);
          g_assert_cmpstr (text, ==, "# A\n\nIt lives.\n");
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/restore/cases", test_cases);
  g_test_add_func ("/restore/revision", test_revision);
  g_test_add_func ("/restore/frame", test_frame);
  g_test_add_func ("/restore/into-a-changed-text", test_into_a_changed_text);
  g_test_add_func ("/restore/place", test_place);
  g_test_add_func ("/restore/words", test_words);
  g_test_add_func ("/restore/removals-of-others", test_removals_of_others);
  return g_test_run ();
}
