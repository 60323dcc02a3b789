/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-target.h"

/* A brief, the words it asks for, and what is left of it (NULL: all). */
static const struct {
  const char *in;
  guint words;
  const char *rest;
} texts[] = {
  /* a line of its own */
  { "Target: 2,400 words\n\nThe sea.", 2400, "The sea." },
  { "The sea.\n\nWords: 900", 900, "The sea.\n\n" },
  { "**Word count:** 1200\nThe sea.", 1200, "The sea." },
  { "- **Target length:** 1,500–2,000 words\n- The sea", 1750, "- The sea" },
  { "The sea.\n\nAbout 2,200 words.\n\nThe land.", 2200, "The sea.\n\nThe land." },
  { "The sea.\n(2400 words)", 2400, "The sea.\n" },
  { "*~1500 words*\nThe sea.", 1500, "The sea." },
  { "≈ 1500 words", 1500, "" },
  { "The sea\n\n- About 800 words", 800, "The sea\n\n" },
  { "Das Meer.\n\nca. 2.200 Wörter", 2200, "Das Meer.\n\n" },
  { "Umfang: etwa 900 Wörter\nDas Meer.", 900, "Das Meer." },
  { "La mer.\n\nenviron 2 200 mots", 2200, "La mer.\n\n" },
  { "La mer.\n\nLongueur : 2\xe2\x80\xaf""200 mots.", 2200, "La mer.\n\n" },
  { "El mar.\n\nunas 2.000 palabras", 2000, "El mar.\n\n" },
  { "Palabras: 1800\nEl mar.", 1800, "El mar." },
  { "Il mare.\n\nCirca 1.200 parole", 1200, "Il mare.\n\n" },
  { "Море.\n\nОколо 2000 слов.", 2000, "Море.\n\n" },
  /* the last sentence stays */
  { "The sea, and what lives in it. About 2,200 words.", 2200, NULL },
  { "See lesson 1.3. About 1,200 words.", 1200, NULL },
  { "What is the sea? (About 900 words.)", 900, NULL },
  { "The sea. Target: 2,400 words.", 2400, NULL },
  { "The “sea.” 1800 words.", 1800, NULL },
  { "The sea. ~1500 words", 1500, NULL },
  { "Das Meer und die Küste. Ca. 2.200 Wörter.", 2200, NULL },
  { "Das Meer und die Küste. ca. 2.200 Wörter", 2200, NULL },
  { "La mer. Environ 2 200 mots.", 2200, NULL },
  { "El mar. Unas 2.000 palabras.", 2000, NULL },
  /* what only looks like it */
  { "Target: the young", 0, NULL },
  { "It has 300 words.", 0, NULL },
  { "In about 2,000 words Churchill said it all.", 0, NULL },
  { "What Churchill said in about 2,000 words.", 0, NULL },
  { "A 500 word limit applies to emails", 0, NULL },
  { "The contest: 500 words.", 0, NULL },
  { "The letter has approx. 500 words.", 0, NULL },
  { "Der Brief hat ca. 500 Wörter.", 0, NULL },
  { "The whole speech had\n2,000 words\nand one joke.", 0, NULL },
  { "It was long.\n2,000 words\nwere cut.", 0, NULL },
  { "- Verbs\n- 500 words\n- Grammar", 0, NULL },
  { "About 2,200 words. Then the land.", 0, NULL },
  { "It ends with “yes”. Three words.", 0, NULL },
  { "It ends. 3 words.", 0, NULL },
  { "Length: 300", 0, NULL },
  { "Length: 300 metres", 0, NULL },
  { "About 2,200 metres.", 0, NULL },
  { "2200", 0, NULL },
  { "Words: many", 0, NULL },
  { "", 0, NULL },
};

static void
test_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) text = g_string_new (texts[i].in);

  g_assert_cmpuint (bookgen_import_target_take_from_text (text), ==, texts[i].words);
  g_assert_cmpstr (text->str, ==, texts[i].rest ? texts[i].rest : texts[i].in);
}

static void
test_field (void)
{
  static const struct { const char *in; guint words; } fields[] = {
    { "1800", 1800 },  { "2,400", 2400 }, { " about 2,400 words ", 2400 }, { "1500-2000", 1750 }, { "99999999999", 0 },
    { "9999999", 1000000 }, { "3.5", 0 }, { "many", 0 },                   { "", 0 },             { "12 eggs", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpuint (bookgen_import_target_read (fields[i].in), ==, fields[i].words);
}

/* Looked at once, however long. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "1 (1 [1 *1 ca. 1. ");
  g_assert_cmpuint (bookgen_import_target_take_from_text (text), ==, 0);
  g_string_append (text, "\n\nAbout 900 words.");
  g_assert_cmpuint (bookgen_import_target_take_from_text (text), ==, 900);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-target/text/%u", i);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_text);
    }
  g_test_add_func ("/import-target/field", test_field);
  g_test_add_func ("/import-target/long", test_long);
  return g_test_run ();
}
