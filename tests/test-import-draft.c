/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-draft.h"

#include <string.h>

typedef struct {
  const char *path;
  const char *answer;
  guint chapters;
  const char *tree; /* NULL: refused */
  const char *wrong; /* a part of what is said then */
} Case;

static const Case cases[] = {
  { "plain", "{\"title\":\"Sea\",\"children\":[{\"title\":\"Ebb\",\"kind\":\"chapter\",\"brief\":\"Out.\",\"words\":900}]}", 1,
    "Sea|chapter Ebb 900 “Out.”;", NULL },
  { "fenced-and-chatty", "Here it is:\n```json\n{\"title\":\"Sea\",\"children\":[{\"title\":\"Ebb\",},]}\n```\nEnjoy!", 0,
    "Sea|chapter Ebb 0 “”;", NULL },
  { "groups", "{\"title\":\"Sea\",\"children\":[{\"title\":\"P\",\"kind\":\"module\",\"children\":[{\"title\":\"L\",\"kind\":\"lesson\"},"
              "{\"title\":\"B\",\"kind\":\"lab\"}]}]}", 2, "Sea|module P 0 “”;lesson L 0 “”;lab B 0 “”;", NULL },
  { "kinds-forgotten", "{\"title\":\"Sea\",\"children\":[{\"title\":\"P\",\"children\":[{\"title\":\"C\",\"kind\":\"essay\"}]}]}", 0,
    "Sea|part P 0 “”;chapter C 0 “”;", NULL },
  { "no-json", "I cannot do that.", 0, NULL, "damaged" },
  { "cut-off", "{\"title\":\"Sea\",\"children\":[{\"title\":\"Ebb\"},{\"ti", 0, NULL, "damaged" },
  { "an-array", "[{\"title\":\"Ebb\"}]", 0, NULL, "not a JSON object" },
  { "no-title", "{\"children\":[{\"title\":\"Ebb\"}]}", 0, NULL, "title is missing at the top" },
  { "no-children", "{\"title\":\"Sea\",\"children\":[]}", 0, NULL, "children is missing" },
  { "child-without-title", "{\"title\":\"Sea\",\"children\":[{\"title\":\"A\"},{\"title\":\"B\",\"children\":[{\"title\":\" \"}]}]}", 0,
    NULL, "children[1].children[0].title is missing" },
  { "child-is-text", "{\"title\":\"Sea\",\"children\":[\"Ebb\"]}", 0, NULL, "children[0] is not an object" },
  { "only-parts", "{\"title\":\"Sea\",\"children\":[{\"title\":\"P\",\"kind\":\"part\"}]}", 0, NULL, "no unit of kind chapter" },
  { "too-few", "{\"title\":\"Sea\",\"children\":[{\"title\":\"Ebb\"}]}", 3, NULL, "it has 1 chapters or lessons, and 3" },
  { "too-deep", "{\"title\":\"S\",\"children\":[{\"title\":\"1\",\"children\":[{\"title\":\"2\",\"children\":[{\"title\":\"3\",\"children\":["
                "{\"title\":\"4\",\"children\":[{\"title\":\"5\",\"children\":[{\"title\":\"6\",\"children\":[{\"title\":\"7\"}]}]}]}]}]}]}]}",
    0, NULL, "levels deep" },
};

static char *
describe (BookgenImport *import)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (import->outline, FALSE);
  GString *text = g_string_new (import->title);

  g_string_append_c (text, '|');
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf (text, "%s %s %u “%s”;", bookgen_unit_kind_to_string (bookgen_unit_get_kind (units->pdata[i])),
                            bookgen_unit_get_title (units->pdata[i]), bookgen_unit_get_target_words (units->pdata[i]),
                            bookgen_unit_get_brief (units->pdata[i]));
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenImport) import = bookgen_import_draft (one->answer, one->chapters, FALSE, &error);
  g_autofree char *tree = import ? describe (import) : NULL;

  g_assert_cmpstr (tree, ==, one->tree);
  if (one->tree)
    g_assert_no_error (error);
  else
    g_assert_true (error->domain == BOOKGEN_IMPORT_ERROR && strstr (error->message, one->wrong));
}

static void
test_lenient (void)
{
  g_autoptr (BookgenImport) import = bookgen_import_draft ("{\"title\":\"Sea\",\"children\":[{\"title\":\"Ebb\"}]}", 3, TRUE, NULL);

  g_assert_cmpuint (import->warnings->len, ==, 1);
  g_assert_cmpstr (import->warnings->pdata[0], ==, "3 chapters were asked for, and 1 came.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-draft/%s", cases[i].path);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import-draft/lenient", test_lenient);
  return g_test_run ();
}
