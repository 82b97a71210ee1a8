/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 5 in time, the dynamic inoperability input-output model (Lian & Haimes 2006): orders follow
 * sales with a lag. In money, y(t) being what the sectors lose an hour, f what they lose directly
 * while the outage lasts, T its length with the recovery and K the resilience of the sectors:
 *
 *     dy/dt = K (A y + f - y) until T, then without f;   y(0) = 0
 *
 * What is lost in turn by t is the integral of y less what each sector loses of its own, which is
 * the same with A = 0. In the end it is the static loss (indirect.c), whatever K is. */
#include "model/stages.h"

#include <math.h>
#include <string.h>

#include "stats/inoperability.h"

double indirect_time_hours(enum indirect_time time, double lasting_hours)
{
    static const double hours[INDIRECT_TIMES] = {
        [INDIRECT_DAY] = 24, [INDIRECT_WEEK] = 7 * 24, [INDIRECT_MONTH] = 30 * 24};
    return time == INDIRECT_OUTAGE ? lasting_hours : hours[time];
}

/* Where each part of the stage's work stands, in rows of one number a sector. */
enum {
    WORK_RESILIENCE,
    WORK_DIRECT,
    WORK_ALONE,
    WORK_IN_TURN,
    WORK_SUM,
    WORK_FOLLOW,
    WORK_COUNT = WORK_FOLLOW + INOPERABILITY_WORK
};
_Static_assert((int)WORK_COUNT == (int)INDIRECT_WORK_COUNT,
               "the layout has room for the stage's work");

/* Amounts are those of the whole outage: rates an hour times T. */
struct following {
    struct inoperability_dynamics dynamics;
    struct inoperability_state state;
    const double *direct; /* [f] */
    double *work;
    double lasting_hours; /* [T] */
    double hours;         /* how far it is */
};

/* Up to T with the direct loss, from there without it; either part may be empty. */
static void follow_to(struct following *following, double hours)
{
    double with = fmax(fmin(hours, following->lasting_hours) - following->hours, 0);
    double without = hours - following->hours - with;
    inoperability_follow(&following->state, &following->dynamics, following->direct, with,
                         following->work);
    inoperability_follow(&following->state, &following->dynamics, NULL, fmax(without, 0),
                         following->work);
    following->hours = hours;
}

/* What has been lost in turn, by sector; at most `most`. Amounts were those of the whole outage,
 * their integral in amount-hours: hence the division by T. The static loss is the limit, which
 * rounding must not pass. */
static void tell(double *lost, const struct following *following, const double *most)
{
    for (size_t i = 0; i < following->dynamics.count; ++i) {
        lost[i] = fmin(following->state.sum[i] / following->lasting_hours, most[i]);
    }
}

/* The end of the outage comes before, between or after the fixed times. The state only goes
 * forward: times are taken in ascending order, the outage's end where it falls. */
static void follow_all(double *lost, struct following *following, const double *most)
{
    size_t count = following->dynamics.count;
    bool ended = false;
    for (int time = INDIRECT_OUTAGE + 1; time <= INDIRECT_TIMES; ++time) {
        double hours = time < INDIRECT_TIMES
                           ? indirect_time_hours((enum indirect_time)time, following->lasting_hours)
                           : INFINITY;
        if (!ended && following->lasting_hours <= hours) {
            follow_to(following, following->lasting_hours);
            tell(lost + INDIRECT_OUTAGE * count, following, most);
            ended = true;
        }
        if (time < INDIRECT_TIMES) {
            follow_to(following, hours);
            tell(lost + (size_t)time * count, following, most);
        }
    }
}

/* An outage of no length loses nothing, and has no rate an hour: all are 0 then, as they are
 * where some linked sector has no resilience. */
void indirect_in_time(const struct stage *stage)
{
    const struct model_supply *supply = &stage->model->supply;
    const size_t count = supply->count;
    double *lost = stage->out + stage->layout->indirect_in_time;
    double *work = stage->out + stage->layout->indirect_work;
    double *resilience = work + WORK_RESILIENCE * count;
    double *direct = work + WORK_DIRECT * count;
    struct following following = {.dynamics = {count, supply->columns, resilience},
                                  .state = {.alone = work + WORK_ALONE * count,
                                            .in_turn = work + WORK_IN_TURN * count,
                                            .sum = work + WORK_SUM * count},
                                  .direct = direct,
                                  .work = work + WORK_FOLLOW * count,
                                  .lasting_hours = indirect_hours(stage)};
    memset(lost, 0, INDIRECT_TIMES * count * sizeof *lost);
    memset(work, 0, INDIRECT_WORK_COUNT * count * sizeof *work);
    if (!supply->in_time || !(following.lasting_hours > 0)) {
        return;
    }
    for (size_t i = 0; i < count; ++i) {
        resilience[i] = stage->parameters[stage->model->sectors[supply->sectors[i]].resilience];
        direct[i] = stage->out[stage->layout->perturbation + i] * indirect_output(stage, i);
    }
    follow_all(lost, &following, stage->out + stage->layout->indirect_loss);
}
