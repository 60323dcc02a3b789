/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-style.h"

#include <string.h>

#include "bookgen-loose-json.h"

#define MAX_CHARS 2000
#define MAX_KINDS 64

static gboolean
read_vary (JsonObject *object)
{
  g_autofree char *word = object != NULL ? bookgen_loose_json_dup_text (object, "vary_openings", 10) : g_strdup ("");
  return !g_str_equal (word, "false");
}

static char *
read_text (JsonObject *object, const char *name)
{
  return object != NULL ? bookgen_loose_json_dup_text (object, name, MAX_CHARS) : g_strdup ("");
}

BookgenStyle *
bookgen_style_from_json (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? bookgen_loose_json_read (json) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  BookgenStyle *self = g_new0 (BookgenStyle, 1);
  self->voice = read_text (object, "voice");
  self->readers = read_text (object, "readers");
  self->person = read_text (object, "person");
  self->tense = read_text (object, "tense");
  self->sample = read_text (object, "sample");
  self->vary_openings = read_vary (object);
  return self;
}

char *
bookgen_style_to_json (const BookgenStyle *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "voice", self->voice);
  json_object_set_string_member (object, "readers", self->readers);
  json_object_set_string_member (object, "person", self->person);
  json_object_set_string_member (object, "tense", self->tense);
  if (*self->sample != '\0')
    json_object_set_string_member (object, "sample", self->sample);
  json_object_set_boolean_member (object, "vary_openings", self->vary_openings);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  return json_to_string (node, FALSE);
}

void
bookgen_style_free (BookgenStyle *self)
{
  g_free (self->voice);
  g_free (self->readers);
  g_free (self->person);
  g_free (self->tense);
  g_free (self->sample);
  g_free (self);
}

char *
bookgen_style_digest (const BookgenStyle *self)
{
  const char *const said[] = { self->voice, self->readers, self->person, self->tense };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_checksum_update (checksum, (const guchar *) said[i], strlen (said[i]) + 1);
  return g_strndup (g_checksum_get_string (checksum), 16);
}

/* The same on every machine. */
static GRand *
make_dice (const char *seed, const char *deck, guint round)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%u", seed, deck, round);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *start = g_strndup (digest, 8);
  return g_rand_new_with_seed (g_ascii_strtoull (start, NULL, 16));
}

/* All kinds once, in an order of this round's own. */
static void
shuffle (const char *seed, const char *deck, guint count, guint round, guint *kinds)
{
  GRand *dice = make_dice (seed, deck, round);
  for (guint i = 0; i < count; i++)
    kinds[i] = i;
  for (guint i = count; i > 1; i--)
    {
      guint other = g_rand_int (dice) % i, kept = kinds[i - 1];
      kinds[i - 1] = kinds[other];
      kinds[other] = kept;
    }
  g_rand_free (dice);
}

/* A round must not begin with what the one before ended with. Its last kind never moves, so the one before needs no look at
 * its own predecessor. */
static void
part_from_last (guint *kinds, guint last)
{
  if (kinds[0] != last)
    return;
  kinds[0] = kinds[1];
  kinds[1] = last;
}

guint
bookgen_style_deal (const char *seed, const char *deck, guint count, guint place)
{
  guint kinds[MAX_KINDS], before[MAX_KINDS];
  count = MIN (count, MAX_KINDS);
  if (count < 3)
    return count < 2 ? 0 : place % 2;
  guint round = place / count;
  shuffle (seed, deck, count, round, kinds);
  if (round > 0)
    {
      shuffle (seed, deck, count, round - 1, before);
      part_from_last (kinds, before[count - 1]);
    }
  return kinds[place % count];
}
