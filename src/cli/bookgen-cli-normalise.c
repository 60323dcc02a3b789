/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "bookgen-cli-options.h"
#include "bookgen-normalise.h"

#define REPLY_MAX_BYTES (64 * 1024 * 1024)

static GInputStream *
open_reply (const char *name, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (strcmp (name, "-") == 0)
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_commandline_arg (name);
  return (GInputStream *)g_file_read (file, NULL, error);
}

static GByteArray *
read_reply (const char *name, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GInputStream) input = open_reply (name, &wrong);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[65536];
  gssize length = -1;

  while (input != NULL && (length = g_input_stream_read (input, piece, sizeof piece, NULL, &wrong)) > 0
         && bytes->len <= REPLY_MAX_BYTES)
    g_byte_array_append (bytes, piece, length);
  if (length == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, BOOKGEN_CLI_ERROR, BOOKGEN_CLI_UNREADABLE, _ ("The reply cannot be read: %s"),
               wrong != NULL ? wrong->message : _ ("it is larger than 64 MB"));
  return NULL;
}

static void
say_record (const BookgenNormalised *result)
{
  for (guint i = 0; i < result->removals->len; i++)
    {
      const BookgenRemoval *removal = result->removals->pdata[i];
      g_autofree char *text = g_strescape (removal->text, "\"");

      bookgen_cli_say (_ ("line %u: taken out (%s): %.200s\n"), removal->line, removal->what, removal->text);
    }
  for (guint i = 0; i < result->findings->len; i++)
    {
      const BookgenFinding *finding = result->findings->pdata[i];

      bookgen_cli_say (_ ("line %u: to look at (%s): %.200s\n"), finding->line,
                       bookgen_finding_kind_to_string (finding->kind), finding->words);
    }
}

static BookgenCliStatus
normalise (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (GByteArray) reply = read_reply (options->file, error);
  g_autoptr (BookgenNormalised) result = NULL;
  g_autofree char *title = options->title != NULL ? g_utf8_make_valid (options->title, -1) : NULL;

  if (reply == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  result = bookgen_normalise ((const char *)reply->data, reply->len, title, NULL, FALSE);
  bookgen_cli_print ("%s", result->text);
  say_record (result);
  return BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_normalise (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (argc, argv, BOOKGEN_CLI_TAKES_TITLE, "FILE", &error);
  BookgenCliStatus status = options != NULL ? normalise (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
