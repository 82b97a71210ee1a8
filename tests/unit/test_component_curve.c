/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import/component_curve: the unavailable part of a page by the statuses of its components.
 * Expected values by hand. */
#include "import/component_curve.h"

#include "check.h"
#include "tables/catalogue.h"

static const struct import_share shares[COMPONENT_STATUS_COUNT] = {
    [COMPONENT_DEGRADED_PERFORMANCE] = {0, 0, 0.3},
    [COMPONENT_PARTIAL_OUTAGE] = {0.125, 0.25, 0.75},
    [COMPONENT_MAJOR_OUTAGE] = {0.5, 1, 1}};

/* Slots 0 and 1 are of component 0 (two incidents name it), slot 2 of component 1; of four. */
static const size_t slots[] = {0, 0, 1};

static struct component_curve curve_of(struct arena *arena, const struct component_change *changes,
                                       size_t count)
{
    const struct component_page page = {shares, slots, 3, 4};
    struct component_curve curve;
    assert_int_equal(component_curve_make(&curve, arena, &page, changes, count), 0);
    return curve;
}

/* 100 s of one partial outage in four components, then 50 s with a major one beside it. */
static void the_part_is_the_mean_over_components(void **state)
{
    static const struct component_change changes[] = {{1000, 0, COMPONENT_PARTIAL_OUTAGE, 0},
                                                      {1100, 2, COMPONENT_MAJOR_OUTAGE, 1},
                                                      {1150, 0, COMPONENT_OPERATIONAL, 2},
                                                      {1150, 2, COMPONENT_OPERATIONAL, 3}};
    struct arena arena = {0};
    const struct component_curve curve = curve_of(&arena, changes, 4);
    (void)state;
    assert_int_equal(curve.count, 3);
    assert_int_equal(curve.points[0].time, 1000);
    check_close(curve.points[0].unavailable, 0.0625, 1e-15);
    check_close(curve.points[1].unavailable, 0.3125, 1e-15);
    assert_int_equal(curve.points[2].time, 1150);
    check_near(curve.points[2].unavailable, 0.0, 0);
    check_close(curve.mean.central, (100 * 0.0625 + 50 * 0.3125) / 150, 1e-15);
    check_close(curve.mean.low, (100 * 0.03125 + 50 * 0.15625) / 150, 1e-15);
    check_close(curve.mean.high, (100 * 0.75 + 50 * 1.0) / 150, 1e-15);
    arena_free(&arena);
}

/* Two incidents on one component: the worse status holds, and the end of one is not the end. */
static void the_worst_status_of_a_component_holds(void **state)
{
    static const struct component_change changes[] = {{1000, 0, COMPONENT_MAJOR_OUTAGE, 0},
                                                      {1010, 1, COMPONENT_PARTIAL_OUTAGE, 1},
                                                      {1020, 0, COMPONENT_OPERATIONAL, 2},
                                                      {1050, 1, COMPONENT_OPERATIONAL, 3}};
    struct arena arena = {0};
    const struct component_curve curve = curve_of(&arena, changes, 4);
    (void)state;
    assert_int_equal(curve.count, 3);
    check_close(curve.points[0].unavailable, 0.25, 1e-15);
    assert_int_equal(curve.points[1].time, 1020);
    check_close(curve.points[1].unavailable, 0.0625, 1e-15);
    check_close(curve.mean.central, (20 * 0.25 + 30 * 0.0625) / 50, 1e-15);
    arena_free(&arena);
}

/* A user may let maintenance count more than a status that is worse by name: the worst is what
 * counts most, here 0.5 of four components, and not degraded performance, which counts nothing. */
static void the_worst_status_is_what_counts_most(void **state)
{
    static const struct import_share set[COMPONENT_STATUS_COUNT] = {
        [COMPONENT_UNDER_MAINTENANCE] = {0.5, 0.5, 0.5},
        [COMPONENT_DEGRADED_PERFORMANCE] = {0, 0, 0.3}};
    static const struct component_change changes[] = {{1000, 0, COMPONENT_UNDER_MAINTENANCE, 0},
                                                      {1000, 1, COMPONENT_DEGRADED_PERFORMANCE, 1},
                                                      {1050, 0, COMPONENT_OPERATIONAL, 2},
                                                      {1050, 1, COMPONENT_OPERATIONAL, 3}};
    const struct component_page page = {set, slots, 3, 4};
    struct arena arena = {0};
    struct component_curve curve;
    (void)state;
    assert_int_equal(component_curve_make(&curve, &arena, &page, changes, 4), 0);
    assert_int_equal(curve.count, 2);
    check_close(curve.points[0].unavailable, 0.125, 1e-15);
    check_close(curve.mean.central, 0.125, 1e-15);
    arena_free(&arena);
}

/* Degraded performance counts as nothing here: what is before and after an outage is cut off, a gap
 * within it stays. */
static void nothing_is_cut_off_at_the_ends_alone(void **state)
{
    static const struct component_change changes[] = {
        {900, 0, COMPONENT_DEGRADED_PERFORMANCE, 0},  {1000, 0, COMPONENT_MAJOR_OUTAGE, 1},
        {1010, 0, COMPONENT_DEGRADED_PERFORMANCE, 2}, {1030, 0, COMPONENT_MAJOR_OUTAGE, 3},
        {1040, 0, COMPONENT_DEGRADED_PERFORMANCE, 4}, {1100, 0, COMPONENT_OPERATIONAL, 5}};
    struct arena arena = {0};
    const struct component_curve curve = curve_of(&arena, changes, 6);
    (void)state;
    assert_int_equal(curve.count, 4);
    assert_int_equal(curve.points[0].time, 1000);
    assert_int_equal(curve.points[3].time, 1040);
    check_close(curve.mean.central, 20 * 0.25 / 40, 1e-15);
    check_close(curve.mean.high, (20 * 1.0 + 20 * 0.3) / 40, 1e-15);
    arena_free(&arena);
}

static void without_an_outage_there_is_no_curve(void **state)
{
    static const struct component_change changes[] = {{900, 0, COMPONENT_DEGRADED_PERFORMANCE, 0},
                                                      {950, 0, COMPONENT_OPERATIONAL, 1}};
    struct arena arena = {0};
    (void)state;
    assert_int_equal(curve_of(&arena, changes, 2).count, 0);
    assert_int_equal(curve_of(&arena, changes, 0).count, 0);
    arena_free(&arena);
}

static void words_are_those_of_the_format(void **state)
{
    (void)state;
    assert_int_equal(component_status_find("major_outage"), COMPONENT_MAJOR_OUTAGE);
    assert_int_equal(component_status_find("Major Outage"), COMPONENT_STATUS_COUNT);
    assert_int_equal(component_status_of_impact("minor"), COMPONENT_DEGRADED_PERFORMANCE);
    assert_int_equal(component_status_of_impact("critical"), COMPONENT_MAJOR_OUTAGE);
    assert_int_equal(component_status_of_impact("maintenance"), COMPONENT_STATUS_COUNT);
    /* a catalogue says the same of outages that are called full and partial; the ends to two
     * digits */
    const struct import_share *major = &component_status_shares[COMPONENT_MAJOR_OUTAGE];
    const struct import_share *partial = &component_status_shares[COMPONENT_PARTIAL_OUTAGE];
    check_near(major->central, catalogue_press_severity, 0);
    check_near(major->low, catalogue_press_range.low, 0.005);
    check_near(major->high, catalogue_press_range.high, 0.005);
    check_near(partial->central, catalogue_partial_severity, 0);
    check_near(partial->low, catalogue_partial_range.low, 0.005);
    check_near(partial->high, catalogue_partial_range.high, 0.005);
    for (int i = 0; i < COMPONENT_STATUS_COUNT; ++i) {
        assert_int_equal(component_status_find(component_status_words[i]), i);
        assert_true(component_status_shares[i].low <= component_status_shares[i].central);
        assert_true(component_status_shares[i].central <= component_status_shares[i].high);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_part_is_the_mean_over_components),
        cmocka_unit_test(the_worst_status_of_a_component_holds),
        cmocka_unit_test(the_worst_status_is_what_counts_most),
        cmocka_unit_test(nothing_is_cut_off_at_the_ends_alone),
        cmocka_unit_test(without_an_outage_there_is_no_curve),
        cmocka_unit_test(words_are_those_of_the_format),
    };
    return cmocka_run_group_tests_name("component_curve", tests, NULL, NULL);
}
