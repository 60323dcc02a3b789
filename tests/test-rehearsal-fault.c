/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-fault.h"

#include <string.h>

static BookgenRehearsalFaults *
make (const char *fault)
{
  const char *const faults[] = { fault, NULL };
  g_autoptr (GError) error = NULL;
  BookgenRehearsalFaults *self = bookgen_rehearsal_faults_new (faults, &error);

  g_assert_no_error (error);
  return self;
}

/* How often FAULT strikes CHAPTER in ten requests. */
static guint
strikes (const char *fault, guint chapter)
{
  g_autoptr (BookgenRehearsalFaults) self = make (fault);
  guint count = 0;

  for (guint i = 0; i < 10; i++)
    count += bookgen_rehearsal_faults_take (self, chapter) != NULL;
  return count;
}

static void
test_how_often (void)
{
  static const struct {
    const char *fault;
    guint chapter;
    guint times;
  } cases[] = {
    { "429@3", 3, 1 },  { "429@3", 4, 0 },   { "429", 4, 1 },        { "429", 0, 0 },     { "429@3x4", 3, 4 },
    { "cutx2", 5, 2 },  { "quota@2", 2, 10 }, { "quota", 0, 10 },    { "key", 7, 10 },    { "refusal@1", 1, 10 },
    { "refusal", 0, 0 }, { "length@1x1", 1, 1 }, { "silent-cut@12", 12, 1 }, { "stall-first", 1, 1 }, { "500@1x0", 1, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, chapter %u", cases[i].fault, cases[i].chapter);
      g_assert_cmpuint (strikes (cases[i].fault, cases[i].chapter), ==, cases[i].times);
    }
}

static void
test_each_chapter_has_its_own_count (void)
{
  g_autoptr (BookgenRehearsalFaults) self = make ("500");

  g_assert_nonnull (bookgen_rehearsal_faults_take (self, 1));
  g_assert_nonnull (bookgen_rehearsal_faults_take (self, 2));
  g_assert_null (bookgen_rehearsal_faults_take (self, 1));
}

static void
test_several_faults_strike_in_turn (void)
{
  static const char *const faults[] = { "500@1", "cut@1x2", NULL };
  g_autoptr (BookgenRehearsalFaults) self = bookgen_rehearsal_faults_new (faults, NULL);

  g_assert_cmpstr (bookgen_rehearsal_faults_take (self, 1)->name, ==, "500");
  g_assert_cmpstr (bookgen_rehearsal_faults_take (self, 1)->name, ==, "cut");
  g_assert_cmpstr (bookgen_rehearsal_faults_take (self, 1)->name, ==, "cut");
  g_assert_null (bookgen_rehearsal_faults_take (self, 1));
}

static void
test_no_fault (void)
{
  static const char *const wrong[]
      = { "", "nonsense", "429@", "429@x", "429@-1", "@1", "cut@1x", "cut 1", "CUT@1", "cut@99999999999", "cut@1@2" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const faults[] = { "429@1", wrong[i], NULL };
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", wrong[i]);
      g_assert_null (bookgen_rehearsal_faults_new (faults, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, wrong[i]));
      g_assert_nonnull (strstr (error->message, "silent-cut"));
    }
}

static void
test_none (void)
{
  g_autoptr (BookgenRehearsalFaults) self = bookgen_rehearsal_faults_new (NULL, NULL);

  g_assert_null (bookgen_rehearsal_faults_take (self, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-fault/how-often", test_how_often);
  g_test_add_func ("/rehearsal-fault/each-chapter-has-its-own-count", test_each_chapter_has_its_own_count);
  g_test_add_func ("/rehearsal-fault/several-strike-in-turn", test_several_faults_strike_in_turn);
  g_test_add_func ("/rehearsal-fault/no-fault", test_no_fault);
  g_test_add_func ("/rehearsal-fault/none", test_none);
  return g_test_run ();
}
