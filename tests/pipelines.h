/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"
#include "bookgen-pipeline.h"

/* Pipelines and outlines that the tests of the planner, the engine and the run share. */

/* Three stages: a plan, a text for each chapter, and joining, which is in order. It differs from the built-in ones by JSON
 * alone. */
BookgenPipeline *pipeline_with_joining (void);
/* One of: plan and text; text alone; text and joining; plan, text and joining with a limit. */
/* Text, a list of pictures, each picture; JOINED: with a plan before, joining between and narration at the end. */
BookgenPipeline *pipeline_with_pictures (gboolean joined);
BookgenPipeline *pipeline_of_seed (guint seed);
/* N chapters of WORDS words, "Chapter 1" and so on, at the top level. */
BookgenOutline *outline_of_chapters (guint n, guint words);
/* 3 to 40 chapters of 200 to 4,000 words, with or without parts; some depend on earlier ones. */
BookgenOutline *outline_of_modules (guint n_modules, guint lessons, guint words);
BookgenOutline *outline_of_seed (guint seed);
