/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs: what a scenario, an event study or a measurement of traffic can be told, by name and as
 * text. One table: the calls that set an input, scenario files, and a program that makes options of
 * them all follow it. */
#ifndef BLACKOUT_INPUT_H
#define BLACKOUT_INPUT_H

#include <stddef.h>

#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One input. May grow at its end. */
typedef struct blackout_input {
    const char *name;    /* "min-duration"; in a scenario file "min_duration" too */
    const char *value;   /* stands for its text: "TIME", "A,B"; NULL: a flag, yes or no */
    const char *reports; /* that use it, as blackout_report_name() has them, blank-separated */
    const char *summary; /* what it is, in one line */
    int adds;            /* not 0: each call adds a value; else later calls replace earlier ones */
    int is_file;         /* not 0: the text is the path of a file that is read */
    int is_list;         /* not 0: texts are lists, with commas between */
} blackout_input;

/* The inputs, from 0 on; NULL after the last. Constant. */
BLACKOUT_API const blackout_input *blackout_input_at(size_t index);

/* The input called `name`, or NULL. */
BLACKOUT_API const blackout_input *blackout_input_find(const char *name);

#ifdef __cplusplus
}
#endif

#endif
