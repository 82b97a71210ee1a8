/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws that hold for every package, seen through the public API on seeded random ones: what grows
 * with what, what adds up, what scales, what is nothing. Expected: the law itself. Tolerances,
 * relative: 1e-11 for sums and scalings, which differ by rounding alone. */
#include "random_package.h"

enum { PACKAGES = 12 };

static const char owner_gross[] = "/totals/owner_revenue_loss/gross/central";
static const char owner_net[] = "/totals/owner_revenue_loss/net/central";
static const char dependants[] = "/totals/dependent_revenue_loss/central";
static const char value_added[] = "/totals/dependent_value_added_loss/central";
static const char rival_gain[] = "/totals/rival_gain/central";
static const char economy[] = "/totals/economy_baseline/central";

static const char *const losses[] = {owner_gross, owner_net, dependants, value_added};
static const char *const totals[] = {owner_gross, owner_net,  dependants,
                                     value_added, rival_gain, economy};
enum { LOSSES = 4, TOTALS = 6 };

static const struct change nothing = {0};

/* ---- Cases ----------------------------------------------------------------------------------- */

struct drawn_case {
    struct drawn_package package;
    struct package_folder folder;
    blackout_dataset *dataset;
    char platforms[32];
    char start[32];
    double duration_hours;
    double severity;
    double recovery_hours;
};

static void draw_scenario(struct drawn_case *drawn, uint64_t seed)
{
    static const char *const sets[] = {"p0", "p1,p2", "p0,p3", "p0,p1,p2,p3", "p2"};
    snprintf(drawn->platforms, sizeof drawn->platforms, "%s", sets[random_below(&seed, 5)]);
    snprintf(drawn->start, sizeof drawn->start, "2021-10-%02uT%02u:%02uZ",
             4 + (unsigned)random_below(&seed, 7), (unsigned)random_below(&seed, 24),
             (unsigned)random_below(&seed, 60));
    drawn->duration_hours = exp(random_between(&seed, -1, 4.5));
    drawn->severity = random_between(&seed, 0.2, 1);
    drawn->recovery_hours = random_between(&seed, 0, 6);
}

static void open_case(struct drawn_case *drawn, uint64_t number, const struct change *change)
{
    draw_package(&drawn->package, 1000 + number);
    draw_scenario(drawn, 5000 + number);
    drawn->dataset = open_drawn(&drawn->folder, &drawn->package, change);
}

static void close_case(struct drawn_case *drawn)
{
    blackout_dataset_free(drawn->dataset);
    package_remove(&drawn->folder);
}

/* The drawn scenario; `extra` words replace or add to it. */
static blackout_result *estimate_case(const struct drawn_case *drawn, const char *extra)
{
    char words[400];
    int length = snprintf(words, sizeof words,
                          "platform=%s start=%s duration=%.12fh severity=%.12f recovery=%.12fh "
                          "top=1000 %s",
                          drawn->platforms, drawn->start, drawn->duration_hours, drawn->severity,
                          drawn->recovery_hours, extra);
    assert_true(length > 0 && (size_t)length < sizeof words);
    return estimate_of(drawn->dataset, words);
}

/* The drawn scenario over the drawn package, changed. */
static blackout_result *estimate_changed(uint64_t number, const struct change *change,
                                         const char *extra)
{
    static struct drawn_case drawn;
    open_case(&drawn, number, change);
    blackout_result *result = estimate_case(&drawn, extra);
    close_case(&drawn);
    return result;
}

/* ---- What grows with what -------------------------------------------------------------------- */

/* `input` takes the ascending values: no loss may fall, and each must have risen at the end. */
static void check_rises(const char *input, const char *unit, const double *values, size_t count)
{
    static struct drawn_case drawn;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        double first[LOSSES] = {0};
        double before[LOSSES] = {0};
        open_case(&drawn, n, &nothing);
        for (size_t i = 0; i < count; ++i) {
            char extra[64];
            snprintf(extra, sizeof extra, "%s=%.12f%s", input, values[i], unit);
            blackout_result *result = estimate_case(&drawn, extra);
            for (int k = 0; k < LOSSES; ++k) {
                double loss = figure(result, losses[k]);
                assert_true(loss >= before[k] * (1 - 1e-12));
                first[k] = i == 0 ? loss : first[k];
                before[k] = loss;
            }
            blackout_result_free(result);
        }
        for (int k = 0; k < LOSSES; ++k) {
            assert_true(before[k] > first[k] || before[k] == 0);
        }
        assert_true(before[0] > first[0]); /* the owner always loses */
        close_case(&drawn);
    }
}

static void losses_rise_with_duration(void **state)
{
    static const double hours[] = {0.05, 0.37, 1, 2.385, 5.9, 17.3, 48, 167.9, 168.1, 400};
    (void)state;
    check_rises("duration", "h", hours, sizeof hours / sizeof hours[0]);
}

static void losses_rise_with_severity(void **state)
{
    static const double shares[] = {0, 0.013, 0.25, 0.5, 0.713, 0.99, 1};
    (void)state;
    check_rises("severity", "", shares, sizeof shares / sizeof shares[0]);
}

static void losses_rise_with_recovery(void **state)
{
    static const double hours[] = {0, 0.02, 0.7, 3.1, 9.5, 40, 200};
    (void)state;
    check_rises("recovery", "h", hours, sizeof hours / sizeof hours[0]);
}

/* The change makes every loss in `affected` smaller, strictly where there is a loss. */
static void check_lowers(const struct change *change, const char *const *affected, size_t count)
{
    size_t strictly = 0;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        blackout_result *plain = estimate_changed(n, &nothing, "");
        blackout_result *changed = estimate_changed(n, change, "");
        for (size_t k = 0; k < count; ++k) {
            double before = figure(plain, affected[k]);
            double after = figure(changed, affected[k]);
            assert_true(after <= before * (1 + 1e-12));
            strictly += after < before ? 1 : 0;
        }
        blackout_result_free(plain);
        blackout_result_free(changed);
    }
    assert_true(strictly > PACKAGES / 2); /* most packages have something to lose */
}

static const char *const of_dependants[] = {dependants, value_added};

static void more_fallback_is_less_loss(void **state)
{
    const struct change change = {.fallbacks = 1.1};
    (void)state;
    check_lowers(&change, of_dependants, 2);
}

static void longer_waiting_is_less_loss(void **state)
{
    const struct change change = {.waiting = 1.7};
    (void)state;
    check_lowers(&change, of_dependants, 2);
}

/* A longer decay keeps more of the recapture. */
static void slower_decay_is_less_loss(void **state)
{
    const struct change change = {.decay = 2.3};
    (void)state;
    check_lowers(&change, of_dependants, 2);
}

static void more_recapture_is_less_loss(void **state)
{
    static const char *const net[] = {owner_net, dependants, value_added};
    const struct change change = {.recapture = 1.2};
    (void)state;
    check_lowers(&change, net, 3);
    for (uint64_t n = 0; n < PACKAGES; ++n) { /* and leaves the gross loss as it is */
        blackout_result *plain = estimate_changed(n, &nothing, "");
        blackout_result *changed = estimate_changed(n, &change, "");
        check_close(figure(changed, owner_gross), figure(plain, owner_gross), 0.0);
        blackout_result_free(plain);
        blackout_result_free(changed);
    }
}

/* ---- What adds up ---------------------------------------------------------------------------- */

static void a_business_in_two_loses_the_same(void **state)
{
    const struct change change = {.split = true};
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        blackout_result *whole = estimate_changed(n, &nothing, "");
        blackout_result *halves = estimate_changed(n, &change, "");
        for (int k = 0; k < TOTALS; ++k) {
            check_close(figure(halves, totals[k]), figure(whole, totals[k]), 1e-11);
        }
        blackout_result_free(whole);
        blackout_result_free(halves);
    }
}

static void regions_one_by_one_sum_to_all(void **state)
{
    static struct drawn_case drawn;
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        double sums[TOTALS] = {0};
        open_case(&drawn, n, &nothing);
        for (int r = 0; r < REGIONS_DRAWN; ++r) {
            char extra[32];
            snprintf(extra, sizeof extra, "region=r%d", r);
            blackout_result *one = estimate_case(&drawn, extra);
            for (int k = 0; k < TOTALS; ++k) {
                sums[k] += figure(one, totals[k]);
            }
            blackout_result_free(one);
        }
        blackout_result *all = estimate_case(&drawn, "");
        for (int k = 0; k < TOTALS; ++k) {
            check_close(sums[k], figure(all, totals[k]), 1e-11);
        }
        blackout_result_free(all);
        close_case(&drawn);
    }
}

/* Where nothing falls back to a platform, each loses what it loses alone. */
static void platforms_one_by_one_sum_to_all(void **state)
{
    static struct drawn_case drawn;
    const struct change outside = {.outside_fallbacks = true};
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        double sums[LOSSES] = {0};
        open_case(&drawn, n, &outside);
        for (int p = 0; p < PLATFORMS_DRAWN; ++p) {
            char extra[32];
            snprintf(extra, sizeof extra, "platform=p%d", p);
            blackout_result *one = estimate_case(&drawn, extra);
            for (int k = 0; k < LOSSES; ++k) {
                /* value added is left out where no cell is hit */
                sums[k] += has_figure(one, losses[k]) ? figure(one, losses[k]) : 0;
            }
            blackout_result_free(one);
        }
        blackout_result *all = estimate_case(&drawn, "platform=p3,p1,p0,p2");
        for (int k = 0; k < LOSSES; ++k) {
            check_close(sums[k], figure(all, losses[k]), 1e-11);
        }
        check_near(figure(all, rival_gain), 0.0, 0.0);
        blackout_result_free(all);
        close_case(&drawn);
    }
}

/* A fallback that is down as well saves less: together they lose at least what they lose apart. */
static void platforms_together_lose_at_least_as_much(void **state)
{
    static struct drawn_case drawn;
    size_t more = 0;
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        double sum = 0;
        open_case(&drawn, n, &nothing);
        for (int p = 0; p < PLATFORMS_DRAWN; ++p) {
            char extra[32];
            snprintf(extra, sizeof extra, "platform=p%d", p);
            blackout_result *one = estimate_case(&drawn, extra);
            sum += figure(one, dependants);
            blackout_result_free(one);
        }
        blackout_result *all = estimate_case(&drawn, "platform=p0,p1,p2,p3");
        assert_true(figure(all, dependants) >= sum * (1 - 1e-11));
        more += figure(all, dependants) > sum * (1 + 1e-6) ? 1 : 0;
        blackout_result_free(all);
        close_case(&drawn);
    }
    assert_true(more > PACKAGES / 2);
}

/* Sums `member` over the items of a list. */
static double sum_list(const blackout_result *result, const char *list, const char *member)
{
    double sum = 0;
    for (int i = 0;; ++i) {
        char pointer[160];
        snprintf(pointer, sizeof pointer, "%s/%d/%s", list, i, member);
        if (!has_figure(result, pointer)) {
            return sum;
        }
        sum += figure(result, pointer);
    }
}

/* Channels, sectors and regions each sum to their platform, platforms and businesses to the total,
 * the changes of a waterfall to its end. */
static void parts_sum_to_their_whole(void **state)
{
    static const char *const lists[] = {"by_channel", "by_sector", "by_region"};
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        blackout_result *result = estimate_changed(n, &nothing, "platform=p0,p1,p2,p3");
        double total = figure(result, dependants);
        for (int p = 0; p < PLATFORMS_DRAWN; ++p) {
            for (int i = 0; i < 3; ++i) {
                char list[64];
                char whole[64];
                snprintf(list, sizeof list, "/platforms/%d/%s", p, lists[i]);
                snprintf(whole, sizeof whole, "/platforms/%d/dependent_revenue_loss/central", p);
                check_near(sum_list(result, list, "dependent_revenue_loss/central"),
                           figure(result, whole), 1e-11 * total);
            }
        }
        check_close(sum_list(result, "/platforms", "dependent_revenue_loss/central"), total, 1e-11);
        check_close(sum_list(result, "/top_businesses", "dependent_revenue_loss/central"), total,
                    1e-11);
        check_close(sum_list(result, "/platforms", "owner_revenue_loss/net/central"),
                    figure(result, owner_net), 1e-11);
        check_close(sum_list(result, "/waterfall/owner", "change/central"),
                    figure(result, owner_net), 1e-11);
        check_close(sum_list(result, "/waterfall/dependants", "change/central"), total, 1e-11);
        blackout_result_free(result);
    }
}

/* ---- What scales ----------------------------------------------------------------------------- */

static void losses_scale_with_money(void **state)
{
    const struct change change = {.money = 3.7};
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        blackout_result *plain = estimate_changed(n, &nothing, "");
        blackout_result *scaled = estimate_changed(n, &change, "");
        for (int k = 0; k < TOTALS; ++k) {
            check_close(figure(scaled, totals[k]), 3.7 * figure(plain, totals[k]), 1e-11);
        }
        check_close(figure(scaled, "/platforms/0/lost_demand_hours/central"),
                    figure(plain, "/platforms/0/lost_demand_hours/central"), 1e-13);
        blackout_result_free(plain);
        blackout_result_free(scaled);
    }
}

/* The platforms' revenue is the owner's affair alone. */
static void platform_revenue_moves_owners_alone(void **state)
{
    const struct change change = {.platform_share = 0.43};
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        blackout_result *plain = estimate_changed(n, &nothing, "");
        blackout_result *scaled = estimate_changed(n, &change, "");
        for (int k = 0; k < TOTALS; ++k) {
            double factor = k < 2 ? 0.43 : 1;
            check_close(figure(scaled, totals[k]), factor * figure(plain, totals[k]), 1e-11);
        }
        blackout_result_free(plain);
        blackout_result_free(scaled);
    }
}

static void reports_convert_by_the_rate(void **state)
{
    static struct drawn_case drawn;
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        open_case(&drawn, n, &nothing);
        blackout_result *dollars = estimate_case(&drawn, "currency=USD");
        for (int c = 1; c < 3; ++c) {
            char extra[32];
            snprintf(extra, sizeof extra, "currency=%s", drawn_currencies[c]);
            blackout_result *other = estimate_case(&drawn, extra);
            for (int k = 0; k < TOTALS; ++k) {
                check_close(figure(other, totals[k]),
                            drawn.package.per_usd[c] * figure(dollars, totals[k]), 1e-11);
            }
            blackout_result_free(other);
        }
        blackout_result_free(dollars);
        close_case(&drawn);
    }
}

/* ---- What is nothing ------------------------------------------------------------------------- */

static void check_nothing_lost(blackout_result *result, size_t count)
{
    for (size_t k = 0; k < count; ++k) {
        check_near(figure(result, totals[k]), 0.0, 0.0);
    }
    blackout_result_free(result);
}

static void nothing_comes_of_nothing(void **state)
{
    const struct change poor = {.no_revenue = true};
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        check_nothing_lost(estimate_changed(n, &nothing, "duration=0h recovery=0h"), TOTALS);
        check_nothing_lost(estimate_changed(n, &nothing, "severity=0"), TOTALS);
        check_nothing_lost(estimate_changed(n, &poor, ""), TOTALS - 1); /* but for the economy */
    }
}

/* ---- When it starts -------------------------------------------------------------------------- */

static void the_mean_is_that_of_168_starts(void **state)
{
    static struct drawn_case drawn;
    (void)state;
    for (uint64_t n = 0; n < 3; ++n) {
        double sums[TOTALS] = {0};
        char words[200];
        open_case(&drawn, n, &nothing);
        snprintf(words, sizeof words, "platform=%s duration=%.12fh severity=%.12f recovery=%.12fh",
                 drawn.platforms, drawn.duration_hours, drawn.severity, drawn.recovery_hours);
        blackout_result *mean = estimate_of(drawn.dataset, words);
        for (int hour = 0; hour < 168; ++hour) {
            char extra[64];
            snprintf(extra, sizeof extra, "start=2021-10-%02dT%02d:00Z", 4 + hour / 24, hour % 24);
            blackout_result *one = estimate_case(&drawn, extra);
            for (int k = 0; k < TOTALS; ++k) {
                sums[k] += figure(one, totals[k]) / 168;
            }
            blackout_result_free(one);
        }
        for (int k = 0; k < TOTALS; ++k) {
            check_close(figure(mean, totals[k]), sums[k], 1e-11);
        }
        blackout_result_free(mean);
        close_case(&drawn);
    }
}

/* Weeks are alike: four weeks on, each date and time of day being another. */
static void a_start_weeks_later_loses_the_same(void **state)
{
    static struct drawn_case drawn;
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        open_case(&drawn, n, &nothing);
        char later[96];
        int day = (drawn.start[8] - '0') * 10 + (drawn.start[9] - '0');
        snprintf(later, sizeof later, "start=2021-11-%02d%s", day - 3, drawn.start + 10);
        blackout_result *now = estimate_case(&drawn, "");
        blackout_result *then = estimate_case(&drawn, later); /* 28 days: October has 31 */
        for (int k = 0; k < TOTALS; ++k) {
            check_close(figure(then, totals[k]), figure(now, totals[k]), 1e-12);
        }
        blackout_result_free(now);
        blackout_result_free(then);
        close_case(&drawn);
    }
}

/* Everyone an hour ahead, and an hour earlier: the same local time. */
static void local_time_alone_counts(void **state)
{
    const struct change ahead = {.later_hours = 1};
    static struct drawn_case drawn;
    (void)state;
    for (uint64_t n = 0; n < PACKAGES; ++n) {
        open_case(&drawn, n, &nothing);
        blackout_result *here = estimate_case(&drawn, "start=2021-10-06T13:39Z");
        close_case(&drawn);
        blackout_result *there = estimate_changed(n, &ahead, "start=2021-10-06T12:39Z");
        for (int k = 0; k < TOTALS; ++k) {
            check_close(figure(there, totals[k]), figure(here, totals[k]), 1e-11);
        }
        blackout_result_free(here);
        blackout_result_free(there);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(losses_rise_with_duration),
        cmocka_unit_test(losses_rise_with_severity),
        cmocka_unit_test(losses_rise_with_recovery),
        cmocka_unit_test(more_fallback_is_less_loss),
        cmocka_unit_test(longer_waiting_is_less_loss),
        cmocka_unit_test(slower_decay_is_less_loss),
        cmocka_unit_test(more_recapture_is_less_loss),
        cmocka_unit_test(a_business_in_two_loses_the_same),
        cmocka_unit_test(regions_one_by_one_sum_to_all),
        cmocka_unit_test(platforms_one_by_one_sum_to_all),
        cmocka_unit_test(platforms_together_lose_at_least_as_much),
        cmocka_unit_test(parts_sum_to_their_whole),
        cmocka_unit_test(losses_scale_with_money),
        cmocka_unit_test(platform_revenue_moves_owners_alone),
        cmocka_unit_test(reports_convert_by_the_rate),
        cmocka_unit_test(nothing_comes_of_nothing),
        cmocka_unit_test(the_mean_is_that_of_168_starts),
        cmocka_unit_test(a_start_weeks_later_loses_the_same),
        cmocka_unit_test(local_time_alone_counts),
    };
    blackout_init();
    return cmocka_run_group_tests_name("properties", tests, NULL, NULL);
}
