/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an EPUB costs: processor time and the most memory that the program has held, the manuscript included, for books of 20
 * and of 1,000 chapters with 2,000 words each. */
#include "bookgen-edition.h"
#include "../handmade-manuscript.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define WORDS_PER_CHAPTER 2000

static const char *const words[] = {
  "the", "harbour", "lies", "behind", "a", "wall", "of", "grey", "stone", "and", "ships", "come", "in", "with", "every",
  "tide", "that", "is", "high", "enough", "to", "carry", "them", "over", "bar", "at", "its", "mouth", "where", "pilots",
};

static void
append_words (GString *text, GRand *rand, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const char *word = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
      guint kind = (guint) g_rand_int_range (rand, 0, 40);

      g_string_append_printf (text, kind == 0 ? "*%s* " : kind == 1 ? "**%s** " : kind == 2 ? "%s, " : "%s ", word);
    }
  g_string_append (text, "end.\n\n");
}

/* Prose with a heading every 400 words, and in each chapter a list, a table, code, a quotation and a note. */
static char *
make_chapter (GRand *rand)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < WORDS_PER_CHAPTER / 100; i++)
    {
      if (i % 4 == 0)
        g_string_append_printf (text, "## Section %u\n\n", i / 4 + 1);
      append_words (text, rand, 99);
    }
  g_string_append (text, "- one\n- two “quoted”\n\n|a|b|\n|-|-|\n|1|2|\n\n```c\nint a = 1 < 2;\n```\n\n> A quotation[^1]\n\n"
                         "[^1]: A note with a [link](https://example.org/).\n");
  return g_string_free (text, FALSE);
}

static BookgenManuscript *
make_book (guint chapters)
{
  BookgenManuscript *manuscript = handmade_manuscript_new ("A long book", "en");
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < chapters; i++)
    {
      g_autofree char *title = g_strdup_printf ("Chapter %u", i + 1);
      g_autofree char *text = make_chapter (rand);

      if (i % 50 == 0)
        handmade_manuscript_add_part (manuscript, 0, "Part");
      handmade_manuscript_add_chapter (manuscript, 1, title, text);
    }
  return manuscript;
}

static gint64
cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static double
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

static void
measure (guint chapters, const char *path)
{
  BookgenManuscript *manuscript = make_book (chapters);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 start_cpu_us = cpu_us ();
  gint64 start_us = g_get_monotonic_time ();
  GStatBuf status = { 0 };

  if (!bookgen_edition_write (manuscript, path, notes, NULL, &error))
    g_error ("%s", error->message);
  g_stat (path, &status);
  g_print ("%8u  %9u  %6.3f s  %6.3f s  %6.1f MiB  %6.2f MiB\n", chapters, chapters * WORDS_PER_CHAPTER,
           (double) (cpu_us () - start_cpu_us) / G_USEC_PER_SEC, (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC,
           peak_mib (), (double) status.st_size / 1024 / 1024);
  handmade_manuscript_free (manuscript);
}

static char *
dup_machine (void)
{
  g_autofree char *facts = NULL;
  g_autoptr (GRegex) model = g_regex_new ("^model name\\s*: (.*)$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (g_file_get_contents ("/proc/cpuinfo", &facts, NULL, NULL) && g_regex_match (model, facts, 0, &match))
    return g_match_info_fetch (match, 1);
  return g_strdup ("unknown processor");
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "book.epub", NULL);
  g_autofree char *machine = dup_machine ();

  g_print ("%s, %u processors\n", machine, g_get_num_processors ());
  g_print ("chapters      words       CPU      wall  peak memory       file\n");
  measure (20, path);
  measure (1000, path);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
