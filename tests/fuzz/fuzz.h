/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* One input. libFuzzer calls it with what it invents, replay.c with what is kept. Aborts when a promise is broken. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
/* Optional: called by libFuzzer once, before. */
int LLVMFuzzerInitialize (int *argc, char ***argv);
