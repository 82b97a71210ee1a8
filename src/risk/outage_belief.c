/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate and the lengths have streams apart, and each draw has room for all the uniforms that a
 * gamma variate takes: so a draw depends on its number alone. */
#include "risk/outage_belief.h"

#include "core/strings.h"
#include "uncertainty/random.h"

/* Which stream is drawn from; added to the belief's own. */
enum { DRAW_RATE, DRAW_LENGTHS };

struct draw {
    uint64_t seed;
    uint64_t stream;
    uint64_t number;
};

/* Uniform `number` of draw `draw->number`: the draws of a stream lie RANDOM_DRAWS apart. */
static double draw_uniform(void *user, uint64_t number)
{
    const struct draw *draw = user;
    return random_uniform(draw->seed, draw->stream, draw->number * RANDOM_DRAWS + number);
}

struct outage_lengths outage_lengths_draw(const struct normal_inverse_gamma *log_hours,
                                          uint64_t seed, uint64_t stream, uint64_t number)
{
    struct draw draw = {seed, stream, number};
    struct outage_lengths lengths;
    normal_inverse_gamma_draw(&lengths.mean, &lengths.sd, log_hours, draw_uniform, &draw);
    return lengths;
}

/* gamma(shape, 1) over the years is gamma(shape, years). */
double outage_belief_draw(struct outage_lengths *lengths, const struct outage_belief *belief,
                          uint64_t seed, uint64_t number)
{
    struct draw draw = {seed, hash_mix(belief->stream + DRAW_RATE), number};
    double rate;
    gamma_draw(&rate, belief->rate.shape, 0, draw_uniform, &draw);
    *lengths = outage_lengths_draw(&belief->log_hours, seed,
                                   hash_mix(belief->stream + DRAW_LENGTHS), number);
    return rate / belief->rate.years;
}
