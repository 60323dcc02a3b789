/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-own-picture.h"

#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n"
#define HEAD(width, height) "\0\0\0\rIHDR" width height "\x08\x06\0\0\0\0\0\0\0"
#define END "\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG "\xff\xd8\xff\xe0\0\x04JF"
#define FRAME(height, width) "\xff\xc2\0\x11\x08" height width "\x03\0\0\0\0\0\0\0\0\0"

#define BYTES(literal) literal, sizeof literal - 1

static void
test_check (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    const char *media_type; /* NULL: refused */
  } cases[] = {
    { BYTES (PNG HEAD ("\0\0\0\x40", "\0\0\0\x30") END), "image/png" },
    { BYTES (JPEG FRAME ("\0\x30", "\0\x40")), "image/jpeg" },
    { BYTES (JPEG "\xff" FRAME ("\0\x30", "\0\x40")), "image/jpeg" },
    { BYTES (PNG HEAD ("\0\0\0\x40", "\0\0\0\0") END), NULL },
    { BYTES (PNG HEAD ("\0\0\0\x40", "\0\0\0\x30")), NULL },
    { BYTES (PNG HEAD ("\xff\xff\xff\xff", "\xff\xff\xff\xff") END), NULL },
    { BYTES (PNG HEAD ("\0\0\x4e\x20", "\0\0\x4e\x20") END), NULL },
    { BYTES (PNG), NULL },
    { BYTES (JPEG), NULL },
    { BYTES (JPEG "\xff\xc4\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), NULL },
    { BYTES (JPEG "\xff\xe1\xff\xff\0\0\0\0\0\0\0\0\0"), NULL },
    { BYTES ("RIFF\x20\0\0\0WEBPVP8 "), NULL },
    { BYTES ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), NULL },
    { BYTES ("text"), NULL },
    { BYTES (""), NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].size);
      g_autoptr (GError) error = NULL;
      g_assert_cmpstr (bookgen_own_picture_check (bytes, "harbour.png", &error), ==, cases[i].media_type);
      g_assert_true ((error != NULL) == (cases[i].media_type == NULL));
      if (error != NULL)
        g_assert_nonnull (strstr (error->message, "harbour.png"));
    }
}

/* Whatever stands in a file, nothing is read behind its end. */
static void
test_cut (void)
{
  static const char png[] = PNG HEAD ("\0\0\0\x40", "\0\0\0\x30") END;
  static const char jpeg[] = JPEG FRAME ("\0\x30", "\0\x40");
  for (gsize size = 0; size < sizeof png - 1; size++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (png, size);
      g_assert_null (bookgen_own_picture_check (bytes, "a", NULL));
    }
  for (gsize size = 0; size < sizeof jpeg - 1; size++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (jpeg, size);
      bookgen_own_picture_check (bytes, "a", NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-picture/check", test_check);
  g_test_add_func ("/own-picture/cut", test_cut);
  return g_test_run ();
}
