/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 5 in time, the dynamic inoperability input-output model (Lian & Haimes 2006): orders follow
 * sales with a lag. In money, y(t) being what the sectors lose an hour, f what they lose directly
 * while the outage lasts, T its length with the recovery and K the resilience of the sectors:
 *
 *     dy/dt = K (A y + f - y) until T, then without f;   y(0) = 0
 *
 * so with the static s = (I - A)^-1 f
 *
 *     y(t) = s - exp(-K (I - A) t) s until T, then exp(-K (I - A) (t - T)) y(T)
 *
 * and the integral of y to t is (I - A)^-1 (f min(t, T) - K^-1 y(t)), from the equation itself.
 * What is lost in turn is that less what each sector loses of its own, which is the same with A =
 * 0. In the end it is the static loss (indirect.c), whatever K is. */
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

/* Amounts are those of the whole outage: rates an hour times T. */
struct following {
    struct inoperability_dynamics dynamics;
    const double *inverse;
    double lasting_hours; /* [T] */
    double *direct;       /* [f] */
    double *pending;      /* [y] */
    double *arrived;      /* [f min(t, T) - K^-1 y] */
    double *work;         /* [2][count] */
};

/* The part of what is lost directly that a sector alone still loses at `hours`. */
static double own_pending(double resilience, double lasting_hours, double hours)
{
    return hours < lasting_hours
               ? -expm1(-resilience * hours)
               : -expm1(-resilience * lasting_hours) * exp(-resilience * (hours - lasting_hours));
}

static void fill_pending(struct following *following, double hours)
{
    const struct inoperability_dynamics *dynamics = &following->dynamics;
    double *pending = following->pending;
    double *all = following->arrived; /* not needed yet */
    double until = fmin(hours, following->lasting_hours);
    inoperability_solve(all, following->inverse, following->direct, dynamics->count);
    memcpy(pending, all, dynamics->count * sizeof *pending);
    inoperability_relax(pending, dynamics, until, following->work);
    for (size_t i = 0; i < dynamics->count; ++i) {
        pending[i] = fmax(all[i] - pending[i], 0);
    }
    inoperability_relax(pending, dynamics, hours - until, following->work);
}

/* What is lost in turn by `hours`, by sector; at most `most`. */
static void lost_in_turn(double *lost, const struct following *following, double hours,
                         const double *most)
{
    const struct inoperability_dynamics *dynamics = &following->dynamics;
    double lasting = following->lasting_hours;
    double part = fmin(hours / lasting, 1);
    for (size_t i = 0; i < dynamics->count; ++i) {
        following->arrived[i] = following->direct[i] * part -
                                following->pending[i] / (dynamics->resilience[i] * lasting);
    }
    inoperability_solve(lost, following->inverse, following->arrived, dynamics->count);
    for (size_t i = 0; i < dynamics->count; ++i) {
        double own = own_pending(dynamics->resilience[i], lasting, hours);
        double alone = following->direct[i] * (part - own / (dynamics->resilience[i] * lasting));
        lost[i] = fmin(fmax(lost[i] - alone, 0), most[i]);
    }
}

void indirect_in_time(const struct stage *stage)
{
    const struct model_supply *supply = &stage->model->supply;
    const size_t count = supply->count;
    double *lost = stage->out + stage->layout->indirect_in_time;
    double *work = stage->out + stage->layout->indirect_work;
    double *resilience = work;
    struct following following = {.dynamics = {count, supply->coefficients, resilience},
                                  .inverse = supply->inverse,
                                  .lasting_hours = indirect_hours(stage),
                                  .direct = work + count,
                                  .pending = work + 2 * count,
                                  .arrived = work + 3 * count,
                                  .work = work + 4 * count};
    memset(lost, 0, INDIRECT_TIMES * count * sizeof *lost);
    memset(work, 0, INDIRECT_WORK_COUNT * count * sizeof *work);
    if (!supply->in_time || !(following.lasting_hours > 0)) {
        return;
    }
    for (size_t i = 0; i < count; ++i) {
        resilience[i] = stage->parameters[stage->model->sectors[supply->sectors[i]].resilience];
        following.direct[i] =
            stage->out[stage->layout->perturbation + i] * indirect_output(stage, i);
    }
    for (int time = 0; time < INDIRECT_TIMES; ++time) {
        double hours = indirect_time_hours((enum indirect_time)time, following.lasting_hours);
        fill_pending(&following, hours);
        lost_in_turn(lost + (size_t)time * count, &following, hours,
                     stage->out + stage->layout->indirect_loss);
    }
}
