/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-bullet.h"

#include <string.h>

static const char *const bullets[] = { "-", "*", "+", "•", "●", "◆", "■", "➢", "o\t", "◦", "▪", "▫", "□", "‣", "–", "·", "→", "➔", "➤", "►",
                                       "▶", "▸", "✓", "✔", "★", "☆", "❖", "∙", "⁃", "◉", "○" };

static const char *
skip_blank (const char *text)
{
  return text + strspn (text, " \t");
}

const char *
bookgen_import_bullet_skip_task (const char *text)
{
  if (text[0] == '[' && text[1] && strchr (" xX_-", text[1]) && text[2] == ']' && (text[3] == ' ' || !text[3]))
    return skip_blank (text + 3);
  if (g_str_has_prefix (text, "☐") || g_str_has_prefix (text, "☑") || g_str_has_prefix (text, "☒"))
    return skip_blank (g_utf8_next_char (text));
  return text;
}

const char *
bookgen_import_bullet_skip (const char *text, guint *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    {
      const char *after = text + strlen (bullets[i]);

      if (!g_str_has_prefix (text, bullets[i]))
        continue;
      /* "-x" and "*x*" are no bullets; "•x" is. */
      if (skip_blank (after) == after && !g_str_has_suffix (bullets[i], "\t") && (guchar) *text < 0x80)
        return NULL;
      *kind = i < 3 ? 0 : i;
      return bookgen_import_bullet_skip_task (skip_blank (after));
    }
  return NULL;
}
