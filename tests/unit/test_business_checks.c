/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/business_checks: what the rows of a business say together, and the businesses of a file.
 * Expected: the message that each file has to give, at the row that is too many. */
#include "ingest/business_checks.h"

#include <stdio.h>

#include "world.h"

struct told {
    char text[2048];
    size_t count;
};

static void tell(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    const size_t used = strlen(told->text);
    if (strcmp(diagnostic->source, "dependencies.csv") == 0) {
        ++told->count;
        snprintf(told->text + used, sizeof told->text - used, "%zu:%zu %s %s %s\n",
                 diagnostic->line, diagnostic->column,
                 diagnostic->severity == BLACKOUT_FAULT ? "fault" : "warning", diagnostic->code,
                 diagnostic->message);
    }
}

/* What is said of these rows. */
static struct told told_of(const struct world *world, const char *rows)
{
    struct told told = {""};
    char text[4096];
    snprintf(text, sizeof text,
             "business,sector,region,annual_revenue,currency,platform,channel,share,firms\n%s",
             rows);
    package_write(&world->folder, "dependencies.csv", text);
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = tell, .user = &told};
    blackout_dataset *dataset;
    blackout_error error = {0};
    if (blackout_dataset_open(&dataset, world->folder.path, &options, &error) == BLACKOUT_OK) {
        blackout_dataset_free(dataset);
    }
    world_write_dependants(&world->folder);
    return told;
}

static void check_one(const struct world *world, const char *rows, const char *message)
{
    const struct told told = told_of(world, rows);
    if (told.count != 1) {
        fail_msg("%zu messages, not one:\n%s", told.count, told.text);
    }
    check_contains(told.text, message);
}

static void rows_of_a_business_agree_in_its_money(void **state)
{
    const struct world *world = *state;
    check_one(
        world,
        "b,G,north,175320.5,USD,alpha,sales,0.25,3\nb,G,north,900.25,USD,beta,sales,0.25,3\n",
        "3:4 fault business_contradicts annual_revenue differs from that in line 2 of the same "
        "business ('900.25', not '175320.5'); the same annual_revenue in all rows");
    check_one(world,
              "b,G,north,175320,USD,alpha,sales,0.25,3\nb,G,north,175320,EUR,beta,sales,0.25,3\n",
              "3:5 fault business_contradicts currency differs from that in line 2 of the same "
              "business ('EUR', not 'USD')");
    check_one(world,
              "b,G,north,175320,USD,alpha,sales,0.25,3\nb,G,north,175320,USD,beta,sales,0.25,4\n"
              "b,G,north,175320,USD,gamma,sales,0.25,5\n",
              "3:9 fault business_contradicts firms differs from that in line 2");
    /* rows that are apart; one firm is 1 */
    check_one(
        world,
        "b,G,north,175320,USD,alpha,sales,0.25,2\na,G,north,5,USD,alpha,sales,0.25,1\n"
        "b,G,north,175320,USD,beta,sales,0.25,\n",
        "4:9 fault business_contradicts firms differs from that in line 2 of the same business "
        "('1', not '2')");
    assert_int_equal(
        told_of(
            world,
            "b,G,north,175320,USD,alpha,sales,0.25,3\nb,G,north,175320.00,USD,beta,sales,0.25,3\n")
            .count,
        0);
}

static void where_and_what_it_is_goes_by_the_row(void **state)
{
    check_one(*state,
              "b,G,north,175320,USD,alpha,sales,0.25,3\nb,G,south,175320,USD,beta,sales,0.25,3\n",
              "3:3 warning business_differs region differs from that in line 2 of the same "
              "business, and each row is taken as it is ('south', not 'north')");
}

static void names_that_are_almost_the_same_are_told(void **state)
{
    const struct world *world = *state;
    check_one(world,
              "Bakery,G,north,5,USD,alpha,sales,0.9,\nbakery,G,north,5,USD,beta,sales,0.9,\n",
              "3:1 warning near_names the name differs from that of line 2 only in case, blanks or "
              "quotes, "
              "and its revenue counts as that of another business ('bakery')");
    /* a blank at the end says nothing: one business, whose shares come to 1.8 */
    check_one(world,
              "bakery,G,north,5,USD,alpha,sales,0.9,\nbakery ,G,north,5,USD,beta,sales,0.9,\n",
              "3:8 fault shares_over_one");
}

static void rows_of_totals_are_refused_or_told(void **state)
{
    const struct world *world = *state;
    check_one(world,
              "a,G,north,100000,USD,alpha,sales,0.3,\nb,G,north,300000,USD,alpha,sales,0.2,\n"
              "Gesamt,G,north,400000,USD,alpha,sales,0.2,\n",
              "4:1 fault total_row the row is a total of others, which would count twice "
              "('Gesamt'); leave it out, or give the business of that name another one");
    check_one(world,
              "a,G,north,100000.25,USD,alpha,sales,0.3,\nb,G,north,150000,USD,alpha,sales,0.2,2\n"
              "z all,G,north,400000.25,USD,alpha,sales,0.2,\n",
              "4:4 fault perhaps_total the revenue of the last business is the sum of the 2 "
              "others, and would count twice ('400000.25 USD')");
    /* the column as a sheet adds it up: every row of a business, whatever `firms` is */
    check_one(
        world,
        "a,G,north,100000.25,USD,alpha,sales,0.3,\na,G,north,100000.25,USD,beta,sales,0.3,\n"
        "b,G,north,150000,USD,alpha,sales,0.2,\nz all,G,north,350000.5,USD,alpha,sales,0.2,\n",
        "5:4 fault perhaps_total the revenue of the last business is the sum of the 2 "
        "others, and would count twice ('350000.5 USD')");
    check_one(world,
              "a,G,north,100000.25,USD,alpha,sales,0.3,7\nb,G,north,150000,USD,alpha,sales,0.2,2\n"
              "z all,G,north,250000.25,USD,alpha,sales,0.2,1\n",
              "4:4 fault perhaps_total the revenue of the last business is the sum of the 2 "
              "others, and would count twice ('250000.25 USD')");
    /* a total of several firms, over businesses and over rows: 2 * 200,000 and 2 * 250,000 */
    check_one(world,
              "a,G,north,100000,USD,alpha,sales,0.3,\na,G,north,100000,USD,beta,sales,0.3,\n"
              "b,G,north,300000,USD,alpha,sales,0.2,\nz all,G,north,200000,USD,alpha,sales,0.2,2\n",
              "5:4 fault perhaps_total the revenue of the last business is the sum of the 2 "
              "others, and would count twice ('200000 USD')");
    check_one(world,
              "a,G,north,100000,USD,alpha,sales,0.3,\na,G,north,100000,USD,beta,sales,0.3,\n"
              "b,G,north,300000,USD,alpha,sales,0.2,\nz all,G,north,250000,USD,alpha,sales,0.2,2\n",
              "5:4 fault perhaps_total the revenue of the last business is the sum of the 2 "
              "others, and would count twice ('250000 USD')");
    /* sums are made in chunks, of which b075567 begins one (core/chunk.h) */
    check_one(world,
              "b075566,G,north,100000,USD,alpha,sales,0.3,\nb075567,G,north,300000,USD,alpha,sales,"
              "0.2,\nz all,G,north,400000,USD,alpha,sales,0.2,\n",
              "4:4 fault perhaps_total the revenue of the last business is the sum of the 2 "
              "others, and would count twice ('400000 USD')");
    /* the first may be the largest of a sorted list; one between may earn what the others do */
    check_one(world,
              "z,G,north,400,USD,alpha,sales,0.3,\na,G,north,300,USD,alpha,sales,0.2,\n"
              "b,G,north,100,USD,alpha,sales,0.2,\n",
              "2:4 warning total_first the revenue of the first business is the sum of the 2 "
              "others ('400 USD')");
    assert_int_equal(told_of(world, "a,G,north,300,USD,alpha,sales,0.3,\n"
                                    "z,G,north,400,USD,alpha,sales,0.2,\n"
                                    "b,G,north,100,USD,alpha,sales,0.2,\n")
                         .count,
                     0);
    /* nothing is no sum of nothing */
    assert_int_equal(told_of(world, "a,G,north,0,USD,alpha,sales,0.3,\n"
                                    "b,G,north,0,USD,alpha,sales,0.2,\n"
                                    "c,G,north,0,USD,alpha,sales,0.2,\n")
                         .count,
                     0);
    /* of no firms is no revenue that could be that of the others */
    assert_int_equal(told_of(world, "a,G,north,70,USD,alpha,sales,0.3,5\n"
                                    "b,G,north,50,USD,alpha,sales,0.2,1\n"
                                    "z,G,north,400,USD,alpha,sales,0.2,0\n")
                         .count,
                     0);
    /* another currency is no summand; of two businesses one may earn as much as the other */
    assert_int_equal(told_of(world, "a,G,north,100,USD,alpha,sales,0.3,\n"
                                    "b,G,north,300,EUR,alpha,sales,0.2,\n"
                                    "c,G,north,400,USD,alpha,sales,0.2,\n")
                         .count,
                     0);
    assert_int_equal(told_of(world, "a,G,north,100,USD,alpha,sales,0.3,\n"
                                    "b,G,north,100,USD,alpha,sales,0.2,\n")
                         .count,
                     0);
}

/* A business of 24 rows, of which each in turn stands once more at the end: the row it repeats is
 * named, among the first, which are compared one by one, and among those that are looked up. */
static void each_row_may_be_repeated(void **state)
{
    enum { ROWS = 24 };
    const struct world *world = *state;
    char channels[2048] = "channel,name,grace_hours,onset_hours,shape,basis\n"
                          "sales,Sales,,,,assumed\nmessaging,Messaging,2,0,1,assumed\n";
    for (int k = 0; k < ROWS; ++k) {
        char line[64];
        snprintf(line, sizeof line, "c%02d,C%d,0,0,1,assumed\n", k, k);
        strcat(channels, line);
    }
    for (int again = -1; again < ROWS; ++again) {
        char rows[2048] = "";
        char message[128];
        for (int k = 0; k <= ROWS; ++k) {
            char line[64];
            snprintf(line, sizeof line, "b,G,north,8,USD,alpha,c%02d,0.01,1\n",
                     k < ROWS ? k : again);
            strcat(rows, k < ROWS || again >= 0 ? line : "");
        }
        package_write(&world->folder, "channels.csv", channels); /* told_of() writes its own */
        const struct told told = told_of(world, rows);
        assert_int_equal(told.count, again < 0 ? 0 : 1);
        if (again >= 0) {
            snprintf(
                message, sizeof message,
                "26:6 fault repeated_key the same key is already in line %d ('b', alpha, c%02d)",
                again + 2, again);
            check_contains(told.text, message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_business_agree_in_its_money),
        cmocka_unit_test(where_and_what_it_is_goes_by_the_row),
        cmocka_unit_test(names_that_are_almost_the_same_are_told),
        cmocka_unit_test(rows_of_totals_are_refused_or_told),
        cmocka_unit_test(each_row_may_be_repeated),
    };
    return cmocka_run_group_tests_name("business_checks", tests, world_open, world_close);
}
