/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-client.h"
#include "bookgen-governor.h"
#include "bookgen-rehearsal.h"
#include "http2-server.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* bench-client [STREAMS…] [REQUESTS:SLOTS…] [REQUESTS:SLOTS/2…]: many answers at once through the client alone, from the
 * rehearsal server on a thread of its own; with /2 over TLS and HTTP/2, from the tests' server, which has no more than words. Makespan is given as a multiple of the ideal (first token + tokens ÷ rate, times the rounds); CPU is
 * that of the client's thread, in which a probe looks every two milliseconds how late the loop is.
 * bench-client --at ADDRESS STREAMS: from a server that runs already and keeps to the same times, without the probe; CPU is
 * that of the whole process. This is what tests/bench/peers compares. */

enum { FIRST_TOKEN_MS = 200, TOKENS_PER_SECOND = 50, WORDS = 150, HTTP2_WORDS = 240, PROBE_MS = 2 };

typedef struct {
  BookgenClient *client;
  GTlsDatabase *trusted; /* nullable */
  BookgenEndpoint *endpoint;
  GMainLoop *loop;
  guint requests, started, ended, failed;
  gint64 tokens;       /* of the longest answer */
  clockid_t clock;     /* the thread's or the process's */
  gint64 start_us;
  double cpu_s, took_s, ideal_s;
  gint64 probe_at_us;
  GArray *lateness_us; /* gint64 */
} Bench;

static double
cpu_s_of (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return pages * (double) sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

typedef struct {
  Bench *bench;
  BookgenReply *reply;
} Job;

static void start_next (Bench *bench);

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Job *job = user_data;
  g_autoptr (BookgenReply) reply = job->reply;
  g_autoptr (GError) error = NULL;
  Bench *bench = job->bench;

  if (!bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &error))
    {
      bench->failed++;
      g_printerr ("%s\n", error->message);
    }
  bench->tokens = MAX (bench->tokens, bookgen_reply_get_tokens (reply)->output_tokens);
  bench->ended++;
  if (bench->started < bench->requests)
    start_next (bench);
  else if (bench->ended == bench->requests)
    g_main_loop_quit (bench->loop);
}

static void
start_next (Bench *bench)
{
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, WORDS * 4);
  Job *job = g_new0 (Job, 1);
  g_autofree char *text = g_strdup_printf ("Chapter %u: The same\nTarget: %u words", bench->started + 1, (guint) WORDS);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, text);
  bench->started++;
  *job = (Job){ bench, bookgen_reply_new () };
  bookgen_client_chat_async (bench->client, bench->endpoint, NULL, chat, job->reply, NULL, on_ended, job);
}

/* How late the loop comes to an ordinary source. */
static gboolean
on_probe (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now_us = g_get_monotonic_time (), late_us = MAX (0, now_us - bench->probe_at_us - PROBE_MS * 1000);

  g_array_append_val (bench->lateness_us, late_us);
  bench->probe_at_us = g_get_monotonic_time ();
  return G_SOURCE_CONTINUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

static double
late_ms (Bench *bench, double share)
{
  GArray *all = bench->lateness_us;

  return all->len > 0 ? g_array_index (all, gint64, (guint) ((all->len - 1) * share)) / 1000.0 : 0;
}

static gint64
stat_of (BookgenRehearsal *server, const char *name)
{
  g_autofree char *stats = bookgen_rehearsal_dup_stats (server);
  g_autofree char *key = g_strdup_printf ("\"%s\":", name);
  const char *found = strstr (stats, key);

  return found != NULL ? g_ascii_strtoll (found + strlen (key), NULL, 10) : -1;
}

/* What is measured, from the first request to the last answer. */
static void
write_all (Bench *bench, const char *address, guint slots)
{
  bench->loop = g_main_loop_new (NULL, FALSE);
  bench->client = g_object_new (BOOKGEN_TYPE_CLIENT, "tls-database", bench->trusted, NULL);
  bench->endpoint = bookgen_endpoint_new ("Bench", address, BOOKGEN_DIALECT_OPENAI, "rehearsal", NULL);
  bench->cpu_s = cpu_s_of (bench->clock);
  bench->start_us = bench->probe_at_us = g_get_monotonic_time ();
  for (guint i = 0; i < MIN (slots, bench->requests); i++)
    start_next (bench);
  g_main_loop_run (bench->loop);
  bench->took_s = (g_get_monotonic_time () - bench->start_us) / 1e6;
  bench->cpu_s = cpu_s_of (bench->clock) - bench->cpu_s;
  bench->ideal_s = (FIRST_TOKEN_MS / 1000.0 + bench->tokens / (double) TOKENS_PER_SECOND) * ((bench->requests + slots - 1) / slots);
  g_object_unref (bench->endpoint);
  g_object_unref (bench->client);
  g_main_loop_unref (bench->loop);
}

/* Measures with the probe and prints a row but for its last two columns. */
static void
write_row (Bench *bench, const char *address, guint slots)
{
  guint probe = g_timeout_add (PROBE_MS, on_probe, bench);

  bench->clock = CLOCK_THREAD_CPUTIME_ID;
  bench->lateness_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  write_all (bench, address, slots);
  g_source_remove (probe);
  g_array_sort (bench->lateness_us, compare);
  g_print ("| %u%s | %u | %.2f | %.3f | %.3f | %.1f | %.1f | %.0f ", bench->requests, bench->trusted != NULL ? " over HTTP/2" : "",
           slots, bench->took_s, bench->took_s / bench->ideal_s, bench->cpu_s, late_ms (bench, 0.99), late_ms (bench, 1.0),
           resident_mb ());
  g_array_unref (bench->lateness_us);
}

static gboolean
run (guint requests, guint slots)
{
  BookgenRehearsalOptions options = { .first_token_ms = FIRST_TOKEN_MS, .tokens_per_second = TOKENS_PER_SECOND };
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, NULL);
  Bench bench = { .requests = requests };

  write_row (&bench, bookgen_rehearsal_get_base_url (server), slots);
  g_print ("| %" G_GINT64_FORMAT " | %u |\n", stat_of (server, "connections"), bench.failed);
  bookgen_rehearsal_stop (server);
  return bench.failed == 0;
}

static gboolean
run_http2 (guint requests, guint slots)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (CERTIFICATE, NULL);
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (CERTIFICATE, NULL);
  g_autoptr (Http2Server) server
      = http2_server_new (&(Http2ServerOptions){ certificate, 100, FIRST_TOKEN_MS, 1000 / TOKENS_PER_SECOND, HTTP2_WORDS, 0 });
  Bench bench = { .requests = requests, .trusted = trusted };

  write_row (&bench, http2_server_get_address (server), slots);
  g_print ("| %u | %u |\n", http2_server_count_connections (server), bench.failed);
  return bench.failed == 0;
}

/* One line in the form in which the peers print theirs. */
static gboolean
run_at (const char *address, guint streams)
{
  Bench bench = { .requests = streams, .clock = CLOCK_PROCESS_CPUTIME_ID };

  write_all (&bench, address, streams);
  g_print ("%u %.3f %.3f %.4f\n", streams, bench.took_s, bench.took_s / bench.ideal_s, bench.cpu_s);
  return bench.failed == 0;
}

static gboolean
run_argument (const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument, ":", 2);
  guint requests = strtoul (parts[0], NULL, 10);
  guint slots = parts[1] != NULL ? strtoul (parts[1], NULL, 10) : requests;

  if (requests == 0 || slots == 0)
    return FALSE;
  return (g_str_has_suffix (argument, "/2") ? run_http2 : run) (requests, slots);
}

int
main (int argc, char *argv[])
{
  static const char *const usual[] = { "10", "100", "500", "500:50", "100:100/2", "500:50/2" };
  struct utsname machine;
  gboolean good = TRUE;

  setlocale (LC_ALL, "");
  if (argc == 4 && strcmp (argv[1], "--at") == 0)
    return run_at (argv[2], strtoul (argv[3], NULL, 10)) ? 0 : 1;
  uname (&machine);
  g_print ("%s %s, %u processors; first token %d ms, %d tokens/s\n\n", machine.sysname, machine.machine, g_get_num_processors (),
           FIRST_TOKEN_MS, TOKENS_PER_SECOND);
  g_print ("| requests | at once | s | ÷ ideal | CPU s | late p99 ms | late max ms | RSS MB, server included | connections | failed |\n"
           "|---|---|---|---|---|---|---|---|---|---|\n");
  for (int i = 1; i < argc; i++)
    good = run_argument (argv[i]) && good;
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (usual); i++)
    good = run_argument (usual[i]) && good;
  return good ? 0 : 1;
}
