/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-own-picture.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-media.h"

/* A reader has to unpack it: 100 million dots are more than any screen or printer needs. */
#define MOST_SIDE 20000
#define MOST_DOTS (100 * 1000 * 1000)

typedef struct {
  const char *media_type;
  gsize width, height; /* 0 where the file is not whole */
} Facts;

static gsize
number_at (const guint8 *data, guint n_bytes)
{
  gsize number = 0;
  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | data[i];
  return number;
}

/* ISO/IEC 15948: signature, a first chunk with width and height, a last one without data. */
static void
read_png (const guint8 *data, gsize size, Facts *facts)
{
  static const guint8 end[] = { 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
  if (size < 33 + sizeof end || memcmp (data + 12, "IHDR", 4) != 0 || memcmp (data + size - sizeof end, end, sizeof end) != 0)
    return;
  facts->width = number_at (data + 16, 4);
  facts->height = number_at (data + 20, 4);
}

/* A frame header of ITU-T T.81 (B.2.2): C0 to CF but for the three that are tables. */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Marker segments up to the frame. The end of the image may be followed by what a camera adds. */
static void
read_jpeg (const guint8 *data, gsize size, Facts *facts)
{
  gsize at = 2;
  while (at + 9 < size && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];
      gsize length = number_at (data + at + 2, 2);
      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (is_frame (marker))
        {
          facts->height = number_at (data + at + 5, 2);
          facts->width = number_at (data + at + 7, 2);
          return;
        }
      if (length < 2)
        return;
      at += 2 + length;
    }
}

static Facts
look_at (const guint8 *data, gsize size)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  Facts facts = { NULL, 0, 0 };
  if (size > sizeof png && memcmp (data, png, sizeof png) == 0)
    {
      facts.media_type = "image/png";
      read_png (data, size, &facts);
    }
  else if (size > 3 && data[0] == 0xff && data[1] == 0xd8 && data[2] == 0xff)
    {
      facts.media_type = "image/jpeg";
      read_jpeg (data, size, &facts);
    }
  return facts;
}

const char *
bookgen_own_picture_check (GBytes *bytes, const char *name, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Facts facts = look_at (data, size);
  gboolean small = size <= BOOKGEN_MEDIA_MAX_BYTES;
  gboolean whole = facts.width > 0 && facts.height > 0;
  if (small && whole && facts.width <= MOST_SIDE && facts.height <= MOST_SIDE && facts.width * facts.height <= MOST_DOTS)
    return facts.media_type;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               !small                     ? _("“%s” is larger than 32 MB. Make it smaller, and bring it again.")
               : facts.media_type == NULL ? _("“%s” is not a PNG or a JPEG, which every reader shows. Save it as one of them, and bring "
                                              "it again.")
               : !whole                   ? _("“%s” is damaged or cut off. Save it once more, and bring it again.")
                                          : _("“%s” has more pixels than readers can show. Make it smaller, and bring it again."),
               name);
  return NULL;
}
