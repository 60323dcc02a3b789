/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-chat.h"
#include "bookgen-endpoint.h"

#include <glib/gstdio.h>

#define OPENAI BOOKGEN_DIALECT_OPENAI
#define ANTHROPIC BOOKGEN_DIALECT_ANTHROPIC
#define OLLAMA BOOKGEN_DIALECT_OLLAMA

static const struct { const char *given; BookgenDialectKind dialect; const char *address; } table[] = {
  { "https://api.openai.com/v1", OPENAI, "https://api.openai.com/v1" },
  { "https://api.openai.com/v1/", OPENAI, "https://api.openai.com/v1" },
  { "https://api.openai.com", OPENAI, "https://api.openai.com/v1" },
  { "api.openai.com", OPENAI, "https://api.openai.com/v1" },
  { " https://API.OpenAI.com/v1/chat/completions/ ", OPENAI, "https://api.openai.com/v1" },
  { "https://openrouter.ai", OPENAI, "https://openrouter.ai/api/v1" },
  { "https://api.groq.com", OPENAI, "https://api.groq.com/openai/v1" },
  { "https://generativelanguage.googleapis.com", OPENAI, "https://generativelanguage.googleapis.com/v1beta/openai" },
  { "https://gateway.example/team/llm?x=1", OPENAI, "https://gateway.example/team/llm" },
  { "localhost:1234", OPENAI, "http://localhost:1234/v1" },
  { "127.0.0.1:8080/v1/models", OPENAI, "http://127.0.0.1:8080/v1" },
  { "http://[::1]:8080/v1", OPENAI, "http://[::1]:8080/v1" },
  { "https://api.anthropic.com", ANTHROPIC, "https://api.anthropic.com" },
  { "https://api.anthropic.com/v1/messages", ANTHROPIC, "https://api.anthropic.com" },
  { "https://api.anthropic.com/v1/", ANTHROPIC, "https://api.anthropic.com" },
  { "https://api.deepseek.com/anthropic", ANTHROPIC, "https://api.deepseek.com/anthropic" },
  { "localhost:11434", OLLAMA, "http://localhost:11434" },
  { "http://localhost:11434/api/chat", OLLAMA, "http://localhost:11434" },
  { "http://localhost:11434/v1", OLLAMA, "http://localhost:11434" },
  { "http://localhost:11434/api/", OLLAMA, "http://localhost:11434" },
  /* none */
  { "", OPENAI, NULL },
  { "   ", OPENAI, NULL },
  { "http://example.com/v1", OPENAI, NULL },
  { "http://192.168.0.5:11434", OLLAMA, NULL },
  { "http://localhost.example.com", OPENAI, NULL },
  { "ftp://example.com", OPENAI, NULL },
  { "https://", OPENAI, NULL },
  { "https://key@example.com/v1", OPENAI, NULL },
  { "not an address", OPENAI, NULL },
  { "https://exa mple.com", OPENAI, NULL },
};

static void
test_address (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (NULL, table[i].given, table[i].dialect, "m", &error);

      g_test_message ("%s", table[i].given);
      g_assert_true ((endpoint == NULL) == (table[i].address == NULL));
      g_assert_true ((endpoint == NULL) == (error != NULL));
      if (endpoint != NULL)
        g_assert_cmpstr (bookgen_endpoint_get_address (endpoint), ==, table[i].address);
    }
}

static void
test_local (void)
{
  g_autoptr (BookgenEndpoint) here = bookgen_endpoint_new ("Here", "localhost:1234", OPENAI, NULL, NULL);
  g_autoptr (BookgenEndpoint) there = bookgen_endpoint_new (NULL, "https://127.example.com", OPENAI, NULL, NULL);

  g_assert_true (bookgen_endpoint_is_local (here));
  g_assert_cmpstr (bookgen_endpoint_get_name (here), ==, "Here");
  g_assert_false (bookgen_endpoint_is_local (there));
  g_assert_cmpstr (bookgen_endpoint_get_name (there), ==, "127.example.com");
}

static char *
list_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "bookgen", "endpoints.json", NULL);
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) none = bookgen_endpoints_load (NULL);
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) loaded = NULL;
  g_autofree char *path = list_path ();
  GStatBuf info;

  g_assert_cmpuint (none->len, ==, 0);
  g_ptr_array_add (saved, bookgen_endpoint_new ("Ö", "https://api.anthropic.com", ANTHROPIC, "claude", NULL));
  g_ptr_array_add (saved, bookgen_endpoint_new ("Two", "localhost:1", OPENAI, "m", NULL));
  g_ptr_array_add (saved, bookgen_endpoint_new ("Rehearsal", "localhost:2", OPENAI, "m", NULL));
  bookgen_endpoint_mark_rehearsal (g_ptr_array_index (saved, 2));
  g_assert_true (bookgen_endpoints_save (saved, NULL));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  loaded = bookgen_endpoints_load (NULL);
  g_assert_cmpuint (loaded->len, ==, 2);
  g_assert_cmpstr (bookgen_endpoint_get_name (g_ptr_array_index (loaded, 0)), ==, "Ö");
  g_assert_cmpstr (bookgen_endpoint_get_model (g_ptr_array_index (loaded, 0)), ==, "claude");
  g_assert_cmpint (bookgen_endpoint_get_dialect (g_ptr_array_index (loaded, 0)), ==, ANTHROPIC);
  g_assert_cmpstr (bookgen_endpoint_get_address (g_ptr_array_index (loaded, 1)), ==, "http://localhost:1/v1");
}

/* What was set comes back, what was not is that of the endpoint; an agreed plain address stays agreed. */
static void
test_models (void)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) loaded = NULL;
  BookgenEndpoint *endpoint = bookgen_endpoint_new_plain ("Desk", "http://192.168.1.7/v1", OPENAI, "writer", NULL);

  g_ptr_array_add (saved, endpoint);
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_REVIEW, "reviewer");
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_PICTURES, "painter");
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_PICTURES, "");
  bookgen_endpoint_set_limits (endpoint, 2, 1500);
  g_assert_true (bookgen_endpoints_save (saved, NULL));
  loaded = bookgen_endpoints_load (NULL);
  g_assert_cmpuint (loaded->len, ==, 1);
  endpoint = loaded->pdata[0];
  g_assert_true (bookgen_endpoint_get_plain (endpoint));
  g_assert_cmpstr (bookgen_endpoint_get_model_for (endpoint, BOOKGEN_JOB_WRITING), ==, "writer");
  g_assert_cmpstr (bookgen_endpoint_get_model_for (endpoint, BOOKGEN_JOB_REVIEW), ==, "reviewer");
  g_assert_cmpstr (bookgen_endpoint_get_model_for (endpoint, BOOKGEN_JOB_PLAN), ==, "writer");
  g_assert_null (bookgen_endpoint_get_own_model (endpoint, BOOKGEN_JOB_PICTURES));
  g_assert_cmpuint (bookgen_endpoint_get_at_once (endpoint), ==, 2);
  g_assert_cmpuint (bookgen_endpoint_get_pause_ms (endpoint), ==, 1500);
}

static void
test_dup_for (void)
{
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new ("Here", "localhost:1", OLLAMA, "writer", NULL);
  g_autoptr (BookgenEndpoint) plan = bookgen_endpoint_dup_for (endpoint, BOOKGEN_JOB_PLAN);
  g_autoptr (BookgenEndpoint) review = NULL;

  g_assert_true (plan == endpoint);
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_REVIEW, "reviewer");
  review = bookgen_endpoint_dup_for (endpoint, BOOKGEN_JOB_REVIEW);
  g_assert_cmpstr (bookgen_endpoint_get_model (review), ==, "reviewer");
  g_assert_cmpstr (bookgen_endpoint_get_address (review), ==, bookgen_endpoint_get_address (endpoint));
  g_assert_cmpint (bookgen_endpoint_get_dialect (review), ==, OLLAMA);
  g_assert_true (bookgen_endpoint_is_local (review));
}

static void
test_damaged_list (void)
{
  static const char *const texts[] = { "", "{", "[]", "{\"endpoints\":{}}", "{\"endpoints\":[1]}", "{\"endpoints\":[{\"dialect\":\"klingon\"}]}",
                                       "{\"endpoints\":[{\"dialect\":\"openai\",\"address\":5}]}" };
  g_autofree char *path = list_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (bookgen_endpoints_load (&error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_estimate (void)
{
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, 10);

  g_assert_cmpint (bookgen_text_estimate_tokens (NULL), ==, 0);
  g_assert_cmpint (bookgen_text_estimate_tokens ("four four"), ==, 3);
  g_assert_cmpint (bookgen_text_estimate_tokens ("漢字かな"), ==, 4);
  g_assert_cmpint (bookgen_text_estimate_tokens ("привет"), ==, 3);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "\xff" "abc");
  g_assert_cmpstr (((BookgenTurn *) g_ptr_array_index (chat->turns, 0))->text, ==, "\357\277\275abc");
  g_assert_cmpint (bookgen_chat_estimate_tokens (chat), >, 0);
}

static void
test_clean_up (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "bookgen", NULL);
  g_autofree char *path = g_build_filename (folder, "endpoints.json", NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (g_get_user_config_dir ()), ==, 0);
}

/* A folder of our own: GLib's isolated ones are never freed, which a sanitiser takes for a leak. */
static void
test_plain (void)
{
  static const struct { const char *address; gboolean may; } places[] = {
    { "http://192.168.1.7:8000/v1", TRUE }, { "http://10.0.0.1", TRUE },          { "http://172.16.9.9", TRUE },
    { "http://172.32.0.1", FALSE },         { "http://[fd12::1]:8080", TRUE },    { "http://desk.local", TRUE },
    { "http://api.example.com", FALSE },    { "http://8.8.8.8", FALSE },          { "http://[2001:db8::1]", FALSE },
    { "https://192.168.1.7", FALSE },       { "http://127.0.0.1:1", FALSE },      { "http://10.0.0.1.example.com", FALSE },
    { "http://local", FALSE },              { "ftp://10.0.0.1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (BookgenEndpoint) strict = bookgen_endpoint_new (NULL, places[i].address, OPENAI, "m", NULL);
      g_autoptr (BookgenEndpoint) agreed = bookgen_endpoint_new_plain (NULL, places[i].address, OPENAI, "m", NULL);

      g_test_message ("%s", places[i].address);
      g_assert_cmpint (bookgen_endpoint_may_be_plain (places[i].address), ==, places[i].may);
      g_assert_cmpint (strict == NULL && agreed != NULL, ==, places[i].may);
      if (agreed != NULL)
        g_assert_cmpint (bookgen_endpoint_get_plain (agreed), ==, places[i].may);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint/address", test_address);
  g_test_add_func ("/endpoint/local", test_local);
  g_test_add_func ("/endpoint/list", test_list);
  g_test_add_func ("/endpoint/models", test_models);
  g_test_add_func ("/endpoint/dup-for", test_dup_for);
  g_test_add_func ("/endpoint/damaged-list", test_damaged_list);
  g_test_add_func ("/chat/estimate", test_estimate);
  g_test_add_func ("/endpoint/clean-up", test_clean_up);
  g_test_add_func ("/llm/endpoint/plain", test_plain);
  return g_test_run ();
}
