/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

/* Manuscripts that no book stands behind. */
static inline void
handmade_section_free (gpointer data)
{
  BookgenSection *section = data;

  g_free (section->id);
  g_free (section->title);
  g_free (section->text);
  g_clear_pointer (&section->pictures, g_ptr_array_unref);
  g_clear_pointer (&section->recordings, g_ptr_array_unref);
  g_free (section);
}

static inline void
handmade_manuscript_free (BookgenManuscript *self)
{
  g_free (self->title);
  g_free (self->author);
  g_free (self->language);
  g_free (self->uuid);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

static inline BookgenManuscript *
handmade_manuscript_new (const char *title, const char *language)
{
  BookgenManuscript *self = g_new0 (BookgenManuscript, 1);

  self->title = g_strdup (title);
  self->author = g_strdup ("A. Uthor & Söhne");
  self->language = g_strdup (language);
  self->uuid = g_strdup ("0f8a6d2e-5f0e-4e2b-9d3c-7a1b2c3d4e5f");
  self->changed_at_ms = G_GINT64_CONSTANT (1700000000123);
  self->sections = g_ptr_array_new_with_free_func (handmade_section_free);
  return self;
}

static inline BookgenSection *
handmade_manuscript_add (BookgenManuscript *self, BookgenSectionKind kind, guint depth, const char *title, const char *text)
{
  BookgenSection *section = g_new0 (BookgenSection, 1);

  section->kind = kind;
  section->id = g_strdup_printf ("u%u", self->sections->len + 1);
  section->depth = depth;
  section->title = g_strdup (title);
  section->text = g_strdup (text);
  self->chapters += kind == BOOKGEN_SECTION_CHAPTER ? 1 : 0;
  self->written += text ? 1 : 0;
  section->number = kind == BOOKGEN_SECTION_CHAPTER ? self->chapters : 0;
  g_ptr_array_add (self->sections, section);
  return section;
}

static inline BookgenSection *
handmade_manuscript_add_chapter (BookgenManuscript *self, guint depth, const char *title, const char *text)
{
  return handmade_manuscript_add (self, BOOKGEN_SECTION_CHAPTER, depth, title, text);
}

static inline BookgenSection *
handmade_manuscript_add_part (BookgenManuscript *self, guint depth, const char *title)
{
  return handmade_manuscript_add (self, BOOKGEN_SECTION_PART, depth, title, NULL);
}
