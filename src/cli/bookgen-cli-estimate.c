/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>

BookgenCliStatus
bookgen_cli_estimate (int argc, char **argv)
{
  bookgen_cli_say (_ ("bookgen-cli: estimate is not there yet.\n"));
  return BOOKGEN_CLI_USAGE;
}
