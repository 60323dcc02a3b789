/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-progress.h"

struct _BookgenProgress {
  GObject parent_instance;
  BookgenUnit *unit; /* owned; NULL for the book */
  BookgenProgressFacts facts; /* its strings are owned */
  char *reason, *stages;
};

G_DEFINE_FINAL_TYPE (BookgenProgress, bookgen_progress, G_TYPE_OBJECT)

typedef enum {
  PROP_UNIT = 1,
  PROP_NUMBER,
  PROP_SHOWN,
  PROP_WORDS,
  PROP_TARGET_WORDS,
  PROP_FRACTION,
  PROP_REASON,
  PROP_STEP,
  PROP_STAGES,
  PROP_COST_MICROS,
  PROP_ATTEMPTS,
} BookgenProgressProperty;

static GParamSpec *properties[PROP_ATTEMPTS + 1];

GType
bookgen_shown_get_type (void)
{
  static const GEnumValue values[] = {
    { BOOKGEN_SHOWN_TODO, "BOOKGEN_SHOWN_TODO", "todo" },
    { BOOKGEN_SHOWN_WAITING, "BOOKGEN_SHOWN_WAITING", "waiting" },
    { BOOKGEN_SHOWN_WRITING, "BOOKGEN_SHOWN_WRITING", "writing" },
    { BOOKGEN_SHOWN_DONE, "BOOKGEN_SHOWN_DONE", "done" },
    { BOOKGEN_SHOWN_TO_LOOK_AT, "BOOKGEN_SHOWN_TO_LOOK_AT", "to-look-at" },
    { BOOKGEN_SHOWN_STOPPED, "BOOKGEN_SHOWN_STOPPED", "stopped" },
    { BOOKGEN_SHOWN_INTERRUPTED, "BOOKGEN_SHOWN_INTERRUPTED", "interrupted" },
    { BOOKGEN_SHOWN_SKIPPED, "BOOKGEN_SHOWN_SKIPPED", "skipped" },
    { 0 },
  };
  static gsize type;
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("BookgenShown", values));
  return type;
}

GType
bookgen_step_get_type (void)
{
  static const GEnumValue values[] = {
    { BOOKGEN_STEP_NONE, "BOOKGEN_STEP_NONE", "none" },
    { BOOKGEN_STEP_STOP, "BOOKGEN_STEP_STOP", "stop" },
    { BOOKGEN_STEP_RETRY, "BOOKGEN_STEP_RETRY", "retry" },
    { BOOKGEN_STEP_CONTINUE, "BOOKGEN_STEP_CONTINUE", "continue" },
    { 0 },
  };
  static gsize type;
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("BookgenStep", values));
  return type;
}

BookgenProgress *
bookgen_progress_new (BookgenUnit *unit)
{
  BookgenProgress *self = g_object_new (BOOKGEN_TYPE_PROGRESS, NULL);
  g_set_object (&self->unit, unit);
  return self;
}

BookgenUnit *
bookgen_progress_get_unit (BookgenProgress *self)
{
  return self->unit;
}

const BookgenProgressFacts *
bookgen_progress_get_facts (BookgenProgress *self)
{
  return &self->facts;
}

static void
take_string (BookgenProgress *self, char **place, const char **fact, const char *value, BookgenProgressProperty property)
{
  if (g_strcmp0 (*place, value) == 0)
    return;
  g_free (*place);
  *fact = *place = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

#define TAKE(field, property)                                                                                                \
  if (self->facts.field != facts->field)                                                                                     \
    {                                                                                                                        \
      self->facts.field = facts->field;                                                                                      \
      g_object_notify_by_pspec (G_OBJECT (self), properties[property]);                                                      \
    }

void
bookgen_progress_update (BookgenProgress *self, const BookgenProgressFacts *facts)
{
  g_object_freeze_notify (G_OBJECT (self));
  TAKE (number, PROP_NUMBER)
  TAKE (shown, PROP_SHOWN)
  TAKE (words, PROP_WORDS)
  TAKE (target_words, PROP_TARGET_WORDS)
  TAKE (fraction, PROP_FRACTION)
  TAKE (step, PROP_STEP)
  TAKE (usage.cost_micros, PROP_COST_MICROS)
  TAKE (attempts, PROP_ATTEMPTS)
  self->facts.usage = facts->usage;
  take_string (self, &self->reason, &self->facts.reason, facts->reason, PROP_REASON);
  take_string (self, &self->stages, &self->facts.stages, facts->stages, PROP_STAGES);
  g_object_thaw_notify (G_OBJECT (self));
}

#undef TAKE

static void
bookgen_progress_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BookgenProgress *self = BOOKGEN_PROGRESS (object);
  switch ((BookgenProgressProperty) id)
    {
    case PROP_UNIT:
      g_value_set_object (value, self->unit);
      break;
    case PROP_NUMBER:
      g_value_set_uint (value, self->facts.number);
      break;
    case PROP_SHOWN:
      g_value_set_enum (value, self->facts.shown);
      break;
    case PROP_WORDS:
      g_value_set_uint (value, self->facts.words);
      break;
    case PROP_TARGET_WORDS:
      g_value_set_uint (value, self->facts.target_words);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->facts.fraction);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_STEP:
      g_value_set_enum (value, self->facts.step);
      break;
    case PROP_STAGES:
      g_value_set_string (value, self->stages);
      break;
    case PROP_COST_MICROS:
      g_value_set_int64 (value, self->facts.usage.cost_micros);
      break;
    case PROP_ATTEMPTS:
      g_value_set_uint (value, self->facts.attempts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_progress_finalize (GObject *object)
{
  BookgenProgress *self = BOOKGEN_PROGRESS (object);
  g_clear_object (&self->unit);
  g_free (self->reason);
  g_free (self->stages);
  G_OBJECT_CLASS (bookgen_progress_parent_class)->finalize (object);
}

static void
bookgen_progress_class_init (BookgenProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  object_class->get_property = bookgen_progress_get_property;
  object_class->finalize = bookgen_progress_finalize;
  properties[PROP_UNIT] = g_param_spec_object ("unit", NULL, NULL, BOOKGEN_TYPE_UNIT, flags);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SHOWN] = g_param_spec_enum ("shown", NULL, NULL, BOOKGEN_TYPE_SHOWN, BOOKGEN_SHOWN_TODO, flags);
  properties[PROP_WORDS] = g_param_spec_uint ("words", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TARGET_WORDS] = g_param_spec_uint ("target-words", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, "", flags);
  properties[PROP_STEP] = g_param_spec_enum ("step", NULL, NULL, BOOKGEN_TYPE_STEP, BOOKGEN_STEP_NONE, flags);
  properties[PROP_STAGES] = g_param_spec_string ("stages", NULL, NULL, "", flags);
  properties[PROP_COST_MICROS] = g_param_spec_int64 ("cost-micros", NULL, NULL, -1, G_MAXINT64, 0, flags);
  properties[PROP_ATTEMPTS] = g_param_spec_uint ("attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bookgen_progress_init (BookgenProgress *self)
{
  self->reason = g_strdup ("");
  self->stages = g_strdup ("");
  self->facts.reason = self->reason;
  self->facts.stages = self->stages;
}
