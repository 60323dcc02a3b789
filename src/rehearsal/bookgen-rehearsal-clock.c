/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-clock.h"

/* The time between two rounds grows with the streams, so that many of them cost little: what falls due meanwhile goes out
 * together. A stream keeps to its own schedule and is late by one round at most. */
#define ROUND_MIN_US 2000
#define ROUND_MAX_US 25000
#define ROUND_US_PER_STREAM 160

typedef struct {
  BookgenRehearsalStream *stream;
  gint64 charged_tokens;
} Running;

struct _BookgenRehearsalClock {
  GArray *running;
  GSource *timer;
  BookgenRehearsalEndedFunc ended;
  gpointer user_data;
};

static void
end (BookgenRehearsalClock *self, guint index, BookgenStreamState state)
{
  Running running = g_array_index (self->running, Running, index);

  g_array_remove_index_fast (self->running, index);
  self->ended (running.stream, state, running.charged_tokens, self->user_data);
  bookgen_rehearsal_stream_free (running.stream);
}

static void
set_timer (BookgenRehearsalClock *self, gint64 now_us)
{
  gint64 soonest_us = now_us + CLAMP (self->running->len * ROUND_US_PER_STREAM, ROUND_MIN_US, ROUND_MAX_US);
  gint64 due_us = G_MAXINT64;

  for (guint i = 0; i < self->running->len; i++)
    due_us = MIN (due_us, bookgen_rehearsal_stream_get_due_us (g_array_index (self->running, Running, i).stream, now_us));
  g_source_set_ready_time (self->timer, due_us == G_MAXINT64 ? -1 : MAX (due_us, soonest_us));
}

static gboolean
go_round (gpointer user_data)
{
  BookgenRehearsalClock *self = user_data;
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = self->running->len; i > 0; i--)
    {
      BookgenStreamState state
          = bookgen_rehearsal_stream_advance (g_array_index (self->running, Running, i - 1).stream, now_us);

      if (state != BOOKGEN_STREAM_GOES_ON)
        end (self, i - 1, state);
    }
  set_timer (self, now_us);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch };

BookgenRehearsalClock *
bookgen_rehearsal_clock_new (GMainContext *context, BookgenRehearsalEndedFunc ended, gpointer user_data)
{
  BookgenRehearsalClock *self = g_new0 (BookgenRehearsalClock, 1);

  self->running = g_array_new (FALSE, FALSE, sizeof (Running));
  self->ended = ended;
  self->user_data = user_data;
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, go_round, self, NULL);
  g_source_attach (self->timer, context);
  return self;
}

void
bookgen_rehearsal_clock_free (BookgenRehearsalClock *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  while (self->running->len > 0)
    end (self, self->running->len - 1, BOOKGEN_STREAM_CLOSED);
  g_array_unref (self->running);
  g_free (self);
}

void
bookgen_rehearsal_clock_add (BookgenRehearsalClock *self, BookgenRehearsalStream *stream, gint64 charged_tokens)
{
  Running running = { stream, charged_tokens };

  g_array_append_val (self->running, running);
  g_source_set_ready_time (self->timer, 0);
}

void
bookgen_rehearsal_clock_sweep (BookgenRehearsalClock *self)
{
  for (guint i = self->running->len; i > 0; i--)
    if (bookgen_rehearsal_stream_is_left (g_array_index (self->running, Running, i - 1).stream))
      end (self, i - 1, BOOKGEN_STREAM_CLOSED);
}
