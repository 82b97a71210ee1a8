/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/kernel: closed forms, and sums at the midpoints of small steps, which know neither pieces
 * nor moments. */
#include "kernel_model.h"
#include "random.h"

/* ---- Closed forms ---------------------------------------------------------------------------- */

/* Expected: 2.385 h from 0.37 into an hour: 0.63, 1, 0.755 of an hour. */
static void hours_are_cut_at_local_hours(void **state)
{
    const double parameters[PARAMETERS] = {[DURATION] = 2.385, [SEVERITY] = 0.713};
    struct model_kernel kernel = kernel_plain;
    struct one_bins bins;
    (void)state;
    kernel.kind = KERNEL_WINDOW;
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, 0.37);
    check_near(bins.bin[0], 0.63, 1e-15);
    check_near(bins.bin[1], 1.0, 1e-15);
    check_near(bins.bin[2], 0.755, 1e-15);
    check_near(kernel_sum(&bins), 2.385, 1e-15);
    assert_true(bins.used >= 3 && bins.used <= 4);
    kernel.offset_hours = 5.75; /* local time is 0.12 into an hour */
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, 0.37);
    check_near(bins.bin[0], 0.88, 1e-15);
    check_near(bins.bin[2], 0.505, 1e-15);
    kernel.offset_hours = -3.5; /* 0.87 into an hour */
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, 0.37);
    check_near(bins.bin[0], 0.13, 1e-15);
    check_near(bins.bin[3], 0.255, 1e-15);
}

/* Expected: D, sigma D and sigma (D + recovery / 2). */
static void kinds_leave_out_severity_and_recovery(void **state)
{
    const double parameters[PARAMETERS] = {[DURATION] = 7.25, [SEVERITY] = 0.42, [RECOVERY] = 3.5};
    struct model_kernel kernel = kernel_plain;
    (void)state;
    kernel.kind = KERNEL_WINDOW;
    check_close(kernel_hours(&kernel, parameters, 0.61), 7.25, 1e-15);
    kernel.kind = KERNEL_SEVERITY;
    check_close(kernel_hours(&kernel, parameters, 0.61), 0.42 * 7.25, 1e-15);
    kernel.kind = KERNEL_FULL;
    check_close(kernel_hours(&kernel, parameters, 0.61), 0.42 * 9.0, 1e-15);
}

/* Expected: sigma (1 - sigma) D + recovery (sigma/2 - sigma^2/3), the platform falling back to
 * itself; with sigma 1 the ramp alone, recovery / 6. */
static void a_fallback_that_is_down_saves_what_is_left(void **state)
{
    double parameters[PARAMETERS] = {[DURATION] = 7.25, [SEVERITY] = 0.42, [RECOVERY] = 3.5};
    struct model_kernel kernel = kernel_plain;
    (void)state;
    kernel.fallback_curve = 0;
    check_close(kernel_hours(&kernel, parameters, 0.61),
                0.42 * 0.58 * 7.25 + 3.5 * (0.42 / 2 - 0.42 * 0.42 / 3), 1e-14);
    parameters[SEVERITY] = 1.0;
    check_close(kernel_hours(&kernel, parameters, 0.61), 3.5 / 6, 1e-13);
    parameters[RECOVERY] = 0.0;
    check_near(kernel_hours(&kernel, parameters, 0.61), 0.0, 0.0);
}

/* Expected: sigma (x - theta (1 - exp(-x/theta))) with x = D - g for an exponential onset; nothing
 * while x <= 0; sigma x for a step at g. */
static void an_onset_waits_and_rises(void **state)
{
    double parameters[PARAMETERS] = {
        [DURATION] = 11.5, [SEVERITY] = 0.83, [GRACE] = 2.25, [SCALE] = 3.7, [SHAPE] = 1.0};
    struct model_kernel kernel = kernel_plain;
    (void)state;
    kernel.channel = 0;
    check_close(kernel_hours(&kernel, parameters, 0.29), 0.83 * (9.25 + 3.7 * expm1(-9.25 / 3.7)),
                1e-13);
    parameters[SEVERITY] = 1.0;
    check_close(kernel_hours(&kernel, parameters, 0.29), 9.25 + 3.7 * expm1(-9.25 / 3.7), 1e-13);
    parameters[SEVERITY] = 0.83;
    parameters[SCALE] = 0.0;
    check_close(kernel_hours(&kernel, parameters, 0.29), 0.83 * 9.25, 1e-14);
    parameters[GRACE] = 11.5;
    check_near(kernel_hours(&kernel, parameters, 0.29), 0.0, 0.0);
    parameters[GRACE] = 400.0;
    parameters[SCALE] = 3.7;
    check_near(kernel_hours(&kernel, parameters, 0.29), 0.0, 0.0);
}

/* Expected: the grace ends in the ramp, at 1/4 of it: sigma times the integral of (1 - u/r) over
 * [r/4, r], r (9/32). */
static void a_grace_may_end_in_the_recovery(void **state)
{
    const double parameters[PARAMETERS] = {[DURATION] = 6.5, [SEVERITY] = 0.61, [RECOVERY] = 4.0,
                                           [GRACE] = 7.5,    [SCALE] = 0.0,     [SHAPE] = 1.0};
    struct model_kernel kernel = kernel_plain;
    (void)state;
    kernel.channel = 0;
    check_close(kernel_hours(&kernel, parameters, 0.77), 0.61 * 4.0 * 9 / 32, 1e-13);
}

/* Expected: 400.5 h are twice 168 and 64.5. */
static void weeks_are_folded(void **state)
{
    const double parameters[PARAMETERS] = {[DURATION] = 400.5, [SEVERITY] = 0.37};
    struct one_bins bins;
    (void)state;
    one_kernel(&bins, &kernel_step_model, &kernel_plain, parameters, 0.0);
    assert_int_equal(bins.used, HOURS_PER_WEEK);
    check_close(one_sum(&bins), 0.37 * 400.5, 1e-14);
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        double hours = hour < 64 ? 3.0 : hour == 64 ? 2.5 : 2.0;
        check_close(bins.bin[hour], 0.37 * hours, 1e-14);
    }
}

/* Expected: the same held level in pieces of 100 h, of which none has a whole week, so that every
 * hour of them is walked; with onset, with a fallback that is as far down, with recovery. */
static void weeks_multiplied_are_weeks_walked(void **state)
{
    enum { PIECES = 88 };
    static struct severity_piece pieces[PIECES + 1];
    static const struct severity_curve curve = {pieces, PIECES + 1};
    static const double hours = 100.0 * PIECES;
    struct model walked = kernel_step_model;
    const double parameters[PARAMETERS] = {[DURATION] = hours, [SEVERITY] = 0.37, [RECOVERY] = 5.25,
                                           [GRACE] = 1.75,     [SCALE] = 9.5,     [SHAPE] = 1.3};
    (void)state;
    for (int i = 0; i < PIECES; ++i) {
        pieces[i] = (struct severity_piece){100.0 * i, 100.0 * (i + 1), 0.37, 0.37};
    }
    pieces[PIECES] = (struct severity_piece){hours, hours + 5.25, 0.37, 0};
    walked.outage.measured = true;
    walked.outage.curves = &curve;
    for (int i = 0; i < 12; ++i) {
        struct model_kernel kernel = kernel_plain;
        struct one_bins fast;
        struct one_bins slow;
        kernel.channel = i % 2 == 0 ? INDEX_NONE : 0;
        kernel.fallback_curve = i % 3 == 0 ? 0 : INDEX_NONE;
        kernel.from_hours = i < 6 ? 0 : 31.7;
        kernel.kind = i % 4 == 0 ? KERNEL_SEVERITY : KERNEL_FULL;
        one_kernel(&fast, &kernel_step_model, &kernel, parameters, 0.61);
        one_kernel(&slow, &walked, &kernel, parameters, 0.61);
        assert_int_equal(fast.used, slow.used);
        for (size_t k = 0; k < HOURS_PER_WEEK; ++k) {
            check_close(fast.bin[k], slow.bin[k], 1e-12);
        }
    }
}

static void nothing_is_lost_without_duration_or_severity(void **state)
{
    double parameters[PARAMETERS] = {[DURATION] = 0.0, [SEVERITY] = 0.61};
    (void)state;
    check_near(kernel_hours(&kernel_plain, parameters, 0.37), 0.0, 0.0);
    parameters[DURATION] = 5.9;
    parameters[SEVERITY] = 0.0;
    parameters[RECOVERY] = 2.1;
    check_near(kernel_hours(&kernel_plain, parameters, 0.37), 0.0, 0.0);
}

/* Gaps between pieces are up; the last piece ends the kernel, whatever the duration. Expected: the
 * sum of length * mean level. */
static void measured_pieces_may_have_gaps(void **state)
{
    static const struct severity_piece pieces[] = {
        {0.5, 1.75, 0.2, 0.2}, {1.75, 2.0, 0.9, 0.3}, {30.25, 31.0, 0.6, 0.6}};
    const struct severity_curve curve = {pieces, 3};
    const double parameters[PARAMETERS] = {[DURATION] = 2.0, [SEVERITY] = 0.4};
    struct model model = kernel_step_model;
    struct one_bins bins;
    (void)state;
    model.outage.measured = true;
    model.outage.curves = &curve;
    one_kernel(&bins, &model, &kernel_plain, parameters, 0.61);
    check_close(kernel_sum(&bins), 0.25 + 0.15 + 0.45, 1e-14);
    check_near(bins.bin[0], 0.0, 0.0);
    check_close(bins.bin[1], 0.2 * 0.89, 1e-14);  /* 0.5 to 1.39 */
    check_close(bins.bin[30], 0.6 * 0.14, 1e-12); /* 30.25 to 30.39 */
    check_close(bins.bin[31], 0.6 * 0.61, 1e-12);
}

/* Levels that rise from 0 by 1 an hour, alone and times what a fallback has lost of its own, under
 * an onset without a grace. Expected: the integrals of u (1 - exp(-u/s)) and u^2 (1 - exp(-u/s))
 * over [0, 1]. */
static void a_level_may_rise_from_nothing(void **state)
{
    static const struct severity_piece rising = {0, 1, 0, 1};
    static const struct severity_piece falling = {0, 1, 1, 0};
    const struct severity_curve curves[] = {{&rising, 1}, {&falling, 1}};
    const double s = 0.83;
    const double parameters[PARAMETERS] = {[DURATION] = 1, [SCALE] = s, [SHAPE] = 1};
    struct model model = kernel_step_model;
    struct model_kernel kernel = kernel_plain;
    struct one_bins bins;
    (void)state;
    model.outage.measured = true;
    model.outage.curves = curves;
    kernel.channel = 0;
    one_kernel(&bins, &model, &kernel, parameters, 0);
    check_close(kernel_sum(&bins), 1.0 / 2 - s * s + exp(-1 / s) * (s + s * s), 1e-13);
    kernel.fallback_curve = 1;
    one_kernel(&bins, &model, &kernel, parameters, 0);
    check_close(kernel_sum(&bins),
                1.0 / 3 - 2 * s * s * s + exp(-1 / s) * (s + 2 * s * s + 2 * s * s * s), 1e-13);
}

/* ---- Under a profile ------------------------------------------------------------------------- */

static void make_profile(struct model_profile *profile, uint64_t *seed)
{
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        const double weight = random_between(seed, 0.1, 2.5);
        profile->weight[hour] = profile->weight[hour + HOURS_PER_WEEK] = weight;
    }
}

/* Expected: by hand, the weights of the local hours: 10.75 + 5.5 is 16.25, and 2.25 h from there
 * are 0.75 of hour 16, hour 17 and half of 18; 3.5 - 11.25 is 160.25; 167.9 + 0.5 is 0.4. */
static void exposure_is_the_product_with_local_hours(void **state)
{
    const double parameters[PARAMETERS] = {[DURATION] = 2.25, [SEVERITY] = 0.8};
    struct model_kernel kernel = kernel_plain;
    struct model_profile profile;
    struct one_bins bins;
    uint64_t seed = 41;
    const double *w = profile.weight;
    (void)state;
    make_profile(&profile, &seed);
    kernel.offset_hours = 5.5;
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, 0.75);
    check_close(one_exposure(&bins, &profile, kernel_local_hour(kernel.offset_hours, 0, 10.75)),
                0.8 * (0.75 * w[16] + w[17] + 0.5 * w[18]), 1e-14);
    kernel.offset_hours = -11.25;
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, 0.5);
    check_close(one_exposure(&bins, &profile, kernel_local_hour(kernel.offset_hours, 0, 3.5)),
                0.8 * (0.75 * w[160] + w[161] + 0.5 * w[162]), 1e-14);
    kernel.offset_hours = 0.5;
    double start = 167.9;
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, start - floor(start));
    check_close(one_exposure(&bins, &profile, kernel_local_hour(kernel.offset_hours, 0, start)),
                0.8 * (0.6 * w[0] + w[1] + 0.65 * w[2]), 1e-13);
}

/* ---- Sums at midpoints ----------------------------------------------------------------------- */

/* Steps an hour. All times of the cases are whole numbers of 1/64 h, so that no step is cut. */
enum { STEPS = 1024 };

struct brute {
    struct model model;
    struct model_kernel kernel;
    double parameters[PARAMETERS];
    double start;
    struct severity_curve curves[2];
    struct severity_piece pieces[2][3];
};

static double sigma_at(const struct brute *brute, uint32_t number, double hours)
{
    double duration = brute->parameters[DURATION];
    double recovery = brute->parameters[RECOVERY];
    double severity = brute->parameters[SEVERITY];
    if (brute->model.outage.measured) {
        for (int i = 0; i < 3; ++i) {
            const struct severity_piece *p = &brute->pieces[number][i];
            if (hours > p->from_hours && hours < p->to_hours) {
                return p->level_from + (p->level_to - p->level_from) * (hours - p->from_hours) /
                                           (p->to_hours - p->from_hours);
            }
        }
        return 0;
    }
    return hours < duration              ? severity
           : hours < duration + recovery ? severity * (1 - (hours - duration) / recovery)
                                         : 0;
}

static double midpoint_sum(const struct brute *brute, const struct model_profile *profile,
                           double last_hours)
{
    double sum = 0;
    for (long i = 0; i < lround(last_hours * STEPS); ++i) {
        double t = ((double)i + 0.5) / STEPS;
        double local = brute->start + brute->kernel.offset_hours + t;
        double u = (t - brute->parameters[GRACE]) / brute->parameters[SCALE];
        double f = sigma_at(brute, brute->kernel.curve, t);
        if (brute->kernel.fallback_curve != INDEX_NONE) {
            f *= 1 - sigma_at(brute, brute->kernel.fallback_curve, t);
        }
        if (brute->kernel.channel != INDEX_NONE) {
            f *= u > 0 ? 1 - exp(-pow(u, brute->parameters[SHAPE])) : 0;
        }
        local -= HOURS_PER_WEEK * floor(local / HOURS_PER_WEEK);
        sum += f * profile->weight[(int)local] / STEPS;
    }
    return sum;
}

static double sixty_fourths(uint64_t *seed, double low, double high)
{
    return floor(64 * random_between(seed, low, high)) / 64;
}

static void draw_case(struct brute *brute, uint64_t *seed, bool measured, double longest_hours)
{
    static const double offsets[] = {0, 5.5, -3.5, 5.75, -9.5, 12.75, -14, 14};
    *brute = (struct brute){.model = kernel_step_model, .kernel = kernel_plain};
    brute->parameters[DURATION] = 1.0 / 64 + sixty_fourths(seed, 0, longest_hours);
    brute->parameters[SEVERITY] = random_between(seed, 0.05, 1.0);
    brute->parameters[RECOVERY] = sixty_fourths(seed, 0, 9);
    brute->parameters[GRACE] = sixty_fourths(seed, 0, 6);
    brute->parameters[SCALE] = random_between(seed, 0.2, 20);
    brute->parameters[SHAPE] = random_between(seed, 1.0, 5);
    brute->start = sixty_fourths(seed, 0, 168);
    brute->kernel.offset_hours = offsets[random_below(seed, 8)];
    brute->kernel.channel = random_below(seed, 3) > 0 ? 0 : INDEX_NONE;
    brute->kernel.fallback_curve = random_below(seed, 2) > 0 ? 0 : INDEX_NONE;
    for (int c = 0; c < 2; ++c) {
        double at = sixty_fourths(seed, 0, 2);
        for (int i = 0; i < 3; ++i) {
            double to = at + 1.0 / 64 + sixty_fourths(seed, 0, longest_hours / 3);
            brute->pieces[c][i] = (struct severity_piece){at, to, random_between(seed, 0, 1),
                                                          random_between(seed, 0, 1)};
            at = to + (i == 1 ? sixty_fourths(seed, 0, 3) : 0);
        }
        brute->curves[c] = (struct severity_curve){brute->pieces[c], 3};
    }
    if (measured) {
        brute->model.outage.measured = true;
        brute->model.outage.curves = brute->curves;
        brute->kernel.fallback_curve = brute->kernel.fallback_curve == INDEX_NONE ? INDEX_NONE : 1;
    }
}

/* Expected: the midpoint sum. Tolerance: its error is h^2/24 times the curvature, here below 2e-6
 * of an hour and growing with the length, beside 1e-6 of the sum. */
static void check_case(uint64_t *seed, bool measured, double longest_hours)
{
    struct brute brute;
    struct model_profile profile;
    struct one_bins bins;
    draw_case(&brute, seed, measured, longest_hours);
    brute.model.outage.curves = measured ? brute.curves : NULL;
    make_profile(&profile, seed);
    one_kernel(&bins, &brute.model, &brute.kernel, brute.parameters,
               brute.start - floor(brute.start));
    double expected = midpoint_sum(&brute, &profile, longest_hours + 16);
    check_near(
        one_exposure(&bins, &profile, kernel_local_hour(brute.kernel.offset_hours, 0, brute.start)),
        expected, 2e-6 + 1e-6 * expected);
}

static void matches_midpoint_sums_of_steps(void **state)
{
    uint64_t seed = 53;
    (void)state;
    for (int i = 0; i < 60; ++i) {
        check_case(&seed, false, 30);
    }
}

static void matches_midpoint_sums_of_measured_curves(void **state)
{
    uint64_t seed = 59;
    (void)state;
    for (int i = 0; i < 60; ++i) {
        check_case(&seed, true, 30);
    }
}

static void matches_midpoint_sums_beyond_a_week(void **state)
{
    uint64_t seed = 61;
    (void)state;
    for (int i = 0; i < 8; ++i) {
        check_case(&seed, i % 2 == 0, 420);
    }
}

/* What comes after W: the bins of whole hours stay, the hour of W is cut. Expected: sigma (D - W)
 * and, with an exponential onset, sigma (D - W - theta (exp(-(W-g)/theta) - exp(-(D-g)/theta))). */
static void a_waiting_time_cuts_the_beginning_off(void **state)
{
    double parameters[PARAMETERS] = {
        [DURATION] = 11.5, [SEVERITY] = 0.83, [GRACE] = 2.25, [SCALE] = 3.7, [SHAPE] = 1.0};
    struct model_kernel kernel = kernel_plain;
    struct one_bins whole;
    struct one_bins after;
    (void)state;
    one_kernel(&whole, &kernel_step_model, &kernel, parameters, 0.65);
    kernel.from_hours = 4.5; /* 5.15 hours behind the hour's begin */
    one_kernel(&after, &kernel_step_model, &kernel, parameters, 0.65);
    check_close(kernel_sum(&after), 0.83 * 7.0, 1e-15);
    for (int i = 0; i < 13; ++i) {
        check_near(after.bin[i], i < 5 ? 0 : i == 5 ? 0.83 * 0.85 : whole.bin[i], 1e-15);
    }
    kernel.channel = 0;
    check_close(kernel_hours(&kernel, parameters, 0.65),
                0.83 * (7.0 - 3.7 * (exp(-2.25 / 3.7) - exp(-9.25 / 3.7))), 1e-14);
    for (double from = 11.5; from < 1e300; from *= 1e6) { /* its end and beyond: nothing at all */
        kernel.from_hours = from;
        check_near(kernel_hours(&kernel, parameters, 0.65), 0.0, 0.0);
    }
}

/* A ramp of an hour, far behind the beginning of an onset that is as slow: moments about that would
 * cancel. Expected: with a = 1 / theta and e = exp(-(D - g) a) the integral of (1 - u)(1 - e exp(-u
 * a)) over the hour, 1 / 2 - e (1 / 2 - a / 6 + a^2 / 24 - a^3 / 120); for other shapes phi in its
 * middle, (D - g + 1 / 3), which is near enough to tell: phi'' / 72 is below 1e-8. */
static void a_ramp_far_from_the_onset_has_all_its_digits(void **state)
{
    double parameters[PARAMETERS] = {[DURATION] = 2000, [SEVERITY] = 0.61, [RECOVERY] = 1,
                                     [GRACE] = 4,       [SCALE] = 3000,    [SHAPE] = 1};
    const double a = 1. / 3000;
    const double e = exp(-1996 * a);
    struct model_kernel kernel = kernel_plain;
    (void)state;
    kernel.channel = 0;
    kernel.from_hours = 2000;
    check_close(kernel_hours(&kernel, parameters, 0),
                0.61 * (0.5 - e * (0.5 - a / 6 + a * a / 24 - a * a * a / 120)), 1e-13);
    parameters[SHAPE] = 1.5;
    check_close(kernel_hours(&kernel, parameters, 0),
                0.61 / 2 * -expm1(-pow((1996 + 1. / 3) * a, 1.5)), 1e-8);
}

/* Expected: of a week and more, what is left falls into the bins of its own hours of the week. */
static void a_waiting_time_may_be_longer_than_a_week(void **state)
{
    const double parameters[PARAMETERS] = {[DURATION] = 174.25, [SEVERITY] = 0.5};
    struct model_kernel kernel = kernel_plain;
    struct one_bins bins;
    (void)state;
    kernel.from_hours = 170.5;
    one_kernel(&bins, &kernel_step_model, &kernel, parameters, 0);
    const double expected[] = {0, 0, 0.25, 0.5, 0.5, 0.5, 0.125, 0};
    for (int i = 0; i < 8; ++i) {
        check_near(bins.bin[i], expected[i], 1e-13);
    }
    check_close(kernel_sum(&bins), 0.5 * 3.75, 1e-15);
}

/* At any waiting time, minute and offset: what comes before is the rest of the whole. */
static void before_and_after_make_the_whole(void **state)
{
    uint64_t seed = 71;
    (void)state;
    for (int i = 0; i < 400; ++i) {
        const double parameters[PARAMETERS] = {[DURATION] = random_between(&seed, 0.1, 30),
                                               [SEVERITY] = random_between(&seed, 0, 1),
                                               [RECOVERY] = random_between(&seed, 0, 5)};
        const double minute = (double)random_below(&seed, 60) / 60;
        struct model_kernel kernel = kernel_plain;
        kernel.offset_hours = 0.25 * (double)random_below(&seed, 40) - 5;
        const double whole = kernel_hours(&kernel, parameters, minute);
        /* whole hours after the minute too, where the cut meets the hour's end */
        kernel.from_hours = i % 2 == 0 ? random_between(&seed, 0, parameters[DURATION])
                                       : floor(parameters[DURATION] / 2) + 1 - minute;
        double before = parameters[SEVERITY] * fmin(kernel.from_hours, parameters[DURATION]);
        if (kernel.from_hours <= parameters[DURATION]) {
            check_close(kernel_hours(&kernel, parameters, minute), whole - before, 1e-12);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_are_cut_at_local_hours),
        cmocka_unit_test(kinds_leave_out_severity_and_recovery),
        cmocka_unit_test(a_fallback_that_is_down_saves_what_is_left),
        cmocka_unit_test(an_onset_waits_and_rises),
        cmocka_unit_test(a_grace_may_end_in_the_recovery),
        cmocka_unit_test(weeks_are_folded),
        cmocka_unit_test(weeks_multiplied_are_weeks_walked),
        cmocka_unit_test(nothing_is_lost_without_duration_or_severity),
        cmocka_unit_test(measured_pieces_may_have_gaps),
        cmocka_unit_test(a_level_may_rise_from_nothing),
        cmocka_unit_test(exposure_is_the_product_with_local_hours),
        cmocka_unit_test(matches_midpoint_sums_of_steps),
        cmocka_unit_test(matches_midpoint_sums_of_measured_curves),
        cmocka_unit_test(matches_midpoint_sums_beyond_a_week),
        cmocka_unit_test(a_waiting_time_cuts_the_beginning_off),
        cmocka_unit_test(a_ramp_far_from_the_onset_has_all_its_digits),
        cmocka_unit_test(a_waiting_time_may_be_longer_than_a_week),
        cmocka_unit_test(before_and_after_make_the_whole),
    };
    return cmocka_run_group_tests_name("kernel", tests, NULL, NULL);
}
