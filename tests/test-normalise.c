/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-normalise.h"

typedef struct
{
  const char *name;
  const char *raw;
  const char *text;    /* what becomes of it */
  const char *removed; /* the kinds of what was taken out, in order */
  const char *found;   /* the kinds of findings, in order */
} Case;

#define TITLE "The Whale Road"

static const Case CASES[] = {
  { "plain", "One sentence.\n", "One sentence.\n", "", "" },
  { "empty", "", "", "", "" },
  { "blank", " \n\n", "", "", "" },

  /* G1 */
  { "g1-line-ends",
    "One.\r\nTwo.\rThree.\xE2\x80\xA8"
    "Four.",
    "One.\nTwo.\nThree.\nFour.\n", "", "" },
  { "g1-byte-order-mark",
    "\xEF\xBB\xBF"
    "Soil\xEF\xBB\xBF lives.",
    "Soil lives.\n", "character", "" },
  { "g1-colours", "\033[1;31mSoil\033[0m lives. \033]0;title\aYes.", "Soil lives. Yes.\n", "escape", "" },
  { "g1-lone-escape", "A\033[ü B.", "A[ü B.\n", "escape", "" },
  { "g1-control", "So\001il\177 l\fives.", "Soil lives.\n", "character", "" },
  { "g1-bad-bytes", "So\xFFil \xED\xA0\x80lives.", "So\xEF\xBF\xBDil \xEF\xBF\xBDlives.\n", "bytes", "" },
  { "g1-non-character", "A\xEF\xBF\xBE.", "A\xEF\xBF\xBD.\n", "bytes", "" },
  { "g1-tab-stays", "a\tb.", "a\tb.\n", "", "" },

  /* G2 */
  { "g2-json", "{\"content\": \"One line.\\n\\nAnother line.\"}", "One line.\n\nAnother line.\n", "json", "" },
  { "g2-json-more-members", "{\"title\":\"W\",\"words\":9,\"chapter\":\"One line of text that is long enough.\"}",
    "One line of text that is long enough.\n", "json", "" },
  { "g2-json-two-texts", "{\"a\":\"Some text here.\",\"b\":\"Other text here.\"}",
    "{\"a\":\"Some text here.\",\"b\":\"Other text here.\"}\n", "", "" },
  { "g2-json-half-pair", "{\"text\": \"One\\ud83d line.\"}", "One\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" "line.\n", "json", "" },
  { "g2-json-in-json", "{\"text\":\"{\\\"text\\\":\\\"Inside.\\\"}\"}", "Inside.\n", "json json", "" },
  { "g2-json-then-text", "{\"a\": \"b\"}\n\nThat was an example.", "{\"a\": \"b\"}\n\nThat was an example.\n", "", "" },
  { "g2-newlines", "First.\\n\\nSecond \\\"quoted\\\" one.\\n", "First.\n\nSecond \"quoted\" one.\n", "newlines", "" },
  { "g2-one-newline", "Write \\n to end a line.", "Write \\n to end a line.\n", "", "" },
  { "g2-tex", "With $\\nabla f \\neq \\nu$ it holds.", "With $\\nabla f \\neq \\nu$ it holds.\n", "", "" },
  { "g2-real-newlines", "In C, \\n and \\n again.\nA line.", "In C, \\n and \\n again.\nA line.\n", "", "" },

  /* G3 */
  { "g3-think", "<think>\nLet me see.\n</think>\n\nSoil lives.", "Soil lives.\n", "think", "" },
  { "g3-thinking-same-line", "<Thinking>hm</Thinking> Soil lives.", "Soil lives.\n", "think", "" },
  { "g3-open", "<think>\nSoil lives.", "<think>\nSoil lives.\n", "", "thinking" },
  { "g3-lone-end", "Let me see.\nYes.\n</think>\n\nSoil lives.", "Soil lives.\n", "think", "" },
  { "g3-lone-end-in-line", "The tag </think> ends it.", "The tag </think> ends it.\n", "", "" },
  { "g3-lone-end-in-code", "So:\n\n```\n</think>\n```", "So:\n\n```\n</think>\n```\n", "", "" },
  { "g3-later", "We <think> about it</think> often.", "We <think> about it</think> often.\n", "", "" },
  { "g3-then-json", "<think>x</think>\n{\"text\": \"It lives.\"}", "It lives.\n", "think json", "" },
  { "g3-then-title", "<reasoning>x</reasoning>\n# The Whale Road\n\nSoil lives.", "Soil lives.\n", "think title", "" },

  /* G4 */
  { "g4-private-use",
    "Soil lives \xEE\x88\x80"
    "cite\xEE\x88\x82turn0search1\xEE\x88\x81.",
    "Soil lives.\n", "citation", "" },
  { "g4-brackets", "Soil lives 【3†source】. So 【12:0†a.pdf】.", "Soil lives. So.\n", "citation citation", "" },
  { "g4-reference", "Soil lives :contentReference[oaicite:0]{index=0}.", "Soil lives.\n", "citation", "" },
  { "g4-chinese-brackets", "【第一】土是活的。", "【第一】土是活的。\n", "", "" },

  /* G5 */
  { "g5-front-matter", "---\ntitle: Whales\ntags:\n  - a\n---\n\nSoil lives.", "Soil lives.\n", "front-matter", "" },
  { "g5-rule", "---\n\nNote this: soil lives.\n\n---\n\nYes.", "Note this: soil lives.\n\n---\n\nYes.\n", "rule", "" },

  /* G6 */
  { "g6-fence", "```markdown\n# Soil\n\nIt lives.\n```", "## Soil\n\nIt lives.\n", "fence fence level", "" },
  { "g6-bare-fence", "```\n# Soil\n\nIt lives in every garden of the world.\n```\n",
    "## Soil\n\nIt lives in every garden of the world.\n", "fence fence level", "" },
  { "g6-tildes", "~~~md\nIt lives.\n~~~", "It lives.\n", "fence fence", "" },
  { "g6-inner-code", "```markdown\nSee.\n\n```python\n# no heading\n```\n\nDone.\n```",
    "See.\n\n```python\n# no heading\n```\n\nDone.\n", "fence fence", "" },
  { "g6-inner-bare-code", "```markdown\nSee.\n\n```\ncode\n```\n\nDone.\n```", "See.\n\n```\ncode\n```\n\nDone.\n",
    "fence fence", "" },
  { "g6-longer-fence", "````markdown\nSee.\n\n```\ncode\n```\n````", "See.\n\n```\ncode\n```\n", "fence fence", "" },
  { "g6-unclosed", "```markdown\n# Soil\n\nIt lives.", "## Soil\n\nIt lives.\n", "fence level", "truncated" },
  { "g6-announced", "Here is the chapter:\n```markdown\nIt lives.\n```\nLet me know if you want changes.", "It lives.\n",
    "postamble preamble fence fence", "" },
  { "g6-example-first",
    "```markdown\n# Hello\n```\n\nThat is how a heading is written in this language, and there is more to say of it.",
    "```markdown\n# Hello\n```\n\nThat is how a heading is written in this language, and there is more to say of it.\n", "",
    "" },
  { "g6-code-first", "```\n# install it\nsudo make\n```\n\nThen it runs.\n\n```\nls\n```",
    "```\n# install it\nsudo make\n```\n\nThen it runs.\n\n```\nls\n```\n", "", "" },
  { "g6-program-first", "```c\nint a;\n```\n\nThat was C.", "```c\nint a;\n```\n\nThat was C.\n", "", "" },

  /* G7 */
  { "g7-preamble", "Certainly! Here is the chapter:\n\n## Soil\n\nIt lives.", "## Soil\n\nIt lives.\n", "preamble", "" },
  { "g7-sure", "Sure!\n\n---\n\nIt lives.", "It lives.\n", "preamble rule", "" },
  { "g7-setext", "Sure, here's your draft.\n\nSoil\n====\n\nIt lives.", "## Soil\n\nIt lives.\n", "preamble level", "" },
  { "g7-story", "Sure, she said, and went.\n\nHe stayed.", "Sure, she said, and went.\n\nHe stayed.\n", "", "" },
  { "g7-story-and-heading", "Sure, she said, and went.\n\n## Two\n\nHe stayed.",
    "Sure, she said, and went.\n\n## Two\n\nHe stayed.\n", "", "" },
  { "g7-nothing-after", "Here is the chapter:\n\nIt lives.", "Here is the chapter:\n\nIt lives.\n", "", "" },
  { "g7-statement", "Here is what whales know.\n\n## Soil\n\nIt lives.",
    "Here is what whales know.\n\n## Soil\n\nIt lives.\n", "", "" },
  { "g7-two-paragraphs", "Sure!\n\nHere is the chapter:\n\n## Soil\n\nIt lives.",
    "Sure!\n\nHere is the chapter:\n\n## Soil\n\nIt lives.\n", "", "" },
  { "g7-german", "Natürlich! Hier ist das Kapitel:\n\n## Boden\n\nEr lebt.", "## Boden\n\nEr lebt.\n", "preamble", "" },
  { "g7-french", "Bien sûr ! Voici le chapitre :\n\n## Sol\n\nIl vit.", "## Sol\n\nIl vit.\n", "preamble", "" },
  { "g7-spanish", "¡Claro! Aquí tienes el capítulo:\n\n## Suelo\n\nVive.", "## Suelo\n\nVive.\n", "preamble", "" },
  { "g7-russian", "Конечно! Вот глава:\n\n## Почва\n\nОна живёт.", "## Почва\n\nОна живёт.\n", "preamble", "" },
  { "g7-chinese", "好的，以下是第三章的内容：\n\n## 土\n\n土是活的。", "## 土\n\n土是活的。\n", "preamble", "" },
  { "g7-japanese", "承知しました。以下が第三章の本文です。\n\n## 土\n\n土は生きている。", "## 土\n\n土は生きている。\n",
    "preamble", "" },

  /* G8 */
  { "g8-offer", "It lives.\n\nLet me know if you'd like any changes!", "It lives.\n", "postamble", "" },
  { "g8-offer-after-rule", "It lives.\n\n---\n\nWould you like me to continue with chapter 4?", "It lives.\n",
    "postamble rule", "" },
  { "g8-count", "It lives.\n\n*(Word count: 2,013)*", "It lives.\n", "postamble", "" },
  { "g8-count-bare", "It lives.\n\n[Approx. 2,000 words]", "It lives.\n", "postamble", "" },
  { "g8-end", "It lives.\n\n**End of Chapter 3**\n\nI hope this helps!", "It lives.\n", "postamble postamble", "" },
  { "g8-german", "Er lebt.\n\nSoll ich mit dem nächsten Kapitel fortfahren?", "Er lebt.\n", "postamble", "" },
  { "g8-french", "Il vit.\n\nN'hésitez pas à me demander des changements.", "Il vit.\n", "postamble", "" },
  { "g8-chinese", "土是活的。\n\n如果您需要我继续写下一章，请告诉我。", "土是活的。\n", "postamble", "" },
  { "g8-only-offer", "Let me know if you'd like any changes!", "Let me know if you'd like any changes!\n", "", "" },
  { "g8-speech", "It lives.\n\n“Let me know if you need anything else,” she said.",
    "It lives.\n\n“Let me know if you need anything else,” she said.\n", "", "" },
  { "g8-letter", "It lives.\n\nLet me know when you come home. She folded the letter.",
    "It lives.\n\nLet me know when you come home. She folded the letter.\n", "", "" },
  { "g8-not-last", "Would you like me to go on?\n\nNobody answered.", "Would you like me to go on?\n\nNobody answered.\n",
    "", "" },
  { "g8-in-code", "See.\n\n```\nIt lives.\n\nWord count: 3\n```", "See.\n\n```\nIt lives.\n\nWord count: 3\n```\n", "", "" },

  /* G9 */
  { "g9-title", "# The Whale Road\n\nIt lives.", "It lives.\n", "title", "" },
  { "g9-numbered", "# Chapter 3: The Whale Road\n\nIt lives.", "It lives.\n", "title", "" },
  { "g9-roman", "## III. *The whale road*\n\nIt lives.", "It lives.\n", "title", "" },
  { "g9-emoji", "# 🐳 The Whale-Road 🌊\n\nIt lives.", "It lives.\n", "title", "" },
  { "g9-bold", "**Chapter 3 – The Whale Road**\n\nIt lives.", "It lives.\n", "title", "" },
  { "g9-setext", "The Whale Road\n==============\n\nIt lives.", "It lives.\n", "title", "" },
  { "g9-twice", "# Chapter 3\n\n## The Whale Road\n\nIt lives.", "It lives.\n", "title title", "" },
  { "g9-other", "# Out at sea\n\nIt lives.", "## Out at sea\n\nIt lives.\n", "level", "" },
  { "g9-rule-below", "# The Whale Road\n\n---\n\nIt lives.", "It lives.\n", "title rule", "" },
  { "g9-in-code", "```sh\n# The Whale Road\n```\n\nIt lives.", "```sh\n# The Whale Road\n```\n\nIt lives.\n", "", "" },

  /* G10 */
  { "g10-lift", "# A\n\na.\n\n## B\n\nb.", "## A\n\na.\n\n### B\n\nb.\n", "level level", "" },
  { "g10-lower", "#### A\n\na.", "## A\n\na.\n", "level", "" },
  { "g10-jump", "## A\n\na.\n\n##### B\n\nb.\n\n##### C\n\nc.\n\n### D\n\nd.",
    "## A\n\na.\n\n### B\n\nb.\n\n### C\n\nc.\n\n### D\n\nd.\n", "level level", "" },
  { "g10-deepest", "# A\n## B\n### C\n#### D\n##### E\n###### F\n\nf.",
    "## A\n### B\n#### C\n##### D\n###### E\n###### F\n\nf.\n", "level level level level level", "" },
  { "g10-code", "## A\n\n```\n# not one\n```\n\na.", "## A\n\n```\n# not one\n```\n\na.\n", "", "" },
  { "g10-hashtag", "#soil is a tag.", "#soil is a tag.\n", "", "" },
  { "g10-closing-hashes", "# A #\n\na.", "## A\n\na.\n", "level", "" },
  { "g10-sentence-over-rule", "He left.\n---\nShe stayed.", "He left.\n---\nShe stayed.\n", "", "" },

  /* G11 */
  { "g11-foreign", "It lives.\n\n# Chapter 4: The Long Winter\n\nSnow.",
    "It lives.\n\n## Chapter 4: The Long Winter\n\nSnow.\n", "level", "foreign-chapter" },
  { "g11-common-word", "It lives.\n\n## Introduction\n\nSnow.", "It lives.\n\n## Introduction\n\nSnow.\n", "", "" },

  /* G12 */
  { "g12-open-fence", "See.\n\n```c\nint a;", "See.\n\n```c\nint a;\n```\n", "", "truncated open-fence" },
  { "g12-open-tildes", "See.\n\n~~~~\nint a;\n", "See.\n\n~~~~\nint a;\n~~~~\n", "", "truncated open-fence" },

  /* G13 */
  { "g13-word", "It lives and", "It lives and\n", "", "truncated" },
  { "g13-colon", "It lives:", "It lives:\n", "", "truncated" },
  { "g13-quoted", "He said: “It lives.”", "He said: “It lives.”\n", "", "" },
  { "g13-german-quote", "Er sagte: „Er lebt.“", "Er sagte: „Er lebt.“\n", "", "" },
  { "g13-guillemets", "« Il vit. »", "« Il vit. »\n", "", "" },
  { "g13-dash-speech", "“But I—”", "“But I—”\n", "", "" },
  { "g13-chinese", "土是活的。", "土是活的。\n", "", "" },
  { "g13-chinese-cut", "土是活", "土是活\n", "", "truncated" },
  { "g13-japanese-quote", "彼は「生きている！」", "彼は「生きている！」\n", "", "" },
  { "g13-hindi", "मिट्टी जीवित है।", "मिट्टी जीवित है।\n", "", "" },
  { "g13-urdu", "مٹی زندہ ہے۔", "مٹی زندہ ہے۔\n", "", "" },
  { "g13-arabic-question", "هل التربة حية؟", "هل التربة حية؟\n", "", "" },
  { "g13-thai", "ดินมีชีวิต", "ดินมีชีวิต\n", "", "" },
  { "g13-greek-question", "Ζει το χώμα;", "Ζει το χώμα;\n", "", "" },
  { "g13-armenian", "Հողը կենդանի է։", "Հողը կենդանի է։\n", "", "" },
  { "g13-note", "It lives.[^1]\n", "It lives.[^1]\n", "", "" },
  { "g13-emphasis", "It *lives.*", "It *lives.*\n", "", "" },
  { "g13-open-emphasis", "It **lives.", "It **lives.\n", "", "truncated" },
  { "g13-open-link", "See [the docs](https://example.", "See [the docs](https://example.\n", "", "truncated" },
  { "g13-open-code", "Call `free (x).", "Call `free (x).\n", "", "truncated" },
  { "g13-row", "| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |\n", "", "" },
  { "g13-cut-row", "| a | b |\n|---|---|\n| 1 |", "| a | b |\n|---|---|\n| 1 |\n", "", "truncated" },
  { "g13-list", "- soil\n- water", "- soil\n- water\n", "", "" },
  { "g13-cut-list", "- Soil lives.\n- Water", "- Soil lives.\n- Water\n", "", "truncated" },
  { "g13-heading", "It lives.\n\n## Next", "It lives.\n\n## Next\n", "", "truncated" },
  { "g13-the-end", "It lives.\n\n*The End*", "It lives.\n\n*The End*\n", "", "" },
  { "g13-picture", "It lives.\n\n![Soil](soil.png)", "It lives.\n\n![Soil](soil.png)\n", "", "" },
  { "g13-formula", "It is\n\n$$a = b$$", "It is\n\n$$a = b$$\n", "", "" },
  { "g13-emoji", "It lives 🌱", "It lives 🌱\n", "", "" },

  /* G14 */
  { "g14-insert", "It lives.\n\n[Insert a quotation here]\n\nYes.", "It lives.\n\n[Insert a quotation here]\n\nYes.\n", "",
    "placeholder" },
  { "g14-rest", "It lives.\n\n(The rest of the chapter follows the same way.)",
    "It lives.\n\n(The rest of the chapter follows the same way.)\n", "", "placeholder" },
  { "g14-link", "See [your garden](garden.md).", "See [your garden](garden.md).\n", "", "" },
  { "g14-code", "```\n[Insert x]\n```\n\nIt lives.", "```\n[Insert x]\n```\n\nIt lives.\n", "", "" },

  { "everything",
    "<think>x</think>\n\nOf course! Here's the chapter:\n\n```markdown\n# Chapter 3: The Whale Road\n\n### Soil\n\nIt lives "
    "【1†s】.\n```\n\n---\n\nLet me know if you'd like me to expand any section.",
    "## Soil\n\nIt lives.\n", "citation postamble rule think preamble fence fence title level", "" },
};

static const char *const OTHERS[] = { "The Long Winter", "Introduction", TITLE, NULL };

static char *
join_removed (BookgenNormalised *result)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < result->removals->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", ((BookgenRemoval *)result->removals->pdata[i])->what);
  return g_string_free (all, FALSE);
}

static char *
join_found (BookgenNormalised *result)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < result->findings->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", bookgen_finding_kind_to_string (((BookgenFinding *)result->findings->pdata[i])->kind));
  return g_string_free (all, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (BookgenNormalised) result = bookgen_normalise (expected->raw, -1, TITLE, OTHERS, FALSE);
  g_autoptr (BookgenNormalised) again = bookgen_normalise (result->text, -1, TITLE, OTHERS, FALSE);
  g_autofree char *removed = join_removed (result);
  g_autofree char *found = join_found (result);

  g_assert_cmpstr (result->text, ==, expected->text);
  g_assert_cmpstr (removed, ==, expected->removed);
  g_assert_cmpstr (found, ==, expected->found);
  g_assert_cmpstr (again->text, ==, result->text);
}

/* A title of numbers, markup or emoji is compared with all of itself when nothing else is left. */
static void
test_titles (void)
{
  static const struct
  {
    const char *title, *heading;
    gboolean same;
  } PAIRS[] = {
    { "1984", "# 1984", TRUE },
    { "1984", "# 1985", FALSE },
    { "Chapter 1", "# Chapter 1", TRUE },
    { "Chapter 1", "# Chapter 2", FALSE },
    { "3 Ways to Win", "# Chapter 2: 3 Ways to Win", TRUE },
    { "2.3 Soil & Water", "## 2.3. **Soil &amp Water**", FALSE },
    { "2.3 Soil & Water", "## 2.3. **Soil & Water**", TRUE },
    { "`free ()` and its friends", "# free() and its friends", TRUE },
    { "第3章 土", "# 第三章：土", TRUE },
    { "Kapitel 4: Straße", "# STRASSE", TRUE },
    { "🐳", "# 🐳", FALSE },
    { "", "# Anything", FALSE },
    { "Wales", "# Whales", FALSE },
    { "Soil", "# Soil: a beginning", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (PAIRS); i++)
    {
      g_autofree char *raw = g_strconcat (PAIRS[i].heading, "\n\nIt lives.\n", NULL);
      g_autoptr (BookgenNormalised) result = bookgen_normalise (raw, -1, PAIRS[i].title, NULL, FALSE);

      g_test_message ("%s / %s", PAIRS[i].title, PAIRS[i].heading);
      g_assert_cmpint (strcmp (result->text, "It lives.\n") == 0, ==, PAIRS[i].same);
    }
}

static void
test_cut (void)
{
  g_autoptr (BookgenNormalised) result = bookgen_normalise ("It lives.", -1, NULL, NULL, TRUE);
  const BookgenFinding *finding;

  g_assert_cmpuint (result->findings->len, ==, 1);
  finding = result->findings->pdata[0];
  g_assert_cmpint (finding->kind, ==, BOOKGEN_FINDING_TRUNCATED);
  g_assert_cmpuint (finding->line, ==, 1);
  g_assert_cmpstr (finding->words, ==, "It lives.");
}

static void
test_records (void)
{
  g_autoptr (BookgenNormalised) result
      = bookgen_normalise ("Sure!\n\n# Soil\n\nIt [Insert \"x\"].\n\nTODO\n", -1, "Soil", NULL, FALSE);
  g_autofree char *removals = bookgen_normalised_removals_to_json (result);
  g_autofree char *findings = bookgen_findings_to_json (result->findings);
  g_autoptr (BookgenNormalised) plain = bookgen_normalise ("It lives.", -1, NULL, NULL, FALSE);

  g_assert_cmpstr (
      removals, ==,
      "[{\"what\":\"preamble\",\"line\":1,\"text\":\"Sure!\"},{\"what\":\"title\",\"line\":3,\"text\":\"# Soil\"}]");
  g_assert_cmpstr (findings, ==,
                   "[{\"kind\":\"placeholder\",\"line\":1,\"detail\":\"[Insert \\\"x\\\"]\",\"start\":3,\"length\":12,"
                   "\"repairable\":true},"
                   "{\"kind\":\"truncated\",\"line\":1,\"detail\":\"It [Insert \\\"x\\\"].\\n\\nTODO\",\"length\":22,"
                   "\"repairable\":true}]");
  g_assert_null (bookgen_normalised_removals_to_json (plain));
  g_assert_null (bookgen_findings_to_json (plain->findings));
}

static void
test_join (void)
{
  static const struct
  {
    const char *text, *continuation, *joined;
  } JOINS[] = {
    { "The soil is al", "ive.", "The soil is alive." },
    { "The soil ", "is alive.", "The soil is alive." },
    { "The soil is", " alive.", "The soil is alive." },
    { "The soil ", " is alive.", "The soil is alive." },
    { "The soil is", "\n\nalive.", "The soil is alive." },
    { "The soil is ", "\n\nalive.", "The soil is alive." },
    { "It lives. ", "\n\nIt grows.", "It lives. \n\nIt grows." },
    { "- one\n", "  - two", "- one\n  - two" },
    { "The old soil is", "Alive.", "The old soil is Alive." },
    { "It is so that the soil lives", "so that the soil lives on.", "It is so that the soil lives on." },
    { "It is so that the soil lives ", "\nso that the soil lives on.", "It is so that the soil lives on." },
    { "The end", "The end of it.", NULL },
    { "It lives.", "It grows.", "It lives.\n\nIt grows." },
    { "It lives.", " It grows.", "It lives. It grows." },
    { "It lives.", "\n\nIt grows.", "It lives.\n\nIt grows." },
    { "It lives.\n\n", "It grows.", "It lives.\n\nIt grows." },
    { "He said “it lives.", "”", "He said “it lives.”" },
    { "It lives.", "## Next", "It lives.\n\n## Next" },
    { "## Soil", "\n\nIt lives.", "## Soil\n\nIt lives." },
    { "```\nint a", "\n\nint b;", "```\nint a\n\nint b;" },
    { "土是活的土是活的土是活的土是活的土是活的土", "土是活的土是活的土是活的土是活的土是活的土。", NULL },
    { "", "It lives.", "It lives." },
    { "It lives.", "", "It lives." },
    { "3.", "14 is near.", "3.14 is near." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (JOINS); i++)
    {
      const char *between;
      gsize skip = bookgen_normalise_join (JOINS[i].text, JOINS[i].continuation, &between);
      g_autofree char *joined = g_strconcat (JOINS[i].text, between, JOINS[i].continuation + skip, NULL);

      g_assert_cmpuint (skip, <=, strlen (JOINS[i].continuation));
      g_assert_true (g_utf8_validate (joined, -1, NULL));
      if (JOINS[i].joined != NULL)
        g_assert_cmpstr (joined, ==, JOINS[i].joined);
    }
}

/* Every split of a text joins to the same text again. */
static void
test_join_exactly (void)
{
  static const char TEXT[]
      = "## Soil\n\nThe soil is alive: it holds ten thousand kinds of life. “Is it?” she asked.\n\n"
        "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```c\nint a;\n\nint b;\n```\n\nÜber alles — 土是活的。\n";

  for (const char *at = TEXT; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *text = g_strndup (TEXT, at - TEXT);
      const char *between;
      gsize skip = bookgen_normalise_join (text, at, &between);
      g_autofree char *joined = g_strconcat (text, between, at + skip, NULL);

      g_assert_cmpstr (joined, ==, TEXT);
    }
}

/* What is left was there before, in the same order: every line of the text is in the reply, but for its heading's level. */
static gboolean
is_made_from (const char *text, const char *raw)
{
  g_autofree char *clean = g_strdup (raw);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isspace (*text) || strchr ("#`~", *text) != NULL)
        continue;
      raw = strchr (raw, *text);
      if (raw == NULL)
        return FALSE;
      raw++;
    }
  return TRUE;
}

/* Replies put together from pieces by chance: normal twice is normal once, and nothing is invented. */
static void
test_properties (void)
{
  static const char *const PIECES[] = {
    "Sure! Here is the chapter:",
    "# The Whale Road",
    "**The Whale Road**",
    "Chapter 3",
    "# Chapter 3",
    "---",
    "```markdown",
    "```",
    "```c",
    "~~~",
    "It lives.",
    "It lives and",
    "## Soil",
    "##### Deep",
    "Soil\n===",
    "Soil\n---",
    "- one",
    "| a | b |",
    "<think>",
    "</think>",
    "Let me know if you'd like any changes!",
    "(Word count: 2,000)",
    "title: x",
    "{\"content\":\"# A\\n\\nb.\"}",
    "【1†【2†x】†y】",
    "\\n\\nx\\n",
    "End of chapter 3.",
    "The sun rose over the old harbour wall again.",
    "> quoted",
    "    code",
    "***",
    "[Insert x]",
    "\033[1m",
    "\xFF",
    "\r",
    "Certainly!",
    "...",
    "# The Long Winter",
    "“",
    "",
    "",
    "",
    "",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) raw = g_string_new (NULL);
      gint32 pieces = g_rand_int_range (rand, 1, 14);

      for (gint32 i = 0; i < pieces; i++)
        g_string_append_printf (raw, "%s%s", PIECES[g_rand_int_range (rand, 0, G_N_ELEMENTS (PIECES))],
                                g_rand_boolean (rand) ? "\n" : "\n\n");
      g_autoptr (BookgenNormalised) once = bookgen_normalise (raw->str, raw->len, TITLE, OTHERS, FALSE);
      g_autoptr (BookgenNormalised) twice = bookgen_normalise (once->text, -1, TITLE, OTHERS, FALSE);

      if (strcmp (once->text, twice->text) != 0)
        g_error ("Not the same twice: %s / %s / %s", g_strescape (raw->str, NULL), g_strescape (once->text, NULL),
                 g_strescape (twice->text, NULL));
      g_assert_true (g_utf8_validate (once->text, -1, NULL));
      if (strstr (raw->str, "\xFF") == NULL && strstr (raw->str, "content") == NULL && !is_made_from (once->text, raw->str))
        g_error ("Invented. Reply:\n%s\nText:\n%s", raw->str, once->text);
    }
}

/* Replies made to be slow: each is done in the time of one pass or a few. */
static void
test_hostile (void)
{
  static const char *const UNITS[] = { "```markdown\n",
                                       "<think>",
                                       "# The Whale Road\n",
                                       "【1†",
                                       "\xEE\x88\x80",
                                       "> ",
                                       "- ",
                                       "**",
                                       "[",
                                       "`",
                                       "Sure!\n",
                                       "---\n",
                                       "(",
                                       "\033[",
                                       "{\"a\":",
                                       "\\n",
                                       "Soil\n===\n",
                                       "# A\n" };

  for (guint i = 0; i < G_N_ELEMENTS (UNITS); i++)
    {
      g_autoptr (GString) raw = g_string_new (NULL);

      while (raw->len < 300000)
        g_string_append (raw, UNITS[i]);
      g_autoptr (BookgenNormalised) result = bookgen_normalise (raw->str, raw->len, TITLE, OTHERS, FALSE);

      g_assert_true (g_utf8_validate (result->text, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strconcat ("/normalise/", CASES[i].name, NULL);

      g_test_add_data_func (path, &CASES[i], test_case);
    }
  g_test_add_func ("/normalise/titles", test_titles);
  g_test_add_func ("/normalise/cut", test_cut);
  g_test_add_func ("/normalise/records", test_records);
  g_test_add_func ("/normalise/join", test_join);
  g_test_add_func ("/normalise/join-exactly", test_join_exactly);
  g_test_add_func ("/normalise/properties", test_properties);
  g_test_add_func ("/normalise/hostile", test_hostile);
  return g_test_run ();
}
