/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a run is, handed to the caller while it goes on. The library has no clock: how long the
 * rest takes is for the caller to work out. */
#ifndef BLACKOUT_PROGRESS_H
#define BLACKOUT_PROGRESS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_progress {
    double share;     /* of the run, from 0 to 1; it never falls */
    const char *what; /* what is counted: "samples", "years", "scenarios", ...; it lives on */
    double done;      /* so many of them; from 0 again where something else is counted */
    double of;
} blackout_progress;

/* Called one at a time; by which thread, the options say that hold the function. `progress` lives
 * for the call alone; `user` is what those options have beside the function. */
typedef void blackout_progress_function(void *user, const blackout_progress *progress);

#ifdef __cplusplus
}
#endif

#endif
