/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-findings.h"

#include <glib/gi18n.h>

#include "bookgen-cli.h"

static gboolean
is_of (BookgenBookFinding *finding, const char *unit_id)
{
  return g_str_equal (bookgen_book_finding_get_unit_id (finding), unit_id);
}

static gboolean
is_to_look_at (BookgenBookFinding *finding, const char *unit_id)
{
  return is_of (finding, unit_id) && bookgen_book_finding_get (finding)->kind != BOOKGEN_FINDING_CLAIM;
}

guint
bookgen_cli_findings_count (GPtrArray *findings, const char *unit_id)
{
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    count += is_of (findings->pdata[i], unit_id) && bookgen_book_check_counts (bookgen_book_finding_get (findings->pdata[i]));
  return count;
}

void
bookgen_cli_findings_print (GPtrArray *findings, const char *unit_id)
{
  for (guint i = 0; i < findings->len; i++)
    {
      guint line = bookgen_book_finding_get (findings->pdata[i])->line;

      if (!is_to_look_at (findings->pdata[i], unit_id))
        continue;
      bookgen_cli_print ("       ");
      if (line > 0)
        bookgen_cli_print (_ ("line %u: "), line);
      bookgen_cli_print ("%s\n", bookgen_book_finding_get_sentence (findings->pdata[i]));
    }
}

JsonNode *
bookgen_cli_findings_make_json (BookgenBookFinding *finding)
{
  g_autoptr (GPtrArray) one = bookgen_findings_new ();
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) array = NULL;
  JsonNode *node;

  g_ptr_array_add (one, bookgen_finding_copy (bookgen_book_finding_get (finding)));
  json = bookgen_findings_to_json (one);
  array = json_from_string (json, NULL);
  node = json_array_dup_element (json_node_get_array (array), 0);
  json_object_set_string_member (json_node_get_object (node), "key", bookgen_book_finding_get_key (finding));
  json_object_set_string_member (json_node_get_object (node), "sentence", bookgen_book_finding_get_sentence (finding));
  return node;
}

void
bookgen_cli_findings_add_json (JsonBuilder *builder, GPtrArray *findings, const char *unit_id)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    if (is_of (findings->pdata[i], unit_id))
      json_builder_add_value (builder, bookgen_cli_findings_make_json (findings->pdata[i]));
  json_builder_end_array (builder);
}
