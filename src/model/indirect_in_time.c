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
#include "stats/inoperability_pulse.h"

double indirect_time_hours(enum indirect_time time, double lasting_hours)
{
    static const double hours[INDIRECT_TIMES] = {
        [INDIRECT_DAY] = 24, [INDIRECT_WEEK] = 7 * 24, [INDIRECT_MONTH] = 30 * 24};
    return time == INDIRECT_OUTAGE ? lasting_hours : hours[time];
}

/* Where each part of the work stands, in rows of one number a sector and lane. */
enum {
    WORK_RESILIENCE,
    WORK_DIRECT,
    WORK_ALONE,
    WORK_IN_TURN,
    WORK_LOST,
    WORK_FOLLOW = WORK_LOST + INDIRECT_TIMES,
    WORK_COUNT = WORK_FOLLOW + INOPERABILITY_WORK
};
_Static_assert((int)INDIRECT_TIMES <= (int)INOPERABILITY_MOST_TIMES &&
                   (int)INDIRECT_TIMES <= (int)INOPERABILITY_PULSE_TIMES,
               "they are followed at once");

size_t indirect_in_time_work(const struct model *model)
{
    return WORK_COUNT * model->supply.count;
}

/* Amounts are those of the whole outage: rates an hour times T. An outage of no length loses
 * nothing, and has no rate an hour. */
static void fill_lane(struct lanes *work, const struct stage *stage, int lane)
{
    const struct model_supply *supply = &stage->model->supply;
    const size_t count = supply->count;
    const bool lasts = indirect_hours(stage) > 0;
    for (size_t i = 0; i < count; ++i) {
        work[WORK_RESILIENCE * count + i].at[lane] =
            stage->parameters[stage->model->sectors[supply->sectors[i]].resilience];
        work[WORK_DIRECT * count + i].at[lane] =
            lasts ? stage->out[stage->layout->perturbation + i] * indirect_output(stage, i) : 0;
    }
}

/* The hours of each time, in all lanes. */
static void fill_times(struct lanes times[INDIRECT_TIMES], const struct lanes *lasting)
{
    for (int time = 0; time < INDIRECT_TIMES; ++time) {
        for (int l = 0; l < LANES; ++l) {
            times[time].at[l] = indirect_time_hours((enum indirect_time)time, lasting->at[l]);
        }
    }
}

/* Whether all sectors of a lane follow equally fast, which is how they mostly vary. */
static bool is_even(const struct lanes *resilience, size_t count, int lane, double longest)
{
    for (size_t i = 1; i < count; ++i) {
        if (resilience[i].at[lane] != resilience[0].at[lane]) {
            return false;
        }
    }
    return count > 0 && inoperability_pulse_reaches(resilience[0].at[lane], longest);
}

/* Those lanes in closed form. They have no resilience afterwards, so that nothing is added to them;
 * whether there are others. */
static bool follow_even(struct lanes *work, const struct model_supply *supply,
                        const struct lanes times[INDIRECT_TIMES], const struct lanes *lasting)
{
    const size_t count = supply->count;
    struct lanes *resilience = work + WORK_RESILIENCE * count;
    struct inoperability_pulse pulse = {.count = count,
                                        .coefficients = supply->coefficients,
                                        .directly = work + WORK_DIRECT * count,
                                        .lasting = *lasting,
                                        .resilience = {.part = {{0}}}};
    bool others = false;
    for (int l = 0; l < LANES; ++l) {
        const double longest = fmax(times[INDIRECT_MONTH].at[l], lasting->at[l]);
        if (!is_even(resilience, count, l, longest)) {
            others = true;
            continue;
        }
        pulse.resilience.at[l] = resilience[0].at[l];
        for (size_t i = 0; i < count; ++i) {
            resilience[i].at[l] = 0;
        }
    }
    inoperability_pulse_lost(work + WORK_LOST * count, &pulse, times, INDIRECT_TIMES,
                             work + WORK_FOLLOW * count);
    return others;
}

/* With the direct loss until T, from there without it; either part of a time may be empty. */
static void follow_others(struct lanes *work, const struct model_supply *supply,
                          const struct lanes times[INDIRECT_TIMES], const struct lanes *lasting)
{
    const size_t count = supply->count;
    const struct inoperability_dynamics dynamics = {count, supply->coefficients,
                                                    work + WORK_RESILIENCE * count};
    const struct inoperability_state state = {work + WORK_ALONE * count,
                                              work + WORK_IN_TURN * count};
    struct lanes with[INDIRECT_TIMES];
    struct lanes without[INDIRECT_TIMES];
    for (int time = 0; time < INDIRECT_TIMES; ++time) {
        for (int l = 0; l < LANES; ++l) {
            with[time].at[l] = fmin(times[time].at[l], lasting->at[l]);
            without[time].at[l] = fmax(times[time].at[l] - lasting->at[l], 0);
        }
    }
    struct inoperability_lost lost = {INDIRECT_TIMES, with, work + WORK_LOST * count};
    inoperability_follow(&state, &dynamics, work + WORK_DIRECT * count, &lost,
                         work + WORK_FOLLOW * count);
    lost.times = without;
    inoperability_follow(&state, &dynamics, NULL, &lost, work + WORK_FOLLOW * count);
}

/* What has been lost in turn, by sector. Amounts were those of the whole outage, their integral in
 * amount-hours: hence the division by T. The static loss is the limit, which rounding must not
 * pass. */
static void tell(const struct stage *stage, const struct lanes *lost, int lane)
{
    const size_t count = stage->model->supply.count;
    const double lasting = indirect_hours(stage);
    double *told = stage->out + stage->layout->indirect_in_time;
    for (size_t i = 0; i < INDIRECT_TIMES * count; ++i) {
        double most = stage->out[stage->layout->indirect_loss + i % count];
        told[i] = lasting > 0 ? fmin(lost[i].at[lane] / lasting, most) : 0;
    }
}

/* All are 0 where some linked sector has no resilience. Lanes without a stage follow nothing. */
void indirect_in_time(const struct stage *stages, size_t count, struct lanes *work)
{
    const struct model *model = stages[0].model;
    const size_t told = INDIRECT_TIMES * model->supply.count;
    struct lanes lasting = {{{0}}};
    if (!model->supply.in_time) {
        for (size_t l = 0; l < count; ++l) {
            memset(stages[l].out + stages[l].layout->indirect_in_time, 0, told * sizeof(double));
        }
        return;
    }
    memset(work, 0, indirect_in_time_work(model) * sizeof *work);
    for (size_t l = 0; l < count; ++l) {
        lasting.at[l] = indirect_hours(&stages[l]);
        fill_lane(work, &stages[l], (int)l);
    }
    struct lanes times[INDIRECT_TIMES];
    fill_times(times, &lasting);
    if (follow_even(work, &model->supply, times, &lasting)) {
        follow_others(work, &model->supply, times, &lasting);
    }
    for (size_t l = 0; l < count; ++l) {
        tell(&stages[l], work + WORK_LOST * model->supply.count, (int)l);
    }
}
