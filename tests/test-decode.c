/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-decode.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *in;
  gsize size;
  const char *out; /* NULL: no text */
} Case;

#define BYTES(literal) literal, sizeof literal - 1

static const Case cases[] = {
  { "empty", BYTES (""), "" },
  { "ascii", BYTES ("one\ntwo"), "one\ntwo" },
  { "utf-8", BYTES ("Été\n"), "Été\n" },
  { "utf-8-mark", BYTES ("\xef\xbb\xbf# Été"), "# Été" },
  { "utf-8-mark-bad-byte", BYTES ("\xef\xbb\xbf" "a\xff"), "a\xef\xbf\xbd" },
  { "utf-16-le-mark", BYTES ("\xff\xfe" "A\0\xe9\0\n\0"), "Aé\n" },
  { "utf-16-be-mark", BYTES ("\xfe\xff" "\0A\0\xe9"), "Aé" },
  { "utf-16-le", BYTES ("B\0o\0o\0k\0\n\0"), "Book\n" },
  { "utf-16-be", BYTES ("\0B\0o\0o\0k"), "Book" },
  { "utf-16-surrogates", BYTES ("\xff\xfe\x3d\xd8\x00\xde"), "😀" },
  { "utf-16-lone-surrogate", BYTES ("\xff\xfe\x3d\xd8" "a\0"), "\xef\xbf\xbd" "a" },
  { "utf-32-le-mark", BYTES ("\xff\xfe\0\0" "A\0\0\0"), "A" },
  { "utf-32-be-mark", BYTES ("\0\0\xfe\xff\0\0\0A"), "A" },
  { "windows-1252", BYTES ("caf\xe9 \x93q\x94 \x80"), "café “q” €" },
  { "windows-1252-hole", BYTES ("\xe9\x81"), "é\xef\xbf\xbd" },
  { "declared-latin-2", BYTES ("<?xml version='1.0' encoding='iso-8859-2'?><a>\xe8</a>"),
    "<?xml version='1.0' encoding='iso-8859-2'?><a>č</a>" },
  { "declared-latin-1", BYTES ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe8\x96</a>"),
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>è–</a>" },
  { "declared-unknown", BYTES ("<?xml encoding='x-nobody'?><a>\xe8</a>"), "<?xml encoding='x-nobody'?><a>è</a>" },
  { "meta", BYTES ("<html><meta charset=koi8-r>\xc1</html>"), "<html><meta charset=koi8-r>а</html>" },
  { "crlf", BYTES ("a\r\nb\rc\n\r\n"), "a\nb\nc\n\n" },
  { "separators", BYTES ("a\xe2\x80\xa8" "b\fc\vd"), "a\nb\nc\nd" },
  { "controls", BYTES ("a\x01" "b\tc\x7f"), "ab\tc" },
  { "escape", BYTES ("\x1b[1;31mred\x1b[0m"), "red" },
  { "mark-inside", BYTES ("a\xef\xbb\xbf" "b"), "ab" },
  { "binary", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1"), NULL },
  { "noise", BYTES ("\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\xff"), NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->in, c->size);
  gsize length = 0;
  g_autofree char *text = bookgen_decode_text (bytes, &length);

  g_assert_cmpstr (text, ==, c->out);
  if (text)
    g_assert_cmpuint (length, ==, strlen (text));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/decode/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
