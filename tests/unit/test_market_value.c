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

/* A raw return that is not given is none, and no 0: the range is that of the other peer, or there
 * is none. The mean is of abnormal returns, and as above. */
static void a_peer_without_a_raw_return_is_in_no_range(void **state)
{
    static const struct {
        const char *raw_of_pin;
        bool has_range;
    } cases[] = {{"0.013", true}, {"", false}};
    struct world *world = *state;
    for (size_t i = 0; i < 2; ++i) {
        char text[512];
        snprintf(text, sizeof text,
                 "event,symbol,role,day0,raw_0,car_0_0,se_0_0,car_0_1,se_0_1,market_cap_before\n"
                 "e1,ACM,owner,2021-10-04,-0.049,-0.032,0.016,-0.027,0.022,240000000\n"
                 "e1,SNP,peer,2021-10-04,,0.006,0.03,0.011,0.04,\n"
                 "e1,PIN,peer,2021-10-04,%s,-0.002,0.03,-0.005,0.04,\n",
                 cases[i].raw_of_pin);
        package_write(&world->folder, "event_returns.csv", text);
        world_reopen(world);
        const struct market_event_study study = study_of(state, 0, "ACM");
        assert_int_equal(study.peer_count, 2);
        check_close(study.less_peer_mean, -0.034, 1e-15);
        assert_int_equal(study.has_peer_raw, cases[i].has_range);
        if (study.has_peer_raw) {
            check_close(study.peer_raw_low, 0.013, 0.0);
            check_close(study.peer_raw_high, 0.013, 0.0);
        }
    }
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

/* ---- The value before ------------------------------------------------------------------------ */

static void give(struct row *row, int column, double number)
{
    row->cells[column].given = number > 0;
    row->cells[column].number = number;
}

/* What is said of shares times a close beside another figure; "" where nothing is. */
static const char *said(char text[MARKET_VALUE_TEXT_SIZE], double shares, double close,
                        double before, double cap)
{
    struct cell cells[2][MOST_COLUMNS];
    memset(cells, 0, sizeof cells);
    struct row owner = {.cells = cells[0]};
    struct row returns = {.cells = cells[1]};
    struct market_value other;
    give(&owner, OWNERS_SHARES_OUTSTANDING, shares);
    give(&owner, OWNERS_MARKET_CAP, cap);
    give(&returns, EVENT_RETURNS_MARKET_CAP_BEFORE, before);
    const struct market_value value = market_value_before(&owner, &returns, close);
    check_close(value.value, shares * close, 0.0);
    text[0] = '\0';
    if (market_value_contradiction(&other, &value, &owner, &returns, close)) {
        market_value_contradiction_text(text, &value, &other);
    }
    return text;
}

/* Amazon's shares of 2021 times its close of 2021-12-06 as adjusted for the split of 20 for 1 of
 * 2022, beside the value of the day, 1,792,514.51 M USD; and British prices, which are in pence. */
static void a_value_off_by_a_split_or_by_pence_is_told(void **state)
{
    char text[MARKET_VALUE_TEXT_SIZE];
    (void)state;
    assert_string_equal(said(text, 523e6, 171.3685, 1792514.51e6, 0),
                        "the market value before, 89,625.7 M (owners.shares_outstanding times the "
                        "close before), is "
                        "1/20 of 1,792,514.5 M (event_returns.market_cap_before); perhaps closes "
                        "are adjusted for a "
                        "later split, and shares are not");
    check_contains(
        said(text, 1e9, 2385, 0, 23.85e9),
        "is 100 times 23,850.0 M (owners.market_cap); perhaps prices are in pence or cents");
    check_contains(said(text, 1e9, 195, 10e9, 0), "is 20 times 10,000.0 M"); /* 19.5: 2.5 % off */
    check_contains(said(text, 1e9, 10, 0, 20.5e9), "is 1/2 of 20,500.0 M");
    check_contains(said(text, 1e9, 12.5, 10e9, 0),
                   "is 1.25 times 10,000.0 M "
                   "(event_returns.market_cap_before); one of them is "
                   "not of that day");
    check_contains(said(text, 1e9, 172, 10e9, 0), "is 17.2 times 10,000.0 M");
    /* the event's figure agrees, the owner's does not */
    check_contains(said(text, 1e9, 10, 10.5e9, 5e9), "is 2 times 5,000.0 M (owners.market_cap)");
}

static void a_value_within_a_fifth_is_not(void **state)
{
    char text[MARKET_VALUE_TEXT_SIZE];
    (void)state;
    assert_string_equal(said(text, 1e9, 11.9, 10e9, 0), "");
    assert_string_equal(said(text, 1e9, 8.4, 10e9, 10e9), "");
    assert_string_equal(said(text, 1e9, 10, 0, 0), "");
}

/* What a scenario sets is the question itself. */
static void a_value_that_is_set_contradicts_nothing(void **state)
{
    struct cell cells[MOST_COLUMNS];
    memset(cells, 0, sizeof cells);
    struct row owner = {.cells = cells};
    struct market_value other;
    (void)state;
    give(&owner, OWNERS_SHARES_OUTSTANDING, 1e9);
    give(&owner, OWNERS_MARKET_CAP, 5e9);
    owner.cells[OWNERS_MARKET_CAP].asked = true;
    const struct market_value value = market_value_before(&owner, NULL, 10);
    check_close(value.value, 5e9, 0.0);
    assert_false(market_value_contradiction(&other, &value, &owner, NULL, 10));
    const struct market_value nothing = market_value_before(NULL, NULL, 10);
    assert_int_equal(nothing.from, MARKET_VALUE_UNKNOWN);
    assert_null(nothing.source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(reads_the_owner_and_its_peers),
        IN_WORLD(a_peer_without_a_raw_return_is_in_no_range),
        IN_WORLD(another_symbol_finds_the_owner),
        IN_WORLD(says_what_is_confounded_or_not_there),
        cmocka_unit_test(a_value_off_by_a_split_or_by_pence_is_told),
        cmocka_unit_test(a_value_within_a_fifth_is_not),
        cmocka_unit_test(a_value_that_is_set_contradicts_nothing),
    };
    blackout_init();
    return cmocka_run_group_tests_name("market_value", tests, NULL, NULL);
}
