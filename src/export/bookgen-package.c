/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-package.h"

#include "bookgen-escape.h"
#include "bookgen-script.h"
#include "bookgen-wording.h"

#include <string.h>

struct _BookgenPackage {
  const BookgenManuscript *manuscript;
  char *title;
  char *identifier;
  GString *manifest;
  GString *spine;
  gboolean pictures;    /* has any */
  gboolean undescribed; /* one of them shows what no words say */
};

BookgenPackage *
bookgen_package_new (const BookgenManuscript *manuscript, const char *title)
{
  BookgenPackage *self = g_new0 (BookgenPackage, 1);

  self->manuscript = manuscript;
  self->title = g_strdup (title);
  self->identifier = g_strdup_printf ("urn:uuid:%s", manuscript->uuid);
  self->manifest = g_string_new (NULL);
  self->spine = g_string_new (NULL);
  return self;
}

void
bookgen_package_free (BookgenPackage *self)
{
  g_string_free (self->spine, TRUE);
  g_string_free (self->manifest, TRUE);
  g_free (self->identifier);
  g_free (self->title);
  g_free (self);
}

const char *
bookgen_package_get_identifier (BookgenPackage *self)
{
  return self->identifier;
}

void
bookgen_package_add (BookgenPackage *self, const char *id, const char *href, const char *media_type,
                     const char *properties)
{
  g_string_append_printf (self->manifest, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"", id, href, media_type);
  if (properties)
    g_string_append_printf (self->manifest, " properties=\"%s\"", properties);
  g_string_append (self->manifest, "/>\n");
}

void
bookgen_package_add_picture (BookgenPackage *self, const BookgenPicture *picture)
{
  const BookgenMediaData *data = bookgen_picture_get (picture);
  g_autofree char *id = g_strndup (picture->name, strcspn (picture->name, "."));
  g_autofree char *href = g_strconcat ("images/", picture->name, NULL);

  bookgen_package_add (self, id, href, data->media_type, NULL);
  self->pictures = TRUE;
  self->undescribed = self->undescribed || (*data->alt == '\0' && !bookgen_picture_is_decorative (picture));
}

void
bookgen_package_read_next (BookgenPackage *self, const char *id)
{
  g_string_append_printf (self->spine, "<itemref idref=\"%s\"/>\n", id);
}

static void
append_element (GString *out, const char *start, const char *text, const char *end)
{
  g_string_append (out, start);
  bookgen_escape (out, text, -1);
  g_string_append (out, end);
  g_string_append_c (out, '\n');
}

static void
append_creator (GString *out, const char *author)
{
  g_autofree char *name = g_strstrip (g_strdup (author ? author : ""));

  if (*name == '\0')
    return;
  append_element (out, "<dc:creator id=\"creator\">", name, "</dc:creator>");
  g_string_append (out, "<meta refines=\"#creator\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n");
  append_element (out, "<meta refines=\"#creator\" property=\"file-as\">", name, "</meta>");
}

/* In the book's language. */
static char *
dup_summary (BookgenPackage *self)
{
  const char *language = self->manuscript->language;
  const char *text = bookgen_wording_get (language, BOOKGEN_WORDING_ACCESSIBILITY);
  BookgenWording pictures = self->undescribed ? BOOKGEN_WORDING_PICTURES_UNDESCRIBED : BOOKGEN_WORDING_PICTURES_DESCRIBED;

  return self->pictures ? g_strdup_printf ("%s %s", text, bookgen_wording_get (language, pictures)) : g_strdup (text);
}

/* What EPUB Accessibility 1.1 asks for (section 2.2), as it is true of this book. */
static void
append_accessibility (BookgenPackage *self, GString *out)
{
  const gboolean told = !self->undescribed;
  g_autofree char *summary = dup_summary (self);
  const struct { const char *property, *value; gboolean holds; } facts[] = {
    { "accessMode", "textual", TRUE },
    { "accessMode", "visual", self->pictures },
    { "accessModeSufficient", "textual", told },
    { "accessModeSufficient", "textual,visual", self->pictures },
    { "accessibilityFeature", "tableOfContents", TRUE },
    { "accessibilityFeature", "readingOrder", TRUE },
    { "accessibilityFeature", "structuralNavigation", TRUE },
    { "accessibilityFeature", "displayTransformability", TRUE },
    { "accessibilityFeature", "alternativeText", self->pictures && told },
    { "accessibilityHazard", "none", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].holds)
      g_string_append_printf (out, "<meta property=\"schema:%s\">%s</meta>\n", facts[i].property, facts[i].value);
  append_element (out, "<meta property=\"schema:accessibilitySummary\">", summary, "</meta>");
}

static char *
dup_modified (gint64 changed_at_s)
{
  /* four-digit years */
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (CLAMP (changed_at_s, 0, G_GINT64_CONSTANT (253402300799)));

  return g_strdup_printf ("<meta property=\"dcterms:modified\">%04d-%02d-%02dT%02d:%02d:%02dZ</meta>\n",
                          g_date_time_get_year (when), g_date_time_get_month (when), g_date_time_get_day_of_month (when),
                          g_date_time_get_hour (when), g_date_time_get_minute (when), g_date_time_get_second (when));
}

static void
append_metadata (BookgenPackage *self, GString *out, gint64 changed_at_s)
{
  g_autofree char *modified = dup_modified (changed_at_s);

  g_string_append (out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
  append_element (out, "<dc:identifier id=\"book-id\">", self->identifier, "</dc:identifier>");
  append_element (out, "<dc:title>", self->title, "</dc:title>");
  append_creator (out, self->manuscript->author);
  append_element (out, "<dc:language>", self->manuscript->language, "</dc:language>");
  g_string_append (out, modified);
  append_accessibility (self, out);
  g_string_append (out, "</metadata>\n");
}

char *
bookgen_package_dup_document (BookgenPackage *self, gint64 changed_at_s)
{
  const char *language = self->manuscript->language;
  gboolean rtl = bookgen_script_is_rtl (language);
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"");

  g_string_append_printf (out, " xml:lang=\"%s\" dir=\"%s\" unique-identifier=\"book-id\">\n", language,
                          rtl ? "rtl" : "ltr");
  append_metadata (self, out, changed_at_s);
  g_string_append_printf (out, "<manifest>\n%s</manifest>\n<spine toc=\"ncx\"%s>\n%s</spine>\n</package>\n",
                          self->manifest->str, rtl ? " page-progression-direction=\"rtl\"" : "", self->spine->str);
  return g_string_free (out, FALSE);
}
