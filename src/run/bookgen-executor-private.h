/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-executor.h"
#include "bookgen-prices.h"
#include "bookgen-prompt.h"
#include "bookgen-shared-part.h"
#include "bookgen-warm-up.h"

G_BEGIN_DECLS

/* An event that waits: its task's index may change meanwhile, and an item's task may not be there yet. */
typedef struct {
  BookgenEvent event;
  const BookgenStage *stage; /* of its task; NULL for none, and for an item of whatever list */
  char *unit_id;             /* NULL for an event of the whole run */
  int item;
} BookgenHeldEvent;

/* Shared by the executor's three parts: what runs (executor.c), what there is to do (executor-plan.c), and the plan while it is
 * made (executor-context.c). */
struct _BookgenExecutor {
  GObject parent_instance;
  BookgenBook *book;
  BookgenClient *client;
  BookgenEndpoint *endpoint;      /* whose model writes */
  BookgenEndpoint *endpoints[BOOKGEN_N_MODEL_JOBS]; /* the same, each with the model of a job */
  char *key;              /* NULL for none */
  BookgenRunSettings *settings;
  BookgenPipeline *pipeline;
  BookgenPrompts *prompts;
  BookgenPrices *prices;  /* NULL where the list cannot be read */
  BookgenGovernor *governor;
  BookgenEngine *engine;
  BookgenLedger *ledger;
  GPtrArray *jobs;        /* BookgenJob, by task; NULL where none runs */
  BookgenPlan *plan;      /* as stored, which shared is made with; NULL for none */
  BookgenPlan *making;    /* the same as far as answers have brought it, stored or not yet; NULL for none */
  GRefString *shared;     /* what requests share; NULL until the first needs it */
  GArray *held;           /* BookgenHeldEvent, until what they need is loaded */
  gboolean lists_loaded;
  gboolean replan_due;    /* what was made brings more to do */
  guint loading;          /* texts of an earlier run that are still loaded: the plan, and lists */
  GRefString *planning;   /* what the requests that make a plan share: in the end, what the first of them brought */
  gint64 material_tokens; /* what a request may hold of it, as the tasks were planned with it */
  BookgenUsage usage;
  BookgenWarmUp warm_up;  /* of shared */
  guint max_in_flight;
  gint64 busy_us;         /* of all attempts that have ended */
  guint replan_id;        /* the outline has changed: another plan is due */
  guint wake_id;
  gint64 wake_us;
};

static inline BookgenTask *
bookgen_executor_get_task (BookgenExecutor *self, guint index)
{
  return g_ptr_array_index (bookgen_engine_get_tasks (self->engine), index);
}

/* What runs. */
void bookgen_executor_step (BookgenExecutor *self, const BookgenEvent *event);
void bookgen_executor_execute_all (BookgenExecutor *self, const GArray *actions);
void bookgen_executor_halt_for_storage (BookgenExecutor *self, const char *message);

/* Asks who writes how much it reads, where that matters and is not known. */
void bookgen_executor_ask_context (BookgenExecutor *self);
/* What there is to do. Plans the tasks and makes the engine: once. */
void bookgen_executor_plan (BookgenExecutor *self);
/* The part that requests share. It stays what it was at the run's first chapter, whatever is edited meanwhile. Borrowed. */
GRefString *bookgen_executor_get_shared (BookgenExecutor *self, const BookgenTask *task);
/* With the model that does this stage's work. Borrowed. */
BookgenEndpoint *bookgen_executor_endpoint_of (BookgenExecutor *self, const BookgenStage *stage);
/* A plan or a list has been made: what depends on it is told. */
void bookgen_executor_take_made (BookgenExecutor *self, const BookgenTask *task, BookgenRevision *revision);
/* Whether an event has to wait until the plan and lists of an earlier run are loaded. */
gboolean bookgen_executor_is_loading (BookgenExecutor *self);
/* Lets it wait. HELD is taken. */
void bookgen_executor_hold (BookgenExecutor *self, BookgenHeldEvent *held);
/* The task of an item of a unit's list; NULL for none. */
const BookgenTask *bookgen_executor_find_item (BookgenExecutor *self, const char *unit_id, int item);
void bookgen_executor_go_without_plan (BookgenExecutor *self);

/* A task of the book or of a unit; NULL for none. Borrowed. */
const BookgenTask *bookgen_executor_find_task (BookgenExecutor *self, const char *stage, const char *unit_id);
/* Sets what each of TASKS can cost at most, by what is known of that which all requests share. */
void bookgen_executor_price (BookgenExecutor *self, GPtrArray *tasks);

/* The plan while it is made. A task of it that starts takes the next chapters that fit, and keeps them; the first begins the
 * plan anew. */
void bookgen_executor_deal_chapters (BookgenExecutor *self, BookgenTask *task);
/* The plan is there as REVISION, as far as TASK made it: what else it takes are tasks when the executor plans again. */
void bookgen_executor_take_plan (BookgenExecutor *self, const BookgenTask *task, BookgenRevision *revision);
/* After it: once all of the plan is there, what chapters share does not change any more. */
void bookgen_executor_share_plan (BookgenExecutor *self, const BookgenTask *made);
/* The author has changed the plan: what else of it is being made is added to that. */
void bookgen_executor_take_edit (BookgenExecutor *self, BookgenRevision *edit);

G_END_DECLS
