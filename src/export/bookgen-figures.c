/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-figures.h"

#include "bookgen-escape.h"
#include "bookgen-media-kind.h"
#include "bookgen-placing.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const BookgenPicture *picture;
  cmark_node *after; /* NULL: the beginning */
} Figure;

struct _BookgenFigures {
  cmark_node *document;
  GArray *waiting; /* Figure, in the order of the pictures: their place is not reached yet */
  GArray *due;     /* Figure */
};

static void
note_left_out (const BookgenPicture *picture, const char *title, GPtrArray *notes)
{
  g_ptr_array_add (notes, g_strdup_printf (_("“%s”: a picture of the kind “%s” is not shown by every reader of EPUB and "
                                             "was left out. Make it PNG or JPEG."),
                                           title, bookgen_picture_get (picture)->media_type));
}

static void
note_undescribed (const BookgenPicture *picture, const char *title, GPtrArray *notes)
{
  const BookgenMediaData *data = bookgen_picture_get (picture);

  if (*data->alt == '\0' && *data->caption != '\0')
    g_ptr_array_add (notes, g_strdup_printf (_("“%s”: the picture “%s” has no description for those who cannot see it."),
                                             title, data->caption));
}

BookgenFigures *
bookgen_figures_new (GPtrArray *pictures, cmark_node *document, const char *title, GPtrArray *notes)
{
  BookgenFigures *self = g_new0 (BookgenFigures, 1);
  g_autoptr (BookgenPlacing) placing = pictures ? bookgen_placing_new (document) : NULL;

  self->document = document;
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Figure));
  self->due = g_array_new (FALSE, FALSE, sizeof (Figure));
  for (guint i = 0; pictures && i < pictures->len; i++)
    {
      Figure figure = { .picture = g_ptr_array_index (pictures, i) };

      if (!bookgen_media_kind_is_core (bookgen_picture_get (figure.picture)->media_type))
        {
          note_left_out (figure.picture, title, notes);
          continue;
        }
      note_undescribed (figure.picture, title, notes);
      figure.after = bookgen_placing_find_picture (placing, figure.picture, title, notes);
      g_array_append_val (self->waiting, figure);
    }
  return self;
}

void
bookgen_figures_free (BookgenFigures *self)
{
  g_array_unref (self->due);
  g_array_unref (self->waiting);
  g_free (self);
}

static void
write_image (BookgenPage *page, const BookgenPicture *picture)
{
  g_autoptr (GString) attributes = g_string_new (NULL);

  g_string_append_printf (attributes, " src=\"../images/%s\" alt=\"", picture->name);
  bookgen_escape (attributes, bookgen_picture_get (picture)->alt, -1);
  g_string_append (attributes, bookgen_picture_is_decorative (picture) ? "\" role=\"presentation\"" : "\"");
  bookgen_markup_empty (page->markup, "img", attributes->str);
}

static void
write_figure (BookgenPage *page, const BookgenPicture *picture)
{
  const char *caption = bookgen_picture_get (picture)->caption;

  bookgen_markup_open (page->markup, "figure", NULL);
  write_image (page, picture);
  if (*caption)
    {
      bookgen_markup_open (page->markup, "figcaption", NULL);
      bookgen_markup_text (page->markup, caption, -1);
      bookgen_markup_close (page->markup);
    }
  bookgen_markup_close (page->markup);
  bookgen_markup_newline (page->markup);
}

/* Those that stand behind BLOCK become due. */
static void
reach (BookgenFigures *self, cmark_node *block)
{
  for (guint i = 0; i < self->waiting->len; )
    {
      Figure figure = g_array_index (self->waiting, Figure, i);

      if (figure.after != block)
        i++;
      else
        {
          g_array_append_val (self->due, figure);
          g_array_remove_index (self->waiting, i);
        }
    }
}

static gboolean
is_enclosed (BookgenPage *page)
{
  static const char *const names[] = { "table", "ul", "ol", "dl", "pre", "aside", "figure" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (bookgen_markup_is_in (page->markup, names[i]))
      return TRUE;
  return FALSE;
}

void
bookgen_figures_write_before (BookgenFigures *self, BookgenPage *page, cmark_node *block)
{
  gboolean last = !block || cmark_node_get_type (block) == CMARK_NODE_FOOTNOTE_DEFINITION;

  reach (self, block ? cmark_node_previous (block) : cmark_node_last_child (self->document));
  if (self->due->len == 0 || (is_enclosed (page) && !last))
    return;
  for (guint i = 0; i < self->due->len; i++)
    write_figure (page, g_array_index (self->due, Figure, i).picture);
  g_array_set_size (self->due, 0);
}
