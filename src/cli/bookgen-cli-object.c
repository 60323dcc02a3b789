/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cli-object.h"

#include <string.h>

#include "bookgen-cli.h"

JsonBuilder *
bookgen_cli_object_new (void)
{
  return json_builder_begin_object (json_builder_new ());
}

void
bookgen_cli_object_add_string (JsonBuilder *self, const char *name, const char *value)
{
  json_builder_set_member_name (self, name);
  if (value != NULL)
    json_builder_add_string_value (self, value);
  else
    json_builder_add_null_value (self);
}

void
bookgen_cli_object_add_int (JsonBuilder *self, const char *name, gint64 value)
{
  json_builder_set_member_name (self, name);
  json_builder_add_int_value (self, value);
}

void
bookgen_cli_object_add_boolean (JsonBuilder *self, const char *name, gboolean value)
{
  json_builder_set_member_name (self, name);
  json_builder_add_boolean_value (self, value);
}

void
bookgen_cli_object_add_amount (JsonBuilder *self, const char *name, gint64 amount, double unit)
{
  json_builder_set_member_name (self, name);
  if (amount < 0)
    json_builder_add_null_value (self);
  else
    json_builder_add_double_value (self, amount / unit);
}

void
bookgen_cli_object_add_usage (JsonBuilder *self, const BookgenUsage *usage)
{
  bookgen_cli_object_add_int (self, "input_tokens", usage->input_tokens);
  bookgen_cli_object_add_int (self, "cached_tokens", usage->cached_tokens);
  bookgen_cli_object_add_int (self, "output_tokens", usage->output_tokens);
  bookgen_cli_object_add_int (self, "requests", usage->requests);
  bookgen_cli_object_add_amount (self, "cost", usage->cost_micros, 1e6);
  bookgen_cli_object_add_boolean (self, "estimated", usage->estimated);
}

/* Where the string that begins at TEXT ends. */
static const char *
skip_string (const char *text)
{
  for (text++; *text != '"'; text++)
    if (*text == '\\')
      text++;
  return text + 1;
}

static void
append_number (GString *line, const char *number, gsize length)
{
  char decimals[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean whole = memchr (number, '.', length) == NULL && memchr (number, 'e', length) == NULL;

  if (whole)
    g_string_append_len (line, number, length);
  else
    g_string_append (line, g_ascii_formatd (decimals, sizeof decimals, "%.6f", g_ascii_strtod (number, NULL)));
}

/* The generator gives all seventeen digits of a double: 0.17799999999999999. */
static char *
fix_decimals (const char *text)
{
  GString *line = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize digits = g_ascii_isdigit (*text) || *text == '-' ? strspn (text, "-+.eE0123456789") : 0;
      gsize length = digits > 0 ? digits : *text == '"' ? (gsize) (skip_string (text) - text) : 1;

      if (digits > 0)
        append_number (line, text, digits);
      else
        g_string_append_len (line, text, length);
      text += length;
    }
  return g_string_free (line, FALSE);
}

void
bookgen_cli_object_print_node (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *line = fix_decimals (text);

  bookgen_cli_print ("%s\n", line);
}

void
bookgen_cli_object_print (JsonBuilder *self)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (self);
  root = json_builder_get_root (self);
  bookgen_cli_object_print_node (root);
}
