/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/expected_totals: how totals are written, when one agrees, and what may have gone wrong
 * where it does not. By hand, every row of the world's dependencies counts: two of 175,320, two
 * firms of 26,298 and one of 140,256 are 543,492 USD, once each 368,172; one row is 43,830 EUR. */
#include "ingest/expected_totals.h"

#include "messages.h"

/* What is reported of the package with such totals; the message of an error after "error ". */
static void messages_with(char messages[MESSAGES_SIZE], const struct world *world,
                          const char *const *totals, size_t count)
{
    blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = messages_add, .user = messages};
    blackout_dataset *dataset;
    blackout_error error = {0};
    options.expected_totals = totals;
    options.expected_total_count = count;
    messages[0] = '\0';
    if (blackout_dataset_open(&dataset, world->folder.path, &options, &error) == BLACKOUT_OK) {
        blackout_dataset_free(dataset);
    } else if (messages[0] == '\0') {
        snprintf(messages, MESSAGES_SIZE, "error %s", error.message);
    }
}

/* Agrees; is refused as no amount; else what is said of it. */
#define NO_TOTAL NULL
#define DIFFERS(wanted, read, rows, difference, hint)                                              \
    "dependencies.csv:1:4 total_differs: the revenue of all rows is not the expected total "       \
    "('" wanted "'); read " read " in " rows ", difference " difference hint "\n"
#define THOUSANDS "a thousands mark that is read as a decimal mark, or amounts in thousands"
#define CENTS "a decimal mark that is lost, or cents for whole units"
#define OF_DOLLARS(wanted, difference, hint)                                                       \
    DIFFERS(wanted " USD", "543,492.00 USD", "4 rows", difference " USD", hint)

static const struct {
    const char *total;
    const char *said;
} cases[] = {
    {"543492USD", ""},
    {"543492 USD", ""},
    {"543492.00 USD", ""},
    {"543492.0000000 USD", ""},
    {"543492.005USD", DIFFERS("543,492.005 USD", "543,492.000 USD", "4 rows", "-0.005 USD", "")},
    {"543492.0049USD",
     DIFFERS("543,492.0049 USD", "543,492.0000 USD", "4 rows", "-0.0049 USD", "")},
    {"543492.25 USD", OF_DOLLARS("543,492.25", "-0.25", "")}, /* a blank is no third decimal */
    {"543492.125 USD", DIFFERS("543,492.125 USD", "543,492.000 USD", "4 rows", "-0.125 USD", "")},
    {"43830EUR", ""},
    {"7EUR", DIFFERS("7.00 EUR", "43,830.00 EUR", "1 row", "43,823.00 EUR", "")},
    {"0GBP", ""},
    {"5 GBP", DIFFERS("5.00 GBP", "0.00 GBP", "0 rows", "-5.00 GBP", "")},
    {"368172USD",
     OF_DOLLARS("368,172.00", "175,320.00",
                ": that is the total with each business counted once; give that of all "
                "rows")},
    {"368172.01USD", OF_DOLLARS("368,172.01", "175,319.99", "")},
    {"5434920USD",
     OF_DOLLARS("5,434,920.00", "-4,891,428.00", ", about 10 times too small: look for " CENTS)},
    {"54349.2USD",
     OF_DOLLARS("54,349.20", "489,142.80", ", about 10 times too large: look for " CENTS)},
    {"5434.92USD",
     OF_DOLLARS("5,434.92", "538,057.08", ", about 100 times too large: look for " CENTS)},
    {"543492000USD", OF_DOLLARS("543,492,000.00", "-542,948,508.00",
                                ", about 1000 times too small: look for " THOUSANDS)},
    {"543USD",
     OF_DOLLARS("543.00", "542,949.00", ", about 1000 times too large: look for " THOUSANDS)},
    {"540USD", OF_DOLLARS("540.00", "542,952.00", "")}, /* by 1006 */
    {"0USD", OF_DOLLARS("0.00", "543,492.00", "")},
    {"USD", NO_TOTAL},
    {" USD", NO_TOTAL},
    {"", NO_TOTAL},
    {"5", NO_TOTAL},
    {"5usd", NO_TOTAL},
    {"5US", NO_TOTAL},
    {"1,000USD", NO_TOTAL},
    {"1.5.USD", NO_TOTAL},
};

static void totals_agree_or_are_explained(void **state)
{
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char messages[MESSAGES_SIZE];
        char expected[MESSAGES_SIZE];
        snprintf(expected, sizeof expected,
                 "error expect-total is not an amount and a currency ('%s'); an amount like "
                 "1234567.89EUR, with a point and without grouping",
                 cases[i].total);
        messages_with(messages, *state, &cases[i].total, 1);
        wrong += messages_same(messages, cases[i].total,
                               cases[i].said != NO_TOTAL ? cases[i].said : expected)
                     ? 0
                     : 1;
    }
    assert_int_equal(wrong, 0);
}

/* Several: each is compared, in their order; one currency twice is refused, wherever it is. */
static void each_currency_has_one_total(void **state)
{
    static const char *const three[] = {"1EUR", "543492USD", "2GBP"};
    static const char *const twice[] = {"1USD", "43830EUR", "5 EUR"};
    char messages[MESSAGES_SIZE];
    messages_with(messages, *state, three, 3);
    assert_true(messages_same(messages, "three",
                              DIFFERS("1.00 EUR", "43,830.00 EUR", "1 row", "43,829.00 EUR", "")
                                  DIFFERS("2.00 GBP", "0.00 GBP", "0 rows", "-2.00 GBP", "")));
    messages_with(messages, *state, twice, 3);
    assert_true(messages_same(messages, "twice",
                              "error expect-total has a currency twice ('EUR'); give each once"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(totals_agree_or_are_explained, world_open, world_close),
        cmocka_unit_test_setup_teardown(each_currency_has_one_total, world_open, world_close),
    };
    blackout_init();
    return cmocka_run_group_tests_name("expected_totals", tests, NULL, NULL);
}
