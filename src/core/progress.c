/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of parts as shares of the whole. Rounding must not make a share fall, nor leave the last
 * one short of 1: a part ends exactly where the next begins. */
#include "core/progress.h"

#include <math.h>

void progress_report(struct progress to, const char *what, double done, double of)
{
    if (to.report != NULL) {
        const blackout_progress progress = {
            .share = of > 0 ? done / of : 1, .what = what, .done = done, .of = of};
        to.report(to.user, &progress);
    }
}

/* The length is the difference of two quotients and not 1 / count: so parts meet to the bit. */
struct progress_part progress_part_of(struct progress whole, size_t index, size_t count,
                                      const char *what)
{
    const double of = (double)count;
    const double first = (double)index / of;
    return (struct progress_part){.whole = whole,
                                  .first = first,
                                  .length = (double)(index + 1) / of - first,
                                  .what = count > 1 ? what : NULL,
                                  .done = (double)index,
                                  .of = of};
}

struct progress_part progress_round_of(struct progress whole, size_t index)
{
    const double length = ldexp(1, -(int)index - 1); /* exact, as are the sums of these */
    return (struct progress_part){.whole = whole, .first = 1 - 2 * length, .length = length};
}

/* The end of a part is computed as the beginning of the next one is: first + length might round
 * below it, and the share would have to step. */
void progress_in_part(void *user, const blackout_progress *progress)
{
    const struct progress_part *part = user;
    if (part->whole.report == NULL) {
        return;
    }
    blackout_progress of_whole = *progress;
    of_whole.share = part->first + part->length * progress->share;
    if (part->what != NULL) {
        of_whole.what = part->what;
        of_whole.done = part->done + (progress->share < 1 ? 0 : 1);
        of_whole.of = part->of;
        of_whole.share = progress->share < 1 ? of_whole.share : of_whole.done / part->of;
    }
    part->whole.report(part->whole.user, &of_whole);
}

struct progress progress_to_part(struct progress_part *part)
{
    return (struct progress){progress_in_part, part};
}
