/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check-private.h"

#include "bookgen-title.h"

#define LEVELS 7
#define HEADINGS_MAX 20

static void
add (const BookgenCheckedText *checked, const BookgenBlock *heading, BookgenFindingKind kind, GPtrArray *findings)
{
  if (heading->length > 0)
    g_ptr_array_add (findings, bookgen_finding_new (kind, checked->text, heading->start, heading->length));
}

/* A heading is followed by something of its own, or by headings below it. */
static gboolean
is_empty (const GArray *blocks, guint index)
{
  const BookgenBlock *heading = &g_array_index (blocks, BookgenBlock, index);
  const BookgenBlock *next = index + 1 < blocks->len ? heading + 1 : NULL;
  return next == NULL || (next->kind == BOOKGEN_BLOCK_HEADING && next->level <= heading->level);
}

/* The same heading twice below the same one; in different sections it is a way to build a book. */
static gboolean
is_seen (GHashTable **seen, const BookgenCheckedText *checked, const BookgenBlock *heading)
{
  char *folded = bookgen_title_fold (checked->text + heading->start, heading->length, NULL);
  for (guint level = heading->level + 1; level < LEVELS; level++)
    g_hash_table_remove_all (seen[level]);
  return *folded != '\0' ? !g_hash_table_add (seen[heading->level], folded) : (g_free (folded), FALSE);
}

void
bookgen_check_headings (const BookgenCheckedText *checked, GPtrArray *findings)
{
  GHashTable *seen[LEVELS];
  for (guint level = 0; level < LEVELS; level++)
    seen[level] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0, most = findings->len + HEADINGS_MAX; i < checked->blocks->len && findings->len < most; i++)
    {
      const BookgenBlock *block = &g_array_index (checked->blocks, BookgenBlock, i);
      if (block->kind != BOOKGEN_BLOCK_HEADING || block->level >= LEVELS)
        continue;
      if (is_seen (seen, checked, block))
        add (checked, block, BOOKGEN_FINDING_TITLE_TWICE, findings);
      if (is_empty (checked->blocks, i))
        add (checked, block, BOOKGEN_FINDING_EMPTY_SECTION, findings);
    }
  for (guint level = 0; level < LEVELS; level++)
    g_hash_table_unref (seen[level]);
}
