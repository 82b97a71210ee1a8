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
    WORK_LOST, /* by sector, of lanes whose sectors do not follow equally fast */
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

/* When, in all lanes. */
struct followed {
    struct lanes lasting;
    struct lanes times[INDIRECT_TIMES];
    bool is_cut[LANES]; /* a sector would lose more than its output */
};

static void fill_times(struct followed *followed, const struct stage *stages, size_t count)
{
    const struct model_supply *supply = &stages[0].model->supply;
    *followed = (struct followed){.lasting = {.part = {{0}}}};
    for (size_t l = 0; l < count; ++l) {
        const double *inoperability = stages[l].out + stages[l].layout->inoperability;
        followed->lasting.at[l] = indirect_hours(&stages[l]);
        for (size_t i = 0; i < supply->count; ++i) {
            followed->is_cut[l] = followed->is_cut[l] || inoperability[i] >= 1;
        }
    }
    for (int time = 0; time < INDIRECT_TIMES; ++time) {
        for (int l = 0; l < LANES; ++l) {
            followed->times[time].at[l] =
                indirect_time_hours((enum indirect_time)time, followed->lasting.at[l]);
        }
    }
}

/* Whether all sectors of a lane follow equally fast, which is how they mostly vary. */
static bool is_even(const struct lanes *resilience, const struct model_supply *supply, int lane,
                    double longest)
{
    for (size_t i = 1; i < supply->count; ++i) {
        if (resilience[i].at[lane] != resilience[0].at[lane]) {
            return false;
        }
    }
    return supply->count > 0 &&
           inoperability_pulse_reaches(resilience[0].at[lane], longest, supply->power_count);
}

/* Those lanes in closed form, all sectors together, which is possible where the loss of none is
 * cut. They have no resilience afterwards, so that nothing is added to them; whether there are
 * others. */
static bool follow_even(struct lanes lost[INDIRECT_TIMES], struct lanes *work,
                        const struct model_supply *supply, const struct followed *followed)
{
    const size_t count = supply->count;
    struct lanes *resilience = work + WORK_RESILIENCE * count;
    struct inoperability_pulse pulse = {.count = count,
                                        .power_count = supply->power_count,
                                        .powers = supply->powers,
                                        .directly = work + WORK_DIRECT * count,
                                        .lasting = followed->lasting,
                                        .resilience = {.part = {{0}}}};
    bool others = false;
    for (int l = 0; l < LANES; ++l) {
        const double longest = fmax(followed->times[INDIRECT_MONTH].at[l], followed->lasting.at[l]);
        if (followed->is_cut[l] || !is_even(resilience, supply, l, longest)) {
            others = true;
            continue;
        }
        pulse.resilience.at[l] = resilience[0].at[l];
        for (size_t i = 0; i < count; ++i) {
            resilience[i].at[l] = 0;
        }
    }
    inoperability_pulse_lost(lost, &pulse, followed->times, INDIRECT_TIMES);
    return others;
}

/* With the direct loss until T, from there without it; either part of a time may be empty. */
static void follow_others(struct lanes *work, const struct model_supply *supply,
                          const struct followed *followed)
{
    const size_t count = supply->count;
    const struct inoperability_dynamics dynamics = {
        count, supply->whole, work + WORK_RESILIENCE * count, supply->coefficients};
    const struct inoperability_state state = {work + WORK_ALONE * count,
                                              work + WORK_IN_TURN * count};
    struct lanes with[INDIRECT_TIMES];
    struct lanes without[INDIRECT_TIMES];
    for (int time = 0; time < INDIRECT_TIMES; ++time) {
        for (int l = 0; l < LANES; ++l) {
            with[time].at[l] = fmin(followed->times[time].at[l], followed->lasting.at[l]);
            without[time].at[l] = fmax(followed->times[time].at[l] - followed->lasting.at[l], 0);
        }
    }
    struct inoperability_lost lost = {INDIRECT_TIMES, with, work + WORK_LOST * count};
    inoperability_follow(&state, &dynamics, work + WORK_DIRECT * count, &lost,
                         work + WORK_FOLLOW * count);
    lost.times = without;
    inoperability_follow(&state, &dynamics, NULL, &lost, work + WORK_FOLLOW * count);
}

/* What has been lost in turn, by all sectors: `together`, or `apart` ([INDIRECT_TIMES][sectors]),
 * the other of which is 0. Amounts were those of the whole outage, their integral in amount-hours:
 * hence the division by T. The static loss is the limit, which rounding must not pass. */
static void tell(const struct stage *stage, const struct lanes together[INDIRECT_TIMES],
                 const struct lanes *apart, int lane)
{
    const size_t count = stage->model->supply.count;
    const double lasting = indirect_hours(stage);
    const double *most = stage->out + stage->layout->indirect_loss;
    double *told = stage->out + stage->layout->indirect_in_time;
    double most_together = 0;
    for (size_t i = 0; i < count; ++i) {
        most_together += most[i];
    }
    for (size_t time = 0; time < INDIRECT_TIMES; ++time) {
        told[time] = lasting > 0 ? fmin(together[time].at[lane] / lasting, most_together) : 0;
        for (size_t i = 0; i < count && lasting > 0; ++i) {
            told[time] += fmin(apart[time * count + i].at[lane] / lasting, most[i]);
        }
    }
}

/* All are 0 where some linked sector has no resilience. Lanes without a stage follow nothing. */
void indirect_in_time(const struct stage *stages, size_t count, struct lanes *work)
{
    const struct model *model = stages[0].model;
    struct lanes together[INDIRECT_TIMES];
    struct followed followed;
    if (!model->supply.in_time) {
        for (size_t l = 0; l < count; ++l) {
            memset(stages[l].out + stages[l].layout->indirect_in_time, 0,
                   INDIRECT_TIMES * sizeof(double));
        }
        return;
    }
    memset(work, 0, indirect_in_time_work(model) * sizeof *work);
    for (size_t l = 0; l < count; ++l) {
        fill_lane(work, &stages[l], (int)l);
    }
    fill_times(&followed, stages, count);
    if (follow_even(together, work, &model->supply, &followed)) {
        follow_others(work, &model->supply, &followed);
    }
    for (size_t l = 0; l < count; ++l) {
        tell(&stages[l], together, work + WORK_LOST * model->supply.count, (int)l);
    }
}
