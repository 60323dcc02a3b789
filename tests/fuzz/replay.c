/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <gio/gio.h>
#include <string.h>

/* replay FOLDER: gives a fuzz target every file of the folder, each also cut short and with bytes changed, in the same way
 * every time. So a compiler without libFuzzer, and every ordinary run of the tests, tries what was once found. */

enum { CHANGES_PER_FILE = 2000, SHORTEST_CUTS = 512 };

static void
try_bytes (const char *text, gsize length)
{
  /* A copy of just this size, so that a sanitiser sees the first byte that is read past the end. */
  g_autofree uint8_t *copy = g_memdup2 (text, length);

  LLVMFuzzerTestOneInput (copy, length);
}

static void
try_changes (const char *text, gsize length, GRand *random)
{
  static const char telling[] = "\n\r:{}[]\"\\,<>`\0u\xd8\xff ";

  for (guint i = 0; length > 0 && i < CHANGES_PER_FILE; i++)
    {
      g_autofree char *changed = g_memdup2 (text, length);

      for (gint n = g_rand_int_range (random, 1, 5); n > 0; n--)
        changed[g_rand_int_range (random, 0, length)] = telling[g_rand_int_range (random, 0, sizeof telling - 1)];
      try_bytes (changed, length);
    }
}

static gboolean
try_file (const char *path, GRand *random)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  try_bytes (text, length);
  for (gsize cut = length; cut-- > 0 && length - cut < SHORTEST_CUTS;)
    try_bytes (text, cut);
  try_changes (text, MIN (length, G_MAXINT), random);
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint tried = 0;
  const char *name;

  try_bytes ("", 0);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      tried += try_file (path, random);
    }
  g_print ("%u files tried\n", tried);
  return tried > 0 ? 0 : 1;
}
