/* SPDX-License-Identifier: GPL-3.0-or-later */
/* market/market_value: the event study of a catalogued outage, from the table. */
#include "market/market_value.h"

#include "world.h"

static string_id id_of(void **state, const char *text)
{
    const struct world *world = *state;
    return dataset_find_text(world->dataset, text);
}

static struct market_event_study study_of(void **state, size_t row, const char *symbol)
{
    const struct world *world = *state;
    struct market_event_study study;
    market_event_study(&study, world->dataset, &world->dataset->tables[OUTAGES].rows[row],
                       id_of(state, symbol));
    return study;
}

/* Expected: the rows of e1; the peers' mean abnormal return is (0.006 - 0.002) / 2. */
static void reads_the_owner_and_its_peers(void **state)
{
    struct market_event_study study = study_of(state, 0, "ACM");
    assert_true(study.found);
    check_close(study.raw, -0.049, 0.0);
    check_close(study.abnormal, -0.032, 0.0);
    assert_true(study.has_t);
    check_close(study.t, -2.0, 1e-15);
    assert_int_equal(study.peer_count, 2);
    check_close(study.less_peer_mean, -0.034, 1e-15);
    check_close(study.peer_raw_low, -0.021, 0.0);
    check_close(study.peer_raw_high, 0.013, 0.0);
    assert_true(study.has_day0);
    assert_true(study.day0 == 1633305600);
    assert_true(study.has_market_cap);
    check_close(study.market_cap_before, 240000000.0, 0.0);
    assert_false(study.confounded);
}

/* A share that was renamed since: the event's owner row serves. */
static void another_symbol_finds_the_owner(void **state)
{
    struct market_event_study study = study_of(state, 0, "NEW");
    assert_true(study.found);
    check_close(study.raw, -0.049, 0.0);
}

static void says_what_is_confounded_or_not_there(void **state)
{
    struct market_event_study study = study_of(state, 4, "ACM"); /* e5 */
    assert_true(study.found);
    assert_true(study.confounded);
    assert_int_equal(study.peer_count, 0);
    assert_false(study.has_market_cap);
    study = study_of(state, 2, "ACM"); /* e3 */
    assert_false(study.found);
    assert_true(study.confounded);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(reads_the_owner_and_its_peers),
        IN_WORLD(another_symbol_finds_the_owner),
        IN_WORLD(says_what_is_confounded_or_not_there),
    };
    blackout_init();
    return cmocka_run_group_tests_name("market_value", tests, NULL, NULL);
}
