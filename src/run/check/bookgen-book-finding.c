/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-finding.h"

struct _BookgenBookFinding {
  GObject parent_instance;

  char *unit_id;
  gint64 revision_id;
  BookgenFinding *finding;
  char *key;
  char *sentence;
};

G_DEFINE_FINAL_TYPE (BookgenBookFinding, bookgen_book_finding, G_TYPE_OBJECT)

BookgenBookFinding *
bookgen_book_finding_new (const char *unit_id, gint64 revision_id, BookgenFinding *finding)
{
  BookgenBookFinding *self = g_object_new (BOOKGEN_TYPE_BOOK_FINDING, NULL);
  self->unit_id = g_strdup (unit_id);
  self->revision_id = revision_id;
  self->finding = finding;
  self->key = bookgen_finding_dup_key (finding);
  self->sentence = bookgen_finding_dup_sentence (finding);
  return self;
}

static void
bookgen_book_finding_finalize (GObject *object)
{
  BookgenBookFinding *self = BOOKGEN_BOOK_FINDING (object);
  g_free (self->unit_id);
  g_clear_pointer (&self->finding, bookgen_finding_free);
  g_free (self->key);
  g_free (self->sentence);
  G_OBJECT_CLASS (bookgen_book_finding_parent_class)->finalize (object);
}

static void
bookgen_book_finding_class_init (BookgenBookFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_book_finding_finalize;
}

static void
bookgen_book_finding_init (BookgenBookFinding *self)
{
}

const BookgenFinding *
bookgen_book_finding_get (BookgenBookFinding *self)
{
  return self->finding;
}

const char *
bookgen_book_finding_get_unit_id (BookgenBookFinding *self)
{
  return self->unit_id;
}

gint64
bookgen_book_finding_get_revision_id (BookgenBookFinding *self)
{
  return self->revision_id;
}

const char *
bookgen_book_finding_get_key (BookgenBookFinding *self)
{
  return self->key;
}

const char *
bookgen_book_finding_get_sentence (BookgenBookFinding *self)
{
  return self->sentence;
}
