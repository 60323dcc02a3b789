/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-mark.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *icon_name;
  const char *word;
  const char *style;
} marks[] = {
  [BOOKGEN_MARK_NONE] = { "", "", NULL },
  [BOOKGEN_MARK_WAITING] = { "preferences-system-time-symbolic", N_ ("Waiting"), "dim-label" },
  [BOOKGEN_MARK_WRITING] = { "document-edit-symbolic", N_ ("Writing"), "accent" },
  [BOOKGEN_MARK_WRITTEN] = { "object-select-symbolic", N_ ("Written"), "success" },
  [BOOKGEN_MARK_PLACEHOLDER] = { "text-x-generic-symbolic", N_ ("Placeholder"), "dim-label" },
  [BOOKGEN_MARK_TO_LOOK_AT] = { "view-reveal-symbolic", N_ ("To look at"), "warning" },
  [BOOKGEN_MARK_STOPPED] = { "dialog-warning-symbolic", N_ ("Stopped"), "error" },
  [BOOKGEN_MARK_INTERRUPTED] = { "media-playback-pause-symbolic", N_ ("Interrupted"), "warning" },
  [BOOKGEN_MARK_SKIPPED] = { "media-skip-forward-symbolic", N_ ("Skipped"), "dim-label" },
  [BOOKGEN_MARK_MINE] = { "avatar-default-symbolic", N_ ("By me"), "dim-label" },
};

BookgenMark
bookgen_mark_from_shown (BookgenShown shown)
{
  switch (shown)
    {
    case BOOKGEN_SHOWN_WAITING:
      return BOOKGEN_MARK_WAITING;
    case BOOKGEN_SHOWN_WRITING:
      return BOOKGEN_MARK_WRITING;
    case BOOKGEN_SHOWN_DONE:
      return BOOKGEN_MARK_WRITTEN;
    case BOOKGEN_SHOWN_TO_LOOK_AT:
      return BOOKGEN_MARK_TO_LOOK_AT;
    case BOOKGEN_SHOWN_STOPPED:
      return BOOKGEN_MARK_STOPPED;
    case BOOKGEN_SHOWN_INTERRUPTED:
      return BOOKGEN_MARK_INTERRUPTED;
    case BOOKGEN_SHOWN_SKIPPED:
      return BOOKGEN_MARK_SKIPPED;
    case BOOKGEN_SHOWN_TODO:
    default:
      return BOOKGEN_MARK_NONE;
    }
}

const char *
bookgen_mark_get_icon_name (BookgenMark mark)
{
  g_return_val_if_fail (mark < G_N_ELEMENTS (marks), "");
  return marks[mark].icon_name;
}

const char *
bookgen_mark_get_word (BookgenMark mark)
{
  g_return_val_if_fail (mark < G_N_ELEMENTS (marks), "");
  return *marks[mark].word ? _ (marks[mark].word) : "";
}

const char *
bookgen_mark_get_style (BookgenMark mark)
{
  g_return_val_if_fail (mark < G_N_ELEMENTS (marks), NULL);
  return marks[mark].style;
}
